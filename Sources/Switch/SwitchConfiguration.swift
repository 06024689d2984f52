public import OpenFlow
public import OpenFlowChannel

/// What a switch is to be: plain data, checked as a whole by `validate()` before anything is opened.
///
/// Whoever starts a switch (the executable, a test, a benchmark) fills in one of these; texts from people are parsed
/// elsewhere.
public struct SwitchConfiguration: Sendable {
    /// What the action NORMAL learns, and for how long (1.3.5 §5.1: the traditional, non-OpenFlow pipeline).
    public struct Normal: Sendable, Hashable {
        /// Stations remembered, 1 … 1048576; a new one takes the place of the one not heard for longest.
        public var maxEntries: Int
        /// Seconds after the last frame of a station until it is forgotten, 1 … 86400.
        public var ageingSeconds: Int

        public init(maxEntries: Int = 8192, ageingSeconds: Int = 300) {
            self.maxEntries = maxEntries
            self.ageingSeconds = ageingSeconds
        }
    }

    /// How the worker waits for frames.
    public enum PollMode: String, CaseIterable, Sendable {
        /// Spins while frames come and a little longer, then sleeps until one comes.
        case adaptive
        /// Never sleeps; takes a whole processor.
        case busy
        /// Sleeps whenever nothing is there.
        case interrupt
    }

    /// Names the control socket, and the switch in its description.
    public var name: String
    /// nil: derived from the hardware address of the first port.
    public var datapathID: UInt64?
    public var ports: [Port]
    /// The name of a tap that becomes the port LOCAL, by which the host itself takes part; nil: there is no LOCAL.
    public var localPort: String?
    /// Controllers that the switch connects to; `embedded` is the one in the same process.
    public var controllers: [Target]
    /// Where controllers and tools may connect to the switch.
    public var listeners: [Target]
    /// Offered in HELLO; the highest that both sides have is spoken.
    public var versions: Set<OpenFlowVersion>
    /// Frames kept for controllers, 0 … 65535; 0: each packet-in carries its whole frame.
    public var bufferCount: Int
    /// Flow tables, 1 … 254.
    public var tableCount: Int
    /// Flow entries that one table holds, 1 … 1000000.
    public var maxEntries: Int
    /// The wait before the second attempt to reach a controller; doubles with each failure.
    public var initialBackoff: Duration
    /// The longest wait between two attempts.
    public var maxBackoff: Duration
    public var poll: PollMode
    public var normal: Normal
    /// The embedded controller says what it learns and does, line by line.
    public var verboseController: Bool
    /// In the tables before anybody connects.
    public var flows: [InitialFlow]

    public init(
        name: String = "ofswitch0",
        datapathID: UInt64? = nil,
        ports: [Port] = [],
        localPort: String? = nil,
        controllers: [Target] = [],
        listeners: [Target] = [],
        versions: Set<OpenFlowVersion> = SwitchConfiguration.supportedVersions,
        bufferCount: Int = 256,
        tableCount: Int = 254,
        maxEntries: Int = 1_000_000,
        initialBackoff: Duration = .seconds(1),
        maxBackoff: Duration = .seconds(8),
        poll: PollMode = .adaptive,
        normal: Normal = Normal(),
        verboseController: Bool = false,
        flows: [InitialFlow] = []
    ) {
        self.name = name
        self.datapathID = datapathID
        self.ports = ports
        self.localPort = localPort
        self.controllers = controllers
        self.listeners = listeners
        self.versions = versions
        self.bufferCount = bufferCount
        self.tableCount = tableCount
        self.maxEntries = maxEntries
        self.initialBackoff = initialBackoff
        self.maxBackoff = maxBackoff
        self.poll = poll
        self.normal = normal
        self.verboseController = verboseController
        self.flows = flows
    }
}
