public import OpenFlow

/// A meter as it was set.
public struct MeterRecord: Encodable, Hashable, Sendable {
    public struct Band: Encodable, Hashable, Sendable {
        public var type: String
        public var rate: UInt32
        public var burstSize: UInt32
        public var precedenceLevel: UInt8?

        private enum CodingKeys: String, CodingKey {
            case type, rate
            case burstSize = "burst_size"
            case precedenceLevel = "prec_level"
        }

        init(_ band: MeterBand) {
            rate = band.rate
            burstSize = band.burstSize
            switch band.kind {
            case .drop: type = "drop"
            case .dscpRemark(let level): (type, precedenceLevel) = ("dscp_remark", level)
            case .experimenter: type = "experimenter"
            }
        }
    }
    public var meterID: UInt32
    public var flags: [String]
    public var bands: [Band]

    private enum CodingKeys: String, CodingKey {
        case meterID = "meter_id"
        case flags, bands
    }

    public init(_ meter: MeterDescription) {
        meterID = meter.meterID
        flags = meter.flags.words
        bands = meter.bands.map(Band.init)
    }
}

extension MeterFlags {
    fileprivate var words: [String] {
        let names: [(MeterFlags, String)] = [
            (.kbps, "kbps"), (.pktps, "pktps"), (.burst, "burst"), (.stats, "stats"),
        ]
        return names.filter { contains($0.0) }.map(\.1)
    }
}

public struct MeterStatisticsRecord: Encodable, Hashable, Sendable {
    public var meterID: UInt32
    public var flowCount: UInt32
    public var packetInCount: UInt64
    public var byteInCount: UInt64
    public var duration: Double
    public var bands: [CounterRecord]

    private enum CodingKeys: String, CodingKey {
        case meterID = "meter_id"
        case flowCount = "flow_count"
        case packetInCount = "packet_in_count"
        case byteInCount = "byte_in_count"
        case duration, bands
    }

    public init(_ meter: MeterStatistics) {
        meterID = meter.meterID
        flowCount = meter.flowCount
        packetInCount = meter.packetInCount
        byteInCount = meter.byteInCount
        duration = seconds(meter.duration)
        bands = meter.bands.map { CounterRecord(packets: $0.packetCount, bytes: $0.byteCount) }
    }
}

public struct MeterFeaturesRecord: Encodable, Hashable, Sendable {
    public var maxMeters: UInt32
    public var maxBands: UInt8
    public var maxColor: UInt8
    public var bandTypes: [String]
    public var capabilities: [String]

    private enum CodingKeys: String, CodingKey {
        case maxMeters = "max_meter"
        case maxBands = "max_bands"
        case maxColor = "max_color"
        case bandTypes = "band_types"
        case capabilities
    }

    public init(_ features: MeterFeatures) {
        maxMeters = features.maxMeters
        maxBands = features.maxBands
        maxColor = features.maxColor
        let types: [(MeterFeatures.BandTypes, String)] = [(.drop, "drop"), (.dscpRemark, "dscp_remark")]
        bandTypes = types.filter { features.bandTypes.contains($0.0) }.map(\.1)
        capabilities = features.capabilities.words
    }
}
