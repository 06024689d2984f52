public import OpenFlow

/// One flow entry of the reference.
public struct ReferenceFlow: Sendable {
    public var tableID: UInt8
    public var priority: UInt16
    public var outranksWildcards: Bool
    public var match: Match
    public var instructions: [Instruction]
    public var cookie: UInt64
    public var idleTimeout: UInt16
    public var hardTimeout: UInt16
    public var flags: FlowModFlags
    public var importance: UInt16
    /// Nanoseconds.
    public var created: UInt64
    public var lastUsed: UInt64
    public var packetCount: UInt64 = 0
    public var byteCount: UInt64 = 0

    init(_ mod: FlowMod, now: UInt64) {
        tableID = mod.tableID
        priority = mod.priority
        outranksWildcards = mod.outranksWildcards
        match = mod.match
        instructions = mod.instructions
        cookie = mod.cookie
        idleTimeout = mod.idleTimeout
        hardTimeout = mod.hardTimeout
        flags = mod.flags
        importance = mod.importance
        created = now
        lastUsed = now
    }

    /// 1.0 §3.4: entries without wildcards come before all others.
    public var rank: UInt32 { ReferenceFlow.rank(priority, outranksWildcards) }
    /// The table-miss entry of 1.3 (1.3.5 §5.4).
    public var isTableMiss: Bool { rank == 0 && match.fields.isEmpty }

    static func rank(_ priority: UInt16, _ outranksWildcards: Bool) -> UInt32 {
        UInt32(priority) + (outranksWildcards ? 0x1_0000 : 0)
    }

    /// Every action, applied or written.
    var actions: [Action] {
        instructions.flatMap { instruction -> [Action] in
            switch instruction {
            case .applyActions(let actions), .writeActions(let actions): actions
            case .gotoTable, .writeMetadata, .clearActions, .meter, .statTrigger, .experimenter: []
            }
        }
    }
}

/// An entry that has gone, with the time at which it did.
public struct ReferenceRemoval: Sendable {
    public var flow: ReferenceFlow
    public var reason: FlowRemoved.Reason
    public var time: UInt64
}

/// The slow twin of all flow tables: one array of entries, and every flow-mod a walk through it (1.3.5 §6.4).
public struct ReferenceTables: Sendable {
    public enum Refusal: Sendable { case overlap }

    public private(set) var flows: [ReferenceFlow] = []
    /// Entries that went and had asked for a FLOW_REMOVED.
    public private(set) var removals: [ReferenceRemoval] = []
    /// Nanoseconds.
    public var now: UInt64

    public init(now: UInt64 = 0) { self.now = now }

    /// Applies a flow-mod that is valid in itself; says why when it conflicts with an entry, and changes nothing then.
    public mutating func apply(_ mod: FlowMod) -> Refusal? {
        switch mod.command {
        case .add: return add(mod)
        case .modify, .modifyStrict:
            let selected = select(mod)
            if selected.isEmpty && mod.addsWhenMissing {
                var adding = mod
                if mod.tableID == Reserved.allTables { adding.tableID = 0 }
                return add(adding)
            }
            for index in selected {
                flows[index].instructions = mod.instructions
                // Only 1.0 sets the cookie with a modify (1.3.5 §6.4).
                if mod.addsWhenMissing { flows[index].cookie = mod.cookie }
                if mod.flags.contains(.resetCounts) {
                    flows[index].packetCount = 0
                    flows[index].byteCount = 0
                }
            }
        case .delete, .deleteStrict:
            for index in select(mod).reversed() where passesOutputFilters(flows[index], mod) {
                remove(index, .delete)
            }
        }
        return nil
    }

    private mutating func add(_ mod: FlowMod) -> Refusal? {
        if mod.flags.contains(.checkOverlap), flows.contains(where: { conflicts($0, mod) }) { return .overlap }
        var flow = ReferenceFlow(mod, now: now)
        if let old = flows.firstIndex(where: { isIdentical($0, mod) }) {
            if !mod.flags.contains(.resetCounts) {
                flow.packetCount = flows[old].packetCount
                flow.byteCount = flows[old].byteCount
            }
            flows[old] = flow
        } else {
            flows.append(flow)
        }
        return nil
    }

    /// Same table, same rank, and a packet could match both.
    private func conflicts(_ flow: ReferenceFlow, _ mod: FlowMod) -> Bool {
        flow.tableID == mod.tableID && flow.rank == ReferenceFlow.rank(mod.priority, mod.outranksWildcards)
            && flow.match.canOverlap(mod.match)
    }

    private func isIdentical(_ flow: ReferenceFlow, _ mod: FlowMod) -> Bool {
        flow.tableID == mod.tableID && flow.rank == ReferenceFlow.rank(mod.priority, mod.outranksWildcards)
            && flow.match.isSame(as: mod.match)
    }

    /// True when after this add the specification would leave open which of two entries wins.
    public func wouldBeAmbiguous(_ mod: FlowMod) -> Bool {
        flows.contains { conflicts($0, mod) && !isIdentical($0, mod) }
    }

    /// The entries that a modify or delete is about, before the filters that only deletes have.
    private func select(_ mod: FlowMod) -> [Int] {
        let isStrict = mod.command == .modifyStrict || mod.command == .deleteStrict
        return flows.indices.filter { index in
            let flow = flows[index]
            guard mod.tableID == Reserved.allTables || mod.tableID == flow.tableID else { return false }
            guard flow.cookie & mod.cookieMask == mod.cookie & mod.cookieMask else { return false }
            guard isStrict else { return flow.match.isWithin(mod.match) }
            return flow.match.isSame(as: mod.match)
                && flow.rank == ReferenceFlow.rank(mod.priority, mod.outranksWildcards)
        }
    }

    private func passesOutputFilters(_ flow: ReferenceFlow, _ mod: FlowMod) -> Bool {
        let ports = flow.actions.compactMap { action -> PortNumber? in
            if case .output(let port, _) = action { return port }
            if case .enqueue(let port, _) = action { return port }
            return nil
        }
        let groups = flow.actions.compactMap { action -> UInt32? in
            if case .group(let group) = action { return group }
            return nil
        }
        return (mod.outPort == .any || ports.contains(mod.outPort))
            && (mod.outGroup == Reserved.anyGroup || groups.contains(mod.outGroup))
    }

    private mutating func remove(_ index: Int, _ reason: FlowRemoved.Reason) {
        let flow = flows.remove(at: index)
        if flow.flags.contains(.sendFlowRemoved) {
            removals.append(ReferenceRemoval(flow: flow, reason: reason, time: now))
        }
    }

    /// Removes what has timed out by `time`; a hard timeout is named before an idle one.
    public mutating func advance(to time: UInt64) {
        now = time
        for index in flows.indices.reversed() {
            let flow = flows[index]
            if flow.hardTimeout > 0 && now - flow.created >= UInt64(flow.hardTimeout) * 1_000_000_000 {
                remove(index, .hardTimeout)
            } else if flow.idleTimeout > 0 && now - flow.lastUsed >= UInt64(flow.idleTimeout) * 1_000_000_000 {
                remove(index, .idleTimeout)
            }
        }
    }

    /// The entries of a table that win for these fields: none, one, or several of the same rank.
    public func winners(_ fields: ReferenceFields, tableID: UInt8) -> [Int] {
        let matching = flows.indices.filter { flows[$0].tableID == tableID && fields.satisfy(flows[$0].match) }
        let best = matching.map { flows[$0].rank }.max()
        return matching.filter { flows[$0].rank == best }
    }

    mutating func count(_ index: Int, bytes: Int) {
        if !flows[index].flags.contains(.noPacketCounts) { flows[index].packetCount += 1 }
        if !flows[index].flags.contains(.noByteCounts) { flows[index].byteCount += UInt64(bytes) }
        flows[index].lastUsed = now
    }
}
