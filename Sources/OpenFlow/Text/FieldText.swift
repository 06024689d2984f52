/// How each match field is written: its two names and the form of its values.
///
/// ovs-ofctl has two names for some fields: in a match it prints the older one (`nw_src`), and after the arrow of
/// `set_field` the newer one (`ip_src`). `in_phy_port`, `pbb_isid`, `pbb_uca` and `ipv6_exthdr` are unknown to it; they
/// have the specification's names here.
extension MatchField {
    enum ValueForm {
        case decimal
        case hex(digits: Int)
        case ethernet
        case ipv4
        case ipv6
        case port
        case tcpFlags
        case packetType
    }

    var valueForm: ValueForm {
        switch self {
        case .inPort, .inPhyPort, .actsetOutput: .port
        case .metadata, .tunnelID, .pbbISID, .ipv6ExtHdr, .pbbUCA: .hex(digits: 1)
        case .ethType: .hex(digits: 4)
        case .ipv6FlowLabel: .hex(digits: 5)
        case .ethDst, .ethSrc, .arpSHA, .arpTHA, .ipv6NDSLL, .ipv6NDTLL: .ethernet
        case .ipv4Src, .ipv4Dst, .arpSPA, .arpTPA: .ipv4
        case .ipv6Src, .ipv6Dst, .ipv6NDTarget: .ipv6
        case .tcpFlags: .tcpFlags
        case .packetType: .packetType
        case .vlanVID, .vlanPCP, .ipDSCP, .ipECN, .ipProto, .tcpSrc, .tcpDst, .udpSrc, .udpDst, .sctpSrc, .sctpDst,
            .icmpv4Type, .icmpv4Code, .icmpv6Type, .icmpv6Code, .arpOp, .mplsLabel, .mplsTC, .mplsBOS:
            .decimal
        }
    }

    /// The name in a match. `vlanVID` and `ipDSCP` are written in forms of their own there (see `Match.text`).
    var matchName: String {
        switch self {
        case .inPort: "in_port"
        case .inPhyPort: "in_phy_port"
        case .metadata: "metadata"
        case .ethDst: "dl_dst"
        case .ethSrc: "dl_src"
        case .ethType: "dl_type"
        case .vlanVID: "dl_vlan"
        case .vlanPCP: "dl_vlan_pcp"
        case .ipDSCP: "nw_tos"
        case .ipECN: "nw_ecn"
        case .ipProto: "nw_proto"
        case .ipv4Src: "nw_src"
        case .ipv4Dst: "nw_dst"
        case .tcpSrc, .udpSrc, .sctpSrc: "tp_src"
        case .tcpDst, .udpDst, .sctpDst: "tp_dst"
        case .icmpv4Type, .icmpv6Type: "icmp_type"
        case .icmpv4Code, .icmpv6Code: "icmp_code"
        case .arpOp: "arp_op"
        case .arpSPA: "arp_spa"
        case .arpTPA: "arp_tpa"
        case .arpSHA: "arp_sha"
        case .arpTHA: "arp_tha"
        case .ipv6Src: "ipv6_src"
        case .ipv6Dst: "ipv6_dst"
        case .ipv6FlowLabel: "ipv6_label"
        case .ipv6NDTarget: "nd_target"
        case .ipv6NDSLL: "nd_sll"
        case .ipv6NDTLL: "nd_tll"
        case .mplsLabel: "mpls_label"
        case .mplsTC: "mpls_tc"
        case .mplsBOS: "mpls_bos"
        case .pbbISID: "pbb_isid"
        case .tunnelID: "tun_id"
        case .ipv6ExtHdr: "ipv6_exthdr"
        case .pbbUCA: "pbb_uca"
        case .tcpFlags: "tcp_flags"
        case .actsetOutput: "actset_output"
        case .packetType: "packet_type"
        }
    }

    /// The name after the arrow of `set_field`.
    var setName: String {
        switch self {
        case .ethDst: "eth_dst"
        case .ethSrc: "eth_src"
        case .ethType: "eth_type"
        case .vlanVID: "vlan_vid"
        case .vlanPCP: "vlan_pcp"
        case .ipDSCP: "ip_dscp"
        case .ipv4Src: "ip_src"
        case .ipv4Dst: "ip_dst"
        case .tcpSrc: "tcp_src"
        case .tcpDst: "tcp_dst"
        case .udpSrc: "udp_src"
        case .udpDst: "udp_dst"
        case .sctpSrc: "sctp_src"
        case .sctpDst: "sctp_dst"
        case .icmpv6Type: "icmpv6_type"
        case .icmpv6Code: "icmpv6_code"
        case .inPort, .inPhyPort, .metadata, .ipECN, .ipProto, .icmpv4Type, .icmpv4Code, .arpOp, .arpSPA, .arpTPA,
            .arpSHA, .arpTHA, .ipv6Src, .ipv6Dst, .ipv6FlowLabel, .ipv6NDTarget, .ipv6NDSLL, .ipv6NDTLL, .mplsLabel,
            .mplsTC, .mplsBOS, .pbbISID, .tunnelID, .ipv6ExtHdr, .pbbUCA, .tcpFlags, .actsetOutput, .packetType:
            matchName
        }
    }
}

extension FieldMatch {
    /// Value and mask as they stand in a match: a masked number is hexadecimal on both sides.
    var matchValueText: String {
        if case .decimal = field.valueForm, let mask { return "\(NumberText.hex(value))/\(NumberText.hex(mask))" }
        return valueText(hexDigits: nil)
    }

    /// Value and mask as they stand in `set_field`: numbers do not have leading zeros, and are decimal before a mask.
    var setValueText: String { valueText(hexDigits: 1) }

    private func valueText(hexDigits: Int?) -> String {
        switch field.valueForm {
        case .decimal:
            return String(value) + (mask.map { "/" + NumberText.hex($0) } ?? "")
        case .hex(let digits):
            let digits = hexDigits ?? digits
            let text = NumberText.hex(value, digits: digits)
            return text + (mask.map { "/" + NumberText.hex($0, digits: digits) } ?? "")
        case .ethernet:
            let text = NumberText.ethernetAddress(UInt64(truncatingIfNeeded: value))
            return text + (mask.map { "/" + NumberText.ethernetAddress(UInt64(truncatingIfNeeded: $0)) } ?? "")
        case .ipv4:
            return NumberText.ipv4Address(UInt32(truncatingIfNeeded: value)) + (mask.map(Self.ipv4MaskText) ?? "")
        case .ipv6:
            return NumberText.ipv6Address(value) + (mask.map(Self.ipv6MaskText) ?? "")
        case .port:
            let text = PortNumber(UInt32(truncatingIfNeeded: value)).text
            return text + (mask.map { "/" + NumberText.hex($0) } ?? "")
        case .tcpFlags:
            return TCPFlagText.text(
                value: UInt16(truncatingIfNeeded: value),
                mask: mask.map { UInt16(truncatingIfNeeded: $0) }
            )
        case .packetType:
            return "(\(value >> 16),\(NumberText.hex(value & 0xffff)))"
        }
    }

    private static func ipv4MaskText(_ mask: UInt128) -> String {
        let mask = UInt32(truncatingIfNeeded: mask)
        guard let length = NumberText.prefixLength(mask) else { return "/" + NumberText.ipv4Address(mask) }
        return length == 32 ? "" : "/\(length)"
    }

    private static func ipv6MaskText(_ mask: UInt128) -> String {
        guard let length = NumberText.prefixLength(mask) else { return "/" + NumberText.ipv6Address(mask) }
        return length == 128 ? "" : "/\(length)"
    }
}

/// The twelve flags of a TCP header by name; the three reserved ones have only their bit.
enum TCPFlagText {
    static let names = [
        "fin", "syn", "rst", "psh", "ack", "urg", "ece", "cwr", "ns", "[200]", "[400]", "[800]",
    ]

    /// "syn|ack" for an exact match, "+syn-ack" for a masked one.
    static func text(value: UInt16, mask: UInt16?) -> String {
        guard let mask, mask != 0xfff else {
            return value == 0 ? "0" : names(in: value).joined(separator: "|")
        }
        return names(in: value & mask).map { "+" + $0 }.joined()
            + names(in: ~value & mask).map { "-" + $0 }.joined()
    }

    private static func names(in bits: UInt16) -> [String] {
        names.indices.filter { bits & 1 << UInt16($0) != 0 }.map { names[$0] }
    }
}
