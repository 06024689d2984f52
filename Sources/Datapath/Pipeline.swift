import OpenFlow
import Packets
import Ports

/// A packet on its way through the tables.
struct PacketContext {
    var frame: Frame
    var layout: HeaderLayout
    let inPort: UInt32
    var metadata: UInt64 = 0
    var tunnelID: UInt64 = 0
    /// Of the entry whose actions run.
    var cookie: UInt64 = .max
    var tableID: UInt8 = 0
    var reason: PacketIn.Reason = .action
    /// The headers have changed since the key was taken.
    var isKeyStale = true
    /// Outputs so far, also failed ones: these have their own drop reason.
    var outputs = 0

    init(_ frame: Frame) {
        self.frame = frame
        layout = HeaderLayout.parse(frame.bytes, count: frame.byteCount)
        inPort = frame.inPort
    }
}

extension Datapath {
    /// The way of a frame that came in by a port (1.3.5 §5.1; 1.0.0 §3.4).
    mutating func receive(_ frame: Frame, portIndex: Int) {
        let port = ports.states + portIndex
        port.pointee.rxPackets &+= 1
        port.pointee.rxBytes &+= UInt64(frame.byteCount)
        if !port.pointee.config.isDisjoint(with: [.portDown, .noReceive]) {
            port.pointee.rxDropped &+= 1
            return drop(port.pointee.config.contains(.portDown) ? .portDown : .noReceive)
        }
        guard frame.byteCount >= 14 else {
            port.pointee.rxDropped &+= 1
            return drop(.frameTooShort)
        }
        var context = PacketContext(frame)
        if context.layout.isFragment && switchConfig.fragments == .drop {
            port.pointee.rxDropped &+= 1
            return drop(.fragment)
        }
        runPipeline(&context)
    }

    /// Table by table from the first, then the action set.
    mutating func runPipeline(_ context: inout PacketContext) {
        actionSet.present = 0
        let outputsBefore = context.outputs
        var tableID = 0
        while true {
            if context.isKeyStale { extractKey(&context) }
            let table = tables + tableID
            table.pointee.lookupCount &+= 1
            let found = table.pointee.classifier.lookup(key)
            guard found != TupleSpace.none else { return miss(&context, tableID: UInt8(truncatingIfNeeded: tableID)) }
            table.pointee.matchedCount &+= 1
            let entry = pool.entries + Int(found)
            if entry.pointee.countsPackets { entry.pointee.packetCount &+= 1 }
            if entry.pointee.countsBytes { entry.pointee.byteCount &+= UInt64(context.frame.byteCount) }
            entry.pointee.lastUsed = now
            context.cookie = entry.pointee.cookie
            context.tableID = UInt8(truncatingIfNeeded: tableID)
            context.reason = entry.pointee.isTableMiss ? .noMatch : .action
            switch run(entry.pointee.program.ops, &context) {
            case .gotoTable(let next): tableID = next
            case .dropped: return
            case .finished:
                guard runActionSet(&context) else { return }
                if context.outputs == outputsBefore { drop(.noOutput) }
                return
            }
        }
    }

    /// No entry: 1.0 asks the controller, later versions drop unless a table-miss entry says otherwise (1.3.5 §5.4).
    private mutating func miss(_ context: inout PacketContext, tableID: UInt8) {
        guard implicitTableMiss else { return drop(.tableMiss) }
        context.tableID = tableID
        context.cookie = .max
        context.reason = .noMatch
        toController(&context, maxLength: switchConfig.missSendLength)
    }

    mutating func extractKey(_ context: inout PacketContext) {
        FlowKey.extract(context.frame, context.layout, into: key)
        key[2] = UInt64(context.inPort) << 32 | UInt64(context.inPort)
        key[5] = context.metadata
        key[15] = context.tunnelID
        context.isKeyStale = false
    }

    // MARK: Outputs

    mutating func output(_ context: inout PacketContext, to number: UInt32) {
        context.outputs += 1
        if number == context.inPort { return drop(.outputToInPort) }
        transmit(&context, to: number)
    }

    mutating func outputToInPort(_ context: inout PacketContext) {
        context.outputs += 1
        transmit(&context, to: context.inPort)
    }

    /// To all ports but the one it came in by; FLOOD leaves out those with NO_FLOOD.
    ///
    /// The specification counts only standard ports here (1.3.5 §4.5), so LOCAL would not be one of them. Open vSwitch has
    /// always counted it too, and whoever lets a host take part by LOCAL relies on it: ARP would not reach it otherwise.
    mutating func flood(_ context: inout PacketContext, excluding excluded: PortConfig) {
        context.outputs += 1
        var isSent = false
        for index in 0..<ports.count where ports.states[index].number != context.inPort {
            let port = ports.states + index
            if !port.pointee.config.isDisjoint(with: excluded) || port.pointee.isMissing { continue }
            transmit(&context, portIndex: index)
            isSent = true
        }
        if !isSent { drop(.noFloodPort) }
    }

    @inline(__always)
    private mutating func transmit(_ context: inout PacketContext, to number: UInt32) {
        let index = ports.index(of: number)
        guard index != PortTable.missing else { return drop(.portMissing) }
        transmit(&context, portIndex: index)
    }

    private mutating func transmit(_ context: inout PacketContext, portIndex: Int) {
        let port = ports.states + portIndex
        if let reason = port.pointee.reasonNotToTransmit {
            port.pointee.txDropped &+= 1
            return drop(reason)
        }
        switch port.pointee.device.transmit(&context.frame) {
        case .sent:
            port.pointee.txPackets &+= 1
            port.pointee.txBytes &+= UInt64(context.frame.byteCount)
            port.pointee.needsFlush = true
        case .ringFull:
            port.pointee.txDropped &+= 1
            drop(.transmitRingFull)
        case .tooLong:
            port.pointee.txDropped &+= 1
            drop(.frameTooLong)
        case .down:
            port.pointee.txDropped &+= 1
            // The flush finds out whether the interface is up again.
            port.pointee.needsFlush = true
            drop(.portDown)
        case .error:
            port.pointee.txErrors &+= 1
            drop(.transmitError)
        }
    }

    /// Once per burst.
    mutating func flushPorts() {
        for index in 0..<ports.count where ports.states[index].needsFlush {
            ports.states[index].device.flush()
            ports.states[index].needsFlush = false
        }
    }
}

extension PortState {
    @inline(__always)
    var isUp: Bool { !isMissing && isLinkUp && !config.contains(.portDown) }

    @inline(__always)
    var reasonNotToTransmit: DropReason? {
        if isMissing { return .portMissing }
        if config.contains(.portDown) || !isLinkUp { return .portDown }
        return config.contains(.noForward) ? .noForward : nil
    }
}
