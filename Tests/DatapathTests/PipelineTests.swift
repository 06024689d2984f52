import Datapath
import OpenFlow
import TestSupport
import Testing

/// Table misses, outputs, port configuration and drop reasons, each by itself.
@Suite struct PipelineTests {
    private let frame = FrameBuilder().ethernet(dst: 2, src: 1).ipv4(src: 1, dst: 2, ttl: 1).tcp().padded

    private func harness(_ instructions: [Instruction]? = nil) throws -> DatapathHarness {
        let harness = try DatapathHarness()
        #expect(harness.perform(.setPacketIns(enabled: true, implicitTableMiss: false)) == nil)
        if let instructions { #expect(harness.apply(FlowMod(.add, priority: 1, instructions: instructions)) == nil) }
        return harness
    }

    private func apply(_ port: PortNumber, maxLength: UInt16 = 0xffff) -> [Instruction] {
        [.applyActions([.output(port: port, maxLength: maxLength)])]
    }

    // MARK: Misses

    @Test func missWithoutEntryDrops() throws {
        let harness = try harness()
        #expect(harness.send(frame, port: 1).isEmpty)
        #expect(harness.packetIns.isEmpty)
        #expect(harness.drops == [.tableMiss: 1])
    }

    @Test func missOfVersion10AsksTheController() throws {
        let harness = try harness()
        #expect(harness.perform(.setPacketIns(enabled: true, implicitTableMiss: true)) == nil)
        #expect(harness.send(frame, port: 3).isEmpty)
        let packetIn = try #require(harness.takePacketIns().first)
        #expect(packetIn.reason == .noMatch)
        #expect(packetIn.header.cookie == .max)
        #expect(packetIn.header.inPort == 3)
        #expect(packetIn.header.maxLength == 128)
        #expect(harness.drops.isEmpty)
    }

    @Test func tableMissEntryOfVersion13() throws {
        let harness = try harness()
        let mod = FlowMod(.add, priority: 0, instructions: apply(.controller), cookie: 0xabc)
        #expect(harness.apply(mod) == nil)
        #expect(harness.send(frame, port: 1).isEmpty)
        let packetIn = try #require(harness.takePacketIns().first)
        #expect(packetIn.reason == .noMatch)
        #expect(packetIn.header.cookie == 0xabc)
        #expect(packetIn.data == frame)
        #expect(harness.flows().map(\.packetCount) == [1])
    }

    @Test func priorityZeroWithAMatchIsNoTableMiss() throws {
        let harness = try harness()
        let mod = FlowMod(
            .add,
            priority: 0,
            match: Match([FieldMatch(.inPort, 1)]),
            instructions: apply(.controller)
        )
        #expect(harness.apply(mod) == nil)
        _ = harness.send(frame, port: 1)
        #expect(harness.takePacketIns().map(\.reason) == [.action])
    }

    @Test func withoutControllersNothingIsSent() throws {
        let harness = try harness(apply(.controller))
        #expect(harness.perform(.setPacketIns(enabled: false, implicitTableMiss: false)) == nil)
        _ = harness.send(frame, port: 1)
        #expect(harness.packetIns.isEmpty)
        #expect(harness.drops == [.noController: 1])
    }

    @Test func reasonTellsWhoseOutputItWas() throws {
        let harness = try harness([
            .applyActions([.output(port: .controller, maxLength: 0xffff)]),
            .writeActions([.output(port: .controller, maxLength: 0xffff)]),
        ])
        _ = harness.send(frame, port: 1)
        #expect(harness.takePacketIns().map(\.reason) == [.action, .actionSet])
        let out = PacketOut(actions: [.output(port: .controller, maxLength: 0xffff)], data: frame)
        #expect(harness.perform(.packetOut(out)) == nil)
        #expect(harness.takePacketIns().map(\.reason) == [.packetOut])
    }

    // MARK: Outputs

    static let outputs: [(PortNumber, [UInt32], [DropReason: Int])] = [
        (PortNumber(2), [2], [:]),
        (PortNumber(1), [], [.outputToInPort: 1]),
        (.inPort, [1], [:]),
        (.flood, [2, 4], [:]),
        (.all, [2, 3, 4], [:]),
        (PortNumber(77), [], [.portMissing: 1]),
        (.any, [], [.noOutput: 1]),
    ]

    /// Port 3 has NO_FLOOD.
    @Test(arguments: 0..<outputs.count) func outputFromPort1(_ index: Int) throws {
        let (port, expected, drops) = Self.outputs[index]
        let harness = try harness(apply(port))
        #expect(harness.configure(3, .noFlood) == nil)
        #expect(harness.send(frame, port: 1) == expected.map { SentFrame(port: $0, bytes: frame) })
        #expect(harness.drops == drops)
    }

    @Test func floodToNobodyIsADrop() throws {
        let harness = try DatapathHarness(ports: 1)
        #expect(harness.apply(FlowMod(.add, instructions: apply(.flood))) == nil)
        #expect(harness.send(frame, port: 1).isEmpty)
        #expect(harness.drops == [.noFloodPort: 1])
    }

    @Test func entryWithoutInstructionsDrops() throws {
        let harness = try harness([])
        #expect(harness.send(frame, port: 1).isEmpty)
        #expect(harness.drops == [.noOutput: 1])
    }

    @Test func invalidTTLDropsWhatFollows() throws {
        let harness = try harness([
            .applyActions([
                .output(port: PortNumber(2), maxLength: 0), .decrementNetworkTTL,
                .output(port: PortNumber(3), maxLength: 0),
            ])
        ])
        #expect(harness.send(frame, port: 1).map(\.port) == [2])
        #expect(harness.drops == [.invalidTTL: 1])
    }

    @Test func shortFramesAreDropped() throws {
        let harness = try harness(apply(PortNumber(2)))
        #expect(harness.send([UInt8](repeating: 0, count: 13), port: 1).isEmpty)
        #expect(harness.send([], port: 1).isEmpty)
        #expect(harness.drops == [.frameTooShort: 2])
        #expect(harness.send([UInt8](repeating: 0, count: 14), port: 1).count == 1)
    }

    @Test func fragmentsAreDroppedIfConfigured() throws {
        let harness = try harness(apply(PortNumber(2)))
        let fragment = FrameBuilder().ethernet(dst: 2, src: 1)
            .ipv4(src: 1, dst: 2, fragmentOffset: 2, proto: 17).payload([1, 2, 3, 4, 5, 6, 7, 8]).padded
        #expect(harness.send(fragment, port: 1).count == 1)
        #expect(harness.perform(.setConfig(SwitchConfig(fragments: .drop))) == nil)
        #expect(harness.send(fragment, port: 1).isEmpty)
        #expect(harness.send(frame, port: 1).count == 1)
        #expect(harness.drops == [.fragment: 1])
    }

    // MARK: Port configuration

    @Test func noReceiveAndPortDownDropWhatComesIn() throws {
        for (bit, reason) in [(PortConfig.noReceive, DropReason.noReceive), (.portDown, .portDown)] {
            let harness = try harness(apply(PortNumber(2)))
            #expect(harness.configure(1, bit) == nil)
            #expect(harness.send(frame, port: 1).isEmpty)
            #expect(harness.drops == [reason: 1])
            #expect(harness.configure(1, bit, false) == nil)
            #expect(harness.send(frame, port: 1).count == 1)
        }
    }

    @Test func noForwardAndPortDownDropWhatGoesOut() throws {
        for (bit, reason) in [(PortConfig.noForward, DropReason.noForward), (.portDown, .portDown)] {
            let harness = try harness(apply(PortNumber(2)))
            #expect(harness.configure(2, bit) == nil)
            #expect(harness.send(frame, port: 1).isEmpty)
            #expect(harness.drops == [reason: 1])
        }
    }

    /// NO_PACKET_IN is about misses, not about outputs to CONTROLLER (1.3.5 §7.2.1).
    @Test func noPacketInSilencesMisses() throws {
        let harness = try harness()
        #expect(harness.apply(FlowMod(.add, priority: 0, instructions: apply(.controller))) == nil)
        #expect(harness.configure(1, .noPacketIn) == nil)
        _ = harness.send(frame, port: 1)
        #expect(harness.takePacketIns().isEmpty)
        #expect(harness.drops == [.noPacketIn: 1])
        _ = harness.send(frame, port: 2)
        #expect(harness.takePacketIns().count == 1)
    }

    @Test func portModsAreChecked() throws {
        let harness = try harness()
        let address = DatapathHarness.hardwareAddress(of: 1)
        func mod(_ port: UInt32, _ address: UInt64, _ bits: PortConfig) -> OpenFlowError? {
            harness.perform(
                .portMod(PortMod(number: PortNumber(port), hardwareAddress: address, config: bits, mask: bits))
            )
        }
        #expect(mod(9, address, .noFlood)?.code == .portModFailedBadPort)
        #expect(mod(1, address + 1, .noFlood)?.code == .portModFailedBadHwAddr)
        #expect(mod(1, address, .noSTP)?.code == .portModFailedBadConfig)
        #expect(harness.takeEvents().isEmpty)
        #expect(mod(1, address, [.noFlood, .noReceive]) == nil)
        guard case .portStatus(let status)? = harness.takeEvents().first else {
            Issue.record("no PORT_STATUS")
            return
        }
        #expect(status.reason == .modify)
        #expect(status.port.number == PortNumber(1))
        #expect(status.port.config == [.noFlood, .noReceive])
    }

    // MARK: Counters

    @Test func portAndTableCounters() throws {
        let harness = try harness(apply(PortNumber(2)))
        for _ in 0..<3 { _ = harness.send(frame, port: 1) }
        guard case .port(let ports)? = harness.statistics(.port(.any)).first else {
            Issue.record("no port statistics")
            return
        }
        #expect(ports.map(\.number.rawValue) == [1, 2, 3, 4])
        #expect(ports.map(\.rxPackets) == [3, 0, 0, 0])
        #expect(ports.map(\.rxBytes) == [3 * UInt64(frame.count), 0, 0, 0])
        #expect(ports.map(\.txPackets) == [0, 3, 0, 0])
        #expect(ports.map(\.txBytes) == [0, 3 * UInt64(frame.count), 0, 0])
        guard case .table(let tables)? = harness.statistics(.table).first else {
            Issue.record("no table statistics")
            return
        }
        #expect(tables.map(\.lookupCount) == [3, 0, 0, 0])
        #expect(tables.map(\.matchedCount) == [3, 0, 0, 0])
        #expect(tables.map(\.activeCount) == [1, 0, 0, 0])
        #expect(harness.perform(.statistics(.port(PortNumber(9))))?.code == .badRequestBadPort)
    }

    @Test func aggregateSumsUpTheSelected() throws {
        let harness = try harness(apply(PortNumber(2)))
        let more = FlowMod(.add, match: Match([FieldMatch(.inPort, 3)]), instructions: apply(PortNumber(4)))
        #expect(harness.apply(more) == nil)
        for port in [1, 3, 3] as [UInt32] { _ = harness.send(frame, port: port) }
        let size = UInt64(frame.count)
        #expect(
            harness.statistics(.aggregate(FlowFilter()))
                == [.aggregate(AggregateStatistics(packetCount: 3, byteCount: 3 * size, flowCount: 2))]
        )
        #expect(
            harness.statistics(.aggregate(FlowFilter(outPort: PortNumber(4))))
                == [.aggregate(AggregateStatistics(packetCount: 2, byteCount: 2 * size, flowCount: 1))]
        )
        #expect(
            harness.statistics(.aggregate(FlowFilter(tableID: 1)))
                == [.aggregate(AggregateStatistics(packetCount: 0, byteCount: 0, flowCount: 0))]
        )
    }

    /// More entries than one slice of an answer holds.
    @Test func longDumpsComeInParts() throws {
        let harness = try harness()
        for number in 0..<1_000 {
            let match = Match([FieldMatch(.ethDst, UInt128(number))])
            #expect(harness.apply(FlowMod(.add, match: match)) == nil)
        }
        let replies = harness.request(.statistics(.flow(FlowFilter())))
        #expect(replies.count > 1)
        #expect(replies.map(\.isLast) == Array(repeating: false, count: replies.count - 1) + [true])
        #expect(Set(harness.flows().map(\.match)).count == 1_000)
    }
}
