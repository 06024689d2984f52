import OpenFlowChannel
import Testing

@testable import SwitchClient

struct SwitchAddressTests {
    private func target(_ text: String) throws -> Target {
        try SwitchAddress.target(text, openVSwitchDirectory: "/run/ovs") { $0 == "/run/ovs/br0.mgmt" }
    }

    @Test(arguments: [
        ("tcp:10.0.0.1", Target.tcp(host: "10.0.0.1", port: 6653)), ("10.0.0.1:7", .tcp(host: "10.0.0.1", port: 7)),
        ("host", .tcp(host: "host", port: 6653)), ("unix:/run/s1", .unix(path: "/run/s1")),
        ("br0", .unix(path: "/run/ovs/br0.mgmt")), ("./br0.mgmt", .unix(path: "./br0.mgmt")),
        ("/run/x.mgmt", .unix(path: "/run/x.mgmt")),
    ])
    func reads(text: String, expected: Target) throws {
        #expect(try target(text) == expected)
    }

    @Test(arguments: ["", "ptcp:6653", "punix:/run/s1", "embedded", "tls:host", "in_port=1"])
    func refuses(text: String) {
        #expect(throws: ClientError.self) { try target(text) }
    }

    @Test func saysWhatElseABareWordCouldBe() {
        func readings(_ text: String, isFileToo: Bool = false) -> String? {
            SwitchAddress.otherReadings(text, openVSwitchDirectory: "/run/ovs", isFileToo: isFileToo)
        }
        #expect(readings("br7") == "there is no bridge of Open vSwitch with the socket /run/ovs/br7.mgmt")
        #expect(readings("f.txt", isFileToo: true)?.hasPrefix("there is no file f.txt, and no bridge") == true)
        for text in ["tcp:host", "host:6653", "/run/x.mgmt"] { #expect(readings(text) == nil) }
    }

    @Test(arguments: [
        (Target.passiveTCP(host: "0.0.0.0", port: 5), Target.tcp(host: "127.0.0.1", port: 5)),
        (.passiveTCP(host: "10.0.0.1", port: 5), .tcp(host: "10.0.0.1", port: 5)),
        (.passiveUnix(path: "/run/s1"), .unix(path: "/run/s1")),
    ])
    func findsTheOtherEnd(listener: Target, expected: Target) {
        #expect(SwitchAddress.reaching(listener) == expected)
    }

    @Test func nothingListensAtAnActiveTarget() {
        #expect(SwitchAddress.reaching(.unix(path: "/run/s1")) == nil)
    }
}
