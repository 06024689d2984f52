public import OpenFlow

/// Relations between matches, field by field.
extension Match {
    /// True when every packet that matches `self` also matches `request`: each field of the request stands here with at
    /// least its mask bits and the same value in them (1.3.5 §6.4).
    public func isWithin(_ request: Match) -> Bool {
        request.fields.allSatisfy { wanted in
            guard let own = self[wanted.field] else { return wanted.effectiveMask == 0 }
            let mask = wanted.effectiveMask
            return own.effectiveMask & mask == mask && own.value & mask == wanted.value & mask
        }
    }

    /// True unless some field tells the two apart.
    public func canOverlap(_ other: Match) -> Bool {
        fields.allSatisfy { field in
            guard let theirs = other[field.field] else { return true }
            let common = field.effectiveMask & theirs.effectiveMask
            return field.value & common == theirs.value & common
        }
    }

    /// True when both select by the same bits and values, however they are written.
    public func isSame(as other: Match) -> Bool { isWithin(other) && other.isWithin(self) }
}

extension FieldMatch {
    /// The mask with all bits of the field's width for an exact match.
    public var effectiveMask: UInt128 { (mask ?? .max) & field.referenceMask }
}

extension MatchField {
    /// The width in bits, written down apart from the code under test.
    public var referenceBits: Int {
        switch self {
        case .mplsBOS, .pbbUCA: 1
        case .ipECN: 2
        case .vlanPCP, .mplsTC: 3
        case .ipDSCP: 6
        case .ipProto, .icmpv4Type, .icmpv4Code, .icmpv6Type, .icmpv6Code: 8
        case .ipv6ExtHdr: 9
        case .tcpFlags: 12
        case .vlanVID: 13
        case .ethType, .tcpSrc, .tcpDst, .udpSrc, .udpDst, .sctpSrc, .sctpDst, .arpOp: 16
        case .ipv6FlowLabel, .mplsLabel: 20
        case .pbbISID: 24
        case .inPort, .inPhyPort, .ipv4Src, .ipv4Dst, .arpSPA, .arpTPA, .actsetOutput, .packetType: 32
        case .ethDst, .ethSrc, .arpSHA, .arpTHA, .ipv6NDSLL, .ipv6NDTLL: 48
        case .metadata, .tunnelID: 64
        case .ipv6Src, .ipv6Dst, .ipv6NDTarget: 128
        }
    }

    var referenceMask: UInt128 { referenceBits == 128 ? .max : (UInt128(1) << UInt128(referenceBits)) - 1 }
}
