public import OpenFlow

/// What the agent says about its switch, and where in the worker that switch is.
public struct AgentConfiguration: Sendable {
    public var datapathID: UInt64
    /// Which of the worker's switches.
    public var datapath: Int
    /// How many frames the switch buffers for controllers.
    public var bufferCount: UInt32
    public var tableCount: UInt8
    public var capabilities: Capabilities
    /// Actions that the switch has; only 1.0 asks.
    public var supportedActions: [ActionKind]
    public var description: SwitchDescription

    public init(
        datapathID: UInt64,
        datapath: Int = 0,
        bufferCount: UInt32 = 256,
        tableCount: UInt8 = 254,
        capabilities: Capabilities = [.flowStatistics, .tableStatistics, .portStatistics, .arpMatchIP],
        supportedActions: [ActionKind] = AgentConfiguration.actionsOfFirstVersion,
        description: SwitchDescription
    ) {
        self.datapathID = datapathID
        self.datapath = datapath
        self.bufferCount = bufferCount
        self.tableCount = tableCount
        self.capabilities = capabilities
        self.supportedActions = supportedActions
        self.description = description
    }

    /// The actions of 1.0 (1.0.0 §5.2.4) that need no queues.
    public static let actionsOfFirstVersion: [ActionKind] = [
        .output, .setVLANVID, .setVLANPCP, .stripVLAN, .setEthernetSource, .setEthernetDestination, .setNetworkSource,
        .setNetworkDestination, .setNetworkTOS, .setTransportSource, .setTransportDestination,
    ]
}
