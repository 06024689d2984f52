/// MPLS label stack entries (RFC 3032).
///
///     | label:20 TC:3 bottom of stack:1 TTL:8 |
@frozen public struct MPLSEntry {
    @inlinable public static var byteCount: Int { 4 }

    public var rawValue: UInt32

    @inlinable public init(_ rawValue: UInt32) { self.rawValue = rawValue }

    @inlinable public init(label: UInt32, trafficClass: UInt8, isBottom: Bool, ttl: UInt8) {
        let low = UInt32(trafficClass & 7) << 9 | (isBottom ? 0x100 : 0) | UInt32(ttl)
        rawValue = (label & 0xf_ffff) << 12 | low
    }

    @inlinable public var label: UInt32 { rawValue >> 12 }
    @inlinable public var trafficClass: UInt8 { UInt8(truncatingIfNeeded: rawValue >> 9) & 7 }
    @inlinable public var isBottom: Bool { rawValue & 0x100 != 0 }
    @inlinable public var ttl: UInt8 { UInt8(truncatingIfNeeded: rawValue) }
}

extension Frame {
    /// The outermost label stack entry.
    @inlinable public func mplsEntry(_ layout: HeaderLayout) -> MPLSEntry? {
        layout.mplsOffset == 0 ? nil : MPLSEntry(bytes.load32(Int(layout.mplsOffset)))
    }

    @discardableResult @inlinable
    public mutating func setMPLSLabel(_ label: UInt32, _ layout: HeaderLayout) -> Bool {
        rewriteMPLS((label & 0xf_ffff) << 12, mask: 0xffff_f000, layout)
    }

    @discardableResult @inlinable
    public mutating func setMPLSTrafficClass(_ trafficClass: UInt8, _ layout: HeaderLayout) -> Bool {
        rewriteMPLS(UInt32(trafficClass & 7) << 9, mask: 0xe00, layout)
    }

    @discardableResult @inlinable
    public mutating func setMPLSBottomOfStack(_ isBottom: Bool, _ layout: HeaderLayout) -> Bool {
        rewriteMPLS(isBottom ? 0x100 : 0, mask: 0x100, layout)
    }

    @discardableResult @inlinable
    public mutating func setMPLSTTL(_ ttl: UInt8, _ layout: HeaderLayout) -> Bool {
        rewriteMPLS(UInt32(ttl), mask: 0xff, layout)
    }

    /// False, with the frame as it was, when nothing would be left of the TTL (OFPR_INVALID_TTL); true without MPLS.
    @discardableResult @inlinable
    public mutating func decrementMPLSTTL(_ layout: HeaderLayout) -> Bool {
        guard let entry = mplsEntry(layout) else { return true }
        guard entry.ttl > 1 else { return false }
        return setMPLSTTL(entry.ttl - 1, layout)
    }

    @inlinable mutating func rewriteMPLS(_ value: UInt32, mask: UInt32, _ layout: HeaderLayout) -> Bool {
        guard let entry = mplsEntry(layout) else { return false }
        bytes.store32(entry.rawValue & ~mask | value, Int(layout.mplsOffset))
        return true
    }

    /// Pushes a label stack entry, with label, traffic class and TTL of the outermost one there was, else label 0 and
    /// the TTL of the IP header, else 0 (1.3.5 §5.10).
    ///
    /// OpenFlow 1.3 puts it right after the Ethernet addresses, before VLAN tags; `behindTags` puts it after them, as
    /// OpenFlow 1.1 and 1.2 do. In an 802.3 frame it stands behind the SNAP type.
    /// False without headroom, and for 802.3 frames without SNAP, which have no type to say that labels follow.
    @discardableResult @inlinable
    public mutating func pushMPLS(_ type: UInt16, behindTags: Bool = false, _ layout: inout HeaderLayout) -> Bool {
        guard layout.etherTypeOffset != 0, layout.etherType != EtherType.none else { return false }
        let outer = mplsEntry(layout)
        let isBeforeTags = layout.vlanCount > 0 && !behindTags
        let entry = MPLSEntry(
            label: outer?.label ?? 0,
            trafficClass: outer?.trafficClass ?? 0,
            isBottom: outer == nil || isBeforeTags,
            ttl: outer?.ttl ?? networkTTL(layout) ?? 0
        )
        let typeOffset = isBeforeTags ? 12 : Int(layout.etherTypeOffset)
        guard openRoom(MPLSEntry.byteCount, at: typeOffset + 2) else { return false }
        bytes.store16(type, typeOffset)
        bytes.store32(entry.rawValue, typeOffset + 2)
        if !isBeforeTags { growLLCLength(layout, by: MPLSEntry.byteCount) }
        layout = self.layout
        return true
    }

    /// Takes the outermost label stack entry off and names what follows; false without one.
    @discardableResult @inlinable
    public mutating func popMPLS(_ type: UInt16, _ layout: inout HeaderLayout) -> Bool {
        guard layout.mplsOffset != 0 else { return false }
        let offset = Int(layout.mplsOffset)
        closeRoom(MPLSEntry.byteCount, at: offset)
        bytes.store16(type, offset - 2)
        growLLCLength(layout, by: -MPLSEntry.byteCount)
        padToMinimum()
        layout = self.layout
        return true
    }

    /// The length field of an 802.3 frame follows what is put behind its SNAP type.
    @inlinable mutating func growLLCLength(_ layout: HeaderLayout, by byteCount: Int) {
        let lengthOffset = 12 + VLANTag.byteCount * Int(layout.vlanCount)
        guard Int(layout.etherTypeOffset) != lengthOffset else { return }
        let length = Int(bytes.load16(lengthOffset)) + byteCount
        // A length that was wrong before stays: it must not turn into a type.
        guard length >= 0, length < EtherType.minimum else { return }
        bytes.store16(UInt16(truncatingIfNeeded: length), lengthOffset)
    }

    /// Copies the TTL of the next header inwards, a label or IP, to the outermost label (OFPAT_COPY_TTL_OUT).
    /// False without a label, or without a TTL behind it.
    @discardableResult @inlinable
    public mutating func copyTTLOut(_ layout: HeaderLayout) -> Bool {
        guard let entry = mplsEntry(layout) else { return false }
        if entry.isBottom {
            guard let inner = layout.behindMPLS(UnsafeRawPointer(bytes), count: byteCount),
                let ttl = networkTTL(inner)
            else { return false }
            return setMPLSTTL(ttl, layout)
        }
        let next = Int(layout.mplsOffset) + MPLSEntry.byteCount
        guard byteCount >= next + MPLSEntry.byteCount else { return false }
        return setMPLSTTL(bytes.load8(next + 3), layout)
    }

    /// Copies the TTL of the outermost label to the next header inwards, a label or IP (OFPAT_COPY_TTL_IN).
    /// False without a label, or without a TTL behind it.
    @discardableResult @inlinable
    public mutating func copyTTLIn(_ layout: HeaderLayout) -> Bool {
        guard let entry = mplsEntry(layout) else { return false }
        if entry.isBottom {
            guard let inner = layout.behindMPLS(UnsafeRawPointer(bytes), count: byteCount) else { return false }
            return setNetworkTTL(entry.ttl, inner)
        }
        let next = Int(layout.mplsOffset) + MPLSEntry.byteCount
        guard byteCount >= next + MPLSEntry.byteCount else { return false }
        bytes.store8(entry.ttl, next + 3)
        return true
    }
}
