extension Action {
    /// One action as ovs-ofctl prints it for flows of `version`.
    ///
    /// 1.0 and 1.1 have words of their own for setting some fields. What ovs-ofctl does not know (PBB, copying of TTLs)
    /// has the specification's name in the same style.
    public func text(in version: OpenFlowVersion = .v1_3) -> String {
        switch self {
        case .output(let port, let maxLength):
            switch port {
            case .controller: "CONTROLLER:\(maxLength)"
            default: port.text.first?.isLetter == true ? port.text : "output:\(port.text)"
            }
        case .group(let group): "group:\(group)"
        case .setQueue(let queue): "set_queue:\(queue)"
        case .setField(let field): Self.setFieldText(field, in: version)
        case .pushVLAN(let type): "push_vlan:\(NumberText.hex(type, digits: 4))"
        case .popVLAN: "pop_vlan"
        case .pushMPLS(let type): "push_mpls:\(NumberText.hex(type, digits: 4))"
        case .popMPLS(let type): "pop_mpls:\(NumberText.hex(type, digits: 4))"
        case .pushPBB(let type): "push_pbb:\(NumberText.hex(type, digits: 4))"
        case .popPBB: "pop_pbb"
        case .setMPLSTTL(let ttl): "set_mpls_ttl(\(ttl))"
        case .decrementMPLSTTL: "dec_mpls_ttl"
        case .setNetworkTTL(let ttl): "mod_nw_ttl:\(ttl)"
        case .decrementNetworkTTL: "dec_ttl"
        case .copyTTLOut: "copy_ttl_out"
        case .copyTTLIn: "copy_ttl_in"
        case .setVLANVID(let vid): "\(version == .v1_1 ? "set" : "mod")_vlan_vid:\(vid)"
        case .setVLANPCP(let pcp): "\(version == .v1_1 ? "set" : "mod")_vlan_pcp:\(pcp)"
        case .stripVLAN: "strip_vlan"
        case .setNetworkSource(let address): "mod_nw_src:\(NumberText.ipv4Address(address))"
        case .setNetworkDestination(let address): "mod_nw_dst:\(NumberText.ipv4Address(address))"
        case .setNetworkTOS(let tos): "mod_nw_tos:\(tos)"
        case .setTransportSource(let port): "mod_tp_src:\(port)"
        case .setTransportDestination(let port): "mod_tp_dst:\(port)"
        case .enqueue(let port, let queue): "enqueue:\(port.text):\(queue)"
        case .copyField(let copy):
            "move:\(Self.bits(of: copy.source, from: copy.sourceOffset, copy.bits))->"
                + Self.bits(of: copy.destination, from: copy.destinationOffset, copy.bits)
        case .meter(let meter): "meter:\(meter)"
        case .experimenter(let id, let data): "experimenter\(experimenterArguments(id: id, data: data))"
        }
    }

    /// "eth_src[0..15]", "ip_ttl[3]", or "eth_src[]" for the whole field.
    private static func bits(of field: MatchField, from offset: UInt16, _ count: UInt16) -> String {
        if offset == 0, Int(count) == field.info.bits { return "\(field.setName)[]" }
        if count == 1 { return "\(field.setName)[\(offset)]" }
        return "\(field.setName)[\(offset)..\(Int(offset) + Int(count) - 1)]"
    }

    private static func setFieldText(_ field: FieldMatch, in version: OpenFlowVersion) -> String {
        if version <= .v1_1, field.mask == nil {
            if field.field == .ethSrc { return "mod_dl_src:\(field.setValueText)" }
            if field.field == .ethDst { return "mod_dl_dst:\(field.setValueText)" }
            if field.field == .ipECN { return "mod_nw_ecn:\(field.setValueText)" }
        }
        return "set_field:\(field.setValueText)->\(field.field.setName)"
    }
}

/// Experimenter actions and instructions have no common syntax: their number and their bytes.
private func experimenterArguments(id: UInt32, data: [UInt8]) -> String {
    let bytes = data.map { NumberText.bareHex($0, digits: 2) }.joined()
    return "(id=\(NumberText.hex(id)),data=\(bytes.isEmpty ? "" : "0x" + bytes))"
}

extension Sequence<Action> {
    /// The actions with commas between them, or "drop" when there is none.
    public func text(in version: OpenFlowVersion = .v1_3) -> String {
        let parts = map { $0.text(in: version) }
        return parts.isEmpty ? "drop" : parts.joined(separator: ",")
    }
}

extension Sequence<Instruction> {
    /// The instructions as ovs-ofctl prints them after "actions=", in the order in which the switch carries them out
    /// (1.3.5 §5.9); "drop" when nothing is done.
    public func text(in version: OpenFlowVersion = .v1_3) -> String {
        let parts = sorted { $0.executionRank < $1.executionRank }.flatMap { $0.parts(in: version) }
        return parts.isEmpty ? "drop" : parts.joined(separator: ",")
    }
}

extension StatTrigger {
    /// In the style of ovs-ofctl, which does not know it: "stat_trigger(periodic,packet_count=100)".
    var text: String {
        var parts: [String] = []
        if flags.contains(.periodic) { parts.append("periodic") }
        if flags.contains(.onlyFirst) { parts.append("only_first") }
        return "stat_trigger(\((parts + thresholds.parts).joined(separator: ",")))"
    }
}

extension FlowCounters {
    /// "duration=1.5s", "packet_count=3" …, one for each counter that is said.
    var parts: [String] {
        var parts: [String] = []
        if let duration { parts.append("duration=\(NumberText.duration(nanoseconds: duration))") }
        if let idleTime { parts.append("idle_time=\(NumberText.duration(nanoseconds: idleTime))") }
        if let flowCount { parts.append("flow_count=\(flowCount)") }
        if let packetCount { parts.append("packet_count=\(packetCount)") }
        if let byteCount { parts.append("byte_count=\(byteCount)") }
        return parts
    }
}

extension Instruction {
    /// The place in the order in which the switch carries instructions out, which is also the order of their text.
    var executionRank: Int {
        switch self {
        case .meter: 0
        case .applyActions: 1
        case .clearActions: 2
        case .writeActions: 3
        case .writeMetadata: 4
        case .statTrigger: 5
        case .experimenter: 6
        case .gotoTable: 7
        }
    }

    fileprivate func parts(in version: OpenFlowVersion) -> [String] {
        switch self {
        case .meter(let meter): ["meter:\(meter)"]
        case .applyActions(let actions): actions.map { $0.text(in: version) }
        case .clearActions: ["clear_actions"]
        case .writeActions(let actions): actions.isEmpty ? [] : ["write_actions(\(actions.text(in: version)))"]
        case .writeMetadata(let value, let mask):
            mask == .max
                ? ["write_metadata:\(NumberText.hex(value))"]
                : ["write_metadata:\(NumberText.hex(value))/\(NumberText.hex(mask))"]
        case .statTrigger(let trigger): [trigger.text]
        case .experimenter(let id, let data): ["experimenter_instruction\(experimenterArguments(id: id, data: data))"]
        case .gotoTable(let table): ["goto_table:\(table)"]
        }
    }
}
