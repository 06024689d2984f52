import Synchronization

/// Frames on their way from a worker to the agent: a bounded single-producer/single-consumer ring of bytes.
///
/// A record is its size in bytes (UInt32, a multiple of 8, the record's own 8-byte prefix included), the `UpcallHeader`,
/// and `capturedLength` bytes of the frame. Records never wrap: one that does not fit before the end of the storage is
/// preceded by a filler whose size has the top bit set.
///
/// Invariant: bytes `head ..< tail` (modulo the capacity) are whole records and belong to the consumer; the producer owns
/// the rest. Nothing is allocated after init.
public final class UpcallRing: @unchecked Sendable {
    private static let filler: UInt32 = 0x8000_0000
    private static let prefix = 8
    private let storage: UnsafeMutableRawPointer
    private let capacity: Int
    private let head = Atomic<Int>(0)
    private let tail = Atomic<Int>(0)

    /// - Parameter capacity: bytes, a power of two.
    public init(capacity: Int) {
        precondition(capacity >= 4096 && capacity & (capacity - 1) == 0, "the capacity must be a power of two")
        self.capacity = capacity
        storage = .allocate(byteCount: capacity, alignment: 64)
    }

    deinit { storage.deallocate() }

    public var isEmpty: Bool { head.load(ordering: .acquiring) == tail.load(ordering: .acquiring) }

    /// False, and nothing happens, when there is no room. Called by the worker only.
    func push(_ header: UpcallHeader, _ bytes: UnsafeRawPointer) -> Bool {
        let size = (Self.prefix + MemoryLayout<UpcallHeader>.size + Int(header.capturedLength) + 7) & ~7
        var at = tail.load(ordering: .relaxed)
        let free = capacity - (at - head.load(ordering: .acquiring))
        let untilEnd = capacity - (at & (capacity - 1))
        guard size <= untilEnd ? size <= free : untilEnd + size <= free else { return false }
        if size > untilEnd {
            (storage + (at & (capacity - 1))).storeBytes(of: Self.filler | UInt32(untilEnd), as: UInt32.self)
            at += untilEnd
        }
        let record = storage + (at & (capacity - 1))
        record.storeBytes(of: UInt32(size), as: UInt32.self)
        (record + Self.prefix).storeBytes(of: header, as: UpcallHeader.self)
        (record + Self.prefix + MemoryLayout<UpcallHeader>.size)
            .copyMemory(from: bytes, byteCount: Int(header.capturedLength))
        tail.store(at + size, ordering: .releasing)
        return true
    }

    /// Hands the oldest record to `body`; the bytes are valid only during the call. False when there is none.
    public func pop(_ body: (UpcallHeader, UnsafeRawBufferPointer) -> Void) -> Bool {
        var at = head.load(ordering: .relaxed)
        let end = tail.load(ordering: .acquiring)
        guard at < end else { return false }
        var record = storage + (at & (capacity - 1))
        var size = record.load(as: UInt32.self)
        if size & Self.filler != 0 {
            at += Int(size & ~Self.filler)
            record = storage + (at & (capacity - 1))
            size = record.load(as: UInt32.self)
        }
        let header = (record + Self.prefix).load(as: UpcallHeader.self)
        body(
            header,
            UnsafeRawBufferPointer(
                start: record + Self.prefix + MemoryLayout<UpcallHeader>.size,
                count: Int(header.capturedLength)
            )
        )
        head.store(at + Int(size), ordering: .releasing)
        return true
    }
}
