import Management
import OpenFlow
import Switch
import Testing

@Suite struct ConfigurationTextsTests {
    typealias Port = SwitchConfiguration.Port

    @Test func readsPorts() throws {
        #expect(
            try ConfigurationTexts.ports("veth1,veth2=7,eth0.5")
                == [Port(interface: "veth1"), Port(interface: "veth2", number: 7), Port(interface: "eth0.5")]
        )
    }

    @Test func readsPortsOfAllKinds() throws {
        #expect(
            try ConfigurationTexts.ports("tap:tap0,tap:t1=9,pcap:eth0,pcap:eth1=2,veth0")
                == [
                    Port(.tap("tap0")), Port(.tap("t1"), number: 9), Port(.pcap("eth0")),
                    Port(.pcap("eth1"), number: 2),
                    Port(.interface("veth0")),
                ]
        )
        #expect(
            try ConfigurationTexts.ports("pcap-file:in.pcap:out.pcap=3,pcap-file:/a=1/x.pcap:,pcap-file::y")
                == [
                    Port(.pcapFiles(input: "in.pcap", output: "out.pcap"), number: 3),
                    Port(.pcapFiles(input: "/a=1/x.pcap", output: nil)), Port(.pcapFiles(input: nil, output: "y")),
                ]
        )
    }

    @Test(arguments: ["veth0", "veth0=7", "tap:t=1", "pcap:eth0", "pcap-file:a.pcap:b.pcap=4", "pcap-file::b"])
    func portsAreWrittenAsTheyAreRead(text: String) throws {
        #expect(try ConfigurationTexts.port(text).description == text)
    }

    @Test(arguments: [
        ("tap:", "\"tap:\" needs one interface: write tap:NAME"),
        ("tap:a:b", "needs one interface: write tap:NAME"),
        ("pcap:", "needs one interface: write pcap:NAME"),
        ("pcap-file:a", "needs two files, of which one may be empty: write pcap-file:IN.pcap:OUT.pcap"),
        ("pcap-file::", "needs two files"),
        ("pcap-file:a:b:c", "needs two files"),
        ("xdp:eth0", "\"xdp\" in \"xdp:eth0\" is no kind of port: write IF, tap:NAME, pcap:IF or pcap-file:IN:OUT"),
    ])
    func refusesPortsOfNoKind(text: String, problem: String) {
        let error = #expect(throws: SwitchConfiguration.Invalid.self) { try ConfigurationTexts.ports(text) }
        #expect(error?.description.contains(problem) == true, "\(error?.description ?? "")")
    }

    @Test(arguments: [
        ("", "a port is missing"), ("a,,b", "a port is missing"), ("=3", "an interface is missing"),
        ("a=", "\"\" cannot be the number of port a"), ("a=x", "\"x\" cannot be the number of port a"),
        ("a=4294967296", "\"4294967296\" cannot be the number of port a: 1 to 4294967040 can be"),
        ("a=-1", "\"-1\" cannot be the number of port a"),
    ])
    func refusesPorts(text: String, problem: String) {
        let error = #expect(throws: SwitchConfiguration.Invalid.self) { try ConfigurationTexts.ports(text) }
        #expect(error?.description.contains(problem) == true)
    }

    @Test(arguments: [
        ("1", 1), ("0x1f", 0x1f), ("00:00:00:00:00:00:00:a1", 0xa1), ("ffffffffffffffff", UInt64.max),
    ])
    func readsDatapathIDs(text: String, id: UInt64) throws {
        #expect(try ConfigurationTexts.datapathID(text) == id)
    }

    @Test(arguments: ["", "0x", "xyz", "-1", "+1", "10000000000000000", "1 2"])
    func refusesDatapathIDs(text: String) {
        let error = #expect(throws: SwitchConfiguration.Invalid.self) { try ConfigurationTexts.datapathID(text) }
        #expect(error?.description.contains("\"\(text)\" is not a datapath id") == true)
    }

    @Test func readsVersions() throws {
        #expect(try ConfigurationTexts.versions("1.3,1.0") == [.v1_0, .v1_3])
        for text in ["", "1.3,", "1.6", "OpenFlow13"] {
            #expect(throws: SwitchConfiguration.Invalid.self) { try ConfigurationTexts.versions(text) }
        }
    }

    @Test func readsBackoffs() throws {
        #expect(try ConfigurationTexts.backoff("0.5:8") == (.milliseconds(500), .seconds(8)))
        for text in ["", "1", "1:", "8:1", "0:1", "-1:2", "nan:1", "1:inf", "1:2:3"] {
            #expect(throws: SwitchConfiguration.Invalid.self) { try ConfigurationTexts.backoff(text) }
        }
    }

    @Test func readsControlPaths() throws {
        #expect(try ConfigurationTexts.controlPath("unix:/run/a.sock") == "/run/a.sock")
        for text in ["", "unix:", "/run/a.sock", "tcp:1"] {
            #expect(throws: SwitchConfiguration.Invalid.self) { try ConfigurationTexts.controlPath(text) }
        }
    }
}
