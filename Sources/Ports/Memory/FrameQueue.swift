import Packets
import Synchronization

/// A bounded queue of frames between two threads: one writes, one reads, neither waits.
///
/// Invariant: `written - read` entries, at most `count`, are full; entry number i lies in slot `i % count`. The writer alone
/// stores `written` and touches slots that are not full, the reader alone stores `read` and touches full ones.
struct FrameQueue: ~Copyable {
    struct Entry {
        var start = 0
        var length = 0
        var offload = Offload()
    }

    let count: Int
    let slotLength: Int
    private let slots: UnsafeMutableRawPointer
    private let entries: UnsafeMutablePointer<Entry>
    private let written = Atomic<Int>(0)
    private let read = Atomic<Int>(0)
    private let refused = Atomic<UInt64>(0)

    init(count: Int, maxFrameLength: Int) {
        self.count = count
        slotLength = (Frame.headroom * 2 + maxFrameLength + 63) & ~63
        slots = .allocate(byteCount: slotLength * count, alignment: 64)
        entries = .allocate(capacity: count)
        entries.initialize(repeating: Entry(), count: count)
    }

    deinit {
        slots.deallocate()
        entries.deallocate()
    }

    // The writer's side

    /// The slot to fill next, or nil when the queue is full.
    func slotToWrite() -> UnsafeMutableRawPointer? {
        let index = written.load(ordering: .relaxed)
        guard index - read.load(ordering: .acquiring) < count else { return nil }
        return slots + index % count * slotLength
    }

    /// Hands the slot filled last over to the reader.
    func commit(_ entry: Entry) {
        let index = written.load(ordering: .relaxed)
        entries[index % count] = entry
        written.store(index + 1, ordering: .releasing)
    }

    func countRefused() {
        refused.wrappingAdd(1, ordering: .relaxed)
    }

    // The reader's side

    var fullCount: Int { written.load(ordering: .acquiring) - read.load(ordering: .relaxed) }

    /// The entry `offset` behind the first full one; `offset` is below `fullCount`.
    func full(_ offset: Int) -> (slot: UnsafeMutableRawPointer, entry: Entry) {
        let index = (read.load(ordering: .relaxed) + offset) % count
        return (slots + index * slotLength, entries[index])
    }

    /// Gives the first `number` full entries back to the writer.
    func drop(_ number: Int) {
        read.store(read.load(ordering: .relaxed) + number, ordering: .releasing)
    }

    func takeRefused() -> UInt64 {
        refused.exchange(0, ordering: .relaxed)
    }
}
