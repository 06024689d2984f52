import OpenFlow
import Testing

@testable import SwitchClient

struct FlowTableTests {
    private func table(_ texts: String..., version: OpenFlowVersion = .v1_3) throws -> FlowTable {
        let context = SyntaxContext(version: version)
        let changes = try texts.map { try ChangeSyntax.flows(.add).change(SourceLine(text: $0), context) }
        return try FlowTable(changes, in: version)
    }

    private func difference(_ a: FlowTable, _ b: FlowTable) -> [String] {
        a.differences(to: b).flatMap { $0.text(in: a.version).split(separator: "\n").map(String.init) }
    }

    @Test func sameFlowsInOtherWordsDoNotDiffer() throws {
        let a = try table("priority=5,tcp,in_port=1,nw_dst=10.0.0.0/8,actions=output:2", "actions=drop")
        let b = try table("actions=", "dl_type=0x800,nw_proto=6,nw_dst=10.1.2.3/8,in_port=1,priority=5 actions=2")
        #expect(difference(a, b) == [])
        #expect(a.changes(to: b) == [])
    }

    @Test func tellsWhatGoesComesAndChanges() throws {
        let a = try table("in_port=1,actions=2", "table=1,priority=7,ip,idle_timeout=9,cookie=5,actions=drop")
        let b = try table("in_port=1,actions=3", "in_port=2,hard_timeout=4,actions=1")
        #expect(
            difference(a, b) == [
                "-in_port=1 actions=output:2", "+in_port=1 actions=output:3",
                "+in_port=2 hard_timeout=4 actions=output:1",
                "-table=1 priority=7,ip cookie=0x5 idle_timeout=9 actions=drop",
            ]
        )
    }

    @Test(arguments: [
        ("actions=1", "cookie=1,actions=1"), ("actions=1", "idle_timeout=1,actions=1"),
        ("actions=1", "hard_timeout=1,actions=1"), ("actions=1", "actions=1,2"),
        ("priority=1,actions=1", "priority=2,actions=1"), ("ip,actions=1", "ipv6,actions=1"),
        ("table=1,actions=1", "table=2,actions=1"),
    ])
    func seesEachKindOfDifference(first: String, second: String) throws {
        #expect(!difference(try table(first), try table(second)).isEmpty)
    }

    @Test func flagsAreNotCompared() throws {
        #expect(difference(try table("actions=1"), try table("send_flow_rem,actions=1")) == [])
    }

    @Test func removesBeforeItAdds() throws {
        let a = try table("in_port=1,actions=2", "in_port=3,actions=2")
        let b = try table("in_port=1,actions=5", "in_port=4,send_flow_rem,actions=2")
        let changes = a.changes(to: b)
        #expect(changes.map(\.command) == [.deleteStrict, .add, .add])
        #expect(changes[0].match == Match([FieldMatch(.inPort, 3)]))
        #expect(changes[2].flags.contains(.sendFlowRemoved))
        #expect(a.changes(to: a) == [])
        #expect(a.changes(to: a, readdingAll: true).map(\.command) == [.add, .add])
    }

    @Test func laterFlowsReplaceEarlierOnes() throws {
        let twice = try table("in_port=1,actions=2", "in_port=1,actions=3")
        #expect(difference(twice, try table("in_port=1,actions=3")) == [])
    }

    @Test func holdsOnlyFlowsToAdd() {
        #expect(throws: LineError.self) { try table("delete in_port=1") }
    }

    @Test func filesAreReadInAVersionThatCanSayThem() throws {
        let (version, tables) = try FlowTable.read(
            [lines("in_port=1,actions=2"), lines("ip6,actions=2".replacing("ip6", with: "ipv6"))],
            in: [.v1_0, .v1_3]
        )
        #expect(version == .v1_3)
        #expect(tables.map(\.entries.count) == [1, 1])
        #expect(throws: (any Error).self) { try FlowTable.read([lines("nonsense")], in: [.v1_0, .v1_3]) }
    }
}
