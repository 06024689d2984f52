/// Edits of the numbers that say what follows: EtherType and IP protocol. What follows stays as it is, so that its
/// checksums are not touched, and the layout is what the new numbers make of it.

extension Frame {
    /// Sets the type behind VLAN tags and SNAP; false for frames that have none.
    @discardableResult @inlinable
    public mutating func setEtherType(_ type: UInt16, _ layout: inout HeaderLayout) -> Bool {
        guard layout.etherTypeOffset != 0, layout.etherType != EtherType.none else { return false }
        bytes.store16(type, Int(layout.etherTypeOffset))
        layout = self.layout
        return true
    }

    /// Sets the protocol of IPv4 or the next header of the IPv6 header itself; false without IP, or when IPv6 extension
    /// headers stand before the protocol.
    @discardableResult @inlinable
    public mutating func setIPProtocol(_ number: UInt8, _ layout: inout HeaderLayout) -> Bool {
        guard layout.isIPv6 else { return setIPv4Protocol(number, &layout) }
        guard bytes.load8(Int(layout.networkOffset) + 6) == layout.ipProtocol else { return false }
        bytes.store8(number, Int(layout.networkOffset) + 6)
        layout = self.layout
        return true
    }
}
