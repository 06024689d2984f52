import Agent
import Datapath
import OpenFlow

/// An agent between a datapath that only writes down what it is asked, and connections that write down what they get.
final class AgentHarness {
    /// What the agent gave to the datapath, in order.
    private(set) var submitted: [DatapathRequest] = []
    /// One element per call of `send`.
    private(set) var batches: [(connection: ConnectionID, envelopes: [Envelope])] = []
    private(set) var acknowledged: [ConnectionID: Int] = [:]
    /// How many more requests fit into the ring.
    var room = Int.max
    private(set) var agent: Agent!

    static let description = SwitchDescription(
        manufacturer: "m",
        hardware: "h",
        software: "s",
        serialNumber: "n",
        datapath: "d"
    )

    init() {
        let configuration = AgentConfiguration(
            datapathID: 0xabc,
            datapath: 3,
            bufferCount: 256,
            tableCount: 254,
            description: Self.description
        )
        agent = Agent(
            configuration: configuration,
            submit: { [unowned self] request in
                guard room > 0 else { return false }
                room -= 1
                submitted.append(request)
                return true
            },
            send: { [unowned self] in batches.append(($0, $1)) },
            acknowledge: { [unowned self] in acknowledged[$0, default: 0] += $1 }
        )
    }

    @discardableResult
    func connect(_ number: UInt64, _ version: OpenFlowVersion, isController: Bool = true) -> ConnectionID {
        let id = ConnectionID(number)
        agent.connected(id, version: version, isController: isController)
        return id
    }

    /// The connection sends one message.
    func receive(_ id: ConnectionID, _ message: Message, xid: UInt32 = 7) {
        agent.received(id, [Envelope(xid: xid, message)])
    }

    /// The datapath answers the last request.
    func reply(isLast: Bool = true, _ body: DatapathReply.Body) {
        reply(to: submitted.last!.ticket, isLast: isLast, body)
    }

    func reply(to ticket: UInt64, isLast: Bool = true, _ body: DatapathReply.Body) {
        agent.handle(DatapathReply(datapath: 3, ticket: ticket, isLast: isLast, body))
    }

    func event(_ body: DatapathReply.Body) { reply(to: 0, body) }

    /// The datapath sends a frame up; it captured `captured` bytes of value 0, 1, 2 …
    func upcall(
        captured: Int,
        total: Int = 1000,
        buffer: UInt32 = Reserved.noBuffer,
        reason: PacketIn.Reason = .noMatch,
        maxLength: UInt16 = 128,
        cookie: UInt64 = .max,
        metadata: UInt64 = 0,
        tunnelID: UInt64 = 0
    ) {
        let header = UpcallHeader(
            datapath: 3,
            capturedLength: UInt32(captured),
            totalLength: UInt32(total),
            bufferID: buffer,
            inPort: 2,
            maxLength: maxLength,
            reason: reason.rawValue,
            tableID: 1,
            cookie: cookie,
            metadata: metadata,
            tunnelID: tunnelID
        )
        Self.bytes(captured).withUnsafeBytes { agent.handle(upcall: header, data: $0) }
    }

    static func bytes(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0) } }

    /// All that a connection has been sent, after a flush.
    func sent(_ id: ConnectionID) -> [Envelope] {
        agent.flush()
        return batches.filter { $0.connection == id }.flatMap(\.envelopes)
    }

    func packetIns(_ id: ConnectionID) -> [PacketIn] {
        sent(id).compactMap {
            guard case .packetIn(let packetIn) = $0.message else { return nil }
            return packetIn
        }
    }

    /// Short names of what was submitted.
    var log: [String] { submitted.map { Self.name($0.body) } }

    static func name(_ body: DatapathRequest.Body) -> String {
        switch body {
        case .flowMod(let flowMod): "flowMod \(flowMod.priority)"
        case .packetOut: "packetOut"
        case .portMod: "portMod"
        case .setConfig(let config): "setConfig \(config.fragments) \(config.missSendLength)"
        case .setPacketIns(let enabled, let implicit): "setPacketIns \(enabled) \(implicit)"
        case .statistics: "statistics"
        case .status: "status"
        case .barrier: "barrier"
        case .addPort(let setup): "addPort \(setup.number)"
        case .removePort(let number): "removePort \(number)"
        case .setLimits: "setLimits"
        }
    }
}

/// The error that answers a request.
func refusal(_ code: ErrorCode, of request: Message, xid: UInt32 = 7) -> Envelope {
    Envelope(
        xid: xid,
        .error(ErrorMessage(.standard(code), request: RefusedRequest(Envelope(xid: xid, request))))
    )
}

func port(_ number: UInt32) -> PortDescription {
    PortDescription(number: PortNumber(number), hardwareAddress: UInt64(number), name: "p\(number)")
}

func flowMod(priority: UInt16) -> Message { .flowMod(FlowMod(.add, priority: priority)) }
