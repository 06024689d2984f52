import OpenFlow

/// Properties, in which most structures of 1.4 and later end (1.4.1 §7.2.1).
///
///     0               2               4                       length
///     +---------------+---------------+----------- … ----------+---- … ----+
///     |     type      |    length     |  what the type says    |   zeros   |
///     +---------------+---------------+----------- … ----------+---- … ----+
///
/// The length counts all but the zeros, which fill up to a multiple of 8 bytes. Each type stands at most once, except for
/// those of experimenters.

/// The types of one structure's properties, in the order in which they are written.
protocol PropertyType: RawRepresentable<UInt16>, CaseIterable {
    /// The first version that has the property.
    var since: OpenFlowVersion { get }
}

extension PropertyType {
    var since: OpenFlowVersion { .v1_4 }
}

/// A structure that ends in properties.
protocol PropertyHolder {
    associatedtype Property: PropertyType

    /// Properties of type 0xffff, written after all others.
    var experimenters: [ExperimenterProperty] { get set }

    /// Whether the writer is to write the property.
    func says(_ property: Property) -> Bool
    /// The property without its type, length and zeros.
    mutating func layout<C: WireCoder & ~Copyable>(_ property: Property, _ c: inout C) throws(C.Failure)
}

/// What experimenters' properties have as their type.
let experimenterPropertyType: UInt16 = 0xffff

extension WireCoder where Self: ~Copyable {
    /// Properties up to the end of the scope.
    mutating func properties<Holder: PropertyHolder>(of holder: inout Holder) throws(Failure) {
        if Self.isReading { return try readProperties(of: &holder) }
        for property in Holder.Property.allCases where property.since <= version && holder.says(property) {
            var number = property.rawValue
            try field(&number)
            let sized = try enterProperty()
            try holder.layout(property, &self)
            try leaveProperty(sized)
        }
        var experimenters = holder.experimenters
        try experimenterProperties(&experimenters, type: experimenterPropertyType)
    }

    private mutating func readProperties<Holder: PropertyHolder>(of holder: inout Holder) throws(Failure) {
        let scope = try enter(byteCount: remaining, shortage: .badPropertyBadLen)
        var seen: UInt64 = 0
        while remaining > 0 {
            var number: UInt16 = 0
            try field(&number)
            let sized = try enterProperty()
            if number == experimenterPropertyType {
                holder.experimenters.append(try experimenterProperty())
            } else {
                guard let property = Holder.Property(rawValue: number), property.since <= version else {
                    throw refusal(.badPropertyBadType, "property \(number)")
                }
                let bit = UInt64(1) << UInt64(number)
                guard seen & bit == 0 else { throw refusal(.badPropertyDupType, "property \(number) twice") }
                seen |= bit
                try holder.layout(property, &self)
            }
            try leaveProperty(sized)
        }
        try leave(scope)
    }

    /// Begins a property whose type has been passed.
    mutating func enterProperty() throws(Failure) -> (scope: WireScope, length: LengthField) {
        try enterSized(after: 2, shortage: .badPropertyBadLen)
    }

    /// Ends a property, all of which must have been read, with its zeros.
    mutating func leaveProperty(_ sized: (scope: WireScope, length: LengthField)) throws(Failure) {
        let byteCount = position - sized.scope.start
        try leaveSized(sized)
        try pad(-byteCount & 7)
    }

    /// Writes properties of experimenters, each with its type and length.
    mutating func experimenterProperties(
        _ properties: inout [ExperimenterProperty],
        type: UInt16
    ) throws(Failure) {
        for var property in properties {
            var number = type
            try field(&number)
            let sized = try enterProperty()
            try property.layout(&self)
            try leaveProperty(sized)
        }
    }

    /// Reads the property of an experimenter, whose type and length have been passed.
    mutating func experimenterProperty() throws(Failure) -> ExperimenterProperty {
        var property = ExperimenterProperty(id: 0)
        try property.layout(&self)
        return property
    }
}

extension ExperimenterProperty {
    fileprivate mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.field(&id)
        try c.field(&type)
        try c.rest(&data)
    }
}
