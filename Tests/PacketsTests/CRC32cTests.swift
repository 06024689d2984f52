import Packets
import Testing

@Suite struct CRC32cTests {
    @Test func theCheckValue() {
        let bytes = Array("123456789".utf8)
        bytes.withUnsafeBytes { #expect(CRC32c.checksum($0.baseAddress!, count: 9) == 0xe306_9283) }
    }

    @Test func asTheSlowTwinAtEveryLengthAndAlignment() {
        var generator = SeededGenerator(seed: 6)
        let bytes = generator.bytes(70)
        bytes.withUnsafeBytes { buffer in
            for start in 0..<8 {
                for count in 0...(70 - start) {
                    let crc = CRC32c.checksum(buffer.baseAddress! + start, count: count)
                    #expect(crc == Slow.crc32c(bytes[start..<start + count]))
                }
            }
        }
    }
}
