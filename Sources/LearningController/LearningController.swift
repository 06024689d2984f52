public import OpenFlow
import Packets

/// A controller that makes one switch a learning Ethernet bridge, for all versions of OpenFlow.
///
/// It sees of the switch only what a remote controller would: messages in by `receive`, messages out as the result.
/// A frame that meets no flow comes as a packet-in. The controller learns behind which port its sender is. If it knows
/// where the frame is to go it installs a flow, by which the switch then also forwards the buffered frame; if not it
/// floods the frame. Time is given with each message, in nanoseconds of any clock that does not go back.
public struct LearningController: Sendable {
    public struct Configuration: Sendable {
        /// Bytes of each frame that the switch sends.
        public var missSendLength: UInt16 = 128
        /// Seconds without a packet until a flow goes.
        public var idleTimeout: UInt16 = 60
        /// Nanoseconds without a packet-in until a host is forgotten.
        public var ageLimit: UInt64 = 300_000_000_000
        /// How many hosts are remembered.
        public var capacity = 4096
        public var flowPriority: UInt16 = 0x8000
        /// Marks this controller's flows, so that from 1.1 on it deletes no others.
        public var cookie: UInt64 = 0x6c65_6172_6e00_0000

        public init() {}
    }

    public let configuration: Configuration
    private let onEvent: (@Sendable (Event) -> Void)?
    private var version = OpenFlowVersion.v1_0
    private var nextXID: UInt32 = 1
    private var hosts: AddressTable

    public init(configuration: Configuration = Configuration(), onEvent: (@Sendable (Event) -> Void)? = nil) {
        self.configuration = configuration
        self.onEvent = onEvent
        hosts = AddressTable(capacity: configuration.capacity, ageLimit: configuration.ageLimit)
    }

    /// How many hosts are remembered now.
    public var hostCount: Int { hosts.count }

    /// A connection to the switch has agreed on a version. Forgets all hosts; returns what the switch needs to be told.
    public mutating func connected(version: OpenFlowVersion) -> [Envelope] {
        self.version = version
        hosts = AddressTable(capacity: configuration.capacity, ageLimit: configuration.ageLimit)
        var messages = [
            message(.featuresRequest),
            message(.setConfig(SwitchConfig(missSendLength: configuration.missSendLength))),
        ]
        if version >= .v1_3 { messages.append(message(.flowMod(tableMissEntry))) }
        return messages
    }

    /// Answers one message of the switch. `now` is in nanoseconds.
    public mutating func receive(_ envelope: Envelope, now: UInt64) -> [Envelope] {
        switch envelope.message {
        case .echoRequest(let data): return [Envelope(xid: envelope.xid, .echoReply(data))]
        case .featuresReply(let features):
            tell(
                .switchJoined(
                    datapathID: features.datapathID,
                    bufferCount: features.bufferCount,
                    tableCount: features.tableCount
                )
            )
            return []
        case .packetIn(let packetIn): return forward(packetIn, now: now)
        case .portStatus(let status): return follow(status)
        case .error(let error):
            tell(.refused(error.kind, xid: envelope.xid))
            return []
        // The version is agreed on, and the rest answers what this controller does not ask.
        case .hello, .echoReply, .getConfigReply, .flowRemoved, .multipartReply, .barrierReply, .queueGetConfigReply,
            .roleReply, .getAsyncReply, .roleStatus, .tableStatus, .requestForward, .controllerStatus:
            return []
        case .experimenter:
            return [refusal(version == .v1_0 ? .badRequestBadVendor : .badRequestBadExperimenter, of: envelope)]
        case .featuresRequest, .getConfigRequest, .setConfig, .packetOut, .flowMod, .portMod, .multipartRequest,
            .barrierRequest, .groupMod, .tableMod, .queueGetConfigRequest, .roleRequest, .getAsyncRequest, .setAsync,
            .meterMod, .bundleControl, .bundleAdd:
            return [refusal(.badRequestBadType, of: envelope)]
        }
    }

    // MARK: - Packet-ins

    private mutating func forward(_ packetIn: PacketIn, now: UInt64) -> [Envelope] {
        guard let header = FrameAddresses(packetIn.data) else { return discard(packetIn, .unreadable) }
        let inPort = packetIn.inPort
        tell(
            .packetIn(
                source: header.source,
                destination: header.destination,
                inPort: inPort,
                bufferID: packetIn.bufferID,
                byteCount: packetIn.totalLength
            )
        )
        if packetIn.reason == .invalidTTL { return discard(packetIn, .invalidTTL) }

        let messages = learn(header, on: inPort, now: now)
        if header.destination.isReserved { return messages + discard(packetIn, .linkLocal) }
        if packetIn.bufferID == nil, packetIn.data.count < Int(packetIn.totalLength) {
            return messages + discard(packetIn, .incomplete)
        }
        let destination = AddressTable.Key(vlan: header.vlan ?? 0, address: header.destination)
        guard !header.destination.isMulticast, let outPort = hosts.port(of: destination, now: now) else {
            tell(.flooded(destination: header.destination, inPort: inPort, bufferID: packetIn.bufferID))
            return messages + [send(packetIn, to: .flood)]
        }
        if outPort == inPort { return messages + discard(packetIn, .samePort) }
        return messages + install(header, packetIn, to: outPort)
    }

    /// Remembers the sender. Flows to where it was before are deleted, or they would send its frames astray.
    private mutating func learn(_ header: FrameAddresses, on port: PortNumber, now: UInt64) -> [Envelope] {
        guard !header.source.isMulticast, port.isOrdinary || port == .local else { return [] }
        let host = AddressTable.Key(vlan: header.vlan ?? 0, address: header.source)
        switch hosts.learn(host, on: port, now: now) {
        case .known: return []
        case .new:
            tell(.learned(address: host.address, vlan: host.vlan, port: port))
            return []
        case .moved(let from):
            tell(.moved(address: host.address, vlan: host.vlan, from: from, to: port))
            return [deleteFlows(match: Match([FieldMatch(.ethDst, UInt128(host.address.rawValue))]))]
        case .refused:
            tell(.notLearned(address: host.address, vlan: host.vlan, port: port))
            return []
        }
    }

    private mutating func install(_ header: FrameAddresses, _ packetIn: PacketIn, to port: PortNumber) -> [Envelope] {
        let match = Match([
            FieldMatch(.inPort, UInt128(packetIn.inPort.rawValue)),
            FieldMatch(.ethDst, UInt128(header.destination.rawValue)),
            FieldMatch(.ethSrc, UInt128(header.source.rawValue)),
            FieldMatch(.vlanVID, UInt128(header.vlan.map { $0 | Reserved.vlanPresent } ?? 0)),
        ])
        tell(.installed(match: match, port: port, bufferID: packetIn.bufferID))
        let flowMod = FlowMod(
            .add,
            priority: configuration.flowPriority,
            match: match,
            instructions: [.applyActions([.output(port: port, maxLength: 0)])],
            cookie: configuration.cookie,
            idleTimeout: configuration.idleTimeout,
            bufferID: packetIn.bufferID
        )
        var messages = [message(.flowMod(flowMod))]
        if packetIn.bufferID == nil { messages.append(send(packetIn, to: port)) }
        return messages
    }

    /// The frame itself by a packet-out: from the switch's buffer, or back with all its bytes.
    private mutating func send(_ packetIn: PacketIn, to port: PortNumber) -> Envelope {
        message(
            .packetOut(
                PacketOut(
                    bufferID: packetIn.bufferID,
                    inPort: packetIn.inPort,
                    actions: [.output(port: port, maxLength: 0)],
                    data: packetIn.bufferID == nil ? packetIn.data : []
                )
            )
        )
    }

    /// Goes nowhere: a packet-out without actions frees the buffer.
    private mutating func discard(_ packetIn: PacketIn, _ reason: Discard) -> [Envelope] {
        tell(.discarded(reason, inPort: packetIn.inPort, bufferID: packetIn.bufferID))
        guard let bufferID = packetIn.bufferID else { return [] }
        return [message(.packetOut(PacketOut(bufferID: bufferID, inPort: packetIn.inPort, actions: [])))]
    }

    // MARK: - Ports

    private mutating func follow(_ status: PortStatus) -> [Envelope] {
        let isDown = status.port.config.contains(.portDown) || status.port.state.contains(.linkDown)
        guard status.reason == .delete || isDown else { return [] }
        let port = status.port.number
        tell(.portLost(port, forgotten: hosts.forget(port)))
        return [deleteFlows(match: Match(), outPort: port)]
    }

    // MARK: - Flows and messages

    /// Frames that meet no flow come to the controller (1.3.5 §5.4).
    private var tableMissEntry: FlowMod {
        FlowMod(
            .add,
            priority: 0,
            instructions: [.applyActions([.output(port: .controller, maxLength: configuration.missSendLength)])],
            cookie: configuration.cookie
        )
    }

    /// 1.0 can neither name a table nor filter by cookie: there it deletes other flows of the kind, too.
    private mutating func deleteFlows(match: Match, outPort: PortNumber = .any) -> Envelope {
        let isFirstVersion = version == .v1_0
        return message(
            .flowMod(
                FlowMod(
                    .delete,
                    tableID: isFirstVersion ? Reserved.allTables : 0,
                    match: match,
                    cookie: configuration.cookie,
                    cookieMask: isFirstVersion ? 0 : .max,
                    outPort: outPort
                )
            )
        )
    }

    private func refusal(_ code: ErrorCode, of envelope: Envelope) -> Envelope {
        Envelope(xid: envelope.xid, .error(ErrorMessage(.standard(code), request: RefusedRequest(envelope))))
    }

    private mutating func message(_ message: Message) -> Envelope {
        defer { nextXID &+= 1 }
        return Envelope(xid: nextXID, message)
    }

    private func tell(_ event: Event) { onEvent?(event) }
}
