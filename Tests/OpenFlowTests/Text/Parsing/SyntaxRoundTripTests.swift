import OpenFlow
import Testing

/// Whatever the model can say in a version is read back from its text as the same.
@Suite struct SyntaxRoundTripTests {
    @Test(arguments: [OpenFlowVersion.v1_0, .v1_3, .v1_4, .v1_5])
    func flowModsComeBack(version: OpenFlowVersion) throws {
        for seed in 0..<600 as Range<UInt64> {
            var models = RandomModels(version, seed: seed)
            let mod = models.flowMod()
            let text = mod.text(in: version)
            let read = try FlowMod.parseWithCommand(text, default: .add, SyntaxContext(version: version))
            try #require(read == mod, "seed \(seed): \(text)")
        }
    }

    @Test(arguments: [OpenFlowVersion.v1_0, .v1_3, .v1_5])
    func linesOfDumpFlowsComeBack(version: OpenFlowVersion) throws {
        for seed in 0..<300 as Range<UInt64> {
            var models = RandomModels(version, seed: seed)
            let match = models.match()
            let flow = FlowStatistics(
                tableID: version == .v1_0 ? 0 : 3,
                priority: models.number(),
                match: match,
                instructions: models.instructions(match, table: 3),
                cookie: models.number(),
                duration: models.number(),
                idleTimeout: models.number(),
                hardTimeout: models.number(),
                flags: models.chance(2) ? .sendFlowRemoved : [],
                packetCount: models.number(),
                byteCount: models.number()
            )
            let text = flow.text(in: version)
            let read = try FlowMod.parse(text, .add, SyntaxContext(version: version))
            let expected = FlowMod(
                .add,
                tableID: flow.tableID,
                priority: flow.priority,
                match: flow.match,
                instructions: flow.instructions,
                cookie: flow.cookie,
                idleTimeout: flow.idleTimeout,
                hardTimeout: flow.hardTimeout,
                flags: flow.flags
            )
            try #require(read == expected, "seed \(seed): \(text)")
        }
    }

    @Test(arguments: [OpenFlowVersion.v1_0, .v1_3, .v1_5])
    func matchesAndActionsComeBack(version: OpenFlowVersion) throws {
        let context = SyntaxContext(version: version)
        for seed in 1000..<1400 as Range<UInt64> {
            var models = RandomModels(version, seed: seed)
            let match = models.match()
            try #require(try Match.parse(match.text, context) == match, "seed \(seed): \(match.text)")
            let filter = try FlowFilter.parse("table=2,\(match.text),out_port=5", context)
            try #require(filter == FlowFilter(tableID: 2, outPort: PortNumber(5), match: match), "seed \(seed)")
            let actions = models.actions(nil)
            let text = actions.text(in: version)
            try #require(try Action.parseList(text, context) == actions, "seed \(seed): \(text)")
            let packetOut = try PacketOut.parse("in_port=3,packet=00ff,actions=\(text)", context)
            try #require(
                packetOut == PacketOut(inPort: PortNumber(3), actions: actions, data: [0, 0xff]),
                "seed \(seed)"
            )
        }
    }

    @Test(arguments: [OpenFlowVersion.v1_3, .v1_5])
    func groupsComeBack(version: OpenFlowVersion) throws {
        let context = SyntaxContext(version: version)
        for seed in 0..<400 as Range<UInt64> {
            var models = RandomModels(version, seed: seed)
            let mod = models.groupMod()
            let text = mod.text(in: version)
            try #require(try GroupMod.parseWithCommand(text, default: .add, context) == mod, "seed \(seed): \(text)")
            guard mod.command == .add else { continue }
            let group = GroupDescription(
                type: mod.type,
                groupID: mod.groupID,
                buckets: mod.buckets,
                experimenters: mod.experimenters
            )
            try #require(try GroupMod.parse(group.text(in: version), .add, context) == mod, "seed \(seed): \(text)")
        }
    }

    @Test func metersComeBack() throws {
        for seed in 0..<300 as Range<UInt64> {
            var models = RandomModels(.v1_3, seed: seed)
            let mod = models.meterMod()
            try #require(try MeterMod.parseWithCommand(mod.text, default: .add) == mod, "seed \(seed): \(mod.text)")
            guard mod.command == .add else { continue }
            let meter = MeterDescription(flags: mod.flags, meterID: mod.meterID, bands: mod.bands)
            try #require(try MeterMod.parse(meter.text, .add) == mod, "seed \(seed): \(meter.text)")
        }
    }

    /// No text makes the reader crash: pieces of good ones, and good ones with wrong letters.
    @Test func damagedTextsAreRefusedOrRead() {
        var refused = 0
        var random = SeededGenerator(seed: 9)
        let letters = Array("(),:=/\"\\+-|*[].> 0xf9\u{e9}\n")
        for sample in OvsText.flows + OvsText.randomFlows + OvsText.groups {
            var text = Array(sample.text)
            for _ in 0..<3 {
                text[Int.random(in: text.indices, using: &random)] = letters.randomElement(using: &random) ?? " "
            }
            text.removeLast(Int.random(in: 0..<text.count / 2, using: &random))
            let context = SyntaxContext(version: sample.version)
            do throws(FlowSyntaxError) {
                _ = try FlowMod.parseWithCommand(String(text), default: .add, context)
            } catch {
                refused += 1
                #expect(error.offset >= 0 && error.offset + error.length <= error.text.utf8.count)
                #expect(error.description.hasPrefix(error.message + "\n"))
            }
            _ = try? GroupMod.parse(String(text), .add, context)
            _ = try? MeterMod.parse(String(text), .add, context)
            _ = try? PacketOut.parse(String(text), context)
        }
        #expect(refused > 150)
    }
}
