import Agent
import Datapath
import OpenFlow
import Testing

@Suite struct AgentTests {
    let harness = AgentHarness()

    @Test func packetInsFollowTheControllersThatAreThere() {
        let first = harness.connect(1, .v1_0)
        let second = harness.connect(2, .v1_3)
        harness.agent.disconnected(second)
        harness.agent.disconnected(first)
        #expect(
            harness.log == [
                "setPacketIns true true", "setPacketIns true false", "setPacketIns true true",
                "setPacketIns false false",
            ]
        )
        #expect(harness.submitted.allSatisfy { $0.datapath == 3 && $0.ticket > 0 })
    }

    @Test(arguments: OpenFlowVersion.allCases)
    func missesGoUnaskedOnlyToOldVersions(version: OpenFlowVersion) {
        harness.connect(1, version)
        #expect(harness.log == ["setPacketIns true \(version < .v1_3)"])
    }

    @Test func aToolTakesNoEventsUntilItAsks() {
        let tool = harness.connect(1, .v1_0, isController: false)
        harness.event(.portStatus(PortStatus(.modify, port(1))))
        harness.upcall(captured: 60)
        #expect(harness.sent(tool).isEmpty)
        #expect(harness.log.isEmpty)

        harness.receive(tool, .setConfig(SwitchConfig(missSendLength: 64)))
        #expect(harness.log == ["setConfig normal 64", "setPacketIns true true"])
        harness.event(.portStatus(PortStatus(.modify, port(1))))
        #expect(harness.sent(tool) == [Envelope(xid: 0, .portStatus(PortStatus(.modify, port(1))))])

        harness.receive(tool, .setConfig(SwitchConfig(missSendLength: 0)))
        harness.upcall(captured: 60)
        #expect(harness.sent(tool).count == 1)
        #expect(harness.log.suffix(2) == ["setConfig normal 128", "setPacketIns false false"])
    }

    @Test func eventsGoToEveryController() {
        let first = harness.connect(1, .v1_0)
        let second = harness.connect(2, .v1_3)
        let tool = harness.connect(3, .v1_3, isController: false)
        let removed = FlowRemoved(
            reason: .idleTimeout,
            tableID: 0,
            priority: 1,
            match: Match(),
            cookie: 5,
            duration: 1,
            idleTimeout: 1,
            hardTimeout: 0,
            packetCount: 2,
            byteCount: 3
        )
        harness.event(.flowRemoved(removed))
        for controller in [first, second] {
            #expect(harness.sent(controller) == [Envelope(xid: 0, .flowRemoved(removed))])
        }
        #expect(harness.sent(tool).isEmpty)
    }

    @Test func oneBatchPerConnectionAndFlush() {
        let id = harness.connect(1, .v1_3)
        harness.agent.received(
            id,
            [
                Envelope(xid: 1, .echoRequest([1])), Envelope(xid: 2, .echoRequest([2])),
                Envelope(xid: 3, .hello(Hello())),
            ]
        )
        #expect(harness.batches.isEmpty)
        harness.agent.flush()
        harness.agent.flush()
        #expect(harness.batches.count == 1)
        #expect(
            harness.batches.first?.envelopes == [Envelope(xid: 1, .echoReply([1])), Envelope(xid: 2, .echoReply([2]))]
        )
        #expect(harness.acknowledged[id] == 3)
    }

    @Test func requestsWaitForRoomInOrder() {
        let id = harness.connect(1, .v1_3)
        harness.room = 1
        harness.agent.received(id, (1...3).map { Envelope(xid: $0, flowMod(priority: UInt16($0))) })
        #expect(harness.acknowledged[id] == 1)
        #expect(harness.agent.status.waitingRequests == 2)

        // There is room again, but nobody overtakes those that wait.
        harness.room = 1
        harness.receive(id, flowMod(priority: 4))
        #expect(harness.log == ["setPacketIns true false", "flowMod 1"])
        harness.agent.datapathHasRoom()
        #expect(harness.acknowledged[id] == 2)
        harness.room = 10
        harness.agent.datapathHasRoom()
        #expect(harness.log.dropFirst() == ["flowMod 1", "flowMod 2", "flowMod 3", "flowMod 4"])
        #expect(harness.acknowledged[id] == 4)
        #expect(harness.agent.status.waitingRequests == 0)
        let tickets = harness.submitted.map(\.ticket)
        #expect(tickets == tickets.sorted() && Set(tickets).count == tickets.count)
    }

    @Test func errorsQuoteTheRequestTheyAnswer() {
        let id = harness.connect(1, .v1_3)
        harness.receive(id, flowMod(priority: 1), xid: 11)
        harness.receive(id, flowMod(priority: 2), xid: 12)
        harness.receive(id, flowMod(priority: 3), xid: 13)
        harness.reply(to: harness.submitted[2].ticket, .error(OpenFlowError(.flowModFailedTableFull)))
        #expect(
            harness.sent(id) == [refusal(.flowModFailedTableFull, of: flowMod(priority: 2), xid: 12)]
        )
        // The first has succeeded, as the second is answered; the third is still open.
        #expect(harness.agent.status.openRequests == 1)
        #expect(harness.agent.status.connections.first?.counters.errorsSent == 1)
    }

    @Test func silentSuccessIsForgottenByCheckpoints() {
        let id = harness.connect(1, .v1_3)
        for i in 0..<1000 { harness.receive(id, flowMod(priority: UInt16(i))) }
        let checkpoints = harness.submitted.filter { AgentHarness.name($0.body) == "barrier" }
        #expect(checkpoints.count == 3)
        for checkpoint in checkpoints { harness.reply(to: checkpoint.ticket, .barrier) }
        #expect(harness.agent.status.openRequests < 256)
        #expect(harness.sent(id).isEmpty)
    }

    @Test func disconnectInTheMiddleOfAnAnswer() {
        let first = harness.connect(1, .v1_3)
        let second = harness.connect(2, .v1_3)
        harness.receive(first, .multipartRequest(MultipartRequest(.table)))
        let ticket = harness.submitted.last!.ticket
        harness.reply(to: ticket, isLast: false, .statistics(.table([])))
        harness.receive(second, .barrierRequest, xid: 9)
        harness.agent.disconnected(first)
        harness.reply(to: ticket, .statistics(.table([])))
        harness.reply(.barrier)
        #expect(harness.sent(first).isEmpty)
        #expect(harness.sent(second) == [Envelope(xid: 9, .barrierReply)])
        #expect(harness.agent.status.openRequests == 0)
        #expect(harness.agent.status.connections.map(\.id) == [second])
        #expect(harness.agent.status.internalErrors == 0)
    }

    @Test func changesOfALostConnectionAreMadeAndItsQuestionsDropped() {
        let id = harness.connect(1, .v1_3)
        harness.room = 0
        harness.receive(id, flowMod(priority: 1))
        harness.receive(id, .multipartRequest(MultipartRequest(.table)))
        harness.receive(id, .barrierRequest)
        harness.agent.disconnected(id)
        harness.room = 10
        harness.agent.datapathHasRoom()
        #expect(harness.log == ["setPacketIns true false", "flowMod 1", "setPacketIns false false"])
        harness.reply(to: harness.submitted[1].ticket, .error(OpenFlowError(.flowModFailedTableFull)))
        harness.agent.flush()
        #expect(harness.batches.isEmpty)
        #expect(harness.acknowledged[id] == nil)
    }

    @Test func failuresOfItsOwnRequestsAreCounted() {
        harness.connect(1, .v1_0)
        harness.reply(.error(OpenFlowError(.badRequestEperm, "why")))
        #expect(harness.agent.status.internalErrors == 1)
        #expect(harness.agent.status.lastInternalError?.contains("why") == true)
    }

    @Test func thisProcessCanAskToo() {
        var answers: [Bool] = []
        harness.agent.ask(.statistics(.table)) { answers.append($0.isLast) }
        harness.reply(isLast: false, .statistics(.table([])))
        harness.reply(.statistics(.table([])))
        #expect(answers == [false, true])
        #expect(harness.agent.status.openRequests == 0)
    }

    @Test func messagesOfUnknownConnectionsAreIgnored() {
        harness.receive(ConnectionID(99), flowMod(priority: 1))
        harness.agent.disconnected(ConnectionID(99))
        harness.reply(to: 12345, .barrier)
        #expect(harness.submitted.isEmpty)
        #expect(harness.agent.status.connections.isEmpty)
    }
}
