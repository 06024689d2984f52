import Agent
import OpenFlow
import Testing

@Suite struct PacketInTests {
    let harness = AgentHarness()

    @Test func eachControllerGetsTheMissLengthItAskedFor() {
        let short = harness.connect(1, .v1_0)
        let long = harness.connect(2, .v1_0)
        harness.receive(short, .setConfig(SwitchConfig(missSendLength: 20)))
        harness.receive(long, .setConfig(SwitchConfig(missSendLength: 300)))
        #expect(harness.log.last == "setConfig normal 300")

        harness.upcall(captured: 300, buffer: 42, maxLength: 300)
        let expected = PacketIn(
            bufferID: 42,
            totalLength: 1000,
            reason: .noMatch,
            tableID: 1,
            match: Match([FieldMatch(.inPort, 2)]),
            data: AgentHarness.bytes(20)
        )
        #expect(harness.packetIns(short) == [expected])
        #expect(harness.packetIns(long).map(\.data) == [AgentHarness.bytes(300)])

        harness.agent.disconnected(long)
        #expect(harness.log.last == "setConfig normal 20")
    }

    @Test func withoutABufferTheWholeFrameGoes() {
        let short = harness.connect(1, .v1_0)
        let whole = harness.connect(2, .v1_0)
        harness.receive(short, .setConfig(SwitchConfig(missSendLength: 20)))
        harness.receive(whole, .setConfig(SwitchConfig(missSendLength: 0xffff)))
        harness.upcall(captured: 500, total: 500, maxLength: 0xffff)
        for id in [short, whole] {
            #expect(harness.packetIns(id).map(\.data.count) == [500])
            #expect(harness.packetIns(id).map(\.bufferID) == [nil])
        }
    }

    @Test func anActionsLengthCountsForWhatItSends() {
        let id = harness.connect(1, .v1_3)
        harness.receive(id, .setConfig(SwitchConfig(missSendLength: 20)))
        harness.upcall(captured: 90, buffer: 1, reason: .action, maxLength: 90, cookie: 5)
        // A table-miss entry is an entry: its action says how much.
        harness.upcall(captured: 90, buffer: 2, reason: .noMatch, maxLength: 64, cookie: 0)
        harness.upcall(captured: 90, buffer: 3, reason: .action, maxLength: 0, cookie: 5)
        #expect(harness.packetIns(id).map(\.data.count) == [90, 64, 0])
        #expect(harness.packetIns(id).map(\.cookie) == [5, 0, 5])
        #expect(harness.packetIns(id).map(\.reason) == [.action, .noMatch, .action])
    }

    @Test func oldVersionsKnowNoTableMissEntry() {
        let id = harness.connect(1, .v1_0)
        harness.upcall(captured: 60, buffer: 1, reason: .noMatch, cookie: 0)
        harness.upcall(captured: 60, buffer: 2, reason: .noMatch, cookie: .max)
        #expect(harness.packetIns(id).map(\.reason) == [.action, .noMatch])
    }

    @Test func pipelineFieldsThatAreNotZero() {
        let id = harness.connect(1, .v1_3)
        harness.upcall(captured: 60, metadata: 8, tunnelID: 9)
        let match = Match([FieldMatch(.inPort, 2), FieldMatch(.metadata, 8), FieldMatch(.tunnelID, 9)])
        #expect(harness.packetIns(id).map(\.match) == [match])
    }

    @Test func invalidTTLsAreNotSentByDefault() {
        let id = harness.connect(1, .v1_3)
        harness.upcall(captured: 60, reason: .invalidTTL)
        #expect(harness.packetIns(id).isEmpty)
        #expect(harness.agent.status.connections.first?.counters.packetInsSent == 0)
    }

    @Test func invalidTTLsAreAskedForByTheConfiguration() {
        let id = harness.connect(1, .v1_2)
        harness.receive(id, .setConfig(SwitchConfig(sendsInvalidTTL: true)))
        harness.receive(id, .getConfigRequest)
        #expect(harness.sent(id).map(\.message) == [.getConfigReply(SwitchConfig(sendsInvalidTTL: true))])
        harness.upcall(captured: 60, reason: .invalidTTL)
        #expect(harness.packetIns(id).count == 1)
        harness.receive(id, .setConfig(SwitchConfig()))
        harness.upcall(captured: 60, reason: .invalidTTL)
        #expect(harness.packetIns(id).count == 1)
    }

    @Test func aLengthBeyondSixteenBitsIsSaidToBeTheLargest() {
        let id = harness.connect(1, .v1_3)
        harness.upcall(captured: 60, total: 70_000, buffer: 1)
        #expect(harness.packetIns(id).map(\.totalLength) == [0xffff])
        #expect(harness.agent.status.connections.first?.counters.packetInsSent == 1)
    }
}
