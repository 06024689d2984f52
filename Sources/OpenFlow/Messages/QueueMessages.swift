/// A queue as it is configured (1.3.5 §7.2.2 and §7.3.6; from 1.4 on a multipart message, 1.4.1 §7.3.5.15).
public struct QueueDescription: Hashable, Sendable {
    /// 1.0 does not say it for each queue.
    public var port: PortNumber
    public var queueID: UInt32
    /// Tenths of a percent of the port's rate; more than 1000: switched off. Nil: not said.
    public var minRate: UInt16?
    public var maxRate: UInt16?
    public var experimenters: [ExperimenterProperty]

    public init(
        port: PortNumber,
        queueID: UInt32,
        minRate: UInt16? = nil,
        maxRate: UInt16? = nil,
        experimenters: [ExperimenterProperty] = []
    ) {
        self.port = port
        self.queueID = queueID
        self.minRate = minRate
        self.maxRate = maxRate
        self.experimenters = experimenters
    }
}

/// QUEUE_GET_CONFIG_REPLY (1.3.5 §7.3.6); 1.0 to 1.3.
public struct QueueConfig: Hashable, Sendable {
    public var port: PortNumber
    public var queues: [QueueDescription]

    public init(port: PortNumber, queues: [QueueDescription]) {
        self.port = port
        self.queues = queues
    }
}

/// Which queues a request is about: `.any` and `Reserved.allQueues` for all.
public struct QueueFilter: Hashable, Sendable {
    public var port: PortNumber
    public var queueID: UInt32

    public init(port: PortNumber = .any, queueID: UInt32 = Reserved.allQueues) {
        self.port = port
        self.queueID = queueID
    }
}

/// Counters of a queue (1.3.5 §7.3.5.8).
public struct QueueStatistics: Hashable, Sendable {
    public var port: PortNumber
    public var queueID: UInt32
    public var txBytes: UInt64
    public var txPackets: UInt64
    public var txErrors: UInt64
    /// Nanoseconds since the queue was made; all ones when not known. Not in 1.0 to 1.2.
    public var duration: UInt64
    /// 1.4 and later.
    public var experimenters: [ExperimenterProperty]

    public init(
        port: PortNumber,
        queueID: UInt32,
        txBytes: UInt64 = 0,
        txPackets: UInt64 = 0,
        txErrors: UInt64 = 0,
        duration: UInt64 = 0,
        experimenters: [ExperimenterProperty] = []
    ) {
        self.port = port
        self.queueID = queueID
        self.txBytes = txBytes
        self.txPackets = txPackets
        self.txErrors = txErrors
        self.duration = duration
        self.experimenters = experimenters
    }
}
