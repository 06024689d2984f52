import Datapath
import Logging
import OpenFlowChannel
import Ports
import Testing

@testable import Switch

/// What is left of a switch that was stopped.
@Suite struct ShutdownTests {
    private struct Remains {
        weak var link: DatapathLink?
        weak var endpoints: OpenFlowEndpoints?
        weak var agent: AgentThread?
        var isEmpty: Bool { link == nil && endpoints == nil && agent == nil }
    }

    private func startAndStop() async throws -> Remains {
        let configuration = SwitchConfiguration(
            datapathID: 1,
            controllers: [.embedded, .unix(path: "/nowhere/at/all")],
            listeners: [.passiveTCP(host: "127.0.0.1", port: 0)],
            poll: .interrupt
        )
        let running = try await RunningSwitch.start(
            configuration,
            ports: [],
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let remains = Remains(link: running.link, endpoints: running.endpoints, agent: running.agent)
        #expect(!remains.isEmpty)
        await running.shutdown()
        return remains
    }

    /// A process goes on when one of its switches ends: rings and descriptors must not gather.
    @Test(.timeLimit(.minutes(1))) func nothingIsLeft() async throws {
        let remains = try await startAndStop()
        while !remains.isEmpty { await Task.yield() }
        #expect(remains.isEmpty)
    }
}
