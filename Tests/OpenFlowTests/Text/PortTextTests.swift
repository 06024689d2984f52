import OpenFlow
import Testing

/// Expectations are ovs-ofctl 3.1's own output for the same replies.
@Suite struct PortTextTests {
    @Test func describesAPortOf1_3() {
        let port = PortDescription(
            number: PortNumber(1),
            hardwareAddress: 0x0011_2233_4455,
            name: "veth1",
            state: .live,
            current: [.full10Gb, .copper],
            currentSpeed: 10_000_000
        )
        #expect(
            port.text.split(separator: "\n") == [
                " 1(veth1): addr:00:11:22:33:44:55",
                "     config:     0",
                "     state:      LIVE",
                "     current:    10GB-FD COPPER",
                "     speed: 10000 Mbps now, 0 Mbps max",
            ]
        )
    }

    @Test func describesEveryFlagAndFeature() {
        let port = PortDescription(
            number: .local,
            hardwareAddress: 0x0011_2233_4456,
            name: "v2",
            config: PortConfig(rawValue: 0x7f),
            state: [.linkDown, .blocked, .live],
            advertised: PortFeatures(rawValue: 0x20ff),
            supported: PortFeatures(rawValue: 0xffff),
            peer: [.pause, .pauseAsymmetric],
            maxSpeed: 1500
        )
        #expect(
            port.text.split(separator: "\n") == [
                " LOCAL(v2): addr:00:11:22:33:44:56",
                "     config:     PORT_DOWN NO_STP NO_RECV NO_RECV_STP NO_FLOOD NO_FWD NO_PACKET_IN",
                "     state:      LINK_DOWN BLOCKED LIVE",
                "     advertised: 10MB-HD 10MB-FD 100MB-HD 100MB-FD 1GB-HD 1GB-FD 10GB-FD 40GB-FD AUTO_NEG",
                "     supported:  10MB-HD 10MB-FD 100MB-HD 100MB-FD 1GB-HD 1GB-FD 10GB-FD 40GB-FD 100GB-FD 1TB-FD "
                    + "OTHER COPPER FIBER AUTO_NEG AUTO_PAUSE AUTO_PAUSE_ASYM",
                "     peer:       AUTO_PAUSE AUTO_PAUSE_ASYM",
                "     speed: 0 Mbps now, 1 Mbps max",
            ]
        )
    }

    @Test func takesTheSpeedOfA1_0PortFromItsFeatures() {
        let port = PortDescription(
            number: PortNumber(2),
            hardwareAddress: 0,
            name: "v",
            state: PortState(rawValue: 0x301),
            current: .full10Gb,
            supported: .half10Mb
        )
        #expect(port.text.contains("state:      STP_BLOCK LINK_DOWN\n"))
        #expect(port.text.hasSuffix("speed: 10000 Mbps now, 10 Mbps max"))
    }
}
