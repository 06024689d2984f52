/// Edits of the numbers that say what follows: EtherType and IP protocol. What follows stays as it is,
/// and the layout is what the new numbers make of it.

extension Frame {
    /// Sets the type behind VLAN tags and SNAP; false for frames that have none.
    @discardableResult @inlinable
    public mutating func setEtherType(_ type: UInt16, _ layout: inout HeaderLayout) -> Bool {
        guard layout.etherTypeOffset != 0, layout.etherType != EtherType.none else { return false }
        bytes.store16(type, Int(layout.etherTypeOffset))
        layout = self.layout
        return true
    }

    /// Sets the protocol number: in IPv6 the one behind the extension headers. The old protocol's checksum follows, as
    /// the number is part of the pseudo header; the bytes of its header are otherwise left as they are.
    /// False without an IP header.
    @discardableResult @inlinable
    public mutating func setIPProtocol(_ number: UInt8, _ layout: inout HeaderLayout) -> Bool {
        guard layout.isIPv4 || layout.isIPv6 else { return false }
        let offset = Int(layout.ipProtocolOffset)
        updatePseudoHeader(layout, by: Checksum.delta(from: UInt16(layout.ipProtocol), to: UInt16(number)))
        if layout.isIPv4 {
            let old = bytes.load16(offset - 1)
            rewriteIPv4(old & 0xff00 | UInt16(number), at: offset - 1, header: Int(layout.networkOffset))
        } else {
            bytes.store8(number, offset)
        }
        layout = self.layout
        return true
    }
}
