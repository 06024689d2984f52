import Packets
import Testing

@Suite struct UDPTests {
    @Test func noChecksumStaysNone() {
        let bytes = FrameFixture.named("plain: ipv4 udp-none")
        let after = edited(bytes) { $0.setUDPSource(9, $1) && $0.setIPv4Destination(9, $1) }
        #expect(after.map { Slow.u16($0, 40) } == 0)
    }

    /// Some port makes the sum ffff, whose complement would mean "no checksum".
    @Test func zeroIsSentAsOnes() {
        let bytes = FrameFixture.named("plain: ipv4 udp")
        var seen = 0
        for port in UInt16.min...UInt16.max {
            withFrame(bytes) { frame in
                frame.setUDPDestination(port, frame.layout)
                let checksum = frame.bytes.loadUnaligned(fromByteOffset: 40, as: UInt16.self)
                #expect(checksum != 0)
                if checksum == 0xffff {
                    seen += 1
                    #expect(Slow.checksumFaults(frame.copiedBytes) == [])
                }
            }
        }
        #expect(seen > 0)
    }
}
