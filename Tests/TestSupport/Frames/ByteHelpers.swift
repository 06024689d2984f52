// Big-endian numbers and sums over plain arrays, written for clarity. Nothing here is shared with the code under test.

/// `count` bytes of `value`, most significant first.
func bigEndian(_ value: UInt128, _ count: Int) -> [UInt8] {
    (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> UInt128($0 * 8)) }
}

func bigEndian16(_ value: UInt16) -> [UInt8] { bigEndian(UInt128(value), 2) }
func bigEndian32(_ value: UInt32) -> [UInt8] { bigEndian(UInt128(value), 4) }

extension [UInt8] {
    /// The number in `count` bytes from `offset`.
    func number(_ offset: Int, _ count: Int) -> UInt128 {
        self[offset..<offset + count].reduce(0) { $0 << 8 | UInt128($1) }
    }

    func number16(_ offset: Int) -> UInt16 { UInt16(number(offset, 2)) }

    mutating func set(_ offset: Int, _ count: Int, _ value: UInt128) {
        replaceSubrange(offset..<offset + count, with: bigEndian(value, count))
    }

    mutating func set16(_ offset: Int, _ value: UInt16) { set(offset, 2, UInt128(value)) }
}

/// The ones' complement sum of 16-bit words (RFC 1071), not complemented; an odd last byte counts as a high one.
public func onesComplementSum(_ bytes: [UInt8]) -> UInt16 {
    var sum: UInt64 = 0
    for (index, byte) in bytes.enumerated() { sum += index % 2 == 0 ? UInt64(byte) << 8 : UInt64(byte) }
    while sum > 0xffff { sum = (sum & 0xffff) + (sum >> 16) }
    return UInt16(sum)
}

/// The Internet checksum of bytes whose checksum field is zero.
public func internetChecksum(_ bytes: [UInt8]) -> UInt16 { ~onesComplementSum(bytes) }

/// CRC-32C bit by bit (RFC 9260 appendix A), as it stands in an SCTP header in network order.
public func slowCRC32C(_ bytes: [UInt8]) -> UInt32 {
    var crc: UInt32 = 0xffff_ffff
    for byte in bytes {
        crc ^= UInt32(byte)
        for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0x82f6_3b78 : crc >> 1 }
    }
    return (~crc).byteSwapped
}
