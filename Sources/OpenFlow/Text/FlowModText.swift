extension FlowMod {
    /// "ADD table:1 priority=5,tcp cookie:0x5 actions=output:2" as ovs-ofctl prints flow-mods of `version`.
    ///
    /// `parseWithCommand` reads it back.
    public func text(in version: OpenFlowVersion = .v1_3) -> String {
        var parts = [commandText]
        // A delete without a table is read as one for all tables.
        let isDelete = command == .delete || command == .deleteStrict
        if tableID != 0 || isDelete, version != .v1_0 { parts.append("table:\(tableID)") }
        let match = match.text(priority: priority, in: version)
        if !match.isEmpty { parts.append(match) }
        if cookieMask != 0 {
            parts.append("cookie:\(NumberText.hex(cookie))/\(NumberText.hex(cookieMask))")
        } else if cookie != 0 {
            parts.append("cookie:\(NumberText.hex(cookie))")
        }
        if idleTimeout != 0 { parts.append("idle:\(idleTimeout)") }
        if hardTimeout != 0 { parts.append("hard:\(hardTimeout)") }
        if importance != 0 { parts.append("importance:\(importance)") }
        if let bufferID { parts.append("buf:\(NumberText.hex(bufferID))") }
        if outPort != .any { parts.append("out_port:\(outPort.text)") }
        if outGroup != Reserved.anyGroup { parts.append("out_group:\(outGroup)") }
        return (parts + flags.names + ["actions=\(instructions.text(in: version))"]).joined(separator: " ")
    }

    private var commandText: String {
        switch command {
        case .add: "ADD"
        case .modify: "MOD"
        case .modifyStrict: "MOD_STRICT"
        case .delete: "DEL"
        case .deleteStrict: "DEL_STRICT"
        }
    }
}
