import OpenFlow

/// Bits of 1.0's wildcards word (1.0.0 §5.2.3). The two addresses have six bits each: how many low bits are ignored,
/// 32 and more meaning all of them.
struct Wildcards10: OptionSet {
    var rawValue: UInt32

    static let inPort = Wildcards10(rawValue: 1 << 0)
    static let vlan = Wildcards10(rawValue: 1 << 1)
    static let ethSrc = Wildcards10(rawValue: 1 << 2)
    static let ethDst = Wildcards10(rawValue: 1 << 3)
    static let ethType = Wildcards10(rawValue: 1 << 4)
    static let ipProto = Wildcards10(rawValue: 1 << 5)
    static let transportSource = Wildcards10(rawValue: 1 << 6)
    static let transportDestination = Wildcards10(rawValue: 1 << 7)
    static let vlanPCP = Wildcards10(rawValue: 1 << 20)
    static let ipTOS = Wildcards10(rawValue: 1 << 21)
    static let all = Wildcards10(rawValue: (1 << 22) - 1)

    static let sourceShift: UInt32 = 8
    static let destinationShift: UInt32 = 14

    /// Ignored low bits of an address, 0 to 32.
    func ignoredBits(_ shift: UInt32) -> UInt32 { min(rawValue >> shift & 0x3f, 32) }

    mutating func setIgnoredBits(_ count: UInt32, _ shift: UInt32) {
        rawValue = rawValue & ~(0x3f << shift) | count << shift
    }
}

/// The match of 1.0: twelve fields and a word that says which of them count (1.0.0 §5.2.3).
struct Match10 {
    var wildcards = Wildcards10.all
    var inPort: UInt16 = 0
    var ethSrc: UInt64 = 0
    var ethDst: UInt64 = 0
    var vlan: UInt16 = 0
    var vlanPCP: UInt8 = 0
    var ethType: UInt16 = 0
    var ipTOS: UInt8 = 0
    var ipProto: UInt8 = 0
    var source: UInt32 = 0
    var destination: UInt32 = 0
    var transportSource: UInt16 = 0
    var transportDestination: UInt16 = 0

    /// VLAN number of frames without a tag (OFP_VLAN_NONE).
    static let untagged: UInt16 = 0xffff

    /// No field is wildcarded: such an entry outranks all others (1.0.0 §3.4). Frames without a tag have no priority.
    var isExact: Bool {
        wildcards.subtracting(vlan == Match10.untagged ? .vlanPCP : []).isDisjoint(with: .all)
    }

    @inline(__always)
    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.field(&wildcards.rawValue)
        try c.field(&inPort)
        try c.hardwareAddress(&ethSrc)
        try c.hardwareAddress(&ethDst)
        try c.field(&vlan)
        try c.field(&vlanPCP)
        try c.pad(1)
        try c.field(&ethType)
        try c.field(&ipTOS)
        try c.field(&ipProto)
        try c.pad(2)
        try c.field(&source)
        try c.field(&destination)
        try c.field(&transportSource)
        try c.field(&transportDestination)
    }
}

extension Match {
    @inline(__always)
    mutating func layout10<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        var wire = C.isReading ? Match10() : Match10(self)
        try wire.layout(&c)
        if C.isReading { self = wire.match }
    }
}

// MARK: - From the wire

extension Match10 {
    /// Fields that the match has no right to, by their prerequisites, are ignored (1.0.0 §3.4).
    var match: Match {
        var fields: [FieldMatch] = []
        fields.reserveCapacity(13)
        func has(_ field: Wildcards10) -> Bool { wildcards.isDisjoint(with: field) }

        if has(.inPort) { fields.append(FieldMatch(.inPort, UInt128(PortNumbers10.long(inPort).rawValue))) }
        if has(.ethDst) { fields.append(FieldMatch(.ethDst, UInt128(ethDst))) }
        if has(.ethSrc) { fields.append(FieldMatch(.ethSrc, UInt128(ethSrc))) }
        appendVLAN(to: &fields)
        guard has(.ethType) else { return Match(fields) }
        fields.append(FieldMatch(.ethType, UInt128(ethType)))
        switch ethType {
        case 0x0800:
            appendIP(to: &fields)
            append(.ipv4Src, source, Wildcards10.sourceShift, to: &fields)
            append(.ipv4Dst, destination, Wildcards10.destinationShift, to: &fields)
            appendTransport(to: &fields)
        case 0x86dd:
            appendIP(to: &fields)
            appendTransport(to: &fields)
        case 0x0806:
            if has(.ipProto) { fields.append(FieldMatch(.arpOp, UInt128(ipProto))) }
            append(.arpSPA, source, Wildcards10.sourceShift, to: &fields)
            append(.arpTPA, destination, Wildcards10.destinationShift, to: &fields)
        default:
            break
        }
        return Match(fields)
    }

    private func appendVLAN(to fields: inout [FieldMatch]) {
        let present = UInt128(Reserved.vlanPresent)
        let pcp = wildcards.isDisjoint(with: .vlanPCP) ? vlanPCP & 7 : nil
        if wildcards.isDisjoint(with: .vlan) {
            guard vlan != Match10.untagged else { return fields.append(FieldMatch(.vlanVID, 0)) }
            fields.append(FieldMatch(.vlanVID, present | UInt128(vlan & 0xfff)))
        } else if pcp != nil {
            fields.append(FieldMatch(.vlanVID, present, mask: present))
        }
        if let pcp { fields.append(FieldMatch(.vlanPCP, UInt128(pcp))) }
    }

    private func appendIP(to fields: inout [FieldMatch]) {
        if wildcards.isDisjoint(with: .ipTOS) { fields.append(FieldMatch(.ipDSCP, UInt128(ipTOS >> 2))) }
        if wildcards.isDisjoint(with: .ipProto) { fields.append(FieldMatch(.ipProto, UInt128(ipProto))) }
    }

    private func append(_ field: MatchField, _ address: UInt32, _ shift: UInt32, to fields: inout [FieldMatch]) {
        let ignored = wildcards.ignoredBits(shift)
        guard ignored < 32 else { return }
        let mask = UInt32.max << ignored
        fields.append(FieldMatch(field, UInt128(address & mask), mask: ignored == 0 ? nil : UInt128(mask)))
    }

    private func appendTransport(to fields: inout [FieldMatch]) {
        guard wildcards.isDisjoint(with: .ipProto),
            let transport = Transport10(ipProto: ipProto, ethType: ethType)
        else { return }
        if wildcards.isDisjoint(with: .transportSource) {
            fields.append(FieldMatch(transport.source, UInt128(transportSource & transport.mask)))
        }
        if wildcards.isDisjoint(with: .transportDestination) {
            fields.append(FieldMatch(transport.destination, UInt128(transportDestination & transport.mask)))
        }
    }
}

/// Which fields tp_src and tp_dst are, by protocol.
private struct Transport10 {
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

extension Match10 {
    /// An exact match wildcards nothing, not even the fields that its frames do not have.
    init(_ match: Match, isExact: Bool) {
        self.init(match)
        guard isExact else { return }
        var exact = self
        exact.wildcards = []
        if exact.match == match { self = exact }
    }

    /// What 1.0 cannot say of the match is wildcarded.
    init(_ match: Match) {
        for field in match.fields {
            let number = UInt64(truncatingIfNeeded: field.value)
            var matched: Wildcards10 = []
            switch field.field {
            case .vlanVID: setVLAN(field)
            case .ipv4Src, .arpSPA:
                guard let ignored = Match10.ignoredBits(field) else { continue }
                source = UInt32(truncatingIfNeeded: number)
                wildcards.setIgnoredBits(ignored, Wildcards10.sourceShift)
            case .ipv4Dst, .arpTPA:
                guard let ignored = Match10.ignoredBits(field) else { continue }
                destination = UInt32(truncatingIfNeeded: number)
                wildcards.setIgnoredBits(ignored, Wildcards10.destinationShift)
            case .inPort:
                guard let port = PortNumbers10.short(PortNumber(UInt32(truncatingIfNeeded: number))) else { continue }
                (inPort, matched) = (port, .inPort)
            case .ethDst: if field.isExact { (ethDst, matched) = (number, .ethDst) }
            case .ethSrc: if field.isExact { (ethSrc, matched) = (number, .ethSrc) }
            case .ethType: (ethType, matched) = (UInt16(truncatingIfNeeded: number), .ethType)
            case .vlanPCP: (vlanPCP, matched) = (UInt8(truncatingIfNeeded: number), .vlanPCP)
            case .ipDSCP: (ipTOS, matched) = (UInt8(truncatingIfNeeded: number << 2), .ipTOS)
            case .ipProto: (ipProto, matched) = (UInt8(truncatingIfNeeded: number), .ipProto)
            case .arpOp: if number <= 0xff { (ipProto, matched) = (UInt8(number), .ipProto) }
            case .tcpSrc, .udpSrc, .sctpSrc, .icmpv4Type, .icmpv6Type:
                (transportSource, matched) = (UInt16(truncatingIfNeeded: number), .transportSource)
            case .tcpDst, .udpDst, .sctpDst, .icmpv4Code, .icmpv6Code:
                (transportDestination, matched) = (UInt16(truncatingIfNeeded: number), .transportDestination)
            case .inPhyPort, .metadata, .ipECN, .arpSHA, .arpTHA, .ipv6Src, .ipv6Dst, .ipv6FlowLabel, .ipv6NDTarget,
                .ipv6NDSLL, .ipv6NDTLL, .mplsLabel, .mplsTC, .mplsBOS, .pbbISID, .tunnelID, .ipv6ExtHdr, .pbbUCA,
                .tcpFlags, .actsetOutput, .packetType:
                continue
            }
            wildcards.subtract(matched)
        }
    }

    private mutating func setVLAN(_ field: FieldMatch) {
        guard field.isExact else { return }
        let vid = UInt16(truncatingIfNeeded: field.value)
        wildcards.remove(.vlan)
        if vid & Reserved.vlanPresent == 0 {
            vlan = Match10.untagged
            // A frame without a tag has no priority either; 1.0's exact matches say so with zero.
            wildcards.remove(.vlanPCP)
        } else {
            vlan = vid & 0xfff
        }
    }

    /// Ignored low bits of a masked address; nil when the mask is no prefix.
    private static func ignoredBits(_ field: FieldMatch) -> UInt32? {
        let mask = UInt32(truncatingIfNeeded: field.mask ?? 0xffff_ffff)
        let ignored = UInt32(mask.trailingZeroBitCount)
        return ignored < 32 && mask == UInt32.max << ignored ? ignored : nil
    }
}
