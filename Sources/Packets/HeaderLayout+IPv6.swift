/// IPv6 extension headers (RFC 8200 §4), and what OpenFlow reports of them.

/// Bits of the IPV6_EXTHDR field, OFPIEH_* (1.3.5 §7.2.3.8).
public enum IPv6ExtensionBits {
    @inlinable public static var noNext: UInt16 { 1 }
    @inlinable public static var esp: UInt16 { 2 }
    @inlinable public static var authentication: UInt16 { 4 }
    @inlinable public static var destination: UInt16 { 8 }
    @inlinable public static var fragment: UInt16 { 16 }
    @inlinable public static var routing: UInt16 { 32 }
    @inlinable public static var hopByHop: UInt16 { 64 }
    /// A header that should occur once came again, or destination options a third time.
    @inlinable public static var unexpectedRepeat: UInt16 { 128 }
    /// Headers in another order than RFC 8200 §4.1 recommends.
    @inlinable public static var unexpectedOrder: UInt16 { 256 }
}

extension HeaderLayout {
    @inlinable mutating func parseIPv6(_ bytes: UnsafeRawPointer, at offset: Int, count: Int) {
        guard count >= offset + IPv6Header.byteCount, bytes.load8(offset) >> 4 == 6 else { return }
        networkOffset = UInt16(truncatingIfNeeded: offset)
        let payloadLength = Int(bytes.load16(offset + 4))
        ipProtocol = bytes.load8(offset + 6)
        ipProtocolOffset = UInt16(truncatingIfNeeded: offset + 6)
        var datagramEnd = offset + IPv6Header.byteCount + payloadLength
        // A jumbogram (RFC 2675) has length 0 and tells the true one in a hop-by-hop option: the frame's end bounds it.
        if payloadLength == 0, ipProtocol == IPProtocol.hopByHop { datagramEnd = count }
        let end = min(datagramEnd, count)
        payloadEnd = UInt32(truncatingIfNeeded: end)
        isTruncated = datagramEnd > count
        followExtensions(bytes, at: offset + IPv6Header.byteCount, end: end)
    }

    /// Walks the chain up to the transport header or whatever cannot be followed; `ipProtocol` ends as the last type.
    @inlinable mutating func followExtensions(_ bytes: UnsafeRawPointer, at start: Int, end: Int) {
        var offset = start
        var order = IPv6ExtensionOrder()
        chain: while true {
            let byteCount: Int
            switch ipProtocol {
            case IPProtocol.hopByHop, IPProtocol.routing, IPProtocol.destinationOptions:
                guard end - offset >= 8 else { break chain }
                byteCount = (Int(bytes.load8(offset + 1)) + 1) * 8
            case IPProtocol.authentication:
                guard end - offset >= 8 else { break chain }
                byteCount = (Int(bytes.load8(offset + 1)) + 2) * 4
            case IPProtocol.fragment: byteCount = 8
            case IPProtocol.esp, IPProtocol.noNext:
                order.note(ipProtocol)
                ipv6ExtensionHeaders = order.bits
                return
            default:
                ipv6ExtensionHeaders = order.bits
                setTransport(at: offset, end: end)
                return
            }
            // A header cut short is not counted, and nothing can be known of what follows it.
            guard end - offset >= 8, end - offset >= byteCount, offset < 0xff00 else { break chain }
            order.note(ipProtocol)
            let isFragmentHeader = ipProtocol == IPProtocol.fragment
            ipProtocol = bytes.load8(offset)
            ipProtocolOffset = UInt16(truncatingIfNeeded: offset)
            if isFragmentHeader {
                let fragment = bytes.load16(offset + 2)
                isFragment = fragment & 0xfff9 != 0
                isLaterFragment = fragment & 0xfff8 != 0
                if isLaterFragment { break chain }
            }
            offset += byteCount
        }
        ipv6ExtensionHeaders = order.bits
    }

    /// Where the destination of the pseudo header stands: the last address of a routing header that still has segments
    /// left, else the header's destination (RFC 8200 §8.1). 0 if the routing header is of a kind that hides it.
    @inlinable public func ipv6FinalDestinationOffset(_ bytes: UnsafeRawPointer) -> Int {
        let destination = Int(networkOffset) + 24
        guard ipv6ExtensionHeaders & IPv6ExtensionBits.routing != 0 else { return destination }
        var offset = Int(networkOffset) + IPv6Header.byteCount
        var type = bytes.load8(Int(networkOffset) + 6)
        // The chain up to the routing header has been checked by `parse`.
        while type != IPProtocol.routing {
            let units = Int(bytes.load8(offset + 1))
            let next = bytes.load8(offset)
            switch type {
            case IPProtocol.hopByHop, IPProtocol.destinationOptions: offset += (units + 1) * 8
            case IPProtocol.authentication: offset += (units + 2) * 4
            case IPProtocol.fragment: offset += 8
            default: return 0
            }
            type = next
        }
        guard bytes.load8(offset + 3) != 0 else { return destination }
        let addressCount = Int(bytes.load8(offset + 1)) / 2
        guard addressCount > 0 else { return 0 }
        switch bytes.load8(offset + 2) {
        case 0: return offset + 8 + (addressCount - 1) * 16
        case 2, 4: return offset + 8
        default: return 0
        }
    }
}

/// Keeps the OFPIEH_* bits while a chain is walked.
@frozen @usableFromInline struct IPv6ExtensionOrder {
    @usableFromInline var bits: UInt16 = 0
    @usableFromInline var lastRank = -1
    @usableFromInline var destinationCount = 0

    @inlinable init() {}

    /// Recommended order: hop-by-hop, destination (for the routers), routing, fragment, AH, ESP, destination.
    @inlinable mutating func note(_ type: UInt8) {
        let bit: UInt16
        var rank: Int
        switch type {
        case IPProtocol.hopByHop: (bit, rank) = (IPv6ExtensionBits.hopByHop, 0)
        case IPProtocol.destinationOptions:
            (bit, rank) = (IPv6ExtensionBits.destination, lastRank < 1 ? 1 : 6)
            destinationCount += 1
            if destinationCount > 2 { bits |= IPv6ExtensionBits.unexpectedRepeat }
        case IPProtocol.routing: (bit, rank) = (IPv6ExtensionBits.routing, 2)
        case IPProtocol.fragment: (bit, rank) = (IPv6ExtensionBits.fragment, 3)
        case IPProtocol.authentication: (bit, rank) = (IPv6ExtensionBits.authentication, 4)
        case IPProtocol.esp: (bit, rank) = (IPv6ExtensionBits.esp, 5)
        case IPProtocol.noNext: (bit, rank) = (IPv6ExtensionBits.noNext, 7)
        default: return
        }
        if bits & bit != 0, bit != IPv6ExtensionBits.destination { bits |= IPv6ExtensionBits.unexpectedRepeat }
        if rank < lastRank { bits |= IPv6ExtensionBits.unexpectedOrder }
        lastRank = max(lastRank, rank)
        bits |= bit
    }
}
