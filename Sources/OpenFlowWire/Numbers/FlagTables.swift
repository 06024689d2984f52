import OpenFlow

/// Sets of flags whose bits depend on the version. A row says which bit a flag has in which versions.
struct FlagRow<Flags: OptionSet & Sendable>: Sendable {
    var flag: Flags
    var bit: UInt32
    var since: OpenFlowVersion
    var until: OpenFlowVersion

    init(_ flag: Flags, bit: UInt32, since: OpenFlowVersion = .v1_0, until: OpenFlowVersion = .v1_5) {
        self.flag = flag
        self.bit = bit
        self.since = since
        self.until = until
    }
}

extension Array {
    /// The flags of these bits, and the bits that are none of this version.
    func flags<Flags: OptionSet>(
        of bits: UInt32,
        in version: OpenFlowVersion
    ) -> (flags: Flags, unknown: UInt32) where Element == FlagRow<Flags>, Flags.Element == Flags {
        var flags: Flags = []
        var unknown = bits
        for row in self where row.since <= version && version <= row.until && bits & (1 << row.bit) != 0 {
            flags.insert(row.flag)
            unknown &= ~(1 << row.bit)
        }
        return (flags, unknown)
    }

    /// Flags that the version lacks are left out.
    func bits<Flags: OptionSet>(
        of flags: Flags,
        in version: OpenFlowVersion
    ) -> UInt32 where Element == FlagRow<Flags>, Flags.Element == Flags {
        var bits: UInt32 = 0
        for row in self where row.since <= version && version <= row.until && flags.contains(row.flag) {
            bits |= 1 << row.bit
        }
        return bits
    }
}

/// OFPC_* (1.0.0 §5.3.1; 1.5.1 §7.3.1).
let capabilityRows: [FlagRow<Capabilities>] = [
    .init(.flowStatistics, bit: 0),
    .init(.tableStatistics, bit: 1),
    .init(.portStatistics, bit: 2),
    .init(.spanningTree, bit: 3, until: .v1_0),
    .init(.groupStatistics, bit: 3, since: .v1_1),
    .init(.reassembly, bit: 5),
    .init(.queueStatistics, bit: 6),
    .init(.arpMatchIP, bit: 7, until: .v1_1),
    .init(.portBlocked, bit: 8, since: .v1_2),
    .init(.bundles, bit: 9, since: .v1_4),
    .init(.flowMonitoring, bit: 10, since: .v1_4),
]

/// OFPFF_* (1.0.0 §5.3.3; 1.5.1 §7.3.4.3).
let flowModFlagRows: [FlagRow<FlowModFlags>] = [
    .init(.sendFlowRemoved, bit: 0),
    .init(.checkOverlap, bit: 1),
    .init(.emergency, bit: 2, until: .v1_0),
    .init(.resetCounts, bit: 2, since: .v1_2),
    .init(.noPacketCounts, bit: 3, since: .v1_3),
    .init(.noByteCounts, bit: 4, since: .v1_3),
]

/// OFPPC_* (1.0.0 §5.2.1; 1.5.1 §7.2.1).
let portConfigRows: [FlagRow<PortConfig>] = [
    .init(.portDown, bit: 0),
    .init(.noSTP, bit: 1, until: .v1_0),
    .init(.noReceive, bit: 2),
    .init(.noReceiveSTP, bit: 3, until: .v1_0),
    .init(.noFlood, bit: 4, until: .v1_0),
    .init(.noForward, bit: 5),
    .init(.noPacketIn, bit: 6),
]

/// OFPPS_*. 1.0's spanning tree state is no flag but two bits, which the model keeps where they are.
let portStateRows: [FlagRow<PortState>] = [
    .init(.linkDown, bit: 0),
    .init(.blocked, bit: 1, since: .v1_1),
    .init(.live, bit: 2, since: .v1_1),
    .init(PortState(rawValue: 1 << 8), bit: 8, until: .v1_0),
    .init(PortState(rawValue: 1 << 9), bit: 9, until: .v1_0),
]

/// OFPPF_*.
let portFeatureRows: [FlagRow<PortFeatures>] = [
    .init(.half10Mb, bit: 0),
    .init(.full10Mb, bit: 1),
    .init(.half100Mb, bit: 2),
    .init(.full100Mb, bit: 3),
    .init(.half1Gb, bit: 4),
    .init(.full1Gb, bit: 5),
    .init(.full10Gb, bit: 6),
    .init(.copper, bit: 7, until: .v1_0),
    .init(.fiber, bit: 8, until: .v1_0),
    .init(.autonegotiation, bit: 9, until: .v1_0),
    .init(.pause, bit: 10, until: .v1_0),
    .init(.pauseAsymmetric, bit: 11, until: .v1_0),
    .init(.full40Gb, bit: 7, since: .v1_1),
    .init(.full100Gb, bit: 8, since: .v1_1),
    .init(.full1Tb, bit: 9, since: .v1_1),
    .init(.other, bit: 10, since: .v1_1),
    .init(.copper, bit: 11, since: .v1_1),
    .init(.fiber, bit: 12, since: .v1_1),
    .init(.autonegotiation, bit: 13, since: .v1_1),
    .init(.pause, bit: 14, since: .v1_1),
    .init(.pauseAsymmetric, bit: 15, since: .v1_1),
]

extension WireCoder where Self: ~Copyable {
    /// 32 bits of flags; bits that are no flags of the version are refused with `unknown`, or passed over without it.
    mutating func flags<Flags: OptionSet>(
        _ flags: inout Flags,
        _ rows: [FlagRow<Flags>],
        unknown code: ErrorCode? = nil
    ) throws(Failure) where Flags.Element == Flags {
        var bits = rows.bits(of: flags, in: version)
        try field(&bits)
        if Self.isReading { flags = try known(bits, rows, unknown: code) }
    }

    /// The same with 16 bits.
    mutating func shortFlags<Flags: OptionSet>(
        _ flags: inout Flags,
        _ rows: [FlagRow<Flags>],
        unknown code: ErrorCode? = nil
    ) throws(Failure) where Flags.Element == Flags {
        var bits = UInt16(truncatingIfNeeded: rows.bits(of: flags, in: version))
        try field(&bits)
        if Self.isReading { flags = try known(UInt32(bits), rows, unknown: code) }
    }

    private func known<Flags: OptionSet>(
        _ bits: UInt32,
        _ rows: [FlagRow<Flags>],
        unknown code: ErrorCode?
    ) throws(Failure) -> Flags where Flags.Element == Flags {
        let found: (flags: Flags, unknown: UInt32) = rows.flags(of: bits, in: version)
        if let code, found.unknown != 0 { throw refusal(code, "unknown flags 0x\(String(found.unknown, radix: 16))") }
        return found.flags
    }
}
