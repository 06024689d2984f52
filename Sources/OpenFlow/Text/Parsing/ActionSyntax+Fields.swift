/// Actions on the fields of the registry: set_field, load, move and the setters that are short for them.
extension ActionReader {
    /// One of the words such as `set_mpls_label:5` that say the field by their name.
    func setter(_ field: MatchField, _ word: Word) throws(FlowSyntaxError) -> Action {
        let text = try word.requireValue("a value")
        guard let value = try FieldMatch.read(field, text, for: word.name, context), value.mask == nil else {
            throw FlowSyntaxError(text, "\(word.name) takes one value, not '\(text)'")
        }
        return .setField(value)
    }

    /// "10.0.0.1->ip_src", from 1.5 on also "0x5/0xff->metadata".
    func setField(_ word: Word) throws(FlowSyntaxError) -> Action {
        let (text, name) = try halves(word, example: "10.0.0.1->ip_src")
        let field = try settableField(name.hasSuffix("[]") ? name.dropLast(2) : name)
        guard let value = try FieldMatch.read(field, text, for: name, context) else {
            throw FlowSyntaxError(text, "set_field needs a value for \(name)")
        }
        if value.mask != nil, version < .v1_5 {
            throw FlowSyntaxError(text, "OpenFlow \(version.text) sets whole fields; a mask needs 1.5")
        }
        return try checked(value, text, name)
    }

    /// "0x5->tun_id", "0x5->eth_src[0..15]": a number into all bits of a field, or from 1.5 on into some.
    func load(_ word: Word) throws(FlowSyntaxError) -> Action {
        let (text, destination) = try halves(word, example: "0x5->tun_id[]")
        let bits = try subfield(destination)
        guard let number = NumberSyntax.number(text), number <= UInt128.max >> UInt128(128 - bits.count) else {
            throw FlowSyntaxError(text, "'\(text)' is no number that fits the \(bits.count) bits of \(destination)")
        }
        if bits.count == bits.field.info.bits { return try checked(FieldMatch(bits.field, number), text, destination) }
        guard version >= .v1_5 else {
            throw FlowSyntaxError(destination, "OpenFlow \(version.text) sets whole fields; a part needs 1.5")
        }
        let mask = (UInt128.max >> UInt128(128 - bits.count)) << UInt128(bits.offset)
        return try checked(FieldMatch(bits.field, number << UInt128(bits.offset), mask: mask), text, destination)
    }

    /// "eth_src[0..15]->eth_dst[16..31]": copy-field of 1.5.
    func move(_ word: Word) throws(FlowSyntaxError) -> Action {
        let (from, to) = try halves(word, example: "eth_src[]->eth_dst[]")
        let (source, destination) = (try subfield(from), try subfield(to))
        guard source.count == destination.count else {
            throw FlowSyntaxError(
                word.value,
                "\(from) has \(source.count) bits and \(to) has \(destination.count); both need the same"
            )
        }
        return .copyField(
            FieldCopy(
                bits: UInt16(source.count),
                source: source.field,
                sourceOffset: UInt16(source.offset),
                destination: destination.field,
                destinationOffset: UInt16(destination.offset)
            )
        )
    }

    private func halves(_ word: Word, example: String) throws(FlowSyntaxError) -> (Substring, Substring) {
        let text = try word.requireValue("an argument such as \(example)")
        guard let (left, right) = text.arrowHalves, !left.isEmpty, !right.isEmpty else {
            throw FlowSyntaxError(text, "\(word.name) needs an argument such as \(example)")
        }
        return (left.trimmed, right.trimmed)
    }

    private func checked(
        _ value: FieldMatch,
        _ text: Substring,
        _ name: Substring
    ) throws(FlowSyntaxError) -> Action {
        do throws(OpenFlowError) {
            try value.validateAsSetField(in: version)
        } catch {
            if value.field == .vlanVID, value.mask == nil {
                let vid = NumberText.hex(value.value | UInt128(Reserved.vlanPresent))
                throw FlowSyntaxError(text, "vlan_vid is set with the bit 0x1000 that makes a tag; write \(vid)")
            }
            if value.field == .metadata {
                throw FlowSyntaxError(name, "OpenFlow \(version.text) sets metadata by write_metadata:VALUE/MASK")
            }
            throw FlowSyntaxError(value.field.info.isSettable ? text : name, error.detail)
        }
        return .setField(value)
    }
}

// MARK: - Names of fields and parts of them

/// Bits `offset` to `offset + count - 1` of a field, from the least significant on.
struct Subfield {
    var field: MatchField
    var offset: Int
    var count: Int
}

extension ActionReader {
    /// "eth_src", "eth_src[]", "eth_src[3]" or "eth_src[0..15]"; names with OXM_OF_, NXM_OF_ or NXM_NX_ mean the same.
    private func subfield(_ text: Substring) throws(FlowSyntaxError) -> Subfield {
        guard let (name, rest) = text.halves("[") else {
            let field = try settableField(text)
            return Subfield(field: field, offset: 0, count: field.info.bits)
        }
        let field = try settableField(name)
        let width = field.info.bits
        guard rest.last == "]" else { throw FlowSyntaxError(text, "'\(text)' lacks its closing bracket") }
        let range = rest.dropLast()
        if range.isEmpty { return Subfield(field: field, offset: 0, count: width) }
        let dots = range.firstIndex(of: ".")
        let first: UInt8 = try NumberSyntax.read(
            dots.map { range[..<$0] } ?? range,
            for: "the first bit of \(name)",
            in: 0...UInt8(width - 1)
        )
        guard let dots else { return Subfield(field: field, offset: Int(first), count: 1) }
        guard range[dots...].hasPrefix("..") else {
            throw FlowSyntaxError(range, "'\(range)' is no range of bits such as 0..15")
        }
        let last: UInt8 = try NumberSyntax.read(
            range[dots...].dropFirst(2),
            for: "the last bit of \(name)",
            in: first...UInt8(width - 1)
        )
        return Subfield(field: field, offset: Int(first), count: Int(last - first) + 1)
    }

    /// The field of a name. Of those that stand for several, the one that the flow's match makes sure of.
    private func settableField(_ name: Substring) throws(FlowSyntaxError) -> MatchField {
        var key = name.lowercased()
        for prefix in ["oxm_of_", "nxm_of_", "nxm_nx_"] where key.hasPrefix(prefix) {
            key.removeFirst(prefix.count)
        }
        switch FieldName.byName[key] {
        case .fields(let candidates):
            let field = candidates.first { match?.establishes($0) == true } ?? candidates[0]
            return field
        case .vlanNumber, .vlanTCI:
            throw FlowSyntaxError(
                name,
                "\(name) is no field of its own; write vlan_vid, vlan_pcp or mod_vlan_vid:NUMBER"
            )
        case .typeOfService:
            throw FlowSyntaxError(name, "\(name) is no field of its own; write ip_dscp or mod_nw_tos:NUMBER")
        case nil:
            if let reason = OpenVSwitchNames.reason(field: key) { throw FlowSyntaxError(name, reason) }
            let hint = Suggestion.text(for: key[...], among: FieldName.rows.map(\.name))
            throw FlowSyntaxError(name, "unknown field '\(name)'\(hint)")
        }
    }
}

// MARK: - What the version can say

extension Action {
    /// Why flows of this version cannot have the action; nil when they can.
    func unsayable(in version: OpenFlowVersion) -> String? {
        switch self {
        case .output, .setVLANVID, .setVLANPCP, .stripVLAN, .popVLAN, .setNetworkSource, .setNetworkDestination,
            .setNetworkTOS, .setTransportSource, .setTransportDestination, .enqueue, .experimenter:
            return nil
        case .setField(let field):
            return field.unsettable(in: version)
        case .group, .setQueue, .pushVLAN, .pushMPLS, .popMPLS, .setMPLSTTL, .decrementMPLSTTL, .setNetworkTTL,
            .decrementNetworkTTL, .copyTTLOut, .copyTTLIn:
            return Self.reason(version, since: .v1_1, kindText)
        case .pushPBB, .popPBB: return Self.reason(version, since: .v1_3, kindText)
        case .copyField, .meter: return Self.reason(version, since: .v1_5, kindText)
        }
    }

    private static func reason(_ version: OpenFlowVersion, since: OpenFlowVersion, _ name: String) -> String? {
        version >= since ? nil : "OpenFlow \(version.text) has no \(name); \(since.text) is the first that has it"
    }

    /// The name of the action as it is printed.
    private var kindText: String { String(text().prefix { $0 != ":" && $0 != "(" }) }
}

extension FieldMatch {
    /// 1.0 sets the fields that it has setters for.
    fileprivate func unsettable(in version: OpenFlowVersion) -> String? {
        let reason = "OpenFlow \(version.text) cannot set \(field.setName)"
        guard version == .v1_0 else {
            // 1.1 has an action of its own for ECN.
            if version == .v1_1, field == .ipECN { return nil }
            return field.info.since <= version ? nil : "\(reason); \(field.info.since.text) is the first that can"
        }
        switch field {
        case .ethSrc, .ethDst, .vlanVID, .vlanPCP, .ipDSCP, .ipv4Src, .ipv4Dst, .tcpSrc, .tcpDst, .udpSrc, .udpDst:
            return nil
        case .inPort, .inPhyPort, .metadata, .ethType, .ipECN, .ipProto, .sctpSrc, .sctpDst, .icmpv4Type, .icmpv4Code,
            .arpOp, .arpSPA, .arpTPA, .arpSHA, .arpTHA, .ipv6Src, .ipv6Dst, .ipv6FlowLabel, .icmpv6Type, .icmpv6Code,
            .ipv6NDTarget, .ipv6NDSLL, .ipv6NDTLL, .mplsLabel, .mplsTC, .mplsBOS, .pbbISID, .tunnelID, .ipv6ExtHdr,
            .pbbUCA, .tcpFlags, .actsetOutput, .packetType:
            return
                "\(reason)\(field.info.isSettable ? "; \(max(field.info.since, .v1_2).text) is the first that can" : "")"
        }
    }
}
