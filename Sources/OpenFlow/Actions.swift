/// Every action of OpenFlow 1.0 to 1.5 (1.5.1 §5.8, §7.2.6; 1.0.0 §5.2.4).
///
/// The setters of 1.0 that need no prerequisite keep cases of their own: on a frame without the header they do nothing.
/// 1.0's SET_DL_SRC and SET_DL_DST are `setField(.ethSrc …)` and `setField(.ethDst …)`.
public enum Action: Hashable, Sendable {
    /// `maxLength` bytes of the frame go to the controller when `port` is CONTROLLER; 0xffff asks for all, unbuffered.
    case output(port: PortNumber, maxLength: UInt16)
    case group(UInt32)
    case setQueue(UInt32)
    case setField(FieldMatch)
    case pushVLAN(etherType: UInt16)
    case popVLAN
    case pushMPLS(etherType: UInt16)
    case popMPLS(etherType: UInt16)
    case pushPBB(etherType: UInt16)
    case popPBB
    case setMPLSTTL(UInt8)
    case decrementMPLSTTL
    case setNetworkTTL(UInt8)
    case decrementNetworkTTL
    case copyTTLOut
    case copyTTLIn
    /// 1.0: adds an 802.1Q header when the frame has none; 12 bits.
    case setVLANVID(UInt16)
    /// 1.0: adds an 802.1Q header with VLAN 0 when the frame has none; 3 bits.
    case setVLANPCP(UInt8)
    /// 1.0: strips an 802.1Q header; a frame without one stays as it is.
    case stripVLAN
    case setNetworkSource(UInt32)
    case setNetworkDestination(UInt32)
    /// 1.0: the ToS byte without its two ECN bits, which the frame keeps.
    case setNetworkTOS(UInt8)
    case setTransportSource(UInt16)
    case setTransportDestination(UInt16)
    /// 1.0: output through a queue.
    case enqueue(port: PortNumber, queue: UInt32)
    /// 1.5: copies bits from one field to another.
    case copyField(FieldCopy)
    /// 1.5: the meter that older versions have as an instruction.
    case meter(UInt32)
    case experimenter(id: UInt32, data: [UInt8])
}

/// Arguments of copy-field (1.5.1 §7.2.6.9): `bits` bits from `sourceOffset` of one field to `destinationOffset` of the
/// other, counted from the least significant bit.
public struct FieldCopy: Hashable, Sendable {
    public var bits: UInt16
    public var source: MatchField
    public var sourceOffset: UInt16
    public var destination: MatchField
    public var destinationOffset: UInt16

    public init(
        bits: UInt16,
        source: MatchField,
        sourceOffset: UInt16 = 0,
        destination: MatchField,
        destinationOffset: UInt16 = 0
    ) {
        self.bits = bits
        self.source = source
        self.sourceOffset = sourceOffset
        self.destination = destination
        self.destinationOffset = destinationOffset
    }
}

/// Which kind of action, without its arguments: for capability bitmaps and table features.
public enum ActionKind: UInt8, CaseIterable, Sendable {
    case output, group, setQueue, setField, pushVLAN, popVLAN, pushMPLS, popMPLS, pushPBB, popPBB, setMPLSTTL,
        decrementMPLSTTL, setNetworkTTL, decrementNetworkTTL, copyTTLOut, copyTTLIn, setVLANVID, setVLANPCP, stripVLAN,
        setEthernetSource, setEthernetDestination, setNetworkSource, setNetworkDestination, setNetworkTOS,
        setTransportSource, setTransportDestination, enqueue, copyField, meter, experimenter
}

extension Action {
    public var kind: ActionKind {
        switch self {
        case .output: .output
        case .group: .group
        case .setQueue: .setQueue
        case .setField: .setField
        case .pushVLAN: .pushVLAN
        case .popVLAN: .popVLAN
        case .pushMPLS: .pushMPLS
        case .popMPLS: .popMPLS
        case .pushPBB: .pushPBB
        case .popPBB: .popPBB
        case .setMPLSTTL: .setMPLSTTL
        case .decrementMPLSTTL: .decrementMPLSTTL
        case .setNetworkTTL: .setNetworkTTL
        case .decrementNetworkTTL: .decrementNetworkTTL
        case .copyTTLOut: .copyTTLOut
        case .copyTTLIn: .copyTTLIn
        case .setVLANVID: .setVLANVID
        case .setVLANPCP: .setVLANPCP
        case .stripVLAN: .stripVLAN
        case .setNetworkSource: .setNetworkSource
        case .setNetworkDestination: .setNetworkDestination
        case .setNetworkTOS: .setNetworkTOS
        case .setTransportSource: .setTransportSource
        case .setTransportDestination: .setTransportDestination
        case .enqueue: .enqueue
        case .copyField: .copyField
        case .meter: .meter
        case .experimenter: .experimenter
        }
    }
}

/// Instructions of a flow entry (1.5.1 §5.5, §7.2.5). The actions of a 1.0 flow are one `applyActions`.
public enum Instruction: Hashable, Sendable {
    case gotoTable(UInt8)
    case writeMetadata(value: UInt64, mask: UInt64)
    case writeActions([Action])
    case applyActions([Action])
    case clearActions
    /// 1.3 and 1.4; an action in 1.5.
    case meter(UInt32)
    /// 1.5: tells the controller when counters pass thresholds.
    indirect case statTrigger(StatTrigger)
    case experimenter(id: UInt32, data: [UInt8])
}

/// Arguments of the instruction stat-trigger (1.5.1 §7.2.5); a threshold that is nil is not set.
public struct StatTrigger: Hashable, Sendable {
    /// OFPSTF_*.
    public struct Flags: OptionSet, Hashable, Sendable {
        public var rawValue: UInt32
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        public static let periodic = Flags(rawValue: 1 << 0)
        public static let onlyFirst = Flags(rawValue: 1 << 1)
    }
    public var flags: Flags
    public var thresholds: FlowCounters

    public init(flags: Flags, thresholds: FlowCounters) {
        self.flags = flags
        self.thresholds = thresholds
    }
}

/// What is counted of a flow entry, each only where it is said (OXS, 1.5.1 §7.2.4).
public struct FlowCounters: Hashable, Sendable {
    /// Nanoseconds since the entry was added.
    public var duration: UInt64?
    /// Nanoseconds since the last packet.
    public var idleTime: UInt64?
    public var flowCount: UInt32?
    public var packetCount: UInt64?
    public var byteCount: UInt64?

    public init(
        duration: UInt64? = nil,
        idleTime: UInt64? = nil,
        flowCount: UInt32? = nil,
        packetCount: UInt64? = nil,
        byteCount: UInt64? = nil
    ) {
        self.duration = duration
        self.idleTime = idleTime
        self.flowCount = flowCount
        self.packetCount = packetCount
        self.byteCount = byteCount
    }
}

/// Which kind of instruction, without its arguments: for table features.
public enum InstructionKind: UInt8, CaseIterable, Sendable {
    case gotoTable, writeMetadata, writeActions, applyActions, clearActions, meter, statTrigger, experimenter
}

extension Instruction {
    public var kind: InstructionKind {
        switch self {
        case .gotoTable: .gotoTable
        case .writeMetadata: .writeMetadata
        case .writeActions: .writeActions
        case .applyActions: .applyActions
        case .clearActions: .clearActions
        case .meter: .meter
        case .statTrigger: .statTrigger
        case .experimenter: .experimenter
        }
    }
}
