import Packets
import Testing

@Suite struct VLANTests {
    @Test func keepsTheOtherBits() {
        let bytes = hex("ffffffffffff 020000000001 8100 b123 88b5") + [UInt8](repeating: 5, count: 46)
        let vid = edited(bytes) { $0.setVLANVID(0xffff, &$1) }
        #expect(vid.map { Slow.u16($0, 14) } == 0xbfff)
        let pcp = edited(bytes) { $0.setVLANPCP(0xfa, &$1) }
        #expect(pcp.map { Slow.u16($0, 14) } == 0x5123)
    }

    @Test func pushCopiesNumberAndPriorityOnly() {
        let bytes = hex("ffffffffffff 020000000001 8100 b123 88b5") + [UInt8](repeating: 5, count: 46)
        let after = edited(bytes) { $0.pushVLAN(0x88a8, &$1) }
        #expect(after == Array(bytes[..<12]) + hex("88a8 a123") + bytes[12...])
    }

    @Test func aFrameWithoutTagHasNothingToChange() {
        let bytes = FrameFixture.named("plain: ipv4 tcp")
        #expect(edited(bytes) { $0.setVLANVID(1, &$1) } == nil)
        #expect(edited(bytes) { $0.setVLANPCP(1, &$1) } == nil)
        #expect(edited(bytes) { $0.popVLAN(&$1) } == nil)
    }

    @Test func aTagCutShortIsNone() {
        let layout = layout(of: hex("ffffffffffff 020000000001 8100 b123 88"))
        #expect(layout.vlanCount == 0)
        #expect(layout.etherType == 0x8100)
    }
}
