import Packets
import Testing

@Suite struct PBBTests {
    @Test func pushAndPopUndoEachOther() throws {
        for name in ["plain: ipv4 tcp", "qinq: ipv6 udp", "plain: other", "snap: ipv4 tcp"] {
            let bytes = FrameFixture.named(name)
            let pushed = try #require(edited(bytes) { $0.pushPBB(0x88e7, &$1) })
            #expect(pushed.count == bytes.count + 18)
            #expect(Array(pushed[18...]) == bytes)
            let padding = [UInt8](repeating: 0, count: max(0, 60 - bytes.count))
            #expect(edited(pushed) { $0.popPBB(&$1) } == bytes + padding)
        }
    }

    @Test func aSecondOneCopiesTheService() {
        withFrame(FrameFixture.named("pbb, 0 tags: ipv4")) { frame in
            var layout = frame.layout
            expectDone(frame.pushPBB(0x88e7, &layout))
            #expect(frame.pbbTag(layout)?.isid == 0xabcdef)
            #expect(frame.pbbTag(layout)?.uca == false)
        }
    }

    @Test func withoutTagNothingIsDone() {
        let bytes = FrameFixture.named("plain: ipv4 tcp")
        #expect(edited(bytes) { $0.setPBBISID(1, $1) } == nil)
        #expect(edited(bytes) { $0.setPBBUCA(true, $1) } == nil)
        #expect(edited(bytes) { $0.popPBB(&$1) } == nil)
    }
}
