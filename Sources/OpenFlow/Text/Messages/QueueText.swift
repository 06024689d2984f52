extension QueueConfig {
    /// "port=1" and a line for each queue, in order: "queue 0: min_rate:10.5% max_rate:(disabled)"; empty without queues.
    public var text: String {
        guard !queues.isEmpty else { return "" }
        let lines = queues.sorted { $0.queueID < $1.queueID }.map(\.line)
        return (["port=\(port.text)"] + lines).joined(separator: "\n")
    }
}

extension [QueueDescription] {
    /// The queues of each port below its number, all in order; empty without queues.
    public var text: String {
        var lines: [String] = []
        var port: PortNumber?
        for queue in sorted(by: { ($0.port.rawValue, $0.queueID) < ($1.port.rawValue, $1.queueID) }) {
            if queue.port != port { lines.append("port=\(queue.port.text)") }
            port = queue.port
            lines.append(queue.line)
        }
        return lines.joined(separator: "\n")
    }
}

extension QueueDescription {
    fileprivate var line: String {
        "queue \(queueID):" + Self.rateText("min_rate", minRate) + Self.rateText("max_rate", maxRate)
            + experimenters.text(separator: " ")
    }

    private static func rateText(_ name: String, _ rate: UInt16?) -> String {
        guard let rate, rate != .max else { return "" }
        return rate <= 1000 ? " \(name):\(rate / 10).\(rate % 10)%" : " \(name):(disabled)"
    }
}

extension QueueFilter {
    /// "port=1 queue=ALL"; 1.0 asks for all ports where others ask for any.
    public var text: String {
        "\(portText) queue=\(queueID == Reserved.allQueues ? "ALL" : String(queueID))"
    }

    /// The same for a request about how queues are configured, which says nothing of queues when it asks for all.
    var descriptionText: String { queueID == Reserved.allQueues ? portText : text }

    private var portText: String { "port=\(port == .all ? "ANY" : port.text)" }
}

extension QueueStatistics {
    /// One line of `ovs-ofctl queue-stats`, with its leading spaces. Before 1.3 the age of a queue is not known: "?".
    public func text(in version: OpenFlowVersion) -> String {
        let name = queueID == Reserved.allQueues ? "ALL" : String(queueID)
        let isAgeKnown = version >= .v1_3 && duration != .max
        let age = isAgeKnown ? NumberText.duration(nanoseconds: duration) : "?"
        return "  port \(port.text) queue \(name): bytes=\(Self.text(txBytes)), pkts=\(Self.text(txPackets)),"
            + " errors=\(Self.text(txErrors)), duration=\(age)" + experimenters.text(separator: ", ")
    }

    private static func text(_ counter: UInt64) -> String { counter == .max ? "?" : String(counter) }
}
