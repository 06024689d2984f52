/// How a group treats its buckets (1.3.5 §5.6.1).
public enum GroupType: UInt8, CaseIterable, Sendable { case all = 0, select = 1, indirect = 2, fastFailover = 3 }

/// One bucket of a group (1.3.5 §7.3.4.2; identifiers came with 1.5).
public struct Bucket: Hashable, Sendable {
    /// Only 1.5 sends it; texts number the buckets of a group from 0.
    public var id: UInt32
    /// Share of the traffic in select groups; 0 elsewhere.
    public var weight: UInt16
    /// The port whose liveness decides about this bucket; `.any`: none.
    public var watchPort: PortNumber
    /// The group whose liveness decides about this bucket; `Reserved.anyGroup`: none.
    public var watchGroup: UInt32
    public var actions: [Action]

    public init(
        id: UInt32 = 0,
        weight: UInt16 = 0,
        watchPort: PortNumber = .any,
        watchGroup: UInt32 = Reserved.anyGroup,
        actions: [Action] = []
    ) {
        self.id = id
        self.weight = weight
        self.watchPort = watchPort
        self.watchGroup = watchGroup
        self.actions = actions
    }
}

/// GROUP_MOD (1.3.5 §7.3.4.2; 1.5.1 §7.3.4.4).
public struct GroupMod: Hashable, Sendable {
    /// The last two came with 1.5.
    public enum Command: UInt16, Sendable { case add = 0, modify = 1, delete = 2, insertBucket = 3, removeBucket = 5 }

    public var command: Command
    public var type: GroupType
    /// `Reserved.allGroups` in deletes.
    public var groupID: UInt32
    /// 1.5: which bucket to insert after or to remove; one of `Reserved.firstBucket` …, or a bucket's identifier.
    public var commandBucketID: UInt32
    public var buckets: [Bucket]
    /// 1.5: properties of the group.
    public var experimenters: [ExperimenterProperty]

    public init(
        _ command: Command,
        type: GroupType = .all,
        groupID: UInt32,
        commandBucketID: UInt32 = Reserved.allBuckets,
        buckets: [Bucket] = [],
        experimenters: [ExperimenterProperty] = []
    ) {
        self.command = command
        self.type = type
        self.groupID = groupID
        self.commandBucketID = commandBucketID
        self.buckets = buckets
        self.experimenters = experimenters
    }
}

/// A group as it was set (1.3.5 §7.3.5.10).
public struct GroupDescription: Hashable, Sendable {
    public var type: GroupType
    public var groupID: UInt32
    public var buckets: [Bucket]
    /// 1.5: properties of the group.
    public var experimenters: [ExperimenterProperty]

    public init(
        type: GroupType,
        groupID: UInt32,
        buckets: [Bucket] = [],
        experimenters: [ExperimenterProperty] = []
    ) {
        self.type = type
        self.groupID = groupID
        self.buckets = buckets
        self.experimenters = experimenters
    }
}

/// Counters of a group (1.3.5 §7.3.5.9).
public struct GroupStatistics: Hashable, Sendable {
    public struct Counters: Hashable, Sendable {
        public var packetCount: UInt64
        public var byteCount: UInt64

        public init(packetCount: UInt64 = 0, byteCount: UInt64 = 0) {
            self.packetCount = packetCount
            self.byteCount = byteCount
        }
    }
    public var groupID: UInt32
    /// Flow entries and groups that name this group.
    public var referenceCount: UInt32
    public var total: Counters
    /// Nanoseconds since the group was added. Not in 1.1 and 1.2.
    public var duration: UInt64
    public var buckets: [Counters]

    public init(
        groupID: UInt32,
        referenceCount: UInt32 = 0,
        total: Counters = Counters(),
        duration: UInt64 = 0,
        buckets: [Counters] = []
    ) {
        self.groupID = groupID
        self.referenceCount = referenceCount
        self.total = total
        self.duration = duration
        self.buckets = buckets
    }
}

/// What groups the switch can have (1.3.5 §7.3.5.11).
public struct GroupFeatures: Hashable, Sendable {
    /// What can be done with one type of group; the type exists when the value does.
    public struct Ability: Hashable, Sendable {
        public var isSupported: Bool
        public var maxGroups: UInt32
        public var actions: [ActionKind]

        public init(isSupported: Bool = false, maxGroups: UInt32 = 0, actions: [ActionKind] = []) {
            self.isSupported = isSupported
            self.maxGroups = maxGroups
            self.actions = actions
        }
    }
    /// One for each of `GroupType.allCases`, in that order.
    public var types: [Ability]
    public var capabilities: GroupCapabilities

    public init(types: [Ability], capabilities: GroupCapabilities) {
        self.types = types
        self.capabilities = capabilities
    }
}

/// OFPGFC_* (1.3.5 §7.3.5.11).
public struct GroupCapabilities: OptionSet, Hashable, Sendable {
    public var rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    public static let selectWeight = GroupCapabilities(rawValue: 1 << 0)
    public static let selectLiveness = GroupCapabilities(rawValue: 1 << 1)
    public static let chaining = GroupCapabilities(rawValue: 1 << 2)
    public static let chainingChecks = GroupCapabilities(rawValue: 1 << 3)
}
