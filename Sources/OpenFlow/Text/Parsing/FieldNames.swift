/// What the names of a match mean: those that ovs-ofctl has, old and new, and the specification's.
enum FieldName {
    /// The first of these fields that the protocols of the match allow.
    case fields([MatchField])
    /// `dl_vlan`: the number alone, or 0xffff for frames without a tag.
    case vlanNumber
    /// `vlan_tci`: number, presence and priority in one.
    case vlanTCI
    /// `nw_tos`: DSCP where it stands in the byte.
    case typeOfService

    /// The place in the order in which names get their meaning: what others depend on comes first.
    var rank: UInt8 {
        switch self {
        case .fields(let fields): fields.map(\.rawValue).min() ?? 0
        case .vlanNumber, .vlanTCI: MatchField.vlanVID.rawValue
        case .typeOfService: MatchField.ipDSCP.rawValue
        }
    }

    /// All names, in the order in which they are offered for wrong ones.
    static let rows: [(name: String, meaning: FieldName)] = [
        ("in_port", .fields([.inPort])), ("in_port_oxm", .fields([.inPort])), ("in_phy_port", .fields([.inPhyPort])),
        ("metadata", .fields([.metadata])), ("tun_id", .fields([.tunnelID])), ("tunnel_id", .fields([.tunnelID])),
        ("dl_src", .fields([.ethSrc])), ("dl_dst", .fields([.ethDst])), ("dl_type", .fields([.ethType])),
        ("eth_src", .fields([.ethSrc])), ("eth_dst", .fields([.ethDst])), ("eth_type", .fields([.ethType])),
        ("dl_vlan", .vlanNumber), ("dl_vlan_pcp", .fields([.vlanPCP])), ("vlan_vid", .fields([.vlanVID])),
        ("vlan_pcp", .fields([.vlanPCP])), ("vlan_tci", .vlanTCI),
        ("nw_src", .fields([.ipv4Src, .arpSPA])), ("nw_dst", .fields([.ipv4Dst, .arpTPA])),
        ("ip_src", .fields([.ipv4Src, .arpSPA])), ("ip_dst", .fields([.ipv4Dst, .arpTPA])),
        ("ipv4_src", .fields([.ipv4Src])), ("ipv4_dst", .fields([.ipv4Dst])),
        ("nw_proto", .fields([.ipProto, .arpOp])), ("ip_proto", .fields([.ipProto, .arpOp])),
        ("nw_tos", .typeOfService), ("ip_dscp", .fields([.ipDSCP])), ("nw_ecn", .fields([.ipECN])),
        ("ip_ecn", .fields([.ipECN])),
        ("tp_src", .fields([.tcpSrc, .udpSrc, .sctpSrc, .icmpv4Type, .icmpv6Type])),
        ("tp_dst", .fields([.tcpDst, .udpDst, .sctpDst, .icmpv4Code, .icmpv6Code])),
        ("tcp_src", .fields([.tcpSrc])), ("tcp_dst", .fields([.tcpDst])), ("tcp_flags", .fields([.tcpFlags])),
        ("udp_src", .fields([.udpSrc])), ("udp_dst", .fields([.udpDst])),
        ("sctp_src", .fields([.sctpSrc])), ("sctp_dst", .fields([.sctpDst])),
        ("icmp_type", .fields([.icmpv4Type, .icmpv6Type])), ("icmp_code", .fields([.icmpv4Code, .icmpv6Code])),
        ("icmpv4_type", .fields([.icmpv4Type])), ("icmpv4_code", .fields([.icmpv4Code])),
        ("icmpv6_type", .fields([.icmpv6Type])), ("icmpv6_code", .fields([.icmpv6Code])),
        ("arp_op", .fields([.arpOp])), ("arp_spa", .fields([.arpSPA])), ("arp_tpa", .fields([.arpTPA])),
        ("arp_sha", .fields([.arpSHA])), ("arp_tha", .fields([.arpTHA])),
        ("ipv6_src", .fields([.ipv6Src])), ("ipv6_dst", .fields([.ipv6Dst])),
        ("ipv6_label", .fields([.ipv6FlowLabel])), ("ipv6_flabel", .fields([.ipv6FlowLabel])),
        ("ipv6_exthdr", .fields([.ipv6ExtHdr])),
        ("nd_target", .fields([.ipv6NDTarget])), ("nd_sll", .fields([.ipv6NDSLL])), ("nd_tll", .fields([.ipv6NDTLL])),
        ("ipv6_nd_target", .fields([.ipv6NDTarget])), ("ipv6_nd_sll", .fields([.ipv6NDSLL])),
        ("ipv6_nd_tll", .fields([.ipv6NDTLL])),
        ("mpls_label", .fields([.mplsLabel])), ("mpls_tc", .fields([.mplsTC])), ("mpls_bos", .fields([.mplsBOS])),
        ("pbb_isid", .fields([.pbbISID])), ("pbb_uca", .fields([.pbbUCA])),
        ("actset_output", .fields([.actsetOutput])), ("packet_type", .fields([.packetType])),
    ]

    static let byName = Dictionary(rows.map { ($0.name, $0.meaning) }, uniquingKeysWith: { first, _ in first })
}

/// A word that stands for an Ethernet type, or for that and an IP protocol.
struct ProtocolName {
    var name: String
    var ethType: UInt16
    var ipProto: UInt8?

    static let rows: [ProtocolName] = [
        row("ip", 0x0800), row("ipv4", 0x0800), row("ip4", 0x0800), row("ipv6", 0x86dd), row("ip6", 0x86dd),
        row("icmp", 0x0800, 1), row("icmp4", 0x0800, 1), row("icmp6", 0x86dd, 58), row("tcp", 0x0800, 6),
        row("tcp4", 0x0800, 6), row("tcp6", 0x86dd, 6), row("udp", 0x0800, 17), row("udp4", 0x0800, 17),
        row("udp6", 0x86dd, 17), row("sctp", 0x0800, 132), row("sctp4", 0x0800, 132), row("sctp6", 0x86dd, 132),
        row("arp", 0x0806), row("rarp", 0x8035), row("mpls", 0x8847), row("mplsm", 0x8848),
    ]

    private static func row(_ name: String, _ ethType: UInt16, _ ipProto: UInt8? = nil) -> ProtocolName {
        ProtocolName(name: name, ethType: ethType, ipProto: ipProto)
    }

    static let byName = Dictionary(rows.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
}

extension MatchField {
    /// What a match may say to make the field possible, in its own words.
    var neededWords: [String] {
        switch self {
        case .inPort, .metadata, .ethDst, .ethSrc, .ethType, .vlanVID, .tunnelID, .actsetOutput, .packetType: []
        case .inPhyPort: ["in_port"]
        case .vlanPCP: ["dl_vlan"]
        case .ipDSCP, .ipECN, .ipProto: ["ip", "ipv6"]
        case .ipv4Src, .ipv4Dst: ["ip"]
        case .tcpSrc, .tcpDst, .tcpFlags: ["tcp"]
        case .udpSrc, .udpDst: ["udp"]
        case .sctpSrc, .sctpDst: ["sctp"]
        case .icmpv4Type, .icmpv4Code: ["icmp"]
        case .arpOp, .arpSPA, .arpTPA, .arpSHA, .arpTHA: ["arp"]
        case .ipv6Src, .ipv6Dst, .ipv6FlowLabel, .ipv6ExtHdr: ["ipv6"]
        case .icmpv6Type, .icmpv6Code: ["icmp6"]
        case .ipv6NDTarget: ["icmp6,icmp_type=135", "icmp6,icmp_type=136"]
        case .ipv6NDSLL: ["icmp6,icmp_type=135"]
        case .ipv6NDTLL: ["icmp6,icmp_type=136"]
        case .mplsLabel, .mplsTC, .mplsBOS: ["mpls", "mplsm"]
        case .pbbISID, .pbbUCA: ["dl_type=0x88e7"]
        }
    }
}

extension [String] {
    /// "tcp, udp or sctp".
    var alternatives: String {
        guard let last, count > 1 else { return joined() }
        return dropLast().joined(separator: ", ") + " or " + last
    }
}
