/// Tables and what they can do, as `ovs-ofctl dump-table-features` and `dump-tables` print them: a list that is the
/// same as that of the table before it is not repeated.
///
/// ovs-ofctl leaves out what it does not know: actions and fields that it lacks, copying of fields, packet types,
/// synchronized tables and experimenters; it is printed here. The flags of 1.5 are hexadecimal.

extension [TableFeatures] {
    public func text(in version: OpenFlowVersion) -> String {
        var list = DittoList()
        for (index, table) in enumerated() {
            let previous = index == 0 ? nil : self[index - 1]
            let isSame = previous.map(table.isSame) ?? false
            list.add(table.tableID, table.name, isSame: isSame) { table.text(after: previous, in: version) }
        }
        return list.finish()
    }
}

extension [TableStatistics] {
    public var text: String {
        var list = DittoList()
        for (index, table) in enumerated() {
            let previous = index == 0 ? nil : self[index - 1]
            let isSame = previous.map(table.isSame) ?? false
            list.add(table.tableID, table.name, isSame: isSame) { table.text(after: previous) }
        }
        return list.finish()
    }
}

/// Paragraphs about tables, with an empty line between them; "ditto" for a table that is like the one before it, and
/// one line for a run of such tables without names.
private struct DittoList {
    private var text = ""
    private var separator = ""
    private var run: (first: UInt8, last: UInt8)?

    mutating func add(_ tableID: UInt8, _ name: String, isSame: Bool, paragraph: () -> String) {
        if isSame, name.isEmpty {
            run = (run?.first ?? tableID, tableID)
            return
        }
        endRun()
        if isSame {
            text += "\(separator)  table \(tableID) (\"\(name)\"): ditto"
            separator = "\n"
        } else {
            text += separator + paragraph()
            separator = "\n\n"
        }
    }

    mutating func finish() -> String {
        endRun()
        return text
    }

    private mutating func endRun() {
        guard let run else { return }
        let tables = run.first == run.last ? "table \(run.first)" : "tables \(run.first)...\(run.last)"
        text += "\(separator)  \(tables): ditto"
        separator = "\n\n"
        self.run = nil
    }
}

extension TableStatistics {
    fileprivate func isSame(as other: TableStatistics) -> Bool {
        var copy = self
        (copy.tableID, copy.name) = (other.tableID, other.name)
        return copy == other
    }
}

extension TableFeatures {
    /// The same abilities; a table that follows another need not name itself as one to go to.
    fileprivate func isSame(as other: TableFeatures) -> Bool {
        var copy = self
        (copy.tableID, copy.name) = (other.tableID, other.name)
        let tables = [tableID, other.tableID]
        for path in [\TableFeatures.entries, \.miss] {
            let (own, others) = (self[keyPath: path].nextTables, other[keyPath: path].nextTables)
            if let own, let others, own.filter({ !tables.contains($0) }) == others.filter({ !tables.contains($0) }) {
                copy[keyPath: path].nextTables = others
            }
        }
        return copy == other
    }

    fileprivate func text(after previous: TableFeatures?, in version: OpenFlowVersion) -> String {
        var lines: [String] = []
        if previous == nil, command != .replace { lines.append("  command: \(command.text)") }
        let title = "  table \(tableID)" + (name.isEmpty ? ":" : " (\"\(name)\"):")
        lines.append(title)
        if metadataMatch != 0 || metadataWrite != 0 {
            lines.append("    metadata: match=\(Self.sharpHex(metadataMatch)) write=\(Self.sharpHex(metadataWrite))")
        }
        if features != 0 { lines.append("    features=\(NumberText.hex(features))") }
        if version >= .v1_4 {
            let config = TableConfig(rawValue: config)
            lines.append("    eviction: \(config.contains(.eviction) ? "" : "not ")supported")
            lines.append("    vacancy events: \(config.contains(.vacancyEvents) ? "" : "not ")supported")
        }
        if maxEntries != 0 { lines.append("    max_entries=\(maxEntries)") }
        lines += instructionLines(after: previous)
        lines += matchLines(after: previous)
        lines += rareLines
        return lines.joined(separator: "\n")
    }

    /// Zero has no prefix.
    private static func sharpHex(_ value: UInt64) -> String { value == 0 ? "0" : NumberText.hex(value) }

    private func instructionLines(after previous: TableFeatures?) -> [String] {
        let entries = AbilitiesText(entries, or: nil)
        let miss = AbilitiesText(miss, or: self.entries)
        let before = previous.map {
            (
                table: $0.tableID, entries: AbilitiesText($0.entries, or: nil),
                miss: AbilitiesText($0.miss, or: $0.entries)
            )
        }
        if let before, entries.isSame(as: before.entries, but: [tableID, before.table]),
            miss.isSame(as: before.miss, but: [tableID, before.table])
        {
            return entries.isEmpty ? [] : ["    (same instructions)"]
        }
        if entries != miss {
            return ["    instructions (other than table miss):"] + entries.lines(after: before?.entries)
                + ["    instructions (table miss):"] + miss.lines(after: before?.miss)
        }
        return entries.isEmpty
            ? [] : ["    instructions (table miss and others):"] + entries.lines(after: before?.entries)
    }

    private func matchLines(after previous: TableFeatures?) -> [String] {
        guard let match, !match.isEmpty else { return [] }
        if let previous, previous.match == match, previous.wildcards == wildcards { return ["    (same matching)"] }
        let masked = Set(match.filter(\.hasMask).map(\.field))
        let optional = masked.union((wildcards ?? []).map(\.field))
        let all = Set(match.map(\.field))
        let rows: [(title: String, fields: Set<MatchField>)] = [
            ("arbitrary mask", all.intersection(masked)),
            ("exact match or wildcard", all.intersection(optional).subtracting(masked)),
            ("must exact match", all.subtracting(optional)),
        ]
        return ["    matching:"]
            + rows.filter { !$0.fields.isEmpty }.map { "      \($0.title): \(FieldListText.text($0.fields))" }
    }

    private var rareLines: [String] {
        var lines: [String] = []
        if let packetTypes {
            let types = packetTypes.map { "(\($0 >> 16),\(NumberText.hex($0 & 0xffff)))" }
            lines.append("    packet types: \(types.joined(separator: " "))")
        }
        if let synchronizedFrom {
            lines.append("    synchronized from: \(NumberRanges.text(synchronizedFrom))")
        }
        return lines + experimenters.map { "    " + $0.text } + missExperimenters.map { "    (table miss) " + $0.text }
    }
}

extension TableFeatures.Command {
    public var text: String {
        switch self {
        case .replace: "replace"
        case .modify: "modify"
        case .enable: "enable"
        case .disable: "disable"
        }
    }
}
