import Packets

/// Frames that wait for the controller's word (1.3.5 §7.4.1, `buffer_id`).
///
/// What a buffer identifier says: the low 16 bits are the slot, the high 16 bits its generation, 1 to 0x7fff, which changes
/// each time the slot is filled; so an identifier is never OFP_NO_BUFFER, and an old one is recognised. A frame waits at
/// most `ageLimit`; when no slot is free, the oldest one that is beyond its age gives way, else the frame is not buffered.
///
/// Slots in use form a list by age: `oldest` first. Frames up to `slotBytes` use memory that is there from the start;
/// larger ones get memory of their own when they come.
///
/// Invariant: `slots` has `capacity` initialised elements, each with `storage` of `storageBytes` bytes.
struct PacketBuffers: ~Copyable {
    enum Found {
        case frame(Frame)
        /// The slot's frame of this identifier has been used already: BUFFER_EMPTY.
        case empty
        /// No frame ever had this identifier, or it has expired: BUFFER_UNKNOWN.
        case unknown
    }

    private struct Slot {
        var storage: UnsafeMutableRawPointer
        var storageBytes: Int
        var frame: Frame?
        var filled: UInt64
        var generation: UInt32
        var next: Int32
        var previous: Int32
    }

    static let slotBytes = 2048
    private let slots: UnsafeMutablePointer<Slot>
    let capacity: Int
    private let ageLimit: UInt64
    private var free: Int32 = -1
    private var oldest: Int32 = -1
    private var newest: Int32 = -1
    private(set) var inUse = 0

    /// - Parameters:
    ///   - capacity: 0 … 65535 frames.
    ///   - ageLimit: nanoseconds.
    init(capacity: Int, ageLimit: UInt64) {
        precondition((0...65535).contains(capacity), "0 to 65535 buffers")
        self.capacity = capacity
        self.ageLimit = ageLimit
        slots = .allocate(capacity: max(1, capacity))
        for i in 0..<capacity {
            (slots + i).initialize(
                to: Slot(
                    storage: .allocate(byteCount: Self.slotBytes, alignment: 64),
                    storageBytes: Self.slotBytes,
                    frame: nil,
                    filled: 0,
                    generation: 0,
                    next: i + 1 < capacity ? Int32(i + 1) : -1,
                    previous: -1
                )
            )
        }
        if capacity > 0 { free = 0 }
    }

    deinit {
        for i in 0..<capacity { slots[i].storage.deallocate() }
        slots.deallocate()
    }

    /// Copies the frame; nil when every buffer holds a frame that may still be asked for.
    mutating func store(_ frame: Frame, now: UInt64) -> UInt32? {
        guard let index = freeSlot(now: now) else { return nil }
        let slot = slots + Int(index)
        let needed = Frame.headroom + frame.byteCount
        if needed > slot.pointee.storageBytes {
            slot.pointee.storage.deallocate()
            slot.pointee.storage = .allocate(byteCount: needed, alignment: 64)
            slot.pointee.storageBytes = needed
        }
        var copy = frame
        copy.storage = slot.pointee.storage
        copy.capacity = Int32(slot.pointee.storageBytes)
        copy.start = Int32(Frame.headroom)
        copy.bytes.copyMemory(from: frame.bytes, byteCount: frame.byteCount)
        slot.pointee.frame = copy
        slot.pointee.filled = now
        slot.pointee.generation = slot.pointee.generation >= 0x7fff ? 1 : slot.pointee.generation + 1
        append(index)
        return slot.pointee.generation << 16 | UInt32(index)
    }

    /// The frame of an identifier. It stays in its buffer, whose bytes it may be edited in, until `release`.
    func look(_ identifier: UInt32, now: UInt64) -> Found {
        let index = Int(identifier & 0xffff)
        guard index < capacity, slots[index].generation == identifier >> 16, slots[index].generation != 0 else {
            return .unknown
        }
        guard let frame = slots[index].frame else { return .empty }
        return now - slots[index].filled > ageLimit ? .unknown : .frame(frame)
    }

    /// Frees the buffer of a frame that `look` has found or `store` has stored.
    mutating func release(_ identifier: UInt32) { release(Int32(identifier & 0xffff)) }

    private mutating func freeSlot(now: UInt64) -> Int32? {
        if free < 0, oldest >= 0, now - slots[Int(oldest)].filled > ageLimit { release(oldest) }
        guard free >= 0 else { return nil }
        let index = free
        free = slots[Int(index)].next
        return index
    }

    private mutating func append(_ index: Int32) {
        slots[Int(index)].previous = newest
        slots[Int(index)].next = -1
        if newest >= 0 { slots[Int(newest)].next = index } else { oldest = index }
        newest = index
        inUse += 1
    }

    private mutating func release(_ index: Int32) {
        let slot = slots + Int(index)
        let (before, after) = (slot.pointee.previous, slot.pointee.next)
        if before >= 0 { slots[Int(before)].next = after } else { oldest = after }
        if after >= 0 { slots[Int(after)].previous = before } else { newest = before }
        slot.pointee.frame = nil
        slot.pointee.previous = -1
        slot.pointee.next = free
        free = index
        inUse -= 1
    }
}
