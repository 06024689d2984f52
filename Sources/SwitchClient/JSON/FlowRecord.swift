public import OpenFlow

/// One flow entry in JSON.
///
///     {"table":0,"priority":5,"match":{"in_port":"1","dl_type":"0x0800"},"actions":["output:2"],"cookie":"0x0",
///      "duration":1.5,"n_packets":3,"n_bytes":180,"idle_timeout":0,"hard_timeout":0,"flags":[],"importance":0}
public struct FlowEntryRecord: Encodable, Hashable, Sendable {
    public var table: UInt8
    public var priority: UInt16
    /// Values as they stand in a flow.
    public var match: [String: String]
    /// One action or instruction each; empty: drop.
    public var actions: [String]
    /// Hexadecimal, as JSON's numbers end at 53 bits with many readers.
    public var cookie: String
    /// Seconds.
    public var duration: Double
    public var packets: UInt64
    public var bytes: UInt64
    /// Seconds; 0: never.
    public var idleTimeout: UInt16
    public var hardTimeout: UInt16
    public var flags: [String]
    public var importance: UInt16

    private enum CodingKeys: String, CodingKey {
        case table, priority, match, actions, cookie, duration
        case packets = "n_packets"
        case bytes = "n_bytes"
        case idleTimeout = "idle_timeout"
        case hardTimeout = "hard_timeout"
        case flags, importance
    }

    public init(_ flow: FlowStatistics, in version: OpenFlowVersion, names: PortNames = .none) {
        table = flow.tableID
        priority = flow.priority
        match = flow.match.record(names)
        actions = flow.instructions.record(in: version, names)
        cookie = "0x" + String(flow.cookie, radix: 16)
        duration = seconds(flow.duration)
        packets = flow.packetCount
        bytes = flow.byteCount
        idleTimeout = flow.idleTimeout
        hardTimeout = flow.hardTimeout
        flags = flow.flags.names
        importance = flow.importance
    }
}

extension FlowEntryRecord {
    /// From texts as they stand in a flow.
    ///
    /// - Throws: `FlowSyntaxError` when `matchText` is no match.
    public init(
        table: UInt8,
        priority: UInt16,
        matchText: String,
        actionsText: String,
        cookie: String,
        duration: Double,
        packets: UInt64,
        bytes: UInt64,
        idleTimeout: UInt16,
        hardTimeout: UInt16,
        flags: [String]
    ) throws(FlowSyntaxError) {
        self.table = table
        self.priority = priority
        match = try Match.parse(matchText, SyntaxContext(version: .v1_5)).record(.none)
        actions = actionsText == "drop" ? [] : actionsText.splitActions()
        self.cookie = cookie
        self.duration = duration
        self.packets = packets
        self.bytes = bytes
        self.idleTimeout = idleTimeout
        self.hardTimeout = hardTimeout
        self.flags = flags
        importance = 0
    }
}

/// The sums of `dump-aggregate`.
public struct AggregateRecord: Encodable, Hashable, Sendable {
    public var packets: UInt64
    public var bytes: UInt64
    public var flows: UInt32

    private enum CodingKeys: String, CodingKey {
        case packets = "packet_count"
        case bytes = "byte_count"
        case flows = "flow_count"
    }

    public init(_ sums: AggregateStatistics) {
        packets = sums.packetCount
        bytes = sums.byteCount
        flows = sums.flowCount
    }
}

/// One difference between two flow tables; an entry that is not there is null.
public struct FlowDifferenceRecord: Encodable, Hashable, Sendable {
    public struct Entry: Encodable, Hashable, Sendable {
        public var actions: [String]
        public var cookie: String
        public var idleTimeout: UInt16
        public var hardTimeout: UInt16

        private enum CodingKeys: String, CodingKey {
            case actions, cookie
            case idleTimeout = "idle_timeout"
            case hardTimeout = "hard_timeout"
        }
    }
    public var table: UInt8
    public var priority: UInt16
    public var match: [String: String]
    public var old: Entry?
    public var new: Entry?

    public init(_ difference: FlowDifference, in version: OpenFlowVersion) {
        table = difference.key.tableID
        priority = difference.key.priority
        match = difference.key.match.record(.none)
        func entry(_ entry: FlowTable.Entry) -> Entry {
            Entry(
                actions: entry.instructions.record(in: version, .none),
                cookie: "0x" + String(entry.cookie, radix: 16),
                idleTimeout: entry.idleTimeout,
                hardTimeout: entry.hardTimeout
            )
        }
        old = difference.old.map(entry)
        new = difference.new.map(entry)
    }
}

func seconds(_ nanoseconds: UInt64) -> Double { Double(nanoseconds) / 1e9 }

extension Match {
    /// Each field under the name and with the value that it has in a flow; protocols that a flow says with a word of
    /// their own ("tcp") stand as the numbers that they mean.
    func record(_ names: PortNames) -> [String: String] {
        var record: [String: String] = [:]
        for field in fields {
            for (key, value) in Match([field]).text.splitFields() { record[key] = value }
        }
        if let port = exactValue(.inPort) { record["in_port"] = names.text(of: PortNumber(UInt32(port))) }
        if let type = exactValue(.ethType) {
            let digits = String(type, radix: 16)
            record["dl_type"] = "0x" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        }
        return record
    }
}

extension String {
    /// "a=1,b=2" taken apart; a word without a value has an empty one and is left out.
    fileprivate func splitFields() -> [(String, String)] {
        split(separator: ",").compactMap { part in
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return pair.count == 2 ? (String(pair[0]), String(pair[1])) : nil
        }
    }
}

extension [Instruction] {
    /// One text each, in the order in which the switch carries them out.
    func record(in version: OpenFlowVersion, _ names: PortNames) -> [String] {
        let text = text(in: version)
        return text == "drop" ? [] : names.replacingNumbers(in: text).splitActions()
    }
}

extension [Action] {
    func record(in version: OpenFlowVersion, _ names: PortNames) -> [String] {
        map { names.replacingNumbers(in: $0.text(in: version)) }
    }
}

extension String {
    /// Actions by the commas between them, not by those inside parentheses.
    func splitActions() -> [String] {
        var parts: [String] = []
        var depth = 0
        var start = startIndex
        for index in indices {
            switch self[index] {
            case "(", "{", "[": depth += 1
            case ")", "}", "]": depth -= 1
            case "," where depth == 0:
                parts.append(String(self[start..<index]))
                start = self.index(after: index)
            default: break
            }
        }
        parts.append(String(self[start...]))
        return parts
    }
}
