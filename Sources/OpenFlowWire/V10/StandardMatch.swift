import OpenFlow

/// Fields of the standard match that do not count. Raw bits are those of 1.0's wildcards word, whose two addresses stand
/// in the masks of `StandardMatch`, and two more for what 1.1 brought.
struct StandardWildcards: OptionSet {
    var rawValue: UInt32

    static let inPort = StandardWildcards(rawValue: 1 << 0)
    static let vlan = StandardWildcards(rawValue: 1 << 1)
    static let ethSrc = StandardWildcards(rawValue: 1 << 2)
    static let ethDst = StandardWildcards(rawValue: 1 << 3)
    static let ethType = StandardWildcards(rawValue: 1 << 4)
    static let ipProto = StandardWildcards(rawValue: 1 << 5)
    static let transportSource = StandardWildcards(rawValue: 1 << 6)
    static let transportDestination = StandardWildcards(rawValue: 1 << 7)
    static let vlanPCP = StandardWildcards(rawValue: 1 << 20)
    static let ipTOS = StandardWildcards(rawValue: 1 << 21)
    static let mplsLabel = StandardWildcards(rawValue: 1 << 22)
    static let mplsTC = StandardWildcards(rawValue: 1 << 23)

    /// All bits of 1.0's word, with those of the addresses (OFPFW_ALL, 1.0.0 §5.2.3).
    static let all10: UInt32 = (1 << 22) - 1
    /// All fields of 1.1's bitmaps (OFPFMF_*, 1.1.0 §A.3.5.3).
    static let allFields11: UInt32 = (1 << 16) - 1
}

/// OFPFW_* of 1.1 (1.1.0 §A.2.3).
private let wildcardRows11: [FlagRow<StandardWildcards>] = [
    .init(.inPort, bit: 0),
    .init(.vlan, bit: 1),
    .init(.vlanPCP, bit: 2),
    .init(.ethType, bit: 3),
    .init(.ipTOS, bit: 4),
    .init(.ipProto, bit: 5),
    .init(.transportSource, bit: 6),
    .init(.transportDestination, bit: 7),
    .init(.mplsLabel, bit: 8),
    .init(.mplsTC, bit: 9),
]

/// The match of 1.0 and 1.1: some fields, and what says which of them count (1.0.0 §5.2.3; 1.1.0 §A.2.3).
///
/// Masks have a one for each bit that counts; both versions turn them around on the wire, 1.0 into a number of low bits
/// that do not count.
struct StandardMatch {
    var wildcards = StandardWildcards(rawValue: .max)
    var inPort = PortNumber(0)
    var ethSrc: UInt64 = 0
    var ethSrcMask: UInt64 = 0
    var ethDst: UInt64 = 0
    var ethDstMask: UInt64 = 0
    var vlan: UInt16 = 0
    var vlanPCP: UInt8 = 0
    var ethType: UInt16 = 0
    var ipTOS: UInt8 = 0
    var ipProto: UInt8 = 0
    var source: UInt32 = 0
    var sourceMask: UInt32 = 0
    var destination: UInt32 = 0
    var destinationMask: UInt32 = 0
    var transportSource: UInt16 = 0
    var transportDestination: UInt16 = 0
    var mplsLabel: UInt32 = 0
    var mplsTC: UInt8 = 0
    var metadata: UInt64 = 0
    var metadataMask: UInt64 = 0

    /// VLAN number of frames without a tag (OFP_VLAN_NONE, OFPVID_NONE).
    static let untagged: UInt16 = 0xffff
    /// 1.1: of frames with any tag (OFPVID_ANY).
    static let anyTag: UInt16 = 0xfffe
    static let wholeAddress: UInt64 = 0xffff_ffff_ffff

    private static let type: UInt16 = 0
    private static let byteCount11: UInt16 = 88

    @inline(__always)
    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        if c.version == .v1_0 { try layout10(&c) } else { try layout11(&c) }
    }

    @inline(__always)
    private mutating func layout10<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        var bits = C.isReading ? 0 : wildcards10
        try c.field(&bits)
        if C.isReading { wildcards10 = bits }
        try c.port(&inPort)
        try c.hardwareAddress(&ethSrc)
        try c.hardwareAddress(&ethDst)
        try layoutVLANToProtocol(&c)
        try c.pad(2)
        try c.field(&source)
        try c.field(&destination)
        try c.field(&transportSource)
        try c.field(&transportDestination)
    }

    private mutating func layout11<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        var (type, byteCount) = (StandardMatch.type, StandardMatch.byteCount11)
        try c.field(&type)
        try c.field(&byteCount)
        guard type == StandardMatch.type else { throw c.refusal(.badMatchBadType, "match type \(type)") }
        guard byteCount == StandardMatch.byteCount11 else {
            throw c.refusal(.badMatchBadLen, "match of \(byteCount) bytes, not \(StandardMatch.byteCount11)")
        }
        try c.port(&inPort)
        var bits = wildcardRows11.bits(of: wildcards, in: .v1_1)
        try c.field(&bits)
        if C.isReading { wildcards = wildcardRows11.flags(of: bits, in: .v1_1).flags }
        try c.hardwareAddress(&ethSrc)
        try c.ignoredBits(&ethSrcMask)
        try c.hardwareAddress(&ethDst)
        try c.ignoredBits(&ethDstMask)
        try layoutVLANToProtocol(&c)
        try c.field(&source)
        try c.invertedField(&sourceMask)
        try c.field(&destination)
        try c.invertedField(&destinationMask)
        try c.field(&transportSource)
        try c.field(&transportDestination)
        try c.field(&mplsLabel)
        try c.field(&mplsTC)
        try c.pad(3)
        try c.field(&metadata)
        try c.invertedField(&metadataMask)
    }

    @inline(__always)
    private mutating func layoutVLANToProtocol<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.field(&vlan)
        try c.field(&vlanPCP)
        try c.pad(1)
        try c.field(&ethType)
        try c.field(&ipTOS)
        try c.field(&ipProto)
    }
}

extension WireCoder where Self: ~Copyable {
    fileprivate mutating func invertedField<Number: FixedWidthInteger>(_ mask: inout Number) throws(Failure) {
        var inverted = ~mask
        try field(&inverted)
        mask = ~inverted
    }

    /// The mask of a MAC address, turned around.
    fileprivate mutating func ignoredBits(_ mask: inout UInt64) throws(Failure) {
        var inverted = ~mask & StandardMatch.wholeAddress
        try hardwareAddress(&inverted)
        mask = ~inverted & StandardMatch.wholeAddress
    }
}

// MARK: - The word of 1.0

extension StandardMatch {
    private static let sourceShift: UInt32 = 8
    private static let destinationShift: UInt32 = 14

    /// Each address has six bits: how many low bits are ignored, 32 and more meaning all of them.
    private var wildcards10: UInt32 {
        get {
            var bits = wildcards
            bits.remove(StandardWildcards(rawValue: ~StandardWildcards.all10 | 0xfff << StandardMatch.sourceShift))
            return bits.rawValue
                | StandardMatch.ignoredBits(sourceMask) << StandardMatch.sourceShift
                | StandardMatch.ignoredBits(destinationMask) << StandardMatch.destinationShift
        }
        set {
            wildcards = StandardWildcards(rawValue: newValue | ~StandardWildcards.all10)
            ethSrcMask = wildcards.contains(.ethSrc) ? 0 : StandardMatch.wholeAddress
            ethDstMask = wildcards.contains(.ethDst) ? 0 : StandardMatch.wholeAddress
            sourceMask = StandardMatch.prefix(newValue >> StandardMatch.sourceShift)
            destinationMask = StandardMatch.prefix(newValue >> StandardMatch.destinationShift)
        }
    }

    private static func ignoredBits(_ mask: UInt32) -> UInt32 { mask == 0 ? 0x3f : UInt32(mask.trailingZeroBitCount) }

    private static func prefix(_ bits: UInt32) -> UInt32 { UInt32.max << min(bits & 0x3f, 32) }

    /// No field of 1.0 is wildcarded: such an entry outranks all others (1.0.0 §3.4). Frames without a tag have no
    /// priority.
    var isExact10: Bool {
        wildcards10 & ~(vlan == StandardMatch.untagged ? StandardWildcards.vlanPCP.rawValue : 0) == 0
    }

    /// Wildcards nothing of 1.0.
    mutating func makeExact10() { wildcards10 = 0 }
}
