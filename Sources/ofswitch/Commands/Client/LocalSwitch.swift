import Management
import OpenFlowChannel
import Switch
import SwitchClient

/// The switch that runs on this machine, for commands without a TARGET.
enum LocalSwitch {
    /// Where it listens for OpenFlow.
    ///
    /// - Throws: `ClientError` that says what to write when there is none, or when it does not listen.
    static func target() async throws -> String {
        let hint = "write a TARGET first: tcp:HOST[:PORT] or unix:PATH"
        guard let path = try? ControlOptions.runDirectory.onlySocket() else {
            throw ClientError("no TARGET is given, and there is no switch here that alone could be meant; \(hint)")
        }
        let status = try await ControlClient(path: path).status()
        let targets = status.listeners.compactMap { try? Target($0) }.compactMap(SwitchAddress.reaching)
        let sockets = targets.filter { if case .unix = $0 { true } else { false } }
        guard let target = sockets.first ?? targets.first else {
            throw ClientError(
                "no TARGET is given, and the switch \(status.name) that runs here does not listen: "
                    + "start it with --listen punix:PATH or ptcp:PORT, or \(hint)"
            )
        }
        return "\(target)"
    }
}
