import OpenFlow
import Switch
import Testing

@Suite struct SwitchConfigurationTests {
    typealias Port = SwitchConfiguration.Port

    @Test func theDefaultIsValid() throws {
        try SwitchConfiguration().validate()
        try SwitchConfiguration(
            name: "s-1.a_B",
            datapathID: 1,
            ports: [Port(interface: "a", number: 0xff00), Port(interface: "b")],
            bufferCount: 0
        ).validate()
        try SwitchConfiguration(ports: [Port(interface: "a", number: 0xffff_ff00)], versions: [.v1_3]).validate()
    }

    @Test(arguments: [
        (SwitchConfiguration(name: ""), "cannot name a switch"),
        (SwitchConfiguration(name: "../x"), "\"../x\" cannot name a switch"),
        (SwitchConfiguration(name: ".x"), "cannot name a switch"),
        (SwitchConfiguration(datapathID: 0), "datapath id 0"),
        (
            SwitchConfiguration(ports: [Port(interface: "a"), Port(interface: "a", number: 2)]),
            "interface a is named twice"
        ),
        (
            SwitchConfiguration(ports: [Port(interface: "a", number: 2), Port(interface: "b", number: 2)]),
            "ports a and b both have number 2"
        ),
        (SwitchConfiguration(ports: [Port(interface: "a", number: 0)]), "port a cannot have number 0"),
        (
            SwitchConfiguration(ports: [Port(interface: "a", number: 0xffff_ff01)], versions: [.v1_3]),
            "port a cannot have number 4294967041: 1 to 4294967040 can be"
        ),
        (
            SwitchConfiguration(ports: [Port(interface: "a", number: 0xff01)]),
            "port a cannot have number 65281 in OpenFlow 1.0"
        ),
        (
            SwitchConfiguration(ports: [Port(interface: "sixteen-bytes-xx")]),
            "cannot be the name of a network interface"
        ),
        (SwitchConfiguration(ports: [Port(interface: "a b")]), "cannot be the name of a network interface"),
        (SwitchConfiguration(versions: []), "no OpenFlow version is offered"),
        (SwitchConfiguration(versions: [.v1_0, .v1_2, .v1_5]), "OpenFlow 1.2 is not supported: 1.0 and 1.3 are"),
        (SwitchConfiguration(bufferCount: -1), "-1 buffers are not possible"),
        (SwitchConfiguration(bufferCount: 65_536), "65536 buffers are not possible: 0 to 65535 are"),
        (SwitchConfiguration(initialBackoff: .seconds(9)), "the backoff must begin"),
        (SwitchConfiguration(initialBackoff: .zero), "the backoff must begin"),
    ])
    func refusesWhatNoSwitchCanBe(configuration: SwitchConfiguration, problem: String) {
        let error = #expect(throws: SwitchConfiguration.Invalid.self) { try configuration.validate() }
        #expect(error?.description.contains(problem) == true, "\(error?.description ?? "")")
    }

    @Test func numbersPortsAroundThoseThatAreGiven() {
        let configuration = SwitchConfiguration(ports: [
            Port(interface: "a"), Port(interface: "b", number: 2), Port(interface: "c"),
            Port(interface: "d", number: 1),
            Port(interface: "e"),
        ])
        #expect(configuration.numberedPorts().map(\.interface) == ["a", "b", "c", "d", "e"])
        #expect(configuration.numberedPorts().map(\.number) == [3, 2, 4, 1, 5])
    }
}
