/// FLOW_MOD (1.3.5 §7.3.4.1; 1.0.0 §5.3.3).
public struct FlowMod: Hashable, Sendable {
    public enum Command: UInt8, Sendable { case add = 0, modify = 1, modifyStrict = 2, delete = 3, deleteStrict = 4 }

    public var command: Command
    /// `Reserved.allTables` in deletes of 1.2 and later and in modifies and deletes of 1.0, which knows no tables.
    public var tableID: UInt8
    public var priority: UInt16
    public var match: Match
    public var instructions: [Instruction]
    public var cookie: UInt64
    /// For modify and delete: only entries with `entry.cookie & cookieMask == cookie & cookieMask`.
    public var cookieMask: UInt64
    /// Seconds without a packet until the entry goes; 0: never.
    public var idleTimeout: UInt16
    /// Seconds until the entry goes; 0: never.
    public var hardTimeout: UInt16
    /// A buffered frame that is to run through the new entry.
    public var bufferID: UInt32?
    /// For deletes: only entries with an output to this port; `.any` does not filter.
    public var outPort: PortNumber
    /// For deletes: only entries with this group; `Reserved.anyGroup` does not filter.
    public var outGroup: UInt32
    public var flags: FlowModFlags
    /// 1.4: what eviction keeps.
    public var importance: UInt16
    /// 1.0 §3.4: an entry without any wildcard outranks all others, whatever priority it was sent with. The codec sets it.
    public var outranksWildcards: Bool
    /// 1.0 and 1.1: a modify that finds no entry adds one. Set by the codec.
    public var addsWhenMissing: Bool

    public init(
        _ command: Command,
        tableID: UInt8 = 0,
        priority: UInt16 = 0x8000,
        match: Match = Match(),
        instructions: [Instruction] = [],
        cookie: UInt64 = 0,
        cookieMask: UInt64 = 0,
        idleTimeout: UInt16 = 0,
        hardTimeout: UInt16 = 0,
        bufferID: UInt32? = nil,
        outPort: PortNumber = .any,
        outGroup: UInt32 = Reserved.anyGroup,
        flags: FlowModFlags = [],
        importance: UInt16 = 0,
        outranksWildcards: Bool = false,
        addsWhenMissing: Bool = false
    ) {
        self.command = command
        self.tableID = tableID
        self.priority = priority
        self.match = match
        self.instructions = instructions
        self.cookie = cookie
        self.cookieMask = cookieMask
        self.idleTimeout = idleTimeout
        self.hardTimeout = hardTimeout
        self.bufferID = bufferID
        self.outPort = outPort
        self.outGroup = outGroup
        self.flags = flags
        self.importance = importance
        self.outranksWildcards = outranksWildcards
        self.addsWhenMissing = addsWhenMissing
    }
}

/// Flags of a flow entry (1.3.5 §7.3.4.1); raw bits are those of 1.3, and `emergency` is 1.0's bit 2.
public struct FlowModFlags: OptionSet, Hashable, Sendable {
    public var rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    public static let sendFlowRemoved = FlowModFlags(rawValue: 1 << 0)
    public static let checkOverlap = FlowModFlags(rawValue: 1 << 1)
    /// The codec of 1.0 and 1.1 sets it on adds, which always reset there.
    public static let resetCounts = FlowModFlags(rawValue: 1 << 2)
    public static let noPacketCounts = FlowModFlags(rawValue: 1 << 3)
    public static let noByteCounts = FlowModFlags(rawValue: 1 << 4)
    /// 1.0: the flow cache for lost controllers.
    public static let emergency = FlowModFlags(rawValue: 1 << 15)
}

/// FLOW_REMOVED (1.3.5 §7.4.2).
public struct FlowRemoved: Hashable, Sendable {
    public enum Reason: UInt8, Sendable {
        case idleTimeout = 0, hardTimeout = 1, delete = 2, groupDelete = 3, meterDelete = 4, eviction = 5
    }

    public var reason: Reason
    public var tableID: UInt8
    public var priority: UInt16
    public var match: Match
    public var cookie: UInt64
    /// Nanoseconds since the entry was added.
    public var duration: UInt64
    public var idleTimeout: UInt16
    public var hardTimeout: UInt16
    public var packetCount: UInt64
    public var byteCount: UInt64
    /// 1.5: nanoseconds since the last packet.
    public var idleTime: UInt64?

    public init(
        reason: Reason,
        tableID: UInt8,
        priority: UInt16,
        match: Match,
        cookie: UInt64,
        duration: UInt64,
        idleTimeout: UInt16,
        hardTimeout: UInt16,
        packetCount: UInt64,
        byteCount: UInt64,
        idleTime: UInt64? = nil
    ) {
        self.reason = reason
        self.tableID = tableID
        self.priority = priority
        self.match = match
        self.cookie = cookie
        self.duration = duration
        self.idleTimeout = idleTimeout
        self.hardTimeout = hardTimeout
        self.packetCount = packetCount
        self.byteCount = byteCount
        self.idleTime = idleTime
    }
}
