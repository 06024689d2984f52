public import OpenFlow
import OpenFlowChannel
import Synchronization

/// One open connection with a switch and what commands ask over it.
///
/// Every request throws `ClientError` with the error's name when the switch refuses it, and `ChannelError` when the
/// connection fails.
public final class SwitchSession: Sendable {
    public let name: String
    public var version: OpenFlowVersion { connection.version }
    let connection: any SwitchConnection
    private let knownPorts = Mutex<[PortDescription]?>(nil)

    init(_ name: String, _ connection: any SwitchConnection) {
        self.name = name
        self.connection = connection
    }

    /// Runs the body and closes the connection in every case.
    public func use<Result: Sendable>(_ body: (SwitchSession) async throws -> Result) async throws -> Result {
        do {
            let result = try await body(self)
            await connection.close()
            return result
        } catch {
            await connection.close()
            throw error
        }
    }

    /// Waits for the end of the connection and returns its reason, which begins with the target.
    public func closed() async -> String { await connection.closed() }

    /// Sends a request and returns its reply.
    public func request(_ message: Message) async throws -> Envelope {
        let answers = try await connection.exchange([], then: message, earlier: 0..<0)
        try check(answers)
        guard let reply = answers.parts.first else { throw ClientError("\(name): an answer without a message") }
        return reply
    }

    /// Sends a multipart request and returns its reply with the parts put together.
    public func multipart(_ body: MultipartRequest.Body) async throws -> MultipartAnswer {
        let answers = try await connection.exchange(
            [],
            then: .multipartRequest(MultipartRequest(body)),
            earlier: 0..<0
        )
        try check(answers)
        var merged: MultipartReply.Body?
        for part in answers.parts {
            guard case .multipartReply(let reply) = part.message, merged?.append(reply.body) ?? true else {
                throw ClientError("\(name) answered a request with something else: \(part.text(in: version))")
            }
            if merged == nil { merged = reply.body }
        }
        guard let merged else { throw ClientError("\(name): an answer without a message") }
        return MultipartAnswer(xid: answers.xids.lowerBound, body: merged, version: version)
    }

    /// Sends messages that have no reply and a barrier, and fails with the first error that any of them met.
    public func perform(_ messages: [Message]) async throws {
        try check(try await connection.exchange(messages, then: .barrierRequest, earlier: 0..<0))
    }

    /// The switch's ports, asked for once.
    public func ports() async throws -> [PortDescription] {
        if let known = knownPorts.withLock({ $0 }) { return known }
        let ports = try await portsNow()
        knownPorts.withLock { $0 = ports }
        return ports
    }

    private func portsNow() async throws -> [PortDescription] {
        if version < .v1_3 {
            guard case .featuresReply(let features) = try await request(.featuresRequest).message else {
                throw ClientError("\(name) does not describe its ports")
            }
            return features.ports
        }
        guard case .portDescription(let ports) = try await multipart(.portDescription()).body else {
            throw ClientError("\(name) does not describe its ports")
        }
        return ports
    }

    func check(_ answers: Answers) throws(ClientError) {
        for case .error(let error) in answers.errors.map(\.message) {
            throw ClientError("\(name) refuses the request: \(error.kind.explanation(in: version))")
        }
    }
}

/// The reply to a multipart request, whole.
public struct MultipartAnswer: Sendable {
    public var xid: UInt32
    public var body: MultipartReply.Body
    public var version: OpenFlowVersion

    public init(xid: UInt32, body: MultipartReply.Body, version: OpenFlowVersion) {
        self.xid = xid
        self.body = body
        self.version = version
    }

    /// As ovs-ofctl prints it, without a line end after the last line.
    public var text: String { Envelope(xid: xid, .multipartReply(MultipartReply(body))).text(in: version) }
}

extension ErrorMessage.Kind {
    /// The error's name, and what it most often means.
    func explanation(in version: OpenFlowVersion) -> String {
        switch self {
        case .standard(.badRequestBadType), .standard(.badRequestBadStat),
            .standard(.badRequestBadMultipart):
            "\(text) (the switch does not support this in OpenFlow \(version.text))"
        case .standard, .other: text
        }
    }
}

extension MultipartReply.Body {
    /// Appends the list of a further part; false when the part is of another kind, or of one that has no list.
    mutating func append(_ part: MultipartReply.Body) -> Bool {
        switch (self, part) {
        case (.flow(let a), .flow(let b)): self = .flow(a + b)
        case (.table(let a), .table(let b)): self = .table(a + b)
        case (.port(let a), .port(let b)): self = .port(a + b)
        case (.portDescription(let a), .portDescription(let b)): self = .portDescription(a + b)
        case (.tableFeatures(let a), .tableFeatures(let b)): self = .tableFeatures(a + b)
        case (.queue(let a), .queue(let b)): self = .queue(a + b)
        case (.group(let a), .group(let b)): self = .group(a + b)
        case (.groupDescription(let a), .groupDescription(let b)): self = .groupDescription(a + b)
        case (.meter(let a), .meter(let b)): self = .meter(a + b)
        case (.meterDescription(let a), .meterDescription(let b)): self = .meterDescription(a + b)
        case (.tableDescription(let a), .tableDescription(let b)): self = .tableDescription(a + b)
        case (.queueDescription(let a), .queueDescription(let b)): self = .queueDescription(a + b)
        case (.flowMonitor(let a), .flowMonitor(let b)): self = .flowMonitor(a + b)
        case (.flowCounters(let a), .flowCounters(let b)): self = .flowCounters(a + b)
        case (.controllerStatus(let a), .controllerStatus(let b)): self = .controllerStatus(a + b)
        // Two kinds that differ, or one that comes in a single part.
        default: return false
        }
        return true
    }
}
