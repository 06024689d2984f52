import Foundation
import Testing

extension TestNetwork {
    private static let listener = ToolAccess(version: "OpenFlow13", target: "unix:/run/listener.sock")

    /// A switch that no controller touches and that does nothing but NORMAL.
    fileprivate func startBridge(ports: String, local: String? = nil) throws -> ChildProcess {
        let process = try startSwitch(
            ports: ports,
            controller: Self.absentController,
            listen: [Self.listener.target.replacing("unix:", with: "punix:")],
            local: local
        )
        try tool(Self.listener, "add-flow", "actions=NORMAL")
        return process
    }

    fileprivate func dumpPorts() throws -> CommandResult { try tool(Self.listener, "dump-ports") }
}

extension EndToEndTests {
    /// Ports that are no interfaces of their own: taps, LOCAL, capture files; and those by libpcap. All of it by NORMAL.
    @Suite(.serialized)
    struct PortKindTests {
        @Test(
            "By LOCAL the switch's own host takes part, also with TCP, and the tap comes and goes",
            .needs(.executable, .namespaces, .taps, .command("ovs-ofctl")),
            .timeLimit(.minutes(2))
        )
        func localPort() throws {
            try withTestNetwork(hosts: 1) { network in
                let process = try network.startBridge(ports: "p1", local: "br0")
                try network.require(["ip", "addr", "add", "10.0.0.100/24", "dev", "br0"])
                #expect(try network.eventuallyPings("10.0.0.100", from: 1), "\(network.story)")
                let server = try network.start(network.python("transfer", "tcp-server", "5001"))
                try server.waitForOutput("listening")
                let byteCount = 16 << 20
                let result = try network.run(
                    on: 1,
                    network.python("transfer", "tcp-client", "10.0.0.100", "5001", "\(byteCount)", "20")
                )
                #expect(result.output.contains("tcp verified \(byteCount) bytes"), "\(result)")
                let counters = try network.dumpPorts()
                #expect(counters.output.contains("port LOCAL"), "\(counters)")
                #expect(!counters.output.contains("port LOCAL: rx pkts=0"), "\(counters)")

                try network.require(["ip", "link", "del", "br0"])
                #expect(try eventually { try network.run(["ip", "link", "show", "br0"]).status == 0 })
                #expect(
                    try eventually {
                        _ = try network.run(["ip", "addr", "add", "10.0.0.100/24", "dev", "br0"])
                        return try network.pings("10.0.0.100", from: 1)
                    },
                    "\(network.story)"
                )
                process.send(signal: SIGTERM)
                #expect(try process.waitForExit().status == 0)
                #expect(try network.run(["ip", "link", "show", "br0"]).status != 0, "the tap goes with the switch")
            }
        }

        @Test(
            "A tap works on in the namespace that it is moved to",
            .needs(.executable, .namespaces, .taps, .command("ovs-ofctl")),
            .timeLimit(.minutes(2))
        )
        func movedTap() throws {
            try withTestNetwork(hosts: 2) { network in
                let process = try network.startBridge(ports: "p1,tap:t0=7")
                try network.require(on: 2, ["ip", "link", "set", "eth0", "down"])
                try network.require(["ip", "link", "set", "t0", "netns", "h2"])
                try network.require(on: 2, ["ip", "addr", "add", "10.0.0.22/24", "dev", "t0"])
                try network.require(on: 2, ["ip", "link", "set", "t0", "up"])
                #expect(try network.eventuallyPings("10.0.0.22", from: 1), "\(network.story)")
                #expect(process.isRunning, "\(network.story)")
            }
        }

        @Test(
            "What is recorded to a capture file can be replayed from it",
            .needs(.executable, .namespaces, .command("ovs-ofctl"), .command("tcpdump")),
            .timeLimit(.minutes(2))
        )
        func captureFiles() throws {
            try withTestNetwork(hosts: 1) { network in
                let recording = try network.startBridge(ports: "p1,pcap-file::/run/first.pcap")
                // Some, over some seconds: the replay begins before its switch has its flow.
                let question = "who-has 10.0.0.77"
                #expect(
                    try eventually {
                        _ = try network.pings("10.0.0.77", from: 1)
                        let recorded = try network.run(["tcpdump", "-nr", "/run/first.pcap"]).output
                        return recorded.split(separator: "\n").filter { $0.contains(question) }.count >= 3
                    },
                    "what was sent is in the file while the switch runs: \(network.story)"
                )
                recording.send(signal: SIGTERM)
                #expect(try recording.waitForExit().status == 0)

                // From now on the host asks nothing, so what it hears is the recording.
                let hearing = try network.start(on: 1, ["tcpdump", "-lni", "eth0", "-Q", "in", "arp"])
                try hearing.waitForOutput("listening on eth0")
                let replaying = try network.startBridge(ports: "p1,pcap-file:/run/first.pcap:/run/second.pcap")
                try hearing.waitForOutput(question)
                #expect(replaying.isRunning, "\(network.story)")
            }
        }

        @Test(
            "Ports by libpcap",
            .needs(.executable, .namespaces, .command("ovs-ofctl")),
            .timeLimit(.minutes(2))
        )
        func libpcapPorts() throws {
            try withTestNetwork(hosts: 3) { network in
                let process = try network.startBridge(ports: "pcap:p1,pcap:p2=5,p3")
                #expect(try network.canReach(2, from: 1), "\(network.story)")
                try network.requirePing(2, from: 1)
                try network.requirePing(3, from: 2)
                try network.removeLink(2)
                #expect(try network.ping(2, from: 1, count: 1, wait: 1).status != 0)
                try network.addLink(2)
                #expect(try network.canReach(2, from: 1), "\(network.story)")
                #expect(process.isRunning, "\(network.story)")
            }
        }
    }
}

extension TestNetwork {
    fileprivate func pings(_ address: String, from host: Int) throws -> Bool {
        try run(on: host, ["ping", "-n", "-c", "1", "-W", "1", address]).status == 0
    }

    fileprivate func eventuallyPings(_ address: String, from host: Int) throws -> Bool {
        try eventually { try pings(address, from: host) }
    }
}
