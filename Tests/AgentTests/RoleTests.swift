import Agent
import Datapath
import OpenFlow
import Testing

@Suite struct RoleTests {
    let harness = AgentHarness()

    private func become(_ role: ControllerRole, _ generation: UInt64, _ id: ConnectionID) {
        harness.receive(id, .roleRequest(RoleMessage(role, generationID: generation)))
    }

    private func answer(_ role: ControllerRole, _ generation: UInt64) -> Envelope {
        Envelope(xid: 7, .roleReply(RoleMessage(role, generationID: generation)))
    }

    @Test func rolesAreGivenAndAskedFor() {
        let id = harness.connect(1, .v1_3)
        become(.noChange, 0, id)
        become(.master, 5, id)
        become(.noChange, 0, id)
        become(.equal, 0, id)
        #expect(harness.sent(id) == [answer(.equal, .max), answer(.master, 5), answer(.master, 5), answer(.equal, 5)])
    }

    @Test func generationsGoByTheirSignedDistance() {
        let id = harness.connect(1, .v1_3)
        become(.master, .max, id)
        become(.slave, 3, id)
        become(.master, .max, id)
        let stale = Message.roleRequest(RoleMessage(.master, generationID: .max))
        #expect(
            harness.sent(id) == [answer(.master, .max), answer(.slave, 3), refusal(.roleRequestFailedStale, of: stale)]
        )
    }

    @Test func aNewMasterMakesTheOldOneASlave() {
        let (old, new) = (harness.connect(1, .v1_4), harness.connect(2, .v1_3))
        become(.master, 1, old)
        become(.master, 2, new)
        become(.noChange, 0, old)
        let status = RoleStatus(.slave, reason: .masterRequest, generationID: 2)
        #expect(harness.sent(old) == [answer(.master, 1), Envelope(xid: 0, .roleStatus(status)), answer(.slave, 2)])
        #expect(harness.sent(new) == [answer(.master, 2)])
    }

    @Test(arguments: [
        flowMod(priority: 1), .packetOut(PacketOut(actions: [])),
        .portMod(PortMod(number: PortNumber(1), hardwareAddress: 1, config: [], mask: [])),
        .tableMod(TableDescription(tableID: 0)), .groupMod(GroupMod(.delete, groupID: 1)),
        .meterMod(MeterMod(.delete, meterID: 1)),
    ])
    func aSlaveMayNotChangeAnything(change: Message) {
        let id = harness.connect(1, .v1_3)
        become(.slave, 1, id)
        let asked = harness.submitted.count
        harness.receive(id, change)
        #expect(harness.sent(id).last == refusal(.badRequestIsSlave, of: change))
        #expect(harness.submitted.count == asked)
    }

    @Test func aSlaveMayAsk() {
        let id = harness.connect(1, .v1_3)
        become(.slave, 1, id)
        harness.receive(id, .multipartRequest(MultipartRequest(.flow(FlowFilter()))))
        #expect(harness.log.last == "statistics")
    }

    @Test func aSlaveSetsItsOwnMissLengthOnly() {
        let id = harness.connect(1, .v1_3)
        become(.slave, 1, id)
        harness.receive(id, .setConfig(SwitchConfig(fragments: .drop, missSendLength: 50)))
        harness.receive(id, .getConfigRequest)
        let config = SwitchConfig(fragments: .normal, missSendLength: 50)
        #expect(harness.sent(id).last == Envelope(xid: 7, .getConfigReply(config)))
    }

    @Test func aSlaveGetsPortChangesOnly() {
        let (slave, equal) = (harness.connect(1, .v1_3), harness.connect(2, .v1_3))
        become(.slave, 1, slave)
        harness.event(.portStatus(PortStatus(.modify, port(1))))
        harness.event(.flowRemoved(removed(.idleTimeout)))
        harness.upcall(captured: 10)
        #expect(
            harness.sent(slave).map(\.message) == [
                answer(.slave, 1).message, .portStatus(PortStatus(.modify, port(1))),
            ]
        )
        #expect(harness.sent(equal).count == 3)
    }

    @Test func withoutAnybodyToTakeThemPacketInsEnd() {
        let id = harness.connect(1, .v1_3)
        become(.slave, 1, id)
        #expect(harness.log == ["setPacketIns true false", "setPacketIns false false"])
    }

    // MARK: SET_ASYNC

    @Test func asynchronousMessagesAreFilteredByReason() throws {
        let id = harness.connect(1, .v1_3)
        var wanted = AsyncConfig()
        for kind in [AsyncConfig.Kind.packetIn, .portStatus, .flowRemoved] {
            wanted[kind, isSlave: false] = 1 << 2
            wanted[kind, isSlave: true] = 0
        }
        harness.receive(id, .setAsync(wanted))
        harness.receive(id, .getAsyncRequest)
        harness.upcall(captured: 10, reason: .noMatch)
        harness.upcall(captured: 10, reason: .invalidTTL)
        harness.event(.flowRemoved(removed(.idleTimeout)))
        harness.event(.flowRemoved(removed(.delete)))
        harness.event(.portStatus(PortStatus(.add, port(1))))
        harness.event(.portStatus(PortStatus(.modify, port(1))))
        let sent = harness.sent(id).map(\.message)
        #expect(sent.first == .getAsyncReply(wanted))
        #expect(harness.packetIns(id).map(\.reason) == [.invalidTTL])
        #expect(sent.suffix(2) == [.flowRemoved(removed(.delete)), .portStatus(PortStatus(.modify, port(1)))])
    }

    @Test func defaultsAreThoseOfTheSpecification() {
        let id = harness.connect(1, .v1_3)
        harness.receive(id, .getAsyncRequest)
        guard case .getAsyncReply(let config) = harness.sent(id).first?.message else {
            Issue.record("no answer")
            return
        }
        #expect(config[.packetIn, isSlave: false] == 0b011)
        #expect(config[.flowRemoved, isSlave: false] == 0b1111)
        #expect(config[.packetIn, isSlave: true] == 0)
        #expect(config[.portStatus, isSlave: true] == 0b111)
        #expect(config[.flowRemoved, isSlave: true] == 0)
        #expect(config[.roleStatus, isSlave: false] == nil)
    }

    @Test func aMaskThatStandsForNothingIsRefused() {
        let id = harness.connect(1, .v1_4)
        var wanted = AsyncConfig()
        wanted[.portStatus, isSlave: false] = 1 << 9
        harness.receive(id, .setAsync(wanted))
        #expect(harness.sent(id) == [refusal(.asyncConfigFailedInvalid, of: .setAsync(wanted))])
    }

    private func removed(_ reason: FlowRemoved.Reason) -> FlowRemoved {
        FlowRemoved(
            reason: reason,
            tableID: 0,
            priority: 1,
            match: Match(),
            cookie: 0,
            duration: 0,
            idleTimeout: 0,
            hardTimeout: 0,
            packetCount: 0,
            byteCount: 0
        )
    }
}

@Suite struct TableAndQueueHandlerTests {
    let harness = AgentHarness()

    @Test func tablesHaveNothingToConfigure() {
        let id = harness.connect(1, .v1_4)
        harness.receive(id, .tableMod(TableDescription(tableID: 3)))
        harness.receive(id, .tableMod(TableDescription(tableID: 3, config: .missDrop)))
        let (absent, eviction) = (
            Message.tableMod(TableDescription(tableID: 254)),
            Message.tableMod(TableDescription(tableID: Reserved.allTables, config: .eviction))
        )
        harness.receive(id, absent)
        harness.receive(id, eviction)
        #expect(
            harness.sent(id) == [
                refusal(.tableModFailedBadTable, of: absent), refusal(.tableModFailedBadConfig, of: eviction),
            ]
        )
    }

    @Test func allTablesAreDescribed() {
        let id = harness.connect(1, .v1_4)
        harness.receive(id, .multipartRequest(MultipartRequest(.tableDescription)))
        guard case .multipartReply(let reply) = harness.sent(id).first?.message,
            case .tableDescription(let tables) = reply.body
        else {
            Issue.record("no answer")
            return
        }
        #expect(tables == (0..<254).map { TableDescription(tableID: $0) })
    }

    @Test func queuesOfAPortComeInOneReply() {
        let id = harness.connect(1, .v1_0)
        let queues = [
            QueueDescription(port: PortNumber(1), queueID: 1), QueueDescription(port: PortNumber(1), queueID: 2),
        ]
        harness.receive(id, .queueGetConfigRequest(PortNumber(1)))
        harness.reply(isLast: false, .statistics(.queueDescription([queues[0]])))
        #expect(harness.sent(id).isEmpty)
        harness.reply(.statistics(.queueDescription([queues[1]])))
        #expect(
            harness.sent(id) == [
                Envelope(xid: 7, .queueGetConfigReply(QueueConfig(port: PortNumber(1), queues: queues)))
            ]
        )
    }

    @Test(arguments: [
        MultipartRequest.Body.groupDescription(), .group(Reserved.allGroups), .groupFeatures, .meterFeatures,
        .meter(Reserved.allMeters), .meterDescription(Reserved.allMeters), .flowMonitor([]),
    ])
    func whatTheSwitchDoesNotHaveIsRefused(body: MultipartRequest.Body) {
        let id = harness.connect(1, .v1_4)
        let request = Message.multipartRequest(MultipartRequest(body))
        harness.receive(id, request)
        #expect(harness.sent(id) == [refusal(.badRequestBadMultipart, of: request)])
    }
}
