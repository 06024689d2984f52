/// ARP for IPv4 over Ethernet (RFC 826); other kinds are not looked into.
///
///      0       2       4     5     6    8           14     18          24     28
///     | htype | ptype | hlen| plen| op | sha       | spa  | tha       | tpa  |
@frozen public struct ARPHeader {
    @inlinable public static var byteCount: Int { 28 }

    public let bytes: UnsafeRawPointer

    /// The caller has seen that a valid header is there.
    @inlinable public init(unchecked bytes: UnsafeRawPointer) { self.bytes = bytes }

    @inlinable public init?(_ bytes: UnsafeRawPointer, count: Int) {
        guard ARPHeader.isValid(bytes, at: 0, count: count) else { return nil }
        self.bytes = bytes
    }

    @inlinable public static func isValid(_ bytes: UnsafeRawPointer, at offset: Int, count: Int) -> Bool {
        count >= offset + byteCount && bytes.load32(offset) == 0x0001_0800 && bytes.load16(offset + 4) == 0x0604
    }

    @inlinable public var operation: UInt16 { bytes.load16(6) }
    @inlinable public var senderHardwareAddress: EthernetAddress { EthernetAddress(bytes.load48(8)) }
    @inlinable public var senderProtocolAddress: UInt32 { bytes.load32(14) }
    @inlinable public var targetHardwareAddress: EthernetAddress { EthernetAddress(bytes.load48(18)) }
    @inlinable public var targetProtocolAddress: UInt32 { bytes.load32(24) }
}

extension Frame {
    @discardableResult @inlinable
    public mutating func setARPOperation(_ operation: UInt16, _ layout: HeaderLayout) -> Bool {
        guard layout.isARP else { return false }
        bytes.store16(operation, Int(layout.networkOffset) + 6)
        return true
    }

    @discardableResult @inlinable
    public mutating func setARPSenderHardwareAddress(_ address: EthernetAddress, _ layout: HeaderLayout) -> Bool {
        guard layout.isARP else { return false }
        bytes.store48(address.rawValue, Int(layout.networkOffset) + 8)
        return true
    }

    @discardableResult @inlinable
    public mutating func setARPSenderProtocolAddress(_ address: UInt32, _ layout: HeaderLayout) -> Bool {
        guard layout.isARP else { return false }
        bytes.store32(address, Int(layout.networkOffset) + 14)
        return true
    }

    @discardableResult @inlinable
    public mutating func setARPTargetHardwareAddress(_ address: EthernetAddress, _ layout: HeaderLayout) -> Bool {
        guard layout.isARP else { return false }
        bytes.store48(address.rawValue, Int(layout.networkOffset) + 18)
        return true
    }

    @discardableResult @inlinable
    public mutating func setARPTargetProtocolAddress(_ address: UInt32, _ layout: HeaderLayout) -> Bool {
        guard layout.isARP else { return false }
        bytes.store32(address, Int(layout.networkOffset) + 24)
        return true
    }
}
