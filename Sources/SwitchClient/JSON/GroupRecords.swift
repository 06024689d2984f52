public import OpenFlow

/// A group as it was set.
public struct GroupRecord: Encodable, Hashable, Sendable {
    public struct Bucket: Encodable, Hashable, Sendable {
        /// 1.5 only.
        public var id: UInt32?
        public var weight: UInt16
        /// nil: none.
        public var watchPort: String?
        public var watchGroup: UInt32?
        public var actions: [String]

        private enum CodingKeys: String, CodingKey {
            case id = "bucket_id"
            case weight
            case watchPort = "watch_port"
            case watchGroup = "watch_group"
            case actions
        }

        init(_ bucket: OpenFlow.Bucket, in version: OpenFlowVersion, _ names: PortNames) {
            id = version >= .v1_5 ? bucket.id : nil
            weight = bucket.weight
            watchPort = bucket.watchPort == .any ? nil : names.text(of: bucket.watchPort)
            watchGroup = bucket.watchGroup == Reserved.anyGroup ? nil : bucket.watchGroup
            actions = bucket.actions.record(in: version, names)
        }
    }
    public var groupID: UInt32
    /// "all", "select", "indirect" or "fast_failover".
    public var type: String
    public var buckets: [Bucket]

    private enum CodingKeys: String, CodingKey {
        case groupID = "group_id"
        case type, buckets
    }

    public init(_ group: GroupDescription, in version: OpenFlowVersion, names: PortNames = .none) {
        groupID = group.groupID
        type = group.type.word
        buckets = group.buckets.map { Bucket($0, in: version, names) }
    }
}

extension GroupType {
    fileprivate var word: String {
        switch self {
        case .all: "all"
        case .select: "select"
        case .indirect: "indirect"
        case .fastFailover: "fast_failover"
        }
    }
}

public struct CounterRecord: Encodable, Hashable, Sendable {
    public var packets: UInt64
    public var bytes: UInt64

    private enum CodingKeys: String, CodingKey {
        case packets = "packet_count"
        case bytes = "byte_count"
    }
}

public struct GroupFeaturesRecord: Encodable, Hashable, Sendable {
    public struct Ability: Encodable, Hashable, Sendable {
        public var maxGroups: UInt32
        public var actions: [String]

        private enum CodingKeys: String, CodingKey {
            case maxGroups = "max_groups"
            case actions
        }
    }
    /// By the type of group.
    public var types: [String: Ability]
    public var capabilities: [String]

    public init(_ features: GroupFeatures) {
        var types: [String: Ability] = [:]
        for (type, ability) in zip(GroupType.allCases, features.types) where ability.isSupported {
            types[type.word] = Ability(
                maxGroups: ability.maxGroups,
                actions: ability.actions.map { snakeCase("\($0)") }
            )
        }
        self.types = types
        let names: [(GroupCapabilities, String)] = [
            (.selectWeight, "select_weight"), (.selectLiveness, "select_liveness"), (.chaining, "chaining"),
            (.chainingChecks, "chaining_checks"),
        ]
        capabilities = names.filter { features.capabilities.contains($0.0) }.map(\.1)
    }
}

/// Counters of a group.
public struct GroupStatisticsRecord: Encodable, Hashable, Sendable {
    public var groupID: UInt32
    /// Seconds; not in 1.1 and 1.2.
    public var duration: Double?
    public var referenceCount: UInt32
    public var packets: UInt64
    public var bytes: UInt64
    public var buckets: [CounterRecord]

    private enum CodingKeys: String, CodingKey {
        case groupID = "group_id"
        case duration
        case referenceCount = "ref_count"
        case packets = "packet_count"
        case bytes = "byte_count"
        case buckets
    }

    public init(_ group: GroupStatistics, in version: OpenFlowVersion) {
        groupID = group.groupID
        duration = version >= .v1_3 ? seconds(group.duration) : nil
        referenceCount = group.referenceCount
        packets = group.total.packetCount
        bytes = group.total.byteCount
        buckets = group.buckets.map { CounterRecord(packets: $0.packetCount, bytes: $0.byteCount) }
    }
}
