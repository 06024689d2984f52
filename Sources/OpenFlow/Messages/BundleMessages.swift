/// OFPBF_* (1.4.1 §7.3.9.3).
public struct BundleFlags: OptionSet, Hashable, Sendable {
    public var rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// All or nothing, also for packets under way.
    public static let atomic = BundleFlags(rawValue: 1 << 0)
    public static let ordered = BundleFlags(rawValue: 1 << 1)
    /// 1.5: at a given time.
    public static let time = BundleFlags(rawValue: 1 << 2)
}

/// BUNDLE_CONTROL (1.4.1 §7.3.9.1); ONF extension 230 for 1.3 has it as an experimenter message.
public struct BundleControl: Hashable, Sendable {
    public enum Kind: UInt16, Sendable {
        case openRequest = 0, openReply = 1, closeRequest = 2, closeReply = 3, commitRequest = 4, commitReply = 5,
            discardRequest = 6, discardReply = 7
    }
    public var bundleID: UInt32
    public var kind: Kind
    public var flags: BundleFlags
    /// 1.5: nanoseconds since the epoch of the commit.
    public var time: UInt64?
    public var experimenters: [ExperimenterProperty]

    public init(
        _ kind: Kind,
        bundleID: UInt32,
        flags: BundleFlags = [],
        time: UInt64? = nil,
        experimenters: [ExperimenterProperty] = []
    ) {
        self.kind = kind
        self.bundleID = bundleID
        self.flags = flags
        self.time = time
        self.experimenters = experimenters
    }
}

/// BUNDLE_ADD_MESSAGE (1.4.1 §7.3.9.2).
public struct BundleAdd: Hashable, Sendable {
    public var bundleID: UInt32
    public var flags: BundleFlags
    /// Its xid must be that of the message around it.
    public var request: Envelope
    public var experimenters: [ExperimenterProperty]

    public init(
        bundleID: UInt32,
        flags: BundleFlags = [],
        request: Envelope,
        experimenters: [ExperimenterProperty] = []
    ) {
        self.bundleID = bundleID
        self.flags = flags
        self.request = request
        self.experimenters = experimenters
    }
}

/// What bundles the switch can take (1.5.1 §7.3.5.20); request and reply, 1.5.
public struct BundleFeatures: Hashable, Sendable {
    /// Seconds and nanoseconds as they stand on the wire.
    public struct Time: Hashable, Sendable {
        public var seconds: UInt64
        public var nanoseconds: UInt32

        public init(seconds: UInt64 = 0, nanoseconds: UInt32 = 0) {
            self.seconds = seconds
            self.nanoseconds = nanoseconds
        }
    }
    /// Accuracy, largest time ahead, largest time behind, and the switch's clock.
    public struct Schedule: Hashable, Sendable {
        public var accuracy: Time
        public var maxFuture: Time
        public var maxPast: Time
        public var timestamp: Time

        public init(
            accuracy: Time = Time(),
            maxFuture: Time = Time(),
            maxPast: Time = Time(),
            timestamp: Time = Time()
        ) {
            self.accuracy = accuracy
            self.maxFuture = maxFuture
            self.maxPast = maxPast
            self.timestamp = timestamp
        }
    }
    /// In a request OFPBMRF_*, in a reply the `BundleFlags` supported.
    public var flags: UInt32
    public var schedule: Schedule?

    public init(flags: UInt32, schedule: Schedule? = nil) {
        self.flags = flags
        self.schedule = schedule
    }
}
