import OpenFlow
import Synchronization

/// Which requests of a client are open, and who waits for them.
///
/// A request is a run of messages with consecutive xids; the reply is to the last of them, errors may be about any, and
/// about the messages of an earlier request that this one completes (a bundle's commit).
final class Conversation: Sendable {
    private struct Open {
        var count: Int
        /// Xids of messages sent before, errors about which belong to this request.
        var earlier: Range<UInt32>
        var parts: [Envelope] = []
        var errors: [Envelope] = []
        var continuation: CheckedContinuation<Answers, any Error>
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
    func exchange(
        _ first: UInt32,
        count: Int,
        earlier: Range<UInt32> = 0..<0,
        send: () -> String?
    ) async throws -> Answers {
        try await withCheckedThrowingContinuation { continuation in
            let gone: ChannelError? = state.withLock { state in
                if case .failure(let error)? = state.readiness { return error }
                state.open[first] = Open(count: count, earlier: earlier, continuation: continuation)
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

    /// Why the connection is over; nil while it is not.
    var endReason: String? {
        state.withLock { state in
            if case .failure(let error)? = state.readiness { error.description } else { nil }
        }
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
        let (isMine, answered) = state.withLock { state -> (Bool, (Open, Answers)?) in
            guard let (first, found) = state.open.first(where: { Self.belongs(envelope, to: $1, from: $0) }) else {
                return (false, nil)
            }
            var open = found
            if case .error = envelope.message { open.errors.append(envelope) } else { open.parts.append(envelope) }
            state.open[first] = open
            let last = first + UInt32(open.count - 1)
            guard envelope.xid == last, !Self.hasMore(envelope.message) else { return (true, nil) }
            state.open.removeValue(forKey: first)
            return (true, (open, Answers(xids: first..<last + 1, parts: open.parts, errors: open.errors)))
        }
        if let (open, answers) = answered {
            open.continuation.resume(returning: answers)
        } else if !isMine {
            unsolicited(envelope)
        }
    }

    private static func belongs(_ envelope: Envelope, to open: Open, from first: UInt32) -> Bool {
        if envelope.xid >= first, envelope.xid - first < open.count { return true }
        if case .error = envelope.message { return open.earlier.contains(envelope.xid) }
        return false
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
