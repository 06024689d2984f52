import OpenFlow

extension GroupMod: WireElement, PropertyHolder {
    typealias Property = NoProperty

    static var blank: GroupMod { GroupMod(.add, groupID: 0) }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.choice(&command, .groupModFailedBadCommand, "command")
        guard command.since <= c.version else {
            throw c.refusal(.groupModFailedBadCommand, "command \(command.rawValue) came with OpenFlow 1.5")
        }
        try c.choice(&type, .groupModFailedBadType, "group type")
        try c.pad(1)
        try c.field(&groupID)
        guard c.version >= .v1_5 else { return try c.list(&buckets) }
        let byteCount = try c.lengthField()
        try c.pad(2)
        try c.field(&commandBucketID)
        try c.buckets(&buckets, byteCount)
        try c.properties(of: &self)
    }
}

extension GroupMod.Command {
    fileprivate var since: OpenFlowVersion {
        switch self {
        case .add, .modify, .delete: .v1_1
        case .insertBucket, .removeBucket: .v1_5
        }
    }
}

extension GroupDescription: WireElement, PropertyHolder {
    typealias Property = NoProperty

    static var blank: GroupDescription { GroupDescription(type: .all, groupID: 0) }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        let sized = try c.enterSized(after: 0, shortage: .badRequestBadLen)
        try c.choice(&type, .groupModFailedBadType, "group type")
        try c.pad(1)
        try c.field(&groupID)
        if c.version >= .v1_5 {
            let byteCount = try c.lengthField()
            try c.pad(6)
            try c.buckets(&buckets, byteCount)
            try c.properties(of: &self)
        } else {
            try c.list(&buckets)
        }
        try c.leaveSized(sized)
    }
}

extension WireCoder where Self: ~Copyable {
    /// Buckets whose bytes are counted by a length before them (1.5.1 §7.3.4.4).
    fileprivate mutating func buckets(_ buckets: inout [Bucket], _ length: LengthField) throws(Failure) {
        let scope = try enter(byteCount: length.value, shortage: .groupModFailedBadBucket)
        try list(&buckets)
        try leaveSized((scope, length))
    }
}

/// A bucket (1.3.5 §7.3.4.2; 1.5.1 §7.3.4.4). What a group of another type has no use for is left out in 1.5.
extension Bucket: WireElement {
    static var blank: Bucket { Bucket() }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        let sized = try c.enterSized(after: 0, shortage: .groupModFailedBadBucket)
        if c.version >= .v1_5 {
            let length = try c.lengthField()
            try c.field(&id)
            let scope = try c.enter(byteCount: length.value, shortage: .badActionBadLen)
            try layoutActions(&actions, ActionContext(), &c)
            try c.leaveSized((scope, length))
            var properties = BucketProperties(bucket: self)
            try c.properties(of: &properties)
            try properties.none.check(&c)
            self = properties.bucket
        } else {
            try c.field(&weight)
            try c.port(&watchPort)
            try c.field(&watchGroup)
            try c.pad(4)
            try layoutActions(&actions, ActionContext(), &c)
        }
        try c.leaveSized(sized)
    }
}

/// What 1.5 says in properties of a bucket (OFPGBPT_*, 1.5.1 §7.3.4.4).
private struct BucketProperties: PropertyHolder {
    enum Property: UInt16, PropertyType { case weight = 0, watchPort = 1, watchGroup = 2 }

    var bucket: Bucket
    var none = NoExperimenters()

    var experimenters: [ExperimenterProperty] {
        get { none.found }
        set { none.found = newValue }
    }

    init(bucket: Bucket) { self.bucket = bucket }

    func says(_ property: Property) -> Bool {
        switch property {
        case .weight: bucket.weight != 0
        case .watchPort: bucket.watchPort != .any
        case .watchGroup: bucket.watchGroup != Reserved.anyGroup
        }
    }

    mutating func layout<C: WireCoder & ~Copyable>(_ property: Property, _ c: inout C) throws(C.Failure) {
        switch property {
        case .weight:
            try c.field(&bucket.weight)
            try c.pad(2)
        case .watchPort: try c.port(&bucket.watchPort)
        case .watchGroup: try c.field(&bucket.watchGroup)
        }
    }
}

extension GroupStatistics: WireElement {
    static var blank: GroupStatistics { GroupStatistics(groupID: 0) }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        let sized = try c.enterSized(after: 0, shortage: .badRequestBadLen)
        try c.pad(2)
        try c.field(&groupID)
        try c.field(&referenceCount)
        try c.pad(4)
        try total.layout(&c)
        if c.version >= .v1_3 { try c.duration(&duration) }
        try c.list(&buckets)
        try c.leaveSized(sized)
    }
}

extension GroupStatistics.Counters: WireElement {
    static var blank: GroupStatistics.Counters { GroupStatistics.Counters() }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.field(&packetCount)
        try c.field(&byteCount)
    }
}

/// Bitmaps for each type of group (1.3.5 §7.3.5.11): a bit for the type, and bits by the numbers of actions.
extension GroupFeatures: WireElement {
    static var blank: GroupFeatures { GroupFeatures(types: [], capabilities: []) }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        while types.count < GroupType.allCases.count { types.append(Ability()) }
        var supported: UInt32 = 0
        for type in GroupType.allCases where types[Int(type.rawValue)].isSupported { supported |= 1 << type.rawValue }
        try c.field(&supported)
        try c.field(&capabilities.rawValue)
        for type in GroupType.allCases {
            types[Int(type.rawValue)].isSupported = supported & 1 << type.rawValue != 0
            try c.field(&types[Int(type.rawValue)].maxGroups)
        }
        for type in GroupType.allCases { try c.actionBitmap(&types[Int(type.rawValue)].actions) }
    }
}

extension WireCoder where Self: ~Copyable {
    /// One bit for each action, by its number in the version.
    mutating func actionBitmap(_ actions: inout [ActionKind]) throws(Failure) {
        var bits: UInt32 = 0
        for kind in actions where kind != .experimenter {
            if let number = ActionType(kind).number(in: version) { bits |= 1 << UInt32(number) }
        }
        try field(&bits)
        guard Self.isReading else { return }
        actions = (0..<UInt16(32)).filter { bits & 1 << UInt32($0) != 0 }.compactMap { [version] in
            ActionType(number: $0, version: version)?.kind
        }
    }
}
