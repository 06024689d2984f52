import Agent
import Datapath
import OpenFlow
import OpenFlowChannel
import Packets

extension SwitchStatus {
    /// Puts together what datapath, agent and channel say of themselves; what has stopped says nothing.
    init(
        _ configuration: SwitchConfiguration,
        datapathID: UInt64,
        uptime: Duration,
        datapath: DatapathStatus?,
        agent: AgentStatus?,
        connections: [ConnectionStatus]
    ) {
        let id = String(datapathID, radix: 16)
        let roles = Dictionary(uniqueKeysWithValues: (agent?.connections ?? []).map { ($0.id, $0.role) })
        self.init(
            name: configuration.name,
            datapathID: String(repeating: "0", count: 16 - id.count) + id,
            uptimeSeconds: Double(uptime.components.seconds) + Double(uptime.components.attoseconds) * 1e-18,
            versions: configuration.versions.sorted().map(\.text),
            ports: zip(datapath?.ports ?? [], datapath?.portStatistics ?? []).map(Port.init)
                .sorted { $0.number < $1.number },
            tables: (datapath?.tables ?? []).map { table in
                Table(
                    id: table.tableID,
                    flows: table.flowCount,
                    lookups: table.lookupCount,
                    matched: table.matchedCount,
                    tuples: table.tupleCount
                )
            },
            buffers: Buffers(used: datapath?.buffersInUse ?? 0, capacity: configuration.bufferCount),
            upcalls: datapath?.upcalls ?? 0,
            drops: Dictionary(uniqueKeysWithValues: (datapath?.drops ?? []).map { ($0.reason.name, $0.count) }),
            controllers: connections.filter { $0.role != .listener }.map { connection in
                Controller(connection, role: connection.id.flatMap { roles[$0] })
            },
            listeners: connections.filter { $0.role == .listener }.map { "\($0.target)" }
        )
    }
}

extension SwitchStatus.Port {
    fileprivate init(_ description: PortDescription, _ statistics: PortStatistics) {
        self.init(
            number: description.number.rawValue,
            name: description.name,
            hardwareAddress: EthernetAddress(description.hardwareAddress).description,
            isUp: description.state.contains(.live) && !description.config.contains(.portDown),
            rxPackets: statistics.rxPackets,
            rxBytes: statistics.rxBytes,
            rxDropped: statistics.rxDropped,
            txPackets: statistics.txPackets,
            txBytes: statistics.txBytes,
            txDropped: statistics.txDropped
        )
    }
}

extension SwitchStatus.Controller {
    fileprivate init(_ connection: ConnectionStatus, role: ControllerRole?) {
        let state =
            switch connection.state {
            case .connecting: "connecting"
            case .handshake: "handshake"
            case .ready: "connected"
            case .backoff: "waiting"
            case .listening, .closed: "closed"
            }
        self.init(
            target: "\(connection.target)",
            state: state,
            version: connection.version?.text,
            role: role?.text,
            messagesIn: connection.counters.messagesIn,
            messagesOut: connection.counters.messagesOut,
            lastError: connection.lastError
        )
    }
}
