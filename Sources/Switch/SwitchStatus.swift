/// What a running switch tells about itself, as the control socket sends it (JSON, keys as the properties are named).
public struct SwitchStatus: Codable, Hashable, Sendable {
    public var name: String
    /// 16 hexadecimal digits.
    public var datapathID: String
    public var uptimeSeconds: Double
    /// The versions offered in HELLO, lowest first: "1.0", "1.3".
    public var versions: [String]
    /// What happens to misses while no controller is connected: "secure".
    public var failMode: String
    /// Ordered by number.
    public var ports: [Port]
    /// Tables that hold or have seen anything, ordered by id.
    public var tables: [Table]
    public var buffers: Buffers
    /// Frames handed to the agent for controllers.
    public var upcalls: UInt64
    /// Frames dropped, by the name of the reason; only reasons that occurred.
    public var drops: [String: UInt64]
    public var controllers: [Controller]
    /// Where the switch listens, as target texts.
    public var listeners: [String]

    public init(
        name: String,
        datapathID: String,
        uptimeSeconds: Double,
        versions: [String],
        failMode: String = "secure",
        ports: [Port] = [],
        tables: [Table] = [],
        buffers: Buffers = Buffers(used: 0, capacity: 0),
        upcalls: UInt64 = 0,
        drops: [String: UInt64] = [:],
        controllers: [Controller] = [],
        listeners: [String] = []
    ) {
        self.name = name
        self.datapathID = datapathID
        self.uptimeSeconds = uptimeSeconds
        self.versions = versions
        self.failMode = failMode
        self.ports = ports
        self.tables = tables
        self.buffers = buffers
        self.upcalls = upcalls
        self.drops = drops
        self.controllers = controllers
        self.listeners = listeners
    }

    public struct Port: Codable, Hashable, Sendable {
        public var number: UInt32
        public var name: String
        /// Six pairs of hexadecimal digits with colons between them.
        public var hardwareAddress: String
        /// The administrator wants it up and it has a link.
        public var isUp: Bool
        public var rxPackets: UInt64
        public var rxBytes: UInt64
        public var rxDropped: UInt64
        public var txPackets: UInt64
        public var txBytes: UInt64
        public var txDropped: UInt64

        public init(
            number: UInt32,
            name: String,
            hardwareAddress: String,
            isUp: Bool,
            rxPackets: UInt64 = 0,
            rxBytes: UInt64 = 0,
            rxDropped: UInt64 = 0,
            txPackets: UInt64 = 0,
            txBytes: UInt64 = 0,
            txDropped: UInt64 = 0
        ) {
            self.number = number
            self.name = name
            self.hardwareAddress = hardwareAddress
            self.isUp = isUp
            self.rxPackets = rxPackets
            self.rxBytes = rxBytes
            self.rxDropped = rxDropped
            self.txPackets = txPackets
            self.txBytes = txBytes
            self.txDropped = txDropped
        }
    }

    public struct Table: Codable, Hashable, Sendable {
        public var id: UInt8
        public var flows: Int
        public var lookups: UInt64
        public var matched: UInt64
        /// Distinct masks, each one hash table to probe.
        public var tuples: Int

        public init(id: UInt8, flows: Int, lookups: UInt64, matched: UInt64, tuples: Int) {
            self.id = id
            self.flows = flows
            self.lookups = lookups
            self.matched = matched
            self.tuples = tuples
        }
    }

    /// Frames kept for controllers.
    public struct Buffers: Codable, Hashable, Sendable {
        public var used: Int
        public var capacity: Int

        public init(used: Int, capacity: Int) {
            self.used = used
            self.capacity = capacity
        }
    }

    /// One connection with a controller or tool, or the attempt at one.
    public struct Controller: Codable, Hashable, Sendable {
        public var target: String
        /// "connecting", "handshake", "connected", "waiting" (for the next attempt) or "closed".
        public var state: String
        /// The version spoken, such as "1.3"; nil before the handshake is over.
        public var version: String?
        /// "equal", "primary" or "secondary", as 1.5 has them; nil when nobody is connected.
        public var role: String?
        public var messagesIn: UInt64
        public var messagesOut: UInt64
        /// Why the last attempt or connection ended.
        public var lastError: String?

        public init(
            target: String,
            state: String,
            version: String? = nil,
            role: String? = nil,
            messagesIn: UInt64 = 0,
            messagesOut: UInt64 = 0,
            lastError: String? = nil
        ) {
            self.target = target
            self.state = state
            self.version = version
            self.role = role
            self.messagesIn = messagesIn
            self.messagesOut = messagesOut
            self.lastError = lastError
        }
    }
}
