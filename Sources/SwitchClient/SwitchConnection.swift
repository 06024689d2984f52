public import OpenFlow
public import OpenFlowChannel

/// One connection with a switch, as far as commands need it; tests have one that is scripted.
public protocol SwitchConnection: Sendable {
    var version: OpenFlowVersion { get }

    /// Sends messages that have no reply, and behind them one that has, and returns when that is answered in full.
    func exchange(_ messages: [Message], then last: Message, earlier: Range<UInt32>) async throws -> Answers

    func close() async

    /// Waits for the end of the connection and returns its reason.
    func closed() async -> String
}

extension OpenFlowClient: SwitchConnection {}
