extension Action {
    /// "set_field:10.0.0.1->ip_src,output:2", "drop" or nothing.
    ///
    /// Instructions such as `goto_table` are refused, as in the buckets of groups and in packet-outs.
    public static func parseList(
        _ text: String,
        _ context: SyntaxContext = SyntaxContext()
    ) throws(FlowSyntaxError) -> [Action] {
        try ActionReader(context, match: nil).list(text[...])
    }
}

/// Reads actions. `match` is that of the flow, if there is one: what `mod_tp_src` means, and in which header a field is
/// set, is decided by it.
struct ActionReader {
    let context: SyntaxContext
    let match: Match?

    init(_ context: SyntaxContext, match: Match?) {
        self.context = context
        self.match = match
    }

    var version: OpenFlowVersion { context.version }

    /// A whole list, in which no instruction may stand.
    func list(_ text: Substring) throws(FlowSyntaxError) -> [Action] {
        var words = Words(text)
        var actions: [Action] = []
        var drop: Word?
        while let word = try words.next() {
            if let other = drop ?? (word.isDrop && !actions.isEmpty ? word : nil) {
                throw FlowSyntaxError(other.whole, "drop stands alone: it is the absence of actions")
            }
            if word.isDrop {
                drop = word
            } else if let action = try action(word) {
                actions.append(action)
            } else {
                throw Self.unknown(word)
            }
        }
        return actions
    }

    static func unknown(_ word: Word) -> FlowSyntaxError {
        if InstructionReader.names.contains(word.key) {
            return FlowSyntaxError(word.whole, "\(word.name) is an instruction of a flow, not an action")
        }
        if let reason = OpenVSwitchNames.reason(action: word.name) { return FlowSyntaxError(word.name, reason) }
        let known = names + InstructionReader.names + PortNumber.reservedNames.map(\.name)
        let hint = Suggestion.text(for: word.name, among: known)
        let kind = word.form == .bare ? "action or port" : "action"
        return FlowSyntaxError(word.name, "unknown \(kind) '\(word.name)'\(hint)")
    }

    /// Nil when the word is no action.
    func action(_ word: Word) throws(FlowSyntaxError) -> Action? {
        if let action = try port(word) { return action }
        guard Self.names.contains(word.key) else { return nil }
        let action = try named(word)
        if let action, let reason = action.unsayable(in: version) { throw FlowSyntaxError(word.whole, reason) }
        return action
    }

    /// All names of actions, in the order in which they are offered for wrong ones.
    static let names = [
        "output", "controller", "enqueue", "group", "set_queue", "set_field", "load", "move", "drop", "push_vlan",
        "pop_vlan", "strip_vlan", "push_mpls", "pop_mpls", "push_pbb", "pop_pbb", "mod_vlan_vid", "set_vlan_vid",
        "mod_vlan_pcp", "set_vlan_pcp", "mod_dl_src", "mod_dl_dst", "mod_nw_src", "mod_nw_dst", "mod_nw_tos",
        "mod_nw_ecn", "mod_nw_ttl", "set_nw_ttl", "mod_tp_src", "mod_tp_dst", "dec_ttl", "dec_nw_ttl",
        "set_mpls_label", "set_mpls_tc", "set_mpls_ttl", "dec_mpls_ttl", "copy_ttl_in", "copy_ttl_out", "set_tunnel",
        "set_tunnel64", "meter", "experimenter",
    ]

    private func named(_ word: Word) throws(FlowSyntaxError) -> Action? {
        switch word.key {
        case "output": return try output(word)
        case "controller": return try controller(word)
        case "enqueue": return try enqueue(word)
        case "group": return .group(try number(word, in: 0...Reserved.maxGroup))
        case "set_queue": return .setQueue(try number(word, in: 0...Reserved.allQueues - 1))
        case "set_field": return try setField(word)
        case "load": return try load(word)
        case "move": return try move(word)
        case "push_vlan": return .pushVLAN(etherType: try etherType(word, 0x8100, 0x88a8))
        case "pop_vlan": return try bare(word, .popVLAN)
        case "strip_vlan": return try bare(word, .stripVLAN)
        case "push_mpls": return .pushMPLS(etherType: try etherType(word, 0x8847, 0x8848))
        case "pop_mpls": return .popMPLS(etherType: try number(word))
        case "push_pbb": return .pushPBB(etherType: try etherType(word, 0x88e7, 0x88e7))
        case "pop_pbb": return try bare(word, .popPBB)
        case "mod_vlan_vid": return .setVLANVID(try number(word, in: 0...0xfff))
        case "mod_vlan_pcp": return .setVLANPCP(try number(word, in: 0...7))
        case "set_vlan_vid":
            let vid: UInt16 = try number(word, in: 0...0xfff)
            // What 1.0 calls mod_vlan_vid has this name in 1.1; later versions set the field of a tag that is there.
            if version <= .v1_1 { return .setVLANVID(vid) }
            return .setField(FieldMatch(.vlanVID, UInt128(vid | Reserved.vlanPresent)))
        case "set_vlan_pcp":
            return version <= .v1_1 ? .setVLANPCP(try number(word, in: 0...7)) : try setter(.vlanPCP, word)
        case "mod_dl_src": return try setter(.ethSrc, word)
        case "mod_dl_dst": return try setter(.ethDst, word)
        case "mod_nw_src": return .setNetworkSource(try ipv4Address(word))
        case "mod_nw_dst": return .setNetworkDestination(try ipv4Address(word))
        case "mod_nw_tos":
            let tos: UInt8 = try number(word)
            guard tos & 3 == 0 else {
                throw FlowSyntaxError(word.value, "\(tos) is no multiple of 4; the two low bits are set by mod_nw_ecn")
            }
            return .setNetworkTOS(tos)
        case "mod_nw_ecn": return try setter(.ipECN, word)
        case "mod_nw_ttl", "set_nw_ttl": return .setNetworkTTL(try number(word))
        case "mod_tp_src": return .setTransportSource(try transportPort(word))
        case "mod_tp_dst": return .setTransportDestination(try transportPort(word))
        case "dec_ttl", "dec_nw_ttl":
            guard word.form == .bare else {
                throw FlowSyntaxError(
                    word.value,
                    "controller identifiers in \(word.name) are an Open vSwitch extension"
                )
            }
            return .decrementNetworkTTL
        case "set_mpls_label": return try setter(.mplsLabel, word)
        case "set_mpls_tc": return try setter(.mplsTC, word)
        case "set_mpls_ttl": return .setMPLSTTL(try number(word))
        case "dec_mpls_ttl": return try bare(word, .decrementMPLSTTL)
        case "copy_ttl_in": return try bare(word, .copyTTLIn)
        case "copy_ttl_out": return try bare(word, .copyTTLOut)
        case "set_tunnel", "set_tunnel64": return try setter(.tunnelID, word)
        case "meter": return version >= .v1_5 ? .meter(try number(word, in: 1...Reserved.maxMeter)) : nil
        case "experimenter":
            let (id, data) = try experimenter(word)
            return .experimenter(id: id, data: data)
        default: return nil
        }
    }
}

// MARK: - Arguments

extension ActionReader {
    func number<Number: FixedWidthInteger & UnsignedInteger>(
        _ word: Word,
        in range: ClosedRange<Number> = 0...Number.max
    ) throws(FlowSyntaxError) -> Number {
        try NumberSyntax.read(try word.requireValue("a number"), for: word.name, in: range)
    }

    private func bare(_ word: Word, _ action: Action) throws(FlowSyntaxError) -> Action {
        try word.requireNoValue()
        return action
    }

    private func etherType(_ word: Word, _ one: UInt16, _ other: UInt16) throws(FlowSyntaxError) -> UInt16 {
        let type: UInt16 = try number(word)
        guard type == one || type == other else {
            let types = [one, other].map { NumberText.hex($0) }
            throw FlowSyntaxError(
                word.value,
                "\(word.name) takes \(one == other ? types[0] : types.alternatives), not \(word.value)"
            )
        }
        return type
    }

    private func ipv4Address(_ word: Word) throws(FlowSyntaxError) -> UInt32 {
        let text = try word.requireValue("an IPv4 address")
        guard let address = NumberSyntax.ipv4Address(text) else {
            throw FlowSyntaxError(text, "'\(text)' is no IPv4 address such as 10.0.0.1")
        }
        return address
    }

    /// 1.0 has one action for all protocols; later versions set the field of one.
    private func transportPort(_ word: Word) throws(FlowSyntaxError) -> UInt16 {
        let port: UInt16 = try number(word)
        let side = word.key.hasSuffix("src") ? "src" : "dst"
        guard version == .v1_0 || [6, 17, 132].contains(match?.exactValue(.ipProto)) else {
            throw FlowSyntaxError(
                word.whole,
                match == nil
                    ? "\(word.name) does not say of which protocol; write set_field:\(port)->tcp_\(side) or udp_\(side)"
                    : "\(word.name) needs tcp, udp or sctp in the match"
            )
        }
        return port
    }

    private func enqueue(_ word: Word) throws(FlowSyntaxError) -> Action {
        let text = try word.requireValue("a port and a queue, such as 1:5")
        guard let (port, queue) = text.halves(":") ?? text.halves(",") else {
            throw FlowSyntaxError(text, "enqueue needs a port and a queue, such as 1:5")
        }
        return .enqueue(
            port: try outputPort(port),
            queue: try NumberSyntax.read(queue.trimmed, for: "the queue", in: 0...Reserved.allQueues - 1)
        )
    }

    /// "(id=0x2320,data=0x01ff)", as experimenter actions and instructions are printed.
    func experimenter(_ word: Word) throws(FlowSyntaxError) -> (id: UInt32, data: [UInt8]) {
        var id: UInt32?
        var data: [UInt8] = []
        var words = Words(try word.requireValue("id= and data="))
        var seen = UniqueWords()
        while let part = try words.next() {
            try seen.add(part)
            switch part.key {
            case "id": id = try NumberSyntax.read(try part.requireValue("a number"), for: "id")
            case "data": data = try NumberSyntax.bytes(part.value)
            default: throw FlowSyntaxError(part.whole, "\(word.name) takes id= and data=, not \(part.name)")
            }
        }
        guard let id else { throw FlowSyntaxError(word.whole, "\(word.name) needs id=") }
        return (id, data)
    }
}

extension Word {
    var isDrop: Bool { form == .bare && key == "drop" }
}

extension Substring {
    /// Without white space around it.
    var trimmed: Substring {
        var text = self
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
