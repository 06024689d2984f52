import Packets
import Testing

@Suite struct ICMPTests {
    @Test func changesTypeAndCode() throws {
        let bytes = FrameFixture.named("plain: ipv4 icmp")
        let after = try #require(edited(bytes) { $0.setICMPType(0, $1) && $0.setICMPCode(7, $1) })
        #expect(Array(after[34..<36]) == [0, 7])
        #expect(Slow.checksumFaults(after) == [])
    }

    @Test func theOtherVersionsMessagesAreNotICMP() {
        let bytes = FrameFixture.named("plain: ipv6 echo")
        #expect(edited(bytes) { $0.setICMPType(0, $1) } == nil)
        #expect(edited(bytes) { $0.setICMPCode(0, $1) } == nil)
        var crossed = FrameFixture.named("plain: ipv4 icmp")
        crossed[23] = 58
        #expect(layout(of: crossed).transportOffset == 0)
    }
}
