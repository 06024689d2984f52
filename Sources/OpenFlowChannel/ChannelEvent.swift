public import OpenFlow
import Synchronization

/// What happens on the connections; for each of them `connected`, any number of `received`, `disconnected`, in this order.
///
/// A connection that fails before both sides have agreed on a version makes no event; `status()` tells of it.
public enum ChannelEvent: Sendable {
    /// A version is agreed on. `isController` is true on connections that this side has opened to a controller
    /// (and to the embedded one), false on those accepted by a listener.
    case connected(ConnectionID, version: OpenFlowVersion, peer: String, target: Target, isController: Bool)
    /// All complete messages of one read, in order; HELLO, ECHO_REQUEST and the answers of the keep-alive are not among
    /// them. The consumer owes `acknowledge` for as many.
    case received(ConnectionID, [Envelope])
    case disconnected(ConnectionID, reason: String)
}

/// Who takes the messages.
public protocol ChannelConsumer: Sendable {
    /// Called on an event loop's thread, never twice at the same time for one connection; must return quickly.
    func handle(_ event: ChannelEvent)
}

/// How a consumer answers, whatever carries the connection.
public protocol ChannelSender: Sendable {
    /// Sends messages in order; any thread may call. What cannot be encoded in the version of the connection is left
    /// out, logged and counted; a connection that is gone swallows them.
    func send(_ envelopes: [Envelope], to connection: ConnectionID)

    /// Says that `count` received messages are dealt with; any thread may call.
    func acknowledge(_ connection: ConnectionID, _ count: Int)

    /// Closes a connection after what was sent on it; any thread may call.
    func disconnect(_ connection: ConnectionID, reason: String)
}

extension ConnectionID {
    private static let last = Atomic<UInt64>(0)

    /// An identifier that this process has not used before.
    static func unused() -> ConnectionID { ConnectionID(last.add(1, ordering: .relaxed).newValue) }
}
