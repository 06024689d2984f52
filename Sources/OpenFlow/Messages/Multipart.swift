/// MULTIPART_REQUEST, STATS_REQUEST before 1.3 (1.3.5 §7.3.5).
public struct MultipartRequest: Hashable, Sendable {
    public enum Body: Hashable, Sendable {
        case description
        case flow(FlowFilter)
        case aggregate(FlowFilter)
        case table
        /// `.any` asks for all ports.
        case port(PortNumber)
        /// 1.5 can ask for one port; older versions always ask for all.
        case portDescription(PortNumber = .any)
        /// Nothing asks for the features of all tables; anything else asks to change them.
        case tableFeatures([TableFeatures])
        case queue(QueueFilter)
        /// `Reserved.allGroups` asks for all.
        case group(UInt32)
        /// 1.5 can ask for one group; older versions always ask for all.
        case groupDescription(UInt32 = Reserved.allGroups)
        case groupFeatures
        /// `Reserved.allMeters` asks for all.
        case meter(UInt32)
        case meterDescription(UInt32)
        case meterFeatures
        /// 1.4 and later.
        case tableDescription
        case queueDescription(QueueFilter)
        case flowMonitor([FlowMonitor])
        /// 1.5: flows with their counters alone.
        case flowCounters(FlowFilter)
        case controllerStatus
        case bundleFeatures(BundleFeatures)
        case experimenter(Experimenter)
    }
    public var body: Body
    /// More requests of the same sequence follow.
    public var more: Bool

    public init(_ body: Body, more: Bool = false) {
        self.body = body
        self.more = more
    }
}

/// MULTIPART_REPLY; the encoder splits lists that do not fit one message, `more` says that further replies follow.
public struct MultipartReply: Hashable, Sendable {
    public enum Body: Hashable, Sendable {
        case description(SwitchDescription)
        case flow([FlowStatistics])
        case aggregate(AggregateStatistics)
        case table([TableStatistics])
        case port([PortStatistics])
        case portDescription([PortDescription])
        case tableFeatures([TableFeatures])
        case queue([QueueStatistics])
        case group([GroupStatistics])
        case groupDescription([GroupDescription])
        case groupFeatures(GroupFeatures)
        case meter([MeterStatistics])
        case meterDescription([MeterDescription])
        case meterFeatures(MeterFeatures)
        /// 1.4 and later.
        case tableDescription([TableDescription])
        case queueDescription([QueueDescription])
        case flowMonitor([FlowUpdate])
        /// 1.5.
        case flowCounters([FlowCounterStatistics])
        case controllerStatus([ControllerStatus])
        case bundleFeatures(BundleFeatures)
        case experimenter(Experimenter)
    }
    public var body: Body
    public var more: Bool

    public init(_ body: Body, more: Bool = false) {
        self.body = body
        self.more = more
    }
}

/// Which flows a statistics request is about.
public struct FlowFilter: Hashable, Sendable {
    public var tableID: UInt8
    public var outPort: PortNumber
    public var outGroup: UInt32
    public var cookie: UInt64
    public var cookieMask: UInt64
    public var match: Match

    public init(
        tableID: UInt8 = Reserved.allTables,
        outPort: PortNumber = .any,
        outGroup: UInt32 = Reserved.anyGroup,
        cookie: UInt64 = 0,
        cookieMask: UInt64 = 0,
        match: Match = Match()
    ) {
        self.tableID = tableID
        self.outPort = outPort
        self.outGroup = outGroup
        self.cookie = cookie
        self.cookieMask = cookieMask
        self.match = match
    }
}

/// Texts about the switch (1.3.5 §7.3.5.1).
public struct SwitchDescription: Hashable, Sendable {
    public var manufacturer: String
    public var hardware: String
    public var software: String
    public var serialNumber: String
    public var datapath: String

    public init(manufacturer: String, hardware: String, software: String, serialNumber: String, datapath: String) {
        self.manufacturer = manufacturer
        self.hardware = hardware
        self.software = software
        self.serialNumber = serialNumber
        self.datapath = datapath
    }
}

/// One flow entry (1.3.5 §7.3.5.2).
public struct FlowStatistics: Hashable, Sendable {
    public var tableID: UInt8
    public var priority: UInt16
    public var match: Match
    public var instructions: [Instruction]
    public var cookie: UInt64
    /// Nanoseconds since the entry was added.
    public var duration: UInt64
    public var idleTimeout: UInt16
    public var hardTimeout: UInt16
    public var flags: FlowModFlags
    public var importance: UInt16
    public var packetCount: UInt64
    public var byteCount: UInt64
    /// 1.5: nanoseconds since the last packet.
    public var idleTime: UInt64?

    public init(
        tableID: UInt8,
        priority: UInt16,
        match: Match,
        instructions: [Instruction],
        cookie: UInt64,
        duration: UInt64,
        idleTimeout: UInt16,
        hardTimeout: UInt16,
        flags: FlowModFlags,
        importance: UInt16 = 0,
        packetCount: UInt64,
        byteCount: UInt64,
        idleTime: UInt64? = nil
    ) {
        self.tableID = tableID
        self.priority = priority
        self.match = match
        self.instructions = instructions
        self.cookie = cookie
        self.duration = duration
        self.idleTimeout = idleTimeout
        self.hardTimeout = hardTimeout
        self.flags = flags
        self.importance = importance
        self.packetCount = packetCount
        self.byteCount = byteCount
        self.idleTime = idleTime
    }
}

/// The counters of one flow entry without its instructions (1.5.1 §7.3.5.4); also what a stat-trigger sends.
public struct FlowCounterStatistics: Hashable, Sendable {
    public enum Reason: UInt8, Sendable { case request = 0, statTrigger = 1 }

    public var tableID: UInt8
    public var reason: Reason
    public var priority: UInt16
    public var match: Match
    public var counters: FlowCounters

    public init(tableID: UInt8, reason: Reason = .request, priority: UInt16, match: Match, counters: FlowCounters) {
        self.tableID = tableID
        self.reason = reason
        self.priority = priority
        self.match = match
        self.counters = counters
    }
}

/// Sums over flow entries (1.3.5 §7.3.5.3).
public struct AggregateStatistics: Hashable, Sendable {
    public var packetCount: UInt64
    public var byteCount: UInt64
    public var flowCount: UInt32

    public init(packetCount: UInt64, byteCount: UInt64, flowCount: UInt32) {
        self.packetCount = packetCount
        self.byteCount = byteCount
        self.flowCount = flowCount
    }
}

/// One flow table (1.3.5 §7.3.5.4; name, bitmaps and limit only in 1.0 to 1.2).
public struct TableStatistics: Hashable, Sendable {
    public var tableID: UInt8
    public var name: String
    /// 1.0 to 1.2: what the table can do; nil: all that the version knows.
    public var bitmaps: TableBitmaps?
    public var maxEntries: UInt32
    public var activeCount: UInt32
    public var lookupCount: UInt64
    public var matchedCount: UInt64

    public init(
        tableID: UInt8,
        name: String,
        bitmaps: TableBitmaps? = nil,
        maxEntries: UInt32,
        activeCount: UInt32,
        lookupCount: UInt64,
        matchedCount: UInt64
    ) {
        self.tableID = tableID
        self.name = name
        self.bitmaps = bitmaps
        self.maxEntries = maxEntries
        self.activeCount = activeCount
        self.lookupCount = lookupCount
        self.matchedCount = matchedCount
    }
}

/// What a table can do as 1.0 to 1.2 say it, by the bits of the version: 1.0 has `wildcards` only, 1.1 no fields for
/// setters and no metadata (1.2 §A.3.5.3; 1.1.0 §A.3.5.3; 1.0.0 §5.3.5).
public struct TableBitmaps: Hashable, Sendable {
    public var match: UInt64 = 0
    public var wildcards: UInt64 = 0
    public var writeActions: UInt32 = 0
    public var applyActions: UInt32 = 0
    public var writeSetFields: UInt64 = 0
    public var applySetFields: UInt64 = 0
    public var metadataMatch: UInt64 = 0
    public var metadataWrite: UInt64 = 0
    public var instructions: UInt32 = 0
    /// OFPTC_*: what happens to misses.
    public var config: UInt32 = 0

    public init() {}
}

/// Counters of a port (1.3.5 §7.3.5.6); all ones where a counter is not available.
public struct PortStatistics: Hashable, Sendable {
    public var number: PortNumber
    public var rxPackets: UInt64 = 0
    public var txPackets: UInt64 = 0
    public var rxBytes: UInt64 = 0
    public var txBytes: UInt64 = 0
    public var rxDropped: UInt64 = 0
    public var txDropped: UInt64 = 0
    public var rxErrors: UInt64 = 0
    public var txErrors: UInt64 = 0
    public var rxFrameErrors: UInt64 = .max
    public var rxOverErrors: UInt64 = .max
    public var rxCRCErrors: UInt64 = .max
    public var collisions: UInt64 = .max
    /// Nanoseconds since the port was added. Not in 1.0 to 1.2.
    public var duration: UInt64 = 0
    /// 1.4 and later.
    public var optical: OpticalPortStatistics?
    public var experimenters: [ExperimenterProperty] = []

    public init(number: PortNumber) { self.number = number }
}
