/// Puts the segments of one direction of a TCP connection (RFC 9293 §3.4) in order.
///
/// Bytes that came before are dropped; segments ahead of a missing one wait for it, up to limits. Then, and at the end,
/// the missing bytes are given up as a gap.
///
/// Invariant: all of `waiting` lie behind `next`, in the order of their numbers.
struct SegmentQueue {
    enum Piece {
        case bytes(ArraySlice<UInt8>, time: UInt64)
        case gap(byteCount: Int, time: UInt64)
    }

    private struct Segment {
        var sequence: UInt32
        var bytes: ArraySlice<UInt8>
        var time: UInt64
    }

    /// The number of the byte that comes next; nil before the first segment.
    private(set) var next: UInt32?
    private var waiting: [Segment] = []
    private var waitingByteCount = 0

    private static let maxWaitingByteCount = 1 << 20
    private static let maxWaitingCount = 4096

    /// A SYN, whose own number is `sequence`.
    mutating func begin(at sequence: UInt32) { next = sequence &+ 1 }

    mutating func add(_ bytes: ArraySlice<UInt8>, at sequence: UInt32, time: UInt64, _ deliver: (Piece) -> Void) {
        guard !bytes.isEmpty else { return }
        let expected = next ?? sequence
        next = expected
        if Self.distance(from: expected, to: sequence) > 0 {
            insert(Segment(sequence: sequence, bytes: bytes, time: time))
        } else {
            take(Segment(sequence: sequence, bytes: bytes, time: time), deliver)
        }
        takeWaiting(deliver)
        while waitingByteCount > Self.maxWaitingByteCount || waiting.count > Self.maxWaitingCount { giveUp(deliver) }
    }

    /// Delivers what still waits, with the gaps between.
    mutating func finish(_ deliver: (Piece) -> Void) {
        while !waiting.isEmpty { giveUp(deliver) }
    }

    private mutating func insert(_ segment: Segment) {
        let index = waiting.firstIndex { Self.distance(from: segment.sequence, to: $0.sequence) > 0 } ?? waiting.count
        waiting.insert(segment, at: index)
        waitingByteCount += segment.bytes.count
    }

    /// Delivers what is new of a segment that begins at `next` or before it.
    private mutating func take(_ segment: Segment, _ deliver: (Piece) -> Void) {
        let old = next.map { Self.distance(from: segment.sequence, to: $0) } ?? 0
        // Half of all numbers away, a segment is neither ahead nor behind.
        guard (0..<segment.bytes.count).contains(old) else { return }
        let bytes = segment.bytes.dropFirst(old)
        next = segment.sequence &+ UInt32(truncatingIfNeeded: segment.bytes.count)
        deliver(.bytes(bytes, time: segment.time))
    }

    private mutating func takeWaiting(_ deliver: (Piece) -> Void) {
        while let first = waiting.first, let next, Self.distance(from: next, to: first.sequence) <= 0 {
            waiting.removeFirst()
            waitingByteCount -= first.bytes.count
            take(first, deliver)
        }
    }

    private mutating func giveUp(_ deliver: (Piece) -> Void) {
        guard let first = waiting.first, let expected = next else { return }
        deliver(.gap(byteCount: Self.distance(from: expected, to: first.sequence), time: first.time))
        next = first.sequence
        takeWaiting(deliver)
    }

    /// How far `b` is ahead of `a`; numbers wrap around.
    static func distance(from a: UInt32, to b: UInt32) -> Int { Int(Int32(bitPattern: b &- a)) }
}
