public import OpenFlow

/// Random flow-mods that are valid in themselves, drawn from `SmallWorld` so that entries overlap, meet the frames of
/// `RandomFrames`, and get modified and deleted.
public struct FlowGenerator {
    public var generator: SeededGenerator
    /// Tables 0 ..< `tableCount` are used.
    public var tableCount: UInt8
    /// Ports that outputs and matches name, besides one that does not exist.
    public var ports: [UInt32]
    /// 1.0: one table, one list of actions, its own setters, entries that outrank wildcards, modifies that add.
    public var isVersion10: Bool

    public init(seed: UInt64, tableCount: UInt8 = 4, ports: [UInt32] = [1, 2, 3, 4], isVersion10: Bool = false) {
        generator = SeededGenerator(seed: seed)
        self.tableCount = isVersion10 ? 1 : tableCount
        self.ports = ports
        self.isVersion10 = isVersion10
    }

    /// A flow-mod that leaves no two entries between which the specification does not decide.
    public mutating func next(after tables: ReferenceTables) -> FlowMod {
        while true {
            let mod = candidate(tables)
            let adds = mod.command == .add || mod.addsWhenMissing
            if !adds || mod.flags.contains(.checkOverlap) || !tables.wouldBeAmbiguous(mod) { return mod }
        }
    }

    private mutating func candidate(_ tables: ReferenceTables) -> FlowMod {
        let command: FlowMod.Command =
            switch generator.below(14) {
            case 0: .modify
            case 1: .modifyStrict
            case 2: .delete
            case 3: .deleteStrict
            default: .add
            }
        // Frames begin in table 0, so most entries stand there.
        let tableID = min(generator.pick([0, 0, 0, 1, 1, 2, 3]), tableCount - 1)
        var mod = FlowMod(command, tableID: tableID, match: match(tableID: tableID))
        mod.priority = generator.pick([0, 1, 5, 100, 0x8000])
        if generator.oneIn(6) {
            mod.match = Match()
            mod.priority = 0
        }
        mod.outranksWildcards = isVersion10 && mod.match.fields.count > 5
        let isStrict = command == .modifyStrict || command == .deleteStrict
        if isStrict || generator.oneIn(5), !tables.flows.isEmpty, !generator.oneIn(4) {
            let existing = generator.pick(tables.flows)
            (mod.tableID, mod.match) = (existing.tableID, existing.match)
            (mod.priority, mod.outranksWildcards) = (existing.priority, existing.outranksWildcards)
        }
        mod.cookie = UInt64(generator.below(4))
        if command == .add {
            mod.instructions = instructions(match: mod.match, tableID: mod.tableID)
            if generator.oneIn(2) { mod.flags.insert(.sendFlowRemoved) }
            if generator.oneIn(3) { mod.flags.insert(.checkOverlap) }
            if generator.oneIn(3) || isVersion10 { mod.flags.insert(.resetCounts) }
            if generator.oneIn(12) { mod.flags.insert(.noPacketCounts) }
            if generator.oneIn(12) { mod.flags.insert(.noByteCounts) }
            return mod
        }
        loosen(&mod, isStrict: isStrict)
        return mod
    }

    /// What only modifies and deletes have: filters, all tables, matches of fewer fields.
    private mutating func loosen(_ mod: inout FlowMod, isStrict: Bool) {
        if generator.oneIn(4) { mod.cookieMask = generator.pick([1, 3, .max]) }
        if !isStrict && generator.oneIn(2) {
            let looser = Match(Array(mod.match.fields.prefix(generator.pick([0, 1, 1, 2, 2, 3]))))
            if (try? looser.validate()) != nil { mod.match = looser }
        }
        let isDelete = mod.command == .delete || mod.command == .deleteStrict
        if isDelete {
            if generator.oneIn(3) { mod.outPort = PortNumber(generator.pick(ports)) }
            if generator.oneIn(12) { mod.outGroup = 1 }
            if generator.oneIn(6) { mod.tableID = Reserved.allTables }
        } else {
            mod.addsWhenMissing = isVersion10
            // No goto: a modify by wildcards may meet entries of any table.
            mod.instructions = instructions(match: mod.match, tableID: tableCount)
            if generator.oneIn(4) { mod.flags.insert(.resetCounts) }
        }
    }

    // MARK: Matches

    public mutating func match(tableID: UInt8 = 0) -> Match {
        var fields: [FieldMatch] = []
        if generator.oneIn(6) { fields.append(FieldMatch(.inPort, UInt128(generator.pick(ports)))) }
        if tableID > 0 && generator.oneIn(3) {
            fields.append(masked(.metadata, UInt128(generator.below(4)), [nil, 1, 2, 3]))
        }
        for field in [MatchField.ethDst, .ethSrc] where generator.oneIn(8) {
            fields.append(
                masked(field, UInt128(generator.pick(SmallWorld.ethernet)), [nil, nil, 0x0100_0000_0000, 0x3])
            )
        }
        if generator.oneIn(6) { vlan(&fields) }
        switch generator.below(9) {
        case 0, 1, 8: break
        case 2: arp(&fields)
        case 3, 4, 5: ipv4(&fields)
        case 6: ipv6(&fields)
        default:
            let type = generator.pick([0x05ff, 0x8847, 0x88b5])
            fields.append(FieldMatch(.ethType, UInt128(type)))
            if type == 0x8847 && generator.oneIn(2) {
                fields.append(FieldMatch(.mplsLabel, UInt128(generator.pick([17, 18]))))
                if generator.oneIn(2) { fields.append(FieldMatch(.mplsBOS, UInt128(generator.below(2)))) }
            }
        }
        return Match(fields)
    }

    private mutating func masked(_ field: MatchField, _ value: UInt128, _ masks: [UInt128?]) -> FieldMatch {
        let mask = generator.pick(masks)
        return FieldMatch(field, value & (mask ?? .max), mask: mask)
    }

    private mutating func vlan(_ fields: inout [FieldMatch]) {
        switch generator.below(3) {
        case 0: fields.append(FieldMatch(.vlanVID, 0))
        case 1: fields.append(FieldMatch(.vlanVID, 0x1000, mask: 0x1000))
        default:
            fields.append(FieldMatch(.vlanVID, UInt128(0x1000 | generator.pick(SmallWorld.vlan))))
            if generator.oneIn(3) { fields.append(FieldMatch(.vlanPCP, UInt128(generator.below(8)))) }
        }
    }

    private mutating func arp(_ fields: inout [FieldMatch]) {
        fields.append(FieldMatch(.ethType, 0x0806))
        if generator.oneIn(2) { fields.append(FieldMatch(.arpOp, UInt128(generator.pick([1, 2])))) }
        for field in [MatchField.arpSPA, .arpTPA] where generator.oneIn(3) {
            fields.append(masked(field, UInt128(generator.pick(SmallWorld.ipv4)), [nil, 0xffff_ff00]))
        }
        for field in [MatchField.arpSHA, .arpTHA] where generator.oneIn(5) {
            fields.append(FieldMatch(field, UInt128(generator.pick(SmallWorld.ethernet))))
        }
    }

    private mutating func ipv4(_ fields: inout [FieldMatch]) {
        fields.append(FieldMatch(.ethType, 0x0800))
        for field in [MatchField.ipv4Src, .ipv4Dst] where generator.oneIn(3) {
            fields.append(masked(field, UInt128(generator.pick(SmallWorld.ipv4)), [nil, 0xffff_ff00, 0xff00_0000, 1]))
        }
        tos(&fields)
        if generator.oneIn(2) { proto(&fields, generator.pick([6, 17, 132, 1, 47])) }
    }

    private mutating func ipv6(_ fields: inout [FieldMatch]) {
        fields.append(FieldMatch(.ethType, 0x86dd))
        for field in [MatchField.ipv6Src, .ipv6Dst] where generator.oneIn(3) {
            fields.append(masked(field, generator.pick(SmallWorld.ipv6), [nil, .max << 64, 3]))
        }
        if generator.oneIn(5) { fields.append(FieldMatch(.ipv6FlowLabel, UInt128(generator.pick([0, 7])))) }
        if generator.oneIn(5) { fields.append(masked(.ipv6ExtHdr, 1 << 6, [nil, 1 << 6, 1 << 4])) }
        tos(&fields)
        if generator.oneIn(2) { proto(&fields, generator.pick([6, 17, 132, 58, 59])) }
    }

    private mutating func tos(_ fields: inout [FieldMatch]) {
        let tos = generator.pick(SmallWorld.tos)
        if generator.oneIn(6) { fields.append(FieldMatch(.ipDSCP, UInt128(tos >> 2))) }
        if generator.oneIn(8) { fields.append(FieldMatch(.ipECN, UInt128(tos & 3))) }
    }

    private mutating func proto(_ fields: inout [FieldMatch], _ proto: UInt128) {
        fields.append(FieldMatch(.ipProto, proto))
        let portFields: [MatchField]
        switch proto {
        case 6: portFields = [.tcpSrc, .tcpDst]
        case 17: portFields = [.udpSrc, .udpDst]
        case 132: portFields = [.sctpSrc, .sctpDst]
        default: portFields = []
        }
        for field in portFields where generator.oneIn(2) {
            fields.append(FieldMatch(field, UInt128(generator.pick(SmallWorld.ports))))
        }
        if proto == 6 && generator.oneIn(6) { fields.append(masked(.tcpFlags, 0x012, [nil, 2, 0x10])) }
        if proto == 1 && generator.oneIn(2) {
            fields.append(FieldMatch(.icmpv4Type, UInt128(generator.pick([0, 8]))))
            if generator.oneIn(2) { fields.append(FieldMatch(.icmpv4Code, UInt128(generator.below(2)))) }
        }
        if proto == 58 && generator.oneIn(2) {
            let type = generator.pick([128, 135, 136])
            fields.append(FieldMatch(.icmpv6Type, UInt128(type)))
            if type != 128 && generator.oneIn(2) {
                fields.append(FieldMatch(.ipv6NDTarget, generator.pick(SmallWorld.ipv6)))
            }
            if type != 128 && generator.oneIn(3) {
                let option: MatchField = type == 135 ? .ipv6NDSLL : .ipv6NDTLL
                fields.append(FieldMatch(option, UInt128(generator.pick(SmallWorld.ethernet))))
            }
        }
    }
}
