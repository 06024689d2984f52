import Packets
import Testing

@Suite struct TCPTests {
    @Test func readsAllFields() throws {
        let bytes = hex("1234 5678 01020304 05060708 5a52 1000 abcd 0000")
        try bytes.withUnsafeBytes { buffer in
            let tcp = try #require(TCPHeader(buffer.baseAddress!, count: 20))
            #expect(tcp.source == 0x1234)
            #expect(tcp.destination == 0x5678)
            #expect(tcp.sequence == 0x0102_0304)
            #expect(tcp.acknowledgement == 0x0506_0708)
            #expect(tcp.headerByteCount == 20)
            #expect(tcp.flags == 0xa52)
            #expect(tcp.window == 0x1000)
            #expect(tcp.checksum == 0xabcd)
            #expect(TCPHeader(buffer.baseAddress!, count: 19) == nil)
        }
    }

    @Test func aLaterFragmentHasNoPorts() {
        let bytes = FrameFixture.named("plain: ipv4 later tcp")
        #expect(edited(bytes) { $0.setTCPSource(5, $1) } == nil)
        #expect(edited(bytes) { $0.setTransportDestination(5, $1) } == nil)
    }

    @Test func anotherProtocolHasNoTCPPorts() {
        let bytes = FrameFixture.named("plain: ipv4 udp")
        #expect(edited(bytes) { $0.setTCPSource(5, $1) } == nil)
        #expect(edited(bytes) { $0.setTransportSource(5, $1) } == edited(bytes) { $0.setUDPSource(5, $1) })
    }
}
