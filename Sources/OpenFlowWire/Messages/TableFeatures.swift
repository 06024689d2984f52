import OpenFlow

/// The lists of a table's features (OFPTFPT_*, 1.3.5 §7.3.5.5.2), in the order in which they are written.
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
}

/// One table (1.3.5 §7.3.5.5.1): 64 bytes, then properties, each one filled up to 8 bytes.
extension TableFeatures: WireElement {
    static var blank: TableFeatures {
        TableFeatures(tableID: 0, name: "", metadataMatch: 0, metadataWrite: 0, maxEntries: 0)
    }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        let sized = try c.enterSized(after: 0, shortage: .badRequestBadLen)
        try c.field(&tableID)
        try c.pad(5)
        try c.text(&name, byteCount: 32)
        try c.field(&metadataMatch)
        try c.field(&metadataWrite)
        try c.field(&config)
        try c.field(&maxEntries)
        let properties = try c.enter(byteCount: c.remaining, shortage: .tableFeaturesFailedBadLen)
        if C.isReading {
            try readProperties(&c)
        } else {
            for type in TablePropertyType.allCases { try layout(type, &c) }
        }
        try c.leave(properties)
        try c.leaveSized(sized)
    }

    private mutating func readProperties<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        var seen: UInt16 = 0
        while c.remaining > 0 {
            var type = TablePropertyType.instructions
            try c.choice(&type, .tableFeaturesFailedBadType, "property type")
            let bit = UInt16(1) << type.rawValue
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
        }
    }
}

/// What stands in these lists. Elements that the version has no number for are left out.
private protocol TableFeatureElement: WireElement {
    func exists(in version: OpenFlowVersion) -> Bool
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
            elements = list.filter { $0.exists(in: version) }
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

    /// A type and a length that counts both. Those of experimenters go on; the model has no names for them, and the
    /// caller refuses them.
    fileprivate mutating func identifier<Identifier: RawRepresentable<UInt16>>(
        _ type: inout Identifier,
        _ what: StaticString
    ) throws(Failure) {
        try choice(&type, .tableFeaturesFailedBadArgument, what)
        var length: UInt16 = 4
        try field(&length)
        guard length == 4 || type.rawValue == ActionType.experimenter.rawValue else {
            throw refusal(.tableFeaturesFailedBadLen, "\(what) identifier of \(length) bytes")
        }
    }
}

extension UInt8: TableFeatureElement {
    static var blank: UInt8 { 0 }

    fileprivate func exists(in version: OpenFlowVersion) -> Bool { true }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) { try c.field(&self) }
}

extension InstructionKind: TableFeatureElement {
    static var blank: InstructionKind { .gotoTable }

    /// 1.5 has an action in its place.
    fileprivate func exists(in version: OpenFlowVersion) -> Bool {
        self != .experimenter && (self != .meter || version < .v1_5)
    }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        var type = type
        try c.identifier(&type, "instruction")
        self =
            switch type {
            case .gotoTable: .gotoTable
            case .writeMetadata: .writeMetadata
            case .writeActions: .writeActions
            case .applyActions: .applyActions
            case .clearActions: .clearActions
            case .meter: .meter
            case .experimenter: throw c.refusal(.tableFeaturesFailedBadArgument, "experimenter instruction")
            }
    }

    private var type: InstructionType {
        switch self {
        case .gotoTable: .gotoTable
        case .writeMetadata: .writeMetadata
        case .writeActions: .writeActions
        case .applyActions: .applyActions
        case .clearActions: .clearActions
        case .meter: .meter
        case .experimenter: .experimenter
        }
    }
}

extension ActionKind: TableFeatureElement {
    static var blank: ActionKind { .output }

    fileprivate func exists(in version: OpenFlowVersion) -> Bool { type != nil && self != .experimenter }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        var type = type ?? .output
        try c.identifier(&type, "action")
        self =
            switch type {
            case .output: .output
            case .copyTTLOut: .copyTTLOut
            case .copyTTLIn: .copyTTLIn
            case .setMPLSTTL: .setMPLSTTL
            case .decrementMPLSTTL: .decrementMPLSTTL
            case .pushVLAN: .pushVLAN
            case .popVLAN: .popVLAN
            case .pushMPLS: .pushMPLS
            case .popMPLS: .popMPLS
            case .setQueue: .setQueue
            case .group: .group
            case .setNetworkTTL: .setNetworkTTL
            case .decrementNetworkTTL: .decrementNetworkTTL
            case .setField: .setField
            case .pushPBB: .pushPBB
            case .popPBB: .popPBB
            case .experimenter: throw c.refusal(.tableFeaturesFailedBadArgument, "experimenter action")
            }
    }

    /// Nil for actions that only 1.0 has.
    private var type: ActionType? {
        switch self {
        case .output: .output
        case .group: .group
        case .setQueue: .setQueue
        case .setField: .setField
        case .pushVLAN: .pushVLAN
        case .popVLAN: .popVLAN
        case .pushMPLS: .pushMPLS
        case .popMPLS: .popMPLS
        case .pushPBB: .pushPBB
        case .popPBB: .popPBB
        case .setMPLSTTL: .setMPLSTTL
        case .decrementMPLSTTL: .decrementMPLSTTL
        case .setNetworkTTL: .setNetworkTTL
        case .decrementNetworkTTL: .decrementNetworkTTL
        case .copyTTLOut: .copyTTLOut
        case .copyTTLIn: .copyTTLIn
        case .experimenter: .experimenter
        case .setVLANVID, .setVLANPCP, .stripVLAN, .setEthernetSource, .setEthernetDestination, .setNetworkSource,
            .setNetworkDestination, .setNetworkTOS, .setTransportSource, .setTransportDestination, .enqueue:
            nil
        }
    }
}

extension TableFeatures.Field: TableFeatureElement {
    static var blank: TableFeatures.Field { TableFeatures.Field(.inPort) }

    fileprivate func exists(in version: OpenFlowVersion) -> Bool { OXMSize(field).since <= version }

    /// The header of an OXM field. Its length is the one that it has in a match, with the mask if there is one; some
    /// controllers leave the mask out, or say zero, as the early specifications were silent.
    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        let mine = OXMSize(field).byteCount
        var oxmClass = OXM.basicClass
        var fieldAndMask = field.rawValue << 1 | (hasMask ? 1 : 0)
        var length = UInt8(hasMask ? 2 * mine : mine)
        try c.field(&oxmClass)
        try c.field(&fieldAndMask)
        try c.field(&length)
        guard oxmClass == OXM.basicClass, let found = MatchField(rawValue: fieldAndMask >> 1),
            OXMSize(found).since <= c.version
        else {
            throw c.refusal(
                .tableFeaturesFailedBadArgument,
                "OXM class 0x\(String(oxmClass, radix: 16)) field \(fieldAndMask >> 1)"
            )
        }
        (field, hasMask) = (found, fieldAndMask & 1 != 0)
        let byteCount = OXMSize(found).byteCount
        guard length == 0 || Int(length) == byteCount || (hasMask && Int(length) == 2 * byteCount) else {
            throw c.refusal(.tableFeaturesFailedBadLen, "\(found.info.name) with \(length) bytes")
        }
    }
}
