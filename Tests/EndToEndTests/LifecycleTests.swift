import Foundation
import Testing

extension EndToEndTests {
    /// Start, stop, and interfaces that come and go.
    @Suite(.serialized)
    struct LifecycleTests {
        @Test(
            "SIGTERM and SIGINT end it with status 0 and leave no socket behind",
            .needs(.executable, .namespaces),
            .timeLimit(.minutes(2)),
            arguments: [SIGTERM, SIGINT]
        )
        func stops(signal: Int32) throws {
            try withTestNetwork(hosts: 2) { network in
                let process = try network.startSwitch(controller: nil, listen: ["punix:/run/listener.sock"])
                let sockets = [TestNetwork.controlSocket, "/run/listener.sock"]
                for socket in sockets { try network.require(["test", "-S", socket]) }
                #expect(try network.canReach(2, from: 1), "\(network.story)")
                process.send(signal: signal)
                let result = try process.waitForExit()
                #expect(result.status == 0, "\(result)")
                for socket in sockets {
                    #expect(try network.run(["test", "-e", socket]).status == 1, "\(socket) is still there")
                }
                #expect(try network.switchCommand("status").status != 0)
            }
        }

        @Test(
            "An interface vanishes while the switch runs, and comes back",
            .needs(.executable, .namespaces),
            .timeLimit(.minutes(2))
        )
        func interfaceReturns() throws {
            try withTestNetwork(hosts: 3) { network in
                let process = try network.startSwitch(controller: nil)
                #expect(try network.canReach(2, from: 1), "\(network.story)")
                try network.removeLink(2)
                #expect(try network.ping(2, from: 1, count: 1, wait: 1).status != 0)
                try network.requirePing(3, from: 1)
                try network.addLink(2)
                #expect(try network.canReach(2, from: 1), "\(network.story)")
                try network.requirePing(2, from: 1)
                try network.requireTCP(from: 1, to: 2)
                #expect(process.isRunning, "\(network.story)")
            }
        }
    }
}
