import Logging
import Management
import OpenFlowChannel
import ServiceLifecycle
import Switch

/// The one service of `ofswitch run`: a switch and its control socket, from start to clean stop.
struct SwitchService: Service {
    let configuration: SwitchConfiguration
    let control: ControlServer
    let logger: Logger

    func run() async throws {
        let running = try await RunningSwitch.start(configuration, logger: logger)
        do {
            // Comes back when a signal shuts the group down.
            try await control.run(controlling: running) { await announce(running) }
        } catch {
            await running.shutdown()
            throw error
        }
        await running.shutdown()
        logger.notice("switch \(configuration.name) stopped")
    }

    private func announce(_ running: RunningSwitch) async {
        let status = await running.status()
        let parts = [
            "ports " + Self.list(status.ports.map { "\($0.number) (\($0.name))" }),
            "controllers " + Self.list(configuration.controllers.map(\.description)),
            "listening on " + Self.list(status.listeners), "control socket \(control.path)",
        ]
        logger.notice("switch \(configuration.name) ready: \(parts.joined(separator: "; "))")
    }

    private static func list(_ items: [String]) -> String { items.isEmpty ? "none" : items.joined(separator: ", ") }
}
