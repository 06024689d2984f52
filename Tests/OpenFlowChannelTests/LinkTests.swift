import NIOCore
import NIOEmbedded
import OpenFlow
import Synchronization
import Testing

@testable import OpenFlowChannel

private final class Wakes: Sendable {
    private let list = Mutex<[Link.Wake]>([])
    func add(_ wake: Link.Wake) { list.withLock { $0.append(wake) } }
    var all: [Link.Wake] { list.withLock { $0 } }
}

struct LinkTests {
    private let wakes = Wakes()

    private func makeLink(_ change: (inout ChannelSettings) -> Void) -> Link {
        var settings = ChannelSettings(versions: [.v1_0, .v1_3])
        change(&settings)
        let link = Link(
            target: .embedded,
            peer: "test",
            isController: true,
            settings: settings,
            logger: quiet
        ) { [wakes] in wakes.add($0) }
        link.becomeReady(.v1_3)
        return link
    }

    @Test func dropsPacketInsFirst() throws {
        let link = makeLink { $0.outboundSoftLimit = 1000 }
        let one = try bytes(packetIn(byteCount: 100)).count
        link.send((0..<50).map { Envelope(xid: $0, packetIn(byteCount: 100)) })
        let kept = (1000 + one - 1) / one
        #expect(link.counters.messagesOut == UInt64(kept))
        #expect(link.counters.droppedPacketIns == UInt64(50 - kept))
        link.send([Envelope(xid: 99, .barrierReply)])
        let sent = try decodeAll(try #require(link.take()), .v1_3)
        #expect(sent.count == kept + 1)
        #expect(sent.last == Envelope(xid: 99, .barrierReply))
        // What was handed out counts until it is written.
        link.send([Envelope(xid: 100, packetIn(byteCount: 100))])
        #expect(link.counters.droppedPacketIns == UInt64(50 - kept + 1))
        link.written()
        link.send([Envelope(xid: 101, packetIn(byteCount: 100))])
        #expect(link.counters.droppedPacketIns == UInt64(50 - kept + 1))
    }

    @Test func givesUpAtTheHardLimit() {
        let link = makeLink { $0.outboundHardLimit = 100 }
        link.send((0..<20).map { Envelope(xid: $0, .barrierReply) })
        guard case .close(let reason)? = wakes.all.last else {
            Issue.record("not closed")
            return
        }
        #expect(reason.contains("160 bytes wait"))
        #expect(link.take() == nil)
        link.send([Envelope(xid: 1, .barrierReply)])
        #expect(link.counters.messagesOut == 20)
    }

    @Test func wakesOnceUntilItRunsDry() {
        let link = makeLink { _ in }
        for xid in 0..<10 { link.send([Envelope(xid: UInt32(xid), .barrierReply)]) }
        #expect(wakes.all.count == 1)
        #expect(link.take()?.count == 80)
        link.send([Envelope(xid: 11, .barrierReply)])
        #expect(wakes.all.count == 1)
        #expect(link.take()?.count == 8)
        #expect(link.take() == nil)
        link.send([Envelope(xid: 12, .barrierReply)])
        #expect(wakes.all.count == 2)
    }

    @Test func leavesOutWhatTheVersionCannotSay() throws {
        let link = makeLink { _ in }
        link.becomeReady(.v1_0)
        let impossible = Message.multipartRequest(MultipartRequest(.portDescription()))
        link.send([Envelope(xid: 1, impossible), Envelope(xid: 2, .barrierRequest)])
        #expect(link.counters.encodeErrors == 1)
        #expect(link.lastError != nil)
        #expect(try decodeAll(try #require(link.take()), .v1_0) == [Envelope(xid: 2, .barrierRequest)])
    }
}

/// Counts the reads that reach the socket.
private final class ReadCounter: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer
    var count = 0
    func read(context: ChannelHandlerContext) {
        count += 1
        context.read()
    }
}

struct ConnectionHandlerTests {
    private final class Reports: Sendable {
        private let list = Mutex<[ConnectionHandler.Report]>([])
        func add(_ report: ConnectionHandler.Report) { list.withLock { $0.append(report) } }
        var closeReason: String? {
            list.withLock { list in
                if case .closed(let reason, _)? = list.last { reason } else { nil }
            }
        }
        var messageCount: Int {
            list.withLock { list in
                list.reduce(0) { sum, report in
                    if case .received(let envelopes) = report { sum + envelopes.count } else { sum }
                }
            }
        }
    }

    private let channel = EmbeddedChannel()
    private let reads = ReadCounter()
    private let reports = Reports()

    private func open(_ change: (inout ChannelSettings) -> Void = { _ in }) throws -> Link {
        var settings = ChannelSettings(versions: [.v1_3])
        change(&settings)
        let link = Link(channel, target: .embedded, isController: false, settings: settings, logger: quiet)
        try channel.pipeline.syncOperations.addHandler(reads)
        let handler = ConnectionHandler(settings: settings, link: link, logger: quiet) { [reports] in reports.add($0) }
        try channel.pipeline.syncOperations.addHandler(handler)
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        try channel.writeInbound(ByteBuffer(bytes: hello([.v1_3])))
        return link
    }

    private func written() throws -> [Envelope] {
        var all: [UInt8] = []
        while let buffer = try channel.readOutbound(as: ByteBuffer.self) { all += buffer.readableBytesView }
        return try decodeAll(all, .v1_3)
    }

    @Test func stopsReadingUntilTheConsumerAcknowledges() throws {
        let link = try open { $0.inboundLimit = 10 }
        channel.pipeline.read()
        let before = reads.count
        for xid in UInt32(0)..<10 { try channel.writeInbound(ByteBuffer(bytes: bytes(.barrierRequest, xid: xid))) }
        channel.pipeline.read()
        #expect(reads.count == before + 1)
        try channel.writeInbound(ByteBuffer(bytes: bytes(.barrierRequest, xid: 10)))
        channel.pipeline.read()
        #expect(reads.count == before + 1)
        #expect(link.isReadingPaused)
        #expect(reports.messageCount == 11)
        link.acknowledge(3)
        #expect(reads.count == before + 1)
        link.acknowledge(3)
        #expect(reads.count == before + 2)
        #expect(!link.isReadingPaused)
        _ = try channel.finish(acceptAlreadyClosed: true)
    }

    @Test func sendsEchoInSilenceAndCloses() throws {
        _ = try open()
        #expect(try written().count == 1)
        channel.embeddedEventLoop.advanceTime(by: .seconds(5))
        #expect(try written().map(\.message) == [.echoRequest([])])
        channel.embeddedEventLoop.advanceTime(by: .seconds(5))
        #expect(reports.closeReason?.contains("ECHO_REQUEST") == true)
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        #expect(!channel.isActive)
    }

    @Test func reportsTheEndOnce() throws {
        let link = try open()
        link.requestClose(reason: "enough")
        channel.embeddedEventLoop.run()
        #expect(reports.closeReason == "enough")
        #expect(!channel.isActive)
    }
}
