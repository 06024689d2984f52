extension MeterDescription {
    /// "meter=1 kbps burst bands=", then a line for each band, as ovs-ofctl prints meters.
    public var text: String { meterText(meterID, flags, bands) }
}

extension MeterMod {
    /// The same with ADD, MOD or DEL before it.
    public var text: String {
        let name =
            switch command {
            case .add: "ADD"
            case .modify: "MOD"
            case .delete: "DEL"
            }
        return "\(name) \(meterText(meterID, flags, bands))"
    }
}

private func meterText(_ id: UInt32, _ flags: MeterFlags, _ bands: [MeterBand]) -> String {
    let head = (["meter=\(MeterName.text(id))"] + flags.names + ["bands="]).joined(separator: " ")
    return ([head] + bands.map { $0.text(saysBurst: flags.contains(.burst)) }).joined(separator: "\n")
}

/// Meters with a name of their own.
enum MeterName {
    static let rows: [(name: String, id: UInt32)] = [
        ("slowpath", Reserved.slowPathMeter), ("controller", Reserved.controllerMeter), ("all", Reserved.allMeters),
    ]

    static func text(_ id: UInt32) -> String { rows.first { $0.id == id }?.name ?? String(id) }
}

extension MeterFlags {
    static let rows: [(name: String, flag: MeterFlags)] = [
        ("kbps", .kbps), ("pktps", .pktps), ("burst", .burst), ("stats", .stats),
    ]

    /// The names of the flags that are set.
    public var names: [String] { Self.rows.filter { contains($0.flag) }.map(\.name) }
}

extension MeterBand {
    /// "type=drop rate=1000 burst_size=500"; the burst size only where it counts.
    func text(saysBurst: Bool) -> String {
        var parts: [String]
        switch kind {
        case .drop: parts = ["type=drop", "rate=\(rate)"]
        case .dscpRemark: parts = ["type=dscp_remark", "rate=\(rate)"]
        case .experimenter: parts = ["type=experimenter", "rate=\(rate)"]
        }
        if saysBurst { parts.append("burst_size=\(burstSize)") }
        switch kind {
        case .drop: break
        case .dscpRemark(let level): parts.append("prec_level=\(level)")
        case .experimenter(let id, let data):
            parts.append("id=\(NumberText.hex(id))")
            parts.append("data=0x" + data.map { NumberText.bareHex($0, digits: 2) }.joined())
        }
        return parts.joined(separator: " ")
    }
}
