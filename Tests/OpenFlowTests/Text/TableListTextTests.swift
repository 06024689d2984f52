import OpenFlow
import Testing

/// The forms in which `ovs-ofctl dump-tables` and `dump-table-features` shorten lists of tables.
@Suite struct TableListTextTests {
    private func statistics(_ id: UInt8, name: String = "", active: UInt32 = 0, limit: UInt32 = 0) -> TableStatistics {
        TableStatistics(
            tableID: id,
            name: name,
            maxEntries: limit,
            activeCount: active,
            lookupCount: 0,
            matchedCount: 0
        )
    }

    private func features(_ id: UInt8, name: String = "", next: [UInt8]) -> TableFeatures {
        TableFeatures(
            tableID: id,
            name: name,
            metadataMatch: 0,
            metadataWrite: 0,
            maxEntries: 9,
            entries: .init(instructions: [.gotoTable], nextTables: next)
        )
    }

    @Test func runsOfTablesWithoutNamesAreOneLine() {
        #expect(
            [statistics(0), statistics(1), statistics(2), statistics(3, active: 1), statistics(4)].text == """
                  table 0:
                    active=0, lookup=0, matched=0

                  tables 1...2: ditto

                  table 3:
                    active=1, lookup=0, matched=0

                  table 4:
                    active=0, lookup=0, matched=0
                """
        )
    }

    @Test func tablesWithNamesAreNamed() {
        let tables = [
            statistics(0, name: "a", active: 1, limit: 5), statistics(1, name: "b", limit: 5),
            statistics(2, name: "c", limit: 5), statistics(3, name: "d", limit: 5),
        ]
        #expect(
            tables.text == """
                  table 0 ("a"):
                    active=1, lookup=0, matched=0
                    max_entries=5

                  table 1 ("b"):
                    active=0, lookup=0, matched=0
                    (same features)

                  table 2 ("c"): ditto
                  table 3 ("d"): ditto
                """
        )
    }

    /// Whatever a switch sends: numbers that go down, and the same one twice.
    @Test func tablesCanStandInAnyOrder() {
        #expect([statistics(9), statistics(8), statistics(3)].text.hasSuffix("tables 8...3: ditto"))
        #expect([statistics(9), statistics(9)].text.hasSuffix("table 9: ditto"))
    }

    @Test func aTableThatCannotGoToItselfIsNoOtherTable() {
        let tables = [
            features(0, next: [1, 2, 3]), features(1, next: [2, 3]), features(2, next: [3]), features(3, next: []),
        ]
        #expect(
            tables.text(in: .v1_3) == """
                  table 0:
                    max_entries=9
                    instructions (table miss and others):
                      next tables: 1-3
                      instructions: goto_table

                  tables 1...3: ditto
                """
        )
    }
}
