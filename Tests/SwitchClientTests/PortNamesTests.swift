import OpenFlow
import Testing

@testable import SwitchClient

struct PortNamesTests {
    private let names = PortNames([port(1, "v1"), port(2, "s1-eth2"), port(3, "same"), port(4, "same"), port(12, "x")])

    @Test(arguments: [
        ("in_port=1 actions=output:2", "in_port=v1 actions=output:\"s1-eth2\""),
        ("in_port=12,tp_dst=1 actions=output:1,output:3", "in_port=x,tp_dst=1 actions=output:v1,output:3"),
        ("enqueue:1:1,LOCAL", "enqueue:v1:1,LOCAL"),
        ("bucket=weight:1,watch_port:1,actions=output:12", "bucket=weight:1,watch_port:v1,actions=output:x"),
        ("  port  1: rx pkts=1", "  port  v1: rx pkts=1"), ("set_queue:1,group:1", "set_queue:1,group:1"),
        ("in_port=9 actions=drop", "in_port=9 actions=drop"), ("nw_src=1.1.1.1,tp_src=1", "nw_src=1.1.1.1,tp_src=1"),
        ("in_port=1", "in_port=v1"), ("", ""),
    ])
    func replaces(text: String, expected: String) {
        #expect(names.replacingNumbers(in: text) == expected)
    }

    @Test func knowsNumbers() {
        #expect(names.number(of: "s1-eth2") == PortNumber(2))
        #expect(names.number(of: "same") == nil)
        #expect(names.text(of: .local) == "LOCAL")
        #expect(names.text(of: PortNumber(3)) == "3")
    }

    @Test func quotes() {
        #expect(PortNames.quoted("eth0") == "eth0")
        #expect(PortNames.quoted("a\"b") == "\"a\\\"b\"")
        #expect(PortNames.quoted("a\u{1}") == "\"a\\u0001\"")
        #expect(PortNames.quoted("0a") == "\"0a\"")
    }
}
