/// A request of the flow monitor multipart message (1.4.1 §7.3.5.17).
public struct FlowMonitor: Hashable, Sendable {
    public enum Command: UInt8, Sendable { case add = 0, modify = 1, delete = 2 }

    /// OFPFMF_*.
    public struct Flags: OptionSet, Hashable, Sendable {
        public var rawValue: UInt16
        public init(rawValue: UInt16) { self.rawValue = rawValue }

        public static let initial = Flags(rawValue: 1 << 0)
        public static let add = Flags(rawValue: 1 << 1)
        public static let removed = Flags(rawValue: 1 << 2)
        public static let modify = Flags(rawValue: 1 << 3)
        public static let instructions = Flags(rawValue: 1 << 4)
        /// Own changes come in full, too, not abbreviated.
        public static let noAbbreviation = Flags(rawValue: 1 << 5)
        public static let onlyOwn = Flags(rawValue: 1 << 6)
    }
    public var monitorID: UInt32
    public var command: Command
    public var flags: Flags
    public var tableID: UInt8
    public var outPort: PortNumber
    public var outGroup: UInt32
    public var match: Match

    public init(
        monitorID: UInt32,
        command: Command = .add,
        flags: Flags,
        tableID: UInt8 = Reserved.allTables,
        outPort: PortNumber = .any,
        outGroup: UInt32 = Reserved.anyGroup,
        match: Match = Match()
    ) {
        self.monitorID = monitorID
        self.command = command
        self.flags = flags
        self.tableID = tableID
        self.outPort = outPort
        self.outGroup = outGroup
        self.match = match
    }
}

/// One update of a flow monitor (1.4.1 §7.3.5.17).
public enum FlowUpdate: Hashable, Sendable {
    public enum Event: UInt16, Sendable { case initial = 0, added = 1, removed = 2, modified = 3 }

    public struct Flow: Hashable, Sendable {
        public var event: Event
        public var tableID: UInt8
        /// Of removed flows.
        public var reason: FlowRemoved.Reason
        public var idleTimeout: UInt16
        public var hardTimeout: UInt16
        public var priority: UInt16
        public var cookie: UInt64
        public var match: Match
        /// Empty unless the monitor asked for them.
        public var instructions: [Instruction]

        public init(
            _ event: Event,
            tableID: UInt8,
            reason: FlowRemoved.Reason = .idleTimeout,
            idleTimeout: UInt16 = 0,
            hardTimeout: UInt16 = 0,
            priority: UInt16,
            cookie: UInt64,
            match: Match,
            instructions: [Instruction] = []
        ) {
            self.event = event
            self.tableID = tableID
            self.reason = reason
            self.idleTimeout = idleTimeout
            self.hardTimeout = hardTimeout
            self.priority = priority
            self.cookie = cookie
            self.match = match
            self.instructions = instructions
        }
    }
    case flow(Flow)
    /// What the flow-mod of this xid, sent by the monitoring controller itself, has changed.
    case abbreviated(xid: UInt32)
    case paused
    case resumed
}
