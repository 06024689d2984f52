import Datapath
import OpenFlow
import TestSupport
import Testing

/// Table features: sliced, and true: what they list works in flow-mods, and what they do not list is refused.
@Suite struct TableFeaturesTests {
    private let harness: DatapathHarness
    private let tables: [TableFeatures]

    init() throws {
        harness = try DatapathHarness()
        tables = Self.features(harness).flatMap { $0 }
    }

    private static func features(_ harness: DatapathHarness) -> [[TableFeatures]] {
        harness.statistics(.tableFeatures([])).map { part in
            guard case .tableFeatures(let tables) = part else { return [] }
            return tables
        }
    }

    /// Whether a flow-mod with this entry is taken; it leaves no flow behind.
    private func isTaken(
        _ instructions: [Instruction] = [],
        _ match: [FieldMatch] = [],
        table: UInt8 = 0,
        priority: UInt16 = 1
    ) -> Bool {
        let mod = FlowMod(
            .add,
            tableID: table,
            priority: priority,
            match: Match(match),
            instructions: instructions
        )
        return harness.apply(mod) == nil
    }

    // MARK: Slices

    @Test func allTablesComeInSlices() throws {
        let harness = try DatapathHarness(configuration: DatapathConfiguration(tableCount: 254))
        let parts = Self.features(harness)
        #expect(parts.map(\.count) == [32, 32, 32, 32, 32, 32, 32, 30])
        #expect(parts.flatMap { $0 }.map(\.tableID) == Array(0...253))
        #expect(
            harness.request(.statistics(.tableFeatures([]))).map(\.isLast) == Array(repeating: false, count: 7) + [true]
        )
    }

    @Test func namesAndLimitsAreThoseOfTheStatistics() {
        guard case .table(let statistics) = harness.statistics(.table).first else {
            Issue.record("no table statistics")
            return
        }
        #expect(tables.map(\.tableID) == statistics.map(\.tableID))
        #expect(tables.map(\.name) == statistics.map(\.name))
        #expect(tables.map(\.maxEntries) == statistics.map(\.maxEntries))
        #expect(tables.allSatisfy { $0.metadataMatch == .max && $0.metadataWrite == .max && $0.config == 0 })
    }

    // MARK: Matches

    @Test func matchesAreTaken() throws {
        for table in tables {
            let match = try #require(table.match)
            #expect(table.wildcards?.map(\.field) == match.map(\.field))
            #expect(match.count == MatchField.allCases.count - 2)
            for row in match {
                let needed = prerequisites(of: row.field)
                #expect(isTaken([], needed + [FieldMatch(row.field, 0)], table: table.tableID), "\(row.field)")
                let masked = FieldMatch(row.field, 0, mask: row.field.info.bits > 1 ? 1 : 0)
                #expect(isTaken([], needed + [masked], table: table.tableID) == row.hasMask, "\(row.field) with a mask")
            }
        }
    }

    // MARK: Instructions

    @Test func gotoLeadsToTheNextTables() throws {
        for table in tables {
            let taken = (UInt8.min...UInt8.max).filter { isTaken([.gotoTable($0)], table: table.tableID) }
            #expect(table.entries.nextTables == taken)
            #expect(table.entries.instructions?.contains(.gotoTable) == !taken.isEmpty)
        }
    }

    @Test func instructionsAreTaken() {
        for table in tables {
            let others = InstructionKind.allCases.filter { kind in
                guard let instruction = instruction(kind) else { return false }
                return isTaken([instruction], table: table.tableID)
            }
            #expect(table.entries.instructions?.filter { $0 != .gotoTable } == others)
            #expect(table.miss.instructions == nil && table.miss.nextTables == nil)
        }
    }

    /// Nil for goto, whose tables have a test of their own.
    private func instruction(_ kind: InstructionKind) -> Instruction? {
        switch kind {
        case .gotoTable: nil
        case .writeMetadata: .writeMetadata(value: .max, mask: .max)
        case .writeActions: .writeActions([])
        case .applyActions: .applyActions([])
        case .clearActions: .clearActions
        case .meter: .meter(1)
        case .statTrigger: .statTrigger(StatTrigger(flags: [], thresholds: FlowCounters()))
        case .experimenter: .experimenter(id: 1, data: [])
        }
    }

    // MARK: Actions

    @Test(arguments: ActionKind.allCases) func actionsAreTaken(_ kind: ActionKind) {
        let tagged = [FieldMatch(.vlanVID, 0x1000, mask: 0x1000)]
        for table in tables {
            #expect(
                isTaken([.applyActions([action(kind)])], tagged, table: table.tableID)
                    == table.entries.applyActions?.contains(kind)
            )
            #expect(
                isTaken([.writeActions([action(kind)])], tagged, table: table.tableID)
                    == table.entries.writeActions?.contains(kind)
            )
            // The table-miss entry can pop what it has pushed.
            #expect(
                isTaken(
                    [.applyActions([.pushVLAN(etherType: 0x8100), action(kind)])],
                    table: table.tableID,
                    priority: 0
                )
                    == table.entries.applyActions?.contains(kind)
            )
            #expect(table.miss.applyActions == nil && table.miss.writeActions == nil)
        }
    }

    private func action(_ kind: ActionKind) -> Action {
        switch kind {
        case .output: .output(port: PortNumber(1), maxLength: 0)
        case .group: .group(1)
        case .setQueue: .setQueue(1)
        case .setField: .setField(FieldMatch(.ethDst, 1))
        case .pushVLAN: .pushVLAN(etherType: 0x8100)
        case .popVLAN: .popVLAN
        case .pushMPLS: .pushMPLS(etherType: 0x8847)
        case .popMPLS: .popMPLS(etherType: 0x0800)
        case .pushPBB: .pushPBB(etherType: 0x88e7)
        case .popPBB: .popPBB
        case .setMPLSTTL: .setMPLSTTL(1)
        case .decrementMPLSTTL: .decrementMPLSTTL
        case .setNetworkTTL: .setNetworkTTL(1)
        case .decrementNetworkTTL: .decrementNetworkTTL
        case .copyTTLOut: .copyTTLOut
        case .copyTTLIn: .copyTTLIn
        case .setVLANVID: .setVLANVID(1)
        case .setVLANPCP: .setVLANPCP(1)
        case .stripVLAN: .stripVLAN
        case .setEthernetSource: .setField(FieldMatch(.ethSrc, 1))
        case .setEthernetDestination: .setField(FieldMatch(.ethDst, 1))
        case .setNetworkSource: .setNetworkSource(1)
        case .setNetworkDestination: .setNetworkDestination(1)
        case .setNetworkTOS: .setNetworkTOS(4)
        case .setTransportSource: .setTransportSource(1)
        case .setTransportDestination: .setTransportDestination(1)
        case .enqueue: .enqueue(port: PortNumber(1), queue: 1)
        case .copyField: .copyField(FieldCopy(bits: 48, source: .ethSrc, destination: .ethDst))
        case .meter: .meter(1)
        case .experimenter: .experimenter(id: 1, data: [])
        }
    }

    // MARK: Set-field

    private func setting(_ field: MatchField) -> Action { .setField(FieldMatch(field, field == .vlanVID ? 0x1000 : 0)) }

    @Test(arguments: MatchField.allCases) func fieldsCanBeSet(_ field: MatchField) {
        let needed = prerequisites(of: field)
        for table in tables {
            let listed = TableFeatures.Field(field)
            #expect(
                isTaken([.applyActions([setting(field)])], needed, table: table.tableID)
                    == table.entries.applySetFields?.contains(listed)
            )
            #expect(
                isTaken([.writeActions([setting(field)])], needed, table: table.tableID)
                    == table.entries.writeSetFields?.contains(listed)
            )
        }
    }

    /// The table-miss entry knows of the packet only what its own actions put there.
    @Test(arguments: MatchField.allCases) func fieldsCanBeSetOnMiss(_ field: MatchField) {
        let earlier: [[Action]] = [
            [], [.pushVLAN(etherType: 0x8100)], [.pushMPLS(etherType: 0x8847)], [.pushPBB(etherType: 0x88e7)],
            [.popMPLS(etherType: 0x0800)], [.popMPLS(etherType: 0x86dd)], [.popMPLS(etherType: 0x0806)],
        ]
        for table in tables {
            let listed = TableFeatures.Field(field)
            let applied = earlier.contains { actions in
                isTaken([.applyActions(actions + [setting(field)])], table: table.tableID, priority: 0)
            }
            #expect(table.miss.applySetFields?.contains(listed) == applied)
            let written = earlier.contains { actions in
                isTaken([.writeActions(actions + [setting(field)])], table: table.tableID, priority: 0)
            }
            #expect(table.miss.writeSetFields?.contains(listed) == written)
        }
    }
}

/// Fields that must stand before this one in a match.
private func prerequisites(of field: MatchField) -> [FieldMatch] {
    switch field.info.prerequisite {
    case .none: []
    case .present(let needed): [FieldMatch(needed, 1)]
    case .vlanTagged: [FieldMatch(.vlanVID, 0x1000, mask: 0x1000)]
    case .equals(let needed, let value), .equalsEither(let needed, let value, _):
        prerequisites(of: needed) + [FieldMatch(needed, UInt128(value))]
    }
}
