import OpenFlow

/// How actions are said in versions that do not have them.
extension Action {
    /// What the version calls the action; nil when it has none of that kind or not with these arguments.
    @inline(__always)
    func type(in version: OpenFlowVersion) -> ActionType? {
        if case .setField(let field) = self {
            if version <= .v1_1 { return Action.setter(field, in: version) }
            return OXMSize(field.field).since <= version && (field.mask == nil || version >= .v1_5) ? .setField : nil
        }
        let type = ActionType(kind)
        guard type.number(in: version) != nil, version > .v1_0 || hasPortOf10 else { return nil }
        return type
    }

    /// The setters of 1.0 and 1.1 that the model has no case for.
    private static func setter(_ field: FieldMatch, in version: OpenFlowVersion) -> ActionType? {
        guard field.isExact, let row = setterRows.first(where: { $0.field == field.field }) else { return nil }
        return row.type.number(in: version) == nil ? nil : row.type
    }

    private static let setterRows: [(field: MatchField, type: ActionType)] = [
        (.ethSrc, .setEthernetSource), (.ethDst, .setEthernetDestination), (.ipECN, .setNetworkECN),
        (.mplsLabel, .setMPLSLabel), (.mplsTC, .setMPLSTC),
    ]

    private var hasPortOf10: Bool {
        if case .output(let port, _) = self { return PortNumbers10.short(port) != nil }
        if case .enqueue(let port, _) = self { return PortNumbers10.short(port) != nil }
        return true
    }

    /// What to say for an action that has no type in the version, behind `earlier` ones of the list; nothing when there
    /// is no way.
    func lowered(
        in version: OpenFlowVersion,
        _ context: ActionContext,
        after earlier: ArraySlice<Action>
    ) -> [Action] {
        switch self {
        case .setField(let field):
            version <= .v1_1 && field.isExact ? Action.setter(field).map { [$0] } ?? [] : []
        case .popVLAN: [.stripVLAN]
        case .stripVLAN: [.popVLAN]
        case .setVLANVID(let vid):
            context.tagging(after: earlier) + [
                .setField(FieldMatch(.vlanVID, UInt128(vid & 0xfff | Reserved.vlanPresent)))
            ]
        case .setVLANPCP(let pcp):
            context.tagging(after: earlier) + [.setField(FieldMatch(.vlanPCP, UInt128(pcp & 7)))]
        case .setNetworkSource(let address): [.setField(FieldMatch(.ipv4Src, UInt128(address)))]
        case .setNetworkDestination(let address): [.setField(FieldMatch(.ipv4Dst, UInt128(address)))]
        case .setNetworkTOS(let tos): [.setField(FieldMatch(.ipDSCP, UInt128(tos >> 2)))]
        case .setTransportSource(let port):
            switch context.ipProto {
            case 6: [.setField(FieldMatch(.tcpSrc, UInt128(port)))]
            case 17: [.setField(FieldMatch(.udpSrc, UInt128(port)))]
            case 132: [.setField(FieldMatch(.sctpSrc, UInt128(port)))]
            default: []
            }
        case .setTransportDestination(let port):
            switch context.ipProto {
            case 6: [.setField(FieldMatch(.tcpDst, UInt128(port)))]
            case 17: [.setField(FieldMatch(.udpDst, UInt128(port)))]
            case 132: [.setField(FieldMatch(.sctpDst, UInt128(port)))]
            default: []
            }
        case .enqueue(let port, let queue):
            version > .v1_0 ? [.setQueue(queue), .output(port: port, maxLength: 0)] : []
        case .output, .group, .setQueue, .pushVLAN, .pushMPLS, .popMPLS, .pushPBB, .popPBB, .setMPLSTTL,
            .decrementMPLSTTL, .setNetworkTTL, .decrementNetworkTTL, .copyTTLOut, .copyTTLIn, .copyField, .meter,
            .experimenter:
            []
        }
    }

    /// Whether frames have a tag after the action, as far as can be said; nil when it does not touch tags.
    fileprivate var leavesTag: Bool? {
        switch self {
        case .pushVLAN, .setVLANVID, .setVLANPCP: true
        case .popVLAN, .stripVLAN: false
        case .setField(let field): field.field == .vlanVID || field.field == .vlanPCP ? true : nil
        case .output, .group, .setQueue, .pushMPLS, .popMPLS, .pushPBB, .popPBB, .setMPLSTTL, .decrementMPLSTTL,
            .setNetworkTTL, .decrementNetworkTTL, .copyTTLOut, .copyTTLIn, .setNetworkSource, .setNetworkDestination,
            .setNetworkTOS, .setTransportSource, .setTransportDestination, .enqueue, .copyField, .meter, .experimenter:
            nil
        }
    }

    /// The setter of 1.0 and 1.1 for a field.
    private static func setter(_ field: FieldMatch) -> Action? {
        let number = UInt32(truncatingIfNeeded: field.value)
        switch field.field {
        case .vlanVID: return .setVLANVID(UInt16(number & 0xfff))
        case .vlanPCP: return .setVLANPCP(UInt8(number & 7))
        case .ipDSCP: return .setNetworkTOS(UInt8(number & 0x3f) << 2)
        case .ipv4Src: return .setNetworkSource(number)
        case .ipv4Dst: return .setNetworkDestination(number)
        case .tcpSrc, .udpSrc, .sctpSrc: return .setTransportSource(UInt16(truncatingIfNeeded: number))
        case .tcpDst, .udpDst, .sctpDst: return .setTransportDestination(UInt16(truncatingIfNeeded: number))
        case .ethSrc, .ethDst, .mplsLabel, .mplsTC, .inPort, .inPhyPort, .metadata, .ethType, .ipECN, .ipProto,
            .icmpv4Type, .icmpv4Code, .arpOp, .arpSPA, .arpTPA, .arpSHA, .arpTHA, .ipv6Src, .ipv6Dst, .ipv6FlowLabel,
            .icmpv6Type, .icmpv6Code, .ipv6NDTarget, .ipv6NDSLL, .ipv6NDTLL, .mplsBOS, .pbbISID, .tunnelID,
            .ipv6ExtHdr, .pbbUCA, .tcpFlags, .actsetOutput, .packetType:
            return nil
        }
    }
}

extension ActionContext {
    /// What makes sure of a tag, which the setters of 1.0 add themselves: set-field needs one.
    fileprivate func tagging(after earlier: ArraySlice<Action>) -> [Action] {
        let isTagged = earlier.lazy.reversed().compactMap(\.leavesTag).first ?? hasTag
        return isTagged ? [] : [.pushVLAN(etherType: 0x8100)]
    }
}
