public import OpenFlow
public import OpenFlowChannel

/// What a switch is to be: plain data, checked as a whole by `validate()` before anything is opened.
///
/// Whoever starts a switch (the executable, a test, a benchmark) fills in one of these; texts from people are parsed
/// elsewhere.
public struct SwitchConfiguration: Sendable {
    /// A network interface that becomes a port.
    public struct Port: Sendable, Hashable {
        public var interface: String
        /// nil: the lowest number from 1 on that no other port has, in the order of the list.
        public var number: UInt32?

        public init(interface: String, number: UInt32? = nil) {
            self.interface = interface
            self.number = number
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
    /// Controllers that the switch connects to; `embedded` is the one in the same process.
    public var controllers: [Target]
    /// Where controllers and tools may connect to the switch.
    public var listeners: [Target]
    /// Offered in HELLO; the highest that both sides have is spoken.
    public var versions: Set<OpenFlowVersion>
    /// Frames kept for controllers, 0 … 65535; 0: each packet-in carries its whole frame.
    public var bufferCount: Int
    /// The wait before the second attempt to reach a controller; doubles with each failure.
    public var initialBackoff: Duration
    /// The longest wait between two attempts.
    public var maxBackoff: Duration
    public var poll: PollMode
    /// The embedded controller says what it learns and does, line by line.
    public var verboseController: Bool

    public init(
        name: String = "ofswitch0",
        datapathID: UInt64? = nil,
        ports: [Port] = [],
        controllers: [Target] = [],
        listeners: [Target] = [],
        versions: Set<OpenFlowVersion> = [.v1_0, .v1_3],
        bufferCount: Int = 256,
        initialBackoff: Duration = .seconds(1),
        maxBackoff: Duration = .seconds(8),
        poll: PollMode = .adaptive,
        verboseController: Bool = false
    ) {
        self.name = name
        self.datapathID = datapathID
        self.ports = ports
        self.controllers = controllers
        self.listeners = listeners
        self.versions = versions
        self.bufferCount = bufferCount
        self.initialBackoff = initialBackoff
        self.maxBackoff = maxBackoff
        self.poll = poll
        self.verboseController = verboseController
    }
}
