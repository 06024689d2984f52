extension TableDescription {
    /// What a table-mod asks for: "table_id=1, eviction=on, vacancy=on vacancy:20,80". The versions differ in what a
    /// configuration says: 1.1 and 1.2 what happens to misses, 1.4 and later eviction and vacancy events, 1.3 nothing.
    public func modText(in version: OpenFlowVersion) -> String {
        var text = tableID == Reserved.allTables ? "table_id: ALL_TABLES" : "table_id=\(tableID)"
        if version <= .v1_2 { text += ", flow_miss_config=\(config.missText)" }
        if version >= .v1_4 {
            text += ", eviction=\(config.contains(.eviction) ? "on" : "off")"
            if let eviction { text += " eviction_flags=\(eviction.text)" }
            text += ", vacancy=\(config.contains(.vacancyEvents) ? "on" : "off")"
            if let vacancy { text += " vacancy:\(vacancy.down),\(vacancy.up)" }
        }
        return text + experimenters.text(separator: ", ")
    }

    /// The lines of `ovs-ofctl dump-table-desc` about one table.
    public var text: String {
        var text = "  table \(tableID):\n   eviction=\(config.contains(.eviction) ? "on" : "off")"
        text += " eviction_flags=\(eviction?.text ?? "(default)")"
        text += "\n   vacancy=\(config.contains(.vacancyEvents) ? "on" : "off")"
        if let vacancy {
            text += " vacancy_down=\(vacancy.down)% vacancy_up=\(vacancy.up)% vacancy=\(vacancy.current)%"
        }
        return text + experimenters.text(separator: "\n   ")
    }
}

extension TableConfig {
    fileprivate var missText: String {
        if contains(.missDrop) { return "drop" }
        return contains(.missContinue) ? "continue" : "controller"
    }
}

extension EvictionFlags {
    fileprivate var text: String {
        BitNames.text(
            rawValue,
            [
                (Self.other.rawValue, "OTHER"), (Self.importance.rawValue, "IMPORTANCE"),
                (Self.lifetime.rawValue, "LIFETIME"),
            ],
            separator: "|"
        )
    }
}

extension TableStatus {
    /// "reason=VACANCY_DOWN" and the lines about the table.
    public var text: String { "reason=\(reason.text)\ntable_desc:-\n\(table.text)" }
}

extension TableStatus.Reason {
    public var text: String {
        switch self {
        case .vacancyDown: "VACANCY_DOWN"
        case .vacancyUp: "VACANCY_UP"
        }
    }
}
