/// ICMP (RFC 792): the four bytes that all messages share.
///
///      0      1      2          4
///     | type | code | checksum |
@frozen public struct ICMPHeader {
    @inlinable public static var byteCount: Int { 4 }

    public let bytes: UnsafeRawPointer

    /// The caller has seen that `byteCount` bytes are there.
    @inlinable public init(unchecked bytes: UnsafeRawPointer) { self.bytes = bytes }

    @inlinable public init?(_ bytes: UnsafeRawPointer, count: Int) {
        guard count >= ICMPHeader.byteCount else { return nil }
        self.bytes = bytes
    }

    @inlinable public var type: UInt8 { bytes.load8(0) }
    @inlinable public var code: UInt8 { bytes.load8(1) }
    @inlinable public var checksum: UInt16 { bytes.load16(2) }
}

extension Frame {
    /// The checksum follows; false without an ICMP header (ICMPv6 has edits of its own).
    @discardableResult @inlinable
    public mutating func setICMPType(_ type: UInt8, _ layout: HeaderLayout) -> Bool {
        guard layout.hasTransport(IPProtocol.icmp) else { return false }
        let header = Int(layout.transportOffset)
        rewriteTransport(UInt16(type) << 8 | UInt16(bytes.load8(header + 1)), at: header, checksumAt: header + 2)
        return true
    }

    /// The checksum follows; false without an ICMP header.
    @discardableResult @inlinable
    public mutating func setICMPCode(_ code: UInt8, _ layout: HeaderLayout) -> Bool {
        guard layout.hasTransport(IPProtocol.icmp) else { return false }
        let header = Int(layout.transportOffset)
        rewriteTransport(UInt16(bytes.load8(header)) << 8 | UInt16(code), at: header, checksumAt: header + 2)
        return true
    }
}
