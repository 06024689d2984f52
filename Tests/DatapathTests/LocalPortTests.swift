import Datapath
import OpenFlow
import TestSupport
import Testing

/// The reserved port LOCAL (1.3.5 §4.5), with and without a port behind it.
@Suite struct LocalPortTests {
    private let frame = FrameBuilder().ethernet(dst: 2, src: 1).payload([1, 2, 3]).padded
    private let local = PortNumber.local.rawValue

    private func harness(_ port: PortNumber, hasLocalPort: Bool = true) throws -> DatapathHarness {
        let harness = try DatapathHarness(hasLocalPort: hasLocalPort)
        let output = Action.output(port: port, maxLength: 0)
        #expect(harness.apply(FlowMod(.add, priority: 1, instructions: [.applyActions([output])])) == nil)
        return harness
    }

    @Test func withoutItFramesForItAreDroppedAndCounted() throws {
        let harness = try harness(.local, hasLocalPort: false)
        #expect(harness.send(frame, port: 1).isEmpty)
        #expect(harness.drops == [.portMissing: 1])
    }

    @Test func outputReachesTheHost() throws {
        let harness = try harness(.local)
        #expect(harness.send(frame, port: 1) == [SentFrame(port: local, bytes: frame)])
        #expect(harness.send(frame, port: local).isEmpty)
        #expect(harness.drops == [.outputToInPort: 1])
    }

    @Test func framesOfTheHostComeInByIt() throws {
        let harness = try harness(.flood)
        let match = Match([FieldMatch(.inPort, UInt128(local))])
        let output = Action.output(port: PortNumber(3), maxLength: 0)
        #expect(
            harness.apply(FlowMod(.add, priority: 9, match: match, instructions: [.applyActions([output])])) == nil
        )
        #expect(harness.send(frame, port: local) == [SentFrame(port: 3, bytes: frame)])
    }

    @Test(arguments: [PortNumber.flood, .all]) func isFloodedLikeOthers(port: PortNumber) throws {
        let harness = try harness(port)
        #expect(harness.send(frame, port: 1).map(\.port) == [2, 3, 4, local])
        #expect(harness.send(frame, port: local).map(\.port) == [1, 2, 3, 4])
    }

    @Test func isDescribedConfiguredAndCounted() throws {
        let harness = try harness(.local)
        _ = harness.send(frame, port: 1)
        let descriptions = harness.statistics(.portDescription()).flatMap { part -> [PortDescription] in
            if case .portDescription(let ports) = part { return ports }
            return []
        }
        #expect(descriptions.last?.number == .local)
        let counters = harness.statistics(.port(.local)).flatMap { part -> [PortStatistics] in
            if case .port(let ports) = part { return ports }
            return []
        }
        #expect(counters.map(\.number) == [.local])
        #expect(counters.map(\.txPackets) == [1])
        #expect(counters.map(\.txBytes) == [UInt64(frame.count)])
        #expect(harness.configure(local, .noForward) == nil)
        #expect(harness.send(frame, port: 1).isEmpty)
        #expect(harness.drops == [.noForward: 1])
    }
}
