import Datapath
import OpenFlow
import Ports
import Testing

@testable import Switch

@Suite struct SwitchPartsTests {
    @Test func theDatapathIDIsTheOneGiven() {
        let configuration = SwitchConfiguration(datapathID: 0xabc)
        #expect(SwitchParts.datapathID(configuration, ports: []) == 0xabc)
    }

    @Test func aSwitchWithoutPortsStillHasADatapathID() {
        #expect(SwitchParts.datapathID(SwitchConfiguration(), ports: []) != 0)
    }

    @Test func theDatapathIDIsNotThatOfATap() {
        func port(_ number: UInt32, _ source: PortSource?) -> PortSetup {
            PortSetup(
                number: number,
                name: "p\(number)",
                hardwareAddress: 0x0200_0000_0000 + UInt64(number),
                device: .none,
                source: source
            )
        }
        let ports = [port(1, .tap("t")), port(2, .pcapFiles(input: "a", output: nil)), port(3, .pcap(interface: "e"))]
        #expect(SwitchParts.datapathID(SwitchConfiguration(), ports: ports) == 0x0200_0000_0003)
        #expect(SwitchParts.datapathID(SwitchConfiguration(), ports: Array(ports.prefix(2))) == 0x0200_0000_0001)
    }

    @Test func captureFilesBecomePorts() throws {
        let ports = try SwitchParts.openPorts(
            SwitchConfiguration(ports: [
                .init(.pcapFiles(input: nil, output: "/dev/null"), number: 7),
                .init(.pcapFiles(input: nil, output: "/dev/zero")),
            ])
        )
        defer { for port in ports { port.device.deallocate() } }
        #expect(ports.map(\.number) == [7, 1])
        #expect(ports.map(\.name) == ["null", "zero"])
        #expect(ports.map(\.hardwareAddress) == [0x0200_0000_0007, 0x0200_0000_0001])
        #expect(ports.allSatisfy { $0.link == nil && $0.source == nil })
    }

    @Test func aFileThatCannotBeReadIsNamed() {
        let port = SwitchConfiguration.Port(.pcapFiles(input: "/no/such.pcap", output: nil))
        let error = #expect(throws: SwitchError.self) {
            try SwitchParts.openPorts(SwitchConfiguration(ports: [port]))
        }
        #expect(error?.description.contains("cannot read the capture file /no/such.pcap") == true)
    }

    @Test func anInterfaceThatDoesNotExistIsNamed() {
        let configuration = SwitchConfiguration(ports: [.init(interface: "nosuchveth0")])
        #expect {
            try SwitchParts.openPorts(configuration)
        } throws: { error in
            "\(error)".contains("nosuchveth0")
        }
    }
}
