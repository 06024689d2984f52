import OpenFlow

/// What the agent knows of one connection, and what it has gathered to send there.
///
/// A barrier promises that nothing sent after it is processed before it is answered (1.3.5 §6.1.2). The datapath's
/// answers keep that order by themselves; those that the agent gives itself are held while a barrier is open.
final class Connection {
    let id: ConnectionID
    let version: OpenFlowVersion
    let isController: Bool
    var missSendLength: UInt16
    /// Whether packet-ins, flow-removed and port-status go here: see `Agent.connected`.
    var takesEvents: Bool
    /// Never `.noChange`.
    var role = ControllerRole.equal
    var asyncFilter = AsyncFilter()
    var counters = AgentStatus.Counters()
    var lastError: String?
    /// Messages that are done with and not yet acknowledged.
    var acknowledgeable = 0
    private(set) var outbox: [Envelope] = []
    /// Tickets of the barriers that the datapath has not passed.
    private var openBarriers = FIFO<UInt64>()
    private var held = FIFO<(barrier: UInt64, envelope: Envelope)>()

    init(_ id: ConnectionID, version: OpenFlowVersion, isController: Bool) {
        self.id = id
        self.version = version
        self.isController = isController
        takesEvents = isController
        missSendLength = SwitchConfig().missSendLength
    }

    /// Sends something that answers the datapath's replies or that nobody asked for.
    func send(_ envelope: Envelope) {
        outbox.append(envelope)
        counters.sent += 1
        if case .error = envelope.message { counters.errorsSent += 1 }
    }

    /// Answers a message without the datapath, but not before the barriers ahead of it are answered. Until then the
    /// message stays unacknowledged, which bounds how many answers can be held.
    func answer(_ envelope: Envelope) {
        guard openBarriers.count > 0 else { return send(envelope) }
        held.append((openBarriers[openBarriers.count - 1], envelope))
        acknowledgeable -= 1
    }

    func barrierOpened(_ ticket: UInt64) { openBarriers.append(ticket) }

    /// To be called after the barrier's own reply has been sent.
    func barrierClosed(_ ticket: UInt64) {
        while let open = openBarriers.first, open <= ticket { openBarriers.popFirst() }
        while let next = held.first, next.barrier <= ticket {
            held.popFirst()
            send(next.envelope)
            acknowledgeable += 1
        }
    }

    func takeOutbox() -> [Envelope] {
        defer { outbox = [] }
        return outbox
    }

    var status: AgentStatus.Connection {
        AgentStatus.Connection(
            id: id,
            version: version,
            isController: isController,
            role: role,
            takesEvents: takesEvents,
            missSendLength: missSendLength,
            counters: counters,
            lastError: lastError
        )
    }
}
