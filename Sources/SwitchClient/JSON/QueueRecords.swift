public import OpenFlow

/// A queue as it is configured.
public struct QueueRecord: Encodable, Hashable, Sendable {
    public var port: String
    public var queue: UInt32
    /// Tenths of a percent of the port's rate; nil: not said.
    public var minRate: UInt16?
    public var maxRate: UInt16?

    private enum CodingKeys: String, CodingKey {
        case port
        case queue = "queue_id"
        case minRate = "min_rate"
        case maxRate = "max_rate"
    }

    /// - Parameter port: the port that was asked for, as 1.0 does not say it for each queue.
    public init(_ queue: QueueDescription, port: PortNumber, names: PortNames = .none) {
        self.port = names.text(of: port)
        self.queue = queue.queueID
        minRate = queue.minRate
        maxRate = queue.maxRate
    }
}

/// Counters of a queue.
public struct QueueStatisticsRecord: Encodable, Hashable, Sendable {
    public var port: String
    public var queue: UInt32
    public var bytes: UInt64
    public var packets: UInt64
    public var errors: UInt64
    /// Seconds; nil when the switch does not know it.
    public var duration: Double?

    private enum CodingKeys: String, CodingKey {
        case port
        case queue = "queue_id"
        case bytes = "tx_bytes"
        case packets = "tx_packets"
        case errors = "tx_errors"
        case duration
    }

    public init(_ queue: QueueStatistics, in version: OpenFlowVersion, names: PortNames = .none) {
        port = names.text(of: queue.port)
        self.queue = queue.queueID
        bytes = queue.txBytes
        packets = queue.txPackets
        errors = queue.txErrors
        duration = version >= .v1_3 && queue.duration != .max ? seconds(queue.duration) : nil
    }
}
