/// Where the headers of a frame stand: the result of one pass over its first bytes.
///
/// The flow key is built from it and edits find their headers by it, so that every length is checked here and nowhere
/// else: an offset other than 0 says that the whole fixed part of that header lies within the frame, and, for
/// transport headers, within the IP datagram as well. Offsets count from the frame's first byte.
///
/// What is malformed is absent: a frame whose IPv4 header lies about its length keeps its EtherType but has no network
/// header, and matches as such.
@frozen public struct HeaderLayout: Equatable, Sendable {
    /// The type behind VLAN tags and LLC/SNAP; `EtherType.none` (0x05ff) for 802.3 without SNAP (1.0.0 §3.4);
    /// 0 for what is too short to be a frame.
    public var etherType: UInt16 = 0
    /// Tag control information of the outer VLAN tag, which stands at offset 12; valid if `vlanCount > 0`.
    public var outerTCI: UInt16 = 0
    /// Where `etherType` stands; the length field for 802.3 without SNAP; 0 for what is too short to be a frame.
    public var etherTypeOffset: UInt16 = 0
    /// The first MPLS label stack entry, or 0. What the labels wrap is not looked at: see `behindMPLS`.
    public var mplsOffset: UInt16 = 0
    /// The four bytes of the I-TAG behind EtherType 88e7, with the customer's addresses after them, or 0.
    public var pbbOffset: UInt16 = 0
    /// The ARP, IPv4 or IPv6 header, or 0.
    public var networkOffset: UInt16 = 0
    /// The TCP, UDP, SCTP, ICMP or ICMPv6 header, or 0: none, too short, unknown, or in another fragment.
    public var transportOffset: UInt16 = 0
    /// OFPIEH_* bits (1.3.5 §7.2.3.8).
    public var ipv6ExtensionHeaders: UInt16 = 0
    /// Where the IP datagram ends: by its own length or by the frame's end, whichever comes first. 0 without IP.
    public var payloadEnd: UInt32 = 0
    /// The protocol above IP: behind the IPv6 extension headers, as far as they can be followed.
    public var ipProtocol: UInt8 = 0
    /// Where `ipProtocol` stands: in the IP header or the last extension header; 0 without IP.
    public var ipProtocolOffset: UInt16 = 0
    /// VLAN tags before `etherType`: 0, 1 or 2. A third tag stays unparsed, as the `etherType`.
    public var vlanCount: UInt8 = 0
    public var isFragment = false
    /// A fragment other than the first: the transport header is in another frame.
    public var isLaterFragment = false
    /// The IP header announces more bytes than the frame has.
    public var isTruncated = false

    @inlinable public init() {}

    /// Parses `count` bytes that begin with the destination address. Any bytes are allowed.
    @inlinable public static func parse(_ bytes: UnsafeRawPointer, count: Int) -> HeaderLayout {
        var layout = HeaderLayout()
        guard count >= EthernetHeader.byteCount else { return layout }
        var typeOffset = 12
        var type = bytes.load16(typeOffset)
        while VLANTag.isTagType(type), layout.vlanCount < 2, count >= typeOffset + 6 {
            if layout.vlanCount == 0 { layout.outerTCI = bytes.load16(typeOffset + 2) }
            layout.vlanCount += 1
            typeOffset += 4
            type = bytes.load16(typeOffset)
        }
        if type < EtherType.minimum {
            if let snap = LLCHeader.snapType(bytes, at: typeOffset + 2, count: count) {
                type = snap
                typeOffset += LLCHeader.snapByteCount
            } else {
                type = EtherType.none
            }
        }
        layout.etherType = type
        layout.etherTypeOffset = UInt16(truncatingIfNeeded: typeOffset)
        layout.parsePayload(bytes, at: typeOffset + 2, count: count)
        return layout
    }

    /// Parses what `etherType` announces.
    @inlinable mutating func parsePayload(_ bytes: UnsafeRawPointer, at offset: Int, count: Int) {
        switch etherType {
        case EtherType.ipv4: parseIPv4(bytes, at: offset, count: count)
        case EtherType.ipv6: parseIPv6(bytes, at: offset, count: count)
        case EtherType.arp:
            if ARPHeader.isValid(bytes, at: offset, count: count) {
                networkOffset = UInt16(truncatingIfNeeded: offset)
            }
        case EtherType.mpls, EtherType.mplsMulticast:
            if count >= offset + MPLSEntry.byteCount { mplsOffset = UInt16(truncatingIfNeeded: offset) }
        case EtherType.pbb:
            if count >= offset + PBBTag.byteCount { pbbOffset = UInt16(truncatingIfNeeded: offset) }
        default: break
        }
    }

    @inlinable mutating func parseIPv4(_ bytes: UnsafeRawPointer, at offset: Int, count: Int) {
        guard count >= offset + IPv4Header.minimumByteCount else { return }
        let first = bytes.load8(offset)
        let headerEnd = offset + Int(first & 0x0f) * 4
        let datagramEnd = offset + Int(bytes.load16(offset + 2))
        guard first >= 0x45, first < 0x50, headerEnd <= count, headerEnd <= datagramEnd else { return }
        networkOffset = UInt16(truncatingIfNeeded: offset)
        let end = min(datagramEnd, count)
        payloadEnd = UInt32(truncatingIfNeeded: end)
        isTruncated = datagramEnd > count
        ipProtocol = bytes.load8(offset + 9)
        ipProtocolOffset = UInt16(truncatingIfNeeded: offset + 9)
        let fragment = bytes.load16(offset + 6)
        isFragment = fragment & 0x3fff != 0
        isLaterFragment = fragment & 0x1fff != 0
        if !isLaterFragment { setTransport(at: headerEnd, end: end) }
    }

    /// Notes the transport header if `ipProtocol` is one we know and the header's fixed part ends by `end`.
    @inlinable mutating func setTransport(at offset: Int, end: Int) {
        let byteCount: Int
        switch ipProtocol {
        case IPProtocol.tcp: byteCount = TCPHeader.minimumByteCount
        case IPProtocol.udp: byteCount = UDPHeader.byteCount
        case IPProtocol.sctp: byteCount = SCTPHeader.byteCount
        case IPProtocol.icmp where etherType != EtherType.ipv6: byteCount = ICMPHeader.byteCount
        case IPProtocol.icmpv6 where etherType == EtherType.ipv6: byteCount = ICMPv6Header.byteCount
        default: return
        }
        if end - offset >= byteCount, offset <= 0xffff { transportOffset = UInt16(truncatingIfNeeded: offset) }
    }
}

extension HeaderLayout {
    @inlinable public var isIPv4: Bool { networkOffset != 0 && etherType == EtherType.ipv4 }
    @inlinable public var isIPv6: Bool { networkOffset != 0 && etherType == EtherType.ipv6 }
    @inlinable public var isARP: Bool { networkOffset != 0 && etherType == EtherType.arp }

    /// True if there is a transport header of this protocol within the frame.
    @inlinable public func hasTransport(_ number: UInt8) -> Bool { transportOffset != 0 && ipProtocol == number }

    /// Where the transport checksum that covers a pseudo header stands, or 0: SCTP and ICMP have none such.
    @inlinable public var pseudoHeaderChecksumOffset: Int {
        guard transportOffset != 0 else { return 0 }
        switch ipProtocol {
        case IPProtocol.tcp: return Int(transportOffset) + 16
        case IPProtocol.udp: return Int(transportOffset) + 6
        case IPProtocol.icmpv6: return Int(transportOffset) + 2
        default: return 0
        }
    }

    /// The layout of the IP packet under the label stack, for what must look there (copying TTLs, checksums of large
    /// frames); nil if there is no label, the stack does not end, or no sound IP header follows it.
    ///
    /// A label stack does not say what it carries: the version nibble decides, as in routers.
    @inlinable public func behindMPLS(_ bytes: UnsafeRawPointer, count: Int) -> HeaderLayout? {
        guard mplsOffset != 0 else { return nil }
        var offset = Int(mplsOffset)
        while count >= offset + MPLSEntry.byteCount, offset < 0xff00 {
            let isBottom = bytes.load32(offset) & 0x100 != 0
            offset += MPLSEntry.byteCount
            if isBottom {
                guard count > offset else { return nil }
                var inner = self
                inner.etherType = bytes.load8(offset) >> 4 == 6 ? EtherType.ipv6 : EtherType.ipv4
                inner.parsePayload(bytes, at: offset, count: count)
                return inner.networkOffset == 0 ? nil : inner
            }
        }
        return nil
    }
}
