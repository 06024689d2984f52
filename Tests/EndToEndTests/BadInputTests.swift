import Foundation
import Testing

/// One way to behave badly towards a listener, and what the switch has to answer.
struct OddPeer: CustomTestStringConvertible, Sendable {
    let name: String
    /// Lines that have to come, in this order.
    let answers: [String]
    var testDescription: String { name }

    static let all = [
        OddPeer(name: "http", answers: ["closed", "done"]),
        // The lower version of both hellos counts, so that 1.3 is spoken.
        OddPeer(name: "hello-0x7f", answers: ["type=6 version=0x05", "done"]),
        OddPeer(name: "hello-0x00", answers: ["error=0/0", "closed", "done"]),
        OddPeer(name: "wrong-version-later", answers: ["error=1/0", "done"]),
        OddPeer(name: "action-length", answers: ["error=2/1", "still there", "done"]),
        OddPeer(name: "match-length", answers: ["error=4/1", "still there", "done"]),
        OddPeer(name: "unknown-action", answers: ["error=2/0", "still there", "done"]),
        OddPeer(name: "unknown-message", answers: ["error=1/1", "still there", "done"]),
        OddPeer(
            name: "largest-message",
            answers: ["type=3 version=0x01 length=65535", "echo is equal", "still there"]
        ),
        OddPeer(name: "length-below-header", answers: ["error=1/6"]),
    ]
}

extension EndToEndTests {
    /// What goes wrong is said, and never takes the switch down.
    @Suite(.serialized)
    struct BadInputTests {
        @Test(
            "Odd peers at the listener",
            .needs(.executable, .namespaces),
            .timeLimit(.minutes(2)),
            arguments: OddPeer.all
        )
        func oddPeer(peer: OddPeer) throws {
            try withTestNetwork(hosts: 1) { network in
                let process = try network.startSwitch(
                    controller: TestNetwork.absentController,
                    listen: ["ptcp:6654:127.0.0.1"]
                )
                let result = try network.run(network.python("odd_peer", "6654", peer.name))
                #expect(result.status == 0, "\(result)")
                var rest = Substring(result.output)
                for answer in peer.answers {
                    let found = try #require(rest.range(of: answer), "no \(answer) in order: \(result)\(network.story)")
                    rest = rest[found.upperBound...]
                }
                #expect(process.isRunning, "\(network.story)")
                try network.requireAnswersFeatures()
            }
        }

        @Test(
            "Half a message and silence: others are served meanwhile",
            .needs(.executable, .namespaces),
            .timeLimit(.minutes(2))
        )
        func halfMessage() throws {
            try withTestNetwork(hosts: 1) { network in
                let process = try network.startSwitch(
                    controller: TestNetwork.absentController,
                    listen: ["ptcp:6654:127.0.0.1"]
                )
                let silent = try network.start(
                    network.python("odd_peer", "6654", "half-message"),
                    keepsInput: true
                )
                try silent.waitForOutput("silent")
                try network.requireAnswersFeatures()
                silent.closeInput()
                #expect(try silent.waitForExit().status == 0, "\(network.story)")
                try network.requireAnswersFeatures()
                #expect(process.isRunning, "\(network.story)")
            }
        }

        @Test(
            "An interface that does not exist is named, with those there are",
            .needs(.executable, .namespaces),
            .timeLimit(.minutes(1))
        )
        func absentInterface() throws {
            try withTestNetwork(hosts: 2) { network in
                let result = try network.run(
                    [
                        Machine.executable, "run", "--ports", "p1,veth-typo", "--control", "unix:/run/a.sock",
                    ],
                    within: .seconds(20)
                )
                #expect(result.status != 0, "\(result)")
                for name in ["veth-typo", "p1", "p2"] { #expect(result.output.contains(name), "\(result)") }
            }
        }

        @Test(
            "A port named twice, or a number given twice, is refused",
            .needs(.executable, .namespaces),
            .timeLimit(.minutes(1)),
            arguments: ["p1,p2,p1", "p1=4,p2=4"]
        )
        func portTwice(ports: String) throws {
            try withTestNetwork(hosts: 2) { network in
                let result = try network.run(
                    [
                        Machine.executable, "run", "--ports", ports, "--control", "unix:/run/a.sock",
                    ],
                    within: .seconds(20)
                )
                #expect(result.status != 0, "\(result)")
                #expect(result.output.contains(ports.hasSuffix("p1") ? "p1" : "4"), "\(result)")
            }
        }

        @Test(
            "A controller that is not there is tried again; the switch answers and takes it when it comes",
            .needs(.executable, .namespaces),
            .timeLimit(.minutes(2))
        )
        func absentController() throws {
            try withTestNetwork(hosts: 2) { network in
                let process = try network.startSwitch(controller: "tcp:127.0.0.1:6653")
                let status = try network.switchCommand("status")
                #expect(status.status == 0, "\(status)")
                #expect(status.output.contains("127.0.0.1:6653"), "\(status)")
                let controller = try network.start(network.python("lab_controller", "6653"))
                try controller.waitForOutput("all flows deleted")
                try network.requirePing(2, from: 1)
                #expect(process.isRunning, "\(network.story)")
            }
        }

        @Test("Without privileges it names the capability and how to give it", .needs(.executable, .command("setpriv")))
        func withoutPrivileges() throws {
            // With an empty bounding set even user 0 has no capability after exec.
            let drop = Machine.isRoot ? ["setpriv", "--bounding-set=-all", "--inh-caps=-all", "--"] : []
            let socket = FileManager.default.temporaryDirectory
                .appendingPathComponent("ofswitch-e2e-\(ProcessInfo.processInfo.processIdentifier).sock").path
            let result = try ChildProcess.runToEnd(
                drop + [Machine.executable, "run", "--ports", "lo", "--control", "unix:\(socket)"],
                within: .seconds(20)
            )
            #expect(result.status != 0, "\(result)")
            #expect(result.output.uppercased().contains("CAP_NET_RAW"), "\(result)")
            #expect(result.output.contains("setcap"), "\(result)")
            #expect(!FileManager.default.fileExists(atPath: socket))
        }
    }
}

extension TestNetwork {
    /// A new connection to the listener gets its features reply: the switch is alive.
    func requireAnswersFeatures() throws {
        let result = try run(python("odd_peer", "6654", "hello-0x7f"))
        guard result.output.contains("type=6"), result.status == 0 else {
            throw CommandFailure(description: "the switch does not answer any more: \(result)\(story)")
        }
    }
}
