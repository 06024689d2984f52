/// A property of an experimenter, as 1.4 and later have it in many structures (1.4.1 §7.2.1).
public struct ExperimenterProperty: Hashable, Sendable {
    public var id: UInt32
    public var type: UInt32
    public var data: [UInt8]

    public init(id: UInt32, type: UInt32 = 0, data: [UInt8] = []) {
        self.id = id
        self.type = type
        self.data = data
    }
}

/// OFPOPF_*: what is tunable and in which unit (1.4.1 §7.2.1.2).
public struct OpticalFeatures: OptionSet, Hashable, Sendable {
    public var rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    public static let receiveTunable = OpticalFeatures(rawValue: 1 << 0)
    public static let transmitTunable = OpticalFeatures(rawValue: 1 << 1)
    public static let transmitPower = OpticalFeatures(rawValue: 1 << 2)
    /// Frequencies, not wavelengths.
    public static let useFrequency = OpticalFeatures(rawValue: 1 << 3)
}

/// Optical part of a port's description (1.4.1 §7.2.1.2): frequencies in MHz or wavelengths in nm × 100.
public struct OpticalPort: Hashable, Sendable {
    public struct Range: Hashable, Sendable {
        public var min: UInt32
        public var max: UInt32
        public var gridSpacing: UInt32

        public init(min: UInt32 = 0, max: UInt32 = 0, gridSpacing: UInt32 = 0) {
            self.min = min
            self.max = max
            self.gridSpacing = gridSpacing
        }
    }
    public var supported: OpticalFeatures
    public var transmit: Range
    public var receive: Range
    /// dBm × 10.
    public var minTransmitPower: UInt16
    public var maxTransmitPower: UInt16

    public init(
        supported: OpticalFeatures = [],
        transmit: Range = Range(),
        receive: Range = Range(),
        minTransmitPower: UInt16 = 0,
        maxTransmitPower: UInt16 = 0
    ) {
        self.supported = supported
        self.transmit = transmit
        self.receive = receive
        self.minTransmitPower = minTransmitPower
        self.maxTransmitPower = maxTransmitPower
    }
}

/// Optical part of a port-mod (1.4.1 §7.3.4.4).
public struct OpticalPortMod: Hashable, Sendable {
    public var configure: OpticalFeatures
    public var centerFrequency: UInt32
    public var frequencyOffset: Int32
    public var gridSpan: UInt32
    /// dBm × 10.
    public var transmitPower: UInt32

    public init(
        configure: OpticalFeatures = [],
        centerFrequency: UInt32 = 0,
        frequencyOffset: Int32 = 0,
        gridSpan: UInt32 = 0,
        transmitPower: UInt32 = 0
    ) {
        self.configure = configure
        self.centerFrequency = centerFrequency
        self.frequencyOffset = frequencyOffset
        self.gridSpan = gridSpan
        self.transmitPower = transmitPower
    }
}

/// Optical part of a port's statistics (1.4.1 §7.3.5.6).
public struct OpticalPortStatistics: Hashable, Sendable {
    /// OFPOSF_*: receive and transmit tuned, power, frequency.
    public var flags: UInt32
    public var transmitFrequency: UInt32
    public var transmitOffset: UInt32
    public var transmitGridSpan: UInt32
    public var receiveFrequency: UInt32
    public var receiveOffset: UInt32
    public var receiveGridSpan: UInt32
    public var transmitPower: UInt16
    public var receivePower: UInt16
    public var biasCurrent: UInt16
    public var temperature: UInt16

    public init() {
        (flags, transmitFrequency, transmitOffset, transmitGridSpan) = (0, 0, 0, 0)
        (receiveFrequency, receiveOffset, receiveGridSpan) = (0, 0, 0)
        (transmitPower, receivePower, biasCurrent, temperature) = (0, 0, 0, 0)
    }
}
