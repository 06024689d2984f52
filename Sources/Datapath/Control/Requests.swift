public import OpenFlow

/// What the agent asks of a datapath: the one way in which anybody outside the worker reads or changes its state.
///
/// The worker takes requests between bursts, in order, and answers with the same `ticket`. A request that only changes
/// something is answered when it fails; all others are answered always, the last part of an answer having `isLast`.
public struct DatapathRequest: Sendable {
    public enum Body: Sendable {
        case flowMod(FlowMod)
        case packetOut(PacketOut)
        case portMod(PortMod)
        /// `missSendLength` is the largest that any controller wants; the agent cuts for each of them.
        case setConfig(SwitchConfig)
        /// Whether any controller takes packet-ins, and whether misses of flow tables go to them unasked (1.0) or only
        /// through table-miss entries (1.1 and later).
        case setPacketIns(enabled: Bool, implicitTableMiss: Bool)
        /// Flow, aggregate, table, port and port description statistics.
        case statistics(MultipartRequest.Body)
        case status
        /// Answered when the worker has passed a burst boundary after all that came before.
        case barrier
        /// Takes up a port, whose device belongs to the worker from now on. Answered by `done`, or by an error: then the
        /// device is closed.
        case addPort(PortSetup)
        /// Closes the port with this number; flow entries stay as they are. Answered by `done`, or by an error.
        case removePort(UInt32)
        /// Answered by `done`.
        case setLimits(DatapathLimits)
    }
    /// Which of the worker's switches.
    public var datapath: Int
    public var ticket: UInt64
    public var body: Body

    public init(datapath: Int, ticket: UInt64, _ body: Body) {
        self.datapath = datapath
        self.ticket = ticket
        self.body = body
    }
}

/// What can be changed of a datapath's limits while it works.
public struct DatapathLimits: Sendable, Hashable {
    /// Flow entries that one table takes; those that are there already stay.
    public var maxEntries: UInt32
    /// Nanoseconds after which NORMAL forgets a station that it does not hear.
    public var macAgeLimit: UInt64

    public init(maxEntries: UInt32 = 1_000_000, macAgeLimit: UInt64 = 300_000_000_000) {
        self.maxEntries = maxEntries
        self.macAgeLimit = macAgeLimit
    }
}

/// What a worker tells the agent, apart from frames.
public struct DatapathReply: Sendable {
    public enum Body: Sendable {
        case error(OpenFlowError)
        case statistics(MultipartReply.Body)
        case status(DatapathStatus)
        case barrier
        case done
        /// Events that nobody asked for; their ticket is 0.
        case flowRemoved(FlowRemoved)
        case portStatus(PortStatus)
    }
    public var datapath: Int
    public var ticket: UInt64
    /// False when further parts of the same answer follow.
    public var isLast: Bool
    public var body: Body

    public init(datapath: Int, ticket: UInt64, isLast: Bool = true, _ body: Body) {
        self.datapath = datapath
        self.ticket = ticket
        self.isLast = isLast
        self.body = body
    }
}

/// The fixed part of a frame on its way to controllers; `capturedLength` bytes of the frame follow it in the ring.
@frozen public struct UpcallHeader: Sendable {
    public var datapath: Int32
    public var capturedLength: UInt32
    /// Bytes of the whole frame.
    public var totalLength: UInt32
    /// `Reserved.noBuffer` when the frame is not kept.
    public var bufferID: UInt32
    public var inPort: UInt32
    /// `max_len` of the output action, or the miss length: 0xffff asks for all of the frame.
    public var maxLength: UInt16
    /// Raw value of `PacketIn.Reason`.
    public var reason: UInt8
    public var tableID: UInt8
    public var cookie: UInt64
    public var metadata: UInt64
    public var tunnelID: UInt64

    @inlinable public init(
        datapath: Int32,
        capturedLength: UInt32,
        totalLength: UInt32,
        bufferID: UInt32,
        inPort: UInt32,
        maxLength: UInt16,
        reason: UInt8,
        tableID: UInt8,
        cookie: UInt64,
        metadata: UInt64,
        tunnelID: UInt64
    ) {
        self.datapath = datapath
        self.capturedLength = capturedLength
        self.totalLength = totalLength
        self.bufferID = bufferID
        self.inPort = inPort
        self.maxLength = maxLength
        self.reason = reason
        self.tableID = tableID
        self.cookie = cookie
        self.metadata = metadata
        self.tunnelID = tunnelID
    }
}

/// What a datapath is doing, for people.
public struct DatapathStatus: Sendable {
    public struct Table: Sendable {
        public var tableID: UInt8
        public var flowCount: Int
        public var lookupCount: UInt64
        public var matchedCount: UInt64
        /// Distinct masks, each one hash table to probe.
        public var tupleCount: Int
    }
    public struct Drop: Sendable {
        public var reason: DropReason
        public var count: UInt64
    }
    public var ports: [PortDescription]
    public var portStatistics: [PortStatistics]
    /// Tables that hold or have seen anything.
    public var tables: [Table]
    /// Reasons that occurred.
    public var drops: [Drop]
    public var buffersInUse: Int
    public var bufferCapacity: Int
    public var upcalls: UInt64
}
