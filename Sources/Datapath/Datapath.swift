import OpenFlow
import Packets
import Ports

/// What a datapath is made with.
public struct DatapathConfiguration: Sendable {
    public var tableCount: Int
    public var bufferCount: Int
    /// Nanoseconds after which a buffered frame may be given up for a newer one.
    public var bufferAgeLimit: UInt64
    /// Keys the hash functions of the tables.
    public var seed: UInt64
    /// Stations that NORMAL remembers, and for how many nanoseconds after the last frame of each.
    public var macTableCapacity: Int
    public var macAgeLimit: UInt64
    /// Flow entries that one table takes.
    public var maxEntries: UInt32

    public init(
        tableCount: Int = 254,
        bufferCount: Int = 256,
        bufferAgeLimit: UInt64 = 5_000_000_000,
        seed: UInt64 = 1,
        macTableCapacity: Int = 8192,
        macAgeLimit: UInt64 = 300_000_000_000,
        maxEntries: UInt32 = 1_000_000
    ) {
        self.tableCount = tableCount
        self.bufferCount = bufferCount
        self.bufferAgeLimit = bufferAgeLimit
        self.seed = seed
        self.macTableCapacity = macTableCapacity
        self.macAgeLimit = macAgeLimit
        self.maxEntries = maxEntries
    }
}

/// One switch as far as frames are concerned: its ports, tables, flow entries, buffers, timers and counters.
///
/// It lives and dies on one worker's thread, reads no clock and opens no socket: time comes in by `now`, which the worker
/// sets once per burst. Its parts:
///
/// - `Pipeline.swift`: the way of a frame, from port to port;
/// - `Actions/`: compiled actions and their executor;
/// - `Control/`: what requests of the agent do, one file per kind.
///
/// Invariant: `tables` has `configuration.tableCount` initialised elements, `drops` one counter per `DropReason`, `key`
/// `FlowKey.wordCount` words, each scratch `scratchBytes` bytes; all end with the datapath.
struct Datapath: ~Copyable {
    static let scratchBytes = 72 << 10

    let index: Int
    let configuration: DatapathConfiguration
    let link: DatapathLink
    let tables: UnsafeMutablePointer<FlowTable>
    var pool = FlowEntryPool()
    var ports = PortTable()
    /// Ports came or went since the worker looked: their descriptors have to be watched anew.
    var havePortsMoved = false
    /// Flow entries that one table takes.
    var maxEntries: UInt32
    var buffers: PacketBuffers
    var macTable: MACTable
    var wheel: TimerWheel
    var actionSet = ActionSet()
    let drops: UnsafeMutablePointer<UInt64>
    let key: UnsafeMutablePointer<UInt64>
    /// The frame of a packet-out, its copy on the way through the tables, and a segment on its way to the controller.
    let scratch: UnsafeMutableRawPointer
    let tableScratch: UnsafeMutableRawPointer
    let segmentScratch: UnsafeMutableRawPointer
    /// Nanoseconds of the worker's clock at the start of the burst.
    var now: UInt64
    var switchConfig = SwitchConfig()
    var packetInsEnabled = false
    var implicitTableMiss = false
    var upcallCount: UInt64 = 0
    var replies = ReplyQueue()
    var slicedReply: SlicedReply?

    init(index: Int, configuration: DatapathConfiguration, link: DatapathLink, now: UInt64) {
        self.index = index
        self.configuration = configuration
        self.link = link
        self.now = now
        maxEntries = configuration.maxEntries
        buffers = PacketBuffers(capacity: configuration.bufferCount, ageLimit: configuration.bufferAgeLimit)
        macTable = MACTable(
            capacity: configuration.macTableCapacity,
            ageLimit: configuration.macAgeLimit,
            seed: configuration.seed
        )
        wheel = TimerWheel(now: now)
        tables = .allocate(capacity: configuration.tableCount)
        for i in 0..<configuration.tableCount {
            (tables + i).initialize(to: FlowTable(seed: configuration.seed &+ UInt64(i)))
        }
        drops = .allocate(capacity: DropReason.allCases.count)
        drops.initialize(repeating: 0, count: DropReason.allCases.count)
        key = .allocate(capacity: FlowKey.wordCount)
        key.initialize(repeating: 0, count: FlowKey.wordCount)
        scratch = .allocate(byteCount: Self.scratchBytes, alignment: 64)
        tableScratch = .allocate(byteCount: Self.scratchBytes, alignment: 64)
        segmentScratch = .allocate(byteCount: Self.scratchBytes, alignment: 64)
    }

    deinit {
        tables.deinitialize(count: configuration.tableCount)
        tables.deallocate()
        actionSet.deallocate()
        drops.deallocate()
        key.deallocate()
        scratch.deallocate()
        tableScratch.deallocate()
        segmentScratch.deallocate()
    }

    @inline(__always)
    mutating func drop(_ reason: DropReason) { drops[Int(reason.rawValue)] &+= 1 }
}

/// One flow table: its classifier and counters (1.3.5 §5.2).
struct FlowTable: ~Copyable {
    var classifier: TupleSpace
    var lookupCount: UInt64 = 0
    var matchedCount: UInt64 = 0

    init(seed: UInt64) { classifier = TupleSpace(seed: seed) }
}

/// Replies that wait for room in the ring to the agent, in order. While any wait, no further requests are taken.
struct ReplyQueue {
    private var waiting: [DatapathReply] = []
    private var first = 0

    var isEmpty: Bool { first == waiting.count }

    mutating func post(_ reply: DatapathReply, to link: DatapathLink) {
        if isEmpty && link.replies.push(reply) { return }
        waiting.append(reply)
    }

    mutating func drain(to link: DatapathLink) {
        guard !isEmpty else { return }
        while first < waiting.count && link.replies.push(waiting[first]) { first += 1 }
        if first == waiting.count || first > 1024 && first * 2 > waiting.count {
            waiting.removeFirst(first)
            first = 0
        }
    }
}
