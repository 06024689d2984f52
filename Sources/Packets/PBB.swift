/// Provider backbone bridging, IEEE 802.1ah: the I-TAG behind EtherType 88e7.
///
///     | PCP:3 DEI:1 UCA:1 reserved:3 | I-SID:24 | customer destination:48 | customer source:48 | type:16
@frozen public struct PBBTag {
    /// With the customer's addresses and type; also what the backbone's header adds to a frame: 14 bytes and the TCI.
    @inlinable public static var byteCount: Int { 18 }
    /// The part before the customer's frame.
    @inlinable public static var tciByteCount: Int { 4 }

    public var rawValue: UInt32

    @inlinable public init(_ rawValue: UInt32) { self.rawValue = rawValue }

    @inlinable public init(pcp: UInt8, isid: UInt32) { rawValue = UInt32(pcp & 7) << 29 | isid & 0xff_ffff }

    @inlinable public var pcp: UInt8 { UInt8(truncatingIfNeeded: rawValue >> 29) }
    @inlinable public var uca: Bool { rawValue & 0x0800_0000 != 0 }
    @inlinable public var isid: UInt32 { rawValue & 0xff_ffff }
}

extension Frame {
    @inlinable public func pbbTag(_ layout: HeaderLayout) -> PBBTag? {
        layout.pbbOffset == 0 ? nil : PBBTag(bytes.load32(Int(layout.pbbOffset)))
    }

    /// Sets the 24 bits of the service instance; false without an I-TAG.
    @discardableResult @inlinable
    public mutating func setPBBISID(_ isid: UInt32, _ layout: HeaderLayout) -> Bool {
        guard let tag = pbbTag(layout) else { return false }
        bytes.store32(tag.rawValue & 0xff00_0000 | isid & 0xff_ffff, Int(layout.pbbOffset))
        return true
    }

    /// Sets the "use customer address" bit; false without an I-TAG.
    @discardableResult @inlinable
    public mutating func setPBBUCA(_ uca: Bool, _ layout: HeaderLayout) -> Bool {
        guard let tag = pbbTag(layout) else { return false }
        bytes.store32(tag.rawValue & 0xf7ff_ffff | (uca ? 0x0800_0000 : 0), Int(layout.pbbOffset))
        return true
    }

    /// Puts an Ethernet header with the same addresses and an I-TAG before the whole frame; the I-SID is that of an
    /// I-TAG there was, the priority that of the outer VLAN tag, else 0 (1.3.5 §5.10). False without the headroom.
    @discardableResult @inlinable
    public mutating func pushPBB(_ type: UInt16, _ layout: inout HeaderLayout) -> Bool {
        guard byteCount >= EthernetHeader.byteCount else { return false }
        let tag = PBBTag(pcp: layout.outerTag?.pcp ?? 0, isid: pbbTag(layout)?.isid ?? 0)
        guard openRoom(PBBTag.byteCount, at: 0) else { return false }
        bytes.copyMemory(from: UnsafeRawPointer(bytes) + PBBTag.byteCount, byteCount: 12)
        bytes.store16(type, 12)
        bytes.store32(tag.rawValue, EthernetHeader.byteCount)
        layout = self.layout
        return true
    }

    /// Takes the backbone's addresses and the I-TAG off: the customer's addresses become the frame's. Backbone VLAN
    /// tags are not part of the header and stay (1.3.5 §5.12). False without an I-TAG.
    @discardableResult @inlinable
    public mutating func popPBB(_ layout: inout HeaderLayout) -> Bool {
        guard layout.pbbOffset != 0 else { return false }
        let customer = Int(layout.pbbOffset) + PBBTag.tciByteCount
        let tagsByteCount = Int(layout.pbbOffset) - EthernetHeader.byteCount
        // Tags go behind the customer's addresses: backbone addresses out of their way first.
        bytes.copyMemory(from: UnsafeRawPointer(bytes) + customer, byteCount: 12)
        closeRoom(PBBTag.byteCount, at: 12 + tagsByteCount)
        growLLCLength(layout, by: -PBBTag.byteCount)
        padToMinimum()
        layout = self.layout
        return true
    }
}
