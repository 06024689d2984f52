public import OpenFlow

extension FlowGenerator {
    /// Instructions that fit the match and, with a goto, a table above `tableID`.
    public mutating func instructions(match: Match, tableID: UInt8) -> [Instruction] {
        var known = KnownHeaders(match)
        if isVersion10 {
            let actions = actionList(&known, upTo: 4)
            return actions.isEmpty ? [] : [.applyActions(actions)]
        }
        var result: [Instruction] = []
        if generator.oneIn(2) { result.append(.applyActions(actionList(&known, upTo: 4))) }
        if generator.oneIn(6) { result.append(.clearActions) }
        if generator.oneIn(2) { result.append(.writeActions(actionList(&known, upTo: 3))) }
        if generator.oneIn(4) {
            let mask = UInt64(generator.pick([1, 2, 3]))
            result.append(.writeMetadata(value: UInt64(generator.below(4)) & mask, mask: mask))
        }
        if tableID + 1 < tableCount && !generator.oneIn(3) {
            result.append(.gotoTable(tableID + 1 + UInt8(generator.below(Int(tableCount - tableID - 1)))))
        }
        // Whatever the order on the wire, instructions run in that of the specification.
        return result.shuffled(using: &generator)
    }

    mutating func actionList(_ known: inout KnownHeaders, upTo count: Int) -> [Action] {
        var actions: [Action] = []
        for _ in 0...generator.below(count) { actions.append(action(&known)) }
        return actions
    }

    private mutating func action(_ known: inout KnownHeaders) -> Action {
        switch generator.below(10) {
        case 0...3: return output()
        case 4, 5, 6: return isVersion10 ? setter10(&known) : setField(known)
        case 7:
            if isVersion10 {
                known.isTagged = false
                return .stripVLAN
            }
            if known.isTagged {
                known.isTagged = false
                return .popVLAN
            }
            known.isTagged = true
            return .pushVLAN(etherType: generator.pick([0x8100, 0x88a8]))
        case 8: return isVersion10 ? output() : .setNetworkTTL(generator.pick(SmallWorld.ttl))
        default: return isVersion10 ? output() : .decrementNetworkTTL
        }
    }

    public mutating func output() -> Action {
        let special: [PortNumber] = [
            .inPort, .flood, .all, .controller, .controller, .normal, .normal, PortNumber(99), .any,
        ]
        let port = generator.oneIn(2) ? PortNumber(generator.pick(ports)) : generator.pick(special)
        return .output(port: port, maxLength: port == .controller ? generator.pick([0, 20, 128, 0xffff]) : 0)
    }

    private mutating func setter10(_ known: inout KnownHeaders) -> Action {
        switch generator.below(9) {
        case 0:
            known.isTagged = true
            return .setVLANVID(generator.pick(SmallWorld.vlan))
        case 1:
            known.isTagged = true
            return .setVLANPCP(UInt8(generator.below(8)))
        case 2: return .setNetworkSource(generator.pick(SmallWorld.ipv4))
        case 3: return .setNetworkDestination(generator.pick(SmallWorld.ipv4))
        case 4: return .setNetworkTOS(generator.pick([0, 0x28, 0xb8]))
        case 5: return .setTransportSource(generator.pick(SmallWorld.ports))
        case 6: return .setTransportDestination(generator.pick(SmallWorld.ports))
        case 7: return .setField(FieldMatch(.ethSrc, UInt128(generator.pick(SmallWorld.ethernet))))
        default: return .setField(FieldMatch(.ethDst, UInt128(generator.pick(SmallWorld.ethernet))))
        }
    }

    private mutating func setField(_ known: KnownHeaders) -> Action {
        let field = generator.pick(known.settable)
        let value: UInt128 =
            switch field {
            case .ethDst, .ethSrc, .arpSHA, .arpTHA, .ipv6NDSLL, .ipv6NDTLL:
                UInt128(generator.pick(SmallWorld.ethernet))
            case .vlanVID: UInt128(0x1000 | generator.pick(SmallWorld.vlan))
            case .vlanPCP, .mplsTC: UInt128(generator.below(8))
            case .ipDSCP: UInt128(generator.pick(SmallWorld.tos) >> 2)
            case .ipECN: UInt128(generator.below(4))
            case .ipv4Src, .ipv4Dst, .arpSPA, .arpTPA: UInt128(generator.pick(SmallWorld.ipv4))
            case .ipv6Src, .ipv6Dst, .ipv6NDTarget: generator.pick(SmallWorld.ipv6)
            case .tcpSrc, .tcpDst, .udpSrc, .udpDst, .sctpSrc, .sctpDst: UInt128(generator.pick(SmallWorld.ports))
            case .ipv6FlowLabel: UInt128(generator.pick([0, 7]))
            case .arpOp: UInt128(generator.pick([1, 2]))
            case .icmpv4Type: UInt128(generator.pick([0, 8]))
            case .icmpv4Code, .icmpv6Code: UInt128(generator.below(2))
            case .mplsLabel: UInt128(generator.pick([17, 18]))
            case .inPort, .inPhyPort, .metadata, .ethType, .ipProto, .icmpv6Type, .mplsBOS, .pbbISID, .pbbUCA,
                .tunnelID, .tcpFlags, .ipv6ExtHdr, .actsetOutput, .packetType:
                preconditionFailure("\(field) is not in the list of those to set")
            }
        return .setField(FieldMatch(field, value))
    }
}

/// What a match and the actions so far promise of a packet's headers.
struct KnownHeaders {
    var isTagged: Bool
    private let fields: [MatchField]

    init(_ match: Match) {
        isTagged = (match[.vlanVID]?.value ?? 0) & 0x1000 != 0
        var fields: [MatchField] = [.ethDst, .ethSrc]
        switch match.exactValue(.ethType) {
        case 0x0800: fields += [.ipv4Src, .ipv4Dst, .ipDSCP, .ipECN]
        case 0x86dd: fields += [.ipv6Src, .ipv6Dst, .ipv6FlowLabel, .ipDSCP, .ipECN]
        case 0x0806: fields += [.arpOp, .arpSPA, .arpTPA, .arpSHA, .arpTHA]
        case 0x8847: fields += [.mplsLabel, .mplsTC]
        default: break
        }
        switch match.exactValue(.ipProto) {
        case 6: fields += [.tcpSrc, .tcpDst]
        case 17: fields += [.udpSrc, .udpDst]
        case 132: fields += [.sctpSrc, .sctpDst]
        case 1: fields += [.icmpv4Type, .icmpv4Code]
        case 58: fields += [.icmpv6Code]
        default: break
        }
        switch match.exactValue(.icmpv6Type) {
        case 135: fields += [.ipv6NDTarget, .ipv6NDSLL]
        case 136: fields += [.ipv6NDTarget, .ipv6NDTLL]
        default: break
        }
        self.fields = fields
    }

    var settable: [MatchField] { isTagged ? fields + [.vlanVID, .vlanPCP] : fields }
}
