import OpenFlow

/// Instructions up to the end of the scope (1.3.5 §7.2.4); in 1.0 the actions of the one `applyActions` there is.
@inline(__always)
func layoutInstructions<C: WireCoder & ~Copyable>(
    _ instructions: inout [Instruction],
    match: Match,
    _ c: inout C
) throws(C.Failure) {
    if c.version == .v1_0 { return try layoutInstructions10(&instructions, &c) }
    let scope = try c.enter(byteCount: c.remaining, shortage: .badInstructionBadLen)
    if C.isReading {
        var seen: UInt16 = 0
        while c.remaining > 0 {
            var instruction = Instruction.clearActions
            try instruction.layout(match: match, &c)
            let bit = UInt16(1) << instruction.type.rawValue
            guard seen & bit == 0 else {
                throw c.refusal(.badInstructionDupInst, "instruction \(instruction.type.rawValue) twice")
            }
            seen |= bit
            instructions.append(instruction)
        }
    } else {
        for var instruction in instructions { try instruction.layout(match: match, &c) }
    }
    try c.leave(scope)
}

extension Instruction {
    var type: InstructionType {
        switch self {
        case .gotoTable: .gotoTable
        case .writeMetadata: .writeMetadata
        case .writeActions: .writeActions
        case .applyActions: .applyActions
        case .clearActions: .clearActions
        case .meter: .meter
        case .experimenter: .experimenter
        }
    }

    fileprivate mutating func layout<C: WireCoder & ~Copyable>(match: Match, _ c: inout C) throws(C.Failure) {
        var number = C.isReading ? 0 : self.type.rawValue
        try c.field(&number)
        let sized = try c.enterSized(after: 2, shortage: .badInstructionBadLen)
        guard let type = InstructionType(rawValue: number), type != .meter || c.version >= .v1_3 else {
            throw c.refusal(.badInstructionUnknownInst, "instruction \(number)")
        }
        switch type {
        case .gotoTable:
            var table: UInt8 = 0
            if case .gotoTable(let id) = self { table = id }
            try c.field(&table)
            try c.pad(3)
            self = .gotoTable(table)
        case .writeMetadata:
            var (value, mask) = (UInt64(0), UInt64(0))
            if case .writeMetadata(let v, let m) = self { (value, mask) = (v, m) }
            try c.pad(4)
            try c.field(&value)
            try c.field(&mask)
            self = .writeMetadata(value: value, mask: mask)
        case .writeActions:
            var actions: [Action] = []
            if case .writeActions(let list) = self { actions = list }
            try layoutActionsOfInstruction(&actions, match, &c)
            if C.isReading { self = .writeActions(actions) }
        case .applyActions:
            var actions: [Action] = []
            if case .applyActions(let list) = self { actions = list }
            try layoutActionsOfInstruction(&actions, match, &c)
            if C.isReading { self = .applyActions(actions) }
        case .clearActions:
            try c.pad(4)
            self = .clearActions
        case .meter:
            var meter: UInt32 = 0
            if case .meter(let id) = self { meter = id }
            try c.field(&meter)
            self = .meter(meter)
        case .experimenter:
            var (id, data) = (UInt32(0), [UInt8]())
            if case .experimenter(let experimenter, let rest) = self { (id, data) = (experimenter, rest) }
            try c.field(&id)
            if C.isReading {
                throw c.refusal(.badInstructionBadExperimenter, "experimenter 0x\(String(id, radix: 16))")
            }
            try c.rest(&data)
            try c.pad(-data.count & 7)
        }
        try c.leaveSized(sized)
    }

    @inline(__always)
    private func layoutActionsOfInstruction<C: WireCoder & ~Copyable>(
        _ actions: inout [Action],
        _ match: Match,
        _ c: inout C
    ) throws(C.Failure) {
        try c.pad(4)
        let scope = try c.enter(byteCount: c.remaining, shortage: .badActionBadLen)
        try layoutActions(&actions, ActionContext(match), &c)
        try c.leave(scope)
    }
}
