import OpenFlow

/// Turns instructions and actions into a program, or says what the specification says is wrong with them.
///
/// All checks happen here, before anything changes: the executor meets only ops that make sense. The compiler follows
/// what pushes and pops do to the packet, so that a set-field is checked against the headers that it will find
/// (1.3.5 §7.2.5, §7.4.4).
struct ActionCompiler {
    /// What the match and the actions so far promise about the packet; nil in a packet-out, which promises nothing.
    private var known: Match?
    private let isPacketOut: Bool
    private(set) var ops: [Op] = []

    private init(known: Match?, isPacketOut: Bool) {
        self.known = known
        self.isPacketOut = isPacketOut
    }

    /// The program of a flow entry. Instructions run in the order of 1.3.5 §5.9: apply, clear, write actions, write
    /// metadata, goto.
    static func compile(
        _ instructions: [Instruction],
        match: Match,
        tableID: UInt8,
        tableCount: Int
    ) throws(OpenFlowError) -> [Op] {
        var compiler = ActionCompiler(known: match, isPacketOut: false)
        for case .applyActions(let actions) in instructions {
            for action in actions { try compiler.append(action) }
        }
        if instructions.contains(.clearActions) { compiler.ops.append(Op(code: .clearActions)) }
        for case .writeActions(let actions) in instructions {
            for action in actions { try compiler.append(action, intoActionSet: true) }
        }
        for instruction in instructions {
            switch instruction {
            case .writeMetadata(let value, let mask):
                compiler.ops.append(Op(code: .writeMetadata, value: value & mask, high: mask))
            case .meter(let meter):
                throw OpenFlowError(.badInstructionUnsupInst, "meter \(meter): there are no meters")
            case .statTrigger:
                throw OpenFlowError(.badInstructionUnsupInst, "counters do not trigger messages")
            case .experimenter(let id, _):
                throw OpenFlowError(.badInstructionBadExperimenter, "unknown experimenter \(id)")
            case .gotoTable, .writeActions, .applyActions, .clearActions: break
            }
        }
        for case .gotoTable(let next) in instructions {
            guard next > tableID, Int(next) < tableCount else {
                throw OpenFlowError(
                    .badInstructionBadTableId,
                    "goto_table:\(next) in table \(tableID): must be greater than that and below \(tableCount)"
                )
            }
            compiler.ops.append(Op(code: .gotoTable, number: UInt32(next)))
        }
        return compiler.ops
    }

    /// The program of a packet-out's actions.
    static func compilePacketOut(_ actions: [Action]) throws(OpenFlowError) -> [Op] {
        var compiler = ActionCompiler(known: nil, isPacketOut: true)
        for action in actions { try compiler.append(action) }
        return compiler.ops
    }

    private mutating func append(_ action: Action, intoActionSet: Bool = false) throws(OpenFlowError) {
        let op = try compile(action)
        if intoActionSet { ops.append(Op(code: .writeAction)) }
        ops.append(op)
    }

    private mutating func compile(_ action: Action) throws(OpenFlowError) -> Op {
        switch action {
        case .output(let port, let maxLength): return try output(port, maxLength)
        case .setField(let field): return try setField(field)
        case .pushVLAN(let type):
            try require(type == 0x8100 || type == 0x88a8, .badActionBadArgument, "push_vlan needs 0x8100 or 0x88a8")
            learn(.vlanVID, 0x1000, mask: 0x1000)
            return Op(code: .pushVLAN, short: type)
        case .popVLAN:
            if known != nil {
                try require(
                    known?[.vlanVID].map { $0.value != 0 } ?? false,
                    .badActionMatchInconsistent,
                    "pop_vlan needs a match on a VLAN tag"
                )
            }
            forget([.vlanVID, .vlanPCP])
            return Op(code: .popVLAN)
        case .pushMPLS(let type):
            try requireMPLS(type)
            learn(.ethType, UInt128(type))
            return Op(code: .pushMPLS, short: type)
        case .popMPLS(let type):
            learn(.ethType, UInt128(type))
            return Op(code: .popMPLS, short: type)
        case .pushPBB(let type):
            try require(type == 0x88e7, .badActionBadArgument, "push_pbb needs 0x88e7")
            learn(.ethType, UInt128(type))
            return Op(code: .pushPBB, short: type)
        case .popPBB:
            known?.fields.removeAll { $0.field == .ethType }
            return Op(code: .popPBB)
        case .setMPLSTTL(let ttl): return Op(code: .setMPLSTTL, number: UInt32(ttl))
        case .decrementMPLSTTL: return Op(code: .decrementMPLSTTL)
        case .setNetworkTTL(let ttl): return Op(code: .setNetworkTTL, number: UInt32(ttl))
        case .decrementNetworkTTL: return Op(code: .decrementNetworkTTL)
        case .copyTTLOut: return Op(code: .copyTTLOut)
        case .copyTTLIn: return Op(code: .copyTTLIn)
        case .setVLANVID(let vid):
            try require(vid < 0x1000, .badActionBadArgument, "VLAN \(vid) has more than 12 bits")
            learn(.vlanVID, 0x1000, mask: 0x1000)
            return Op(code: .setOrPushVLANVID, number: UInt32(vid))
        case .setVLANPCP(let pcp):
            try require(pcp < 8, .badActionBadArgument, "VLAN priority \(pcp) has more than 3 bits")
            learn(.vlanVID, 0x1000, mask: 0x1000)
            return Op(code: .setOrPushVLANPCP, number: UInt32(pcp))
        case .stripVLAN:
            forget([.vlanVID, .vlanPCP])
            return Op(code: .popVLAN)
        case .setNetworkSource(let address): return Op(code: .setNetworkSource, number: address)
        case .setNetworkDestination(let address): return Op(code: .setNetworkDestination, number: address)
        case .setNetworkTOS(let tos):
            try require(tos & 3 == 0, .badActionBadArgument, "the two low bits of a ToS of 1.0 must be 0")
            return Op(code: .setNetworkTOS, number: UInt32(tos))
        case .setTransportSource(let port): return Op(code: .setTransportSource, number: UInt32(port))
        case .setTransportDestination(let port): return Op(code: .setTransportDestination, number: UInt32(port))
        case .group(let group): throw OpenFlowError(.badActionBadOutGroup, "there is no group \(group)")
        case .setQueue(let queue): throw OpenFlowError(.badActionBadQueue, "there is no queue \(queue)")
        case .enqueue(let port, let queue):
            throw OpenFlowError(.badActionBadQueue, "port \(port.rawValue) has no queue \(queue)")
        case .copyField: throw OpenFlowError(.badActionBadType, "fields cannot be copied")
        case .meter(let meter): throw OpenFlowError(.badActionBadType, "meter \(meter): there are no meters")
        case .experimenter(let id, _): throw OpenFlowError(.badActionBadExperimenter, "unknown experimenter \(id)")
        }
    }

    private func output(_ port: PortNumber, _ maxLength: UInt16) throws(OpenFlowError) -> Op {
        switch port {
        case .inPort: return Op(code: .outputInPort)
        case .flood: return Op(code: .outputFlood)
        case .all: return Op(code: .outputAll)
        case .controller: return Op(code: .outputController, short: maxLength)
        case .any: return Op(code: .outputNone)
        case .table:
            try require(isPacketOut, .badActionBadOutPort, "output to TABLE is for packet-outs only")
            return Op(code: .outputTable)
        case .local: return Op(code: .output, number: port.rawValue)
        case .normal: return Op(code: .outputNormal)
        default:
            try require(port.isOrdinary, .badActionBadOutPort, "\(port.rawValue) is no port to send to")
            return Op(code: .output, number: port.rawValue)
        }
    }

    private func setField(_ field: FieldMatch) throws(OpenFlowError) -> Op {
        try field.validateAsSetField()
        if let known {
            try require(
                known.establishes(field.field),
                .badActionMatchInconsistent,
                "set_field of \(field.field.info.name) needs a match on its prerequisite"
            )
        }
        return Op(
            code: .setField,
            field: field.field,
            value: UInt64(truncatingIfNeeded: field.value),
            high: UInt64(truncatingIfNeeded: field.value >> 64)
        )
    }

    private func requireMPLS(_ type: UInt16) throws(OpenFlowError) {
        try require(type == 0x8847 || type == 0x8848, .badActionBadArgument, "push_mpls needs 0x8847 or 0x8848")
    }

    private func require(_ condition: Bool, _ code: ErrorCode, _ detail: @autoclosure () -> String)
        throws(OpenFlowError)
    {
        guard condition else { throw OpenFlowError(code, detail()) }
    }

    private mutating func learn(_ field: MatchField, _ value: UInt128, mask: UInt128? = nil) {
        forget([field])
        known?.fields.append(FieldMatch(field, value, mask: mask))
    }

    private mutating func forget(_ fields: [MatchField]) { known?.fields.removeAll { fields.contains($0.field) } }
}
