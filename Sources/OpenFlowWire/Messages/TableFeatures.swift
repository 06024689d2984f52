import OpenFlow

/// The lists of a table's features (OFPTFPT_*, 1.5.1 §7.3.5.18.2), in the order in which they are written.
private enum TablePropertyType: UInt16, CaseIterable {
    case instructions = 0
    case instructionsMiss = 1
    case nextTables = 2
    case nextTablesMiss = 3
    case writeActions = 4
    case writeActionsMiss = 5
    case applyActions = 6
    case applyActionsMiss = 7
    case match = 8
    case wildcards = 10
    case writeSetFields = 12
    case writeSetFieldsMiss = 13
    case applySetFields = 14
    case applySetFieldsMiss = 15
    case synchronizedFrom = 16
    case writeCopyFields = 18
    case writeCopyFieldsMiss = 19
    case applyCopyFields = 20
    case applyCopyFieldsMiss = 21
    case packetTypes = 22
    case experimenters = 0xfffe
    case experimentersMiss = 0xffff

    func exists(in version: OpenFlowVersion) -> Bool {
        switch self {
        case .instructions, .instructionsMiss, .nextTables, .nextTablesMiss, .writeActions, .writeActionsMiss,
            .applyActions, .applyActionsMiss, .match, .wildcards, .writeSetFields, .writeSetFieldsMiss, .applySetFields,
            .applySetFieldsMiss, .experimenters, .experimentersMiss:
            true
        case .synchronizedFrom: version >= .v1_4
        case .writeCopyFields, .writeCopyFieldsMiss, .applyCopyFields, .applyCopyFieldsMiss, .packetTypes:
            version >= .v1_5
        }
    }
}

/// One table (1.3.5 §7.3.5.5.1): 64 bytes, then properties, each one filled up to 8 bytes.
extension TableFeatures: WireElement {
    static var blank: TableFeatures {
        TableFeatures(tableID: 0, name: "", metadataMatch: 0, metadataWrite: 0, maxEntries: 0)
    }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        let sized = try c.enterSized(after: 0, shortage: .badRequestBadLen)
        try c.field(&tableID)
        if c.version >= .v1_5 {
            try c.choice(&command, .tableFeaturesFailedBadCommand, "command")
            try c.field(&features)
        } else {
            try c.pad(5)
        }
        try c.text(&name, byteCount: 32)
        try c.field(&metadataMatch)
        try c.field(&metadataWrite)
        try c.field(&config)
        try c.field(&maxEntries)
        let properties = try c.enter(byteCount: c.remaining, shortage: .tableFeaturesFailedBadLen)
        if C.isReading {
            try readProperties(&c)
        } else {
            for type in TablePropertyType.allCases where type.exists(in: c.version) { try layout(type, &c) }
        }
        try c.leave(properties)
        try c.leaveSized(sized)
    }

    private mutating func readProperties<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        var seen: UInt32 = 0
        while c.remaining > 0 {
            var type = TablePropertyType.instructions
            try c.choice(&type, .tableFeaturesFailedBadType, "property type")
            guard type.exists(in: c.version) else {
                throw c.refusal(.tableFeaturesFailedBadType, "property type \(type.rawValue)")
            }
            // No bit for those of experimenters, which may stand more than once.
            let bit = UInt32(1) << UInt32(type.rawValue)
            guard seen & bit == 0 else { throw c.refusal(.badPropertyDupType, "property \(type.rawValue) twice") }
            seen |= bit
            try layout(type, &c)
        }
    }

    private mutating func layout<C: WireCoder & ~Copyable>(
        _ type: TablePropertyType,
        _ c: inout C
    ) throws(C.Failure) {
        switch type {
        case .instructions: try c.property(type, &entries.instructions)
        case .instructionsMiss: try c.property(type, &miss.instructions)
        case .nextTables: try c.property(type, &entries.nextTables)
        case .nextTablesMiss: try c.property(type, &miss.nextTables)
        case .writeActions: try c.property(type, &entries.writeActions)
        case .writeActionsMiss: try c.property(type, &miss.writeActions)
        case .applyActions: try c.property(type, &entries.applyActions)
        case .applyActionsMiss: try c.property(type, &miss.applyActions)
        case .match: try c.property(type, &match)
        case .wildcards: try c.property(type, &wildcards)
        case .writeSetFields: try c.property(type, &entries.writeSetFields)
        case .writeSetFieldsMiss: try c.property(type, &miss.writeSetFields)
        case .applySetFields: try c.property(type, &entries.applySetFields)
        case .applySetFieldsMiss: try c.property(type, &miss.applySetFields)
        case .synchronizedFrom: try c.property(type, &synchronizedFrom)
        case .writeCopyFields: try c.property(type, &entries.writeCopyFields)
        case .writeCopyFieldsMiss: try c.property(type, &miss.writeCopyFields)
        case .applyCopyFields: try c.property(type, &entries.applyCopyFields)
        case .applyCopyFieldsMiss: try c.property(type, &miss.applyCopyFields)
        case .packetTypes:
            var list = packetTypes.map { $0.map(PacketType.init) }
            try c.property(type, &list)
            packetTypes = list.map { $0.map(\.number) }
        case .experimenters: try c.property(type, &experimenters)
        case .experimentersMiss: try c.property(type, &missExperimenters)
        }
    }
}

/// What stands in these lists. Elements that the version has no number for are left out.
private protocol TableFeatureElement: WireElement {
    func hasIdentifier(in version: OpenFlowVersion) -> Bool
}

extension WireCoder where Self: ~Copyable {
    /// One property; the reader has read its type already. The length is that without the padding.
    fileprivate mutating func property<Element: TableFeatureElement>(
        _ type: TablePropertyType,
        _ list: inout [Element]?
    ) throws(Failure) {
        var elements: [Element] = []
        if !Self.isReading {
            guard let list else { return }
            let version = version
            elements = list.filter { $0.hasIdentifier(in: version) }
            var number = type.rawValue
            try field(&number)
        }
        let sized = try enterSized(after: 2, shortage: .tableFeaturesFailedBadLen)
        try self.list(&elements)
        let byteCount = position - sized.scope.start
        try leaveSized(sized)
        try pad(-byteCount & 7)
        list = elements
    }

    fileprivate mutating func property(_ type: TablePropertyType, _ all: inout [TableFeatures.Field]?) throws(Failure) {
        var listed = all.map { $0.map(ListedField.init) }
        try property(type, &listed)
        all = listed.map { $0.compactMap(\.field) }
    }

    /// Properties of experimenters; the reader has read the type of one.
    fileprivate mutating func property(
        _ type: TablePropertyType,
        _ list: inout [ExperimenterProperty]
    ) throws(Failure) {
        guard Self.isReading else { return try experimenterProperties(&list, type: type.rawValue) }
        let sized = try enterProperty()
        list.append(try experimenterProperty())
        try leaveProperty(sized)
    }

    /// A type and a length that counts both. Those of experimenters go on; the model has no names for them.
    fileprivate mutating func identifier(_ number: inout UInt16, _ what: StaticString) throws(Failure) {
        try field(&number)
        var length: UInt16 = 4
        try field(&length)
        guard number != experimenterNumber else {
            throw refusal(.tableFeaturesFailedBadArgument, "experimenter \(what)")
        }
        guard length == 4 else { throw refusal(.tableFeaturesFailedBadLen, "\(what) identifier of \(length) bytes") }
    }
}

extension UInt8: TableFeatureElement {
    static var blank: UInt8 { 0 }

    fileprivate func hasIdentifier(in version: OpenFlowVersion) -> Bool { true }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) { try c.field(&self) }
}

extension InstructionKind: TableFeatureElement {
    static var blank: InstructionKind { .gotoTable }

    fileprivate func hasIdentifier(in version: OpenFlowVersion) -> Bool { self != .experimenter && exists(in: version) }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        var number = number
        try c.identifier(&number, "instruction")
        guard let kind = InstructionKind(number: number, version: c.version) else {
            throw c.refusal(.tableFeaturesFailedBadArgument, "instruction \(number)")
        }
        self = kind
    }
}

extension ActionKind: TableFeatureElement {
    static var blank: ActionKind { .output }

    fileprivate func hasIdentifier(in version: OpenFlowVersion) -> Bool {
        self != .experimenter && ActionType(self).number(in: version) != nil
    }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        var number = ActionType(self).number(in: c.version) ?? experimenterNumber
        try c.identifier(&number, "action")
        guard let type = ActionType(number: number, version: c.version) else {
            throw c.refusal(.tableFeaturesFailedBadArgument, "action \(number)")
        }
        self = type.kind
    }
}

extension TableFeatures.Field: WireElement {
    static var blank: TableFeatures.Field { TableFeatures.Field(.inPort) }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try OXM.identifier(&field, hasMask: &hasMask, &c, errors: .tableFeatures)
    }
}

/// A field in a list; nil when it has been passed over.
private struct ListedField: TableFeatureElement {
    var field: TableFeatures.Field?

    static var blank: ListedField { ListedField(field: nil) }

    func hasIdentifier(in version: OpenFlowVersion) -> Bool { field.map { OXMSize($0.field).since <= version } == true }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        var listed = field ?? .blank
        field = try OXM.identifier(&listed.field, hasMask: &listed.hasMask, &c, errors: .tableFeatures) ? listed : nil
    }
}

/// A packet type that a table takes, as an OXM field with its value (1.5.1 §7.3.5.18.2).
private struct PacketType: TableFeatureElement {
    var number: UInt32

    static var blank: PacketType { PacketType(number: 0) }

    func hasIdentifier(in version: OpenFlowVersion) -> Bool { true }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        guard C.isReading else { return try OXM.write(FieldMatch(.packetType, UInt128(number)), &c) }
        let field = try OXM.read(&c, errors: .tableFeatures)
        guard field.field == .packetType, field.mask == nil else {
            throw c.refusal(.tableFeaturesFailedBadArgument, "\(field.field.info.name) in a list of packet types")
        }
        number = UInt32(truncatingIfNeeded: field.value)
    }
}
