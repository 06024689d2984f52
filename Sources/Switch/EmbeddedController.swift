import LearningController
import Logging
import OpenFlow
import OpenFlowChannel
import Synchronization

/// The learning controller at the other end of an in-memory channel: OpenFlow in, OpenFlow out.
final class EmbeddedController: ChannelConsumer {
    private struct State {
        var controller: LearningController
        var channel: (any ChannelSender)?
    }
    private let state: Mutex<State>
    private let now: @Sendable () -> UInt64

    /// - Parameters:
    ///   - now: nanoseconds.
    ///   - story: is told what the controller sees and does; nil: nobody.
    init(now: @escaping @Sendable () -> UInt64, story: (@Sendable (LearningController.Event) -> Void)?) {
        self.now = now
        state = Mutex(State(controller: LearningController(onEvent: story)))
    }

    func attach(to channel: any ChannelSender) { state.withLock { $0.channel = channel } }

    func handle(_ event: ChannelEvent) {
        switch event {
        case .connected(let id, let version, _, _, _):
            answer(id) { $0.connected(version: version) }
        case .received(let id, let envelopes):
            for envelope in envelopes { answer(id) { [now] in $0.receive(envelope, now: now()) } }
            state.withLock { $0.channel }?.acknowledge(id, envelopes.count)
        // The channel has this controller: neither would ever go.
        case .disconnected: state.withLock { $0.channel = nil }
        }
    }

    private func answer(_ id: ConnectionID, _ body: (inout LearningController) -> [Envelope]) {
        let (messages, channel) = state.withLock { (body(&$0.controller), $0.channel) }
        if !messages.isEmpty { channel?.send(messages, to: id) }
    }
}
