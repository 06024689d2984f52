import Agent
import Datapath
import OpenFlow
import Testing

@Suite struct HandlerTests {
    let harness = AgentHarness()

    // MARK: Features

    @Test(arguments: [OpenFlowVersion.v1_0, .v1_1, .v1_2])
    func oldFeaturesHaveThePorts(version: OpenFlowVersion) throws {
        let id = harness.connect(1, version)
        harness.receive(id, .featuresRequest)
        #expect(harness.log.last == "statistics")
        harness.reply(isLast: false, .statistics(.portDescription([port(1)])))
        #expect(harness.sent(id).isEmpty)
        harness.reply(.statistics(.portDescription([port(2)])))
        let reply = try #require(harness.sent(id).first)
        guard case .featuresReply(let features) = reply.message else {
            Issue.record("not a features reply: \(reply)")
            return
        }
        #expect(reply.xid == 7)
        #expect(features.ports == [port(1), port(2)])
        #expect(features.datapathID == 0xabc && features.bufferCount == 256 && features.tableCount == 254)
        #expect(features.supportedActions.contains(.output))
    }

    @Test func newFeaturesNeedNoDatapath() {
        let id = harness.connect(1, .v1_3)
        harness.receive(id, .featuresRequest)
        #expect(harness.log == ["setPacketIns true false"])
        guard case .featuresReply(let features) = harness.sent(id).first?.message else {
            Issue.record("no features reply")
            return
        }
        #expect(features.ports.isEmpty && features.datapathID == 0xabc)
    }

    // MARK: Configuration

    @Test func configBelongsToTheConnectionAndFragmentsToTheSwitch() {
        let first = harness.connect(1, .v1_3)
        let second = harness.connect(2, .v1_3)
        harness.receive(first, .setConfig(SwitchConfig(fragments: .drop, missSendLength: 50)))
        #expect(harness.log.last == "setConfig drop 128")
        harness.receive(first, .getConfigRequest)
        harness.receive(second, .getConfigRequest)
        #expect(
            harness.sent(first) == [
                Envelope(xid: 7, .getConfigReply(SwitchConfig(fragments: .drop, missSendLength: 50)))
            ]
        )
        #expect(
            harness.sent(second) == [
                Envelope(xid: 7, .getConfigReply(SwitchConfig(fragments: .drop, missSendLength: 128)))
            ]
        )
    }

    @Test func reassemblyIsRefusedWhereThereIsAnError() {
        let id = harness.connect(1, .v1_3)
        let request = Message.setConfig(SwitchConfig(fragments: .reassemble, missSendLength: 50))
        harness.receive(id, request)
        #expect(harness.sent(id) == [refusal(.switchConfigFailedBadFlags, of: request)])
        #expect(harness.agent.status.config == SwitchConfig())
        #expect(harness.agent.status.connections.first?.missSendLength == 128)
    }

    @Test func reassemblyIsNotDoneInTheFirstVersion() {
        let id = harness.connect(1, .v1_0)
        harness.receive(id, .setConfig(SwitchConfig(fragments: .reassemble, missSendLength: 50)))
        harness.receive(id, .getConfigRequest)
        let config = SwitchConfig(fragments: .normal, missSendLength: 50)
        #expect(harness.sent(id) == [Envelope(xid: 7, .getConfigReply(config))])
        #expect(harness.log.last == "setConfig normal 50")
    }

    // MARK: Changes

    @Test(arguments: [
        Message.flowMod(FlowMod(.delete)), .packetOut(PacketOut(bufferID: 1, actions: [])),
        .portMod(PortMod(number: PortNumber(1), hardwareAddress: 1, config: [], mask: .portDown)),
        .setConfig(SwitchConfig(missSendLength: 77)),
    ])
    func changesAreAnsweredOnlyWhenTheyFail(message: Message) {
        let id = harness.connect(1, .v1_3)
        harness.receive(id, message)
        #expect(harness.submitted.count == 2)
        #expect(harness.sent(id).isEmpty)
        harness.reply(.error(OpenFlowError(.badRequestEperm)))
        #expect(harness.sent(id) == [refusal(.badRequestEperm, of: message)])
    }

    @Test func changesArriveAsTheyAre() {
        let id = harness.connect(1, .v1_3)
        let mod = FlowMod(.add, priority: 9, match: Match([FieldMatch(.inPort, 1)]), bufferID: 4)
        harness.receive(id, .flowMod(mod))
        guard case .flowMod(let submitted) = harness.submitted.last?.body else {
            Issue.record("no flow-mod was submitted")
            return
        }
        #expect(submitted == mod)
    }

    // MARK: Barrier

    @Test func barrierIsAnsweredByTheDatapath() {
        let id = harness.connect(1, .v1_0)
        harness.receive(id, flowMod(priority: 1), xid: 1)
        harness.receive(id, .barrierRequest, xid: 2)
        #expect(harness.sent(id).isEmpty)
        harness.reply(to: harness.submitted[1].ticket, .error(OpenFlowError(.flowModFailedTableFull)))
        harness.reply(.barrier)
        #expect(
            harness.sent(id) == [
                refusal(.flowModFailedTableFull, of: flowMod(priority: 1), xid: 1), Envelope(xid: 2, .barrierReply),
            ]
        )
    }

    @Test func answersKeepTheirPlaceBehindBarriers() {
        let id = harness.connect(1, .v1_3)
        harness.agent.received(
            id,
            [
                Envelope(xid: 1, .echoRequest([1])), Envelope(xid: 2, .barrierRequest),
                Envelope(xid: 3, .echoRequest([3])), Envelope(xid: 4, .barrierRequest),
                Envelope(xid: 5, .getConfigRequest), Envelope(xid: 6, .barrierReply),
            ]
        )
        let barriers = harness.submitted.suffix(2).map(\.ticket)
        #expect(harness.sent(id).map(\.xid) == [1])
        #expect(harness.acknowledged[id] == 3)
        harness.reply(to: barriers[0], .barrier)
        #expect(harness.sent(id).map(\.xid) == [1, 2, 3])
        harness.reply(to: barriers[1], .barrier)
        #expect(harness.sent(id).map(\.xid) == [1, 2, 3, 4, 5, 6])
        #expect(harness.acknowledged[id] == 6)
    }

    // MARK: Multipart

    @Test func descriptionIsTheAgents() {
        let id = harness.connect(1, .v1_0)
        harness.receive(id, .multipartRequest(MultipartRequest(.description)))
        let reply = MultipartReply(.description(AgentHarness.description))
        #expect(harness.sent(id) == [Envelope(xid: 7, .multipartReply(reply))])
    }

    @Test func partsArePassedOnWithTheMoreFlag() {
        let id = harness.connect(1, .v1_3)
        harness.receive(id, .multipartRequest(MultipartRequest(.port(.any))))
        let first = PortStatistics(number: PortNumber(1))
        let second = PortStatistics(number: PortNumber(2))
        harness.reply(isLast: false, .statistics(.port([first])))
        harness.reply(.statistics(.port([second])))
        #expect(
            harness.sent(id) == [
                Envelope(xid: 7, .multipartReply(MultipartReply(.port([first]), more: true))),
                Envelope(xid: 7, .multipartReply(MultipartReply(.port([second])))),
            ]
        )
    }

    @Test(arguments: [
        MultipartRequest.Body.flow(FlowFilter()), .aggregate(FlowFilter(tableID: 1)), .table, .port(PortNumber(3)),
        .portDescription(), .tableFeatures([]),
    ])
    func theDatapathKnowsTheRest(body: MultipartRequest.Body) {
        let id = harness.connect(1, .v1_3)
        harness.receive(id, .multipartRequest(MultipartRequest(body)))
        guard case .statistics(let asked) = harness.submitted.last?.body else {
            Issue.record("nothing was asked")
            return
        }
        #expect(asked == body)
        harness.reply(.error(OpenFlowError(.badRequestBadPort)))
        #expect(
            harness.sent(id) == [refusal(.badRequestBadPort, of: .multipartRequest(MultipartRequest(body)))]
        )
    }

    @Test func requestsInSeveralMessagesAreRefused() {
        let id = harness.connect(1, .v1_3)
        let request = Message.multipartRequest(MultipartRequest(.table, more: true))
        harness.receive(id, request)
        #expect(harness.sent(id) == [refusal(.badRequestMultipartBufferOverflow, of: request)])
    }

    @Test(arguments: [false, true]) func tableFeaturesCannotBeChanged(more: Bool) {
        let id = harness.connect(1, .v1_3)
        let wanted = TableFeatures(tableID: 0, name: "mine", metadataMatch: 0, metadataWrite: 0, maxEntries: 1)
        let request = Message.multipartRequest(MultipartRequest(.tableFeatures([wanted]), more: more))
        harness.receive(id, request)
        #expect(harness.sent(id) == [refusal(.tableFeaturesFailedEperm, of: request)])
        #expect(harness.log == ["setPacketIns true false"])
    }

    // MARK: Messages that ask for nothing here

    @Test(arguments: [OpenFlowVersion.v1_0, .v1_3])
    func experimentersAreUnknown(version: OpenFlowVersion) {
        let id = harness.connect(1, version)
        let request = Message.experimenter(Experimenter(id: 0x2320, data: [1]))
        harness.receive(id, request)
        let code: ErrorCode = version == .v1_0 ? .badRequestBadVendor : .badRequestBadExperimenter
        #expect(harness.sent(id) == [refusal(code, of: request)])
    }

    @Test(arguments: [
        Message.featuresReply(FeaturesReply(datapathID: 1, bufferCount: 0, tableCount: 1, capabilities: [])),
        .getConfigReply(SwitchConfig()), .barrierReply, .portStatus(PortStatus(.add, port(1))),
        .multipartReply(MultipartReply(.table([]))),
        .packetIn(PacketIn(bufferID: nil, totalLength: 0, reason: .action, match: Match(), data: [])),
    ])
    func messagesOfSwitchesAreRefused(message: Message) {
        let id = harness.connect(1, .v1_3)
        harness.receive(id, message)
        #expect(harness.sent(id) == [refusal(.badRequestBadType, of: message)])
    }

    @Test func errorsOfThePeerAreKept() {
        let id = harness.connect(1, .v1_3)
        harness.receive(id, .error(ErrorMessage(.standard(.badRequestBadLen))))
        #expect(harness.agent.status.connections.first?.counters.errorsReceived == 1)
        #expect(harness.agent.status.connections.first?.lastError == ErrorCode.badRequestBadLen.name)
        harness.receive(id, .error(ErrorMessage(.other(type: 9, code: 8))))
        #expect(harness.agent.status.connections.first?.lastError == "type 9 code 8")
        #expect(harness.sent(id).isEmpty)
    }

    @Test func lateHellosAndEchoRepliesChangeNothing() {
        let id = harness.connect(1, .v1_3)
        harness.receive(id, .hello(Hello()))
        harness.receive(id, .echoReply([1]))
        #expect(harness.sent(id).isEmpty)
        #expect(harness.acknowledged[id] == 2)
        #expect(harness.agent.status.connections.first?.counters.received == 2)
    }
}
