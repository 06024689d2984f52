import Glibc
import OpenFlow
import Synchronization
import Testing

@testable import OpenFlowChannel

@Suite(.timeLimit(.minutes(1)))
struct OpenFlowEndpointsTests {
    private let near = Recorder()
    private let far = Recorder()
    private let loopback = Target.passiveTCP(host: "127.0.0.1", port: 0)

    private func endpoints(
        _ consumer: Recorder,
        _ versions: Set<OpenFlowVersion> = [.v1_0, .v1_3],
        _ change: (inout ChannelSettings) -> Void = { _ in }
    ) -> OpenFlowEndpoints {
        var settings = ChannelSettings(versions: versions)
        settings.initialBackoff = .milliseconds(1)
        settings.maximumBackoff = .milliseconds(10)
        change(&settings)
        return OpenFlowEndpoints(consumer: consumer, settings: settings, logger: quiet)
    }

    private func temporaryPath() -> String { "/tmp/ofchannel-\(getpid())-\(UInt64.random(in: 0 ... .max)).sock" }

    @Test func carriesMessagesBetweenSwitchAndController() async throws {
        let controller = endpoints(far, [.v1_3])
        let target = try await controller.listen(on: loopback)
        let agent = endpoints(near)
        try await agent.start(controllers: [target.reverse])
        let (atSwitch, atController) = (try await near.connected(), try await far.connected())
        #expect((atSwitch.version, atSwitch.isController) == (.v1_3, true))
        #expect((atController.version, atController.isController) == (.v1_3, false))

        controller.send([Envelope(xid: 1, .featuresRequest), Envelope(xid: 2, .barrierRequest)], to: atController.id)
        var got: [Envelope] = []
        while got.count < 2 { got += try await near.received().envelopes }
        #expect(got == [Envelope(xid: 1, .featuresRequest), Envelope(xid: 2, .barrierRequest)])
        agent.acknowledge(atSwitch.id, 2)
        agent.send([Envelope(xid: 2, .barrierReply)], to: atSwitch.id)
        #expect(try await far.received().envelopes == [Envelope(xid: 2, .barrierReply)])

        let status = try #require(agent.status().first)
        #expect((status.role, status.state, status.version) == (.active, .ready, .v1_3))
        // HELLO and two requests.
        #expect((status.counters.messagesIn, status.counters.messagesOut) == (3, 1))
        #expect(controller.status().map(\.role) == [.listener, .accepted])

        await agent.shutdown()
        #expect(try await near.disconnected() == "shut down")
        #expect(try await far.disconnected().contains("closed the connection"))
        await controller.shutdown()
    }

    @Test func connectsAgain() async throws {
        let first = endpoints(far)
        let target = try await first.listen(on: loopback)
        let agent = endpoints(near)
        try await agent.start(controllers: [target.reverse])
        let old = try await near.connected().id
        await first.shutdown()
        _ = try await near.disconnected()
        #expect(agent.status().first?.lastError != nil)

        let second = endpoints(far)
        try await second.start(listeners: [target])
        #expect(try await near.connected().id != old)
        await agent.shutdown()
        await second.shutdown()
    }

    @Test func waitsForAControllerThatIsNotThere() async throws {
        // A port that was free a moment ago.
        let probe = endpoints(far)
        let target = try await probe.listen(on: loopback)
        await probe.shutdown()
        let agent = endpoints(near)
        try await agent.start(controllers: [target.reverse])
        let controller = endpoints(far)
        try await controller.start(listeners: [target])
        #expect(try await near.connected().version == .v1_3)
        await controller.shutdown()
        await agent.shutdown()
    }

    @Test func ownsTheFileOfAUnixSocket() async throws {
        let path = temporaryPath()
        let controller = endpoints(far)
        try await controller.start(listeners: [.passiveUnix(path: path)])
        var information = stat()
        #expect(stat(path, &information) == 0)
        #expect(information.st_mode == S_IFSOCK | 0o600)

        let rival = endpoints(near)
        await #expect(throws: ChannelError.self) { try await rival.start(listeners: [.passiveUnix(path: path)]) }
        #expect(access(path, F_OK) == 0)

        let agent = endpoints(near)
        try await agent.start(controllers: [.unix(path: path)])
        #expect(try await far.connected().version == .v1_3)
        await agent.shutdown()
        await controller.shutdown()
        #expect(access(path, F_OK) != 0)
    }

    @Test func replacesAStaleSocketFileOnly() async throws {
        let path = temporaryPath()
        // A file on which nobody listens, as a killed process leaves it.
        let (descriptor, stale) = try UnixSocketFile.bind(path)
        defer { close(descriptor) }
        let controller = endpoints(far)
        try await controller.start(listeners: [.passiveUnix(path: path)])
        // The file is another one now.
        stale.remove()
        #expect(access(path, F_OK) == 0)
        await controller.shutdown()

        let file = open(path, O_CREAT | O_WRONLY, 0o600)
        close(file)
        defer { unlink(path) }
        let other = endpoints(far)
        await #expect(throws: ChannelError.self) { try await other.start(listeners: [.passiveUnix(path: path)]) }
        #expect(access(path, F_OK) == 0)
    }

    @Test func refusesTargetsOfTheWrongKind() async throws {
        for (controllers, listeners) in [
            ([Target.embedded], []), ([loopback], []), ([], [Target.unix(path: "x")]), ([], [Target.embedded]),
        ] {
            let agent = endpoints(near)
            await #expect(throws: ChannelError.self) {
                try await agent.start(controllers: controllers, listeners: listeners)
            }
        }
    }

    @Test func saysThatAPortIsTaken() async throws {
        let controller = endpoints(far)
        let target = try await controller.listen(on: loopback)
        let rival = endpoints(near)
        do {
            try await rival.start(listeners: [target])
            Issue.record("two listeners on \(target)")
        } catch {
            #expect("\(error)".contains("cannot listen on \(target): Address already in use"))
        }
        await controller.shutdown()
    }

    @Test func answersABadLengthBeforeItCloses() async throws {
        let agent = endpoints(near)
        let peer = try await RawPeer(try await agent.listen(on: loopback))
        peer.send(hello([.v1_3]) + raw(version: 4, type: 5, length: 7) + [UInt8](repeating: 0, count: 100_000))
        let answers = try decodeAll(await peer.readToEnd(), .v1_3)
        guard case .error(let error)? = answers.last?.message else {
            Issue.record("no error but \(answers)")
            return
        }
        #expect(error.kind == .standard(.badRequestBadLen))
        #expect(try await near.disconnected().contains("length 7"))
        await agent.shutdown()
    }

    @Test func closesHTTPWithoutAnEvent() async throws {
        let agent = endpoints(near)
        let peer = try await RawPeer(try await agent.listen(on: loopback))
        peer.send(Array("GET / HTTP/1.1\r\n\r\n".utf8))
        #expect(split(await peer.readToEnd()).count == 1)
        await agent.shutdown()
        #expect(near.events.isEmpty)
    }

    @Test func losesNothingUnderBackpressure() async throws {
        let agent = endpoints(near) { $0.inboundLimit = 100 }
        let peer = try await RawPeer(try await agent.listen(on: loopback))
        let count = 200_000
        peer.send(try hello([.v1_3]) + (0..<count).flatMap { try bytes(.barrierRequest, xid: UInt32($0)) })
        let id = try await near.connected().id
        var next: UInt32 = 0
        while next < count {
            let envelopes = try await near.received().envelopes
            // One read of at most 256 KiB, and what was in hand before it.
            #expect(envelopes.count <= 32768 + 100)
            #expect(envelopes.map(\.xid) == Array(next..<next + UInt32(envelopes.count)))
            next += UInt32(envelopes.count)
            agent.acknowledge(id, envelopes.count)
        }
        #expect(next == count)
        await agent.shutdown()
    }

    @Test func dropsPacketInsForAPeerThatDoesNotRead() async throws {
        let agent = endpoints(near) { $0.outboundSoftLimit = 100_000 }
        let target = try await agent.listen(on: loopback)
        // Nothing reads here: a bare socket.
        let descriptor = try connectBare(target)
        defer { close(descriptor) }
        let greeting = hello([.v1_3])
        #expect(write(descriptor, greeting, greeting.count) == greeting.count)
        let id = try await near.connected().id
        let burst = (0..<100).map { Envelope(xid: $0, packetIn(byteCount: 1500)) }
        var dropped: UInt64 = 0
        // The kernel's buffers take some megabytes before anything waits here.
        for _ in 0..<10_000 where dropped == 0 {
            agent.send(burst, to: id)
            dropped = try #require(agent.status().last).counters.droppedPacketIns
        }
        #expect(dropped > 0)
        agent.send([Envelope(xid: 1, .barrierReply)], to: id)
        let counters = try #require(agent.status().last).counters
        #expect((counters.droppedPacketIns, counters.messagesOut % 100) == (dropped, (101 - dropped % 100) % 100))
        await agent.shutdown()
    }

    @Test func attachesAControllerOfThisProcess() async throws {
        let agent = endpoints(near)
        let channel = try agent.attach(controller: far, settings: ChannelSettings(versions: [.v1_3]))
        let (atSwitch, atController) = (try await near.connected(), try await far.connected())
        #expect(atSwitch.isController)
        channel.send([Envelope(xid: 1, .barrierRequest)], to: atController.id)
        #expect(try await near.received().envelopes == [Envelope(xid: 1, .barrierRequest)])
        agent.send([Envelope(xid: 1, .barrierReply)], to: atSwitch.id)
        #expect(try await far.received().envelopes == [Envelope(xid: 1, .barrierReply)])
        #expect(agent.status().map(\.role) == [.embedded])
        await agent.shutdown()
        #expect(try await near.disconnected() == "shut down")
        #expect(try await far.disconnected() == "shut down")
    }

    /// `connected` may come, on the loop's thread, before `attach` has returned.
    @Test func aControllerOfThisProcessMayAnswerItsConnectionAtOnce() async throws {
        let agent = endpoints(near)
        let eager = EagerController(sender: agent)
        try agent.attach(controller: eager, settings: ChannelSettings(versions: [.v1_3]))
        #expect(try await near.received().envelopes == [EagerController.greeting])
        await agent.shutdown()
    }

    private func connectBare(_ target: Target) throws -> CInt {
        guard case .passiveTCP(_, let port) = target else { throw CancellationError() }
        let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw CancellationError() }
        return descriptor
    }
}

/// Sends its first message in the very event that tells of the connection.
private struct EagerController: ChannelConsumer {
    static let greeting = Envelope(xid: 7, .barrierRequest)
    let sender: any ChannelSender

    func handle(_ event: ChannelEvent) {
        if case .connected(let id, _, _, _, _) = event { sender.send([Self.greeting], to: id) }
    }
}
