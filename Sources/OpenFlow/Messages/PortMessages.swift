/// A port as controllers see it (1.3.5 §7.2.1; 1.0.0 §5.2.1).
public struct PortDescription: Hashable, Sendable {
    public var number: PortNumber
    /// 48 bits, right-aligned.
    public var hardwareAddress: UInt64
    /// At most 15 bytes of it go over the wire.
    public var name: String
    public var config: PortConfig
    public var state: PortState
    public var current: PortFeatures
    public var advertised: PortFeatures
    public var supported: PortFeatures
    public var peer: PortFeatures
    /// kbit/s; 0 when unknown. Not in 1.0.
    public var currentSpeed: UInt32
    public var maxSpeed: UInt32
    /// 1.4 and later; the features and speeds above are its Ethernet property there.
    public var optical: OpticalPort?
    /// 1.5: pipeline fields that frames of the port bring with them, and those that go out with frames.
    public var pipelineInput: [TableFeatures.Field]?
    public var pipelineOutput: [TableFeatures.Field]?
    /// 1.5: ports to which a frame sent to this one may come back.
    public var recirculation: [PortNumber]?
    public var experimenters: [ExperimenterProperty]

    public init(
        number: PortNumber,
        hardwareAddress: UInt64,
        name: String,
        config: PortConfig = [],
        state: PortState = [],
        current: PortFeatures = [],
        advertised: PortFeatures = [],
        supported: PortFeatures = [],
        peer: PortFeatures = [],
        currentSpeed: UInt32 = 0,
        maxSpeed: UInt32 = 0,
        optical: OpticalPort? = nil,
        pipelineInput: [TableFeatures.Field]? = nil,
        pipelineOutput: [TableFeatures.Field]? = nil,
        recirculation: [PortNumber]? = nil,
        experimenters: [ExperimenterProperty] = []
    ) {
        self.number = number
        self.hardwareAddress = hardwareAddress
        self.name = name
        self.config = config
        self.state = state
        self.current = current
        self.advertised = advertised
        self.supported = supported
        self.peer = peer
        self.currentSpeed = currentSpeed
        self.maxSpeed = maxSpeed
        self.optical = optical
        self.pipelineInput = pipelineInput
        self.pipelineOutput = pipelineOutput
        self.recirculation = recirculation
        self.experimenters = experimenters
    }
}

/// What the administrator wants of a port. Raw bits are 1.0's, whose set is the largest (1.0.0 §5.2.1).
@frozen public struct PortConfig: OptionSet, Hashable, Sendable {
    public var rawValue: UInt32
    @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }

    public static let portDown = PortConfig(rawValue: 1 << 0)
    public static let noSTP = PortConfig(rawValue: 1 << 1)
    /// Drop all frames that come in.
    public static let noReceive = PortConfig(rawValue: 1 << 2)
    /// 1.0: drop 802.1D frames that come in.
    public static let noReceiveSTP = PortConfig(rawValue: 1 << 3)
    /// 1.0: leave the port out when flooding.
    public static let noFlood = PortConfig(rawValue: 1 << 4)
    /// Drop frames forwarded to the port.
    public static let noForward = PortConfig(rawValue: 1 << 5)
    /// Send no packet-ins for frames of the port.
    public static let noPacketIn = PortConfig(rawValue: 1 << 6)
}

/// What is so of a port. Raw bits are those of 1.1 and later, and 1.0's STP states above.
@frozen public struct PortState: OptionSet, Hashable, Sendable {
    public var rawValue: UInt32
    @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }

    public static let linkDown = PortState(rawValue: 1 << 0)
    public static let blocked = PortState(rawValue: 1 << 1)
    public static let live = PortState(rawValue: 1 << 2)
}

/// Speeds and media (1.3.5 §7.2.1, bits of OFPPF; 1.0's differ and are mapped by its codec).
public struct PortFeatures: OptionSet, Hashable, Sendable {
    public var rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    public static let half10Mb = PortFeatures(rawValue: 1 << 0)
    public static let full10Mb = PortFeatures(rawValue: 1 << 1)
    public static let half100Mb = PortFeatures(rawValue: 1 << 2)
    public static let full100Mb = PortFeatures(rawValue: 1 << 3)
    public static let half1Gb = PortFeatures(rawValue: 1 << 4)
    public static let full1Gb = PortFeatures(rawValue: 1 << 5)
    public static let full10Gb = PortFeatures(rawValue: 1 << 6)
    public static let full40Gb = PortFeatures(rawValue: 1 << 7)
    public static let full100Gb = PortFeatures(rawValue: 1 << 8)
    public static let full1Tb = PortFeatures(rawValue: 1 << 9)
    public static let other = PortFeatures(rawValue: 1 << 10)
    public static let copper = PortFeatures(rawValue: 1 << 11)
    public static let fiber = PortFeatures(rawValue: 1 << 12)
    public static let autonegotiation = PortFeatures(rawValue: 1 << 13)
    public static let pause = PortFeatures(rawValue: 1 << 14)
    public static let pauseAsymmetric = PortFeatures(rawValue: 1 << 15)
}

/// PORT_STATUS (1.3.5 §7.4.3).
public struct PortStatus: Hashable, Sendable {
    public enum Reason: UInt8, Sendable { case add = 0, delete = 1, modify = 2 }
    public var reason: Reason
    public var port: PortDescription

    public init(_ reason: Reason, _ port: PortDescription) {
        self.reason = reason
        self.port = port
    }
}

/// PORT_MOD (1.3.5 §7.3.4.3).
public struct PortMod: Hashable, Sendable {
    public var number: PortNumber
    /// Must be the port's own, as a check; 48 bits.
    public var hardwareAddress: UInt64
    public var config: PortConfig
    /// Which bits of `config` are to change.
    public var mask: PortConfig
    public var advertise: PortFeatures
    /// 1.4 and later.
    public var optical: OpticalPortMod?
    public var experimenters: [ExperimenterProperty]

    public init(
        number: PortNumber,
        hardwareAddress: UInt64,
        config: PortConfig,
        mask: PortConfig,
        advertise: PortFeatures = [],
        optical: OpticalPortMod? = nil,
        experimenters: [ExperimenterProperty] = []
    ) {
        self.number = number
        self.hardwareAddress = hardwareAddress
        self.config = config
        self.mask = mask
        self.advertise = advertise
        self.optical = optical
        self.experimenters = experimenters
    }
}
