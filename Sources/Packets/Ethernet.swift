/// Ethernet II: addresses and type.
///
///      0                   6                   12    14
///     | destination       | source            | type | ...

/// EtherType numbers that the parser knows.
public enum EtherType {
    /// Below this the field is the length of an 802.3 frame.
    @inlinable public static var minimum: UInt16 { 0x0600 }
    /// What OpenFlow shows for 802.3 without a SNAP type (1.0.0 §3.4, OFP_DL_TYPE_NOT_ETH_TYPE).
    @inlinable public static var none: UInt16 { 0x05ff }
    @inlinable public static var ipv4: UInt16 { 0x0800 }
    @inlinable public static var arp: UInt16 { 0x0806 }
    @inlinable public static var vlan: UInt16 { 0x8100 }
    @inlinable public static var ipv6: UInt16 { 0x86dd }
    @inlinable public static var mpls: UInt16 { 0x8847 }
    @inlinable public static var mplsMulticast: UInt16 { 0x8848 }
    @inlinable public static var serviceVLAN: UInt16 { 0x88a8 }
    @inlinable public static var pbb: UInt16 { 0x88e7 }
    @inlinable public static var lldp: UInt16 { 0x88cc }
    /// The tag type of equipment older than 802.1ad.
    @inlinable public static var oldServiceVLAN: UInt16 { 0x9100 }
}

/// A 48-bit address, in the low bits of `rawValue`.
@frozen public struct EthernetAddress: Hashable, Sendable {
    public var rawValue: UInt64

    @inlinable public init(_ rawValue: UInt64) { self.rawValue = rawValue & 0xffff_ffff_ffff }

    @inlinable public static var broadcast: EthernetAddress { EthernetAddress(0xffff_ffff_ffff) }
    /// Group bit: multicast or broadcast.
    @inlinable public var isMulticast: Bool { rawValue & 0x0100_0000_0000 != 0 }
    /// 01:80:c2:00:00:00 to 0f: never forwarded by bridges (802.1D §7.12.6).
    @inlinable public var isReserved: Bool { rawValue & 0xffff_ffff_fff0 == 0x0180_c200_0000 }
}

extension EthernetAddress: LosslessStringConvertible {
    /// Six bytes in hexadecimal, of one or two digits each, with colons or dashes between them.
    public init?(_ description: String) {
        var value: UInt64 = 0
        var digits = 0
        var parts = 1
        for character in description.utf8 {
            if character == UInt8(ascii: ":") || character == UInt8(ascii: "-") {
                guard digits > 0 else { return nil }
                parts += 1
                digits = 0
                value <<= 8
                continue
            }
            guard let digit = hexDigit(character), digits < 2, parts <= 6 else { return nil }
            let low = value & 0xff
            value = (value & ~0xff) | (low << 4 | UInt64(digit))
            digits += 1
        }
        guard parts == 6, digits > 0 else { return nil }
        self.init(value)
    }

    public var description: String {
        var text = ""
        for shift in stride(from: 40, through: 0, by: -8) {
            let byte = UInt8(truncatingIfNeeded: rawValue >> UInt64(shift))
            text += byte < 16 ? "0" : ""
            text += String(byte, radix: 16)
            if shift > 0 { text += ":" }
        }
        return text
    }
}

/// The value of a hexadecimal digit.
func hexDigit(_ character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
    default: nil
    }
}

@frozen public struct EthernetHeader {
    @inlinable public static var byteCount: Int { 14 }
    /// The shortest frame on a wire, without the frame check sequence.
    @inlinable public static var minimumFrameByteCount: Int { 60 }

    public let bytes: UnsafeRawPointer

    /// The caller has seen that `byteCount` bytes are there.
    @inlinable public init(unchecked bytes: UnsafeRawPointer) { self.bytes = bytes }

    @inlinable public init?(_ bytes: UnsafeRawPointer, count: Int) {
        guard count >= EthernetHeader.byteCount else { return nil }
        self.bytes = bytes
    }

    @inlinable public var destination: EthernetAddress { EthernetAddress(bytes.load48(0)) }
    @inlinable public var source: EthernetAddress { EthernetAddress(bytes.load48(6)) }
    /// As it stands: the tag's type in a tagged frame, the length in an 802.3 frame.
    @inlinable public var type: UInt16 { bytes.load16(12) }
}

extension Frame {
    /// The header, or nil in a frame too short for one.
    @inlinable public var ethernet: EthernetHeader? { EthernetHeader(UnsafeRawPointer(bytes), count: byteCount) }

    /// False for a frame too short to have addresses.
    @discardableResult @inlinable
    public mutating func setEthernetDestination(_ address: EthernetAddress) -> Bool {
        guard byteCount >= EthernetHeader.byteCount else { return false }
        bytes.store48(address.rawValue, 0)
        return true
    }

    /// False for a frame too short to have addresses.
    @discardableResult @inlinable
    public mutating func setEthernetSource(_ address: EthernetAddress) -> Bool {
        guard byteCount >= EthernetHeader.byteCount else { return false }
        bytes.store48(address.rawValue, 6)
        return true
    }
}
