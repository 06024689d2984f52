import LearningController
import OpenFlow
import Packets
import Testing

private let a = EthernetAddress(0x0200_0000_000a)
private let b = EthernetAddress(0x0200_0000_000b)
private let second: UInt64 = 1_000_000_000

@Suite struct LearningControllerTests {
    @Test(arguments: [OpenFlowVersion.v1_0, .v1_3])
    func theFirstPing(version: OpenFlowVersion) {
        let script = Script(version)
        // ARP request: a is learned, the frame is flooded out of its buffer.
        #expect(
            script.packetIn(a, .broadcast, port: 1, buffer: 10) == [
                .packetOut(PacketOut(bufferID: 10, inPort: PortNumber(1), actions: [output(.flood)]))
            ]
        )
        // ARP reply: b is learned, and a is known.
        #expect(
            script.packetIn(b, a, port: 2, buffer: 11) == [.flowMod(flow(from: b, to: a, 2, 1, buffer: 11))]
        )
        #expect(script.packetIn(a, b, port: 1, buffer: 12) == [.flowMod(flow(from: a, to: b, 1, 2, buffer: 12))])
        #expect(
            script.events.filter { if case .packetIn = $0 { false } else { true } } == [
                .learned(address: a, vlan: 0, port: PortNumber(1)),
                .flooded(destination: .broadcast, inPort: PortNumber(1), bufferID: 10),
                .learned(address: b, vlan: 0, port: PortNumber(2)),
                .installed(match: match(b, a, 2), port: PortNumber(1), bufferID: 11),
                .installed(match: match(a, b, 1), port: PortNumber(2), bufferID: 12),
            ]
        )
        #expect(script.controller.hostCount == 2)
    }

    @Test func theHandshakeOfTheFirstVersion() {
        let script = Script(.v1_0)
        #expect(script.greeting.map(\.message) == [.featuresRequest, .setConfig(SwitchConfig(missSendLength: 128))])
        #expect(Set(script.greeting.map(\.xid)).count == 2)
    }

    @Test func theHandshakeWithATableMissEntry() {
        let script = Script(.v1_3)
        #expect(script.greeting.count == 3)
        guard case .flowMod(let entry) = script.greeting.last?.message else {
            Issue.record("no table-miss entry")
            return
        }
        #expect(entry.command == .add && entry.priority == 0 && entry.match == Match() && entry.tableID == 0)
        #expect(entry.instructions == [.applyActions([.output(port: .controller, maxLength: 128)])])
    }

    @Test func theSwitchIntroducesItself() {
        let script = Script(.v1_3)
        let features = FeaturesReply(datapathID: 5, bufferCount: 256, tableCount: 254, capabilities: [])
        #expect(script.receive(.featuresReply(features)).isEmpty)
        #expect(script.events == [.switchJoined(datapathID: 5, bufferCount: 256, tableCount: 254)])
    }

    @Test func withoutABufferTheFrameGoesBack() {
        let script = Script(.v1_3)
        let bytes = frame(a, .broadcast)
        #expect(
            script.packetIn(a, .broadcast, port: 1) == [
                .packetOut(PacketOut(inPort: PortNumber(1), actions: [output(.flood)], data: bytes))
            ]
        )
        #expect(
            script.packetIn(b, a, port: 2) == [
                .flowMod(flow(from: b, to: a, 2, 1, buffer: nil)),
                .packetOut(PacketOut(inPort: PortNumber(2), actions: [output(PortNumber(1))], data: frame(b, a))),
            ]
        )
    }

    @Test func unknownHostsAndGroupsAreFlooded() {
        let script = Script(.v1_0)
        for destination in [b, EthernetAddress(0x0100_5e00_0001), EthernetAddress(0x0180_c200_0010)] {
            let flood = Message.packetOut(PacketOut(bufferID: 1, inPort: PortNumber(1), actions: [output(.flood)]))
            #expect(script.packetIn(a, destination, port: 1, buffer: 1) == [flood])
        }
    }

    @Test(arguments: [0x0180_c200_0000, 0x0180_c200_000e, 0x0180_c200_000f] as [UInt64])
    func linkLocalFramesStayOnTheirLink(destination: UInt64) {
        let script = Script(.v1_0)
        #expect(
            script.packetIn(a, EthernetAddress(destination), port: 1, buffer: 3) == [
                .packetOut(PacketOut(bufferID: 3, inPort: PortNumber(1), actions: []))
            ]
        )
        #expect(script.packetIn(a, EthernetAddress(destination), port: 1).isEmpty)
        #expect(script.events.contains(.discarded(.linkLocal, inPort: PortNumber(1), bufferID: 3)))
    }

    @Test func framesToTheirOwnPortAreDiscarded() {
        let script = Script(.v1_3)
        _ = script.packetIn(a, .broadcast, port: 1, buffer: 1)
        #expect(
            script.packetIn(b, a, port: 1, buffer: 2) == [
                .packetOut(PacketOut(bufferID: 2, inPort: PortNumber(1), actions: []))
            ]
        )
        #expect(script.events.last == .discarded(.samePort, inPort: PortNumber(1), bufferID: 2))
    }

    @Test func framesThatAreNotWholeAreDiscarded() {
        let script = Script(.v1_3)
        let cut = PacketIn(
            bufferID: 4,
            totalLength: 60,
            reason: .noMatch,
            match: Match([FieldMatch(.inPort, 1)]),
            data: [1, 2, 3]
        )
        #expect(
            script.receive(.packetIn(cut)) == [
                .packetOut(PacketOut(bufferID: 4, inPort: PortNumber(1), actions: []))
            ]
        )
        let part = PacketIn(
            bufferID: nil,
            totalLength: 600,
            reason: .noMatch,
            match: Match([FieldMatch(.inPort, 1)]),
            data: frame(a, .broadcast)
        )
        #expect(script.receive(.packetIn(part)).isEmpty)
        #expect(script.events.last == .discarded(.incomplete, inPort: PortNumber(1), bufferID: nil))
    }

    @Test func vlansAreLearnedApart() {
        let script = Script(.v1_3)
        _ = script.packetIn(a, .broadcast, port: 1, buffer: 1, vlan: 10)
        let flood = Message.packetOut(PacketOut(bufferID: 2, inPort: PortNumber(2), actions: [output(.flood)]))
        #expect(script.packetIn(b, a, port: 2, buffer: 2, vlan: 20) == [flood])
        #expect(
            script.packetIn(b, a, port: 2, buffer: 3, vlan: 10) == [
                .flowMod(flow(from: b, to: a, 2, 1, buffer: 3, vlanVID: 0x100a))
            ]
        )
    }

    @Test(arguments: [OpenFlowVersion.v1_0, .v1_3])
    func aHostThatMovesTakesItsFlowsAlong(version: OpenFlowVersion) throws {
        let script = Script(version)
        _ = script.packetIn(a, .broadcast, port: 1, buffer: 1)
        let messages = script.packetIn(a, .broadcast, port: 3, buffer: 2)
        try #require(messages.count == 2)
        guard case .flowMod(let deletion) = messages[0] else {
            Issue.record("no deletion")
            return
        }
        #expect(deletion.command == .delete && deletion.outPort == .any)
        #expect(deletion.match == Match([FieldMatch(.ethDst, UInt128(a.rawValue))]))
        #expect(deletion.tableID == (version == .v1_0 ? Reserved.allTables : 0))
        #expect(deletion.cookieMask == (version == .v1_0 ? 0 : .max))
        #expect(
            script.events.contains(.moved(address: a, vlan: 0, from: PortNumber(1), to: PortNumber(3)))
        )
        #expect(script.packetIn(b, a, port: 2, buffer: 5) == [.flowMod(flow(from: b, to: a, 2, 3, buffer: 5))])
    }

    @Test(arguments: [
        (PortStatus.Reason.delete, PortConfig(), PortState()), (.modify, .portDown, PortState()),
        (.modify, PortConfig(), .linkDown),
    ])
    func aLostPortIsForgotten(reason: PortStatus.Reason, config: PortConfig, state: PortState) {
        let script = Script(.v1_3)
        _ = script.packetIn(a, .broadcast, port: 1, buffer: 1)
        _ = script.packetIn(b, .broadcast, port: 2, buffer: 2)
        let port = PortDescription(
            number: PortNumber(1),
            hardwareAddress: 1,
            name: "p1",
            config: config,
            state: state
        )
        let deletion = FlowMod(
            .delete,
            cookie: script.controller.configuration.cookie,
            cookieMask: .max,
            outPort: PortNumber(1)
        )
        #expect(script.receive(.portStatus(PortStatus(reason, port))) == [.flowMod(deletion)])
        #expect(script.events.last == .portLost(PortNumber(1), forgotten: 1))
        #expect(script.controller.hostCount == 1)
    }

    @Test func aPortThatComesUpChangesNothing() {
        let script = Script(.v1_3)
        _ = script.packetIn(a, .broadcast, port: 1, buffer: 1)
        let port = PortDescription(number: PortNumber(1), hardwareAddress: 1, name: "p1", state: .live)
        #expect(script.receive(.portStatus(PortStatus(.modify, port))).isEmpty)
        #expect(script.controller.hostCount == 1)
    }

    @Test func oldHostsAreUnknown() {
        let script = Script(.v1_0)
        _ = script.packetIn(a, .broadcast, port: 1, buffer: 1)
        script.now += 299 * second
        #expect(script.packetIn(b, a, port: 2, buffer: 2) == [.flowMod(flow(from: b, to: a, 2, 1, buffer: 2))])
        script.now += second
        let flood = Message.packetOut(PacketOut(bufferID: 3, inPort: PortNumber(2), actions: [output(.flood)]))
        #expect(script.packetIn(b, a, port: 2, buffer: 3) == [flood])
    }

    @Test func theTableIsBounded() {
        var configuration = LearningController.Configuration()
        configuration.capacity = 2
        let script = Script(.v1_0, configuration)
        let hosts = (0..<3).map { EthernetAddress(0x0200_0000_0100 + $0) }
        for host in hosts { _ = script.packetIn(host, .broadcast, port: 1, buffer: 1) }
        #expect(script.controller.hostCount == 2)
        #expect(script.events.contains(.notLearned(address: hosts[2], vlan: 0, port: PortNumber(1))))
        // Old ones make room.
        script.now += 300 * second
        _ = script.packetIn(hosts[2], .broadcast, port: 1, buffer: 1)
        #expect(script.controller.hostCount == 1)
        #expect(script.events.contains(.learned(address: hosts[2], vlan: 0, port: PortNumber(1))))
    }

    @Test func groupsAreNoSenders() {
        let script = Script(.v1_0)
        _ = script.packetIn(.broadcast, a, port: 1, buffer: 1)
        #expect(script.controller.hostCount == 0)
    }

    @Test func aNewConnectionBeginsAfresh() {
        let script = Script(.v1_0)
        _ = script.packetIn(a, .broadcast, port: 1, buffer: 1)
        #expect(script.controller.connected(version: .v1_3).count == 3)
        #expect(script.controller.hostCount == 0)
    }

    @Test func errorsAreTold() {
        let script = Script(.v1_0)
        let kind = ErrorMessage.Kind.standard(.badRequestBufferUnknown)
        #expect(script.receive(.error(ErrorMessage(kind))).isEmpty)
        #expect(script.events == [.refused(kind, xid: 99)])
    }

    @Test func echoesAreAnswered() {
        #expect(Script(.v1_0).receive(.echoRequest([1, 2])) == [.echoReply([1, 2])])
    }

    @Test(arguments: [Message.featuresRequest, .barrierRequest, .flowMod(FlowMod(.add))])
    func messagesOfControllersAreRefused(message: Message) {
        let request = RefusedRequest(Envelope(xid: 99, message))
        #expect(
            Script(.v1_3).receive(message) == [.error(ErrorMessage(.standard(.badRequestBadType), request: request))]
        )
    }

    @Test func eventsReadWell() {
        typealias Event = LearningController.Event
        #expect(
            Event.learned(address: a, vlan: 10, port: PortNumber(1)).description
                == "learned 02:00:00:00:00:0a in VLAN 10 on port 1"
        )
        #expect(
            Event.installed(match: match(a, b, 1), port: PortNumber(2), bufferID: 0x1ff).description
                == "flow-mod: in_port=1,eth_src=02:00:00:00:00:0a,eth_dst=02:00:00:00:00:0b,untagged -> output 2,"
                + " buffer_id 0x1ff"
        )
        #expect(
            Event.flooded(destination: .broadcast, inPort: .local, bufferID: nil).description
                == "packet-out: flood to ff:ff:ff:ff:ff:ff, in_port LOCAL"
        )
    }
}

// MARK: - The switch's side

/// A conversation with a controller, from the switch's side.
private final class Script {
    private final class Story: @unchecked Sendable { var events: [LearningController.Event] = [] }

    var controller: LearningController
    let greeting: [Envelope]
    var now: UInt64 = 1000 * second
    private let story = Story()
    var events: [LearningController.Event] { story.events }

    init(_ version: OpenFlowVersion, _ configuration: LearningController.Configuration = .init()) {
        controller = LearningController(configuration: configuration) { [story] in story.events.append($0) }
        greeting = controller.connected(version: version)
    }

    func receive(_ message: Message) -> [Message] {
        controller.receive(Envelope(xid: 99, message), now: now).map(\.message)
    }

    func packetIn(
        _ source: EthernetAddress,
        _ destination: EthernetAddress,
        port: UInt32,
        buffer: UInt32? = nil,
        vlan: UInt16? = nil
    ) -> [Message] {
        let data = frame(source, destination, vlan: vlan)
        return receive(
            .packetIn(
                PacketIn(
                    bufferID: buffer,
                    totalLength: UInt16(data.count),
                    reason: .noMatch,
                    match: Match([FieldMatch(.inPort, UInt128(port))]),
                    data: data
                )
            )
        )
    }
}

private func frame(_ source: EthernetAddress, _ destination: EthernetAddress, vlan: UInt16? = nil) -> [UInt8] {
    func bytes(_ address: EthernetAddress) -> [UInt8] {
        stride(from: 40, through: 0, by: -8).map { UInt8(truncatingIfNeeded: address.rawValue >> UInt64($0)) }
    }
    // Priority 5, which is no part of the VLAN's number.
    let tag: [UInt8] = vlan.map { [0x81, 0x00, 0xa0 | UInt8($0 >> 8), UInt8($0 & 0xff)] } ?? []
    let head = bytes(destination) + bytes(source) + tag + [0x88, 0xb5]
    return head + [UInt8](repeating: 0, count: 60 - head.count)
}

private func output(_ port: PortNumber) -> Action { .output(port: port, maxLength: 0) }

private func match(_ from: EthernetAddress, _ to: EthernetAddress, _ inPort: UInt32, vlanVID: UInt16 = 0) -> Match {
    Match([
        FieldMatch(.inPort, UInt128(inPort)), FieldMatch(.ethSrc, UInt128(from.rawValue)),
        FieldMatch(.ethDst, UInt128(to.rawValue)), FieldMatch(.vlanVID, UInt128(vlanVID)),
    ])
}

private func flow(
    from: EthernetAddress,
    to: EthernetAddress,
    _ inPort: UInt32,
    _ outPort: UInt32,
    buffer: UInt32?,
    vlanVID: UInt16 = 0
) -> FlowMod {
    FlowMod(
        .add,
        priority: 0x8000,
        match: match(from, to, inPort, vlanVID: vlanVID),
        instructions: [.applyActions([output(PortNumber(outPort))])],
        cookie: LearningController.Configuration().cookie,
        idleTimeout: 60,
        bufferID: buffer
    )
}
