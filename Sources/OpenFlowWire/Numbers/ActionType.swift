import OpenFlow

/// Actions as 1.1 and later number them (1.3.5 §7.2.5). 1.0 has numbers of its own: `ActionType10`.
enum ActionType: UInt16 {
    case output = 0
    case copyTTLOut = 11
    case copyTTLIn = 12
    case setMPLSTTL = 15
    case decrementMPLSTTL = 16
    case pushVLAN = 17
    case popVLAN = 18
    case pushMPLS = 19
    case popMPLS = 20
    case setQueue = 21
    case group = 22
    case setNetworkTTL = 23
    case decrementNetworkTTL = 24
    case setField = 25
    case pushPBB = 26
    case popPBB = 27
    case experimenter = 0xffff
}

/// Instructions (1.3.5 §7.2.4).
enum InstructionType: UInt16 {
    case gotoTable = 1
    case writeMetadata = 2
    case writeActions = 3
    case applyActions = 4
    case clearActions = 5
    /// 1.3 and 1.4.
    case meter = 6
    case experimenter = 0xffff
}

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
