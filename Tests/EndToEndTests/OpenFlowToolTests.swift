import Foundation
import Testing

/// How ovs-ofctl is pointed at the switch in one run of a test.
struct ToolAccess: CustomTestStringConvertible, Sendable {
    let version: String
    let target: String

    var testDescription: String { "\(version) over \(target)" }

    static let listeners = ["ptcp:6654:127.0.0.1", "punix:/run/listener.sock"]
    static let all = ["OpenFlow10", "OpenFlow13"].flatMap { version in
        ["tcp:127.0.0.1:6654", "unix:/run/listener.sock"].map { ToolAccess(version: version, target: $0) }
    }

    func command(_ name: String, _ arguments: [String], options: [String] = []) -> [String] {
        ["ovs-ofctl", "-O", version] + options + [name, target] + arguments
    }
}

extension TestNetwork {
    @discardableResult
    func tool(_ access: ToolAccess, _ name: String, _ arguments: String..., strict: Bool = false) throws
        -> CommandResult
    {
        try require(access.command(name, arguments, options: strict ? ["--strict"] : []))
    }

    /// A switch with two hosts that no controller touches, and flows that forward between them.
    func startForwarding(_ access: ToolAccess) throws {
        _ = try startSwitch(controller: Self.absentController, listen: ToolAccess.listeners)
        try tool(access, "add-flow", "cookie=0x11,priority=10,in_port=1,actions=output:2")
        try tool(access, "add-flow", "cookie=0x22,priority=20,in_port=2,actions=output:1")
    }
}

extension EndToEndTests {
    /// Debian's ovs-ofctl against the switch's listeners.
    @Suite(.serialized)
    struct OpenFlowToolTests {
        @Test(
            "probe and show",
            .needs(.executable, .namespaces, .command("ovs-ofctl")),
            .timeLimit(.minutes(2)),
            arguments: ToolAccess.all
        )
        func describes(access: ToolAccess) throws {
            try withTestNetwork(hosts: 2) { network in
                _ = try network.startSwitch(
                    ports: "p1=7,p2",
                    controller: TestNetwork.absentController,
                    listen: ToolAccess.listeners
                )
                try network.tool(access, "probe")
                let shown = try network.tool(access, "show")
                #expect(shown.output.contains("dpid:0000000000000abc"), "\(shown)")
                #expect(shown.lines(with: " 7(p1): addr:").count == 1, "\(shown)")
                #expect(shown.lines(with: "(p2): addr:").count == 1, "\(shown)")
            }
        }

        @Test(
            "Flows: add, count, modify, delete, strictly too",
            .needs(.executable, .namespaces, .command("ovs-ofctl")),
            .timeLimit(.minutes(2)),
            arguments: ToolAccess.all
        )
        func flows(access: ToolAccess) throws {
            try withTestNetwork(hosts: 2) { network in
                try network.startForwarding(access)
                try network.requirePing(2, from: 1)
                for words in ["cookie=0x11", "cookie=0x22"] {
                    var dump: CommandResult?
                    let counted = try eventually {
                        dump = try network.tool(access, "dump-flows")
                        return dump?.lines(with: words).contains { packetCount($0) >= 5 } == true
                    }
                    #expect(counted, "\(String(describing: dump))")
                }
                let one = try network.tool(access, "dump-flows", "in_port=2")
                #expect(one.lines(with: "actions=").count == 1, "\(one)")
                #expect(one.lines(with: "priority=20,in_port=2 actions=output:1").count == 1, "\(one)")

                // A modify that finds no flow adds one in 1.0 (1.0.0 §4.6) and does nothing in 1.3.
                try network.tool(access, "mod-flows", "priority=11,in_port=1,actions=drop", strict: true)
                var all = try network.tool(access, "dump-flows")
                #expect(all.lines(with: "priority=10,in_port=1 actions=output:2").count == 1, "\(all)")
                let added = access.version == "OpenFlow10" ? 1 : 0
                #expect(all.lines(with: "priority=11,in_port=1 actions=drop").count == added, "\(all)")
                try network.tool(access, "del-flows", "priority=11,in_port=1", strict: true)

                try network.tool(access, "mod-flows", "priority=10,in_port=1,actions=drop", strict: true)
                all = try network.tool(access, "dump-flows")
                #expect(all.lines(with: "priority=10,in_port=1 actions=drop").count == 1, "\(all)")
                #expect(try network.ping(2, from: 1, count: 1, wait: 1).status != 0)

                try network.tool(access, "mod-flows", "in_port=1,actions=output:2")
                all = try network.tool(access, "dump-flows")
                #expect(all.lines(with: "priority=10,in_port=1 actions=output:2").count == 1, "\(all)")
                try network.requirePing(2, from: 1)

                try network.tool(access, "del-flows", "priority=21,in_port=2", strict: true)
                #expect(try network.tool(access, "dump-flows").lines(with: "actions=").count == 2)
                try network.tool(access, "del-flows", "priority=20,in_port=2", strict: true)
                all = try network.tool(access, "dump-flows")
                #expect(all.lines(with: "actions=").count == 1, "\(all)")
                #expect(all.lines(with: "in_port=1").count == 1, "\(all)")
                try network.tool(access, "del-flows")
                #expect(try network.tool(access, "dump-flows").lines(with: "actions=").isEmpty)
            }
        }

        @Test(
            "Port and table statistics count what passed",
            .needs(.executable, .namespaces, .command("ovs-ofctl")),
            .timeLimit(.minutes(2)),
            arguments: ToolAccess.all
        )
        func statistics(access: ToolAccess) throws {
            try withTestNetwork(hosts: 2) { network in
                try network.startForwarding(access)
                try network.requirePing(2, from: 1)
                var dump: CommandResult?
                let counted = try eventually {
                    dump = try network.tool(access, "dump-ports")
                    let ports = dump?.lines(with: "rx pkts=") ?? []
                    return (1...2).allSatisfy { number in
                        ports.contains { $0.contains("port  \(number):") && field("rx pkts", in: $0) >= 5 }
                    }
                }
                #expect(counted, "\(String(describing: dump))")
                let one = try network.tool(access, "dump-ports", "1")
                #expect(one.lines(with: "rx pkts=").count == 1, "\(one)")
                #expect(one.lines(with: "tx pkts=").contains { field("tx pkts", in: $0) >= 5 }, "\(one)")

                var tables: CommandResult?
                let looked = try eventually {
                    tables = try network.tool(access, "dump-tables")
                    guard let counts = tables?.lines(with: "active=").first else { return false }
                    return field("active", in: counts) == 2 && field("lookup", in: counts) >= 10
                        && field("matched", in: counts) >= 10
                }
                #expect(looked, "\(String(describing: tables))")
            }
        }

        @Test(
            "A packet-out reaches the host as it was sent",
            .needs(.executable, .namespaces, .command("ovs-ofctl")),
            .timeLimit(.minutes(2)),
            arguments: ToolAccess.all
        )
        func packetOut(access: ToolAccess) throws {
            try withTestNetwork(hosts: 2) { network in
                _ = try network.startSwitch(controller: TestNetwork.absentController, listen: ToolAccess.listeners)
                let frame =
                    "ffffffffffff" + "020000000009" + "88b5" + (0..<50).map { String(format: "%02x", $0) }.joined()
                let receiver = try network.start(on: 2, network.python("transfer", "frame-receiver", "eth0"))
                try receiver.waitForOutput("listening")
                try network.tool(
                    access,
                    "packet-out",
                    "in_port=controller packet=\(frame) actions=output:2"
                )
                let received = try receiver.waitForExit()
                #expect(received.output.contains("frame \(frame)"), "\(received)")
            }
        }

        @Test(
            "mod-port takes a port down and up",
            .needs(.executable, .namespaces, .command("ovs-ofctl")),
            .timeLimit(.minutes(2)),
            arguments: ToolAccess.all
        )
        func portDown(access: ToolAccess) throws {
            try withTestNetwork(hosts: 2) { network in
                try network.startForwarding(access)
                try network.requirePing(2, from: 1)
                try network.tool(access, "mod-port", "p2", "down")
                let down = try network.tool(access, "show")
                #expect(configuration(of: "p2", in: down).contains("PORT_DOWN"), "\(down)")
                #expect(!configuration(of: "p1", in: down).contains("PORT_DOWN"), "\(down)")
                #expect(try network.ping(2, from: 1, count: 1, wait: 1).status != 0)
                try network.tool(access, "mod-port", "p2", "up")
                #expect(try network.canReach(2, from: 1))
                let up = try network.tool(access, "show")
                #expect(!configuration(of: "p2", in: up).contains("PORT_DOWN"), "\(up)")
            }
        }

        /// 1.3 has no such port setting; there ovs-ofctl has nothing to send.
        @Test(
            "mod-port no-flood keeps a 1.0 port out of FLOOD",
            .needs(.executable, .namespaces, .command("ovs-ofctl")),
            .timeLimit(.minutes(2)),
            arguments: ToolAccess.all.filter { $0.version == "OpenFlow10" }
        )
        func noFlood(access: ToolAccess) throws {
            try withTestNetwork(hosts: 3) { network in
                _ = try network.startSwitch(controller: TestNetwork.absentController, listen: ToolAccess.listeners)
                try network.tool(access, "add-flow", "actions=FLOOD")
                try network.requirePing(3, from: 1)
                try network.tool(access, "mod-port", "p3", "no-flood")
                let shown = try network.tool(access, "show")
                #expect(configuration(of: "p3", in: shown).contains("NO_FLOOD"), "\(shown)")
                #expect(try network.ping(3, from: 1, count: 1, wait: 1).status != 0)
                try network.requirePing(2, from: 1)
                try network.tool(access, "mod-port", "p3", "flood")
                try network.requirePing(3, from: 1)
            }
        }

        @Test(
            "ofswitch dump-flows asks a target as well as the control socket",
            .needs(.executable, .namespaces),
            .timeLimit(.minutes(2))
        )
        func ownDumpFlows() throws {
            try withTestNetwork(hosts: 2) { network in
                try network.startForwarding(ToolAccess.all[0])
                let byControl = try network.switchCommand("dump-flows")
                let byTarget = try network.run([Machine.executable, "dump-flows", "tcp:127.0.0.1:6654"])
                for result in [byControl, byTarget] {
                    #expect(result.status == 0, "\(result)")
                    #expect(result.lines(with: "priority=10,in_port=1 actions=output:2").count == 1, "\(result)")
                    #expect(result.lines(with: "priority=20,in_port=2 actions=output:1").count == 1, "\(result)")
                }
            }
        }
    }
}

/// The number after `name=` in a line of statistics; -1 where there is none.
private func field(_ name: String, in line: String) -> Int {
    guard let start = line.range(of: name + "=") else { return -1 }
    return Int(line[start.upperBound...].prefix(while: \.isNumber)) ?? -1
}

/// The config line of a port in what `ovs-ofctl show` prints.
private func configuration(of port: String, in shown: CommandResult) -> String {
    let lines = shown.output.split(separator: "\n").map(String.init)
    guard let start = lines.firstIndex(where: { $0.contains("(\(port)):") }) else { return "" }
    return lines[start...].first { $0.contains("config:") } ?? ""
}
