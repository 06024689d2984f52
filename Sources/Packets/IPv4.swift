/// IPv4 (RFC 791).
///
///      0         1        2              4    6                 8     9          10         12    16    20
///     | ver ihl | TOS    | total length | id | flags, fragment | TTL | protocol | checksum | src | dst | options
@frozen public struct IPv4Header {
    @inlinable public static var minimumByteCount: Int { 20 }

    public let bytes: UnsafeRawPointer

    /// The caller has seen that a valid header is there.
    @inlinable public init(unchecked bytes: UnsafeRawPointer) { self.bytes = bytes }

    /// Nil unless a whole header of version 4 lies within `count` bytes and within its own total length.
    @inlinable public init?(_ bytes: UnsafeRawPointer, count: Int) {
        guard count >= IPv4Header.minimumByteCount else { return nil }
        self.bytes = bytes
        guard bytes.load8(0) >> 4 == 4, headerByteCount >= IPv4Header.minimumByteCount, headerByteCount <= count,
            headerByteCount <= Int(totalLength)
        else { return nil }
    }

    @inlinable public var headerByteCount: Int { Int(bytes.load8(0) & 0x0f) * 4 }
    @inlinable public var dscp: UInt8 { bytes.load8(1) >> 2 }
    @inlinable public var ecn: UInt8 { bytes.load8(1) & 3 }
    @inlinable public var totalLength: UInt16 { bytes.load16(2) }
    @inlinable public var identification: UInt16 { bytes.load16(4) }
    @inlinable public var dontFragment: Bool { bytes.load16(6) & 0x4000 != 0 }
    @inlinable public var moreFragments: Bool { bytes.load16(6) & 0x2000 != 0 }
    /// In units of eight bytes.
    @inlinable public var fragmentOffset: UInt16 { bytes.load16(6) & 0x1fff }
    @inlinable public var ttl: UInt8 { bytes.load8(8) }
    @inlinable public var ipProtocol: UInt8 { bytes.load8(9) }
    @inlinable public var checksum: UInt16 { bytes.load16(10) }
    @inlinable public var source: UInt32 { bytes.load32(12) }
    @inlinable public var destination: UInt32 { bytes.load32(16) }
}

/// An IPv4 address as text.
@frozen public struct IPv4Address: Hashable, Sendable, LosslessStringConvertible {
    public var rawValue: UInt32

    @inlinable public init(_ rawValue: UInt32) { self.rawValue = rawValue }

    /// Four decimal numbers from 0 to 255 with dots between them, without leading zeros.
    public init?(_ description: String) {
        self.init(utf8: Substring(description).utf8)
    }

    init?(utf8: Substring.UTF8View) {
        var value: UInt32 = 0
        var parts = 0
        for part in utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
            guard !part.isEmpty, part.count <= 3, part.count == 1 || part.first != UInt8(ascii: "0") else { return nil }
            var number: UInt32 = 0
            for digit in part {
                guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
                number = number * 10 + UInt32(digit - UInt8(ascii: "0"))
            }
            guard number <= 255, parts < 4 else { return nil }
            value = value << 8 | number
            parts += 1
        }
        guard parts == 4 else { return nil }
        rawValue = value
    }

    public var description: String {
        "\(rawValue >> 24).\(rawValue >> 16 & 0xff).\(rawValue >> 8 & 0xff).\(rawValue & 0xff)"
    }
}

extension Frame {
    /// Header and transport checksums follow; false without an IPv4 header.
    @discardableResult @inlinable
    public mutating func setIPv4Source(_ address: UInt32, _ layout: HeaderLayout) -> Bool {
        setIPv4Address(address, at: 12, layout)
    }

    /// Header and transport checksums follow; false without an IPv4 header.
    @discardableResult @inlinable
    public mutating func setIPv4Destination(_ address: UInt32, _ layout: HeaderLayout) -> Bool {
        setIPv4Address(address, at: 16, layout)
    }

    @inlinable mutating func setIPv4Address(_ address: UInt32, at place: Int, _ layout: HeaderLayout) -> Bool {
        guard layout.isIPv4 else { return false }
        let header = Int(layout.networkOffset)
        let delta = Checksum.delta(from: bytes.load32(header + place), to: address)
        bytes.store32(address, header + place)
        bytes.store16(Checksum.updated(bytes.load16(header + 10), by: delta), header + 10)
        updatePseudoHeader(layout, by: delta)
        return true
    }

    /// Changes two bytes of the IPv4 header at `header`.
    @inlinable mutating func rewriteIPv4(_ value: UInt16, at offset: Int, header: Int) {
        let delta = Checksum.delta(from: bytes.load16(offset), to: value)
        bytes.store16(value, offset)
        bytes.store16(Checksum.updated(bytes.load16(header + 10), by: delta), header + 10)
    }
}
