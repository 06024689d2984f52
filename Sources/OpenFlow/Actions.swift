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
    case experimenter(id: UInt32, data: [UInt8])
}

/// Which kind of action, without its arguments: for capability bitmaps and table features.
public enum ActionKind: UInt8, CaseIterable, Sendable {
    case output, group, setQueue, setField, pushVLAN, popVLAN, pushMPLS, popMPLS, pushPBB, popPBB, setMPLSTTL,
        decrementMPLSTTL, setNetworkTTL, decrementNetworkTTL, copyTTLOut, copyTTLIn, setVLANVID, setVLANPCP, stripVLAN,
        setEthernetSource, setEthernetDestination, setNetworkSource, setNetworkDestination, setNetworkTOS,
        setTransportSource, setTransportDestination, enqueue, experimenter
}

/// Instructions of a flow entry (1.5.1 §5.5, §7.2.5). The actions of a 1.0 flow are one `applyActions`.
public enum Instruction: Hashable, Sendable {
    case gotoTable(UInt8)
    case writeMetadata(value: UInt64, mask: UInt64)
    case writeActions([Action])
    case applyActions([Action])
    case clearActions
    case meter(UInt32)
    case experimenter(id: UInt32, data: [UInt8])
}

/// Which kind of instruction, without its arguments: for table features.
public enum InstructionKind: UInt8, CaseIterable, Sendable {
    case gotoTable, writeMetadata, writeActions, applyActions, clearActions, meter, experimenter
}
