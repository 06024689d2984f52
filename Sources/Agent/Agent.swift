public import Datapath
public import OpenFlow

/// The OpenFlow agent of one switch: messages in, requests to the datapath and messages out.
///
/// It does no input or output itself: messages arrive by `received`, what the datapath says by `handle`, and everything
/// that goes out leaves through the three functions given at the start.
///
/// - One executor owns an agent: it has no locks, and all calls come from there. The three functions must not call back
///   into the agent before they return.
/// - Messages of a connection go to the datapath in the order in which they came, and so do those of different
///   connections. When the datapath has no room they wait, and are not acknowledged: that is how the pressure reaches
///   the peer.
/// - Answers and events gather per connection until `flush`.
/// - The datapath starts with `SwitchConfig()` and with packet-ins disabled, keeps its flows when connections end
///   (fail secure), and answers in order, as `DatapathRequest` says.
public final class Agent {
    /// After so many requests in a row that need no answer the agent asks for a barrier of its own, which lets it
    /// forget those that went well.
    static let checkpointInterval = 256

    let configuration: AgentConfiguration
    private let submitRequest: (DatapathRequest) -> Bool
    private let sendEnvelopes: (ConnectionID, [Envelope]) -> Void
    private let acknowledgeCount: (ConnectionID, Int) -> Void

    private var connections: [ConnectionID: Connection] = [:]
    /// In the order in which they were opened.
    private var ordered: [Connection] = []
    /// Those of `ordered` that take events.
    private(set) var interested: [Connection] = []

    private var openRequests = OpenRequestTable()
    private var requestsSinceCheckpoint = 0
    /// What did not fit into the datapath's ring, and whose acknowledgement waits for it.
    private var waiting = FIFO<(request: DatapathRequest, connection: ConnectionID?)>()

    /// The largest that a controller has sent when it became master or slave (1.3.5 §6.3.5); nil before the first.
    var generationID: UInt64?
    /// What the datapath has been told.
    private(set) var config = SwitchConfig()
    private var packetIns = (enabled: false, implicitTableMiss: false)
    private var internalErrors: UInt64 = 0
    private var lastInternalError: String?

    /// - Parameters:
    ///   - submit: gives a request to the datapath; false when its ring is full, the agent then keeps it and tries again
    ///     on `datapathHasRoom`.
    ///   - send: sends messages, in order, over a connection.
    ///   - acknowledge: says that so many received messages of a connection are done with, so that as many more may come.
    public init(
        configuration: AgentConfiguration,
        submit: @escaping (DatapathRequest) -> Bool,
        send: @escaping (ConnectionID, [Envelope]) -> Void,
        acknowledge: @escaping (ConnectionID, Int) -> Void
    ) {
        self.configuration = configuration
        submitRequest = submit
        sendEnvelopes = send
        acknowledgeCount = acknowledge
    }

    // MARK: - Connections

    /// A connection has agreed on a version.
    ///
    /// With `isController` it takes packet-ins, flow-removed and port-status messages as its version has them by default.
    /// Otherwise it is the peer of a passive listener, such as ovs-ofctl: all its requests work, but it takes none of
    /// these until it sends a SET_CONFIG with `miss_send_len` above 0, and no more once it sends one with 0.
    public func connected(_ id: ConnectionID, version: OpenFlowVersion, isController: Bool) {
        let connection = Connection(id, version: version, isController: isController)
        connections[id] = connection
        ordered.append(connection)
        interestChanged()
    }

    /// Forgets all of a connection. What it has asked to change is done all the same; answers are thrown away.
    public func disconnected(_ id: ConnectionID) {
        guard connections.removeValue(forKey: id) != nil else { return }
        ordered.removeAll { $0.id == id }
        openRequests.forget(id)
        waiting.removeAll { $0.connection == id && !$0.request.body.isChange }
        for i in 0..<waiting.count where waiting[i].connection == id { waiting[i].connection = nil }
        interestChanged()
    }

    /// Messages of a connection, in order. Unknown connections are ignored: these messages crossed its end.
    public func received(_ id: ConnectionID, _ envelopes: [Envelope]) {
        guard let connection = connections[id] else { return }
        for envelope in envelopes {
            connection.counters.received += 1
            connection.acknowledgeable += 1
            handle(envelope, from: connection)
        }
        acknowledge(connection)
    }

    /// Sends what has gathered, in one batch per connection.
    public func flush() {
        for connection in ordered where !connection.outbox.isEmpty {
            sendEnvelopes(connection.id, connection.takeOutbox())
        }
    }

    private func acknowledge(_ connection: Connection) {
        guard connection.acknowledgeable > 0 else { return }
        acknowledgeCount(connection.id, connection.acknowledgeable)
        connection.acknowledgeable = 0
    }

    // MARK: - Requests to the datapath

    /// Asks the datapath for a connection; the answer, or the error, goes there.
    @discardableResult
    func request(
        _ body: DatapathRequest.Body,
        _ purpose: OpenRequest.Purpose,
        for envelope: Envelope,
        from connection: Connection
    ) -> UInt64 {
        submit(body, OpenRequest(purpose: purpose, origin: .init(connection: connection.id, envelope: envelope)))
    }

    /// Asks the datapath for somebody in this process: `answer` is called with each part of the answer, the last one
    /// having `isLast`. A change that is answered only when it fails needs a barrier behind it to tell that it did not.
    public func ask(_ body: DatapathRequest.Body, answer: @escaping (DatapathReply) -> Void) {
        submit(body, OpenRequest(purpose: .caller(answer), origin: nil))
    }

    @discardableResult private func submit(_ body: DatapathRequest.Body, _ open: OpenRequest) -> UInt64 {
        let ticket = openRequests.add(open)
        enqueue(DatapathRequest(datapath: configuration.datapath, ticket: ticket, body), for: open.origin?.connection)
        requestsSinceCheckpoint = body.isChange ? requestsSinceCheckpoint + 1 : 0
        if requestsSinceCheckpoint == Self.checkpointInterval {
            submit(.barrier, OpenRequest(purpose: .checkpoint, origin: nil))
        }
        return ticket
    }

    private func enqueue(_ request: DatapathRequest, for connection: ConnectionID?) {
        if waiting.isEmpty, submitRequest(request) { return }
        waiting.append((request, connection))
        if let connection { connections[connection]?.acknowledgeable -= 1 }
    }

    /// Tries again to hand over what found the datapath's ring full.
    public func datapathHasRoom() {
        while let next = waiting.first, submitRequest(next.request) {
            waiting.popFirst()
            if let connection = next.connection { connections[connection]?.acknowledgeable += 1 }
        }
        for connection in ordered { acknowledge(connection) }
    }

    // MARK: - What the datapath says

    /// An answer, or an event that nobody asked for.
    public func handle(_ reply: DatapathReply) {
        guard let open = openRequests.answered(reply.ticket, isLast: reply.isLast) else { return handle(event: reply) }
        if case .caller(let answer) = open.purpose { return answer(reply) }
        guard let origin = open.origin, let connection = connections[origin.connection] else {
            return noteInternalError(reply, open.purpose)
        }
        let xid = origin.envelope.xid
        switch reply.body {
        case .error(let error): connection.send(Self.errorMessage(error, about: origin.envelope))
        case .statistics(let body):
            if case .features(let ports) = open.purpose {
                portsArrived(body, after: ports, reply, xid: xid, for: connection)
            } else if case .queueConfig(let port, let queues) = open.purpose {
                queuesArrived(body, of: port, after: queues, reply, xid: xid, for: connection)
            } else {
                connection.send(Envelope(xid: xid, .multipartReply(MultipartReply(body, more: !reply.isLast))))
            }
        case .barrier: connection.send(Envelope(xid: xid, .barrierReply))
        case .status, .done, .flowRemoved, .portStatus: break  // No message asks for these.
        }
        if case .barrier = open.purpose {
            connection.barrierClosed(reply.ticket)
            acknowledge(connection)
        }
    }

    private func handle(event: DatapathReply) {
        switch event.body {
        case .flowRemoved(let flowRemoved): sendEvent(.flowRemoved(flowRemoved))
        case .portStatus(let portStatus): sendEvent(.portStatus(portStatus))
        // Answers without a question: their connection has gone, or never was.
        case .error, .statistics, .status, .barrier, .done: break
        }
    }

    /// Keeps part of the answer to a request that needs all of it.
    func keep(_ purpose: OpenRequest.Purpose, until reply: DatapathReply) {
        openRequests.update(reply.ticket, purpose)
    }

    private func noteInternalError(_ reply: DatapathReply, _ purpose: OpenRequest.Purpose) {
        if case .forgotten = purpose { return }
        guard case .error(let error) = reply.body else { return }
        internalErrors += 1
        lastInternalError = "\(error.code.name): \(error.detail)"
    }

    // MARK: - Messages that nobody asked for

    private func sendEvent(_ message: Message) {
        for connection in interested where connection.wants(message) { connection.send(Envelope(xid: 0, message)) }
    }

    /// Gives a role to a connection. A new master makes the old one a slave, which is told (1.4.1 §7.4.4).
    func setRole(_ role: ControllerRole, of connection: Connection) {
        if role == .master, let old = ordered.first(where: { $0.role == .master && $0 !== connection }) {
            old.role = .slave
            let status = Message.roleStatus(
                RoleStatus(.slave, reason: .masterRequest, generationID: generationID ?? .max)
            )
            if old.version >= .v1_4, old.wants(status) { old.send(Envelope(xid: 0, status)) }
        }
        connection.role = role
        interestChanged()
    }

    /// Brings the datapath up to date with what all connections together want. A miss goes to controllers unasked only
    /// if each of them expects that: 1.0 always (1.0.0 §3.4), 1.1 and 1.2 by the default of their table configuration
    /// (1.2 §A.3.3); from 1.3 on the controller's table-miss entry decides (1.3.5 §5.4).
    func interestChanged() {
        refreshInterested()
        let takers = interested.filter { $0.asyncFilter[.packetIn, $0.role] != 0 }
        let wanted = (
            enabled: !takers.isEmpty,
            implicitTableMiss: !takers.isEmpty && takers.allSatisfy { $0.version < .v1_3 }
        )
        if wanted != packetIns {
            packetIns = wanted
            submit(
                .setPacketIns(enabled: wanted.enabled, implicitTableMiss: wanted.implicitTableMiss),
                OpenRequest(purpose: .change, origin: nil)
            )
        }
        if let changed = configChange(fragments: config.fragments) {
            submit(.setConfig(changed), OpenRequest(purpose: .change, origin: nil))
        }
    }

    func refreshInterested() { interested = ordered.filter { $0.takesEvents } }

    /// The configuration that the datapath needs from now on; nil when it has it already.
    func configChange(fragments: SwitchConfig.Fragments) -> SwitchConfig? {
        let longest = interested.map(\.missSendLength).max() ?? SwitchConfig().missSendLength
        let wanted = SwitchConfig(fragments: fragments, missSendLength: longest)
        guard wanted != config else { return nil }
        config = wanted
        return wanted
    }

    public var status: AgentStatus {
        AgentStatus(
            connections: ordered.map(\.status),
            config: config,
            waitingRequests: waiting.count,
            openRequests: openRequests.count,
            internalErrors: internalErrors,
            lastInternalError: lastInternalError
        )
    }
}

extension DatapathRequest.Body {
    /// Whether it is answered only when it fails.
    var isChange: Bool {
        switch self {
        case .flowMod, .packetOut, .portMod, .setConfig, .setPacketIns: true
        case .statistics, .status, .barrier, .addPort, .removePort, .setLimits: false
        }
    }
}
