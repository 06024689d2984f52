/// What IPv4 and IPv6 share: protocol numbers, and the edits that OpenFlow defines for both (1.3.5 §7.2.3.7).

/// Assigned Internet protocol numbers that the parser knows.
public enum IPProtocol {
    @inlinable public static var hopByHop: UInt8 { 0 }
    @inlinable public static var icmp: UInt8 { 1 }
    @inlinable public static var tcp: UInt8 { 6 }
    @inlinable public static var udp: UInt8 { 17 }
    @inlinable public static var routing: UInt8 { 43 }
    @inlinable public static var fragment: UInt8 { 44 }
    @inlinable public static var esp: UInt8 { 50 }
    @inlinable public static var authentication: UInt8 { 51 }
    @inlinable public static var icmpv6: UInt8 { 58 }
    @inlinable public static var noNext: UInt8 { 59 }
    @inlinable public static var destinationOptions: UInt8 { 60 }
    @inlinable public static var sctp: UInt8 { 132 }
}

extension Frame {
    /// Sets the six upper bits of the traffic class or TOS byte; false without an IP header.
    @discardableResult @inlinable
    public mutating func setDSCP(_ dscp: UInt8, _ layout: HeaderLayout) -> Bool {
        setTrafficClass(dscp << 2, mask: 0xfc, layout)
    }

    /// Sets the two lower bits of the traffic class or TOS byte; false without an IP header.
    @discardableResult @inlinable
    public mutating func setECN(_ ecn: UInt8, _ layout: HeaderLayout) -> Bool {
        setTrafficClass(ecn, mask: 0x03, layout)
    }

    /// Sets those bits of the traffic class or TOS byte that `mask` names; false without an IP header.
    @discardableResult @inlinable
    public mutating func setTrafficClass(_ value: UInt8, mask: UInt8 = 0xff, _ layout: HeaderLayout) -> Bool {
        let offset = Int(layout.networkOffset)
        if layout.isIPv4 {
            let old = bytes.load16(offset)
            let new = old & ~UInt16(mask) | UInt16(value & mask)
            rewriteIPv4(new, at: offset, header: offset)
        } else if layout.isIPv6 {
            let old = bytes.load32(offset)
            bytes.store32(old & ~(UInt32(mask) << 20) | UInt32(value & mask) << 20, offset)
        } else {
            return false
        }
        return true
    }

    /// Sets TTL or hop limit; false without an IP header.
    @discardableResult @inlinable
    public mutating func setNetworkTTL(_ ttl: UInt8, _ layout: HeaderLayout) -> Bool {
        let offset = Int(layout.networkOffset)
        if layout.isIPv4 {
            rewriteIPv4(bytes.load16(offset + 8) & 0x00ff | UInt16(ttl) << 8, at: offset + 8, header: offset)
        } else if layout.isIPv6 {
            bytes.store8(ttl, offset + 7)
        } else {
            return false
        }
        return true
    }

    /// Takes one off TTL or hop limit. False, with the frame as it was, when nothing would be left of it: the frame is
    /// to be dropped or shown to the controller (OFPR_INVALID_TTL). True without an IP header: there is nothing to do.
    @discardableResult @inlinable
    public mutating func decrementNetworkTTL(_ layout: HeaderLayout) -> Bool {
        guard let ttl = networkTTL(layout) else { return true }
        guard ttl > 1 else { return false }
        return setNetworkTTL(ttl - 1, layout)
    }

    /// TTL or hop limit, nil without an IP header.
    @inlinable public func networkTTL(_ layout: HeaderLayout) -> UInt8? {
        if layout.isIPv4 { return bytes.load8(Int(layout.networkOffset) + 8) }
        if layout.isIPv6 { return bytes.load8(Int(layout.networkOffset) + 7) }
        return nil
    }
}
