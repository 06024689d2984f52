/// One field of a match: `packet & mask == value` (1.5.1 §7.2.3.2).
///
/// Values stand right-aligned in host order; `mask` nil is an exact match of the field's whole width.
/// `vlanVID` carries the present bit 0x1000 in every version; 1.0's dl_vlan 0xffff is `vlanVID` 0.
public struct FieldMatch: Hashable, Sendable {
    public var field: MatchField
    public var value: UInt128
    public var mask: UInt128?

    public init(_ field: MatchField, _ value: UInt128, mask: UInt128? = nil) {
        self.field = field
        self.value = value
        self.mask = mask
    }
}

/// A conjunction of field matches, each field at most once, in the order given; empty matches everything.
public struct Match: Sendable {
    public var fields: [FieldMatch]

    public init(_ fields: [FieldMatch] = []) { self.fields = fields }

    public subscript(field: MatchField) -> FieldMatch? { fields.first { $0.field == field } }

    /// The value of a field that is matched exactly.
    public func exactValue(_ field: MatchField) -> UInt128? {
        guard let found = self[field], found.mask == nil else { return nil }
        return found.value
    }
}

extension Match: Hashable {
    private var sorted: [FieldMatch] { fields.sorted { $0.field.rawValue < $1.field.rawValue } }

    /// Equal when they hold the same fields, in whatever order.
    public static func == (a: Match, b: Match) -> Bool { a.fields == b.fields || a.sorted == b.sorted }

    public func hash(into hasher: inout Hasher) { hasher.combine(sorted) }
}
