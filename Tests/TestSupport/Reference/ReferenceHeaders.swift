/// Where the headers of a frame lie, found the slow and obvious way: the ground on which `ReferenceFields` and
/// `ReferenceEdits` stand. A header that is cut off or malformed is absent, and so is all that would follow it.
public struct ReferenceHeaders: Sendable {
    /// The outermost VLAN tag: offset of its TPID.
    public var vlan: Int?
    /// The Ethernet type of the packet payload, after VLAN tags; 0x05ff for 802.3 without SNAP (1.0.0 §3.4).
    public var etherType: UInt16 = 0x05ff
    /// Where `etherType` stands; nil for 802.3 without SNAP.
    public var etherTypeOffset: Int?
    public var mpls: Int?
    /// The I-TAG after type 0x88e7.
    public var pbb: Int?
    public var arp: Int?
    public var ipv4: Int?
    public var ipv6: Int?
    public var ipProto: UInt8?
    /// Where `ipProto` stands.
    public var ipProtoOffset: Int?
    /// Bits of OFPXMT_OFB_IPV6_EXTHDR (1.3.5 §7.2.3.8).
    public var extensionBits: UInt16 = 0
    public var isLaterFragment = false
    public var isFragment = false
    /// The transport header, absent in later fragments.
    public var tcp: Int?
    public var udp: Int?
    public var sctp: Int?
    public var icmpv4: Int?
    public var icmpv6: Int?
    public var ndTarget: Int?
    /// The 6 bytes of the source and target link-layer options.
    public var ndSLL: Int?
    public var ndTLL: Int?
    /// Where the IP packet ends, before Ethernet padding.
    public var networkEnd = 0

    public init(_ frame: [UInt8]) {
        guard frame.count >= 14 else { return }
        var at = 12
        var tags = 0
        while tags < 2, [0x8100, 0x88a8, 0x9100].contains(frame.number16(at)), at + 6 <= frame.count {
            if vlan == nil { vlan = at }
            tags += 1
            at += 4
        }
        let type = frame.number16(at)
        var next = at + 2
        if type >= 0x0600 {
            etherType = type
            etherTypeOffset = at
        } else {
            let snap: [UInt8] = [0xaa, 0xaa, 3, 0, 0, 0]
            guard next + 8 <= frame.count, Array(frame[next..<next + 6]) == snap else { return }
            guard frame.number16(next + 6) >= 0x0600 else { return }
            etherType = frame.number16(next + 6)
            etherTypeOffset = next + 6
            next += 8
        }
        networkEnd = frame.count
        switch etherType {
        case 0x8847, 0x8848: if next + 4 <= frame.count { mpls = next }
        case 0x88e7: if next + 16 <= frame.count { pbb = next }
        case 0x0806: readARP(frame, next)
        case 0x0800: readIPv4(frame, next)
        case 0x86dd: readIPv6(frame, next)
        default: break
        }
    }

    private mutating func readARP(_ frame: [UInt8], _ at: Int) {
        guard at + 28 <= frame.count, Array(frame[at..<at + 6]) == [0, 1, 8, 0, 6, 4] else { return }
        arp = at
    }

    private mutating func readIPv4(_ frame: [UInt8], _ at: Int) {
        guard at + 20 <= frame.count, frame[at] >> 4 == 4 else { return }
        let headerCount = Int(frame[at] & 0xf) * 4
        let total = Int(frame.number16(at + 2))
        guard headerCount >= 20, at + headerCount <= frame.count, total >= headerCount else { return }
        ipv4 = at
        networkEnd = min(frame.count, at + total)
        ipProto = frame[at + 9]
        ipProtoOffset = at + 9
        let fragment = frame.number16(at + 6)
        isLaterFragment = fragment & 0x1fff != 0
        isFragment = fragment & 0x3fff != 0
        readTransport(frame, at + headerCount)
    }

    private mutating func readIPv6(_ frame: [UInt8], _ start: Int) {
        guard start + 40 <= frame.count, frame[start] >> 4 == 6 else { return }
        ipv6 = start
        let payload = Int(frame.number16(start + 4))
        let isJumbogram = payload == 0 && frame[start + 6] == 0
        networkEnd = isJumbogram ? frame.count : min(frame.count, start + 40 + payload)
        ipProtoOffset = start + 6
        ipProto = frame[start + 6]
        var at = start + 40
        var order = ExtensionOrder()
        while let number = ipProto, [0, 43, 44, 51, 60].contains(number), at + 8 <= networkEnd {
            let size =
                switch number {
                case 44: 8
                case 51: (Int(frame[at + 1]) + 2) * 4
                default: (Int(frame[at + 1]) + 1) * 8
                }
            guard at + size <= networkEnd else { break }
            order.met(number)
            if number == 44 {
                let fragment = frame.number16(at + 2)
                isFragment = fragment & 0xfff9 != 0
                isLaterFragment = fragment & 0xfff8 != 0
            }
            ipProtoOffset = at
            ipProto = frame[at]
            at += size
            if isLaterFragment { break }
        }
        if let last = ipProto, last == 50 || last == 59, !isLaterFragment { order.met(last) }
        extensionBits = order.bits
        readTransport(frame, at)
    }

    private mutating func readTransport(_ frame: [UInt8], _ at: Int) {
        guard !isLaterFragment else { return }
        let room = networkEnd - at
        switch (ipProto, ipv4 != nil) {
        case (6, _): if room >= 20 { tcp = at }
        case (17, _): if room >= 8 { udp = at }
        case (132, _): if room >= 12 { sctp = at }
        case (1, true): if room >= 4 { icmpv4 = at }
        case (58, false): if room >= 4 { readICMPv6(frame, at, room) }
        default: break
        }
    }

    private mutating func readICMPv6(_ frame: [UInt8], _ at: Int, _ room: Int) {
        icmpv6 = at
        let type = frame[at]
        guard type == 135 || type == 136, frame[at + 1] == 0, room >= 24 else { return }
        ndTarget = at + 8
        var option = at + 24
        while option + 8 <= networkEnd, frame[option + 1] > 0 {
            let size = Int(frame[option + 1]) * 8
            guard option + size <= networkEnd else { break }
            if frame[option] == 1, type == 135, ndSLL == nil { ndSLL = option + 2 }
            if frame[option] == 2, type == 136, ndTLL == nil { ndTLL = option + 2 }
            option += size
        }
    }
}

/// Collects the bits of ipv6_exthdr while extension headers pass (1.3.5 §7.2.3.8; order of RFC 8200 §4.1).
private struct ExtensionOrder {
    var bits: UInt16 = 0
    private var seen: [UInt8] = []
    private var lastPlace = 0

    mutating func met(_ number: UInt8) {
        let (bit, place): (UInt16, Int) =
            switch number {
            case 0: (1 << 6, 1)
            case 43: (1 << 5, 3)
            case 44: (1 << 4, 4)
            case 51: (1 << 2, 5)
            case 50: (1 << 1, 6)
            case 59: (1 << 0, 8)
            default: (1 << 3, lastPlace <= 2 ? 2 : 7)  // destination options stand before routing, or last
            }
        // The hop-by-hop bit is for one that comes first.
        if number != 0 || seen.isEmpty { bits |= bit }
        if place < lastPlace { bits |= 1 << 8 }
        if seen.filter({ $0 == number }).count >= (number == 60 ? 2 : 1) { bits |= 1 << 7 }
        seen.append(number)
        lastPlace = max(lastPlace, place)
    }
}
