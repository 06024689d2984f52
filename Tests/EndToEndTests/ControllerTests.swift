import Foundation
import Testing

extension EndToEndTests {
    /// Hosts talk through the switch under controllers of all kinds.
    @Suite(.serialized)
    struct ControllerTests {
        @Test(
            "os-ken's example switches: ping, TCP and UDP with the veths' offloads as they are",
            .needs(.executable, .namespaces, .osKen),
            .timeLimit(.minutes(3)),
            arguments: [
                "os_ken.app.simple_switch", "os_ken.app.simple_switch_12", "os_ken.app.simple_switch_13",
                "os_ken.app.simple_switch_14",
            ]
        )
        func osKen(application: String) throws {
            try withTestNetwork(hosts: 2) { network in
                let controller = try network.start(network.python("osken_manager", "6653", application))
                try controller.waitForOutput("instantiating app os_ken.controller.ofp_handler")
                _ = try network.startSwitch(controller: "tcp:127.0.0.1:6653")
                #expect(try network.canReach(2, from: 1), "\(network.story)")
                try network.requirePing(2, from: 1)
                try network.requirePing(1, from: 2)
                try network.requireTCP(from: 1, to: 2)
                try network.requireTCP(from: 2, to: 1)
                try network.requireUDP(from: 1, to: 2)
                #expect(controller.output.contains("packet in"), "\(network.story)")
            }
        }

        @Test(
            "The embedded controller: the first packet's story, then flows that count",
            .needs(.executable, .namespaces),
            .timeLimit(.minutes(3))
        )
        func embedded() throws {
            try withTestNetwork(hosts: 3) { network in
                let process = try network.startSwitch(controller: nil, verbose: true)
                #expect(try network.canReach(2, from: 1), "\(network.story)")
                try network.requirePing(2, from: 1)
                try network.requirePing(3, from: 1)
                try network.requireTCP(from: 1, to: 2)
                try network.requireUDP(from: 1, to: 2)
                for step in ["packet-in", "flow-mod"] {
                    let told = process.output.split(separator: "\n")
                        .contains { $0.contains(step) && $0.contains("buffer_id 0x") }
                    #expect(told, "the story has no \(step) with a buffer id: \(process.output)")
                }
                let flows = try network.switchCommand("dump-flows")
                #expect(flows.status == 0, "\(flows)")
                #expect(flows.lines(with: "actions=").contains { packetCount($0) > 0 }, "\(flows)")
                let status = try network.switchCommand("status", "--json")
                #expect(status.status == 0, "\(status)")
                #expect(status.output.contains("test-switch"), "\(status)")
            }
        }

        @Test(
            "The lab conversation in 1.0: packet-out and flow-mod by buffer id",
            .needs(.executable, .namespaces),
            .timeLimit(.minutes(3))
        )
        func labConversation() throws {
            try withTestNetwork(hosts: 2) { network in
                let controller = try network.start(network.python("lab_controller", "6653"))
                try controller.waitForOutput("listening")
                _ = try network.startSwitch(controller: "tcp:127.0.0.1:6653")
                try controller.waitForOutput("all flows deleted")
                #expect(controller.output.contains("features version=1 dpid=0000000000000abc"), "\(network.story)")
                for port in ["p1", "p2"] {
                    #expect(controller.output.contains("port \(port)"), "\(network.story)")
                }

                // Nothing but the first pings teaches the controller, so that none of them may get lost.
                try network.requirePing(2, from: 1)
                #expect(controller.output.contains("packet_in buffered=True in_port=1"), "\(network.story)")
                #expect(controller.output.contains("packet_out buffered=True flood"), "\(network.story)")
                #expect(controller.output.contains("flow_mod buffered=True in_port=2 output=1"), "\(network.story)")
                #expect(controller.output.contains("flow_mod buffered=True in_port=1 output=2"), "\(network.story)")
                try network.requireTCP(from: 1, to: 2)
                try network.requireUDP(from: 1, to: 2)
                #expect(!controller.output.contains("error"), "\(network.story)")
            }
        }

        @Test(
            "The lab firewall in 1.0: ARP and ICMP pass, TCP only between two hosts",
            .needs(.executable, .namespaces),
            .timeLimit(.minutes(3))
        )
        func labFirewall() throws {
            try withTestNetwork(hosts: 3) { network in
                let controller = try network.start(
                    network.python("lab_firewall", "6653", network.address(1), network.address(2))
                )
                try controller.waitForOutput("listening")
                _ = try network.startSwitch(controller: "tcp:127.0.0.1:6653")
                try controller.waitForOutput("firewall installed")

                for (source, target) in [(1, 2), (1, 3), (3, 2)] { try network.requirePing(target, from: source) }
                try network.requireTCP(from: 1, to: 2)
                try network.requireTCP(from: 2, to: 1)
                for (source, target) in [(1, 3), (3, 1), (3, 2)] {
                    let refused = try network.moveTCP(from: source, to: target, byteCount: 1000, patience: 2)
                    #expect(refused.output.contains("timed out"), "TCP h\(source) → h\(target) passed: \(refused)")
                }
                #expect(throws: CommandFailure.self) {
                    try network.requireUDP(from: 1, to: 2, datagrams: 1, patience: 2)
                }

                let flows = try network.switchCommand("dump-flows")
                #expect(flows.lines(with: "tcp").count == 2, "\(flows)")
                #expect(flows.lines(with: "actions=drop").contains { packetCount($0) > 0 }, "\(flows)")
                #expect(!controller.output.contains("unexpected packet_in"), "\(network.story)")
                #expect(!controller.output.contains("error"), "\(network.story)")
            }
        }
    }
}

/// The value of n_packets in a line of a flow table; -1 where there is none.
func packetCount(_ line: String) -> Int {
    guard let start = line.range(of: "n_packets=") else { return -1 }
    return Int(line[start.upperBound...].prefix(while: \.isNumber)) ?? -1
}
