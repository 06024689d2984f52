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
        let files = [Port(.pcapFiles(input: "x.pcap", output: "y.pcap")), Port(.pcapFiles(input: "z", output: nil))]
        try SwitchConfiguration(ports: [Port(.tap("t")), Port(.pcap("e"))] + files, localPort: "local0").validate()
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
        (SwitchConfiguration(ports: [Port(.tap("a/b"))]), "cannot be the name of a network interface"),
        (SwitchConfiguration(ports: [Port(.tap("a")), Port(.pcap("a"))]), "interface a is named twice"),
        (SwitchConfiguration(ports: [Port(.pcapFiles(input: nil, output: nil))]), "needs a file to read"),
        (
            SwitchConfiguration(ports: [
                Port(.pcapFiles(input: "a/x.pcap", output: nil)), Port(.pcapFiles(input: "b/x.pcap", output: nil)),
            ]),
            "two ports would have the name x"
        ),
        (
            SwitchConfiguration(ports: [
                Port(.pcapFiles(input: "a", output: "o")), Port(.pcapFiles(input: "b", output: "o")),
            ]),
            "two ports cannot both write o"
        ),
        (SwitchConfiguration(ports: [Port(.pcapFiles(input: "a", output: "a"))]), "a cannot be both read and written"),
        (SwitchConfiguration(localPort: ""), "cannot be the name of a network interface"),
        (SwitchConfiguration(ports: [Port(.tap("l"))], localPort: "l"), "l cannot be both the LOCAL port and another"),
        (SwitchConfiguration(normal: .init(maxEntries: 0)), "NORMAL cannot learn 0 addresses"),
        (SwitchConfiguration(normal: .init(ageingSeconds: 0)), "addresses cannot be forgotten after 0 seconds"),
        (SwitchConfiguration(versions: []), "no OpenFlow version is offered"),
        (
            SwitchConfiguration(versions: [.v1_0, .v1_5]),
            "OpenFlow 1.5 is not supported: 1.0, 1.1, 1.2, 1.3 and 1.4 are"
        ),
        (SwitchConfiguration(bufferCount: -1), "-1 buffers are not possible"),
        (SwitchConfiguration(bufferCount: 65_536), "65536 buffers are not possible: 0 to 65535 are"),
        (SwitchConfiguration(initialBackoff: .seconds(9)), "the backoff must begin"),
        (SwitchConfiguration(initialBackoff: .zero), "the backoff must begin"),
    ])
    func refusesWhatNoSwitchCanBe(configuration: SwitchConfiguration, problem: String) {
        let error = #expect(throws: SwitchConfiguration.Invalid.self) { try configuration.validate() }
        #expect(error?.description.contains(problem) == true, "\(error?.description ?? "")")
    }

    @Test(arguments: [
        (Port(.tap("tap0")), "tap0"), (Port(.pcapFiles(input: "/a/in.pcap", output: "out.pcap")), "in"),
        (Port(.pcapFiles(input: nil, output: "/a/out")), "out"),
        (Port(.pcapFiles(input: "a-very-long-name-of-a.pcap", output: nil)), "a-very-long-nam"),
        (Port(.pcapFiles(input: ".pcap", output: nil)), ".pcap"),
    ])
    func portsHaveNames(port: Port, name: String) { #expect(port.name == name) }

    @Test func numbersPortsAroundThoseThatAreGiven() {
        let configuration = SwitchConfiguration(ports: [
            Port(interface: "a"), Port(interface: "b", number: 2), Port(interface: "c"),
            Port(interface: "d", number: 1),
            Port(interface: "e"),
        ])
        #expect(configuration.numberedPorts().map(\.port.name) == ["a", "b", "c", "d", "e"])
        #expect(configuration.numberedPorts().map(\.number) == [3, 2, 4, 1, 5])
    }
}
