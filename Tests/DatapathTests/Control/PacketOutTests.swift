import Datapath
import OpenFlow
import TestSupport
import Testing

/// Packet-outs (1.3.5 §7.3.7) and the barrier after them.
@Suite struct PacketOutTests {
    private let frame = FrameBuilder().ethernet(dst: 2, src: 1).payload([1, 2, 3]).padded

    private func send(
        _ harness: DatapathHarness,
        _ ports: [PortNumber],
        inPort: PortNumber = .controller
    ) -> [UInt32] {
        let actions = ports.map { Action.output(port: $0, maxLength: 0xffff) }
        #expect(harness.perform(.packetOut(PacketOut(inPort: inPort, actions: actions, data: frame))) == nil)
        return harness.settle().map(\.port)
    }

    @Test func reservedPorts() throws {
        let harness = try DatapathHarness()
        #expect(send(harness, [PortNumber(3)]) == [3])
        #expect(send(harness, [.flood]) == [1, 2, 3, 4])
        #expect(send(harness, [.flood], inPort: PortNumber(2)) == [1, 3, 4])
        #expect(send(harness, [.all], inPort: PortNumber(1)) == [2, 3, 4])
        #expect(send(harness, [.inPort], inPort: PortNumber(2)) == [2])
        #expect(send(harness, [PortNumber(2)], inPort: PortNumber(2)).isEmpty)
        #expect(send(harness, [.inPort]).isEmpty)
        #expect(send(harness, []).isEmpty)
    }

    @Test func tableRunsThePipelineWithItsInPort() throws {
        let harness = try DatapathHarness()
        let output = Action.output(port: PortNumber(4), maxLength: 0)
        let mod = FlowMod(.add, match: Match([FieldMatch(.inPort, 2)]), instructions: [.applyActions([output])])
        #expect(harness.apply(mod) == nil)
        #expect(send(harness, [.table], inPort: PortNumber(2)) == [4])
        #expect(send(harness, [.table], inPort: PortNumber(1)).isEmpty)
        #expect(harness.flows().map(\.packetCount) == [1])
        #expect(harness.drops[.tableMiss, default: 0] == 1)
    }

    /// What the tables do to the frame stays with their copy of it.
    @Test func actionsAfterTableSeeTheFrameAsItWas() throws {
        let harness = try DatapathHarness()
        let edit = Action.setField(FieldMatch(.ethDst, 0x99))
        let mod = FlowMod(
            .add,
            instructions: [.applyActions([edit, .output(port: PortNumber(4), maxLength: 0)])]
        )
        #expect(harness.apply(mod) == nil)
        let actions: [Action] = [.output(port: .table, maxLength: 0), .output(port: PortNumber(3), maxLength: 0)]
        #expect(harness.perform(.packetOut(PacketOut(actions: actions, data: frame))) == nil)
        var changed = frame
        changed[5] = 0x99
        #expect(harness.settle() == [SentFrame(port: 3, bytes: frame), SentFrame(port: 4, bytes: changed)])
    }

    @Test func badOnesAreRefused() throws {
        let harness = try DatapathHarness()
        func code(_ out: PacketOut) -> ErrorCode? { harness.perform(.packetOut(out))?.code }
        let flood = [Action.output(port: .flood, maxLength: 0)]
        #expect(code(PacketOut(inPort: .flood, actions: flood, data: frame)) == .badRequestBadPort)
        #expect(code(PacketOut(inPort: PortNumber(0), actions: flood, data: frame)) == .badRequestBadPort)
        #expect(code(PacketOut(actions: flood, data: [1, 2, 3])) == .badRequestBadPacket)
        #expect(code(PacketOut(bufferID: 3, actions: flood)) == .badRequestBufferUnknown)
        #expect(code(PacketOut(actions: [.group(1)], data: frame)) == .badActionBadOutGroup)
        #expect(harness.settle().isEmpty)
    }

    /// An invalid TTL ends the frame with one drop, not two.
    @Test func invalidTTLIsCountedOnce() throws {
        let harness = try DatapathHarness()
        let old = FrameBuilder().ethernet(dst: 2, src: 1).ipv4(src: 1, dst: 2, ttl: 1).udp().padded
        let actions: [Action] = [.decrementNetworkTTL, .output(port: PortNumber(2), maxLength: 0)]
        #expect(harness.perform(.packetOut(PacketOut(actions: actions, data: old))) == nil)
        #expect(harness.settle().isEmpty)
        #expect(harness.drops == [.invalidTTL: 1])
    }

    @Test func barrierComesAfterAllBeforeIt() throws {
        let harness = try DatapathHarness()
        let replies = harness.request(.barrier)
        #expect(replies.count == 1)
        guard case .barrier? = replies.first?.body else {
            Issue.record("no barrier reply but \(replies)")
            return
        }
        #expect(replies.first?.isLast == true)
    }
}
