import Packets
import Testing

/// The parser against scapy, and against frames that end where they should not.
@Suite struct HeaderLayoutTests {
    @Test func findsWhatScapyPutIn() {
        #expect(FrameFixture.all.count >= 200)
        for fixture in FrameFixture.all {
            withFrame(fixture.bytes, headroom: 0, tailroom: 0) { frame in
                #expect(fields(of: frame) == fixture.expect, "\(fixture.name)")
            }
        }
    }

    /// Offsets of a frame cut anywhere lie within what is left, and nothing beyond is read.
    @Test func survivesTruncationAtEveryByte() {
        for fixture in FrameFixture.all {
            let bytes = fixture.bytes
            for count in 0...bytes.count {
                withFrame(Array(bytes[..<count]), headroom: 0, tailroom: 0) { frame in
                    expectSound(frame.layout, count: count, fixture.name)
                    _ = fields(of: frame)
                }
            }
        }
    }

    @Test func survivesRandomBytes() {
        var generator = SeededGenerator(seed: 1)
        let fixtures = FrameFixture.all
        for round in 0..<20_000 {
            var bytes = generator.bytes(Int.random(in: 0...120, using: &generator))
            if round.isMultiple(of: 2), let fixture = fixtures.randomElement(using: &generator) {
                // A sound frame with a few bytes spoilt gets further than noise.
                bytes = fixture.bytes
                for _ in 0..<4 {
                    bytes[Int.random(in: 0..<min(80, bytes.count), using: &generator)] = generator.bytes(1)[0]
                }
            }
            withFrame(bytes, headroom: 0, tailroom: 0) { frame in
                expectSound(frame.layout, count: bytes.count, "round \(round)")
                _ = fields(of: frame)
            }
        }
    }

    private func expectSound(_ layout: HeaderLayout, count: Int, _ name: String) {
        #expect(count >= 14 || layout == HeaderLayout(), "\(name)")
        #expect(Int(layout.etherTypeOffset) + 2 <= max(count, 2), "\(name)")
        #expect(layout.mplsOffset == 0 || Int(layout.mplsOffset) + 4 <= count, "\(name)")
        #expect(layout.pbbOffset == 0 || Int(layout.pbbOffset) + 18 <= count, "\(name)")
        #expect(!layout.isARP || Int(layout.networkOffset) + 28 <= count, "\(name)")
        #expect(!layout.isIPv4 || Int(layout.networkOffset) + 20 <= count, "\(name)")
        #expect(!layout.isIPv6 || Int(layout.networkOffset) + 40 <= count, "\(name)")
        #expect(Int(layout.payloadEnd) <= count, "\(name)")
        if layout.transportOffset != 0 {
            #expect(layout.transportOffset > layout.networkOffset, "\(name)")
            #expect(Int(layout.transportOffset) + 4 <= Int(layout.payloadEnd), "\(name)")
        }
    }

    @Test func aThirdTagStaysTheType() {
        let bytes =
            hex("ffffffffffff 020000000001 88a8 2001 8100 4002 8100 6003 0800") + [UInt8](repeating: 0, count: 40)
        let layout = layout(of: bytes)
        #expect(layout.vlanCount == 2)
        #expect(layout.etherType == 0x8100)
        #expect(layout.etherTypeOffset == 20)
        #expect(layout.outerTCI == 0x2001)
        #expect(layout.networkOffset == 0)
    }

    @Test func findsIPBehindLabels() throws {
        for name in ["mpls 1, 0 tags: ipv4", "mpls 3, 2 tags: ipv6"] {
            let bytes = FrameFixture.named(name)
            withFrame(bytes, headroom: 0, tailroom: 0) { frame in
                let layout = frame.layout
                #expect(layout.networkOffset == 0)
                let inner = layout.behindMPLS(UnsafeRawPointer(frame.bytes), count: frame.byteCount)
                #expect(inner?.ipProtocol == IPProtocol.tcp)
                #expect(inner?.transportOffset != 0)
            }
        }
    }

    @Test func aStackWithoutBottomHasNothingBehindIt() {
        let bytes = hex("ffffffffffff 020000000001 8847 00010040 00020040")
        withFrame(bytes, headroom: 0, tailroom: 0) { frame in
            let layout = frame.layout
            #expect(layout.mplsOffset == 14)
            #expect(layout.behindMPLS(UnsafeRawPointer(frame.bytes), count: frame.byteCount) == nil)
        }
    }
}
