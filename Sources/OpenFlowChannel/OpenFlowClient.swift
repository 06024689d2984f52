public import Logging
import NIOCore
import NIOPosix
public import OpenFlow
import Synchronization

/// A controller's end of one connection for tools: connects to a listener of a switch, asks, waits for the answers.
///
/// All methods may be called from any task, several at a time; answers find their requests by xid.
public final class OpenFlowClient: Sendable {
    public let version: OpenFlowVersion
    private let link: Link
    private let channel: any Channel
    private let timeout: Duration
    private let conversation: Conversation

    private init(
        version: OpenFlowVersion,
        link: Link,
        channel: any Channel,
        timeout: Duration,
        conversation: Conversation
    ) {
        self.version = version
        self.link = link
        self.channel = channel
        self.timeout = timeout
        self.conversation = conversation
    }

    /// Connects and agrees on a version.
    ///
    /// - Parameters:
    ///   - timeout: for the connection, for the handshake, and for each answer.
    ///   - unsolicited: gets what answers no request (packet-ins, port status …), on the connection's thread.
    /// - Throws: `ChannelError`.
    public static func connect(
        to target: Target,
        versions: Set<OpenFlowVersion>,
        timeout: Duration = .seconds(5),
        logger: Logger,
        unsolicited: @escaping @Sendable (Envelope) -> Void = { _ in }
    ) async throws -> OpenFlowClient {
        var settings = ChannelSettings(versions: versions)
        settings.connectTimeout = timeout
        settings.handshakeTimeout = timeout
        let conversation = Conversation(target: target, unsolicited: unsolicited)
        let (setUp, final, log) = (settings, conversation, logger)
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let channel: any Channel
        do {
            channel = try await Sockets.connect(to: target, on: loop, timeout: timeout) { channel in
                let link = Link(channel, target: target, isController: true, settings: setUp, logger: log)
                final.begin(link)
                return channel.addHandler(for: link, settings: setUp, logger: log) { final.handle($0) }
            }.get()
        } catch let error as ChannelError {
            throw error
        } catch {
            throw ChannelError("cannot connect to \(target): \(Sockets.describe(error))")
        }
        let (version, link) = try await conversation.ready()
        return OpenFlowClient(
            version: version,
            link: link,
            channel: channel,
            timeout: timeout,
            conversation: conversation
        )
    }

    /// Sends a request and returns its reply; for multipart requests use `multipart`.
    ///
    /// - Throws: `ErrorReply` when the switch answers with an error, `ChannelError` for everything else.
    public func request(_ message: Message) async throws -> Message {
        guard let reply = try await exchange([], then: message).checked().first?.message else {
            throw ChannelError("\(link.target): an answer without a message")
        }
        return reply
    }

    /// Sends a multipart request and returns all parts of the reply.
    ///
    /// - Throws: as `request`.
    public func multipart(_ body: MultipartRequest.Body) async throws -> [MultipartReply.Body] {
        try await exchange([], then: .multipartRequest(MultipartRequest(body))).checked().map { part in
            guard case .multipartReply(let reply) = part.message else {
                throw ChannelError("\(link.target) answered a multipart request with another message: \(part)")
            }
            return reply.body
        }
    }

    /// Sends messages that have no reply (flow-mods …) and a barrier behind them, and returns when it is answered.
    ///
    /// - Throws: `ErrorReply` with the first error that any of them met; as `request` otherwise.
    public func perform(_ messages: [Message]) async throws {
        _ = try await exchange(messages, then: .barrierRequest).checked()
    }

    /// Closes the connection after what was sent.
    public func close() async {
        link.requestClose(reason: "closed by this side")
        await channel.hasClosed()
    }

    /// Waits for the end of the connection and returns its reason.
    public func closed() async -> String {
        await channel.hasClosed()
        return conversation.endReason ?? "closed"
    }

    /// Sends messages that have no reply, and behind them one that has, and returns when that is answered in full.
    ///
    /// The request inside a `bundleAdd` gets the xid of the message around it, as it must.
    /// - Parameter earlier: xids of messages sent before; errors about them that come meanwhile are among the answers.
    /// - Throws: `ChannelError`; errors of the switch are answers.
    public func exchange(
        _ messages: [Message],
        then last: Message,
        earlier: Range<UInt32> = 0..<0
    ) async throws -> Answers {
        let first = conversation.reserve(messages.count + 1)
        var envelopes = messages.enumerated().map { Self.envelope(first &+ UInt32($0.offset), $0.element) }
        envelopes.append(Self.envelope(first &+ UInt32(messages.count), last))
        let before = link.counters
        let timer = channel.eventLoop.scheduleTask(
            in: .nanoseconds(Int64(clamping: timeout.nanoseconds))
        ) { [self] in conversation.expire(first, after: timeout) }
        defer { timer.cancel() }
        let result: Result<Answers, any Error>
        do {
            let count = envelopes.count
            result = .success(
                try await conversation.exchange(first, count: count, earlier: earlier) { [envelopes, link] in
                    link.send(envelopes)
                    guard link.counters.encodeErrors != before.encodeErrors, let problem = link.lastError else {
                        return nil
                    }
                    return "cannot be said in OpenFlow \(version.text): \(problem)"
                }
            )
        } catch {
            result = .failure(error)
        }
        // Whatever has come of it: an answer that could not be read is why.
        if link.counters.decodeErrors != before.decodeErrors, let problem = link.lastError {
            throw ChannelError(
                "\(link.target) answers with a message that cannot be read: \(problem)",
                isUnreadableAnswer: true
            )
        }
        return try result.get()
    }

    private static func envelope(_ xid: UInt32, _ message: Message) -> Envelope {
        guard case .bundleAdd(var add) = message else { return Envelope(xid: xid, message) }
        add.request.xid = xid
        return Envelope(xid: xid, .bundleAdd(add))
    }
}

/// What a switch has said to the messages of one exchange.
public struct Answers: Hashable, Sendable {
    /// Of the messages sent, in their order.
    public var xids: Range<UInt32>
    /// The reply to the last message, in all its parts; empty when it met an error.
    public var parts: [Envelope]
    /// Errors about any of the messages, with their xids, in the order in which they came.
    public var errors: [Envelope]

    public init(xids: Range<UInt32>, parts: [Envelope], errors: [Envelope] = []) {
        self.xids = xids
        self.parts = parts
        self.errors = errors
    }

    /// The parts.
    ///
    /// - Throws: `ErrorReply` when there is any error.
    func checked() throws -> [Envelope] {
        guard let first = errors.first, case .error(let error) = first.message else { return parts }
        throw ErrorReply(error: error, index: Int(first.xid) - Int(xids.lowerBound))
    }
}

/// The switch has answered with ERROR.
public struct ErrorReply: Error, Hashable, CustomStringConvertible {
    public var error: ErrorMessage
    /// Which of the messages it is about, counted from 0.
    public var index: Int

    public var description: String {
        switch error.kind {
        case .standard(let code): "the switch answered with the error \(code.name)"
        case .other(let type, let code): "the switch answered with an unknown error, type \(type) code \(code)"
        }
    }
}
