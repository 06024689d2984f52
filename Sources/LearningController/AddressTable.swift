import OpenFlow
import Packets

/// Which hosts are behind which port, by VLAN and address. Bounded; an entry that has not been seen for `ageLimit` is
/// as good as absent, and makes room when the table is full.
struct AddressTable: Sendable {
    struct Key: Hashable, Sendable {
        /// 0 for untagged frames, as for priority-tagged ones.
        var vlan: UInt16
        var address: EthernetAddress
    }

    enum Learned: Equatable {
        case known
        case new
        case moved(from: PortNumber)
        /// The table is full of entries in use.
        case refused
    }

    private struct Entry {
        var port: PortNumber
        var lastSeen: UInt64
    }

    let capacity: Int
    /// Nanoseconds.
    let ageLimit: UInt64
    private var entries: [Key: Entry] = [:]
    /// A full table is searched for old entries once a second, so that a flood of addresses costs little.
    private var nextSweep: UInt64 = 0

    init(capacity: Int, ageLimit: UInt64) {
        self.capacity = capacity
        self.ageLimit = ageLimit
    }

    var count: Int { entries.count }

    mutating func learn(_ key: Key, on port: PortNumber, now: UInt64) -> Learned {
        let new = Entry(port: port, lastSeen: now)
        if let old = entries[key] {
            entries[key] = new
            // A host that moved while nobody listened is moved too: flows to its old port may still be there.
            return old.port == port ? (isOld(old, now) ? .new : .known) : .moved(from: old.port)
        }
        if entries.count >= capacity { sweep(now) }
        guard entries.count < capacity else { return .refused }
        entries[key] = new
        return .new
    }

    func port(of key: Key, now: UInt64) -> PortNumber? {
        guard let entry = entries[key], !isOld(entry, now) else { return nil }
        return entry.port
    }

    /// Returns how many hosts were forgotten.
    mutating func forget(_ port: PortNumber) -> Int {
        let before = entries.count
        entries = entries.filter { $0.value.port != port }
        return before - entries.count
    }

    private func isOld(_ entry: Entry, _ now: UInt64) -> Bool {
        now > entry.lastSeen && now - entry.lastSeen >= ageLimit
    }

    private mutating func sweep(_ now: UInt64) {
        guard now >= nextSweep else { return }
        nextSweep = now + 1_000_000_000
        entries = entries.filter { !isOld($0.value, now) }
    }
}
