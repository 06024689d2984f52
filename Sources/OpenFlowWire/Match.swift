import OpenFlow

/// The OXM match of 1.2 and later (1.3.5 §7.2.3): type, length without the padding, fields, zeros up to 8 bytes.
///
///     0               2               4
///     +---------------+---------------+---------------+-------+-------+-----------------
///     |    type = 1   |    length     |   oxm_class   |field|M| length| value [, mask] …
///     +---------------+---------------+---------------+-------+-------+-----------------
extension Match {
    @inline(__always)
    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        if c.version <= .v1_1 { return try layoutStandard(&c) }
        var type = OXM.matchType
        try c.field(&type)
        guard type == OXM.matchType else { throw c.refusal(.badMatchBadType, "match type \(type)") }
        let sized = try c.enterSized(after: 2, shortage: .badMatchBadLen)
        if C.isReading {
            try readFields(&c)
        } else {
            try writeFields(&c)
        }
        let byteCount = c.position - sized.scope.start
        try c.leaveSized(sized)
        try c.pad(-byteCount & 7)
    }

    /// Fields must stand behind what they depend on (1.3.5 §7.2.3.6); in the order of their numbers they do.
    private func writeFields<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        let isAscending = zip(fields, fields.dropFirst()).allSatisfy { $0.field.rawValue < $1.field.rawValue }
        let ordered = isAscending ? fields : fields.sorted { $0.field.rawValue < $1.field.rawValue }
        for field in ordered { try OXM.write(field, &c) }
    }

    private mutating func readFields<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        fields.removeAll(keepingCapacity: true)
        fields.reserveCapacity(min(c.remaining / 6, 12))
        var wildcarded = false
        while c.remaining > 0 {
            let field = try OXM.read(&c, errors: .match)
            fields.append(field)
            if field.mask == 0 { wildcarded = true }
        }
        do throws(OpenFlowError) { try validate(inOrder: true) } catch { throw c.refusal(error.code, error.detail) }
        // A mask of zeros is the same as no field (1.3.5 §7.2.3.5).
        if wildcarded { fields.removeAll { $0.mask == 0 } }
    }
}

/// One OXM field (1.3.5 §7.2.3.2), in matches and in set-field actions.
enum OXM {
    static let matchType: UInt16 = 1
    static let basicClass: UInt16 = 0x8000

    /// Which errors refuse a field, by where it stands.
    struct Errors {
        var unknown: ErrorCode
        var length: ErrorCode

        static var match: Errors { Errors(unknown: .badMatchBadField, length: .badMatchBadLen) }
        static var setField: Errors { Errors(unknown: .badActionBadSetType, length: .badActionBadSetLen) }
        static var tableFeatures: Errors {
            Errors(unknown: .tableFeaturesFailedBadArgument, length: .tableFeaturesFailedBadLen)
        }
    }

    /// Masks with all bits set come back as nil.
    @inline(__always)
    static func read<C: WireCoder & ~Copyable>(_ c: inout C, errors: Errors) throws(C.Failure) -> FieldMatch {
        var (oxmClass, fieldAndMask, byteCount) = (UInt16(0), UInt8(0), UInt8(0))
        try c.field(&oxmClass)
        try c.field(&fieldAndMask)
        try c.field(&byteCount)
        guard oxmClass == basicClass, let field = MatchField(rawValue: fieldAndMask >> 1) else {
            throw c.refusal(errors.unknown, "OXM class 0x\(String(oxmClass, radix: 16)) field \(fieldAndMask >> 1)")
        }
        let size = OXMSize(field)
        guard size.since <= c.version else {
            throw c.refusal(errors.unknown, "\(field.info.name) does not exist in this version")
        }
        let hasMask = fieldAndMask & 1 != 0
        guard Int(byteCount) == (hasMask ? 2 * size.byteCount : size.byteCount) else {
            throw c.refusal(errors.length, "\(field.info.name) with \(byteCount) bytes")
        }
        var found = FieldMatch(field, 0)
        try c.field(&found.value, byteCount: size.byteCount)
        if hasMask {
            var mask: UInt128 = 0
            try c.field(&mask, byteCount: size.byteCount)
            found.mask = mask == field.info.fullMask ? nil : mask
        }
        return found
    }

    @inline(__always)
    static func write<C: WireCoder & ~Copyable>(_ field: FieldMatch, _ c: inout C) throws(C.Failure) {
        let byteCount = OXMSize(field.field).byteCount
        var oxmClass = basicClass
        var fieldAndMask = field.field.rawValue << 1 | (field.mask == nil ? 0 : 1)
        var length = UInt8(field.mask == nil ? byteCount : 2 * byteCount)
        var value = field.value
        try c.field(&oxmClass)
        try c.field(&fieldAndMask)
        try c.field(&length)
        try c.field(&value, byteCount: byteCount)
        if var mask = field.mask { try c.field(&mask, byteCount: byteCount) }
    }
}

extension OXM {
    /// The header of a field without its value, in lists of fields and copy-field actions.
    ///
    /// Its length is the one that it has in a match, with the mask if there is one; some controllers leave the mask out,
    /// or say zero, as the early specifications were silent. False for a field that the coder skips.
    @discardableResult static func identifier<C: WireCoder & ~Copyable>(
        _ field: inout MatchField,
        hasMask: inout Bool,
        _ c: inout C,
        errors: Errors
    ) throws(C.Failure) -> Bool {
        let mine = OXMSize(field).byteCount
        var oxmClass = basicClass
        var fieldAndMask = field.rawValue << 1 | (hasMask ? 1 : 0)
        var length = UInt8(hasMask ? 2 * mine : mine)
        try c.field(&oxmClass)
        try c.field(&fieldAndMask)
        try c.field(&length)
        guard oxmClass == basicClass, let found = MatchField(rawValue: fieldAndMask >> 1),
            OXMSize(found).since <= c.version
        else {
            guard c.skipsUnknownFields else {
                throw c.refusal(errors.unknown, "OXM class 0x\(String(oxmClass, radix: 16)) field \(fieldAndMask >> 1)")
            }
            // Behind the class of experimenters stands which one it is.
            if oxmClass == experimenterNumber { try c.pad(4) }
            return false
        }
        (field, hasMask) = (found, fieldAndMask & 1 != 0)
        let byteCount = OXMSize(found).byteCount
        guard length == 0 || Int(length) == byteCount || (hasMask && Int(length) == 2 * byteCount) else {
            throw c.refusal(errors.length, "\(found.info.name) with \(length) bytes")
        }
        return true
    }
}

/// The little of a registry row that each field on the wire needs, without a reference count.
struct OXMSize {
    var byteCount: Int
    var since: OpenFlowVersion

    private init(info: FieldInfo) {
        byteCount = info.byteCount
        since = info.since
    }

    private static let all: [OXMSize] = (0...UInt8(63)).map { number in
        OXMSize(info: (MatchField(rawValue: number) ?? .inPort).info)
    }

    @inline(__always)
    init(_ field: MatchField) { self = OXMSize.all[Int(field.rawValue)] }
}
