extension PacketIn {
    /// The line of `ovs-ofctl monitor` about the packet, without its bytes: "table_id=2 cookie=0x7 total_len=60
    /// in_port=1 (via no_match) data_len=60 (unbuffered)".
    public func text(in version: OpenFlowVersion) -> String {
        var text = tableID == 0 ? "" : "table_id=\(tableID) "
        if cookie != .max { text += "cookie=\(NumberText.hex(cookie)) " }
        text += "total_len=\(totalLength) \(match.text) (via \(reason.text)) data_len=\(data.count)"
        if let bufferID {
            text += " buffer=\(NumberText.hex(bufferID, digits: 8))"
            if Int(totalLength) < data.count { text += " (***total_len < data_len***)" }
        } else {
            text += " (unbuffered)"
            if Int(totalLength) != data.count { text += " (***total_len != data_len***)" }
        }
        return text
    }

    func detail(in version: OpenFlowVersion) -> String { " " + text(in: version) + frameLines(data) }
}

extension PacketIn.Reason {
    public var text: String {
        switch self {
        case .noMatch: "no_match"
        case .action: "action"
        case .invalidTTL: "invalid_ttl"
        case .actionSet: "action_set"
        case .group: "group"
        case .packetOut: "packet_out"
        }
    }
}

extension PacketOut {
    /// "in_port=CONTROLLER actions=output:2 data_len=60", without the bytes of the frame.
    public func text(in version: OpenFlowVersion) -> String {
        let fields = Match(pipelineFields.fields + [FieldMatch(.inPort, UInt128(inPort.rawValue))]).text
        let source = bufferID.map { "buffer=\(NumberText.hex($0, digits: 8))" } ?? "data_len=\(data.count)"
        return "\(fields) actions=\(actions.text(in: version)) \(source)"
    }

    func detail(in version: OpenFlowVersion) -> String { " " + text(in: version) + frameLines(data) }
}

private func frameLines(_ data: [UInt8]) -> String { data.isEmpty ? "" : "\n" + HexDump.text(data, ascii: false) }
