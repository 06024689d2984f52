import Packets
import Testing

@Suite struct IPv6Tests {
    @Test(arguments: [
        ("::", "::"), ("::1", "::1"), ("1::", "1::"), ("2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
        ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"), ("1:0:3:4:5:6:7:8", "1:0:3:4:5:6:7:8"), ("fe80::0001", "fe80::1"),
        ("::ffff:10.0.0.1", "::ffff:10.0.0.1"), ("64:ff9b::10.0.0.1", "64:ff9b::a00:1"), ("0:0:1::", "0:0:1::"),
    ])
    func readsAndWritesAddressesAsText(text: String, canonical: String) {
        #expect(IPv6Address(text)?.description == canonical)
    }

    @Test(arguments: [
        "", ":", ":::", "1", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "1:2:3:4:5:6:7:8::", "12345::", "g::",
        "1:", ":1", "1.2.3.4", "::1.2.3.4:5", "1:2:3:4:5:6:7:1.2.3.4",
    ])
    func refusesWhatIsNoAddress(text: String) {
        #expect(IPv6Address(text) == nil)
    }

    @Test func aRoundTripThroughText() {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<500 {
            var value: UInt128 = 0
            for _ in 0..<8 {
                value = value << 16 | UInt128(Bool.random(using: &generator) ? 0 : generator.next() & 0xffff)
            }
            #expect(IPv6Address(IPv6Address(value).description)?.rawValue == value)
        }
    }

    @Test func aDestinationOnTheWayIsNotInTheChecksum() {
        let bytes = FrameFixture.named("plain: ipv6 routing tcp")
        let before = layout(of: bytes)
        let after = edited(bytes) { $0.setIPv6Destination(5, $1) }
        let offset = Int(before.transportOffset)
        #expect(after.map { Array($0[offset...]) } == Array(bytes[offset...]))
    }

    @Test func anotherVersionIsNone() {
        var bytes = FrameFixture.named("plain: ipv6 tcp")
        bytes[14] = 0x40
        #expect(layout(of: bytes).networkOffset == 0)
        #expect(edited(bytes) { $0.setIPv6Source(5, $1) } == nil)
        #expect(edited(bytes) { $0.setIPv6FlowLabel(5, $1) } == nil)
    }

    @Test func aJumbogramEndsWithTheFrame() {
        var bytes = FrameFixture.named("plain: ipv6 hop tcp")
        bytes[18] = 0
        bytes[19] = 0
        #expect(layout(of: bytes).payloadEnd == UInt32(bytes.count))
        #expect(layout(of: bytes).transportOffset == 62)
    }

    @Test func aLengthOfNothingHidesTheTransport() {
        var bytes = FrameFixture.named("plain: ipv6 tcp")
        bytes[18] = 0
        bytes[19] = 0
        #expect(layout(of: bytes).transportOffset == 0)
        #expect(layout(of: bytes).payloadEnd == 54)
    }
}
