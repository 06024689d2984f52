import Datapath
import OpenFlow
import TestSupport
import Testing

/// Idle and hard timeouts on the virtual clock. A timer never fires early, and is late by less than two ticks.
@Suite struct TimeoutTests {
    private let frame = FrameBuilder().ethernet(dst: 2, src: 1).payload([1, 2, 3]).padded
    /// Two ticks of the timer wheel, and a little more, in seconds.
    private let late = 0.14

    private func mod(idle: UInt16 = 0, hard: UInt16 = 0, flags: FlowModFlags = .sendFlowRemoved) -> FlowMod {
        FlowMod(
            .add,
            priority: 7,
            match: Match([FieldMatch(.inPort, 1)]),
            instructions: [.applyActions([.output(port: PortNumber(2), maxLength: 0)])],
            cookie: 0xc0,
            idleTimeout: idle,
            hardTimeout: hard,
            flags: flags
        )
    }

    private func removed(_ harness: DatapathHarness) -> [FlowRemoved] {
        harness.takeEvents().compactMap { event in
            if case .flowRemoved(let removed) = event { return removed }
            return nil
        }
    }

    @Test func hardTimeoutEndsAnEntryInUse() throws {
        let harness = try DatapathHarness()
        let start = harness.now
        #expect(harness.apply(mod(hard: 3)) == nil)
        for _ in 0..<29 {
            harness.advance(seconds: 0.1)
            #expect(harness.send(frame, port: 1).count == 1)
        }
        #expect(harness.flows().count == 1)
        harness.advance(seconds: 0.1 + late)
        #expect(harness.flows().isEmpty)
        #expect(harness.send(frame, port: 1).isEmpty)
        let gone = removed(harness)
        #expect(gone.count == 1)
        #expect(gone.map(\.reason) == [.hardTimeout])
        #expect(gone.map(\.packetCount) == [29])
        #expect(gone.map(\.byteCount) == [29 * 60])
        #expect(gone.map(\.cookie) == [0xc0])
        #expect(gone.map(\.priority) == [7])
        #expect(gone.map(\.match) == [Match([FieldMatch(.inPort, 1)])])
        #expect(gone.map(\.hardTimeout) == [3])
        #expect(gone.map(\.duration) == [harness.now - start])
    }

    @Test func idleTimeoutWaitsForSilence() throws {
        let harness = try DatapathHarness()
        #expect(harness.apply(mod(idle: 2)) == nil)
        for _ in 0..<5 {
            harness.advance(seconds: 1.9)
            #expect(harness.flows().count == 1)
            #expect(harness.send(frame, port: 1).count == 1)
        }
        harness.advance(seconds: 1.99)
        #expect(harness.flows().count == 1)
        harness.advance(seconds: 0.01 + late)
        #expect(harness.flows().isEmpty)
        let gone = removed(harness)
        #expect(gone.map(\.reason) == [.idleTimeout])
        #expect(gone.map(\.packetCount) == [5])
        #expect(gone.map(\.idleTimeout) == [2])
    }

    @Test func theEarlierOfBothCounts() throws {
        let harness = try DatapathHarness()
        #expect(harness.apply(mod(idle: 1, hard: 60)) == nil)
        harness.advance(seconds: 1 + late)
        #expect(removed(harness).map(\.reason) == [.idleTimeout])
        #expect(harness.apply(mod(idle: 60, hard: 1)) == nil)
        harness.advance(seconds: 1 + late)
        #expect(removed(harness).map(\.reason) == [.hardTimeout])
    }

    @Test func withoutTheFlagAnEntryGoesSilently() throws {
        let harness = try DatapathHarness()
        #expect(harness.apply(mod(hard: 1, flags: [])) == nil)
        harness.advance(seconds: 1 + late)
        #expect(harness.flows().isEmpty)
        #expect(removed(harness).isEmpty)
    }

    @Test func replacingAnEntryStartsItsTimersAnew() throws {
        let harness = try DatapathHarness()
        #expect(harness.apply(mod(hard: 2)) == nil)
        harness.advance(seconds: 1.5)
        #expect(harness.apply(mod(hard: 2)) == nil)
        harness.advance(seconds: 1.5)
        #expect(harness.flows().count == 1)
        #expect(harness.flows().map(\.duration) == [1_500_000_000])
        #expect(removed(harness).isEmpty)
        harness.advance(seconds: 0.5 + late)
        #expect(harness.flows().isEmpty)
    }

    /// A modify leaves timeouts and duration as they are (1.3.5 §6.4).
    @Test func modifyingAnEntryDoesNot() throws {
        let harness = try DatapathHarness()
        #expect(harness.apply(mod(hard: 2)) == nil)
        harness.advance(seconds: 1.5)
        var change = mod(hard: 9)
        change.command = .modifyStrict
        #expect(harness.apply(change) == nil)
        #expect(harness.flows().map(\.hardTimeout) == [2])
        #expect(harness.flows().map(\.duration) == [1_500_000_000])
        harness.advance(seconds: 0.5 + late)
        #expect(harness.flows().isEmpty)
    }

    /// The largest timeouts there are, which cross all levels of the wheel.
    @Test func longTimeouts() throws {
        let harness = try DatapathHarness()
        for (table, hard) in [(0, 17), (1, 18), (2, 4_400), (3, 65_535)] as [(UInt8, UInt16)] {
            var long = mod(hard: hard)
            long.tableID = table
            #expect(harness.apply(long) == nil)
        }
        var time = 0.0
        for (left, hard) in [(4, 17.0), (3, 18.0), (2, 4_400.0), (1, 65_535.0)] {
            harness.advance(seconds: hard - 0.01 - time)
            #expect(harness.flows().count == left, "before \(hard) s")
            harness.advance(seconds: 0.01 + late)
            #expect(harness.flows().count == left - 1, "after \(hard) s")
            time = hard + late
        }
        #expect(removed(harness).map(\.hardTimeout) == [17, 18, 4_400, 65_535])
    }

    /// Random entries, frames and steps of time against the reference. Steps are coarse, so that a timer that is late
    /// within its bounds does not matter.
    @Test(arguments: 0..<20) func agreesWithReference(_ seed: UInt64) throws {
        var twin = try Twin(note: "seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        for port in 1...4 as ClosedRange<UInt32> {
            for priority in 1...3 as ClosedRange<UInt16> {
                twin.apply(
                    FlowMod(
                        .add,
                        priority: priority,
                        match: Match([FieldMatch(.inPort, UInt128(port))]),
                        instructions: [.applyActions([.output(port: .inPort, maxLength: 0)])],
                        idleTimeout: generator.pick([0, 1, 3]),
                        hardTimeout: generator.pick([0, 2, 5]),
                        flags: .sendFlowRemoved
                    )
                )
            }
        }
        for _ in 0..<16 {
            if generator.oneIn(2) { twin.send(frame, port: UInt32(1 + generator.below(4))) }
            let removals = twin.reference.tables.removals.count
            twin.real.advance(seconds: 0.5)
            twin.reference.tables.advance(to: twin.real.now)
            // What falls due in this very instant goes by the next tick.
            twin.real.advance(seconds: late)
            twin.reference.tables.advance(to: twin.real.now)
            twin.compareFlowsLeft()
            twin.compareReasons(after: removals)
        }
    }
}
