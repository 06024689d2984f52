import OpenFlow

/// The standard match of 1.0 and 1.1 from and to the model.
extension Match {
    mutating func layoutStandard<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        var wire = C.isReading ? StandardMatch() : StandardMatch(self, c.version)
        try wire.layout(&c)
        if C.isReading { self = try wire.match(&c) }
    }
}

// MARK: - From the wire

extension StandardMatch {
    /// Fields that the match has no right to, by their prerequisites, are ignored (1.0.0 §3.4; 1.1.0 §A.2.3).
    func match<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) -> Match {
        if c.version == .v1_1 { try check11(&c) }
        var fields: [FieldMatch] = []
        fields.reserveCapacity(13)

        if has(.inPort) { fields.append(FieldMatch(.inPort, UInt128(inPort.rawValue))) }
        append(.metadata, metadata, metadataMask, to: &fields)
        append(.ethDst, ethDst, ethDstMask, whole: StandardMatch.wholeAddress, to: &fields)
        append(.ethSrc, ethSrc, ethSrcMask, whole: StandardMatch.wholeAddress, to: &fields)
        appendVLAN(to: &fields, c.version)
        guard has(.ethType) else { return Match(fields) }
        fields.append(FieldMatch(.ethType, UInt128(ethType)))
        switch ethType {
        case 0x0800:
            appendIP(to: &fields)
            append(.ipv4Src, source, sourceMask, to: &fields)
            append(.ipv4Dst, destination, destinationMask, to: &fields)
            appendTransport(to: &fields)
        case 0x86dd:
            appendIP(to: &fields)
            appendTransport(to: &fields)
        case 0x0806:
            if has(.ipProto) { fields.append(FieldMatch(.arpOp, UInt128(ipProto))) }
            append(.arpSPA, source, sourceMask, to: &fields)
            append(.arpTPA, destination, destinationMask, to: &fields)
        case 0x8847, 0x8848:
            if has(.mplsLabel) { fields.append(FieldMatch(.mplsLabel, UInt128(mplsLabel))) }
            if has(.mplsTC) { fields.append(FieldMatch(.mplsTC, UInt128(mplsTC))) }
        default:
            break
        }
        return Match(fields)
    }

    private func has(_ field: StandardWildcards) -> Bool { wildcards.isDisjoint(with: field) }

    /// 1.1 has an error for values that the fields cannot have; 1.0 cuts them off.
    private func check11<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        let hasTag = has(.vlan) && vlan != StandardMatch.untagged
        let isWrong =
            (hasTag && vlan != StandardMatch.anyTag && vlan > 0xfff) || (hasTag && has(.vlanPCP) && vlanPCP > 7)
            || (has(.ethType) && (ethType == 0x0800 || ethType == 0x86dd) && has(.ipTOS) && ipTOS & 3 != 0)
            || (has(.ethType) && (ethType == 0x8847 || ethType == 0x8848)
                && (has(.mplsLabel) && mplsLabel > 0xf_ffff || has(.mplsTC) && mplsTC > 7))
        guard !isWrong else {
            throw c.refusal(
                .badMatchBadValue,
                "dl_vlan \(vlan), dl_vlan_pcp \(vlanPCP), nw_tos \(ipTOS), mpls_label \(mplsLabel), mpls_tc \(mplsTC)"
            )
        }
    }

    private func append<Number: FixedWidthInteger & UnsignedInteger>(
        _ field: MatchField,
        _ value: Number,
        _ mask: Number,
        whole: Number = .max,
        to fields: inout [FieldMatch]
    ) {
        guard mask != 0 else { return }
        fields.append(FieldMatch(field, UInt128(value & mask), mask: mask == whole ? nil : UInt128(mask)))
    }

    private func appendVLAN(to fields: inout [FieldMatch], _ version: OpenFlowVersion) {
        let present = UInt128(Reserved.vlanPresent)
        let pcp = has(.vlanPCP) ? vlanPCP & 7 : nil
        if has(.vlan) {
            guard vlan != StandardMatch.untagged else { return fields.append(FieldMatch(.vlanVID, 0)) }
            let isAny = version == .v1_1 && vlan == StandardMatch.anyTag
            fields.append(
                isAny
                    ? FieldMatch(.vlanVID, present, mask: present)
                    : FieldMatch(.vlanVID, present | UInt128(vlan & 0xfff))
            )
        } else if pcp != nil {
            // 1.1 ignores the priority of frames of which it does not say that they have a tag.
            guard version == .v1_0 else { return }
            fields.append(FieldMatch(.vlanVID, present, mask: present))
        }
        if let pcp { fields.append(FieldMatch(.vlanPCP, UInt128(pcp))) }
    }

    private func appendIP(to fields: inout [FieldMatch]) {
        if has(.ipTOS) { fields.append(FieldMatch(.ipDSCP, UInt128(ipTOS >> 2))) }
        if has(.ipProto) { fields.append(FieldMatch(.ipProto, UInt128(ipProto))) }
    }

    private func appendTransport(to fields: inout [FieldMatch]) {
        guard has(.ipProto), let transport = StandardTransport(ipProto: ipProto, ethType: ethType) else { return }
        if has(.transportSource) {
            fields.append(FieldMatch(transport.source, UInt128(transportSource & transport.mask)))
        }
        if has(.transportDestination) {
            fields.append(FieldMatch(transport.destination, UInt128(transportDestination & transport.mask)))
        }
    }
}

/// Which fields tp_src and tp_dst are, by protocol.
private struct StandardTransport {
    var source: MatchField
    var destination: MatchField
    var mask: UInt16 = 0xffff

    init?(ipProto: UInt8, ethType: UInt16) {
        switch (ipProto, ethType) {
        case (6, _): (source, destination) = (.tcpSrc, .tcpDst)
        case (17, _): (source, destination) = (.udpSrc, .udpDst)
        case (132, _): (source, destination) = (.sctpSrc, .sctpDst)
        case (1, 0x0800): (source, destination, mask) = (.icmpv4Type, .icmpv4Code, 0xff)
        case (58, 0x86dd): (source, destination, mask) = (.icmpv6Type, .icmpv6Code, 0xff)
        default: return nil
        }
    }
}

// MARK: - To the wire

extension StandardMatch {
    /// An exact match of 1.0 wildcards nothing, not even the fields that its frames do not have.
    init<C: WireCoder & ~Copyable>(_ match: Match, isExact: Bool, _ c: inout C) throws(C.Failure) {
        self.init(match, .v1_0)
        guard isExact else { return }
        var exact = self
        exact.makeExact10()
        if try exact.match(&c) == match { self = exact }
    }

    /// What the version cannot say of the match is wildcarded.
    init(_ match: Match, _ version: OpenFlowVersion) {
        let is10 = version == .v1_0
        for field in match.fields {
            let number = UInt64(truncatingIfNeeded: field.value)
            var matched: StandardWildcards = []
            switch field.field {
            case .vlanVID: setVLAN(field, version)
            case .ipv4Src, .arpSPA:
                guard let mask = StandardMatch.addressMask(field, version) else { continue }
                (source, sourceMask) = (UInt32(truncatingIfNeeded: number), mask)
            case .ipv4Dst, .arpTPA:
                guard let mask = StandardMatch.addressMask(field, version) else { continue }
                (destination, destinationMask) = (UInt32(truncatingIfNeeded: number), mask)
            case .inPort:
                let port = PortNumber(UInt32(truncatingIfNeeded: number))
                guard !is10 || PortNumbers10.short(port) != nil else { continue }
                (inPort, matched) = (port, .inPort)
            case .ethDst:
                guard field.isExact || !is10 else { continue }
                (ethDst, ethDstMask) = (number, StandardMatch.mask(field))
                matched = .ethDst
            case .ethSrc:
                guard field.isExact || !is10 else { continue }
                (ethSrc, ethSrcMask) = (number, StandardMatch.mask(field))
                matched = .ethSrc
            case .ethType: (ethType, matched) = (UInt16(truncatingIfNeeded: number), .ethType)
            case .vlanPCP: (vlanPCP, matched) = (UInt8(truncatingIfNeeded: number), .vlanPCP)
            case .ipDSCP: (ipTOS, matched) = (UInt8(truncatingIfNeeded: number << 2), .ipTOS)
            case .ipProto: (ipProto, matched) = (UInt8(truncatingIfNeeded: number), .ipProto)
            case .arpOp: if number <= 0xff { (ipProto, matched) = (UInt8(number), .ipProto) }
            case .tcpSrc, .udpSrc, .sctpSrc, .icmpv4Type, .icmpv6Type:
                (transportSource, matched) = (UInt16(truncatingIfNeeded: number), .transportSource)
            case .tcpDst, .udpDst, .sctpDst, .icmpv4Code, .icmpv6Code:
                (transportDestination, matched) = (UInt16(truncatingIfNeeded: number), .transportDestination)
            case .metadata: if !is10 { (metadata, metadataMask) = (number, StandardMatch.mask(field)) }
            case .mplsLabel: if !is10 { (mplsLabel, matched) = (UInt32(truncatingIfNeeded: number), .mplsLabel) }
            case .mplsTC: if !is10 { (mplsTC, matched) = (UInt8(truncatingIfNeeded: number), .mplsTC) }
            case .inPhyPort, .ipECN, .arpSHA, .arpTHA, .ipv6Src, .ipv6Dst, .ipv6FlowLabel, .ipv6NDTarget, .ipv6NDSLL,
                .ipv6NDTLL, .mplsBOS, .pbbISID, .tunnelID, .ipv6ExtHdr, .pbbUCA, .tcpFlags, .actsetOutput, .packetType:
                continue
            }
            wildcards.subtract(matched)
        }
    }

    private mutating func setVLAN(_ field: FieldMatch, _ version: OpenFlowVersion) {
        let vid = UInt16(truncatingIfNeeded: field.value)
        guard field.isExact else {
            guard version == .v1_1, field.mask == field.value, vid == Reserved.vlanPresent else { return }
            wildcards.remove(.vlan)
            vlan = StandardMatch.anyTag
            return
        }
        wildcards.remove(.vlan)
        if vid & Reserved.vlanPresent == 0 {
            vlan = StandardMatch.untagged
            // A frame without a tag has no priority either; 1.0's exact matches say so with zero.
            if version == .v1_0 { wildcards.remove(.vlanPCP) }
        } else {
            vlan = vid & 0xfff
        }
    }

    private static func mask(_ field: FieldMatch) -> UInt64 {
        UInt64(truncatingIfNeeded: field.mask ?? field.field.info.fullMask)
    }

    /// The mask of an address; nil when it is no prefix, which 1.0 cannot say.
    private static func addressMask(_ field: FieldMatch, _ version: OpenFlowVersion) -> UInt32? {
        let mask = UInt32(truncatingIfNeeded: field.mask ?? 0xffff_ffff)
        guard version == .v1_0 else { return mask }
        let ignored = UInt32(mask.trailingZeroBitCount)
        return ignored < 32 && mask == UInt32.max << ignored ? mask : nil
    }
}
