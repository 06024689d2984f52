extension PortStatus {
    /// "ADD: 1(veth1): addr:…", and the further lines about the port.
    public func text(in version: OpenFlowVersion) -> String { "\(reason.text):\(port.text(in: version))" }
}

extension PortStatus.Reason {
    public var text: String {
        switch self {
        case .add: "ADD"
        case .delete: "DEL"
        case .modify: "MOD"
        }
    }
}

extension PortMod {
    /// "port: 3: addr:…" and three lines with what is to change.
    public var text: String {
        var lines = [
            "port: \(number.text): addr:\(NumberText.ethernetAddress(hardwareAddress))",
            "     config: \(config.names.isEmpty ? "0" : config.names.joined(separator: " "))",
            "     mask:   \(mask.names.isEmpty ? "0" : mask.names.joined(separator: " "))",
            "     advertise: \(advertise.isEmpty ? "UNCHANGED" : advertise.names.joined(separator: " "))",
        ]
        if let optical { lines.append("     optical: \(optical.text)") }
        return lines.joined(separator: "\n") + experimenters.text(separator: "\n     ")
    }
}

extension [PortDescription] {
    /// In the order in which ovs-ofctl prints ports.
    var inOrder: [PortDescription] { sorted { $0.number.rawValue < $1.number.rawValue } }
}

// Optical ports are unknown to ovs-ofctl.

extension OpticalFeatures {
    fileprivate var text: String {
        BitNames.text(
            rawValue,
            [
                (Self.receiveTunable.rawValue, "RX_TUNE"), (Self.transmitTunable.rawValue, "TX_TUNE"),
                (Self.transmitPower.rawValue, "TX_PWR"), (Self.useFrequency.rawValue, "USE_FREQ"),
            ]
        )
    }
}

extension OpticalPort {
    /// "RX_TUNE USE_FREQ tx=1..2/3 rx=4..5/6 tx_power=7..8": lowest, highest and grid of the frequencies.
    var text: String {
        "\(supported.text) tx=\(transmit.text) rx=\(receive.text) tx_power=\(minTransmitPower)..\(maxTransmitPower)"
    }
}

extension OpticalPort.Range {
    fileprivate var text: String { "\(min)..\(max)/\(gridSpacing)" }
}

extension OpticalPortMod {
    fileprivate var text: String {
        "\(configure.text) freq_lmda=\(centerFrequency) fl_offset=\(frequencyOffset) grid_span=\(gridSpan)"
            + " tx_pwr=\(transmitPower)"
    }
}

extension OpticalPortStatistics {
    /// "RX_TUNE tx_freq_lmda=1 …", in the order of the specification.
    var text: String {
        let names: [(bit: UInt32, name: String)] = [
            (1 << 0, "RX_TUNE"), (1 << 1, "TX_TUNE"), (1 << 2, "TX_PWR"), (1 << 4, "RX_PWR"), (1 << 5, "TX_BIAS"),
            (1 << 6, "TX_TEMP"),
        ]
        return "\(BitNames.text(flags, names)) tx_freq_lmda=\(transmitFrequency) tx_offset=\(transmitOffset)"
            + " tx_grid_span=\(transmitGridSpan) rx_freq_lmda=\(receiveFrequency) rx_offset=\(receiveOffset)"
            + " rx_grid_span=\(receiveGridSpan) tx_pwr=\(transmitPower) rx_pwr=\(receivePower)"
            + " bias_current=\(biasCurrent) temperature=\(temperature)"
    }
}
