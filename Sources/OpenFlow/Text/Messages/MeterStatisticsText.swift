extension MeterStatistics {
    /// The lines of `ovs-ofctl meter-stats` about one meter.
    public var text: String {
        let title =
            "meter:\(MeterName.text(meterID)) flow_count:\(flowCount) packet_in_count:\(packetInCount)"
            + " byte_in_count:\(byteInCount) duration:\(NumberText.duration(nanoseconds: duration)) bands:"
        let lines = bands.enumerated()
            .map { "\($0.offset): packet_count:\($0.element.packetCount) byte_count:\($0.element.byteCount)" }
        return ([title] + lines).joined(separator: "\n")
    }
}

extension MeterFeatures {
    /// The lines of `ovs-ofctl meter-features`. The flags of 1.5 are unknown to it.
    public var text: String {
        let bands: [(bit: UInt32, name: String)] = [
            (BandTypes.drop.rawValue, "drop"), (BandTypes.dscpRemark.rawValue, "dscp_remark"),
        ]
        let flags: [(bit: UInt16, name: String)] = [
            (MeterFlags.kbps.rawValue, "kbps"), (MeterFlags.pktps.rawValue, "pktps"),
            (MeterFlags.burst.rawValue, "burst"), (MeterFlags.stats.rawValue, "stats"),
        ]
        let more: [(bit: UInt32, name: String)] = [
            (1 << 0, "action_set"), (1 << 1, "any_position"), (1 << 2, "multi_list"),
        ]
        var lines = [
            "max_meter:\(maxMeters) max_bands:\(maxBands) max_color:\(maxColor)",
            "band_types: \(BitNames.text(bandTypes.rawValue, bands))",
            "capabilities: \(BitNames.text(capabilities.rawValue, flags))",
        ]
        if features != 0 { lines.append("features: \(BitNames.text(features, more))") }
        return lines.joined(separator: "\n")
    }
}
