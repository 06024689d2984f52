/// The Internet checksum (RFC 1071) and its incremental update (RFC 1624, equation 3).
///
/// Ones' complement sums do not care for byte order, so bytes are added as the machine loads them and only the folded
/// result is turned round. All 16-bit values in this interface are numbers as the protocols write them.
/// Sums are 64 bits of 32-bit pieces: no carry is lost below 2^32 pieces.
public enum Checksum {
    /// The sum of `count` bytes, to be folded; add the sums of several pieces only if all but the last are even.
    @inlinable public static func sum(_ bytes: UnsafeRawPointer, count: Int) -> UInt64 {
        var total: UInt64 = 0
        var offset = 0
        while offset &+ 8 <= count {
            let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            total &+= (word & 0xffff_ffff) &+ (word >> 32)
            offset &+= 8
        }
        if offset &+ 4 <= count {
            total &+= UInt64(bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
            offset &+= 4
        }
        if offset &+ 2 <= count {
            total &+= UInt64(bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self))
            offset &+= 2
        }
        if offset < count { total &+= UInt64(UInt16(bytes.load8(offset)).littleEndian) }
        // Folded before it is turned round, so that sums of pieces can be added as numbers.
        return UInt64(fold(total).bigEndian)
    }

    /// Adds the carries back until 16 bits are left.
    @inlinable public static func fold(_ sum: UInt64) -> UInt16 {
        var sum = (sum & 0xffff_ffff) + (sum >> 32)
        sum = (sum & 0xffff) + (sum >> 16)
        sum = (sum & 0xffff) + (sum >> 16)
        sum = (sum & 0xffff) + (sum >> 16)
        return UInt16(truncatingIfNeeded: sum)
    }

    /// The checksum of `count` bytes whose checksum field is 0, or 0 for sound ones whose field is filled.
    @inlinable public static func checksum(_ bytes: UnsafeRawPointer, count: Int) -> UInt16 {
        ~fold(sum(bytes, count: count))
    }

    /// The IPv4 pseudo header's sum (RFC 9293 §3.1); `length` is the transport header's and its payload's, in bytes.
    @inlinable public static func pseudoHeader(
        source: UInt32,
        destination: UInt32,
        ipProtocol: UInt8,
        length: Int
    ) -> UInt64 {
        words(source) + words(destination) + UInt64(ipProtocol) + words(UInt32(truncatingIfNeeded: length))
    }

    /// The IPv6 pseudo header's sum (RFC 8200 §8.1).
    @inlinable public static func pseudoHeader(
        source: UInt128,
        destination: UInt128,
        ipProtocol: UInt8,
        length: Int
    ) -> UInt64 {
        words(source) + words(destination) + UInt64(ipProtocol) + words(UInt32(truncatingIfNeeded: length))
    }

    /// What a change does to a sum, to be given to `updated`. Changed values lie at even offsets.
    @inlinable public static func delta(from old: UInt16, to new: UInt16) -> UInt32 { UInt32(~old) + UInt32(new) }

    @inlinable public static func delta(from old: UInt32, to new: UInt32) -> UInt32 {
        UInt32(fold(words(~old) + words(new)))
    }

    /// For 48 bits in the low bits of the values.
    @inlinable public static func delta(from old: EthernetAddress, to new: EthernetAddress) -> UInt32 {
        UInt32(fold(words(EthernetAddress(~old.rawValue).rawValue) + words(new.rawValue)))
    }

    @inlinable public static func delta(from old: UInt128, to new: UInt128) -> UInt32 {
        UInt32(fold(words(~old) + words(new)))
    }

    /// HC' = ~(~HC + ~m + m')
    @inlinable public static func updated(_ checksum: UInt16, by delta: UInt32) -> UInt16 {
        ~fold(UInt64(~checksum) + UInt64(delta))
    }

    @inlinable static func words(_ value: UInt32) -> UInt64 { UInt64(value >> 16) + UInt64(value & 0xffff) }

    @inlinable static func words(_ value: UInt64) -> UInt64 { (value >> 32) + (value & 0xffff_ffff) }

    @inlinable static func words(_ value: UInt128) -> UInt64 {
        UInt64(fold(words(UInt64(truncatingIfNeeded: value >> 64))))
            + UInt64(fold(words(UInt64(truncatingIfNeeded: value))))
    }
}
