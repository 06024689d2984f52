/// What is said between a switch and its controllers about themselves. The role names are those of ovs-ofctl, which
/// follow 1.5.

extension ControllerRole {
    public var text: String {
        switch self {
        case .noChange: "nochange"
        case .equal: "equal"
        case .master: "primary"
        case .slave: "secondary"
        }
    }

    fileprivate func text(generationID: UInt64) -> String {
        "role=\(text)" + (generationID == .max ? "" : " generation_id=\(generationID)")
    }
}

extension RoleMessage {
    /// "role=primary generation_id=7"; 1.5's short identifier is unknown to ovs-ofctl.
    public func text(in version: OpenFlowVersion) -> String {
        role.text(generationID: generationID) + (version < .v1_5 || shortID == 0xffff ? "" : " short_id=\(shortID)")
    }
}

extension RoleStatus {
    /// "role=secondary generation_id=7 reason=primary_request".
    public var text: String {
        "\(role.text(generationID: generationID)) reason=\(reason.text)" + experimenters.text(separator: " ")
    }
}

extension RoleStatus.Reason {
    public var text: String {
        switch self {
        case .masterRequest: "primary_request"
        case .config: "configuration_changed"
        case .experimenter: "experimenter_data_changed"
        }
    }
}

extension AsyncConfig {
    /// The reasons that are wanted in both roles, a line for each kind of message.
    ///
    /// Before 1.4 the message says all there is, and what it does not know is off. From 1.4 on a kind that it does not
    /// name stays as it is, and has no line.
    public func text(in version: OpenFlowVersion) -> String {
        [false, true].map { isSlave in
            let lines = Kind.allCases.compactMap { line($0, isSlave: isSlave, in: version) }
            return ([" \(isSlave ? "secondary" : "primary"):"] + lines).joined(separator: "\n")
        }
        .joined(separator: "\n\n") + experimenters.text(separator: "\n ")
    }

    private func line(_ kind: Kind, isSlave: Bool, in version: OpenFlowVersion) -> String? {
        let isOld = version < .v1_4 && kind.rawValue <= Kind.requestForward.rawValue
        guard let mask = self[kind, isSlave: isSlave] ?? (isOld ? 0 : nil) else { return nil }
        let reasons = (0..<32).filter { mask >> UInt32($0) & 1 != 0 }.map { " " + kind.name(ofReason: $0) }.joined()
        let title = String(repeating: " ", count: 16 - kind.name.utf8.count) + kind.name
        return "\(title):\(mask == 0 ? " (off)" : reasons)"
    }
}

extension AsyncConfig.Kind {
    public var name: String {
        switch self {
        case .packetIn: "PACKET_IN"
        case .portStatus: "PORT_STATUS"
        case .flowRemoved: "FLOW_REMOVED"
        case .roleStatus: "ROLE_STATUS"
        case .tableStatus: "TABLE_STATUS"
        case .requestForward: "REQUESTFORWARD"
        case .flowStatistics: "FLOW_STATS"
        case .controllerStatus: "CONT_STATUS"
        }
    }

    /// The name that the message itself prints for a reason, or its number.
    fileprivate func name(ofReason reason: Int) -> String {
        let value = UInt8(reason)
        let name: String? =
            switch self {
            case .packetIn: PacketIn.Reason(rawValue: value)?.text
            case .portStatus: PortStatus.Reason(rawValue: value)?.longName
            case .flowRemoved: FlowRemoved.Reason(rawValue: value)?.text
            case .roleStatus: RoleStatus.Reason(rawValue: value)?.text
            case .tableStatus: TableStatus.Reason(rawValue: value)?.text.lowercased()
            case .requestForward: ["group_mod_request", "meter_mod_request"].dropFirst(reason).first
            case .flowStatistics: ["request", "stat_trigger"].dropFirst(reason).first
            case .controllerStatus: ControllerStatus.Reason(rawValue: value)?.text
            }
        return name ?? String(reason)
    }
}

extension PortStatus.Reason {
    fileprivate var longName: String {
        switch self {
        case .add: "add"
        case .delete: "delete"
        case .modify: "modify"
        }
    }
}

extension RequestForward {
    /// "reason=group_mod" and what another controller has asked for.
    public func text(in version: OpenFlowVersion) -> String {
        switch request {
        case .groupMod(let mod): "reason=group_mod\n \(mod.text(in: version))"
        case .meterMod(let mod): "reason=meter_mod \(mod.text)"
        }
    }
}

extension ControllerStatus {
    /// One line in the style of ovs-ofctl, which does not know it.
    public var text: String {
        var words = ["short_id=\(shortID)", "role=\(role.text)", "reason=\(reason.text)"]
        words.append("channel=\(isChannelUp ? "up" : "down")")
        words += uris.map { "uri=\($0)" }
        return words.joined(separator: " ") + experimenters.text(separator: " ")
    }
}

extension ControllerStatus.Reason {
    public var text: String {
        switch self {
        case .request: "request"
        case .channelStatus: "channel_status"
        case .role: "role"
        case .controllerAdded: "controller_added"
        case .controllerRemoved: "controller_removed"
        case .shortID: "short_id"
        case .experimenter: "experimenter"
        }
    }
}
