import OpenFlow

/// Instructions up to the end of the scope (1.5.1 §7.2.5); in 1.0 the actions of the one `applyActions` there is.
///
/// What the version cannot say is left out. A meter is an instruction up to 1.4, and in 1.5 the first of the actions that
/// are applied.
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
            let bit = UInt16(1) << UInt16(instruction.kind.rawValue)
            // Those of experimenters differ in what they say (1.4.1 §5.9).
            guard seen & bit == 0 || instruction.kind == .experimenter else {
                throw c.refusal(.badInstructionDupInst, "instruction \(instruction.kind.number) twice")
            }
            seen |= bit
            instructions.append(instruction)
        }
    } else if let moved = instructions.withMeterMoved(for: c.version) {
        for var instruction in moved { try instruction.layout(match: match, &c) }
    } else {
        for var instruction in instructions where instruction.kind.exists(in: c.version) {
            try instruction.layout(match: match, &c)
        }
    }
    try c.leave(scope)
}

/// The actions of a 1.0 flow are one `applyActions` in the model; none when there are no actions.
@inline(__always)
private func layoutInstructions10<C: WireCoder & ~Copyable>(
    _ instructions: inout [Instruction],
    _ c: inout C
) throws(C.Failure) {
    var actions: [Action] = []
    if !C.isReading {
        for case .applyActions(let list) in instructions { actions.append(contentsOf: list) }
    }
    let scope = try c.enter(byteCount: c.remaining, shortage: .badActionBadLen)
    try layoutActions(&actions, ActionContext(), &c)
    try c.leave(scope)
    if C.isReading, !actions.isEmpty { instructions = [.applyActions(actions)] }
}

extension [Instruction] {
    /// The same with the meter where the version has it; nil when it is there, or when there is none.
    @inline(__always)
    fileprivate func withMeterMoved(for version: OpenFlowVersion) -> [Instruction]? {
        if version >= .v1_5 { return withMeterAsAction() }
        return version >= .v1_3 ? withMeterAsInstruction() : nil
    }

    private func withMeterAsAction() -> [Instruction]? {
        var meter: UInt32?
        for case .meter(let id) in self { meter = id }
        guard let meter else { return nil }
        var moved = filter { $0.kind != .meter && $0.kind != .applyActions }
        var actions: [Action] = [.meter(meter)]
        for case .applyActions(let list) in self { actions += list }
        moved.insert(.applyActions(actions), at: 0)
        return moved
    }

    private func withMeterAsInstruction() -> [Instruction]? {
        for (index, instruction) in enumerated() {
            guard case .applyActions(let actions) = instruction, case .meter(let id)? = actions.first,
                !contains(where: { $0.kind == .meter })
            else { continue }
            var moved = self
            moved[index] = .applyActions([Action](actions.dropFirst()))
            moved.insert(.meter(id), at: 0)
            return moved
        }
        return nil
    }
}

extension Instruction {
    fileprivate mutating func layout<C: WireCoder & ~Copyable>(match: Match, _ c: inout C) throws(C.Failure) {
        var number = C.isReading ? 0 : kind.number
        try c.field(&number)
        let sized = try c.enterSized(after: 2, shortage: .badInstructionBadLen)
        guard let kind = InstructionKind(number: number, version: c.version) else {
            throw c.refusal(.badInstructionUnknownInst, "instruction \(number)")
        }
        switch kind {
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
        case .statTrigger:
            var trigger = StatTrigger(flags: [], thresholds: FlowCounters())
            if case .statTrigger(let arguments) = self { trigger = arguments }
            try trigger.layout(&c)
            self = .statTrigger(trigger)
        case .experimenter:
            var (id, data) = (UInt32(0), [UInt8]())
            if case .experimenter(let experimenter, let rest) = self { (id, data) = (experimenter, rest) }
            try c.experimenter(&id, &data, badLength: .badInstructionBadLen)
            self = .experimenter(id: id, data: data)
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
