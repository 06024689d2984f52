/// UDP (RFC 768). A checksum of 0 says that there is none; a computed 0 is sent as ffff.
///
///      0          2          4        6          8
///     | src port | dst port | length | checksum |
@frozen public struct UDPHeader {
    @inlinable public static var byteCount: Int { 8 }

    public let bytes: UnsafeRawPointer

    /// The caller has seen that `byteCount` bytes are there.
    @inlinable public init(unchecked bytes: UnsafeRawPointer) { self.bytes = bytes }

    @inlinable public init?(_ bytes: UnsafeRawPointer, count: Int) {
        guard count >= UDPHeader.byteCount else { return nil }
        self.bytes = bytes
    }

    @inlinable public var source: UInt16 { bytes.load16(0) }
    @inlinable public var destination: UInt16 { bytes.load16(2) }
    @inlinable public var length: UInt16 { bytes.load16(4) }
    @inlinable public var checksum: UInt16 { bytes.load16(6) }
}

extension Frame {
    /// The checksum follows, if there is one; false without a UDP header.
    @discardableResult @inlinable
    public mutating func setUDPSource(_ port: UInt16, _ layout: HeaderLayout) -> Bool {
        guard layout.hasTransport(IPProtocol.udp) else { return false }
        let header = Int(layout.transportOffset)
        rewriteTransport(port, at: header, checksumAt: header + 6, zeroMeansNone: true)
        return true
    }

    /// The checksum follows, if there is one; false without a UDP header.
    @discardableResult @inlinable
    public mutating func setUDPDestination(_ port: UInt16, _ layout: HeaderLayout) -> Bool {
        guard layout.hasTransport(IPProtocol.udp) else { return false }
        let header = Int(layout.transportOffset)
        rewriteTransport(port, at: header + 2, checksumAt: header + 6, zeroMeansNone: true)
        return true
    }
}
