import Datapath
import OpenFlow
import TestSupport
import Testing

/// A datapath and its slow twin side by side: whatever is done to one is done to the other, and what comes of it is
/// compared.
struct Twin {
    let real: DatapathHarness
    var reference: ReferencePipeline
    /// Goes into every failure message.
    let note: String
    private var drops: [DropReason: Int] = [:]

    init(note: String, isVersion10: Bool = false, ports: Int = 4) throws {
        real = try DatapathHarness(ports: ports)
        reference = ReferencePipeline(ports: real.ports, now: real.now)
        reference.implicitTableMiss = isVersion10
        self.note = note
        #expect(real.perform(.setPacketIns(enabled: true, implicitTableMiss: isVersion10)) == nil)
    }

    /// Both take the flow-mod, or both refuse it and keep their tables.
    mutating func apply(_ mod: FlowMod) {
        let error = real.apply(mod)
        switch reference.tables.apply(mod) {
        case nil: #expect(error == nil, "\(note): \(mod)")
        case .overlap: #expect(error?.code == .flowModFailedOverlap, "\(note): \(mod)")
        }
    }

    mutating func send(_ frame: [UInt8], port: UInt32) {
        let sent = real.send(frame, port: port)
        compare(reference.receive(frame, inPort: port), sent, "in_port \(port), frame \(hex(frame))")
    }

    mutating func packetOut(_ frame: [UInt8], inPort: PortNumber, _ actions: [Action]) {
        let error = real.perform(.packetOut(PacketOut(inPort: inPort, actions: actions, data: frame)))
        #expect(error == nil, "\(note): \(actions)")
        let outcome = reference.packetOut(frame, inPort: inPort.rawValue, actions)
        compare(outcome, real.settle(), "packet-out \(actions), in_port \(inPort.rawValue), frame \(hex(frame))")
    }

    mutating func configure(_ port: UInt32, _ bits: PortConfig, _ isSet: Bool = true) {
        #expect(real.configure(port, bits, isSet) == nil, "\(note)")
        for index in reference.ports.indices where reference.ports[index].number == port {
            if isSet {
                reference.ports[index].config.insert(bits)
                if bits.contains(.portDown) { reference.stations.forget(port: port) }
            } else {
                reference.ports[index].config.remove(bits)
            }
        }
    }

    mutating func advance(seconds: Int) {
        real.advance(seconds: Double(seconds))
        reference.tables.advance(to: real.now)
    }

    private mutating func compare(_ expected: ReferenceOutcome, _ sent: [SentFrame], _ what: String) {
        #expect(!expected.isAmbiguous, "\(note): \(what): the entries do not say what is to happen")
        // Frames for one port keep their order; between ports there is none.
        let ordered = reference.ports.flatMap { port in expected.sent.filter { $0.port == port.number } }
        #expect(sent == ordered, "\(note): \(what)")
        let packetIns = real.takePacketIns()
        #expect(packetIns.count == expected.packetIns.count, "\(note): \(what)")
        for (got, wanted) in zip(packetIns, expected.packetIns) { compare(got, wanted, what) }
        for reason in expected.drops { drops[reason, default: 0] += 1 }
    }

    private func compare(_ got: DatapathHarness.CapturedPacketIn, _ wanted: ReferencePacketIn, _ what: String) {
        let isWhole = wanted.maxLength == Reserved.noBufferLength
        let data = isWhole ? wanted.bytes : Array(wanted.bytes.prefix(Int(wanted.maxLength)))
        #expect(got.reason == wanted.reason, "\(note): \(what)")
        #expect(got.data == data, "\(note): \(what)")
        #expect(got.header.totalLength == UInt32(wanted.bytes.count), "\(note): \(what)")
        #expect(got.header.inPort == wanted.inPort, "\(note): \(what)")
        #expect(got.header.tableID == wanted.tableID, "\(note): \(what)")
        #expect(got.header.cookie == wanted.cookie, "\(note): \(what)")
        #expect(got.header.metadata == wanted.metadata, "\(note): \(what)")
        #expect(got.header.maxLength == wanted.maxLength, "\(note): \(what)")
        #expect((got.bufferID == nil) == isWhole, "\(note): \(what)")
    }

    /// Every entry with its counters.
    func compareTables() {
        let expected = reference.tables.flows.map { $0.statistics(now: real.now) }
        let got = real.flows()
        #expect(got.count == expected.count, "\(note)")
        #expect(Set(got) == Set(expected), "\(note)")
    }

    /// Every drop since the start, by reason.
    func compareDrops() { #expect(real.drops == drops, "\(note)") }

    /// FLOW_REMOVED of everything that went since the last call.
    mutating func compareRemovals(after count: Int) {
        let removed = real.takeEvents().compactMap { event -> FlowRemoved? in
            if case .flowRemoved(let removed) = event { return removed }
            return nil
        }
        let expected = reference.tables.removals[count...].map(\.message)
        #expect(removed.count == expected.count, "\(note)")
        #expect(Set(removed) == Set(expected), "\(note)")
    }
}

extension ReferenceFlow {
    func statistics(now: UInt64) -> FlowStatistics {
        FlowStatistics(
            tableID: tableID,
            priority: priority,
            match: match,
            instructions: instructions,
            cookie: cookie,
            duration: now - created,
            idleTimeout: idleTimeout,
            hardTimeout: hardTimeout,
            flags: flags,
            importance: importance,
            packetCount: packetCount,
            byteCount: byteCount
        )
    }
}

extension ReferenceRemoval {
    var message: FlowRemoved {
        FlowRemoved(
            reason: reason,
            tableID: flow.tableID,
            priority: flow.priority,
            match: flow.match,
            cookie: flow.cookie,
            duration: time - flow.created,
            idleTimeout: flow.idleTimeout,
            hardTimeout: flow.hardTimeout,
            packetCount: flow.packetCount,
            byteCount: flow.byteCount
        )
    }
}

extension Twin {
    /// The entries that are left, without their counters and durations.
    func compareFlowsLeft() {
        func name(_ priority: UInt16, _ match: Match) -> String { "\(priority) \(match.fields)" }
        let expected = reference.tables.flows.map { name($0.priority, $0.match) }.sorted()
        #expect(real.flows().map { name($0.priority, $0.match) }.sorted() == expected, "\(note)")
    }

    /// Why entries went since `count` removals, whatever the time to the nanosecond.
    func compareReasons(after count: Int) {
        let got = real.takeEvents().compactMap { event -> String? in
            guard case .flowRemoved(let removed) = event else { return nil }
            return "\(removed.priority) \(removed.reason) \(removed.packetCount)"
        }
        let expected = reference.tables.removals[count...].map {
            "\($0.flow.priority) \($0.reason) \($0.flow.packetCount)"
        }
        #expect(got.sorted() == expected.sorted(), "\(note)")
    }
}
