import Packets
import Testing

@Suite struct EthernetTests {
    @Test func readsAndWritesAddressesAsText() {
        #expect(EthernetAddress("01:23:45:67:89:ab")?.rawValue == 0x0123_4567_89ab)
        #expect(EthernetAddress("1-2-3-4-5-F")?.description == "01:02:03:04:05:0f")
        #expect(EthernetAddress.broadcast.description == "ff:ff:ff:ff:ff:ff")
    }

    @Test(arguments: ["", "1:2:3:4:5", "1:2:3:4:5:6:7", "1:2:3:4:5:", ":1:2:3:4:5", "1:2:3:4:5:100", "1:2:3:4:5:g"])
    func refusesWhatIsNoAddress(text: String) {
        #expect(EthernetAddress(text) == nil)
    }

    @Test func knowsGroupAndReservedAddresses() throws {
        #expect(EthernetAddress.broadcast.isMulticast)
        #expect(!EthernetAddress(0x0200_0000_0001).isMulticast)
        #expect(EthernetAddress(0x0180_c200_000e).isReserved)
        #expect(!EthernetAddress(0x0180_c200_0010).isReserved)
    }

    @Test func aShortFrameHasNoAddresses() {
        withFrame([UInt8](repeating: 1, count: 13), headroom: 0, tailroom: 0) { frame in
            #expect(frame.ethernet == nil)
            expectRefused(frame.setEthernetSource(.broadcast))
            expectRefused(frame.setEthernetDestination(.broadcast))
            #expect(frame.layout == HeaderLayout())
        }
    }
}
