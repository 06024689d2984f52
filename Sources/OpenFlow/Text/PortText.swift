extension PortDescription {
    /// The lines about one port of `ovs-ofctl show`, without a line end after the last.
    public var text: String { text(in: .v1_0) }

    /// The same of a port that `version` describes: 1.0 does not say its speeds, so that they follow from its features.
    public func text(in version: OpenFlowVersion) -> String {
        var lines = [
            " \(number.text)(\(name)): addr:\(NumberText.ethernetAddress(hardwareAddress))",
            "     config:     \(Self.list(config.names))", "     state:      \(Self.list(state.names))",
        ]
        for (title, features) in [
            ("current:    ", current), ("advertised: ", advertised), ("supported:  ", supported),
            ("peer:       ", peer),
        ] where !features.isEmpty {
            lines.append("     \(title)\(Self.list(features.names))")
        }
        let isSaid = version > .v1_0
        let now = currentSpeed != 0 || isSaid ? currentSpeed : current.megabitsPerSecond * 1000
        let most = maxSpeed != 0 || isSaid ? maxSpeed : supported.megabitsPerSecond * 1000
        lines.append("     speed: \(now / 1000) Mbps now, \(most / 1000) Mbps max")
        if let optical { lines.append("     optical: \(optical.text)") }
        if let pipelineInput { lines.append("     pipeline input: \(pipelineInput.names)") }
        if let pipelineOutput { lines.append("     pipeline output: \(pipelineOutput.names)") }
        if let recirculation { lines.append("     recirculate: \(recirculation.map(\.text).joined(separator: ","))") }
        return lines.joined(separator: "\n") + experimenters.text(separator: "\n     ")
    }

    private static func list(_ names: [String]) -> String { names.isEmpty ? "0" : names.joined(separator: " ") }
}

extension PortConfig {
    var names: [String] {
        let all: [(PortConfig, String)] = [
            (.portDown, "PORT_DOWN"), (.noSTP, "NO_STP"), (.noReceive, "NO_RECV"), (.noReceiveSTP, "NO_RECV_STP"),
            (.noFlood, "NO_FLOOD"), (.noForward, "NO_FWD"), (.noPacketIn, "NO_PACKET_IN"),
        ]
        return all.filter { contains($0.0) }.map(\.1)
    }
}

extension PortState {
    /// Bits 8 and 9 hold 1.0's state of the spanning tree protocol, whose zero is not told apart from its absence.
    var names: [String] {
        let tree = ["", "STP_LEARN", "STP_FORWARD", "STP_BLOCK"][Int(rawValue >> 8 & 3)]
        let all: [(PortState, String)] = [(.linkDown, "LINK_DOWN"), (.blocked, "BLOCKED"), (.live, "LIVE")]
        return (tree.isEmpty ? [] : [tree]) + all.filter { contains($0.0) }.map(\.1)
    }
}

extension PortFeatures {
    /// Each feature with its name and, for the media speeds, Mbit/s.
    private static let rows: [(feature: PortFeatures, name: String, megabitsPerSecond: UInt32)] = [
        (.half10Mb, "10MB-HD", 10), (.full10Mb, "10MB-FD", 10), (.half100Mb, "100MB-HD", 100),
        (.full100Mb, "100MB-FD", 100), (.half1Gb, "1GB-HD", 1000), (.full1Gb, "1GB-FD", 1000),
        (.full10Gb, "10GB-FD", 10_000), (.full40Gb, "40GB-FD", 40_000), (.full100Gb, "100GB-FD", 100_000),
        (.full1Tb, "1TB-FD", 1_000_000), (.other, "OTHER", 0), (.copper, "COPPER", 0), (.fiber, "FIBER", 0),
        (.autonegotiation, "AUTO_NEG", 0), (.pause, "AUTO_PAUSE", 0), (.pauseAsymmetric, "AUTO_PAUSE_ASYM", 0),
    ]

    var names: [String] { Self.rows.filter { contains($0.feature) }.map(\.name) }

    /// The fastest of them; 0 without any.
    var megabitsPerSecond: UInt32 { Self.rows.filter { contains($0.feature) }.map(\.megabitsPerSecond).max() ?? 0 }
}
