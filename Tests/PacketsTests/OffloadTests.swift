import Packets
import Testing

/// Partial checksums: as a sender with checksum offload leaves them, through edits, to their completion.
@Suite struct OffloadTests {
    /// The frame with the pseudo header's sum in its checksum field, and what the device is told.
    static func partial(_ bytes: [UInt8]) -> (bytes: [UInt8], offload: Offload) {
        var bytes = bytes
        let layout = layout(of: bytes)
        let start = Int(layout.transportOffset)
        let network = Int(layout.networkOffset)
        let addresses = layout.isIPv4 ? bytes[(network + 12)..<(network + 20)] : bytes[(network + 8)..<(network + 40)]
        let sum = Slow.fold(Slow.sum(addresses) + Int(layout.ipProtocol) + Int(layout.payloadEnd) - start)
        let offset = layout.ipProtocol == 6 ? 16 : layout.ipProtocol == 17 ? 6 : 8
        if layout.ipProtocol == 132 {
            bytes.replaceSubrange((start + 8)..<(start + 12), with: [0, 0, 0, 0])
        } else {
            bytes.replaceSubrange((start + offset)..<(start + offset + 2), with: [UInt8(sum >> 8), UInt8(sum & 0xff)])
        }
        return (
            bytes, Offload(needsChecksum: true, checksumStart: UInt16(start), checksumOffset: UInt16(offset))
        )
    }

    static let names = ["ipv4 tcp", "ipv4 options udp", "ipv6 tcp", "ipv6 hop udp", "ipv4 sctp", "ipv6 sctp"].flatMap {
        ["plain: " + $0, "qinq: " + $0, "snap: " + $0]
    }

    @Test(arguments: names)
    func completesTheChecksum(name: String) {
        let bytes = FrameFixture.named(name)
        let partial = Self.partial(bytes)
        let after = withFrame(partial.bytes, offload: partial.offload) { frame in
            expectDone(completeChecksum(&frame))
            #expect(!frame.offload.needsChecksum)
            expectDone(completeChecksum(&frame))
        }
        #expect(after == bytes)
    }

    @Test(arguments: names)
    func editsKeepThePartialSumRight(name: String) {
        let partial = Self.partial(FrameFixture.named(name))
        let ports = UInt16(0xffff)
        let after = withFrame(partial.bytes, offload: partial.offload) { frame in
            var layout = frame.layout
            frame.setIPv4Source(0xffff_ffff, layout)
            frame.setIPv4Destination(0, layout)
            frame.setIPv6Source(.max, layout)
            frame.setIPv6Destination(1, layout)
            frame.setTransportSource(ports, layout)
            frame.setTransportDestination(0, layout)
            frame.decrementNetworkTTL(layout)
            expectDone(frame.pushVLAN(0x8100, &layout))
            expectDone(completeChecksum(&frame))
        }
        #expect(Slow.checksumFaults(after) == [])
    }

    @Test func portsDoNotTouchThePartialSum() {
        let partial = Self.partial(FrameFixture.named("plain: ipv4 tcp"))
        let after = withFrame(partial.bytes, offload: partial.offload) { $0.setTCPSource(5, $0.layout) }
        #expect(after == Array(partial.bytes[..<34]) + [0, 5] + partial.bytes[36...])
    }

    @Test func completesBehindLabels() {
        withFrame(FrameFixture.named("plain: ipv4 sctp")) { frame in
            var layout = frame.layout
            frame.offload = Offload(needsChecksum: true, checksumStart: layout.transportOffset, checksumOffset: 8)
            expectDone(frame.pushMPLS(0x8847, &layout))
            expectDone(completeChecksum(&frame))
            #expect(Slow.checksumFaults(frame.copiedBytes) == [])
        }
    }

    @Test func aPlaceOutsideTheFrameIsRefused() {
        let bytes = FrameFixture.named("plain: ipv4 tcp")
        for start in [bytes.count - 17, bytes.count, 65_535] {
            let offload = Offload(needsChecksum: true, checksumStart: UInt16(start), checksumOffset: 16)
            let after = withFrame(bytes, headroom: 0, tailroom: 0, offload: offload) { frame in
                expectRefused(completeChecksum(&frame))
            }
            #expect(after == bytes)
        }
    }
}
