import OpenFlow

/// The properties of structures that have none but those of experimenters; there is no value of this type.
struct NoProperty: PropertyType {
    let rawValue: UInt16

    static var allCases: [NoProperty] { [] }

    init?(rawValue: UInt16) { return nil }
}

extension PropertyHolder where Property == NoProperty {
    func says(_ property: NoProperty) -> Bool { false }

    mutating func layout<C: WireCoder & ~Copyable>(_ property: NoProperty, _ c: inout C) throws(C.Failure) {
        throw c.refusal(.badPropertyBadType, "property \(property.rawValue)")
    }
}

/// Properties of experimenters where the model has no room for them: they are refused.
struct NoExperimenters {
    var found: [ExperimenterProperty] = []

    func check<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        guard let first = found.first else { return }
        throw c.refusal(.badPropertyBadExperimenter, "property of experimenter 0x\(String(first.id, radix: 16))")
    }
}
