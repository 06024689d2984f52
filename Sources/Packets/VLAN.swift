/// IEEE 802.1Q and 802.1ad tags.
///
///     | TPID:16 | PCP:3 DEI:1 VID:12 | type of what follows
@frozen public struct VLANTag {
    @inlinable public static var byteCount: Int { 4 }

    @inlinable public static func isTagType(_ type: UInt16) -> Bool {
        type == EtherType.vlan || type == EtherType.serviceVLAN || type == EtherType.oldServiceVLAN
    }

    /// Tag control information.
    public var tci: UInt16

    @inlinable public init(tci: UInt16) { self.tci = tci }

    @inlinable public var vid: UInt16 { tci & 0x0fff }
    @inlinable public var pcp: UInt8 { UInt8(truncatingIfNeeded: tci >> 13) }
    @inlinable public var isDropEligible: Bool { tci & 0x1000 != 0 }
}

extension HeaderLayout {
    @inlinable public var outerTag: VLANTag? { vlanCount == 0 ? nil : VLANTag(tci: outerTCI) }
}

extension Frame {
    /// Sets the 12 bits of the outer tag's VLAN number; false without a tag.
    @discardableResult @inlinable
    public mutating func setVLANVID(_ vid: UInt16, _ layout: inout HeaderLayout) -> Bool {
        setOuterTCI(layout.outerTCI & 0xf000 | vid & 0x0fff, &layout)
    }

    /// Sets the three priority bits of the outer tag; false without a tag.
    @discardableResult @inlinable
    public mutating func setVLANPCP(_ pcp: UInt8, _ layout: inout HeaderLayout) -> Bool {
        setOuterTCI(layout.outerTCI & 0x1fff | UInt16(pcp & 7) << 13, &layout)
    }

    @inlinable mutating func setOuterTCI(_ tci: UInt16, _ layout: inout HeaderLayout) -> Bool {
        guard layout.vlanCount > 0 else { return false }
        bytes.store16(tci, 14)
        layout.outerTCI = tci
        return true
    }

    /// Pushes an outer tag with VLAN number and priority of the one there was, else 0 (1.3.5 §5.10).
    /// False if the headroom does not suffice or the frame is too short to be one.
    @discardableResult @inlinable
    public mutating func pushVLAN(_ tagType: UInt16, _ layout: inout HeaderLayout) -> Bool {
        let tci = layout.vlanCount > 0 ? layout.outerTCI & 0xefff : 0
        guard byteCount >= EthernetHeader.byteCount, openRoom(VLANTag.byteCount, at: 12) else { return false }
        bytes.store16(tagType, 12)
        bytes.store16(tci, 14)
        layout = self.layout
        return true
    }

    /// Takes the outer tag off; false without one.
    @discardableResult @inlinable
    public mutating func popVLAN(_ layout: inout HeaderLayout) -> Bool {
        guard layout.vlanCount > 0 else { return false }
        closeRoom(VLANTag.byteCount, at: 12)
        padToMinimum()
        layout = self.layout
        return true
    }
}
