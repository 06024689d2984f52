import Foundation
import Testing

/// Which switch the commands are run against.
enum ToolPeer: String, CaseIterable, CustomTestStringConvertible, Sendable {
    case ofswitch
    case openVSwitch = "Open vSwitch"

    var testDescription: String { rawValue }

    var target: String {
        switch self {
        case .ofswitch: "unix:/run/listener.sock"
        case .openVSwitch: OpenVSwitch.target
        }
    }

    func start(in network: TestNetwork) throws {
        switch self {
        case .ofswitch:
            _ = try network.startSwitch(controller: TestNetwork.absentController, listen: ToolAccess.listeners)
        case .openVSwitch: try OpenVSwitch.start(in: network)
        }
    }
}

/// A version in the words of both tools.
struct ToolVersion: CustomTestStringConvertible, Sendable {
    let own: String
    let other: String
    var testDescription: String { own }

    static let v1_0 = ToolVersion(own: "1.0", other: "OpenFlow10")
    static let v1_3 = ToolVersion(own: "1.3", other: "OpenFlow13")
    static let v1_4 = ToolVersion(own: "1.4", other: "OpenFlow14")
}

extension TestNetwork {
    /// Runs a command of ofswitch, which has to end with the status.
    @discardableResult
    fileprivate func own(_ peer: ToolPeer, _ words: String..., status: Int32 = 0) throws -> CommandResult {
        let command = [Machine.executable, words[0], peer.target] + words.dropFirst()
        let result = try run(command)
        guard result.status == status else {
            throw CommandFailure(description: "\(status) was expected: \(result)\(story)")
        }
        return result
    }

    @discardableResult
    fileprivate func other(_ peer: ToolPeer, _ version: ToolVersion, _ words: String...) throws -> CommandResult {
        // Without Nicira's extensions, which other switches than Open vSwitch do not have.
        let formats = ["-F", "OpenFlow10,OXM"]
        return try require(["ovs-ofctl", "-O", version.other] + formats + [words[0], peer.target] + words.dropFirst())
    }

    /// Writes a file that the commands can read.
    fileprivate func write(_ name: String, _ text: String) throws -> String {
        let path = "/run/\(name)"
        try require(["sh", "-c", "printf '%s' \"$1\" > \(path)", "sh", text])
        return path
    }
}

/// What differs from one run to the next, taken out: xids, times, and the headings above lists.
private func comparable(_ output: String) -> [String] {
    output.split(separator: "\n").map(String.init)
        .filter { !($0.hasPrefix("OFPST_") || $0.hasPrefix("NXST_")) || !$0.hasSuffix("):") }
        .map { line in
            line.replacing(#/xid=0x[0-9a-f]+/#, with: "xid=X").replacing(#/duration[=:]?[0-9.]+s/#, with: "duration=D")
                .replacing(#/(lookup|matched|pkts|bytes|drop|n_packets|n_bytes)=[0-9]+/#) { "\($0.output.1)=N" }
        }
}

extension EndToEndTests {
    /// The commands that ask any switch, beside Debian's ovs-ofctl.
    @Suite(.serialized)
    struct ToolCommandTests {
        private static let flows = """
            # flows of the test
            priority=5,in_port=1,tcp,nw_dst=10.0.0.0/8,tp_dst=80,actions=output:2
            cookie=0x5,priority=6,in_port=2,dl_vlan=7,idle_timeout=100,actions=strip_vlan,output:1
            priority=7,arp,arp_op=1,actions=FLOOD
            priority=0,actions=CONTROLLER:128

            """

        private func check(_ peer: ToolPeer, hosts: Int = 2, _ body: (TestNetwork) throws -> Void) throws {
            try withTestNetwork(hosts: hosts) { network in
                try peer.start(in: network)
                try body(network)
            }
        }

        /// Flows go in by one tool and come out of both in the same words.
        private func roundTrip(_ peer: ToolPeer) throws {
            try check(peer) { network in
                let file = try network.write("flows.txt", Self.flows)
                try network.own(peer, "add-flows", file)
                for version in [ToolVersion.v1_0, .v1_3] {
                    let own = try network.own(peer, "dump-flows", "-O", version.own)
                    let other = try network.other(peer, version, "dump-flows")
                    #expect(comparable(own.output) == comparable(other.output))
                    #expect(comparable(own.output).count == 4, "\(own)")
                }
                let dump = try network.write("dump.txt", try network.own(peer, "dump-flows", "-O", "1.3").output)
                try network.other(peer, .v1_3, "del-flows")
                try network.other(peer, .v1_3, "replace-flows", dump)
                try network.own(peer, "diff-flows", file)
                let back = try network.other(peer, .v1_3, "dump-flows").output
                let headed = try network.write("headed.txt", back)
                try network.own(peer, "del-flows")
                #expect(try network.own(peer, "dump-flows").output.isEmpty)
                try network.own(peer, "replace-flows", headed)
                try network.own(peer, "diff-flows", dump)
                try network.own(peer, "del-flows", "priority=7,arp,arp_op=1", "--strict")
                let changed = try network.own(peer, "diff-flows", dump, status: 2)
                #expect(changed.output == "+priority=7,arp,arp_op=1 actions=FLOOD\n", "\(changed)")
            }
        }

        @Test(
            "Flows go round between ofswitch and ovs-ofctl, on ofswitch",
            .needs(.executable, .namespaces, .command("ovs-ofctl")),
            .timeLimit(.minutes(2))
        )
        func flowsOnOwn() throws { try roundTrip(.ofswitch) }

        @Test(
            "Flows go round between ofswitch and ovs-ofctl, on Open vSwitch",
            .needs(.executable, .namespaces),
            .needsOpenVSwitch,
            .timeLimit(.minutes(2))
        )
        func flowsOnOther() throws { try roundTrip(.openVSwitch) }

        @Test(
            "Flows that only OpenFlow 1.5 can say, on Open vSwitch",
            .needs(.executable, .namespaces),
            .needsOpenVSwitch,
            .timeLimit(.minutes(2))
        )
        func newestFlows() throws {
            try check(.openVSwitch) { network in
                let peer = ToolPeer.openVSwitch
                try network.own(peer, "add-flow", "tcp,tcp_flags=+syn-ack,actions=drop")
                let shown = try network.own(peer, "dump-flows")
                #expect(shown.lines(with: "tcp,tcp_flags=+syn-ack actions=drop").count == 1, "\(shown)")
                try network.own(peer, "diff-flows", try network.write("dump.txt", shown.output))
            }
        }

        @Test(
            "Reports are those of ovs-ofctl, on ofswitch",
            .needs(.executable, .namespaces, .command("ovs-ofctl")),
            .timeLimit(.minutes(2)),
            arguments: [ToolVersion.v1_0, .v1_3]
        )
        func reportsOfOwn(version: ToolVersion) throws {
            try check(.ofswitch) { network in
                for command in ["show", "dump-aggregate", "dump-ports", "get-frags", "queue-get-config"] {
                    try compare(network, .ofswitch, version, command)
                }
            }
        }

        @Test(
            "Reports are those of ovs-ofctl, on Open vSwitch",
            .needs(.executable, .namespaces),
            .needsOpenVSwitch,
            .timeLimit(.minutes(2))
        )
        func reportsOfOther() throws {
            let everywhere = [
                "show", "dump-aggregate", "dump-ports-desc", "queue-stats", "queue-get-config", "get-frags", "probe",
            ]
            let groupsAndMeters = [
                "dump-groups", "dump-group-stats", "dump-group-features", "dump-meters", "meter-stats",
                "meter-features",
            ]
            try check(.openVSwitch) { network in
                let peer = ToolPeer.openVSwitch
                try network.own(peer, "add-group", "group_id=1,type=select,bucket=weight:2,actions=1,bucket=actions=2")
                try network.own(peer, "add-meter", "meter=1,kbps,burst,stats,band=type=drop,rate=100,burst_size=10")
                for command in everywhere { try compare(network, peer, .v1_0, command) }
                for command in everywhere + groupsAndMeters + ["dump-ports", "dump-tables"] {
                    try compare(network, peer, .v1_3, command)
                }
                for command in everywhere + groupsAndMeters + ["dump-table-desc"] {
                    try compare(network, peer, .v1_4, command)
                }
            }
        }

        private func compare(
            _ network: TestNetwork,
            _ peer: ToolPeer,
            _ version: ToolVersion,
            _ command: String
        ) throws {
            let own = try network.own(peer, command, "-O", version.own)
            let other = try network.other(peer, version, command)
            #expect(comparable(own.output) == comparable(other.output), "\(command) in \(version.own)")
        }

        @Test(
            "Groups, meters and bundles on Open vSwitch",
            .needs(.executable, .namespaces),
            .needsOpenVSwitch,
            .timeLimit(.minutes(2))
        )
        func groups() throws {
            try check(.openVSwitch) { network in
                let peer = ToolPeer.openVSwitch
                try network.own(peer, "add-group", "group_id=7,type=all,bucket=actions=output:1")
                try network.own(peer, "mod-group", "group_id=7,type=indirect,bucket=actions=output:2")
                try network.own(peer, "mod-group", "--may-create", "group_id=8,type=all,bucket=actions=output:1")
                try network.own(
                    peer,
                    "insert-buckets",
                    "group_id=8,command_bucket_id=last,bucket=bucket_id:5,actions=output:2"
                )
                let shown = try network.other(peer, .v1_3, "dump-groups")
                #expect(shown.lines(with: "group_id=7,type=indirect,bucket=actions=output:2").count == 1, "\(shown)")
                #expect(shown.lines(with: "group_id=8", "output:1,bucket=", "output:2").count == 1, "\(shown)")
                let again = try network.own(peer, "add-group", "group_id=7,type=all,bucket=actions=1", status: 1)
                #expect(again.output.contains("OFPGMFC_GROUP_EXISTS"), "\(again)")

                let good = "flow add in_port=1,actions=group:7\ngroup delete group_id=8\nflow priority=9,actions=drop\n"
                let wrong = try network.write("wrong.txt", good + "flow actions=group:99\n")
                let refused = try network.own(peer, "bundle", wrong, status: 1)
                #expect(refused.output.contains("wrong.txt:4: "), "\(refused)")
                #expect(refused.output.contains("OFPBAC_BAD_OUT_GROUP"), "\(refused)")
                #expect(try network.own(peer, "dump-flows").output.isEmpty)
                try network.own(peer, "bundle", try network.write("good.txt", good))
                #expect(try network.own(peer, "dump-flows").lines(with: "actions=").count == 2)
                #expect(!(try network.own(peer, "dump-groups").output.contains("group_id=8")))
                try network.own(peer, "del-groups")
                #expect(try network.own(peer, "dump-groups").output.isEmpty)

                try network.own(peer, "add-meter", "meter=3,pktps,band=type=drop,rate=10")
                try network.own(peer, "mod-meter", "meter=3,pktps,band=type=drop,rate=20")
                #expect(try network.other(peer, .v1_3, "dump-meters").output.contains("rate=20"))
                try network.own(peer, "del-meter", "meter=3")
                #expect(!(try network.other(peer, .v1_3, "dump-meters").output.contains("meter=3")))
            }
        }

        @Test(
            "Flows and meters are changed on Open vSwitch",
            .needs(.executable, .namespaces),
            .needsOpenVSwitch,
            .timeLimit(.minutes(2)),
            arguments: [ToolVersion.v1_3, .v1_4]
        )
        func changes(version: ToolVersion) throws {
            try check(.openVSwitch) { network in
                let peer = ToolPeer.openVSwitch
                try network.own(peer, "add-flows", try network.write("flows.txt", Self.flows))
                // Without --strict all entries that match more narrowly are changed, with it the one of the priority.
                try network.own(peer, "mod-flows", "tcp,actions=output:1", "-O", version.own)
                let narrow = try network.other(peer, version, "dump-flows")
                #expect(narrow.lines(with: "tp_dst=80 actions=output:1").count == 1, "\(narrow)")
                #expect(narrow.lines(with: "actions=").count == 4, "\(narrow)")
                try network.own(
                    peer,
                    "mod-flows",
                    "--strict",
                    "priority=8,arp,arp_op=1,actions=drop",
                    "-O",
                    version.own
                )
                #expect(try network.other(peer, version, "dump-flows").lines(with: "arp_op=1 actions=FLOOD").count == 1)
                try network.own(
                    peer,
                    "mod-flows",
                    "--strict",
                    "priority=7,arp,arp_op=1,actions=drop",
                    "-O",
                    version.own
                )
                #expect(try network.other(peer, version, "dump-flows").lines(with: "arp_op=1 actions=drop").count == 1)

                for id in 1...3 {
                    let meter = "meter=\(id),kbps,band=type=drop,rate=\(id)0"
                    try network.own(peer, "add-meter", meter, "-O", version.own)
                }
                try network.own(
                    peer,
                    "mod-meter",
                    "meter=2,pktps,burst,band=type=drop,rate=7,burst_size=9",
                    "-O",
                    version.own
                )
                let meters = try network.other(peer, version, "dump-meters")
                #expect(meters.lines(with: "meter=2 pktps burst").count == 1, "\(meters)")
                #expect(meters.lines(with: "rate=7 burst_size=9").count == 1, "\(meters)")
                let absent = try network.own(peer, "mod-meter", "meter=9,kbps,band=type=drop,rate=1", status: 1)
                #expect(absent.output.contains("OFPMMFC_UNKNOWN_METER"), "\(absent)")
                try network.own(peer, "del-meters", "meter=1", "-O", version.own)
                let rest = try network.other(peer, version, "dump-meters")
                #expect(rest.lines(with: "meter=").count == 2 && !rest.output.contains("meter=1 "), "\(rest)")
                try network.own(peer, "del-meters", "-O", version.own)
                #expect(try network.other(peer, version, "dump-meters").lines(with: "meter=").isEmpty)
            }
        }

        @Test(
            "Changes of flows are told by Open vSwitch, and the end of its connection",
            .needs(.executable, .namespaces),
            .needsOpenVSwitch,
            .timeLimit(.minutes(2))
        )
        func flowMonitor() throws {
            try check(.openVSwitch) { network in
                let peer = ToolPeer.openVSwitch
                try network.own(peer, "add-flow", "priority=3,in_port=1,actions=output:2")
                let monitor = try network.start([Machine.executable, "monitor", peer.target, "watch:"])
                try monitor.waitForOutput("event=INITIAL table=0 cookie=0 priority=3,in_port=1")
                try network.own(peer, "add-flow", "priority=4,in_port=2,actions=output:1")
                try monitor.waitForOutput("event=ADDED table=0 cookie=0 priority=4,in_port=2")
                try network.own(peer, "del-flows", "in_port=1")
                try monitor.waitForOutput("event=DELETED reason=delete table=0 cookie=0 priority=3,in_port=1")
                try network.require(["ovs-appctl", "-t", "\(OpenVSwitch.directory)/vswitchd.ctl", "exit"])
                #expect(try monitor.waitForExit().status == 1)
                #expect(
                    monitor.output.split(separator: "\n").filter { $0.hasPrefix("Error: \(peer.target): ") }.count == 1,
                    "\(monitor.output)"
                )
            }
        }

        @Test(
            "Table features of Open vSwitch, which lists fields of its own",
            .needs(.executable, .namespaces),
            .needsOpenVSwitch,
            .timeLimit(.minutes(2)),
            arguments: [ToolVersion.v1_3, .v1_4]
        )
        func tableFeatures(version: ToolVersion) throws {
            try check(.openVSwitch) { network in
                let own = try network.own(.openVSwitch, "dump-table-features", "-O", version.own)
                let other = try network.other(.openVSwitch, version, "dump-table-features")
                let lists = ["matching", "supported on"]
                let withoutFields = [own, other].map { result in
                    comparable(result.output).filter { line in
                        !lists.contains(where: line.contains) && !line.contains("exact match")
                            && !line.contains("arbitrary")
                    }
                }
                #expect(withoutFields[0] == withoutFields[1])
                #expect(own.output.contains("ipv6_"), "\(own)")
                let json = try network.own(.openVSwitch, "dump-table-features", "-O", version.own, "--json")
                let tables = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [Any]
                #expect(tables?.count == 254)
            }
        }

        @Test(
            "What cannot be read is named, with the reason",
            .needs(.executable, .namespaces),
            .timeLimit(.minutes(1))
        )
        func unreadable() throws {
            try withTestNetwork(hosts: 1) { network in
                func run(_ words: String...) throws -> CommandResult { try network.run([Machine.executable] + words) }
                let absent = try run("diff-flows", "/run/absent.txt", "/run/absent.txt")
                #expect(
                    absent.output.contains("/run/absent.txt cannot be read: No such file or directory"),
                    "\(absent)"
                )
                let directory = try run("diff-flows", "/run", "/run")
                #expect(directory.output.contains("/run cannot be read: Is a directory"), "\(directory)")
                let empty = try network.write("empty", "")
                let nothing = try run("decode", empty)
                #expect(nothing.status == 1 && nothing.output.contains("no OpenFlow is in /run/empty"), "\(nothing)")
                let garbage = try run("decode", try network.write("garbage", "04 00 zz"))
                #expect(garbage.output.contains("/run/garbage is no capture"), "\(garbage)")
                #expect(garbage.output.contains("line 1, column 7"), "\(garbage)")
            }
        }

        @Test(
            "Errors name the line and what would be right",
            .needs(.executable, .namespaces),
            .timeLimit(.minutes(2))
        )
        func errors() throws {
            try check(.ofswitch) { network in
                let peer = ToolPeer.ofswitch
                let typo = try network.write("typo.txt", "in_port=1,actions=2\nin_prt=1,actions=2\n")
                let unread = try network.own(peer, "add-flows", typo, status: 1)
                #expect(unread.output.contains("typo.txt:2: "), "\(unread)")
                #expect(try network.own(peer, "dump-flows").output.isEmpty)
                let table = try network.write("table.txt", "actions=2\nin_port=1,check_overlap,actions=2\n")
                let refused = try network.own(peer, "add-flows", table, status: 1)
                #expect(refused.output.contains("table.txt:2: "), "\(refused)")
                #expect(refused.output.contains("OFPFMFC_OVERLAP"), "\(refused)")
                let old = try network.own(peer, "dump-groups", "-O", "1.0", status: 1)
                #expect(old.output.contains("groups need OpenFlow 1.1 or later"), "\(old)")
                let nobody = try network.run([Machine.executable, "show", "unix:/run/nobody.sock"])
                #expect(nobody.status == 1)
                #expect(nobody.output.contains("No such file or directory"), "\(nobody)")
                let unnamed = try network.run([Machine.executable, "show"])
                #expect(unnamed.output.contains("tcp:HOST[:PORT]"), "\(unnamed)")
                let wrong = try network.run([Machine.executable, "add-flow"])
                #expect(wrong.status == 64, "\(wrong)")
            }
        }

        @Test(
            "Ports by name, packets out and in, pings",
            .needs(.executable, .namespaces),
            .timeLimit(.minutes(2))
        )
        func packets() throws {
            try check(.ofswitch) { network in
                let peer = ToolPeer.ofswitch
                try network.own(peer, "add-flow", "in_port=p1,actions=output:p2")
                let named = try network.own(peer, "dump-flows", "--names")
                #expect(named.lines(with: "in_port=p1 actions=output:p2").count == 1, "\(named)")
                try network.own(peer, "mod-port", "p2", "down")
                #expect(try network.own(peer, "show").output.contains("PORT_DOWN"))
                try network.own(peer, "mod-port", "p2", "up")
                #expect(!(try network.own(peer, "show").output.contains("PORT_DOWN")))

                let monitor = try network.start([Machine.executable, "monitor", peer.target, "128", "--count", "1"])
                let frame = "ffffffffffff02000000000908060001080006040001020000000009"
                let arrived = try eventually {
                    try network.own(peer, "packet-out", "in_port=LOCAL,packet=\(frame),actions=CONTROLLER:64")
                    return !monitor.isRunning
                }
                #expect(arrived, "\(monitor.output)")
                #expect(monitor.output.contains("OFPT_PACKET_IN"), "\(monitor.output)")

                let pings = try network.own(peer, "ping", "10", "--count", "3")
                #expect(pings.lines(with: "10 bytes from", "time=").count == 3, "\(pings)")
                try network.own(peer, "probe")
            }
        }

        @Test(
            "Each report as JSON",
            .needs(.executable, .namespaces),
            .timeLimit(.minutes(2)),
            arguments: [
                "show", "dump-flows", "dump-aggregate", "dump-ports", "dump-ports-desc", "dump-tables",
                "dump-table-features", "get-frags", "probe",
            ]
        )
        func json(command: String) throws {
            try check(.ofswitch, hosts: 1) { network in
                try network.own(.ofswitch, "add-flow", "in_port=1,actions=drop")
                let result = try network.own(.ofswitch, command, "--json")
                let value = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
                #expect(value is [Any] || value is [String: Any], "\(result)")
                guard command == "dump-flows" else { return }
                let byControl = try network.switchCommand("dump-flows", "--json")
                for output in [result.output, byControl.output] {
                    let flows = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [[String: Any]]
                    let flow = try #require(flows?.first)
                    #expect(flow["match"] as? [String: String] == ["in_port": "1"])
                    #expect(flow["actions"] as? [String] == [])
                    #expect(flow["n_packets"] as? Int == 0)
                }
            }
        }
    }
}
