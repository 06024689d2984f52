extension FlowMod {
    /// The text without what the version has no words for: 1.0 and 1.1 have no flag that resets counters, as their adds
    /// always do, and from 1.1 on a cookie without a mask counts only in adds. Only deletes look at groups.
    func detail(in version: OpenFlowVersion) -> String {
        var shown = self
        if version <= .v1_1 { shown.flags.remove(.resetCounts) }
        if version > .v1_0, command != .add, cookieMask == 0, !addsWhenMissing { shown.cookie = 0 }
        if command == .add { shown.cookieMask = 0 }
        if command != .delete, command != .deleteStrict { shown.outGroup = Reserved.anyGroup }
        if outranksWildcards { shown.priority = .max }
        return " " + shown.text(in: version)
    }
}

extension FlowRemoved {
    /// "priority=99,ip reason=idle table_id=4 cookie:0x1 duration12.5s idle60 hard61 pkts6 bytes7".
    public func text(in version: OpenFlowVersion) -> String {
        var text = match.text(priority: priority, in: version) + " reason=\(reason.text)"
        if version > .v1_0 { text += " table_id=\(tableID)" }
        if cookie != 0 { text += " cookie:\(NumberText.hex(cookie))" }
        text += " duration\(NumberText.duration(nanoseconds: duration)) idle\(idleTimeout)"
        if hardTimeout != 0 { text += " hard\(hardTimeout)" }
        return text + " pkts\(packetCount) bytes\(byteCount)"
    }
}

extension FlowRemoved.Reason {
    public var text: String {
        switch self {
        case .idleTimeout: "idle"
        case .hardTimeout: "hard"
        case .delete: "delete"
        case .groupDelete: "group_delete"
        case .meterDelete: "meter_delete"
        case .eviction: "eviction"
        }
    }
}

extension FlowFilter {
    /// What a statistics request asks for: "table=1 out_port=2 ip"; empty for all flows.
    ///
    /// ovs-ofctl says neither group nor cookie; they stand before the match here.
    public func text(in version: OpenFlowVersion) -> String {
        var words: [String] = []
        if tableID != Reserved.allTables { words.append("table=\(tableID)") }
        if outPort != .any { words.append("out_port=\(outPort.text)") }
        if outGroup != Reserved.anyGroup { words.append("out_group=\(outGroup)") }
        if cookieMask != 0 { words.append("cookie=\(NumberText.hex(cookie))/\(NumberText.hex(cookieMask))") }
        let match = match.text(priority: nil, in: version)
        if !match.isEmpty { words.append(match) }
        return words.joined(separator: " ")
    }
}

extension FlowCounterStatistics {
    /// One line in the style of flow statistics: " table=0, reason=request, n_packets=3, priority=5,ip".
    public var text: String {
        var parts = ["table=\(tableID)", "reason=\(reason.text)"] + counters.parts
        parts.append(match.text(priority: priority))
        return " " + parts.filter { !$0.isEmpty }.joined(separator: ", ")
    }
}

extension FlowCounterStatistics.Reason {
    fileprivate var text: String {
        switch self {
        case .request: "request"
        case .statTrigger: "stat_trigger"
        }
    }
}
