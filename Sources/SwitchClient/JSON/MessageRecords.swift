public import OpenFlow

/// A message of `monitor`: its kind and its text, and for packets their parts.
public struct MessageRecord: Encodable, Hashable, Sendable {
    public struct Packet: Encodable, Hashable, Sendable {
        public var inPort: String
        public var reason: String
        public var table: UInt8
        public var totalLength: UInt16
        /// nil: the switch keeps nothing of it.
        public var bufferID: UInt32?
        /// The bytes in hexadecimal.
        public var data: String

        private enum CodingKeys: String, CodingKey {
            case inPort = "in_port"
            case reason
            case table = "table_id"
            case totalLength = "total_len"
            case bufferID = "buffer_id"
            case data
        }

        init(_ packet: PacketIn) {
            inPort = packet.inPort.text
            reason = packet.reason.text
            table = packet.tableID
            totalLength = packet.totalLength
            bufferID = packet.bufferID
            data = packet.data.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
    }
    /// "OFPT_PACKET_IN" and the like.
    public var type: String
    public var version: String
    public var xid: UInt32
    /// As it is printed without --json.
    public var text: String
    public var packet: Packet?

    public init(_ envelope: Envelope, in version: OpenFlowVersion) {
        text = envelope.text(in: version)
        type = String(text.prefix { $0 != " " && $0 != ":" })
        self.version = version.text
        xid = envelope.xid
        if case .packetIn(let packet) = envelope.message { self.packet = Packet(packet) }
    }
}

/// What has become of changes.
public struct OutcomeRecord: Encodable, Hashable, Sendable {
    public struct Failure: Encodable, Hashable, Sendable {
        /// The file, and the line in it; nil for the command line.
        public var source: String?
        public var line: Int?
        public var text: String
        public var error: String
    }
    /// The version that was spoken.
    public var version: String
    public var applied: Int
    public var errors: [Failure]

    public init(_ outcome: ChangeOutcome, in version: OpenFlowVersion) {
        self.version = version.text
        applied = outcome.appliedCount
        errors = outcome.failures.map { failure in
            Failure(
                source: failure.line.source,
                line: failure.line.source == nil ? nil : failure.line.number,
                text: failure.line.text.trimmed,
                error: failure.problem
            )
        }
    }
}

/// One round trip of `ping` or `probe`.
public struct EchoRecord: Encodable, Hashable, Sendable {
    public var bytes: Int
    public var xid: UInt32
    public var milliseconds: Double

    private enum CodingKeys: String, CodingKey {
        case bytes, xid
        case milliseconds = "time_ms"
    }

    public init(bytes: Int, xid: UInt32, time: Duration) {
        self.bytes = bytes
        self.xid = xid
        milliseconds = time / .milliseconds(1)
    }
}
