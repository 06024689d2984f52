import OpenFlowChannel
import Testing

struct TargetTests {
    @Test(arguments: [
        ("tcp:10.0.0.1", Target.tcp(host: "10.0.0.1", port: 6653)),
        ("tcp:10.0.0.1:6633", .tcp(host: "10.0.0.1", port: 6633)),
        ("tcp:[::1]:6633", .tcp(host: "::1", port: 6633)),
        ("tcp:[fe80::1%eth0]", .tcp(host: "fe80::1%eth0", port: 6653)),
        ("controller.lab", .tcp(host: "controller.lab", port: 6653)),
        ("localhost:6633", .tcp(host: "localhost", port: 6633)),
        ("[::1]", .tcp(host: "::1", port: 6653)),
        ("unix:/run/s1.sock", .unix(path: "/run/s1.sock")),
        ("punix:s1.sock", .passiveUnix(path: "s1.sock")),
        ("ptcp:", .passiveTCP(host: "127.0.0.1", port: 6653)),
        ("ptcp:6654", .passiveTCP(host: "127.0.0.1", port: 6654)),
        ("ptcp:0", .passiveTCP(host: "127.0.0.1", port: 0)),
        ("ptcp:6654:127.0.0.1", .passiveTCP(host: "127.0.0.1", port: 6654)),
        ("ptcp::0.0.0.0", .passiveTCP(host: "0.0.0.0", port: 6653)),
        ("ptcp:6654:[::]", .passiveTCP(host: "::", port: 6654)),
        ("embedded", .embedded),
    ])
    func parses(_ text: String, _ expected: Target) throws {
        let target = try Target(text)
        #expect(target == expected)
        #expect(try Target(target.description) == expected)
    }

    @Test(arguments: [
        ("", "empty"),
        ("tcp:", "host is missing"),
        ("tcp:host:", "\"\" is not a port"),
        ("tcp:host:65536", "\"65536\" is not a port"),
        ("tcp:host:-1", "\"-1\" is not a port"),
        ("tcp:host:0", "1 to 65535"),
        ("tcp:::1", "brackets"),
        ("tcp:[::1", "not closed"),
        ("tcp:[::1]6653", ":PORT"),
        ("tcp:[host]", "not an IPv6 address"),
        ("tcp:a b", "not a host name"),
        ("http://10.0.0.1:80", "looks like a path"),
        ("udp:host:80", "tcp:HOST[:PORT]"),
        ("/run/s1.sock", "unix:PATH"),
        ("ptcp:127.0.0.1", "the port comes first"),
        ("ptcp:127.0.0.1:6654", "the port comes first"),
        ("ptcp:6654:host:1", "the port comes first"),
        ("ptcp:6654:", "host is missing"),
        ("unix:", "path is missing"),
        ("punix:/" + String(repeating: "x", count: 107), "108 bytes"),
        ("tls:host", "not supported yet"),
        ("ssl:host:6653", "not supported yet"),
        ("ptls:", "not supported yet"),
        ("pssl:6653", "not supported yet"),
    ])
    func refuses(_ text: String, _ hint: String) {
        do {
            Issue.record("parsed as \(try Target(text))")
        } catch {
            #expect(error.description.contains(hint), "\(error)")
            #expect(error.target == text)
        }
    }

    @Test func passiveTargetsAreKnown() throws {
        #expect(try Target("ptcp:").isPassive)
        #expect(try Target("punix:x").isPassive)
        #expect(try !Target("tcp:x").isPassive)
        #expect(try !Target("embedded").isPassive)
    }
}
