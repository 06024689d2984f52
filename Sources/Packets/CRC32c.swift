/// CRC32c, the checksum of SCTP (RFC 9260 §6.8 and appendix A): polynomial 1EDC6F41, reflected, in software, eight bytes
/// at a time ("slicing by 8").
///
/// Table `k` (of 256 entries) says what a byte does to the register when `k` zero bytes follow it.
public enum CRC32c {
    /// The CRC of `count` bytes, as a number; SCTP sends its lowest byte first.
    public static func checksum(_ bytes: UnsafeRawPointer, count: Int) -> UInt32 {
        ~extend(~0, bytes, count: count)
    }

    /// Feeds bytes to a register that began as all ones and is inverted at the end.
    static func extend(_ register: UInt32, _ bytes: UnsafeRawPointer, count: Int) -> UInt32 {
        let table = tables
        var crc = register
        var offset = 0
        while offset &+ 8 <= count {
            let low = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self).littleEndian ^ crc
            let high = bytes.loadUnaligned(fromByteOffset: offset &+ 4, as: UInt32.self).littleEndian
            crc = table[7 &* 256 &+ Int(low & 0xff)] ^ table[6 &* 256 &+ Int((low >> 8) & 0xff)]
            crc ^= table[5 &* 256 &+ Int((low >> 16) & 0xff)] ^ table[4 &* 256 &+ Int(low >> 24)]
            crc ^= table[3 &* 256 &+ Int(high & 0xff)] ^ table[2 &* 256 &+ Int((high >> 8) & 0xff)]
            crc ^= table[256 &+ Int((high >> 16) & 0xff)] ^ table[Int(high >> 24)]
            offset &+= 8
        }
        while offset < count {
            crc = (crc >> 8) ^ table[Int((crc ^ UInt32(bytes.load8(offset))) & 0xff)]
            offset &+= 1
        }
        return crc
    }

    // Invariant: 8 * 256 entries, written once here, only read afterwards, never freed.
    nonisolated(unsafe) private static let tables: UnsafePointer<UInt32> = {
        let table = UnsafeMutablePointer<UInt32>.allocate(capacity: 8 * 256)
        for byte in 0..<256 {
            var crc = UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 0 ? crc >> 1 : (crc >> 1) ^ 0x82f6_3b78 }
            table[byte] = crc
        }
        for index in 256..<8 * 256 {
            let before = table[index - 256]
            table[index] = (before >> 8) ^ table[Int(before & 0xff)]
        }
        return UnsafePointer(table)
    }()
}
