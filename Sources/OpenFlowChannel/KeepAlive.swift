/// When to ask a silent peer whether it is there, and when to give it up.
struct KeepAlive: Sendable {
    /// When the connection began.
    let start: UInt64
    /// Nanoseconds of silence before a request, and between request and end; 0: never ask.
    private let interval: UInt64
    private var lastReceived: UInt64
    private var requestedAt: UInt64?
    private var nextXid = firstXid
    /// No deadline while true.
    var isPaused = false

    /// Our requests have xids from here up, far from those that consumers begin with.
    private static let firstXid: UInt32 = 0xffff_0000

    init(interval: UInt64, now: UInt64) {
        start = now
        self.interval = interval
        lastReceived = now
    }

    var deadline: UInt64? {
        guard interval != 0, !isPaused else { return nil }
        return (requestedAt ?? lastReceived) &+ interval
    }

    /// Anything that comes in shows that the peer lives.
    mutating func received(now: UInt64) {
        lastReceived = now
        requestedAt = nil
    }

    /// The deadline has passed: returns the xid of a request to send, nil when the last one has got no answer.
    mutating func expire(now: UInt64) -> UInt32? {
        guard requestedAt == nil else { return nil }
        requestedAt = now
        defer { nextXid = nextXid == .max ? Self.firstXid : nextXid + 1 }
        return nextXid
    }

    /// Whether an answer with this xid is to one of our own requests.
    func isOurs(_ xid: UInt32) -> Bool { xid >= Self.firstXid && xid < nextXid }
}
