public import Datapath
public import OpenFlow

/// A port of the reference, always with a link.
public struct ReferencePort: Sendable {
    public var number: UInt32
    public var config: PortConfig = []
    public init(_ number: UInt32) { self.number = number }
}

/// A frame that the reference sends to controllers, whole.
public struct ReferencePacketIn: Hashable, Sendable {
    public var reason: PacketIn.Reason
    public var tableID: UInt8
    public var cookie: UInt64
    public var inPort: UInt32
    public var metadata: UInt64
    public var maxLength: UInt16
    public var bytes: [UInt8]
}

/// A frame that left.
public struct SentFrame: Hashable, Sendable, CustomStringConvertible {
    public var port: UInt32
    public var bytes: [UInt8]

    public init(port: UInt32, bytes: [UInt8]) {
        self.port = port
        self.bytes = bytes
    }

    public var description: String { "port \(port): \(hex(bytes))" }
}

/// What became of one frame.
public struct ReferenceOutcome: Sendable {
    public var sent: [SentFrame] = []
    public var packetIns: [ReferencePacketIn] = []
    public var drops: [DropReason] = []
    /// Entries of equal rank matched: the specification does not say what happens, and the rest means nothing.
    public var isAmbiguous = false
}

/// The slow twin of the whole datapath: arrays of bytes through arrays of flow entries, each step as the specification
/// words it (1.3.5 §5; 1.0.0 §3), without groups, meters and queues.
public struct ReferencePipeline: Sendable {
    public var tables: ReferenceTables
    public var ports: [ReferencePort]
    public var stations = ReferenceStations()
    /// 1.0: a frame without an entry goes to the controller.
    public var implicitTableMiss = false
    public var missSendLength: UInt16 = 128

    public init(ports: [UInt32], now: UInt64 = 0) {
        self.ports = ports.map { ReferencePort($0) }
        tables = ReferenceTables(now: now)
    }

    /// A frame from the wire.
    public mutating func receive(_ frame: [UInt8], inPort: UInt32) -> ReferenceOutcome {
        var packet = Packet(bytes: frame, inPort: inPort)
        let config = ports.first { $0.number == inPort }?.config ?? []
        if config.contains(.portDown) {
            packet.outcome.drops.append(.portDown)
        } else if config.contains(.noReceive) {
            packet.outcome.drops.append(.noReceive)
        } else if frame.count < 14 {
            packet.outcome.drops.append(.frameTooShort)
        } else {
            runTables(&packet)
        }
        return packet.outcome
    }

    /// A frame from a controller, with the actions of its packet-out.
    public mutating func packetOut(_ frame: [UInt8], inPort: UInt32, _ actions: [Action]) -> ReferenceOutcome {
        var packet = Packet(bytes: frame, inPort: inPort)
        packet.isPacketOut = true
        runActions(actions, .packetOut, &packet)
        if !packet.isDropped && packet.outputs == 0 { packet.outcome.drops.append(.noOutput) }
        return packet.outcome
    }

    private struct Packet {
        var bytes: [UInt8]
        var inPort: UInt32
        var metadata: UInt64 = 0
        var tunnelID: UInt64 = 0
        var actionSet: [Int: Action] = [:]
        var tableID: UInt8 = 0
        var cookie: UInt64 = .max
        var isPacketOut = false
        var isDropped = false
        var outputs = 0
        var outcome = ReferenceOutcome()
    }

    private mutating func runTables(_ packet: inout Packet) {
        packet.tableID = 0
        while !packet.isDropped {
            let fields = ReferenceFields(
                packet.bytes,
                inPort: packet.inPort,
                metadata: packet.metadata,
                tunnelID: packet.tunnelID
            )
            let winners = tables.winners(fields, tableID: packet.tableID)
            guard let winner = winners.first else { return miss(&packet) }
            if winners.count > 1 {
                packet.outcome.isAmbiguous = true
                return
            }
            tables.count(winner, bytes: packet.bytes.count)
            let flow = tables.flows[winner]
            packet.cookie = flow.cookie
            if let next = runInstructions(flow, &packet) {
                packet.tableID = next
                continue
            }
            if !packet.isDropped { runActionSet(flow.isTableMiss ? .noMatch : .actionSet, &packet) }
            if !packet.isDropped && packet.outputs == 0 { packet.outcome.drops.append(.noOutput) }
            return
        }
    }

    private func miss(_ packet: inout Packet) {
        packet.cookie = .max
        if implicitTableMiss {
            sendToController(.noMatch, missSendLength, &packet)
        } else {
            packet.outcome.drops.append(.tableMiss)
        }
    }

    /// Meter, apply, clear, write, metadata, goto: that order, however they were listed (1.3.5 §5.9).
    private mutating func runInstructions(_ flow: ReferenceFlow, _ packet: inout Packet) -> UInt8? {
        for case .applyActions(let actions) in flow.instructions {
            runActions(actions, flow.isTableMiss ? .noMatch : .action, &packet)
        }
        for case .clearActions in flow.instructions { packet.actionSet = [:] }
        for case .writeActions(let actions) in flow.instructions {
            for action in actions { packet.actionSet[turn(of: action)] = action }
        }
        for case .writeMetadata(let value, let mask) in flow.instructions {
            packet.metadata = packet.metadata & ~mask | value & mask
        }
        for case .gotoTable(let next) in flow.instructions { return next }
        return nil
    }

    /// An action's turn in the action set (1.3.5 §5.10); one action a turn, except one set-field a field.
    private func turn(of action: Action) -> Int {
        switch action {
        case .copyTTLIn: 0
        case .popVLAN: 1
        case .popMPLS: 2
        case .popPBB: 3
        case .pushMPLS: 4
        case .pushPBB: 5
        case .pushVLAN: 6
        case .copyTTLOut: 7
        case .decrementMPLSTTL: 8
        case .decrementNetworkTTL: 9
        case .setMPLSTTL: 10
        case .setNetworkTTL: 11
        case .setField(let field): 100 + Int(field.field.rawValue)
        case .setVLANVID, .setVLANPCP, .stripVLAN, .setNetworkSource, .setNetworkDestination, .setNetworkTOS,
            .setTransportSource, .setTransportDestination, .enqueue, .copyField, .meter, .experimenter:
            preconditionFailure("\(action) does not stand in an action set")
        case .setQueue: 900
        case .group: 901
        case .output: 902
        }
    }

    private mutating func runActionSet(_ reason: PacketIn.Reason, _ packet: inout Packet) {
        let actions = packet.actionSet.sorted { $0.key < $1.key }.map(\.value)
        packet.actionSet = [:]
        runActions(actions, reason, &packet)
    }

    private mutating func runActions(_ actions: [Action], _ reason: PacketIn.Reason, _ packet: inout Packet) {
        for action in actions where !packet.isDropped {
            if case .output(let port, let maxLength) = action {
                output(port, maxLength, reason, &packet)
            } else if case .enqueue(let port, _) = action {
                output(port, 0, reason, &packet)
            } else if case .setField(let field) = action, field.field == .tunnelID {
                packet.tunnelID = UInt64(truncatingIfNeeded: field.value)
            } else if let edited = referenceEdit(packet.bytes, action) {
                packet.bytes = edited
            } else {
                packet.outcome.drops.append(.invalidTTL)
                packet.isDropped = true
            }
        }
    }

    private mutating func output(
        _ port: PortNumber,
        _ maxLength: UInt16,
        _ reason: PacketIn.Reason,
        _ packet: inout Packet
    ) {
        packet.outputs += 1
        switch port {
        case .inPort: send(to: packet.inPort, &packet)
        case .table:
            precondition(packet.isPacketOut, "output to TABLE is for packet-outs only")
            var copy = Packet(bytes: packet.bytes, inPort: packet.inPort)
            runTables(&copy)
            packet.outcome.sent += copy.outcome.sent
            packet.outcome.packetIns += copy.outcome.packetIns
            packet.outcome.drops += copy.outcome.drops
            packet.outcome.isAmbiguous = packet.outcome.isAmbiguous || copy.outcome.isAmbiguous
        case .flood, .all:
            let others = ports.filter {
                $0.number != packet.inPort && !(port == .flood && $0.config.contains(.noFlood))
            }
            for other in others { send(to: other.number, &packet) }
            if others.isEmpty { packet.outcome.drops.append(.noFloodPort) }
        case .controller: sendToController(reason, maxLength, &packet)
        case .normal: normal(&packet)
        case .any: packet.outputs -= 1
        case PortNumber(packet.inPort): packet.outcome.drops.append(.outputToInPort)
        default: send(to: port.rawValue, &packet)
        }
    }

    /// A learning bridge, all of whose ports are trunks.
    private mutating func normal(_ packet: inout Packet) {
        func address(_ offset: Int) -> UInt64 {
            packet.bytes[offset..<offset + 6].reduce(0) { $0 << 8 | UInt64($1) }
        }
        func isGroup(_ address: UInt64) -> Bool { address >> 40 & 1 == 1 }
        let (destination, source) = (address(0), address(6))
        if destination >> 4 == 0x0180_c200_000 { return packet.outcome.drops.append(.reservedAddress) }
        let type = UInt16(packet.bytes[12]) << 8 | UInt16(packet.bytes[13])
        let isTagged = [0x8100, 0x88a8, 0x9100].contains(type) && packet.bytes.count >= 18
        let vlan = isTagged ? UInt16(packet.bytes[14] & 0x0f) << 8 | UInt16(packet.bytes[15]) : 0
        stations.expire(now: tables.now)
        let isUp = ports.contains { $0.number == packet.inPort && !$0.config.contains(.portDown) }
        if isUp && !isGroup(source) {
            stations.learn(address: source, vlan: vlan, port: packet.inPort, now: tables.now)
        }
        packet.outputs -= 1
        let known = isGroup(destination) ? nil : stations.port(of: destination, vlan: vlan)
        output(known.map { PortNumber($0) } ?? .flood, 0, .action, &packet)
    }

    private func send(to number: UInt32, _ packet: inout Packet) {
        guard let port = ports.first(where: { $0.number == number }) else {
            return packet.outcome.drops.append(.portMissing)
        }
        if port.config.contains(.portDown) { return packet.outcome.drops.append(.portDown) }
        if port.config.contains(.noForward) { return packet.outcome.drops.append(.noForward) }
        packet.outcome.sent.append(SentFrame(port: number, bytes: packet.bytes))
    }

    private func sendToController(_ reason: PacketIn.Reason, _ maxLength: UInt16, _ packet: inout Packet) {
        // NO_PACKET_IN is about frames that miss (1.3.5 §7.2.1).
        let config = ports.first { $0.number == packet.inPort }?.config ?? []
        if reason == .noMatch && config.contains(.noPacketIn) {
            return packet.outcome.drops.append(.noPacketIn)
        }
        packet.outcome.packetIns.append(
            ReferencePacketIn(
                reason: reason,
                tableID: packet.tableID,
                cookie: packet.cookie,
                inPort: packet.inPort,
                metadata: packet.metadata,
                maxLength: maxLength,
                bytes: packet.bytes
            )
        )
    }
}
