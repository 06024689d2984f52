import Logging
import OpenFlow
import OpenFlowWire
import Synchronization

/// The part of a connection that any thread may touch: what waits to be written, and how much the consumer has in hand.
///
/// Messages are encoded on the thread that sends them: only bytes go to the event loop, a burst of packet-ins costs it one
/// wake-up and one write, and the bytes that wait are known at once, so that a packet-in too many is dropped before
/// any work goes into it. Order on the wire is the order in which callers get the lock.
///
/// Invariant: `isFlushing` is true from the call of `wake(.flush)` until `take` finds nothing; while it is true nobody
/// wakes the owner again. The bytes handed out by `take` count as waiting until `written`.
final class Link: Sendable {
    /// What the owner, who does the input and output, is asked to do; called outside of the lock.
    enum Wake: Sendable {
        case flush
        case resumeReading
        case close(reason: String)
    }

    let id: ConnectionID
    let target: Target
    let peer: String
    let isController: Bool

    private struct State {
        var version: OpenFlowVersion?
        var isClosed = false
        var pending: [UInt8] = []
        var inFlight = 0
        var isFlushing = false
        var inHand = 0
        var isReadingPaused = false
        var counters = ChannelCounters()
        var lastError: String?
    }
    private let state = Mutex(State())
    private let settings: ChannelSettings
    private let logger: Logger
    private let wake: @Sendable (Wake) -> Void

    init(
        id: ConnectionID = .unused(),
        target: Target,
        peer: String,
        isController: Bool,
        settings: ChannelSettings,
        logger: Logger,
        wake: @escaping @Sendable (Wake) -> Void
    ) {
        self.id = id
        self.target = target
        self.peer = peer
        self.isController = isController
        self.settings = settings
        self.logger = logger
        self.wake = wake
    }

    var version: OpenFlowVersion? { state.withLock { $0.version } }
    var counters: ChannelCounters { state.withLock { $0.counters } }
    var lastError: String? { state.withLock { $0.lastError } }
    var isClosed: Bool { state.withLock { $0.isClosed } }
    /// Bytes not yet taken by the transport.
    var waitingByteCount: Int { state.withLock { $0.pending.count + $0.inFlight } }
    var isReadingPaused: Bool { state.withLock { $0.isReadingPaused } }

    func becomeReady(_ version: OpenFlowVersion) { state.withLock { $0.version = version } }

    /// Nothing is sent from here on.
    func close(_ reason: String? = nil) {
        state.withLock { state in
            state.isClosed = true
            state.lastError = reason ?? state.lastError
            state.pending = []
        }
    }

    func requestClose(reason: String) { wake(.close(reason: reason)) }
}

// MARK: - Outbound

extension Link {
    func send(_ envelopes: [Envelope]) {
        var failures: [EncodingError] = []
        let request: Wake? = state.withLock { state in
            guard let version = state.version, !state.isClosed else { return nil }
            for envelope in envelopes {
                if case .packetIn = envelope.message,
                    state.pending.count + state.inFlight >= settings.outboundSoftLimit
                {
                    state.counters.droppedPacketIns += 1
                    continue
                }
                let start = state.pending.count
                do throws(EncodingError) {
                    try encode(envelope, version: version, into: &state.pending)
                    state.counters.messagesOut += 1
                } catch {
                    state.pending.removeSubrange(start...)
                    state.counters.encodeErrors += 1
                    state.lastError = "\(error)"
                    failures.append(error)
                }
            }
            return wakeForOutput(&state)
        }
        for failure in failures {
            logger.error("message not sent", metadata: ["peer": "\(peer)", "error": "\(failure)"])
        }
        if let request { wake(request) }
    }

    /// Adds bytes that are encoded already; the owner calls this and then looks for output itself.
    func enqueue(_ bytes: [UInt8]) {
        guard !bytes.isEmpty else { return }
        let request: Wake? = state.withLock { state in
            guard !state.isClosed else { return nil }
            state.pending.append(contentsOf: bytes)
            return wakeForOutput(&state)
        }
        if let request { wake(request) }
    }

    private func wakeForOutput(_ state: inout State) -> Wake? {
        let waiting = state.pending.count + state.inFlight
        if waiting > settings.outboundHardLimit {
            state.isClosed = true
            state.pending = []
            return .close(reason: "\(waiting) bytes wait to be sent, the peer does not read")
        }
        guard !state.pending.isEmpty, !state.isFlushing else { return nil }
        state.isFlushing = true
        return .flush
    }

    /// All that waits; nil when nothing does. The caller says `written` before it takes more.
    func take() -> [UInt8]? {
        state.withLock { state in
            guard !state.pending.isEmpty else {
                state.isFlushing = false
                return nil
            }
            let bytes = state.pending
            state.pending = []
            state.inFlight = bytes.count
            return bytes
        }
    }

    func written() { state.withLock { $0.inFlight = 0 } }
}

// MARK: - Inbound

extension Link {
    func delivered(_ count: Int) { state.withLock { $0.inHand += count } }

    func acknowledge(_ count: Int) {
        let resumes = state.withLock { state in
            state.inHand = max(0, state.inHand - count)
            // Half, so that reading does not start and stop with each message.
            guard state.isReadingPaused, state.inHand <= settings.inboundLimit / 2 else { return false }
            state.isReadingPaused = false
            return true
        }
        if resumes { wake(.resumeReading) }
    }

    /// Whether the next read has to wait for `Wake.resumeReading`.
    func pauseReadingIfNeeded() -> Bool {
        state.withLock { state in
            if state.inHand > settings.inboundLimit { state.isReadingPaused = true }
            return state.isReadingPaused
        }
    }

    func count(messagesIn: UInt64, decodeErrors: UInt64) {
        state.withLock { state in
            state.counters.messagesIn = messagesIn
            state.counters.decodeErrors = decodeErrors
        }
    }

    func refused(_ error: OpenFlowError) { state.withLock { $0.lastError = "\(error.code.name) \(error.detail)" } }
}
