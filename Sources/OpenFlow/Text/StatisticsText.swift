extension PortStatistics {
    /// The lines about one port of `ovs-ofctl dump-ports`, without a line end after the last; "?" for counters that the
    /// switch does not have. 1.0 to 1.2 have no duration.
    public func text(in version: OpenFlowVersion = .v1_3) -> String {
        let name = number.text
        let padded = String(repeating: " ", count: max(0, 2 - name.utf8.count)) + name
        let received: [(String, UInt64)] = [
            ("pkts", rxPackets), ("bytes", rxBytes), ("drop", rxDropped), ("errs", rxErrors), ("frame", rxFrameErrors),
            ("over", rxOverErrors), ("crc", rxCRCErrors),
        ]
        let sent: [(String, UInt64)] = [
            ("pkts", txPackets), ("bytes", txBytes), ("drop", txDropped), ("errs", txErrors), ("coll", collisions),
        ]
        var text = "  port \(padded): rx \(Self.list(received))\n           tx \(Self.list(sent))"
        if version >= .v1_3 { text += "\n           duration=\(NumberText.duration(nanoseconds: duration))" }
        if let optical { text += "\n           optical: \(optical.text)" }
        return text + experimenters.text(separator: "\n           ")
    }

    private static func list(_ counters: [(name: String, value: UInt64)]) -> String {
        counters.map { "\($0.name)=\($0.value == .max ? "?" : String($0.value))" }.joined(separator: ", ")
    }
}

extension TableStatistics {
    /// The lines about one table of `ovs-ofctl dump-tables`, without a line end after the last. Name and limit stand
    /// there only when the version of the reply has them (1.0 to 1.2).
    public var text: String { text(after: nil) }

    /// The same behind another table: limit and bitmaps like those of that one are not repeated.
    func text(after previous: TableStatistics?) -> String {
        let title = name.isEmpty ? "  table \(tableID):" : "  table \(tableID) (\"\(name)\"):"
        var lines = [title, "    active=\(activeCount), lookup=\(lookupCount), matched=\(matchedCount)"]
        if maxEntries != 0, let previous, (maxEntries, bitmaps) == (previous.maxEntries, previous.bitmaps) {
            lines.append("    (same features)")
        } else {
            if maxEntries != 0 { lines.append("    max_entries=\(maxEntries)") }
            if let bitmaps { lines.append("    \(bitmaps.text)") }
        }
        return lines.joined(separator: "\n")
    }
}

extension TableBitmaps {
    /// The bits that are set, in hexadecimal; ovs-ofctl has words for them.
    fileprivate var text: String {
        let all: [(name: String, bits: UInt64)] = [
            ("match", match), ("wildcards", wildcards), ("write_actions", UInt64(writeActions)),
            ("apply_actions", UInt64(applyActions)), ("write_setfields", writeSetFields),
            ("apply_setfields", applySetFields), ("metadata_match", metadataMatch), ("metadata_write", metadataWrite),
            ("instructions", UInt64(instructions)), ("config", UInt64(config)),
        ]
        return all.filter { $0.bits != 0 }.map { "\($0.name)=\(NumberText.hex($0.bits))" }.joined(separator: " ")
    }
}

extension AggregateStatistics {
    /// The counters as `ovs-ofctl dump-aggregate` prints them.
    public var text: String { "packet_count=\(packetCount) byte_count=\(byteCount) flow_count=\(flowCount)" }
}
