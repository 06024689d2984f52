import Foundation
import Testing

extension EndToEndTests {
    /// `ofswitch run --config`: from the file to frames, and what happens when the file changes.
    @Suite(.serialized)
    struct ConfigurationTests {
        private static let wire = [
            "priority=10,in_port=p1,actions=output:p2", "priority=10,in_port=p2,actions=output:p1",
        ]

        /// A switch with these ports and flows, controlled by /run/test-switch.sock.
        private func text(ports: [String], flows: [String], more: [String] = []) -> String {
            let lines =
                [
                    "name: s1", "dpid: abc", "control: unix:\(TestNetwork.controlSocket)",
                    "ports: [\(ports.joined(separator: ", "))]", "flows:",
                ] + flows.map { "  - \($0)" } + more
            return "switches:\n- " + lines.joined(separator: "\n  ") + "\n"
        }

        private func withFile(_ body: (_ path: String) throws -> Void) throws {
            let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).yaml").path
            defer { try? FileManager.default.removeItem(atPath: path) }
            try body(path)
        }

        /// Writes the file, asks for it to be read, and waits until the switch has said so often enough that it was.
        private func reload(_ process: ChildProcess, _ path: String, _ text: String, says word: String) throws {
            let before = process.output.components(separatedBy: word).count
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            process.send(signal: SIGHUP)
            let isDone = eventually { process.output.components(separatedBy: word).count > before }
            #expect(isDone, "no \"\(word)\" after SIGHUP:\n\(process.output)")
        }

        private func start(_ network: TestNetwork, _ path: String) throws -> ChildProcess {
            let process = try network.start([Machine.executable, "run", "--config", path])
            try process.waitForOutput("ready")
            return process
        }

        @Test(
            "SIGHUP changes ports, flows and controllers, and not one packet of others is lost",
            .needs(.executable, .namespaces),
            .timeLimit(.minutes(2))
        )
        func reloads() throws {
            try withTestNetwork(hosts: 3) { network in
                try withFile { path in
                    let first = text(ports: ["p1", "p2"], flows: Self.wire)
                    try first.write(toFile: path, atomically: true, encoding: .utf8)
                    let process = try start(network, path)
                    try network.requirePing(2, from: 1)
                    let pings = try network.start(
                        on: 1,
                        ["ping", "-n", "-q", "-i", "0.005", "-c", "1000", "-W", "5", network.address(2)]
                    )
                    let second = text(
                        ports: ["p3", "p1", "p2"],
                        flows: Self.wire + ["priority=20,in_port=p3,actions=drop"],
                        more: ["controllers: [embedded]", "listen: [\"ptcp:6654\"]"]
                    )
                    for round in 0..<10 {
                        try reload(process, path, round % 2 == 0 ? second : first, says: "applied")
                    }
                    let result = try pings.waitForExit()
                    #expect(result.output.contains("1000 received"), "\(result)\(network.story)")
                    #expect(process.isRunning, "\(network.story)")
                    let flows = try network.switchCommand("dump-flows")
                    let counts = flows.lines(with: "priority=10").compactMap { line in
                        line.split(separator: ",").first { $0.contains("n_packets=") }
                            .flatMap { Int($0.split(separator: "=")[1]) }
                    }
                    #expect(counts.count == 2, "\(flows)")
                    #expect(counts.allSatisfy { $0 >= 1005 }, "\(flows)")
                    for word in ["port 3 (p3) added", "port 3 (p3) removed", "controller embedded added"] {
                        #expect(process.output.contains(word), "\(network.story)")
                    }
                }
            }
        }

        @Test(
            "A new port forwards, and one that is gone does not",
            .needs(.executable, .namespaces),
            .timeLimit(.minutes(2))
        )
        func portsChange() throws {
            try withTestNetwork(hosts: 3) { network in
                try withFile { path in
                    let flood = ["actions=flood"]
                    try text(ports: ["p1", "p2"], flows: flood).write(toFile: path, atomically: true, encoding: .utf8)
                    let process = try start(network, path)
                    try network.requirePing(2, from: 1)
                    try reload(process, path, text(ports: ["p1", "p3"], flows: flood), says: "applied")
                    try network.requirePing(3, from: 1)
                    #expect(try network.ping(2, from: 1, count: 1, wait: 1).status != 0)
                    try network.removeLink(3)
                    try network.addLink(3)
                    #expect(try network.canReach(3, from: 1), "a new port returns as others do: \(network.story)")
                }
            }
        }

        @Test(
            "A file that is wrong is refused at the start, and changes nothing later",
            .needs(.executable, .namespaces),
            .timeLimit(.minutes(2))
        )
        func wrongFile() throws {
            try withTestNetwork(hosts: 2) { network in
                try withFile { path in
                    let wrong = text(ports: ["p1", "p2"], flows: ["priority=ten,actions=drop"])
                    try wrong.write(toFile: path, atomically: true, encoding: .utf8)
                    let result = try network.run([Machine.executable, "run", "--config", path])
                    #expect(result.status == 1, "\(result)")
                    #expect(result.output.contains("\(path):7:16: "), "\(result)")

                    try text(ports: ["p1", "p2"], flows: Self.wire)
                        .write(toFile: path, atomically: true, encoding: .utf8)
                    let process = try start(network, path)
                    try reload(process, path, wrong, says: "\(path):7:16: ")
                    #expect(process.output.contains("nothing was changed"), "\(process.output)")
                    try network.requirePing(2, from: 1)
                    process.send(signal: SIGTERM)
                    #expect(try process.waitForExit().status == 0)
                }
            }
        }

        @Test("Options that describe a switch cannot stand beside a file", .needs(.executable), .timeLimit(.minutes(1)))
        func optionsBesideFile() throws {
            let result = try ChildProcess.runToEnd(
                [Machine.executable, "run", "--config", "/nowhere", "--name", "x", "--ports", "y"],
                within: .seconds(20)
            )
            #expect(result.status == 64, "\(result)")
            #expect(result.output.contains("--name, --ports cannot be given beside it"), "\(result)")
        }
    }
}
