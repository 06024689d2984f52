/// TCP (RFC 9293).
///
///      0          2          4          8     12                        14       16         18       20
///     | src port | dst port | sequence | ack | offset:4 0:3 flags:9    | window | checksum | urgent | options
@frozen public struct TCPHeader {
    @inlinable public static var minimumByteCount: Int { 20 }

    public let bytes: UnsafeRawPointer

    /// The caller has seen that `minimumByteCount` bytes are there.
    @inlinable public init(unchecked bytes: UnsafeRawPointer) { self.bytes = bytes }

    @inlinable public init?(_ bytes: UnsafeRawPointer, count: Int) {
        guard count >= TCPHeader.minimumByteCount else { return nil }
        self.bytes = bytes
    }

    @inlinable public var source: UInt16 { bytes.load16(0) }
    @inlinable public var destination: UInt16 { bytes.load16(2) }
    @inlinable public var sequence: UInt32 { bytes.load32(4) }
    @inlinable public var acknowledgement: UInt32 { bytes.load32(8) }
    /// As the header says: not compared with anything.
    @inlinable public var headerByteCount: Int { Int(bytes.load8(12) >> 4) * 4 }
    /// The twelve bits after the data offset, as in OXM_OF_TCP_FLAGS (1.5.1 §7.2.3.8).
    @inlinable public var flags: UInt16 { bytes.load16(12) & 0x0fff }
    @inlinable public var window: UInt16 { bytes.load16(14) }
    @inlinable public var checksum: UInt16 { bytes.load16(16) }
}

/// Bits of `TCPHeader.flags`.
public enum TCPFlags {
    @inlinable public static var fin: UInt16 { 0x01 }
    @inlinable public static var syn: UInt16 { 0x02 }
    @inlinable public static var rst: UInt16 { 0x04 }
    @inlinable public static var psh: UInt16 { 0x08 }
    @inlinable public static var ack: UInt16 { 0x10 }
    @inlinable public static var urg: UInt16 { 0x20 }
    @inlinable public static var ece: UInt16 { 0x40 }
    @inlinable public static var cwr: UInt16 { 0x80 }
}

extension Frame {
    /// The checksum follows; false without a TCP header.
    @discardableResult @inlinable
    public mutating func setTCPSource(_ port: UInt16, _ layout: HeaderLayout) -> Bool {
        guard layout.hasTransport(IPProtocol.tcp) else { return false }
        rewriteTransport(port, at: Int(layout.transportOffset), checksumAt: Int(layout.transportOffset) + 16)
        return true
    }

    /// The checksum follows; false without a TCP header.
    @discardableResult @inlinable
    public mutating func setTCPDestination(_ port: UInt16, _ layout: HeaderLayout) -> Bool {
        guard layout.hasTransport(IPProtocol.tcp) else { return false }
        rewriteTransport(port, at: Int(layout.transportOffset) + 2, checksumAt: Int(layout.transportOffset) + 16)
        return true
    }

    /// Sets the 12 low bits of the word that begins with the data offset: three reserved bits and nine flags. The
    /// checksum follows; false without a TCP header.
    @discardableResult @inlinable
    public mutating func setTCPFlags(_ flags: UInt16, _ layout: HeaderLayout) -> Bool {
        guard layout.hasTransport(IPProtocol.tcp) else { return false }
        let offset = Int(layout.transportOffset) + 12
        let word = bytes.load16(offset) & 0xf000 | flags & 0x0fff
        rewriteTransport(word, at: offset, checksumAt: Int(layout.transportOffset) + 16)
        return true
    }

    /// Changes two bytes that an Internet checksum covers.
    @inlinable mutating func rewriteTransport(
        _ value: UInt16,
        at offset: Int,
        checksumAt checksumOffset: Int,
        zeroMeansNone: Bool = false
    ) {
        let delta = Checksum.delta(from: bytes.load16(offset), to: value)
        bytes.store16(value, offset)
        updateChecksum(at: checksumOffset, by: delta, zeroMeansNone: zeroMeansNone)
    }
}
