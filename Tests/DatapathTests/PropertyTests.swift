import Datapath
import OpenFlow
import TestSupport
import Testing

/// Random tables and frames through the datapath and its slow twin. A failure names its seed.
@Suite struct PropertyTests {
    @Test(arguments: 0..<26) func frames(_ block: UInt64) throws {
        for seed in block * 20..<block * 20 + 20 { try run(seed: seed, isVersion10: false) }
    }

    @Test(arguments: 0..<10) func framesOfVersion10(_ block: UInt64) throws {
        for seed in block * 20..<block * 20 + 20 { try run(seed: 1_000_000 + seed, isVersion10: true) }
    }

    private func run(seed: UInt64, isVersion10: Bool) throws {
        var twin = try Twin(note: "seed \(seed)", isVersion10: isVersion10)
        var flows = FlowGenerator(seed: seed, isVersion10: isVersion10)
        var frames = RandomFrames(seed: seed &+ 77)
        for _ in 0..<5 {
            for _ in 0..<6 { twin.apply(flows.next(after: twin.reference.tables)) }
            twin.compareTables()
            for _ in 0..<8 {
                twin.send(frames.next(), port: frames.generator.pick(flows.ports))
            }
        }
        twin.compareTables()
        twin.compareRemovals(after: 0)
        twin.compareDrops()
    }

    /// Flow-mods alone, many of them, on tables that stay large.
    @Test(arguments: 0..<20) func flowMods(_ seed: UInt64) throws {
        var twin = try Twin(note: "seed \(seed)")
        var flows = FlowGenerator(seed: seed)
        for round in 0..<80 {
            twin.apply(flows.next(after: twin.reference.tables))
            if round % 4 == 0 { twin.compareTables() }
        }
        twin.compareTables()
        twin.compareRemovals(after: 0)
    }

    /// Frames that are cut off or garbage take the way that their sound headers say.
    @Test(arguments: 0..<20) func brokenFrames(_ seed: UInt64) throws {
        var twin = try Twin(note: "seed \(seed)")
        var flows = FlowGenerator(seed: seed)
        var frames = RandomFrames(seed: seed)
        for _ in 0..<12 { twin.apply(flows.next(after: twin.reference.tables)) }
        for _ in 0..<60 { twin.send(frames.nextBroken(), port: frames.generator.pick(flows.ports)) }
        twin.compareTables()
        twin.compareDrops()
    }

    /// Packet-outs with random actions, also through the tables.
    @Test(arguments: 0..<20) func packetOuts(_ seed: UInt64) throws {
        var twin = try Twin(note: "seed \(seed)")
        var flows = FlowGenerator(seed: seed)
        var frames = RandomFrames(seed: seed)
        for _ in 0..<10 { twin.apply(flows.next(after: twin.reference.tables)) }
        for _ in 0..<20 {
            let inPort = frames.generator.pick([.controller, PortNumber(1), PortNumber(2)])
            let outputs = (0...frames.generator.below(3)).map { _ in flows.output() }
            let table = Action.output(port: .table, maxLength: 0)
            let tag = Action.pushVLAN(etherType: 0x8100)
            let choices = [
                outputs, [table], [tag] + outputs, outputs + [table], [table] + outputs,
                [tag, table, .popVLAN] + outputs,
            ]
            twin.packetOut(frames.next(), inPort: inPort, frames.generator.pick(choices))
        }
        twin.compareTables()
        twin.compareDrops()
    }

    /// Port configuration bits of every kind, switched on and off between frames.
    @Test(arguments: 0..<20) func portConfigurations(_ seed: UInt64) throws {
        var twin = try Twin(note: "seed \(seed)", isVersion10: seed % 2 == 0)
        var flows = FlowGenerator(seed: seed, isVersion10: seed % 2 == 0)
        var frames = RandomFrames(seed: seed)
        for _ in 0..<12 { twin.apply(flows.next(after: twin.reference.tables)) }
        for _ in 0..<20 {
            let bit: PortConfig = frames.generator.pick([.portDown, .noReceive, .noForward, .noFlood, .noPacketIn])
            twin.configure(frames.generator.pick(flows.ports), bit, frames.generator.oneIn(2))
            twin.send(frames.next(), port: frames.generator.pick(flows.ports))
        }
        twin.compareDrops()
    }
}

/// The random tables and frames meet often enough for the properties above to say something.
@Suite struct CoverageTests {
    @Test func randomFramesMeetRandomEntries() {
        var (frames, matched, edited, packetIns, chained) = (0, 0, 0, 0, 0)
        for seed in 0..<200 as Range<UInt64> {
            var pipeline = ReferencePipeline(ports: [1, 2, 3, 4])
            var flows = FlowGenerator(seed: seed)
            var random = RandomFrames(seed: seed &+ 77)
            for _ in 0..<30 { _ = pipeline.tables.apply(flows.next(after: pipeline.tables)) }
            for _ in 0..<30 {
                let frame = random.next()
                let outcome = pipeline.receive(frame, inPort: random.generator.pick([1, 2, 3, 4]))
                frames += 1
                if !outcome.drops.contains(.tableMiss) || !outcome.sent.isEmpty { matched += 1 }
                if outcome.sent.contains(where: { $0.bytes != frame }) { edited += 1 }
                if !outcome.packetIns.isEmpty { packetIns += 1 }
            }
            chained += pipeline.tables.flows.filter { $0.tableID > 0 && $0.packetCount > 0 }.count
        }
        #expect(matched * 3 > frames, "\(matched) of \(frames)")
        #expect(edited * 10 > frames, "\(edited) of \(frames)")
        #expect(packetIns * 20 > frames, "\(packetIns) of \(frames)")
        #expect(chained > 100, "\(chained)")
    }
}
