public import OpenFlow
import OpenFlowWire

/// The flow entries of a switch or a file, by what identifies an entry: for comparison and replacement.
///
/// Entries are held as the switch would tell them: a file's flows go through the codec of the version first, so that two
/// ways to write the same thing are equal.
public struct FlowTable: Hashable, Sendable {
    public struct Key: Hashable, Sendable {
        public var tableID: UInt8
        public var priority: UInt16
        public var match: Match
    }

    /// What a flow-mod can change of an entry. Flags are left out of comparisons, as not every version tells them.
    public struct Entry: Hashable, Sendable {
        public var cookie: UInt64
        public var idleTimeout: UInt16
        public var hardTimeout: UInt16
        public var importance: UInt16
        public var flags: FlowModFlags
        public var instructions: [Instruction]

        func isSame(as other: Entry, in version: OpenFlowVersion) -> Bool {
            cookie == other.cookie && idleTimeout == other.idleTimeout && hardTimeout == other.hardTimeout
                && importance == other.importance
                && instructions.text(in: version) == other.instructions.text(in: version)
        }
    }

    public let version: OpenFlowVersion
    public private(set) var entries: [Key: Entry] = [:]

    public init(_ flows: [FlowStatistics], in version: OpenFlowVersion) {
        self.version = version
        for flow in flows {
            entries[Key(tableID: flow.tableID, priority: flow.priority, match: flow.match.canonical)] = Entry(
                cookie: flow.cookie,
                idleTimeout: flow.idleTimeout,
                hardTimeout: flow.hardTimeout,
                importance: flow.importance,
                flags: flow.flags,
                instructions: flow.instructions
            )
        }
    }

    /// A later flow with the same table, priority and match takes the place of an earlier one.
    ///
    /// - Throws: `LineError` for flows that do not add, and for what the version cannot say.
    public init(_ changes: [Change], in version: OpenFlowVersion) throws(LineError) {
        self.version = version
        for change in changes {
            guard case .flowMod(let mod) = change.message, mod.command == .add else {
                throw LineError(change.line, "only flows to add can stand here")
            }
            let flow = try Self.asToldBySwitch(mod, change.line, version)
            entries[Key(tableID: flow.tableID, priority: flow.priority, match: flow.match.canonical)] = Entry(
                cookie: flow.cookie,
                idleTimeout: flow.idleTimeout,
                hardTimeout: flow.hardTimeout,
                importance: flow.importance,
                flags: mod.flags,
                instructions: flow.instructions
            )
        }
    }

    /// Reads files in the highest of the versions that can say them all.
    ///
    /// - Throws: what is wrong in the highest version when none can.
    public static func read(
        _ files: [[SourceLine]],
        in versions: Set<OpenFlowVersion>
    ) throws -> (OpenFlowVersion, [FlowTable]) {
        var first: (any Error)?
        for version in versions.sorted(by: >) {
            let context = SyntaxContext(version: version)
            do {
                return (
                    version,
                    try files.map { lines in
                        try FlowTable(lines.map { try ChangeSyntax.flows(.add).change($0, context) }, in: version)
                    }
                )
            } catch {
                first = first ?? error
            }
        }
        throw first ?? ClientError("no OpenFlow version may be used here")
    }

    private static func asToldBySwitch(
        _ mod: FlowMod,
        _ line: SourceLine,
        _ version: OpenFlowVersion
    ) throws(LineError) -> FlowMod {
        do {
            var bytes: [UInt8] = []
            try encode(Envelope(xid: 0, .flowMod(mod)), version: version, into: &bytes)
            let back = try bytes.withUnsafeBytes { raw in try decode(raw, version: version) }
            guard case .flowMod(var flow) = back.message else { return mod }
            // 1.0 knows one table only, and the codec adds a flag to what an add means there.
            if version == .v1_0 { flow.tableID = 0 }
            return flow
        } catch {
            throw LineError(line, "this cannot be said in OpenFlow \(version.text): \(error)")
        }
    }

    /// Keys by table, then by falling priority, then by match.
    public var sortedKeys: [Key] { Self.sorted(entries.keys) }

    private static func sorted(_ keys: some Sequence<Key>) -> [Key] {
        keys.map { ($0, $0.match.text) }.sorted { a, b in
            if a.0.tableID != b.0.tableID { return a.0.tableID < b.0.tableID }
            if a.0.priority != b.0.priority { return a.0.priority > b.0.priority }
            return a.1 < b.1
        }.map(\.0)
    }
}

/// An entry that two tables do not have in the same form; at least one of the two is there.
public struct FlowDifference: Hashable, Sendable {
    public var key: FlowTable.Key
    public var old: FlowTable.Entry?
    public var new: FlowTable.Entry?
}

extension FlowTable {
    /// What is different in `other`.
    public func differences(to other: FlowTable) -> [FlowDifference] {
        Self.sorted(Set(entries.keys).union(other.entries.keys)).compactMap { key in
            let (old, new) = (entries[key], other.entries[key])
            if let old, let new, old.isSame(as: new, in: version) { return nil }
            return FlowDifference(key: key, old: old, new: new)
        }
    }

    /// The flow-mods that turn this table into `other`: first what goes, then what comes.
    ///
    /// - Parameter readsAll: add all entries of `other`, also those that are there already.
    public func changes(to other: FlowTable, readdingAll readsAll: Bool = false) -> [FlowMod] {
        let differences = differences(to: other)
        let removals = differences.filter { $0.new == nil }.map { difference in
            FlowMod(
                .deleteStrict,
                tableID: difference.key.tableID,
                priority: difference.key.priority,
                match: difference.key.match
            )
        }
        let additions = readsAll ? other.sortedKeys : differences.filter { $0.new != nil }.map(\.key)
        return removals + additions.compactMap { key in other.entries[key].map { Self.add(key, $0) } }
    }

    private static func add(_ key: Key, _ entry: Entry) -> FlowMod {
        FlowMod(
            .add,
            tableID: key.tableID,
            priority: key.priority,
            match: key.match,
            instructions: entry.instructions,
            cookie: entry.cookie,
            idleTimeout: entry.idleTimeout,
            hardTimeout: entry.hardTimeout,
            flags: entry.flags,
            importance: entry.importance
        )
    }
}

extension FlowDifference {
    /// One or two lines as `ovs-ofctl diff-flows` prints them: "-" and what was, "+" and what is to be.
    public func text(in version: OpenFlowVersion) -> String {
        [("-", old), ("+", new)].compactMap { sign, entry in
            entry.map { sign + Self.text(key, $0, in: version) }
        }
        .joined(separator: "\n")
    }

    static func text(_ key: FlowTable.Key, _ entry: FlowTable.Entry, in version: OpenFlowVersion) -> String {
        var words: [String] = []
        if key.tableID != 0 { words.append("table=\(key.tableID)") }
        words.append(key.match.text(withPriority: key.priority))
        if entry.cookie != 0 { words.append("cookie=0x" + String(entry.cookie, radix: 16)) }
        if entry.idleTimeout != 0 { words.append("idle_timeout=\(entry.idleTimeout)") }
        if entry.hardTimeout != 0 { words.append("hard_timeout=\(entry.hardTimeout)") }
        if entry.importance != 0 { words.append("importance=\(entry.importance)") }
        words.append("actions=" + entry.instructions.text(in: version))
        return words.filter { !$0.isEmpty }.joined(separator: " ")
    }
}

extension Match {
    /// Without masks that are all ones or all zeros, and without value bits that are not looked at.
    var canonical: Match {
        Match(
            fields.compactMap { found in
                guard let mask = found.mask else { return found }
                if mask == 0 { return nil }
                let isWhole = mask == found.field.info.fullMask
                return FieldMatch(found.field, found.value & mask, mask: isWhole ? nil : mask)
            }
            .sorted { $0.field.rawValue < $1.field.rawValue }
        )
    }

    /// With the priority before it, unless that is the default of flow-mods.
    func text(withPriority priority: UInt16) -> String {
        let parts = [priority == 0x8000 ? "" : "priority=\(priority)", text]
        return parts.filter { !$0.isEmpty }.joined(separator: ",")
    }
}
