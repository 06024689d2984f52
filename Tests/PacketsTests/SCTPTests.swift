import Packets
import Testing

@Suite struct SCTPTests {
    @Test func readsAllFields() throws {
        let bytes = hex("1234 5678 01020304 0a0b0c0d")
        try bytes.withUnsafeBytes { buffer in
            let sctp = try #require(SCTPHeader(buffer.baseAddress!, count: 12))
            #expect(sctp.source == 0x1234)
            #expect(sctp.destination == 0x5678)
            #expect(sctp.verificationTag == 0x0102_0304)
            #expect(sctp.checksum == 0x0d0c_0b0a)
            #expect(SCTPHeader(buffer.baseAddress!, count: 11) == nil)
        }
    }

    @Test func aFragmentKeepsItsChecksum() {
        let bytes = FrameFixture.named("plain: ipv4 first sctp")
        let after = edited(bytes) { $0.setSCTPSource(0x0102, $1) }
        #expect(after == Array(bytes[..<34]) + [1, 2] + bytes[36...])
    }

    @Test func paddingIsNotPartOfIt() {
        let bytes = FrameFixture.named("plain: ipv4 sctp") + [UInt8](repeating: 9, count: 20)
        let after = edited(bytes) { $0.setSCTPDestination(0x0102, $1) }
        #expect(after.map(Slow.checksumFaults) == [])
    }
}
