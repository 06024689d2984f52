public import OpenFlow

/// What an agent is doing, for people.
public struct AgentStatus: Sendable {
    public struct Connection: Sendable {
        public var id: ConnectionID
        public var version: OpenFlowVersion
        public var isController: Bool
        /// Never `.noChange`; before 1.2, which has no roles, `.equal`.
        public var role: ControllerRole
        /// Whether packet-ins, flow-removed and port-status messages go to it.
        public var takesEvents: Bool
        public var missSendLength: UInt16
        public var counters: Counters
        /// What the last error message from the peer said; nil when there was none.
        public var lastError: String?
    }

    /// Messages of one connection since it was opened.
    public struct Counters: Hashable, Sendable {
        public var received: UInt64 = 0
        public var sent: UInt64 = 0
        public var packetInsSent: UInt64 = 0
        /// Errors sent to the peer.
        public var errorsSent: UInt64 = 0
        /// Errors received from the peer.
        public var errorsReceived: UInt64 = 0
    }

    /// In the order in which they were opened.
    public var connections: [Connection]
    /// The configuration that the datapath has, or has been sent.
    public var config: SwitchConfig
    /// Requests that wait for room in the datapath's ring.
    public var waitingRequests: Int
    /// Requests whose answer, or silent success, is not yet known.
    public var openRequests: Int
    /// Requests of the agent itself that the datapath refused, and why the last of them was.
    public var internalErrors: UInt64
    public var lastInternalError: String?
}
