/// What the specification says of a match field; one row of `fieldRegistry`.
public struct FieldInfo: Sendable {
    public enum Masking: Sendable { case none, bitwise }

    /// What a match must say before it may speak of the field (1.3.5 §7.2.3.6). Only the last link: the prerequisite of
    /// `ipProto` itself stands in its own row.
    public enum Prerequisite: Hashable, Sendable {
        case none
        /// The match has the field.
        case present(MatchField)
        /// `vlanVID` is matched with the present bit set.
        case vlanTagged
        /// The field is matched exactly with this value.
        case equals(MatchField, UInt16)
        case equalsEither(MatchField, UInt16, UInt16)
    }

    public let field: MatchField
    /// The specification's name in lower case, such as `ipv4_src`.
    public let name: String
    /// Significant bits of the value.
    public let bits: Int
    /// Bytes of the value on the wire.
    public let byteCount: Int
    public let masking: Masking
    /// The first version that can match on it.
    public let since: OpenFlowVersion
    public let prerequisite: Prerequisite
    /// Whether a set-field action may change it.
    public let isSettable: Bool

    enum Access { case settable, readOnly }

    init(
        _ field: MatchField,
        _ name: String,
        _ bits: Int,
        _ byteCount: Int,
        _ masking: Masking,
        _ since: OpenFlowVersion,
        _ prerequisite: Prerequisite,
        _ access: Access
    ) {
        self.field = field
        self.name = name
        self.bits = bits
        self.byteCount = byteCount
        self.masking = masking
        self.since = since
        self.prerequisite = prerequisite
        self.isSettable = access == .settable
    }

    /// The number of the field in OXM class OPENFLOW_BASIC.
    public var oxmNumber: UInt8 { field.rawValue }

    /// All bits that a value or mask may have.
    public var fullMask: UInt128 { UInt128.max >> (128 - bits) }

    public var isMaskable: Bool { masking == .bitwise }
}

extension MatchField {
    public var info: FieldInfo { fieldsByNumber[Int(rawValue)].unsafelyUnwrapped }

    /// The field of this name in the specification.
    public init?(name: String) {
        guard let row = fieldRegistry.first(where: { $0.name == name }) else { return nil }
        self = row.field
    }
}

/// The rows by OXM number. A test holds that the registry has a row for every field, so that `info` always finds one.
private let fieldsByNumber: [FieldInfo?] = {
    var rows = [FieldInfo?](repeating: nil, count: 256)
    for row in fieldRegistry { rows[Int(row.oxmNumber)] = row }
    return rows
}()
