import Logging
import OpenFlow
import OpenFlowChannel
import Testing

@testable import Switch

/// What the status says of the role that a controller has.
@Suite struct ControllerStatusTests {
    @Test(.timeLimit(.minutes(1))) func theRoleIsTheOneThatWasGiven() async throws {
        let configuration = SwitchConfiguration(datapathID: 1, controllers: [.embedded], poll: .interrupt)
        let running = try await RunningSwitch.start(
            configuration,
            ports: [],
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        while await running.status().controllers.first?.role == nil { await Task.yield() }
        #expect(await running.status().controllers.map(\.role) == ["equal"])
        let id = try #require(running.endpoints.status().first?.id)
        let wanted = Envelope(xid: 1, .roleRequest(RoleMessage(.slave, generationID: 1)))
        running.agent.handle(.received(id, [wanted]))
        #expect(await running.status().controllers.map(\.role) == ["secondary"])
        await running.shutdown()
    }
}
