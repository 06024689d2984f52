import Datapath
import OpenFlow
import TestSupport
import Testing

/// Frames that wait for the controller, as it sees them (1.3.5 §7.3.7, §7.4.1).
@Suite struct PacketBufferTests {
    private let frame = FrameBuilder().ethernet(dst: 2, src: 1).ipv4(src: 1, dst: 2).udp().payload([UInt8](0..<100))
        .bytes
    private let toPort2: [Action] = [.output(port: PortNumber(2), maxLength: 0)]

    /// A switch of 1.0, where every miss is sent to the controller.
    private func harness(buffers: Int = 256, missSendLength: UInt16 = 64) throws -> DatapathHarness {
        let configuration = DatapathConfiguration(tableCount: 1, bufferCount: buffers, bufferAgeLimit: 5_000_000_000)
        let harness = try DatapathHarness(configuration: configuration)
        #expect(harness.perform(.setPacketIns(enabled: true, implicitTableMiss: true)) == nil)
        #expect(harness.perform(.setConfig(SwitchConfig(missSendLength: missSendLength))) == nil)
        return harness
    }

    private func miss(_ harness: DatapathHarness, _ bytes: [UInt8]? = nil) -> DatapathHarness.CapturedPacketIn? {
        #expect(harness.send(bytes ?? frame, port: 1).isEmpty)
        let packetIns = harness.takePacketIns()
        #expect(packetIns.count == 1)
        return packetIns.first
    }

    private func release(_ harness: DatapathHarness, _ buffer: UInt32, _ actions: [Action]? = nil) -> OpenFlowError? {
        harness.perform(
            .packetOut(PacketOut(bufferID: buffer, inPort: PortNumber(1), actions: actions ?? toPort2))
        )
    }

    @Test func bufferedMissCarriesMissSendLengthBytes() throws {
        let harness = try harness()
        let packetIn = try #require(miss(harness))
        let buffer = try #require(packetIn.bufferID)
        #expect(packetIn.data == Array(frame.prefix(64)))
        #expect(packetIn.header.totalLength == UInt32(frame.count))
        #expect(release(harness, buffer) == nil)
        #expect(harness.settle() == [SentFrame(port: 2, bytes: frame)])
    }

    @Test func wholeFrameWithoutBufferIfAskedFor() throws {
        let harness = try harness(missSendLength: Reserved.noBufferLength)
        let packetIn = try #require(miss(harness))
        #expect(packetIn.bufferID == nil)
        #expect(packetIn.data == frame)
        #expect(harness.status?.buffersInUse == 0)
    }

    @Test func missSendLengthZeroBuffersAndSendsNothing() throws {
        let harness = try harness(missSendLength: 0)
        let packetIn = try #require(miss(harness))
        #expect(packetIn.bufferID != nil)
        #expect(packetIn.data.isEmpty)
    }

    @Test func usedTwiceIsEmpty() throws {
        let harness = try harness()
        let buffer = try #require(miss(harness)?.bufferID)
        #expect(release(harness, buffer) == nil)
        #expect(release(harness, buffer)?.code == .badRequestBufferEmpty)
        #expect(harness.settle().count == 1)
    }

    @Test func neverGivenIsUnknown() throws {
        let harness = try harness()
        for buffer in [0, 1, 255, 256, 0x1_0000, 0x7fff_0000, 0xffff_fffe] as [UInt32] {
            #expect(release(harness, buffer)?.code == .badRequestBufferUnknown, "\(buffer)")
        }
    }

    @Test func anOldGenerationIsUnknown() throws {
        let harness = try harness(buffers: 1)
        let first = try #require(miss(harness)?.bufferID)
        #expect(release(harness, first) == nil)
        #expect(harness.settle().count == 1)
        let second = try #require(miss(harness)?.bufferID)
        #expect(second != first)
        #expect(release(harness, first)?.code == .badRequestBufferUnknown)
        #expect(release(harness, second) == nil)
    }

    @Test func whenAllAreInUseTheWholeFrameComes() throws {
        let harness = try harness()
        var buffers: Set<UInt32> = []
        for _ in 0..<256 {
            let buffer = try #require(miss(harness)?.bufferID)
            buffers.insert(buffer)
        }
        #expect(buffers.count == 256)
        #expect(harness.status?.buffersInUse == 256)
        let packetIn = try #require(miss(harness))
        #expect(packetIn.bufferID == nil)
        #expect(packetIn.data == frame)
        #expect(release(harness, try #require(buffers.first)) == nil)
        #expect(harness.settle().count == 1)
        #expect(try #require(miss(harness)).bufferID != nil)
    }

    @Test func beyondItsAgeAFrameGivesWay() throws {
        let harness = try harness(buffers: 1)
        let old = try #require(miss(harness)?.bufferID)
        harness.advance(seconds: 4.9)
        #expect(try #require(miss(harness)).bufferID == nil)
        harness.advance(seconds: 0.2)
        let new = try #require(miss(harness)?.bufferID)
        #expect(release(harness, old)?.code == .badRequestBufferUnknown)
        #expect(release(harness, new) == nil)
    }

    @Test func expiredIsUnknown() throws {
        let harness = try harness()
        let buffer = try #require(miss(harness)?.bufferID)
        harness.advance(seconds: 5.1)
        #expect(release(harness, buffer)?.code == .badRequestBufferUnknown)
    }

    @Test func withoutBuffersFramesComeWhole() throws {
        let harness = try harness(buffers: 0)
        let packetIn = try #require(miss(harness))
        #expect(packetIn.bufferID == nil)
        #expect(packetIn.data == frame)
        #expect(release(harness, 0)?.code == .badRequestBufferUnknown)
    }

    @Test func flowModSendsItsBufferThroughTheTables() throws {
        let harness = try harness()
        let buffer = try #require(miss(harness)?.bufferID)
        let mod = FlowMod(
            .add,
            match: Match([FieldMatch(.inPort, 1)]),
            instructions: [.applyActions(toPort2)],
            bufferID: buffer
        )
        #expect(harness.apply(mod) == nil)
        #expect(harness.settle() == [SentFrame(port: 2, bytes: frame)])
        #expect(harness.flows().map(\.packetCount) == [1])
        #expect(harness.apply(mod)?.code == .badRequestBufferEmpty)
    }

    /// A flow-mod whose buffer is refused changes nothing.
    @Test func flowModWithUnknownBufferIsRefused() throws {
        let harness = try harness()
        let mod = FlowMod(.add, match: Match([FieldMatch(.inPort, 1)]), bufferID: 5)
        #expect(harness.apply(mod)?.code == .badRequestBufferUnknown)
        #expect(harness.flows().isEmpty)
    }

    /// A released frame that goes to the controller again gets a buffer of its own: edits and outputs after that see
    /// the frame as it was before.
    @Test func releasedFrameMayBeBufferedAgain() throws {
        let harness = try harness(buffers: 1)
        let buffer = try #require(miss(harness)?.bufferID)
        let actions: [Action] = [
            .setVLANVID(5), .output(port: .controller, maxLength: 64), .setField(FieldMatch(.ethDst, 0x99)),
            .output(port: PortNumber(2), maxLength: 0),
        ]
        #expect(release(harness, buffer, actions) == nil)
        let tagged = FrameBuilder().ethernet(dst: 2, src: 1).vlan(vid: 5).ipv4(src: 1, dst: 2).udp()
            .payload([UInt8](0..<100)).bytes
        var sent = tagged
        sent[5] = 0x99
        #expect(harness.settle() == [SentFrame(port: 2, bytes: sent)])
        let packetIn = try #require(harness.takePacketIns().first)
        #expect(packetIn.data == (packetIn.bufferID == nil ? tagged : Array(tagged.prefix(64))))
        if let again = packetIn.bufferID {
            #expect(release(harness, again) == nil)
            #expect(harness.settle() == [SentFrame(port: 2, bytes: tagged)])
        }
    }

    /// Frames larger than a slot keep all their bytes.
    @Test func largeFrames() throws {
        let harness = try harness(buffers: 2)
        let large = FrameBuilder().ethernet(dst: 2, src: 1).payload([UInt8](repeating: 7, count: 9_000)).bytes
        let first = try #require(miss(harness, large)?.bufferID)
        let second = try #require(miss(harness)?.bufferID)
        #expect(release(harness, first) == nil)
        #expect(release(harness, second) == nil)
        #expect(harness.settle() == [SentFrame(port: 2, bytes: large), SentFrame(port: 2, bytes: frame)])
    }

    /// A packet-out without actions drops the frame and frees the buffer.
    @Test func emptyActionsDropTheFrame() throws {
        let harness = try harness(buffers: 1)
        let buffer = try #require(miss(harness)?.bufferID)
        #expect(release(harness, buffer, []) == nil)
        #expect(harness.settle().isEmpty)
        #expect(harness.status?.buffersInUse == 0)
        #expect(harness.drops[.noOutput, default: 0] == 1)
    }
}
