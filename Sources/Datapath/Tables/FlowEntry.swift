import OpenFlow

/// What the frame path needs of a flow entry: trivial, one cache line.
struct FlowEntry {
    var packetCount: UInt64
    var byteCount: UInt64
    /// Nanoseconds of the worker's clock at the last packet.
    var lastUsed: UInt64
    /// The compiled instructions; owned by the entry.
    var program: Program
    var cookie: UInt64
    var tableID: UInt8
    /// False with the NO_PKT_COUNTS or NO_BYT_COUNTS flags.
    var countsPackets: Bool
    var countsBytes: Bool
    /// With the SEND_FLOW_REM flag.
    var reportsRemoval: Bool
    /// The table-miss entry of 1.3: priority 0, matches everything (1.3.5 §5.4).
    var isTableMiss: Bool
}

/// What only control messages need of a flow entry.
struct FlowRecord {
    var match: Match
    var instructions: [Instruction]
    var priority: UInt16
    var rank: UInt32
    var flags: FlowModFlags
    var importance: UInt16
    var idleTimeout: UInt16
    var hardTimeout: UInt16
    var created: UInt64

    /// The order between entries: the priority, and above all priorities the entries of 1.0 without wildcards (1.0.0 §3.4).
    static func rank(priority: UInt16, outranksWildcards: Bool) -> UInt32 {
        UInt32(priority) | (outranksWildcards ? 0x1_0000 : 0)
    }
}

/// All flow entries of a datapath, by index.
///
/// An index is reused after its entry has gone; `generations` tells entries apart that had the same one. Two arrays keep
/// the frame path's part apart from the rest.
///
/// Invariant: `entries` has `capacity` elements of memory, of which those below `used` are initialised (also free ones,
/// whose `records` element is nil). Pointers into `entries` are valid until the next `allocate`.
struct FlowEntryPool: ~Copyable {
    private(set) var entries: UnsafeMutablePointer<FlowEntry>
    private var capacity = 64
    private var used = 0
    private var free: [UInt32] = []
    /// Entries that are in no table any more and whose memory is yet to be given back.
    private var retired: [UInt32] = []
    var records: [FlowRecord?] = []
    private(set) var generations: [UInt32] = []

    init() { entries = .allocate(capacity: 64) }

    deinit {
        for (index, record) in records.enumerated() where record != nil { entries[index].program.deallocate() }
        entries.deallocate()
    }

    mutating func allocate(_ entry: FlowEntry, _ record: FlowRecord) -> UInt32 {
        if let index = free.popLast() {
            entries[Int(index)] = entry
            records[Int(index)] = record
            return index
        }
        if used == capacity {
            let larger = UnsafeMutablePointer<FlowEntry>.allocate(capacity: capacity * 2)
            larger.moveInitialize(from: entries, count: used)
            entries.deallocate()
            entries = larger
            capacity *= 2
        }
        (entries + used).initialize(to: entry)
        records.append(record)
        generations.append(0)
        used += 1
        return UInt32(used - 1)
    }

    /// Takes many entries that have left their tables at once; `reclaim` gives them back bit by bit.
    mutating func retire(_ indices: [UInt32]) { retired += indices }

    /// Gives back some of the retired entries; true when more are left.
    mutating func reclaim(limit: Int) -> Bool {
        for _ in 0..<min(limit, retired.count) { deallocate(retired.removeLast()) }
        return !retired.isEmpty
    }

    mutating func deallocate(_ index: UInt32) {
        entries[Int(index)].program.deallocate()
        records[Int(index)] = nil
        generations[Int(index)] &+= 1
        free.append(index)
    }
}
