import Datapath
import OpenFlow
import TestSupport
import Testing

/// Every field that the registry calls settable is set in every kind of frame that has it, or the action is refused:
/// none is taken and then does nothing.
@Suite struct SetFieldTests {
    static let settable = MatchField.allCases.filter(\.info.isSettable)

    @Test(arguments: settable) func changesTheFrameOrIsRefused(_ field: MatchField) throws {
        // Not in the frame's bytes.
        if field == .tunnelID { return }
        var frames = RandomFrames(seed: 5)
        let harness = try DatapathHarness(ports: 2)
        for _ in 0..<400 {
            let frame = frames.next()
            let value: UInt128 = field == .vlanVID ? 0x1123 : field.info.fullMask & 0x0101_0101_0101_0165
            let action = Action.setField(FieldMatch(field, value))
            let out = PacketOut(
                inPort: PortNumber(1),
                actions: [action, .output(port: PortNumber(2), maxLength: 0)],
                data: frame
            )
            if harness.perform(.packetOut(out)) != nil { return }
            var reference = ReferencePipeline(ports: [1, 2])
            let expected = reference.packetOut(frame, inPort: 1, out.actions)
            #expect(harness.settle() == expected.sent, "\(field): \(hex(frame))")
        }
    }
}
