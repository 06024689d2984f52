import Packets
import Testing

@Suite struct MPLSTests {
    @Test func packsAnEntry() {
        let entry = MPLSEntry(label: 0xabcde, trafficClass: 5, isBottom: true, ttl: 9)
        #expect(entry.rawValue == 0xabcd_eb09)
        #expect(entry.label == 0xabcde)
        #expect(entry.trafficClass == 5)
        #expect(entry.isBottom)
        #expect(entry.ttl == 9)
    }

    @Test func goesBeforeTagsOrBehindThem() throws {
        let bytes = FrameFixture.named("vlan: ipv4 tcp")
        let ttl = String(bytes[26], radix: 16)
        let label = hex("00000 1" + (ttl.count == 1 ? "0" : "") + ttl)
        let before = try #require(edited(bytes) { $0.pushMPLS(0x8847, &$1) })
        #expect(before == Array(bytes[..<12]) + hex("8847") + label + bytes[14...])
        #expect(edited(before) { $0.popMPLS(0x8100, &$1) } == bytes)
        let behind = try #require(edited(bytes) { $0.pushMPLS(0x8847, behindTags: true, &$1) })
        #expect(behind == Array(bytes[..<16]) + hex("8847") + label + bytes[18...])
        #expect(edited(behind) { $0.popMPLS(0x0800, &$1) } == bytes)
    }

    @Test func bottomOfStackIsOneBit() {
        let bytes = FrameFixture.named("mpls 1, 0 tags: ipv4")
        let after = edited(bytes) { $0.setMPLSBottomOfStack(false, $1) }
        #expect(after == Array(bytes[..<16]) + [bytes[16] & 0xfe] + bytes[17...])
    }

    @Test func theLastHopIsLeftAlone() {
        let bytes = FrameFixture.named("mpls 2, 0 tags: ipv4")
        #expect(bytes[17] == 1)
        #expect(edited(bytes) { $0.decrementMPLSTTL($1) } == nil)
    }

    @Test func withoutLabelNothingIsDone() {
        let bytes = FrameFixture.named("plain: ipv4 tcp")
        #expect(edited(bytes) { $0.setMPLSLabel(1, $1) } == nil)
        #expect(edited(bytes) { $0.setMPLSTTL(1, $1) } == nil)
        #expect(edited(bytes) { $0.popMPLS(0x0800, &$1) } == nil)
        #expect(edited(bytes) { $0.copyTTLIn($1) } == nil)
        #expect(edited(bytes) { $0.copyTTLOut($1) } == nil)
        #expect(edited(bytes) { $0.decrementMPLSTTL($1) } == bytes)
        let llc = FrameFixture.named("spanning tree, 0 tags")
        #expect(edited(llc) { $0.pushMPLS(0x8847, &$1) } == nil)
    }
}
