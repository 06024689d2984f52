import OpenFlow
import Synchronization
import Testing

@testable import OpenFlowChannel

struct MemoryChannelTests {
    private let agent = Recorder()
    private let controller = Recorder()

    private func makeChannel(
        switchVersions: Set<OpenFlowVersion> = [.v1_0, .v1_3],
        controllerVersions: Set<OpenFlowVersion> = [.v1_3],
        _ change: (inout ChannelSettings) -> Void = { _ in }
    ) -> MemoryChannel {
        var settings = ChannelSettings(versions: switchVersions)
        change(&settings)
        return MemoryChannel(
            switchConsumer: agent,
            switchSettings: settings,
            controllerConsumer: controller,
            controllerSettings: ChannelSettings(versions: controllerVersions),
            logger: quiet
        )
    }

    @Test func connectsLikeAnyController() throws {
        let channel = makeChannel()
        #expect(agent.events.isEmpty)
        channel.pump(now: 0)
        guard case .connected(let id, let version, _, let target, let isController)? = agent.events.first else {
            Issue.record("not connected")
            return
        }
        #expect(id == channel.switchID && isController)
        #expect((version, target) == (.v1_3, .embedded))
        guard case .connected(channel.controllerID, .v1_3, _, .embedded, false)? = controller.events.first else {
            Issue.record("controller not connected")
            return
        }
        #expect(channel.switchID != channel.controllerID)
    }

    @Test func carriesMessagesBothWays() {
        let channel = makeChannel()
        channel.pump(now: 0)
        channel.send([Envelope(xid: 1, .featuresRequest), Envelope(xid: 2, .barrierRequest)], to: channel.controllerID)
        #expect(agent.messages.isEmpty)
        channel.pump(now: 1)
        #expect(agent.messages == [Envelope(xid: 1, .featuresRequest), Envelope(xid: 2, .barrierRequest)])
        channel.send([Envelope(xid: 2, .barrierReply)], to: channel.switchID)
        channel.pump(now: 2)
        #expect(controller.messages == [Envelope(xid: 2, .barrierReply)])
    }

    @Test func pumpsWhatConsumersSendMeanwhile() {
        let channel = makeChannel()
        agent.react { event in
            guard case .received(let id, let envelopes) = event else { return }
            channel.send(envelopes.map { Envelope(xid: $0.xid, .barrierReply) }, to: id)
            channel.acknowledge(id, envelopes.count)
            channel.pump(now: 0)
        }
        controller.react { event in
            guard case .connected(let id, _, _, _, _) = event else { return }
            channel.send([Envelope(xid: 5, .barrierRequest)], to: id)
        }
        channel.pump(now: 0)
        #expect(controller.messages == [Envelope(xid: 5, .barrierReply)])
    }

    @Test func holdsBackWhatTheConsumerDoesNotAcknowledge() {
        let channel = makeChannel { $0.inboundLimit = 4 }
        channel.pump(now: 0)
        for xid in 0..<20 {
            channel.send([Envelope(xid: UInt32(xid), .barrierRequest)], to: channel.controllerID)
            channel.pump(now: 0)
        }
        #expect(agent.messages.count == 5)
        channel.acknowledge(channel.switchID, 5)
        channel.pump(now: 0)
        #expect(agent.messages.map(\.xid) == Array(0..<20))
    }

    @Test func dropsPacketInsThatNobodyTakes() {
        let channel = makeChannel { $0.outboundSoftLimit = 1000 }
        channel.pump(now: 0)
        channel.send((0..<100).map { Envelope(xid: $0, packetIn(byteCount: 100)) }, to: channel.switchID)
        let counters = channel.switchLink.counters
        #expect(counters.droppedPacketIns > 0)
        #expect(counters.droppedPacketIns + counters.messagesOut == 100)
    }

    @Test func asksToBePumped() {
        let calls = Counter()
        let channel = MemoryChannel(
            switchConsumer: agent,
            switchSettings: ChannelSettings(versions: [.v1_3]),
            controllerConsumer: controller,
            controllerSettings: ChannelSettings(versions: [.v1_3]),
            logger: quiet
        ) { calls.add() }
        #expect(calls.value == 1)
        channel.pump(now: 0)
        channel.send([Envelope(xid: 1, .barrierRequest)], to: channel.controllerID)
        #expect(calls.value == 2)
    }

    @Test func closesOnRequestAfterWhatWasSent() {
        let channel = makeChannel()
        channel.pump(now: 0)
        channel.send([Envelope(xid: 1, .barrierRequest)], to: channel.controllerID)
        channel.disconnect(channel.controllerID, reason: "done")
        channel.pump(now: 0)
        #expect(agent.messages == [Envelope(xid: 1, .barrierRequest)])
        for recorder in [agent, controller] {
            guard case .disconnected(_, "done")? = recorder.events.last else {
                Issue.record("no disconnected")
                continue
            }
        }
        channel.send([Envelope(xid: 2, .barrierRequest)], to: channel.controllerID)
        channel.pump(now: 0)
        #expect(agent.messages.count == 1)
    }

    @Test func saysNothingWithoutACommonVersion() {
        let channel = makeChannel(switchVersions: [.v1_0], controllerVersions: [.v1_3])
        channel.pump(now: 0)
        #expect(agent.events.isEmpty)
        #expect(channel.switchLink.lastError?.contains("no common version") == true)
    }
}

private final class Counter: Sendable {
    private let count = Atomic<Int>(0)
    func add() { count.add(1, ordering: .relaxed) }
    var value: Int { count.load(ordering: .relaxed) }
}
