/// Where stations are: what the action NORMAL has learned of source addresses, VLAN by VLAN.
///
/// Bounded and aged without ever going through it: the entries stand in a list in the order in which their stations were
/// last heard, so the oldest is found at once, both when its age is over and when a new station needs its place. Beside
/// the list there is a hash table (open addressing, linear probing, deletion by moving back what follows), so every
/// operation of the frame path is O(1) and allocates nothing, but for the first one, which makes the storage.
///
/// Times are nanoseconds of the worker's clock and never go back. For one thread.
///
/// Invariant: once there is storage, `entries` has memory for `capacity` entries of which those below `used` are
/// initialised, and `slots` has `slotMask + 1` (a power of two, at least twice the capacity) initialised numbers, each
/// an entry's index or `none`. Entries in the list are in the hash table and the other way round; entries below `used`
/// that are in neither hang on `firstFree` by their `newer`.
struct MACTable: ~Copyable {
    /// A station's address in the low 48 bits and its VLAN above them.
    struct Key: Equatable {
        let rawValue: UInt64
        init(address: UInt64, vlan: UInt16) { rawValue = address | UInt64(vlan) << 48 }
        var address: UInt64 { rawValue & 0xffff_ffff_ffff }
        var vlan: UInt16 { UInt16(truncatingIfNeeded: rawValue >> 48) }
    }

    fileprivate struct Entry {
        var key: Key
        var lastHeard: UInt64
        var port: UInt32
        var newer: UInt32
        var older: UInt32
    }

    /// No port has this number.
    static let unknown: UInt32 = 0
    private static let none: UInt32 = .max

    private let capacity: Int
    /// Nanoseconds after which a station that is not heard is forgotten.
    var ageLimit: UInt64
    private let seed: UInt64
    private var entries: UnsafeMutablePointer<Entry>?
    private var slots: UnsafeMutablePointer<UInt32>
    private var slotMask = 0
    private var used: UInt32 = 0
    private var firstFree = none
    private var oldest = none
    private var newest = none
    private(set) var count = 0

    /// - Parameters:
    ///   - capacity: entries at most, 1 … 2^30.
    ///   - ageLimit: see the property.
    init(capacity: Int, ageLimit: UInt64, seed: UInt64) {
        precondition(1...(1 << 30) ~= capacity, "a table of stations has 1 to 2^30 entries")
        self.capacity = capacity
        self.ageLimit = ageLimit
        self.seed = seed
        slots = .allocate(capacity: 1)
    }

    deinit {
        entries?.deallocate()
        slots.deallocate()
    }

    /// The number of the port behind which the station is, or `unknown`.
    func port(of key: Key) -> UInt32 {
        guard count > 0, let entries else { return Self.unknown }
        var slot = home(of: key)
        while slots[slot] != Self.none {
            let entry = entries + Int(slots[slot])
            if entry.pointee.key == key { return entry.pointee.port }
            slot = (slot + 1) & slotMask
        }
        return Self.unknown
    }

    /// The station was heard by a port: it is there now, wherever it was before. In a full table it takes the place of the
    /// one that was not heard for longest.
    mutating func learn(_ key: Key, port: UInt32, now: UInt64) {
        let entries = storage()
        var slot = home(of: key)
        while slots[slot] != Self.none {
            let index = slots[slot]
            let entry = entries + Int(index)
            guard entry.pointee.key == key else {
                slot = (slot + 1) & slotMask
                continue
            }
            entry.pointee.port = port
            entry.pointee.lastHeard = now
            if index != newest {
                unlink(index, entries)
                append(index, entries)
            }
            return
        }
        if count == capacity {
            remove(oldest, entries)
            // What followed the removed one has moved.
            slot = home(of: key)
            while slots[slot] != Self.none { slot = (slot + 1) & slotMask }
        }
        let index = takeIndex(entries)
        (entries + Int(index)).initialize(
            to: Entry(key: key, lastHeard: now, port: port, newer: Self.none, older: Self.none)
        )
        slots[slot] = index
        append(index, entries)
        count += 1
    }

    /// Forgets the stations whose age is over; one comparison when there are none.
    @inline(__always)
    mutating func expire(now: UInt64) {
        guard let entries else { return }
        while oldest != Self.none, now &- entries[Int(oldest)].lastHeard >= ageLimit { remove(oldest, entries) }
    }

    /// Forgets all stations behind a port. Goes through the whole table: for when a port goes down or away.
    mutating func forget(port: UInt32) {
        guard let entries else { return }
        var index = oldest
        while index != Self.none {
            let next = entries[Int(index)].newer
            if entries[Int(index)].port == port { remove(index, entries) }
            index = next
        }
    }

    /// All stations, the one that was not heard for longest first.
    func forEach(_ body: (_ key: Key, _ port: UInt32, _ lastHeard: UInt64) -> Void) {
        guard let entries else { return }
        var index = oldest
        while index != Self.none {
            let entry = entries[Int(index)]
            body(entry.key, entry.port, entry.lastHeard)
            index = entry.newer
        }
    }
}

extension MACTable {
    /// Most switches never use NORMAL: they pay for no table.
    private mutating func storage() -> UnsafeMutablePointer<Entry> {
        if let entries { return entries }
        var slotCount = 4
        while slotCount < capacity * 2 { slotCount *= 2 }
        slots.deallocate()
        slots = .allocate(capacity: slotCount)
        slots.initialize(repeating: Self.none, count: slotCount)
        slotMask = slotCount - 1
        let made = UnsafeMutablePointer<Entry>.allocate(capacity: capacity)
        entries = made
        return made
    }

    /// The slot where a search begins; the seed keeps senders from choosing addresses that meet there.
    @inline(__always)
    private func home(of key: Key) -> Int {
        var hash = (key.rawValue ^ seed) &* 0x9e37_79b9_7f4a_7c15
        hash = (hash ^ hash >> 32 ^ seed) &* 0xd6e8_feb8_6659_fd93
        return Int(truncatingIfNeeded: hash >> 32) & slotMask
    }

    private mutating func takeIndex(_ entries: UnsafeMutablePointer<Entry>) -> UInt32 {
        if firstFree == Self.none {
            used += 1
            return used - 1
        }
        defer { firstFree = entries[Int(firstFree)].newer }
        return firstFree
    }

    private mutating func append(_ index: UInt32, _ entries: UnsafeMutablePointer<Entry>) {
        entries[Int(index)].older = newest
        entries[Int(index)].newer = Self.none
        if newest == Self.none { oldest = index } else { entries[Int(newest)].newer = index }
        newest = index
    }

    private mutating func unlink(_ index: UInt32, _ entries: UnsafeMutablePointer<Entry>) {
        let (older, newer) = (entries[Int(index)].older, entries[Int(index)].newer)
        if older == Self.none { oldest = newer } else { entries[Int(older)].newer = newer }
        if newer == Self.none { newest = older } else { entries[Int(newer)].older = older }
    }

    private mutating func remove(_ index: UInt32, _ entries: UnsafeMutablePointer<Entry>) {
        unlink(index, entries)
        var hole = home(of: entries[Int(index)].key)
        while slots[hole] != index { hole = (hole + 1) & slotMask }
        var slot = (hole + 1) & slotMask
        while slots[slot] != Self.none {
            // It may move back to the hole unless it would then stand before its home.
            let distance = (slot &- home(of: entries[Int(slots[slot])].key)) & slotMask
            if distance >= (slot &- hole) & slotMask {
                slots[hole] = slots[slot]
                hole = slot
            }
            slot = (slot + 1) & slotMask
        }
        slots[hole] = Self.none
        entries[Int(index)].newer = firstFree
        firstFree = index
        count -= 1
    }
}
