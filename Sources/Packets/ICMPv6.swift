/// ICMPv6 (RFC 4443) and what OpenFlow matches of neighbor discovery (RFC 4861).
///
///      0      1      2          4          8        24
///     | type | code | checksum | reserved | target | options: type:8, length:8 (in 8 bytes), value
@frozen public struct ICMPv6Header {
    @inlinable public static var byteCount: Int { 4 }

    public let bytes: UnsafeRawPointer

    /// The caller has seen that `byteCount` bytes are there.
    @inlinable public init(unchecked bytes: UnsafeRawPointer) { self.bytes = bytes }

    @inlinable public init?(_ bytes: UnsafeRawPointer, count: Int) {
        guard count >= ICMPv6Header.byteCount else { return nil }
        self.bytes = bytes
    }

    @inlinable public var type: UInt8 { bytes.load8(0) }
    @inlinable public var code: UInt8 { bytes.load8(1) }
    @inlinable public var checksum: UInt16 { bytes.load16(2) }
}

/// A neighbor solicitation or advertisement: its fields, and where in the frame they stand.
@frozen public struct NeighborDiscovery {
    @inlinable public static var solicitation: UInt8 { 135 }
    @inlinable public static var advertisement: UInt8 { 136 }

    /// The frame's first byte.
    public let bytes: UnsafeRawPointer
    public let targetOffset: Int
    /// Of the address in the source link-layer address option of a solicitation; 0 without one.
    public var sourceLinkLayerOffset = 0
    /// Of the address in the target link-layer address option of an advertisement; 0 without one.
    public var targetLinkLayerOffset = 0

    /// Nil unless the layout's transport header is ICMPv6 of type 135 or 136, code 0, with a whole target.
    @inlinable public init?(_ bytes: UnsafeRawPointer, _ layout: HeaderLayout) {
        guard layout.hasTransport(IPProtocol.icmpv6) else { return nil }
        let header = Int(layout.transportOffset)
        let end = Int(layout.payloadEnd)
        let type = bytes.load8(header)
        guard end - header >= 24, type == Self.solicitation || type == Self.advertisement, bytes.load8(header + 1) == 0
        else { return nil }
        self.bytes = bytes
        targetOffset = header + 8
        var option = header + 24
        while end - option >= 8 {
            let optionType = bytes.load8(option)
            let byteCount = Int(bytes.load8(option + 1)) * 8
            // Length 0 is an error (RFC 4861 §4.6): what follows cannot be read.
            guard byteCount > 0, byteCount <= end - option else { return }
            if optionType == 1, type == Self.solicitation, sourceLinkLayerOffset == 0 {
                sourceLinkLayerOffset = option + 2
            }
            if optionType == 2, type == Self.advertisement, targetLinkLayerOffset == 0 {
                targetLinkLayerOffset = option + 2
            }
            option += byteCount
        }
    }

    @inlinable public var target: UInt128 { bytes.load128(targetOffset) }

    @inlinable public var sourceLinkLayer: EthernetAddress? {
        sourceLinkLayerOffset == 0 ? nil : EthernetAddress(bytes.load48(sourceLinkLayerOffset))
    }

    @inlinable public var targetLinkLayer: EthernetAddress? {
        targetLinkLayerOffset == 0 ? nil : EthernetAddress(bytes.load48(targetLinkLayerOffset))
    }
}

extension Frame {
    /// The checksum follows; false without an ICMPv6 header.
    @discardableResult @inlinable
    public mutating func setICMPv6Type(_ type: UInt8, _ layout: HeaderLayout) -> Bool {
        guard layout.hasTransport(IPProtocol.icmpv6) else { return false }
        let header = Int(layout.transportOffset)
        rewriteTransport(UInt16(type) << 8 | UInt16(bytes.load8(header + 1)), at: header, checksumAt: header + 2)
        return true
    }

    /// The checksum follows; false without an ICMPv6 header.
    @discardableResult @inlinable
    public mutating func setICMPv6Code(_ code: UInt8, _ layout: HeaderLayout) -> Bool {
        guard layout.hasTransport(IPProtocol.icmpv6) else { return false }
        let header = Int(layout.transportOffset)
        rewriteTransport(UInt16(bytes.load8(header)) << 8 | UInt16(code), at: header, checksumAt: header + 2)
        return true
    }

    /// The checksum follows; false unless the frame is a neighbor solicitation or advertisement.
    @discardableResult @inlinable
    public mutating func setNDTarget(_ address: UInt128, _ layout: HeaderLayout) -> Bool {
        guard let message = NeighborDiscovery(UnsafeRawPointer(bytes), layout) else { return false }
        let delta = Checksum.delta(from: bytes.load128(message.targetOffset), to: address)
        bytes.store128(address, message.targetOffset)
        updateChecksum(at: Int(layout.transportOffset) + 2, by: delta)
        return true
    }

    /// The checksum follows; false without a source link-layer address option in a neighbor solicitation.
    @discardableResult @inlinable
    public mutating func setNDSourceLinkLayer(_ address: EthernetAddress, _ layout: HeaderLayout) -> Bool {
        guard let message = NeighborDiscovery(UnsafeRawPointer(bytes), layout) else { return false }
        return setLinkLayer(address, at: message.sourceLinkLayerOffset, layout)
    }

    /// The checksum follows; false without a target link-layer address option in a neighbor advertisement.
    @discardableResult @inlinable
    public mutating func setNDTargetLinkLayer(_ address: EthernetAddress, _ layout: HeaderLayout) -> Bool {
        guard let message = NeighborDiscovery(UnsafeRawPointer(bytes), layout) else { return false }
        return setLinkLayer(address, at: message.targetLinkLayerOffset, layout)
    }

    @inlinable mutating func setLinkLayer(_ address: EthernetAddress, at offset: Int, _ layout: HeaderLayout) -> Bool {
        guard offset != 0 else { return false }
        let delta = Checksum.delta(from: EthernetAddress(bytes.load48(offset)), to: address)
        bytes.store48(address.rawValue, offset)
        updateChecksum(at: Int(layout.transportOffset) + 2, by: delta)
        return true
    }
}
