import Packets
import Testing

@Suite struct ARPTests {
    static let frame = hex(
        "ffffffffffff 020000000001 0806 0001 0800 06 04 0001 020000000001 0a000001 000000000000 0a000002"
    )

    @Test func readsAllFields() throws {
        try Self.frame.withUnsafeBytes { buffer in
            let arp = try #require(ARPHeader(buffer.baseAddress! + 14, count: 28))
            #expect(arp.operation == 1)
            #expect(arp.senderHardwareAddress.rawValue == 0x0200_0000_0001)
            #expect(arp.senderProtocolAddress == 0x0a00_0001)
            #expect(arp.targetHardwareAddress.rawValue == 0)
            #expect(arp.targetProtocolAddress == 0x0a00_0002)
            #expect(ARPHeader(buffer.baseAddress! + 14, count: 27) == nil)
        }
    }

    @Test(arguments: [15, 17, 18, 19])
    func otherKindsAreNotLookedInto(offset: Int) {
        var bytes = Self.frame
        bytes[offset] ^= 1
        #expect(layout(of: bytes).networkOffset == 0)
        #expect(edited(bytes) { $0.setARPOperation(2, $1) } == nil)
        #expect(edited(bytes) { $0.setARPSenderProtocolAddress(2, $1) } == nil)
    }
}
