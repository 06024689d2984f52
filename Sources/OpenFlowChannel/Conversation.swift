import OpenFlow
import Synchronization

/// Which requests of a client are open, and who waits for them.
///
/// A request is a run of messages with consecutive xids; the reply is to the last of them, errors may be about any.
final class Conversation: Sendable {
    private struct Open {
        var count: Int
        var parts: [Message] = []
        /// The first error about a message that has no reply of its own.
        var failure: ErrorReply?
        var continuation: CheckedContinuation<[Message], any Error>
    }

    private struct State {
        var link: Link?
        var readiness: Result<(OpenFlowVersion, Link), ChannelError>?
        var waiter: CheckedContinuation<(OpenFlowVersion, Link), any Error>?
        var nextXid: UInt32 = 1
        /// By the xid of their first message.
        var open: [UInt32: Open] = [:]
    }
    private let state = Mutex(State())
    private let target: Target
    private let unsolicited: @Sendable (Envelope) -> Void

    init(target: Target, unsolicited: @escaping @Sendable (Envelope) -> Void) {
        self.target = target
        self.unsolicited = unsolicited
    }

    func begin(_ link: Link) { state.withLock { $0.link = link } }

    /// Waits for the end of the handshake.
    func ready() async throws -> (OpenFlowVersion, Link) {
        try await withCheckedThrowingContinuation { continuation in
            let result = state.withLock { state in
                if state.readiness == nil { state.waiter = continuation }
                return state.readiness
            }
            if let result { continuation.resume(with: result) }
        }
    }

    /// Takes `count` consecutive xids and returns the first.
    func reserve(_ count: Int) -> UInt32 {
        state.withLock { state in
            // The numbers from 0xffff0000 up are the keep-alive's.
            if state.nextXid > 0xfffe_0000 - UInt32(clamping: min(count, 0x1000_0000)) { state.nextXid = 1 }
            defer { state.nextXid += UInt32(clamping: count) }
            return state.nextXid
        }
    }

    /// Sends by means of `send`, whose result is a problem or nil, and waits for the reply.
    func exchange(_ first: UInt32, count: Int, send: () -> String?) async throws -> [Message] {
        try await withCheckedThrowingContinuation { continuation in
            let gone: ChannelError? = state.withLock { state in
                if case .failure(let error)? = state.readiness { return error }
                state.open[first] = Open(count: count, continuation: continuation)
                return nil
            }
            if let gone {
                continuation.resume(throwing: gone)
            } else if let problem = send() {
                fail(first, ChannelError("\(target): \(problem)"))
            }
        }
    }

    func expire(_ first: UInt32, after timeout: Duration) {
        fail(first, ChannelError("\(target): no answer within \(timeout)"))
    }

    private func fail(_ first: UInt32, _ error: ChannelError) {
        state.withLock { $0.open.removeValue(forKey: first) }?.continuation.resume(throwing: error)
    }

    /// Runs on the connection's loop.
    func handle(_ report: ConnectionHandler.Report) {
        switch report {
        case .ready(let version):
            let (waiter, result) = state.withLock { state in
                if let link = state.link { state.readiness = .success((version, link)) }
                defer { state.waiter = nil }
                return (state.waiter, state.readiness)
            }
            if let result { waiter?.resume(with: result) }
        case .received(let envelopes):
            for envelope in envelopes { receive(envelope) }
            state.withLock { $0.link }?.acknowledge(envelopes.count)
        case .closed(let reason, _):
            end(ChannelError("\(target): \(reason)"))
        }
    }

    private func receive(_ envelope: Envelope) {
        let (isMine, answered) = state.withLock { state -> (Bool, (Open, Result<[Message], any Error>)?) in
            guard
                let (first, open) = state.open.first(where: { first, open in
                    envelope.xid >= first && envelope.xid - first < open.count
                })
            else { return (false, nil) }
            let index = Int(envelope.xid - first)
            var changed = open
            if case .error(let error) = envelope.message {
                changed.failure = open.failure ?? ErrorReply(error: error, index: index)
            } else {
                changed.parts.append(envelope.message)
            }
            state.open[first] = changed
            guard index == open.count - 1, !Self.hasMore(envelope.message) else { return (true, nil) }
            state.open.removeValue(forKey: first)
            return (true, (changed, changed.failure.map { .failure($0) } ?? .success(changed.parts)))
        }
        if let (open, result) = answered {
            open.continuation.resume(with: result)
        } else if !isMine {
            unsolicited(envelope)
        }
    }

    private static func hasMore(_ message: Message) -> Bool {
        if case .multipartReply(let reply) = message { reply.more } else { false }
    }

    private func end(_ error: ChannelError) {
        let (waiter, open) = state.withLock { state in
            state.readiness = .failure(error)
            defer {
                state.waiter = nil
                state.open = [:]
            }
            return (state.waiter, state.open)
        }
        waiter?.resume(throwing: error)
        for request in open.values { request.continuation.resume(throwing: error) }
    }
}
