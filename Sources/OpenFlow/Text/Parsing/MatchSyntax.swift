extension Match {
    /// "tcp,in_port=1,nw_dst=10.0.0.0/8,tp_dst=80", in any order; empty for all packets.
    public static func parse(
        _ text: String,
        _ context: SyntaxContext = SyntaxContext()
    ) throws(FlowSyntaxError) -> Match {
        var words = Words(text[...])
        var reader = MatchReader(context)
        while let word = try words.next() {
            guard try reader.take(word) else { throw MatchReader.unknown(word) }
        }
        return try reader.finish()
    }
}

/// Collects the words about a match. What a name such as `tp_dst` means is known only at the end, by the protocols that
/// the match says, in whatever order.
struct MatchReader {
    private let context: SyntaxContext
    private var match = Match()
    /// The word that each field comes from.
    private var sources: [MatchField: Word] = [:]
    private var pending: [(word: Word, meaning: FieldName)] = []

    init(_ context: SyntaxContext) { self.context = context }

    /// False when the word is not about the match.
    mutating func take(_ word: Word) throws(FlowSyntaxError) -> Bool {
        let key = word.key
        if let row = ProtocolName.byName[key] {
            try word.requireNoValue()
            try add(FieldMatch(.ethType, UInt128(row.ethType)), from: word)
            if let ipProto = row.ipProto { try add(FieldMatch(.ipProto, UInt128(ipProto)), from: word) }
        } else if key == "eth" {
            // Every packet of these switches is an Ethernet frame.
            try word.requireNoValue()
        } else if let meaning = FieldName.byName[key] {
            _ = try word.requireValue("a value")
            pending.append((word, meaning))
        } else if let reason = OpenVSwitchNames.reason(field: word.name) {
            throw FlowSyntaxError(word.name, reason)
        } else {
            return false
        }
        return true
    }

    static func unknown(_ word: Word, options: [String] = []) -> FlowSyntaxError {
        let known = FieldName.rows.map(\.name) + ProtocolName.rows.map(\.name) + options
        return FlowSyntaxError(
            word.name,
            "unknown field '\(word.name)'\(Suggestion.text(for: word.name, among: known))"
        )
    }

    /// The match, its fields in the order of their OXM numbers, which is one that keeps all prerequisites.
    mutating func finish() throws(FlowSyntaxError) -> Match {
        for (word, meaning) in pending.sorted(by: { $0.meaning.rank < $1.meaning.rank }) {
            switch meaning {
            case .fields(let candidates): try addField(candidates, from: word)
            case .vlanNumber: try addVLANNumber(from: word)
            case .vlanTCI: try addVLANTCI(from: word)
            case .typeOfService: try addTypeOfService(from: word)
            }
        }
        try refuseUnsayable()
        match.fields.sort { $0.field.rawValue < $1.field.rawValue }
        return match
    }

    private mutating func add(_ field: FieldMatch, from word: Word) throws(FlowSyntaxError) {
        if let known = match[field.field] {
            guard known == field else {
                let other = sources[field.field]?.whole ?? ""
                throw FlowSyntaxError(word.whole, "\(word.whole) contradicts \(other)")
            }
            return
        }
        match.fields.append(field)
        sources[field.field] = word
    }
}

// MARK: - What the names mean

extension MatchReader {
    private mutating func addField(_ candidates: [MatchField], from word: Word) throws(FlowSyntaxError) {
        if word.value == "*" { return }
        if candidates == [.vlanPCP], match[.vlanVID] == nil {
            let present = UInt128(Reserved.vlanPresent)
            try add(FieldMatch(.vlanVID, present, mask: present), from: word)
        }
        guard let field = candidates.first(where: { match.establishes($0) }) else {
            // Of the many meanings of tp_src and tp_dst, those that everybody means.
            var needed: [String] = []
            for name in candidates.prefix(3).flatMap(\.neededWords) where !needed.contains(name) { needed.append(name) }
            throw FlowSyntaxError(word.name, "\(word.name) needs \(needed.alternatives) in the match")
        }
        guard let value = try FieldMatch.read(field, word.value, for: word.name, context) else { return }
        if value.mask != nil, !field.info.isMaskable {
            throw FlowSyntaxError(word.value, "\(word.name) takes no mask in OpenFlow")
        }
        if field == .vlanVID, value.mask == nil, value.value != 0, value.value & UInt128(Reserved.vlanPresent) == 0 {
            throw FlowSyntaxError(
                word.value,
                "vlan_vid counts the bit 0x1000 that says that there is a tag; write dl_vlan=\(value.value)"
            )
        }
        try add(value, from: word)
    }

    private mutating func addVLANNumber(from word: Word) throws(FlowSyntaxError) {
        if word.value == "*" { return }
        let present = UInt128(Reserved.vlanPresent)
        if NumberSyntax.number(word.value) == 0xffff { return try add(FieldMatch(.vlanVID, 0), from: word) }
        guard let number = NumberSyntax.number(word.value), number <= 0xfff else {
            throw FlowSyntaxError(
                word.value,
                "\(word.value) is no VLAN; dl_vlan takes 0 to 4095, or 0xffff for frames without a tag"
            )
        }
        try add(FieldMatch(.vlanVID, present | number), from: word)
    }

    private mutating func addVLANTCI(from word: Word) throws(FlowSyntaxError) {
        if word.value == "*" { return }
        let masked = word.value.halves("/")
        var value: UInt16 = try NumberSyntax.read(masked?.0 ?? word.value, for: "vlan_tci")
        var mask: UInt16 = 0xffff
        if let masked { mask = try NumberSyntax.read(masked.1, for: "the mask of vlan_tci") }
        value &= mask
        guard mask >> 13 == 0 || mask >> 13 == 7 else {
            throw FlowSyntaxError(word.value, "OpenFlow matches all bits of the priority or none; mask 0xe000 has them")
        }
        if let vid = FieldMatch(.vlanVID, UInt128(value & 0x1fff), UInt128(mask & 0x1fff)) {
            try add(vid, from: word)
        }
        // A frame without a tag has no priority.
        guard mask >> 13 == 7, value != 0 || mask & Reserved.vlanPresent == 0 else { return }
        guard value & Reserved.vlanPresent != 0 else {
            throw FlowSyntaxError(word.value, "only a tag has a priority: vlan_tci needs 0x1000 in its value and mask")
        }
        try add(FieldMatch(.vlanPCP, UInt128(value >> 13)), from: word)
    }

    private mutating func addTypeOfService(from word: Word) throws(FlowSyntaxError) {
        if word.value == "*" { return }
        let value: UInt8 = try NumberSyntax.read(word.value, for: "nw_tos")
        guard value & 3 == 0 else {
            throw FlowSyntaxError(
                word.value,
                "\(value) is no multiple of 4; nw_tos holds DSCP, nw_ecn the two low bits"
            )
        }
        guard match.establishes(.ipDSCP) else {
            throw FlowSyntaxError(word.name, "nw_tos needs ip or ipv6 in the match")
        }
        try add(FieldMatch(.ipDSCP, UInt128(value >> 2)), from: word)
    }
}

// MARK: - What the version can say

extension MatchReader {
    private func refuseUnsayable() throws(FlowSyntaxError) {
        for field in match.fields {
            guard let word = sources[field.field], let reason = unsayable(field, word.name) else { continue }
            throw FlowSyntaxError(word.whole, reason)
        }
    }

    private func unsayable(_ field: FieldMatch, _ name: Substring) -> String? {
        let version = context.version
        let info = field.field.info
        // 1.0 has tp_src and tp_dst for whatever protocol it is.
        if info.since > version, field.field != .sctpSrc, field.field != .sctpDst {
            return "OpenFlow \(version.text) cannot match \(name); \(info.since.text) is the first that can"
        }
        guard version == .v1_0 else { return nil }
        if field.field == .arpOp, field.value > 0xff { return "OpenFlow 1.0 has 8 bits for \(name)" }
        guard let mask = field.mask else { return nil }
        switch field.field {
        case .ipv4Src, .ipv4Dst, .arpSPA, .arpTPA:
            return NumberText.prefixLength(UInt32(truncatingIfNeeded: mask)) == nil
                ? "OpenFlow 1.0 has only masks that are a prefix, such as 10.0.0.0/8" : nil
        case .vlanVID where mask == UInt128(Reserved.vlanPresent) && match[.vlanPCP] != nil:
            return nil
        default:
            return "OpenFlow 1.0 cannot match \(name) with a mask"
        }
    }
}
