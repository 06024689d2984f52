import OpenFlow
import Packets

/// The flow key: the value of every match field of a packet, packed into 64-bit words.
///
/// A key is `FlowKey.wordCount` words behind a pointer that the worker owns; fields of headers that exclude each other
/// share bits, which is sound because every match on them must also match the type that tells them apart
/// (1.3.5 §7.2.3.6, prerequisites):
///
///     word 0  eth_dst:48                                     eth_type:16
///          1  eth_src:48                                     vlan_pcp:3 vlan_vid:13 (with the present bit)
///          2  in_port:32                                     in_phy_port:32
///          3  ipv4_src | arp_spa:32                          ipv4_dst | arp_tpa:32
///          4  source port | ICMP type | arp_op:16   destination port | ICMP code:16   ip_proto:8   dscp:6 ecn:2   tcp_flags:16
///          5  metadata
///        6-7  ipv6_src          8-9  ipv6_dst
///         10  ipv6_flabel:20 ipv6_exthdr:9 mpls_label:20 mpls_tc:3 mpls_bos:1 pbb_uca:1 unused:10
///      11-12  ipv6_nd_target
///         13  ipv6_nd_sll | arp_sha:48                       unused:16
///         14  ipv6_nd_tll | arp_tha:48                       unused:16
///         15  tunnel_id
///         16  pbb_isid:24                                    unused:40
///         17  actset_output:32                               packet_type:32
enum FlowKey {
    static let wordCount = 18

    /// Where a field lies: the lowest bit's place in a word, or two words for 128 bits (the high one first).
    struct Place {
        var word: Int
        var shift: Int
        var bits: Int
    }

    static func place(of field: MatchField) -> Place {
        switch field {
        case .ethDst: Place(word: 0, shift: 16, bits: 48)
        case .ethType: Place(word: 0, shift: 0, bits: 16)
        case .ethSrc: Place(word: 1, shift: 16, bits: 48)
        case .vlanPCP: Place(word: 1, shift: 13, bits: 3)
        case .vlanVID: Place(word: 1, shift: 0, bits: 13)
        case .inPort: Place(word: 2, shift: 32, bits: 32)
        case .inPhyPort: Place(word: 2, shift: 0, bits: 32)
        case .ipv4Src, .arpSPA: Place(word: 3, shift: 32, bits: 32)
        case .ipv4Dst, .arpTPA: Place(word: 3, shift: 0, bits: 32)
        case .tcpSrc, .udpSrc, .sctpSrc, .arpOp: Place(word: 4, shift: 48, bits: 16)
        case .tcpDst, .udpDst, .sctpDst: Place(word: 4, shift: 32, bits: 16)
        case .icmpv4Type, .icmpv6Type: Place(word: 4, shift: 48, bits: 8)
        case .icmpv4Code, .icmpv6Code: Place(word: 4, shift: 32, bits: 8)
        case .ipProto: Place(word: 4, shift: 24, bits: 8)
        case .ipDSCP: Place(word: 4, shift: 18, bits: 6)
        case .ipECN: Place(word: 4, shift: 16, bits: 2)
        case .tcpFlags: Place(word: 4, shift: 0, bits: 12)
        case .metadata: Place(word: 5, shift: 0, bits: 64)
        case .ipv6Src: Place(word: 6, shift: 0, bits: 128)
        case .ipv6Dst: Place(word: 8, shift: 0, bits: 128)
        case .ipv6FlowLabel: Place(word: 10, shift: 44, bits: 20)
        case .ipv6ExtHdr: Place(word: 10, shift: 35, bits: 9)
        case .mplsLabel: Place(word: 10, shift: 15, bits: 20)
        case .mplsTC: Place(word: 10, shift: 12, bits: 3)
        case .mplsBOS: Place(word: 10, shift: 11, bits: 1)
        case .pbbUCA: Place(word: 10, shift: 10, bits: 1)
        case .ipv6NDTarget: Place(word: 11, shift: 0, bits: 128)
        case .ipv6NDSLL, .arpSHA: Place(word: 13, shift: 16, bits: 48)
        case .ipv6NDTLL, .arpTHA: Place(word: 14, shift: 16, bits: 48)
        case .tunnelID: Place(word: 15, shift: 0, bits: 64)
        case .pbbISID: Place(word: 16, shift: 40, bits: 24)
        case .actsetOutput: Place(word: 17, shift: 32, bits: 32)
        case .packetType: Place(word: 17, shift: 0, bits: 32)
        }
    }
}

/// A match as words of the flow key: a packet matches when `key[w] & mask[w] == value[w]` for every word.
///
/// Two matches that select the same packets through the same bits compile to equal words, however they were written.
struct CompiledMatch {
    var value: [UInt64]
    var mask: [UInt64]

    init(_ match: Match) {
        value = Array(repeating: 0, count: FlowKey.wordCount)
        mask = value
        for field in match.fields {
            let place = FlowKey.place(of: field.field)
            let full: UInt128 = place.bits == 128 ? .max : (UInt128(1) << UInt128(place.bits)) - 1
            let bits = (field.mask ?? full) & full
            set(place, field.value & bits, bits)
        }
    }

    private mutating func set(_ place: FlowKey.Place, _ newValue: UInt128, _ newMask: UInt128) {
        if place.bits == 128 {
            value[place.word] = UInt64(truncatingIfNeeded: newValue >> 64)
            value[place.word + 1] = UInt64(truncatingIfNeeded: newValue)
            mask[place.word] = UInt64(truncatingIfNeeded: newMask >> 64)
            mask[place.word + 1] = UInt64(truncatingIfNeeded: newMask)
        } else {
            value[place.word] |= UInt64(truncatingIfNeeded: newValue) << UInt64(place.shift)
            mask[place.word] |= UInt64(truncatingIfNeeded: newMask) << UInt64(place.shift)
        }
    }

    /// True when some packet could match both.
    func overlaps(_ other: CompiledMatch) -> Bool {
        for word in 0..<FlowKey.wordCount {
            let common = mask[word] & other.mask[word]
            if (value[word] ^ other.value[word]) & common != 0 { return false }
        }
        return true
    }
}
