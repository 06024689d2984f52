import OpenFlow
import Packets

/// How a program ended.
enum ProgramResult {
    case finished
    case gotoTable(Int)
    /// The packet is gone, with its reason counted.
    case dropped
}

/// Runs compiled actions: one `switch` over the op code, frames edited in place.
extension Datapath {
    /// Runs ops up to an `end` or goto.
    mutating func run(_ ops: UnsafePointer<Op>, _ context: inout PacketContext) -> ProgramResult {
        var op = ops
        while true {
            switch op.pointee.code {
            case .end: return .finished
            case .gotoTable: return .gotoTable(Int(op.pointee.number))
            case .writeMetadata:
                context.metadata = context.metadata & ~op.pointee.high | op.pointee.value
                context.isKeyStale = true
            case .clearActions: actionSet.present = 0
            case .writeAction:
                op += 1
                actionSet.write(op.pointee)
            case .output: output(&context, to: op.pointee.number)
            case .outputInPort: outputToInPort(&context)
            case .outputFlood: flood(&context, excluding: .noFlood)
            case .outputAll: flood(&context, excluding: [])
            case .outputController: toController(&context, maxLength: op.pointee.short)
            case .outputTable: runThroughTables(&context)
            case .outputNone: break
            case .outputNormal: normal(&context)
            default:
                guard edit(op, &context) else { return .dropped }
                context.isKeyStale = true
            }
            op += 1
        }
    }

    /// The action set at the end of the pipeline, in its own order. False when the packet was dropped on the way.
    @inline(__always)
    mutating func runActionSet(_ context: inout PacketContext) -> Bool {
        guard actionSet.present != 0 else { return true }
        if context.reason == .action { context.reason = .actionSet }
        if case .finished = run(actionSet.takeProgram(), &context) { return true }
        return false
    }

    /// A packet-out to TABLE: a copy of the packet, as it is now, enters the pipeline as if it came in by its in_port.
    private mutating func runThroughTables(_ context: inout PacketContext) {
        context.outputs += 1
        let frame = context.frame
        guard Frame.headroom + frame.byteCount <= Self.scratchBytes else { return drop(.frameTooLong) }
        let copy = Frame(
            storage: tableScratch,
            capacity: Self.scratchBytes,
            start: Frame.headroom,
            length: frame.byteCount,
            inPort: frame.inPort,
            timestamp: frame.timestamp,
            offload: frame.offload
        )
        copy.bytes.copyMemory(from: frame.bytes, byteCount: frame.byteCount)
        var inner = PacketContext(copy)
        runPipeline(&inner)
    }

    /// Changes the frame; false when that was the end of it. A header that is not there is left alone.
    private mutating func edit(_ op: UnsafePointer<Op>, _ context: inout PacketContext) -> Bool {
        let number = op.pointee.number
        switch op.pointee.code {
        case .setField: setField(op, &context)
        case .pushVLAN: return pushed(context.frame.pushVLAN(op.pointee.short, &context.layout))
        case .popVLAN: context.frame.popVLAN(&context.layout)
        case .pushMPLS: return pushed(context.frame.pushMPLS(op.pointee.short, &context.layout))
        case .popMPLS: context.frame.popMPLS(op.pointee.short, &context.layout)
        case .pushPBB: return pushed(context.frame.pushPBB(op.pointee.short, &context.layout))
        case .popPBB: context.frame.popPBB(&context.layout)
        case .setMPLSTTL: context.frame.setMPLSTTL(UInt8(truncatingIfNeeded: number), context.layout)
        case .decrementMPLSTTL: return ttlIsValid(context.frame.decrementMPLSTTL(context.layout))
        case .setNetworkTTL: context.frame.setNetworkTTL(UInt8(truncatingIfNeeded: number), context.layout)
        case .decrementNetworkTTL: return ttlIsValid(context.frame.decrementNetworkTTL(context.layout))
        case .copyTTLOut: context.frame.copyTTLOut(context.layout)
        case .copyTTLIn: context.frame.copyTTLIn(context.layout)
        case .setOrPushVLANVID:
            guard hasTag(&context) else { return pushed(false) }
            context.frame.setVLANVID(UInt16(truncatingIfNeeded: number), &context.layout)
        case .setOrPushVLANPCP:
            guard hasTag(&context) else { return pushed(false) }
            context.frame.setVLANPCP(UInt8(truncatingIfNeeded: number), &context.layout)
        case .setNetworkSource: context.frame.setIPv4Source(number, context.layout)
        case .setNetworkDestination: context.frame.setIPv4Destination(number, context.layout)
        case .setNetworkTOS: context.frame.setDSCP(UInt8(truncatingIfNeeded: number >> 2), context.layout)
        case .setTransportSource: context.frame.setTransportSource(UInt16(truncatingIfNeeded: number), context.layout)
        case .setTransportDestination:
            context.frame.setTransportDestination(UInt16(truncatingIfNeeded: number), context.layout)
        case .end, .gotoTable, .writeMetadata, .clearActions, .writeAction, .output, .outputInPort, .outputFlood,
            .outputAll, .outputController, .outputTable, .outputNone, .outputNormal:
            break
        }
        return true
    }

    private mutating func pushed(_ succeeded: Bool) -> Bool {
        if !succeeded { drop(.noHeadroom) }
        return succeeded
    }

    private mutating func ttlIsValid(_ isValid: Bool) -> Bool {
        if !isValid { drop(.invalidTTL) }
        return isValid
    }

    /// 1.0: setting a VLAN field gives the frame a tag if it has none.
    private func hasTag(_ context: inout PacketContext) -> Bool {
        context.layout.vlanCount > 0 || context.frame.pushVLAN(EtherType.vlan, &context.layout)
    }
}
