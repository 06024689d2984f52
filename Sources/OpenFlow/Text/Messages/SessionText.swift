/// Messages that begin and keep a connection: hello, error, experimenter, features and configuration.

extension Hello {
    func detail(in version: OpenFlowVersion) -> String {
        let numbers = versions?.sorted() ?? Array(1...version.rawValue)
        return "\n version bitmap: " + numbers.map { NumberText.hex($0, digits: 2) }.joined(separator: ", ")
    }
}

extension ErrorMessage {
    func detail(in version: OpenFlowVersion, quoted: ([UInt8]) -> String?) -> String {
        let bytes = request.map { "\n" + $0.envelope.text(in: version, quoted: quoted) } ?? ""
        guard !data.isEmpty else { return " " + kind.text + bytes }
        if case .standard(.helloFailedIncompatible) = kind { return " \(kind.text)\n" + Self.printable(data) }
        if case .standard(.helloFailedEperm) = kind { return " \(kind.text)\n" + Self.printable(data) }
        return " \(kind.text)\n" + (quoted(data) ?? Self.quotedBytes(data))
    }

    /// The bytes, and how many of the message they are.
    private static func quotedBytes(_ data: [UInt8]) -> String {
        guard data.count >= 8 else {
            return "OpenFlow packet too short (only \(data.count) bytes):\n" + HexDump.text(data)
        }
        let length = Int(data[2]) << 8 | Int(data[3])
        let note = length > data.count ? "(***truncated to \(data.count) bytes from \(length)***)\n" : ""
        return note + HexDump.text(data)
    }

    /// The text of a failed hello, with what cannot be printed in octal.
    private static func printable(_ data: [UInt8]) -> String {
        data.map { byte in
            let isPlain = (0x20...0x7e).contains(byte) && byte != UInt8(ascii: "\\") && byte != UInt8(ascii: "\"")
            guard !isPlain else { return String(UnicodeScalar(byte)) }
            let digits = String(byte, radix: 8)
            return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
        }
        .joined()
    }
}

extension ErrorMessage.Kind {
    /// The specification's name of the code, which says the type, too; numbers for what no version defines.
    public var text: String {
        switch self {
        case .standard(let code): code.name
        case .other(let type, let code): "type=\(type) code=\(code)"
        }
    }
}

extension Experimenter {
    /// Its numbers, and its bytes below them.
    func detail(in version: OpenFlowVersion) -> String {
        let type = version == .v1_0 ? "" : " exp_type=\(NumberText.hex(type))"
        return " experimenter=\(NumberText.hex(id, digits: 8))\(type) data_len=\(data.count)"
            + (data.isEmpty ? "" : "\n" + HexDump.text(data))
    }
}

extension ExperimenterProperty {
    /// "experimenter(id=0x2320,type=0x1,data=0x0102)".
    var text: String {
        "experimenter(id=\(NumberText.hex(id)),type=\(NumberText.hex(type)),data=\(HexDump.row(data)))"
    }
}

extension [ExperimenterProperty] {
    /// Each with `separator` before it; ovs-ofctl leaves them out.
    func text(separator: String) -> String { map { separator + $0.text }.joined() }
}

extension FeaturesReply {
    /// The lines of `ovs-ofctl show` about the switch: identifier, sizes, capabilities and, where the version says
    /// them, actions and ports.
    public func text(in version: OpenFlowVersion) -> String {
        var lines = ["dpid:\(NumberText.bareHex(datapathID, digits: 16))"]
        let auxiliary = auxiliaryID == 0 ? "" : ", auxiliary_id:\(auxiliaryID)"
        lines.append("n_tables:\(tableCount), n_buffers:\(bufferCount)\(auxiliary)")
        lines.append("capabilities: \(BitNames.text(capabilities.rawValue, Capabilities.names))")
        if version == .v1_0 { lines.append("actions: \(supportedActions.text)") }
        lines += ports.inOrder.map { $0.text(in: version) }
        return lines.joined(separator: "\n")
    }
}

extension Capabilities {
    fileprivate static let names: [(bit: UInt32, name: String)] = [
        (flowStatistics.rawValue, "FLOW_STATS"), (tableStatistics.rawValue, "TABLE_STATS"),
        (portStatistics.rawValue, "PORT_STATS"), (groupStatistics.rawValue, "GROUP_STATS"),
        (spanningTree.rawValue, "STP"), (reassembly.rawValue, "IP_REASM"), (queueStatistics.rawValue, "QUEUE_STATS"),
        (arpMatchIP.rawValue, "ARP_MATCH_IP"), (portBlocked.rawValue, "PORT_BLOCKED"), (bundles.rawValue, "BUNDLES"),
        (flowMonitoring.rawValue, "FLOW_MONITORING"),
    ]
}

extension SwitchConfig {
    /// "frags=normal miss_send_len=128".
    public var text: String {
        "frags=\(fragments.text)\(sendsInvalidTTL ? " invalid_ttl_to_controller" : "") miss_send_len=\(missSendLength)"
    }
}

extension SwitchConfig.Fragments {
    public var text: String {
        switch self {
        case .normal: "normal"
        case .drop: "drop"
        case .reassemble: "reassemble"
        }
    }
}
