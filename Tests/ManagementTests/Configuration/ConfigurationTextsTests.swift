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

    @Test(arguments: [
        ("", "an interface is missing"), ("a,,b", "an interface is missing"), ("=3", "an interface is missing"),
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
