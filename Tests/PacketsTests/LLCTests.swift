import Packets
import Testing

@Suite struct LLCTests {
    static let addresses = hex("0180c2000000 020000000001")

    @Test func snapBringsTheTypeBack() {
        let layout = layout(of: Self.addresses + hex("0010 aaaa03 000000 88b5 0102030405060708"))
        #expect(layout.etherType == 0x88b5)
        #expect(layout.etherTypeOffset == 20)
    }

    @Test(arguments: [
        "0026 424203 0000000000",  // spanning tree
        "0010 aaaa03 00000c 2000 01",  // another organisation's type
        "0010 aaaa03 000000 05dc 01",  // SNAP with a length for a type
        "0010 aaaa03 000000 08",  // cut short
        "0000",
    ])
    func anythingElseHasNone(rest: String) {
        let layout = layout(of: Self.addresses + hex(rest))
        #expect(layout.etherType == EtherType.none)
        #expect(layout.etherTypeOffset == 12)
    }

    @Test func theLengthFollowsALabel() throws {
        let bytes = FrameFixture.named("snap: ipv4 tcp")
        let after = try #require(edited(bytes) { $0.pushMPLS(0x8847, &$1) })
        #expect(Slow.u16(after, 12) == Slow.u16(bytes, 12) + 4)
        #expect(edited(after) { $0.popMPLS(0x0800, &$1) } == bytes)
    }
}
