import OpenFlow

/// A seeded source of random numbers (SplitMix64), so that a failing case can be run again.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
        return z ^ z >> 31
    }
}

/// Random flows, groups and meters that a version can say.
struct RandomModels {
    let version: OpenFlowVersion
    var random: SeededGenerator

    init(_ version: OpenFlowVersion, seed: UInt64) {
        self.version = version
        random = SeededGenerator(seed: seed)
    }

    mutating func chance(_ oneIn: Int) -> Bool { Int.random(in: 0..<oneIn, using: &random) == 0 }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &random)]
    }

    /// Edges more often than what is between them.
    mutating func number<Number: FixedWidthInteger & UnsignedInteger>(
        in range: ClosedRange<Number> = 0...Number.max
    ) -> Number {
        switch Int.random(in: 0..<6, using: &random) {
        case 0: range.lowerBound
        case 1: range.upperBound
        case 2: min(range.upperBound, range.lowerBound + 5)
        default: Number.random(in: range, using: &random)
        }
    }

    mutating func port() -> PortNumber {
        let ordinary: [PortNumber] = [PortNumber(1), PortNumber(48), PortNumber(0xff00), .local, .controller]
        return pick(version == .v1_0 ? ordinary : ordinary + [PortNumber(0x12345), .max])
    }

    mutating func bytes() -> [UInt8] { (0..<pick([0, 1, 4, 9])).map { _ in number() } }
}

// MARK: - Matches

extension RandomModels {
    mutating func match() -> Match {
        var match = Match()
        let likely: [MatchField: [UInt128]] = [
            .ethType: [0x0800, 0x0800, 0x86dd, 0x0806, 0x8847, 0x8848, 0x88e7, 0x88cc],
            .ipProto: [6, 17, 132, 1, 58, 47], .icmpv6Type: [135, 136, 1],
        ]
        for info in fieldRegistry.sorted(by: { $0.oxmNumber < $1.oxmNumber }) where info.since <= version {
            guard match.establishes(info.field) else { continue }
            if let values = likely[info.field] {
                if !chance(4) { match.fields.append(FieldMatch(info.field, pick(values))) }
            } else if chance(3), let field = field(info) {
                match.fields.append(field)
            }
        }
        if version == .v1_0 { removeUnsayable(from: &match) }
        return match
    }

    private mutating func field(_ info: FieldInfo) -> FieldMatch? {
        switch info.field {
        case .vlanVID: return vlan()
        case .inPort, .inPhyPort, .actsetOutput: return FieldMatch(info.field, UInt128(port().rawValue))
        case .arpOp where version == .v1_0: return FieldMatch(info.field, number(in: 0...0xff))
        default: break
        }
        let value: UInt128 = number(in: 0...info.fullMask)
        guard info.isMaskable, chance(2), version != .v1_0 || info.bits == 32 else {
            return FieldMatch(info.field, value)
        }
        let length = UInt128(Int.random(in: 1..<info.bits, using: &random))
        let prefix = info.fullMask << (UInt128(info.bits) - length) & info.fullMask
        let any: UInt128 = number(in: 1...info.fullMask - 1)
        let mask = version == .v1_0 || chance(2) ? prefix : any
        return FieldMatch(info.field, value & mask, mask: mask)
    }

    private mutating func vlan() -> FieldMatch {
        let tagged: UInt128 = number(in: 0...0xfff) | 0x1000
        let simple = [
            FieldMatch(.vlanVID, tagged), FieldMatch(.vlanVID, 0), FieldMatch(.vlanVID, 0x1000, mask: 0x1000),
        ]
        guard version > .v1_0, chance(2) else { return pick(simple) }
        let mask: UInt128 = number(in: 1...0x1ffe)
        return FieldMatch(.vlanVID, tagged & mask, mask: mask)
    }

    /// 1.0 says that there is a tag only by its number or its priority.
    private func removeUnsayable(from match: inout Match) {
        if match[.vlanVID]?.mask != nil, match[.vlanPCP] == nil { match.fields.removeAll { $0.field == .vlanVID } }
    }
}

// MARK: - Actions and instructions

extension RandomModels {
    /// `match` is that of the flow; nil for groups and packet-outs.
    mutating func actions(_ match: Match?) -> [Action] { (0..<pick([1, 1, 2, 3, 6])).map { _ in action(match) } }

    private mutating func action(_ match: Match?) -> Action {
        if chance(4), let field = settable(match) { return .setField(field) }
        if version >= .v1_5, chance(6) { return .copyField(copy()) }
        var choices: [Action] = [
            .output(port: pick([PortNumber(7), .local, .flood, .all, .normal, .inPort, .table]), maxLength: 0),
            .output(port: .controller, maxLength: number()), .setVLANVID(number(in: 0...0xfff)),
            .setVLANPCP(number(in: 0...7)), .stripVLAN, .popVLAN,
            .enqueue(port: port(), queue: number(in: 0...9)),
            .experimenter(id: number(), data: bytes()),
        ]
        let hasPorts = match?.exactValue(.ipProto).map { [6, 17, 132].contains($0) } ?? false
        if version == .v1_0 || hasPorts {
            choices += [.setTransportSource(number()), .setTransportDestination(number())]
        }
        if version == .v1_0 || match?.establishes(.ipv4Src) ?? true {
            choices += [
                .setNetworkSource(number()), .setNetworkDestination(number()), .setNetworkTOS(number() & 0xfc),
            ]
        }
        if version > .v1_0 {
            choices += [
                .group(number(in: 0...Reserved.maxGroup)), .setQueue(number(in: 0...Reserved.allQueues - 1)),
                .pushVLAN(etherType: pick([0x8100, 0x88a8])), .pushMPLS(etherType: pick([0x8847, 0x8848])),
                .popMPLS(etherType: number()), .pushPBB(etherType: 0x88e7), .popPBB, .setMPLSTTL(number()),
                .decrementMPLSTTL, .setNetworkTTL(number()), .decrementNetworkTTL, .copyTTLOut, .copyTTLIn,
            ]
        }
        if version >= .v1_5 { choices.append(.meter(number(in: 1...Reserved.maxMeter))) }
        return pick(choices)
    }

    private mutating func settable(_ match: Match?) -> FieldMatch? {
        let old: Set<MatchField> = [
            .ethSrc, .ethDst, .vlanVID, .vlanPCP, .ipDSCP, .ipv4Src, .ipv4Dst, .tcpSrc, .tcpDst, .udpSrc, .udpDst,
        ]
        let info = pick(fieldRegistry)
        guard info.isSettable, info.since <= version, version > .v1_0 || old.contains(info.field),
            match?.establishes(info.field == .vlanVID ? .vlanPCP : info.field) ?? true
        else { return nil }
        let value: UInt128 = number(in: 0...info.fullMask)
        if version >= .v1_5, info.isMaskable, chance(2) {
            let mask: UInt128 = number(in: 1...info.fullMask - 1)
            return FieldMatch(info.field, value & mask, mask: mask)
        }
        return FieldMatch(info.field, info.field == .vlanVID ? value | 0x1000 : value)
    }

    private mutating func copy() -> FieldCopy {
        let fields: [MatchField] = [.ethSrc, .ethDst, .metadata, .ipv6Src, .vlanVID, .ipDSCP, .tunnelID, .arpSPA]
        let (source, destination) = (pick(fields), pick(fields))
        let bits = Int.random(in: 1...min(source.info.bits, destination.info.bits), using: &random)
        return FieldCopy(
            bits: UInt16(bits),
            source: source,
            sourceOffset: number(in: 0...UInt16(source.info.bits - bits)),
            destination: destination,
            destinationOffset: number(in: 0...UInt16(destination.info.bits - bits))
        )
    }

    /// In the order in which they are carried out.
    mutating func instructions(_ match: Match, table: UInt8) -> [Instruction] {
        guard version > .v1_0 else { return chance(5) ? [] : [.applyActions(actions(match))] }
        var list: [Instruction] = []
        if version == .v1_3 || version == .v1_4, chance(4) { list.append(.meter(number(in: 1...Reserved.maxMeter))) }
        if !chance(4) { list.append(.applyActions(actions(match))) }
        if chance(4) { list.append(.clearActions) }
        if chance(3) { list.append(.writeActions(actions(match))) }
        if chance(4) { list.append(.writeMetadata(value: number(), mask: number())) }
        if version >= .v1_5, chance(4) { list.append(.statTrigger(trigger())) }
        if chance(8) { list.append(.experimenter(id: number(), data: bytes())) }
        if chance(3), table < 254 { list.append(.gotoTable(number(in: table + 1...254))) }
        return list
    }

    private mutating func trigger() -> StatTrigger {
        var counters = FlowCounters()
        if chance(2) { counters.duration = number() }
        if chance(2) { counters.idleTime = number(in: 0...9_000_000_000) }
        if chance(2) { counters.flowCount = number() }
        if chance(2) { counters.packetCount = number() }
        if chance(2) { counters.byteCount = number() }
        return StatTrigger(flags: pick([[], .periodic, .onlyFirst, [.periodic, .onlyFirst]]), thresholds: counters)
    }
}
