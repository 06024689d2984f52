public import OpenFlow

/// One connection, one active target or one listener as `status()` shows it.
public struct ConnectionStatus: Sendable {
    public enum Role: String, Sendable {
        /// An active target: connections are opened from here, again and again.
        case active
        /// A connection that a listener has accepted.
        case accepted
        case listener
        /// The controller in this process.
        case embedded
    }

    public enum State: Hashable, Sendable {
        case connecting
        case handshake
        case ready
        /// The next attempt comes after this time.
        case backoff(remaining: Duration)
        case listening
        case closed
    }

    public var target: Target
    public var role: Role
    public var state: State
    /// Time since the state was entered.
    public var inStateFor: Duration
    /// The connection's, while there is one.
    public var id: ConnectionID?
    public var version: OpenFlowVersion?
    /// The other end as an address, or a listener's own.
    public var peer: String?
    /// Of all connections of the target so far.
    public var counters: ChannelCounters
    /// Why the last connection or attempt ended, or the last message that was refused.
    public var lastError: String?
}

/// What a connection has done, in messages.
public struct ChannelCounters: Hashable, Sendable {
    /// Complete messages that came in, keep-alive and HELLO included.
    public var messagesIn: UInt64 = 0
    /// Messages that consumers sent.
    public var messagesOut: UInt64 = 0
    /// Messages that came in and were refused with an error.
    public var decodeErrors: UInt64 = 0
    /// Messages that consumers sent and the connection's version cannot say.
    public var encodeErrors: UInt64 = 0
    /// Packet-ins dropped because the peer reads too slowly.
    public var droppedPacketIns: UInt64 = 0

    public init() {}

    static func += (a: inout Self, b: Self) {
        a.messagesIn += b.messagesIn
        a.messagesOut += b.messagesOut
        a.decodeErrors += b.decodeErrors
        a.encodeErrors += b.encodeErrors
        a.droppedPacketIns += b.droppedPacketIns
    }
}
