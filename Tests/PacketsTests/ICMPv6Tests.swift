import Packets
import Testing

@Suite struct ICMPv6Tests {
    @Test func optionsBelongToTheirMessage() throws {
        var bytes = FrameFixture.named("plain: ipv6 ns")
        #expect(edited(bytes) { $0.setNDSourceLinkLayer(.broadcast, $1) } != nil)
        #expect(edited(bytes) { $0.setNDTargetLinkLayer(.broadcast, $1) } == nil)
        bytes[54] = 136
        #expect(edited(bytes) { $0.setNDSourceLinkLayer(.broadcast, $1) } == nil)
    }

    @Test func anOptionWithoutLengthEndsTheSearch() {
        var bytes = FrameFixture.named("plain: ipv6 ns")
        bytes[79] = 0
        #expect(edited(bytes) { $0.setNDSourceLinkLayer(.broadcast, $1) } == nil)
        #expect(edited(bytes) { $0.setNDTarget(1, $1) } != nil)
        bytes[79] = 2
        #expect(edited(bytes) { $0.setNDSourceLinkLayer(.broadcast, $1) } == nil)
    }

    @Test func optionsBeforeItAreSkipped() throws {
        let solicitation = FrameFixture.named("plain: ipv6 ns")
        var bytes = Array(solicitation[..<78]) + hex("0e01 010203040506") + solicitation[78...]
        bytes[19] += 8
        let after = try #require(edited(bytes) { $0.setNDSourceLinkLayer(EthernetAddress(0x0a0b_0c0d_0e0f), $1) })
        #expect(Array(after[88..<94]) == hex("0a0b0c0d0e0f"))
    }

    @Test func anEchoHasNoTarget() {
        let bytes = FrameFixture.named("plain: ipv6 echo")
        #expect(edited(bytes) { $0.setNDTarget(1, $1) } == nil)
        #expect(edited(FrameFixture.named("plain: ipv4 icmp")) { $0.setICMPv6Type(1, $1) } == nil)
        #expect(edited(FrameFixture.named("plain: ipv4 icmp")) { $0.setICMPv6Code(1, $1) } == nil)
    }
}
