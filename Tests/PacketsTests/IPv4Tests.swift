import Packets
import Testing

@Suite struct IPv4Tests {
    @Test func readsAndWritesAddressesAsText() {
        #expect(IPv4Address("10.0.255.1")?.rawValue == 0x0a00_ff01)
        #expect(IPv4Address(0xc0a8_0101).description == "192.168.1.1")
    }

    @Test(arguments: ["", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1..2.3", "1.2.3.04", "1.2.3.x", "1.2.3.-4", "1.2.3.4 "])
    func refusesWhatIsNoAddress(text: String) {
        #expect(IPv4Address(text) == nil)
    }

    @Test(arguments: [
        (14, 0x44),  // header of four words
        (14, 0x4f),  // header longer than the total length
        (14, 0x65),  // version 6
        (17, 19),  // total length shorter than the header
    ])
    func aHeaderThatLiesIsNone(offset: Int, value: Int) {
        var bytes = Array(FrameFixture.named("plain: ipv4 udp")[..<60])
        bytes[16] = 0
        bytes[17] = 46
        #expect(layout(of: bytes).networkOffset == 14)
        bytes[offset] = UInt8(value)
        #expect(layout(of: bytes).networkOffset == 0)
        bytes[14...].withUnsafeBytes { #expect(IPv4Header($0.baseAddress!, count: $0.count) == nil) }
        #expect(edited(bytes) { $0.setIPv4Source(1, $1) } == nil)
        #expect(edited(bytes) { $0.setDSCP(1, $1) } == nil)
    }

    @Test func theDatagramEndsByItsOwnLength() {
        var bytes = FrameFixture.named("plain: ipv4 udp")
        bytes[16] = 0
        bytes[17] = 27
        let layout = layout(of: bytes)
        #expect(layout.payloadEnd == 41)
        #expect(layout.ipProtocol == IPProtocol.udp)
        #expect(layout.transportOffset == 0)
    }

    @Test func theLastHopIsLeftAlone() {
        let bytes = FrameFixture.named("plain: ipv4 tcp")
        for (ttl, isLeft) in [(UInt8(0), false), (1, false), (2, true)] {
            withFrame(bytes) { frame in
                let layout = frame.layout
                frame.setNetworkTTL(ttl, layout)
                let isDone = frame.decrementNetworkTTL(layout)
                #expect(isDone == isLeft)
                #expect(frame.networkTTL(layout) == (isLeft ? ttl - 1 : ttl))
                #expect(Slow.checksumFaults(frame.copiedBytes) == [])
            }
        }
        let arp = FrameFixture.named("plain: arp")
        #expect(edited(arp) { $0.decrementNetworkTTL($1) } == arp)
    }
}
