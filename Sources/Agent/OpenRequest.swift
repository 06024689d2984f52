import Datapath
import OpenFlow

/// A request that the datapath has not answered yet, and what to do with the answer.
struct OpenRequest {
    enum Purpose {
        /// Answered only when it fails.
        case change
        /// BARRIER_REPLY is due.
        case barrier
        /// Multipart replies are due.
        case statistics
        /// FEATURES_REPLY is due once the ports are known; these came so far.
        case features(ports: [PortDescription])
        /// QUEUE_GET_CONFIG_REPLY is due once the queues are known; these came so far.
        case queueConfig(PortNumber, queues: [QueueDescription])
        /// Somebody in this process asked.
        case caller((DatapathReply) -> Void)
        /// Only bounds the table of open requests.
        case checkpoint
        /// Who asked is gone.
        case forgotten
    }
    var purpose: Purpose
    /// Nil for requests of the agent itself.
    var origin: Origin?

    /// Who asked with which message. The message is kept because an error has to quote it.
    struct Origin {
        var connection: ConnectionID
        var envelope: Envelope
    }
}

/// The requests that are not answered yet, by ticket.
///
/// Invariant: tickets are given out in sequence, so that the request with ticket `first + i` is at place `i`. The
/// datapath answers in order: a reply means that every request before it has succeeded silently, and these are
/// forgotten. Ticket 0 belongs to events.
struct OpenRequestTable {
    private var requests = FIFO<OpenRequest>()
    private var first: UInt64 = 1

    var count: Int { requests.count }

    /// Returns the request's ticket.
    mutating func add(_ request: OpenRequest) -> UInt64 {
        requests.append(request)
        return first + UInt64(requests.count) - 1
    }

    /// The request which a reply is for; nil when it is unknown, which a datapath that keeps the contract never causes.
    mutating func answered(_ ticket: UInt64, isLast: Bool) -> OpenRequest? {
        guard ticket >= first, ticket < first + UInt64(requests.count) else { return nil }
        while first < ticket {
            requests.popFirst()
            first += 1
        }
        guard isLast else { return requests.first }
        first += 1
        return requests.popFirst()
    }

    /// Replaces the purpose of a request of which more replies are to come.
    mutating func update(_ ticket: UInt64, _ purpose: OpenRequest.Purpose) {
        guard ticket >= first, ticket < first + UInt64(requests.count) else { return }
        requests[Int(ticket - first)].purpose = purpose
    }

    /// Lets go of everything that belongs to a connection; late answers are thrown away.
    mutating func forget(_ connection: ConnectionID) {
        for i in 0..<requests.count where requests[i].origin?.connection == connection {
            requests[i] = OpenRequest(purpose: .forgotten, origin: nil)
        }
    }
}
