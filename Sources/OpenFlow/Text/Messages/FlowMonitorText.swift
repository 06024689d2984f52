extension FlowMonitor {
    /// One monitor of a request: "id=1 flags=initial,add table=2 ip".
    public var text: String {
        if command == .delete { return "id=\(monitorID) command=delete" }
        var words = ["id=\(monitorID)"]
        // ovs-ofctl does not tell a modify from an add.
        if command == .modify { words.append("command=modify") }
        words.append("flags=" + BitNames.text(flags.rawValue, Flags.names, separator: ","))
        if outPort != .any { words.append("out_port=\(outPort.text)") }
        if outGroup != 0, outGroup != Reserved.anyGroup { words.append("out_group=\(outGroup)") }
        if tableID != Reserved.allTables { words.append("table=\(tableID)") }
        let match = match.text
        if !match.isEmpty { words.append(match) }
        return words.joined(separator: " ")
    }
}

extension FlowMonitor.Flags {
    fileprivate static let names: [(bit: UInt16, name: String)] = [
        (initial.rawValue, "initial"), (add.rawValue, "add"), (removed.rawValue, "delete"),
        (modify.rawValue, "modify"), (instructions.rawValue, "actions"), (noAbbreviation.rawValue, "no-abbrev"),
        (onlyOwn.rawValue, "own"),
    ]
}

extension FlowUpdate {
    /// One update: "event=ADDED table=0 cookie=0x1 ip actions=output:2", or "event=ABBREV xid=0x5".
    ///
    /// ovs-ofctl leaves out the priority; it stands in the match here where it is not the default.
    public func text(in version: OpenFlowVersion) -> String {
        switch self {
        case .flow(let flow): flow.text(in: version)
        case .abbreviated(let xid): "event=ABBREV xid=\(NumberText.hex(xid))"
        case .paused: "event=PAUSED"
        case .resumed: "event=RESUMED"
        }
    }
}

extension FlowUpdate.Flow {
    fileprivate func text(in version: OpenFlowVersion) -> String {
        var words = ["event=\(eventText)", "table=\(tableID)"]
        if idleTimeout != 0 { words.append("idle_timeout=\(idleTimeout)") }
        if hardTimeout != 0 { words.append("hard_timeout=\(hardTimeout)") }
        words.append("cookie=\(cookie == 0 ? "0" : NumberText.hex(cookie))")
        let match = match.text(priority: priority)
        if !match.isEmpty { words.append(match) }
        if !instructions.isEmpty { words.append("actions=\(instructions.text(in: version))") }
        return words.joined(separator: " ")
    }

    private var eventText: String {
        switch event {
        case .initial: "INITIAL"
        case .added: "ADDED"
        case .removed: "DELETED reason=\(reason.text)"
        case .modified: "MODIFIED"
        }
    }
}
