import Packets
import Testing

@Suite struct TypeEditsTests {
    @Test func theTypeIsSetBehindTagsAndSNAP() throws {
        for (name, offset) in [("plain: ipv4 tcp", 12), ("qinq: ipv4 tcp", 20), ("snap: ipv4 tcp", 20)] {
            let bytes = FrameFixture.named(name)
            let after = try #require(edited(bytes) { $0.setEtherType(0x88b5, &$1) && $1 == $0.layout })
            #expect(after == Array(bytes[..<offset]) + [0x88, 0xb5] + bytes[(offset + 2)...])
        }
        #expect(edited(FrameFixture.named("spanning tree, 0 tags")) { $0.setEtherType(0x88b5, &$1) } == nil)
    }

    @Test func theOldProtocolsChecksumFollows() throws {
        let bytes = FrameFixture.named("plain: ipv4 udp")
        let after = try #require(edited(bytes) { $0.setIPProtocol(6, &$1) && $1 == $0.layout })
        #expect(after[23] == 6)
        #expect(Slow.fold(Slow.sum(after[14..<34])) == 0xffff)
        let pseudo = Slow.sum(after[26..<34]) + 6 + after.count - 34
        #expect(Slow.fold(pseudo + Slow.sum(after[34...])) == 0xffff)
        #expect(after[42...] == bytes[42...])
    }

    @Test func theProtocolStandsInTheLastExtensionHeader() throws {
        let bytes = FrameFixture.named("plain: ipv6 hop udp")
        let after = try #require(edited(bytes) { $0.setIPProtocol(99, &$1) && $1.ipProtocol == 99 && $1 == $0.layout })
        #expect(Array(after[..<68]) == Array(bytes[..<54]) + [99] + bytes[55..<68])
        #expect(edited(FrameFixture.named("plain: arp")) { $0.setIPProtocol(6, &$1) } == nil)
    }
}
