extension Match {
    /// The match as ovs-ofctl prints it: "tcp,in_port=1,dl_vlan=5,nw_dst=10.0.0.0/8,tp_dst=80"; empty for all packets.
    public var text: String { text(priority: nil) }

    /// With the priority before it, unless that is the default of flow-mods (0x8000); as ovs-ofctl prints a match of
    /// `version`.
    func text(priority: UInt16?, in version: OpenFlowVersion = .v1_3) -> String {
        let shorthand = Shorthand(self)
        var parts: [String] = []
        if let priority, priority != 0x8000 { parts.append("priority=\(priority)") }
        append([.packetType, .actsetOutput], to: &parts)
        if let name = shorthand.name { parts.append(name) }
        append([.tunnelID, .metadata, .inPort, .inPhyPort], to: &parts)
        parts += vlanParts(in: version)
        append([.ethSrc, .ethDst], to: &parts)
        if !shorthand.says(.ethType) { append([.ethType], to: &parts) }
        append([.pbbISID, .pbbUCA, .ipv6Src, .ipv6Dst, .ipv6FlowLabel, .ipv6ExtHdr], to: &parts)
        append([.ipv4Src, .ipv4Dst, .arpSPA, .arpTPA], to: &parts)
        if !shorthand.says(.ipProto) { append([.ipProto], to: &parts) }
        append([.arpOp, .arpSHA, .arpTHA], to: &parts)
        if let dscp = self[.ipDSCP] { parts.append(Self.tosText(dscp)) }
        append([.ipECN, .mplsLabel, .mplsTC, .mplsBOS], to: &parts)
        append([.icmpv4Type, .icmpv4Code, .icmpv6Type, .icmpv6Code], to: &parts)
        append([.ipv6NDTarget, .ipv6NDSLL, .ipv6NDTLL], to: &parts)
        append([.tcpSrc, .tcpDst, .udpSrc, .udpDst, .sctpSrc, .sctpDst, .tcpFlags], to: &parts)
        return parts.joined(separator: ",")
    }

    private func append(_ fields: [MatchField], to parts: inout [String]) {
        for field in fields {
            guard let match = self[field], match.mask != 0 else { continue }
            parts.append("\(field.matchName)=\(match.matchValueText)")
        }
    }

    /// The six bits of DSCP where they stand in the byte of 1.0's nw_tos.
    private static func tosText(_ dscp: FieldMatch) -> String {
        guard let mask = dscp.mask else { return "nw_tos=\(dscp.value << 2)" }
        return "nw_tos=\(NumberText.hex(dscp.value << 2))/\(NumberText.hex(mask << 2))"
    }

    /// `dl_vlan` and `dl_vlan_pcp` where each is matched exactly on a tagged packet; else both in one `vlan_tci`, whose
    /// bit 0x1000 says that there is a tag.
    private func vlanParts(in version: OpenFlowVersion) -> [String] {
        let present = UInt128(Reserved.vlanPresent)
        let vid = self[.vlanVID].flatMap { $0.mask == 0 ? nil : $0 }
        let pcp = self[.vlanPCP]
        let vidMask = vid.map { $0.mask ?? 0x1fff } ?? 0
        let isTagged = vid.map { $0.value & vidMask & present != 0 } ?? (pcp != nil)
        let numberMask = vidMask & 0xfff
        if vid == nil, pcp == nil { return [] }
        if isTagged, numberMask == 0xfff || (numberMask == 0 && pcp != nil) {
            var parts: [String] = []
            if let vid, numberMask == 0xfff { parts.append("dl_vlan=\(vid.value & 0xfff)") }
            if let pcp { parts.append("dl_vlan_pcp=\(pcp.value)") }
            return parts
        }
        // A frame without a tag is matched whole in 1.0 and 1.1.
        if version <= .v1_1, vid == FieldMatch(.vlanVID, 0), pcp == nil { return ["vlan_tci=0x0000"] }
        let value = (vid?.value ?? 0) & vidMask | (pcp?.value ?? 0) << 13
        let mask = vidMask | (pcp == nil ? 0 : 0xe000)
        return ["vlan_tci=\(NumberText.hex(value, digits: 4))/\(NumberText.hex(mask, digits: 4))"]
    }
}

/// The name that stands for an Ethernet type, or for that and an IP protocol.
private struct Shorthand {
    var name: String?
    private var covered: [MatchField] = []

    init(_ match: Match) {
        guard let type = match.exactValue(.ethType) else { return }
        let names: (family: String, suffix: String)
        switch type {
        case 0x0800: names = ("ip", "")
        case 0x86dd: names = ("ipv6", "6")
        case 0x0806: names = ("arp", "")
        case 0x8035: names = ("rarp", "")
        case 0x8847: names = ("mpls", "")
        case 0x8848: names = ("mplsm", "")
        default: return
        }
        name = names.family
        covered = [.ethType]
        let isIP = type == 0x0800 || type == 0x86dd
        guard isIP, let proto = match.exactValue(.ipProto) else { return }
        switch proto {
        case 6: name = "tcp" + names.suffix
        case 17: name = "udp" + names.suffix
        case 132: name = "sctp" + names.suffix
        case 1 where type == 0x0800: name = "icmp"
        case 58 where type == 0x86dd: name = "icmp6"
        default: return
        }
        covered = [.ethType, .ipProto]
    }

    func says(_ field: MatchField) -> Bool { covered.contains(field) }
}
