import Packets
import Testing

/// All edits against scapy, on spoilt frames, and one after the other.
@Suite struct FrameEditsTests {
    @Test func doWhatScapyDoes() {
        #expect(EditFixture.all.count >= 1000)
        for fixture in EditFixture.all {
            var isDone = false
            let after = withFrame(hex(fixture.before)) { frame in
                var layout = frame.layout
                isDone = apply(fixture.edit, fixture.value, &frame, &layout)
                #expect(layout == frame.layout, "\(fixture.name): the layout no longer describes the frame")
            }
            #expect(isDone, "\(fixture.name)")
            #expect(after == hex(fixture.after), "\(fixture.name)")
        }
    }

    @Test func neverReachBeyondASpoiltFrame() {
        var generator = SeededGenerator(seed: 2)
        let edits = Set(EditFixture.all.map(\.edit)).union(["eth_type", "ip_proto"]).sorted()
        for fixture in FrameFixture.all {
            let bytes = fixture.bytes
            for edit in edits {
                let count = Int.random(in: 0...bytes.count, using: &generator)
                withFrame(Array(bytes[..<count]), headroom: 18, tailroom: 0) { frame in
                    var layout = frame.layout
                    let before = frame.copiedBytes
                    if !apply(edit, "77", &frame, &layout) {
                        #expect(frame.copiedBytes == before, "\(edit) said no and changed \(fixture.name) all the same")
                    }
                    #expect(layout == frame.layout, "\(edit), \(fixture.name)")
                    #expect(frame.headroom >= 0)
                    #expect(frame.tailroom >= 0)
                }
            }
        }
    }

    /// Whatever is done in whatever order, checksums stay right by a full recomputation.
    @Test func keepChecksumsRightInAnyOrder() {
        var generator = SeededGenerator(seed: 3)
        let edits = Set(EditFixture.all.map(\.edit)).sorted().filter { $0 != "pop_mpls" }
        for fixture in FrameFixture.all where fixture.expect["fragment"] != "2" {
            withFrame(fixture.bytes, headroom: 600) { frame in
                #expect(Slow.checksumFaults(frame.copiedBytes) == [], "\(fixture.name) as it came")
                var layout = frame.layout
                var done: [String] = []
                for _ in 0..<12 {
                    guard let edit = edits.randomElement(using: &generator) else { return }
                    // The twin looks for IP behind labels: not for tags or whatever else a label can hide.
                    if edit == "push_mpls", layout.vlanCount > 0 || layout.payloadEnd == 0 && layout.mplsOffset == 0 {
                        continue
                    }
                    let value = randomValue(for: edit, using: &generator)
                    if apply(edit, value, &frame, &layout) { done.append("\(edit)=\(value)") }
                    #expect(layout == frame.layout, "\(fixture.name): \(done)")
                }
                #expect(Slow.checksumFaults(frame.copiedBytes) == [], "\(fixture.name): \(done)")
            }
        }
    }

    private func randomValue(for edit: String, using generator: inout SeededGenerator) -> String {
        switch edit {
        case "push_vlan": "\(0x8100)"
        case "push_mpls": "\(0x8847)"
        case "push_pbb": "\(0x88e7)"
        case "icmpv4_type", "icmpv6_type": "\(generator.next() % 256)"
        default: "\(UInt128(generator.next()) << 64 | UInt128(generator.next()))"
        }
    }

    @Test func pushingNeedsHeadroom() {
        let bytes = FrameFixture.named("plain: ipv4 tcp")
        for (edit, byteCount) in [("push_vlan", 4), ("push_mpls", 4), ("push_pbb", 18)] {
            for headroom in [0, byteCount - 1, byteCount] {
                let after = withFrame(bytes, headroom: headroom) { frame in
                    var layout = frame.layout
                    let isDone = apply(edit, "33024", &frame, &layout)
                    #expect(isDone == (headroom >= byteCount))
                }
                #expect(after.count == bytes.count + (headroom >= byteCount ? byteCount : 0))
            }
        }
    }

    @Test func paddingStopsWhereTheRoomEnds() {
        let short = FrameFixture.named("plain: arp")
        #expect(short.count == 42)
        for (tailroom, count) in [(0, 42), (10, 52), (18, 60), (200, 60)] {
            let after = withFrame(short, tailroom: tailroom) { $0.padToMinimum() }
            #expect(after == short + [UInt8](repeating: 0, count: count - 42))
        }
    }

    @Test func offloadPlacesMoveWithTheHeaders() {
        let bytes = FrameFixture.named("plain: ipv4 tcp")
        let offload = Offload(
            needsChecksum: true,
            segmentation: .tcp4,
            checksumStart: 34,
            checksumOffset: 16,
            segmentSize: 9,
            headerLength: 54
        )
        withFrame(bytes, offload: offload) { frame in
            var layout = frame.layout
            expectDone(frame.pushVLAN(0x8100, &layout))
            #expect(frame.offload.checksumStart == 38)
            #expect(frame.offload.headerLength == 58)
            expectDone(frame.pushPBB(0x88e7, &layout))
            #expect(frame.offload.checksumStart == 56)
            expectDone(frame.popPBB(&layout))
            expectDone(frame.popVLAN(&layout))
            expectDone(frame.pushMPLS(0x8847, &layout))
            #expect(frame.offload.checksumStart == 38)
            expectDone(frame.popMPLS(0x0800, &layout))
            #expect(frame.offload.checksumStart == 34)
            #expect(frame.offload.headerLength == 54)
            #expect(frame.copiedBytes == bytes)
        }
    }
}
