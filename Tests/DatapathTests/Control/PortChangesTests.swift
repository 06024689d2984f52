import Datapath
import OpenFlow
import TestSupport
import Testing

/// Ports that are added and removed while frames flow, and limits that change.
@Suite struct PortChangesTests {
    private let frame = FrameBuilder().ethernet(dst: 2, src: 1).payload([1, 2, 3]).padded

    private func isDone(_ replies: [DatapathReply]) -> Bool {
        guard case .done? = replies.last?.body else { return false }
        return replies.count == 1
    }

    private func errorCode(_ replies: [DatapathReply]) -> ErrorCode? {
        guard case .error(let error)? = replies.last?.body else { return nil }
        return error.code
    }

    private func statuses(_ harness: DatapathHarness) -> [String] {
        harness.takeEvents().compactMap { event in
            guard case .portStatus(let status) = event else { return nil }
            return
                "\(status.reason) \(status.port.number.rawValue) \(status.port.name) \(status.port.state.contains(.live))"
        }
    }

    private func wire(_ from: UInt32, _ to: UInt32) -> FlowMod {
        FlowMod(
            .add,
            match: Match([FieldMatch(.inPort, UInt128(from))]),
            instructions: [.applyActions([.output(port: PortNumber(to), maxLength: 0)])]
        )
    }

    @Test func aRemovedPortTakesItsFramesAlongAndLeavesTheFlows() throws {
        let harness = try DatapathHarness()
        for (from, to) in [(1, 2), (3, 4), (4, 3)] as [(UInt32, UInt32)] {
            #expect(harness.apply(wire(from, to)) == nil)
        }
        #expect(isDone(harness.removePort(2)))
        #expect(statuses(harness) == ["delete 2 p2 false"])
        // Those behind it have moved up, and are found all the same.
        #expect(harness.send(frame, port: 3).map(\.port) == [4])
        #expect(harness.send(frame, port: 4).map(\.port) == [3])
        #expect(harness.send(frame, port: 1).isEmpty)
        #expect(harness.drops[.portMissing, default: 0] == 1)
        #expect(harness.flows().count == 3)
        #expect(isDone(harness.addPort(2)))
        #expect(statuses(harness) == ["add 2 p2 true"])
        #expect(harness.send(frame, port: 1).map(\.port) == [2])
        #expect(harness.send(frame, port: 2).isEmpty)
    }

    @Test func allOthersAreFloodedToAsBefore() throws {
        let harness = try DatapathHarness(ports: 3)
        let flood = FlowMod(.add, instructions: [.applyActions([.output(port: .flood, maxLength: 0)])])
        #expect(harness.apply(flood) == nil)
        #expect(isDone(harness.removePort(1)))
        #expect(harness.send(frame, port: 2).map(\.port) == [3])
        for number in 10...20 as ClosedRange<UInt32> { #expect(isDone(harness.addPort(number))) }
        #expect(isDone(harness.addPort(2000)))
        #expect(harness.send(frame, port: 2000).map(\.port) == [2, 3] + Array(10...20))
        #expect(isDone(harness.removePort(15)))
        #expect(harness.send(frame, port: 20).map(\.port) == [2, 3] + Array(10...14) + Array(16...19) + [2000])
    }

    @Test func aNumberIsGivenOnce() throws {
        let harness = try DatapathHarness(ports: 2)
        #expect(errorCode(harness.addPort(2)) == .portModFailedBadPort)
        #expect(errorCode(harness.removePort(3)) == .portModFailedBadPort)
        #expect(statuses(harness).isEmpty)
        #expect(isDone(harness.removePort(2)))
        #expect(errorCode(harness.removePort(2)) == .portModFailedBadPort)
    }

    @Test func aTableTakesAsManyEntriesAsItMay() throws {
        let harness = try DatapathHarness(configuration: DatapathConfiguration(tableCount: 2, maxEntries: 1))
        #expect(harness.apply(wire(1, 2)) == nil)
        #expect(harness.apply(wire(2, 1))?.code == .flowModFailedTableFull)
        #expect(isDone(harness.request(.setLimits(DatapathLimits(maxEntries: 2)))))
        #expect(harness.apply(wire(2, 1)) == nil)
        #expect(isDone(harness.request(.setLimits(DatapathLimits(maxEntries: 1)))))
        #expect(harness.flows().count == 2)
        #expect(harness.apply(wire(3, 1))?.code == .flowModFailedTableFull)
    }
}
