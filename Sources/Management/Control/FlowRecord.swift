public import OpenFlow

/// One flow entry in the control API's JSON; match and actions are in ovs-ofctl's syntax.
public struct FlowRecord: Codable, Hashable, Sendable {
    public var table: UInt8
    public var priority: UInt16
    public var match: String
    public var actions: String
    /// Hexadecimal, as JSON's numbers end at 53 bits with many readers.
    public var cookie: String
    public var durationSeconds: Double
    public var packets: UInt64
    public var bytes: UInt64
    /// Seconds; 0: none.
    public var idleTimeout: UInt16
    /// Seconds; 0: none.
    public var hardTimeout: UInt16
    public var flags: [String]

    public init(_ flow: FlowStatistics) {
        table = flow.tableID
        priority = flow.priority
        match = flow.match.text
        actions = flow.instructions.text()
        cookie = "0x" + String(flow.cookie, radix: 16)
        durationSeconds = Double(flow.duration) / 1e9
        packets = flow.packetCount
        bytes = flow.byteCount
        idleTimeout = flow.idleTimeout
        hardTimeout = flow.hardTimeout
        flags = flow.flags.names
    }
}
