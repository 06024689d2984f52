/// SCTP (RFC 9260). Its checksum is a CRC32c of the whole packet, without a pseudo header.
///
///      0          2          4                  8          12
///     | src port | dst port | verification tag | checksum | chunks
@frozen public struct SCTPHeader {
    @inlinable public static var byteCount: Int { 12 }

    public let bytes: UnsafeRawPointer

    /// The caller has seen that `byteCount` bytes are there.
    @inlinable public init(unchecked bytes: UnsafeRawPointer) { self.bytes = bytes }

    @inlinable public init?(_ bytes: UnsafeRawPointer, count: Int) {
        guard count >= SCTPHeader.byteCount else { return nil }
        self.bytes = bytes
    }

    @inlinable public var source: UInt16 { bytes.load16(0) }
    @inlinable public var destination: UInt16 { bytes.load16(2) }
    @inlinable public var verificationTag: UInt32 { bytes.load32(4) }
    /// The CRC as a number: its lowest byte comes first on the wire.
    @inlinable public var checksum: UInt32 { bytes.load32(8).byteSwapped }
}

extension Frame {
    /// The checksum is computed anew, unless the frame holds only a part of the packet (a fragment, or cut short): then
    /// it stays as it was and the receiver will find it wrong. False without an SCTP header.
    @discardableResult @inlinable
    public mutating func setSCTPSource(_ port: UInt16, _ layout: HeaderLayout) -> Bool {
        guard layout.hasTransport(IPProtocol.sctp) else { return false }
        bytes.store16(port, Int(layout.transportOffset))
        updateSCTPChecksum(layout)
        return true
    }

    /// As `setSCTPSource`.
    @discardableResult @inlinable
    public mutating func setSCTPDestination(_ port: UInt16, _ layout: HeaderLayout) -> Bool {
        guard layout.hasTransport(IPProtocol.sctp) else { return false }
        bytes.store16(port, Int(layout.transportOffset) + 2)
        updateSCTPChecksum(layout)
        return true
    }

    @usableFromInline mutating func updateSCTPChecksum(_ layout: HeaderLayout) {
        let header = Int(layout.transportOffset)
        guard !layout.isFragment, !layout.isTruncated, !isPartialChecksum(at: header + 8) else { return }
        storeSCTPChecksum(at: header, end: Int(layout.payloadEnd))
    }

    mutating func storeSCTPChecksum(at header: Int, end: Int) {
        bytes.store32(0, header + 8)
        let crc = CRC32c.checksum(UnsafeRawPointer(bytes) + header, count: end - header)
        bytes.store32(crc.byteSwapped, header + 8)
    }
}
