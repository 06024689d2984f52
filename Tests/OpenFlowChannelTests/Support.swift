import Logging
import NIOCore
import NIOPosix
import OpenFlow
import OpenFlowWire
import Synchronization

@testable import OpenFlowChannel

// NIO has types of the same names.
typealias ChannelEvent = OpenFlowChannel.ChannelEvent
typealias ChannelError = OpenFlowChannel.ChannelError

let quiet = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

func bytes(_ message: Message, xid: UInt32 = 1, _ version: OpenFlowVersion = .v1_3) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try encode(Envelope(xid: xid, message), version: version, into: &bytes)
    return bytes
}

func hello(_ versions: Set<OpenFlowVersion>) -> [UInt8] {
    var bytes: [UInt8] = []
    encodeHello(versions: versions, xid: 7, into: &bytes)
    return bytes
}

/// A message header and `body`, right or wrong.
func raw(version: UInt8, type: UInt8, length: UInt16? = nil, xid: UInt32 = 9, body: [UInt8] = []) -> [UInt8] {
    let length = length ?? UInt16(8 + body.count)
    let fields =
        [UInt8(length >> 8), UInt8(length & 0xff)] + (0..<4).map { UInt8(truncatingIfNeeded: xid >> (24 - 8 * $0)) }
    return [version, type] + fields + body
}

/// Takes a byte stream apart by the lengths in the headers.
func split(_ bytes: [UInt8]) -> [[UInt8]] {
    var messages: [[UInt8]] = []
    var rest = bytes[...]
    while rest.count >= 8 {
        let start = rest.startIndex
        let length = Int(rest[start + 2]) << 8 | Int(rest[start + 3])
        guard length >= 8, rest.count >= length else { break }
        messages.append(Array(rest.prefix(length)))
        rest = rest.dropFirst(length)
    }
    return messages
}

/// The messages in a byte stream.
func decodeAll(_ stream: [UInt8], _ version: OpenFlowVersion) throws -> [Envelope] {
    try split(stream).map { message in
        try message.withUnsafeBytes { bytes throws(OpenFlowError) in try decode(bytes, version: version) }
    }
}

func packetIn(byteCount: Int) -> Message {
    .packetIn(
        PacketIn(
            bufferID: nil,
            totalLength: UInt16(byteCount),
            reason: .noMatch,
            match: Match([FieldMatch(.inPort, 1)]),
            data: [UInt8](repeating: 0xab, count: byteCount)
        )
    )
}

/// Records what it is told; tests wait for the next event instead of for time.
final class Recorder: ChannelConsumer {
    private let stream: AsyncStream<ChannelEvent>
    private let continuation: AsyncStream<ChannelEvent>.Continuation
    private let reaction = Mutex<(@Sendable (ChannelEvent) -> Void)?>(nil)
    private let seen = Mutex<[ChannelEvent]>([])

    init() { (stream, continuation) = AsyncStream.makeStream(of: ChannelEvent.self) }

    /// Called for each event, before it is recorded.
    func react(_ reaction: @escaping @Sendable (ChannelEvent) -> Void) { self.reaction.withLock { $0 = reaction } }

    func handle(_ event: ChannelEvent) {
        reaction.withLock { $0 }?(event)
        seen.withLock { $0.append(event) }
        continuation.yield(event)
    }

    /// Everything so far.
    var events: [ChannelEvent] { seen.withLock { $0 } }

    var messages: [Envelope] {
        events.flatMap { event -> [Envelope] in
            if case .received(_, let envelopes) = event { envelopes } else { [] }
        }
    }

    /// The next `connected`; skips everything before.
    func connected() async throws -> (id: ConnectionID, version: OpenFlowVersion, isController: Bool) {
        for await event in stream {
            if case .connected(let id, let version, _, _, let isController) = event {
                return (id, version, isController)
            }
        }
        throw CancellationError()
    }

    func received() async throws -> (id: ConnectionID, envelopes: [Envelope]) {
        for await event in stream {
            if case .received(let id, let envelopes) = event { return (id, envelopes) }
        }
        throw CancellationError()
    }

    func disconnected() async throws -> String {
        for await event in stream {
            if case .disconnected(_, let reason) = event { return reason }
        }
        throw CancellationError()
    }
}

/// A peer that sends and receives plain bytes.
final class RawPeer: Sendable {
    private final class Collector: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer
        let continuation: AsyncStream<[UInt8]>.Continuation
        init(_ continuation: AsyncStream<[UInt8]>.Continuation) { self.continuation = continuation }
        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            continuation.yield(Array(unwrapInboundIn(data).readableBytesView))
        }
        func channelInactive(context: ChannelHandlerContext) { continuation.finish() }
    }

    private let channel: any Channel
    private let stream: AsyncStream<[UInt8]>

    init(_ target: Target) async throws {
        let (stream, continuation) = AsyncStream.makeStream(of: [UInt8].self)
        self.stream = stream
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        channel = try await Sockets.connect(to: target.reverse, on: loop, timeout: .seconds(5)) { channel in
            channel.pipeline.addHandler(Collector(continuation))
        }.get()
    }

    func send(_ bytes: [UInt8]) { channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil) }

    func close() async throws { try await channel.close() }

    /// All bytes until the other side closes.
    func readToEnd() async -> [UInt8] {
        var all: [UInt8] = []
        for await bytes in stream { all += bytes }
        return all
    }

    /// Waits for any bytes.
    func read() async -> [UInt8] {
        for await bytes in stream { return bytes }
        return []
    }
}

extension Target {
    /// What to connect to in order to reach a listener.
    var reverse: Target {
        switch self {
        case .passiveTCP(let host, let port): .tcp(host: host, port: port)
        case .passiveUnix(let path): .unix(path: path)
        case .tcp, .unix, .embedded: self
        }
    }
}
