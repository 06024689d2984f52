/// What makes a match or the field of a set-field action refusable (1.3.5 §7.2.3, §7.4.4), whatever version it came in.
extension Match {
    /// Throws the specification's error for a duplicate, a missing prerequisite, or a value or mask that cannot be.
    ///
    /// With `inOrder`, prerequisites must stand before the fields that need them, as on the wire (1.3.5 §7.2.3.6).
    public func validate(inOrder: Bool = false) throws(OpenFlowError) {
        var seen: UInt64 = 0
        for index in fields.indices {
            let bit = UInt64(1) << UInt64(fields[index].field.rawValue)
            guard seen & bit == 0 else {
                throw OpenFlowError(.badMatchDupField, "\(fields[index].field.info.name) occurs twice")
            }
            seen |= bit
            try fields[index].validate()
            let known = inOrder ? fields[..<index] : fields[...]
            guard Match.establishes(fields[index].field.info.prerequisite, in: known) else {
                throw OpenFlowError(
                    .badMatchBadPrereq,
                    "\(fields[index].field.info.name) without the fields it depends on"
                )
            }
        }
    }

    /// Whether packets of this match are sure to have `field`: what a set-field action on it needs.
    public func establishes(_ field: MatchField) -> Bool {
        var prerequisite = field.info.prerequisite
        while true {
            guard Match.establishes(prerequisite, in: fields[...]) else { return false }
            switch prerequisite {
            case .none, .present, .vlanTagged: return true
            case .equals(let needed, _), .equalsEither(let needed, _, _): prerequisite = needed.info.prerequisite
            }
        }
    }

    private static func establishes(_ prerequisite: FieldInfo.Prerequisite, in fields: ArraySlice<FieldMatch>) -> Bool {
        switch prerequisite {
        case .none: true
        case .present(let field): fields.contains { $0.field == field }
        case .vlanTagged: fields.contains { $0.field == .vlanVID && $0.value & UInt128(Reserved.vlanPresent) != 0 }
        case .equals(let field, let value): fields.contains { $0.field == field && $0.isExactly(value) }
        case .equalsEither(let field, let one, let other):
            fields.contains { $0.field == field && ($0.isExactly(one) || $0.isExactly(other)) }
        }
    }
}

extension FieldMatch {
    /// True when every bit of the field is compared.
    public var isExact: Bool { mask == nil || mask == field.info.fullMask }

    fileprivate func isExactly(_ number: UInt16) -> Bool { value == UInt128(number) && isExact }

    /// Throws when the value or mask is none that the field can have.
    public func validate() throws(OpenFlowError) {
        let info = field.info
        guard value & ~info.fullMask == 0 else {
            throw OpenFlowError(.badMatchBadValue, "\(info.name) has \(info.bits) bits, not value \(hex(value))")
        }
        guard let mask else { return }
        guard info.isMaskable || mask == info.fullMask else {
            throw OpenFlowError(.badMatchBadMask, "\(info.name) takes no mask")
        }
        guard mask & ~info.fullMask == 0 else {
            throw OpenFlowError(.badMatchBadMask, "\(info.name) has \(info.bits) bits, not mask \(hex(mask))")
        }
        guard value & ~mask == 0 else {
            throw OpenFlowError(
                .badMatchBadWildcards,
                "\(info.name) value \(hex(value)) has bits outside mask \(hex(mask))"
            )
        }
    }

    /// Throws when a set-field action cannot have this argument (1.3.5 §7.2.5, "Set-Field").
    ///
    /// Whether the flow's match establishes the field is another question: `Match.establishes`.
    public func validateAsSetField(in version: OpenFlowVersion = .v1_3) throws(OpenFlowError) {
        let info = field.info
        guard info.isSettable || (field == .metadata && version >= .v1_5) else {
            throw OpenFlowError(.badActionBadSetType, "\(info.name) cannot be set")
        }
        if let mask {
            guard version >= .v1_5 else {
                throw OpenFlowError(.badActionBadSetMask, "set-field of \(info.name) with a mask")
            }
            guard info.isMaskable, mask & ~info.fullMask == 0, value & ~mask == 0 else {
                throw OpenFlowError(.badActionBadSetMask, "\(info.name) cannot be set with mask \(hex(mask))")
            }
        }
        guard value & ~info.fullMask == 0 else {
            throw OpenFlowError(.badActionBadSetArgument, "\(info.name) has \(info.bits) bits, not value \(hex(value))")
        }
        guard field != .vlanVID || mask != nil || value & UInt128(Reserved.vlanPresent) != 0 else {
            throw OpenFlowError(.badActionBadSetArgument, "vlan_vid can only be set with the present bit 0x1000")
        }
    }

    private func hex(_ number: UInt128) -> String { "0x" + String(number, radix: 16) }
}
