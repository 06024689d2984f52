import OpenFlow
import Packets

/// FLOW_MOD (1.3.5 §6.4, §7.3.4.1; 1.0.0 §4.6, §5.3.3). Everything is checked first; what is refused changes nothing.
extension Datapath {
    mutating func apply(_ mod: FlowMod) throws(OpenFlowError) {
        let isAllTables = mod.tableID == Reserved.allTables && mod.command != .add
        guard isAllTables || Int(mod.tableID) < configuration.tableCount else {
            throw OpenFlowError(
                .flowModFailedBadTableId,
                "table \(mod.tableID): there are \(configuration.tableCount) tables"
            )
        }
        if mod.flags.contains(.emergency) {
            throw OpenFlowError(.flowModFailedUnsupported, "there is no emergency flow cache")
        }
        try mod.match.validate()
        switch mod.command {
        case .add: try add(mod)
        case .modify, .modifyStrict: try modify(mod)
        case .delete, .deleteStrict: return delete(mod)
        }
        if let bufferID = mod.bufferID { runBuffered(bufferID) }
    }

    private mutating func add(_ mod: FlowMod) throws(OpenFlowError) {
        let ops = try compile(mod, tableID: mod.tableID)
        try checkBuffer(mod)
        let compiled = CompiledMatch(mod.match)
        let rank = FlowRecord.rank(priority: mod.priority, outranksWildcards: mod.outranksWildcards)
        if mod.flags.contains(.checkOverlap) { try checkOverlap(mod, compiled, rank) }
        try checkRoom(mod.tableID, compiled, rank)
        insert(mod, tableID: mod.tableID, compiled: compiled, rank: rank, ops: ops)
    }

    private func compile(_ mod: FlowMod, tableID: UInt8) throws(OpenFlowError) -> [Op] {
        try ActionCompiler.compile(
            mod.instructions,
            match: mod.match,
            tableID: tableID,
            tableCount: configuration.tableCount
        )
    }

    /// Two entries of one rank that some packet could match both (1.3.5 §6.4). The identical entry counts, too.
    private func checkOverlap(_ mod: FlowMod, _ compiled: CompiledMatch, _ rank: UInt32) throws(OpenFlowError) {
        if tables[Int(mod.tableID)].classifier.hasRule(overlapping: compiled, rank: rank) {
            throw OpenFlowError(.flowModFailedOverlap, "an entry of priority \(mod.priority) overlaps")
        }
    }

    private func checkRoom(_ tableID: UInt8, _ compiled: CompiledMatch, _ rank: UInt32) throws(OpenFlowError) {
        let table = tables + Int(tableID)
        guard table.pointee.classifier.ruleCount >= Int(maxEntries),
            table.pointee.classifier.find(compiled, rank: rank) == TupleSpace.none
        else { return }
        throw OpenFlowError(.flowModFailedTableFull, "table \(tableID) holds \(maxEntries) entries already")
    }

    /// Adds an entry in place of the one with the same match and rank, if there is one.
    private mutating func insert(
        _ mod: FlowMod,
        tableID: UInt8,
        compiled: CompiledMatch,
        rank: UInt32,
        ops: [Op]
    ) {
        let table = tables + Int(tableID)
        var (packets, bytes): (UInt64, UInt64) = (0, 0)
        let old = table.pointee.classifier.find(compiled, rank: rank)
        if old != TupleSpace.none {
            if !mod.flags.contains(.resetCounts) {
                (packets, bytes) = (pool.entries[Int(old)].packetCount, pool.entries[Int(old)].byteCount)
            }
            remove(old)
        }
        let entry = FlowEntry(
            packetCount: packets,
            byteCount: bytes,
            lastUsed: now,
            program: Program(ops),
            cookie: mod.cookie,
            tableID: tableID,
            countsPackets: !mod.flags.contains(.noPacketCounts),
            countsBytes: !mod.flags.contains(.noByteCounts),
            reportsRemoval: mod.flags.contains(.sendFlowRemoved),
            isTableMiss: rank == 0 && mod.match.fields.isEmpty
        )
        let record = FlowRecord(
            match: mod.match,
            instructions: mod.instructions,
            priority: mod.priority,
            rank: rank,
            flags: mod.flags,
            importance: mod.importance,
            idleTimeout: mod.idleTimeout,
            hardTimeout: mod.hardTimeout,
            created: now
        )
        let index = pool.allocate(entry, record)
        table.pointee.classifier.insert(compiled, rank: rank, rule: index)
        setTimer(index, record)
    }

    private mutating func modify(_ mod: FlowMod) throws(OpenFlowError) {
        try checkBuffer(mod)
        let selected = select(mod)
        if selected.isEmpty {
            // The goto check needs a table; without one (1.0) the entry goes into the first.
            let tableID = mod.tableID == Reserved.allTables ? 0 : mod.tableID
            let ops = try compile(mod, tableID: tableID)
            guard mod.addsWhenMissing else { return }
            let compiled = CompiledMatch(mod.match)
            let rank = FlowRecord.rank(priority: mod.priority, outranksWildcards: mod.outranksWildcards)
            if mod.flags.contains(.checkOverlap) {
                var adding = mod
                adding.tableID = tableID
                try checkOverlap(adding, compiled, rank)
            }
            try checkRoom(tableID, compiled, rank)
            return insert(mod, tableID: tableID, compiled: compiled, rank: rank, ops: ops)
        }
        var programs: [(UInt32, [Op])] = []
        for index in selected {
            // Each entry's own match and table decide whether the actions fit.
            programs.append(
                (
                    index,
                    try ActionCompiler.compile(
                        mod.instructions,
                        match: pool.records[Int(index)]!.match,
                        tableID: pool.entries[Int(index)].tableID,
                        tableCount: configuration.tableCount
                    )
                )
            )
        }
        for (index, ops) in programs {
            let entry = pool.entries + Int(index)
            entry.pointee.program.deallocate()
            entry.pointee.program = Program(ops)
            // 1.0 sets the cookie with a modify, too; from 1.1 on it stays (1.3.5 §6.4).
            if mod.addsWhenMissing { entry.pointee.cookie = mod.cookie }
            if mod.flags.contains(.resetCounts) { (entry.pointee.packetCount, entry.pointee.byteCount) = (0, 0) }
            pool.records[Int(index)]!.instructions = mod.instructions
        }
    }

    private mutating func delete(_ mod: FlowMod) {
        let selected = select(mod)
        for index in selected where pool.entries[Int(index)].reportsRemoval { report(index, reason: .delete) }
        let tables = tableRange(mod.tableID)
        guard selected.count == tables.reduce(0, { $0 + self.tables[$1].classifier.ruleCount }) else {
            for index in selected { remove(index) }
            return
        }
        // All of them: the tables are emptied at once.
        for table in tables where self.tables[table].classifier.ruleCount > 0 {
            self.tables[table].classifier.removeAll()
        }
        for index in selected { wheel.cancel(index) }
        pool.retire(selected)
    }

    /// The entries that a modify or delete is about.
    private func select(_ mod: FlowMod) -> [UInt32] {
        let isDelete = mod.command == .delete || mod.command == .deleteStrict
        let filter = FlowFilter(
            tableID: mod.tableID,
            outPort: isDelete ? mod.outPort : .any,
            outGroup: isDelete ? mod.outGroup : Reserved.anyGroup,
            cookie: mod.cookie,
            cookieMask: mod.cookieMask,
            match: mod.match
        )
        switch mod.command {
        case .modifyStrict, .deleteStrict:
            let rank = FlowRecord.rank(priority: mod.priority, outranksWildcards: mod.outranksWildcards)
            let compiled = CompiledMatch(mod.match)
            var found: [UInt32] = []
            for table in tableRange(mod.tableID) {
                let index = tables[table].classifier.find(compiled, rank: rank)
                if index != TupleSpace.none && passes(index, filter) { found.append(index) }
            }
            return found
        case .add, .modify, .delete: return select(filter)
        }
    }

    /// The entries whose match is within the filter's, and that pass its other conditions.
    func select(_ filter: FlowFilter) -> [UInt32] {
        let compiled = CompiledMatch(filter.match)
        var found: [UInt32] = []
        for table in tableRange(filter.tableID) where tables[table].classifier.ruleCount > 0 {
            tables[table].classifier.forEachRule(within: compiled) { found.append($0) }
        }
        guard filter.cookieMask != 0 || filter.outPort != .any || filter.outGroup != Reserved.anyGroup else {
            return found
        }
        return found.filter { passes($0, filter) }
    }

    private func tableRange(_ tableID: UInt8) -> Range<Int> {
        tableID == Reserved.allTables ? 0..<configuration.tableCount : Int(tableID)..<Int(tableID) + 1
    }

    private func passes(_ index: UInt32, _ filter: FlowFilter) -> Bool {
        if (pool.entries[Int(index)].cookie ^ filter.cookie) & filter.cookieMask != 0 { return false }
        guard filter.outPort != .any || filter.outGroup != Reserved.anyGroup else { return true }
        let actions = pool.records[Int(index)]!.instructions.flatMap(\.actions)
        let hasPort = filter.outPort == .any || actions.contains { $0.outputPort == filter.outPort }
        let hasGroup = filter.outGroup == Reserved.anyGroup || actions.contains(.group(filter.outGroup))
        return hasPort && hasGroup
    }

    /// Takes an entry out of its table; its number and program are free afterwards.
    mutating func remove(_ index: UInt32) {
        let table = tables + Int(pool.entries[Int(index)].tableID)
        table.pointee.classifier.remove(CompiledMatch(pool.records[Int(index)]!.match), rule: index)
        wheel.cancel(index)
        pool.deallocate(index)
    }

    private func checkBuffer(_ mod: FlowMod) throws(OpenFlowError) {
        if let bufferID = mod.bufferID { _ = try bufferedFrame(bufferID) }
    }

    /// The frame waiting under an identifier; it stays in its buffer.
    func bufferedFrame(_ bufferID: UInt32) throws(OpenFlowError) -> Frame {
        switch buffers.look(bufferID, now: now) {
        case .frame(let frame): return frame
        case .empty:
            throw OpenFlowError(.badRequestBufferEmpty, "the frame of buffer \(bufferID) has been used already")
        case .unknown:
            throw OpenFlowError(.badRequestBufferUnknown, "no frame waits under buffer \(bufferID), or no longer")
        }
    }

    /// A buffered frame takes the way of one that comes in just now, through the tables as they are now.
    private mutating func runBuffered(_ bufferID: UInt32) {
        guard case .frame(let frame) = buffers.look(bufferID, now: now) else { return }
        var context = PacketContext(frame)
        runPipeline(&context)
        buffers.release(bufferID)
    }
}

extension Instruction {
    /// The actions within, of whichever kind of instruction.
    var actions: [Action] {
        switch self {
        case .applyActions(let actions), .writeActions(let actions): actions
        case .gotoTable, .writeMetadata, .clearActions, .meter, .statTrigger, .experimenter: []
        }
    }
}

extension Action {
    /// The port of an output or enqueue.
    var outputPort: PortNumber? {
        switch self {
        case .output(let port, _), .enqueue(let port, _): port
        default: nil
        }
    }
}
