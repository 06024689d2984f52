/// METER_MOD (1.3.5 §7.3.4.4).
public struct MeterMod: Hashable, Sendable {
    public enum Command: UInt16, Sendable { case add = 0, modify = 1, delete = 2 }

    public var command: Command
    public var flags: MeterFlags
    /// `Reserved.allMeters` in deletes; `Reserved.slowPathMeter` and `Reserved.controllerMeter` are virtual meters.
    public var meterID: UInt32
    public var bands: [MeterBand]

    public init(_ command: Command, flags: MeterFlags = [], meterID: UInt32, bands: [MeterBand] = []) {
        self.command = command
        self.flags = flags
        self.meterID = meterID
        self.bands = bands
    }
}

/// OFPMF_* (1.3.5 §7.3.4.4).
public struct MeterFlags: OptionSet, Hashable, Sendable {
    public var rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Rates are kilobits per second.
    public static let kbps = MeterFlags(rawValue: 1 << 0)
    /// Rates are packets per second.
    public static let pktps = MeterFlags(rawValue: 1 << 1)
    /// Burst sizes count.
    public static let burst = MeterFlags(rawValue: 1 << 2)
    /// Counters are wanted.
    public static let stats = MeterFlags(rawValue: 1 << 3)
}

/// What happens to packets above a rate (1.3.5 §7.3.4.4).
public struct MeterBand: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case drop
        /// Adds to the drop precedence of the DSCP field.
        case dscpRemark(precedenceLevel: UInt8)
        case experimenter(id: UInt32, data: [UInt8])
    }
    public var kind: Kind
    /// Kilobits or packets per second.
    public var rate: UInt32
    /// Kilobits or packets.
    public var burstSize: UInt32

    public init(_ kind: Kind, rate: UInt32, burstSize: UInt32 = 0) {
        self.kind = kind
        self.rate = rate
        self.burstSize = burstSize
    }
}

/// A meter as it was set (1.3.5 §7.3.5.13).
public struct MeterDescription: Hashable, Sendable {
    public var flags: MeterFlags
    public var meterID: UInt32
    public var bands: [MeterBand]

    public init(flags: MeterFlags, meterID: UInt32, bands: [MeterBand] = []) {
        self.flags = flags
        self.meterID = meterID
        self.bands = bands
    }
}

/// Counters of a meter (1.3.5 §7.3.5.12).
public struct MeterStatistics: Hashable, Sendable {
    public struct Band: Hashable, Sendable {
        public var packetCount: UInt64
        public var byteCount: UInt64

        public init(packetCount: UInt64 = 0, byteCount: UInt64 = 0) {
            self.packetCount = packetCount
            self.byteCount = byteCount
        }
    }
    public var meterID: UInt32
    /// Flow entries with this meter.
    public var flowCount: UInt32
    public var packetInCount: UInt64
    public var byteInCount: UInt64
    /// Nanoseconds since the meter was added.
    public var duration: UInt64
    public var bands: [Band]

    public init(
        meterID: UInt32,
        flowCount: UInt32 = 0,
        packetInCount: UInt64 = 0,
        byteInCount: UInt64 = 0,
        duration: UInt64 = 0,
        bands: [Band] = []
    ) {
        self.meterID = meterID
        self.flowCount = flowCount
        self.packetInCount = packetInCount
        self.byteInCount = byteInCount
        self.duration = duration
        self.bands = bands
    }
}

/// What meters the switch can have (1.3.5 §7.3.5.14).
public struct MeterFeatures: Hashable, Sendable {
    public struct BandTypes: OptionSet, Hashable, Sendable {
        public var rawValue: UInt32
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// Bit n stands for band type n.
        public static let drop = BandTypes(rawValue: 1 << 1)
        public static let dscpRemark = BandTypes(rawValue: 1 << 2)
    }
    public var maxMeters: UInt32
    public var bandTypes: BandTypes
    public var capabilities: MeterFlags
    public var maxBands: UInt8
    public var maxColor: UInt8
    /// 1.5: OFPMFF_*.
    public var features: UInt32

    public init(
        maxMeters: UInt32,
        bandTypes: BandTypes,
        capabilities: MeterFlags,
        maxBands: UInt8,
        maxColor: UInt8,
        features: UInt32 = 0
    ) {
        self.maxMeters = maxMeters
        self.bandTypes = bandTypes
        self.capabilities = capabilities
        self.maxBands = maxBands
        self.maxColor = maxColor
        self.features = features
    }
}
