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
        guard let reply = try await exchange([], message).first else {
            throw ChannelError("\(link.target): an answer without a message")
        }
        return reply
    }

    /// Sends a multipart request and returns all parts of the reply.
    ///
    /// - Throws: as `request`.
    public func multipart(_ body: MultipartRequest.Body) async throws -> [MultipartReply.Body] {
        try await exchange([], .multipartRequest(MultipartRequest(body))).map { part in
            guard case .multipartReply(let reply) = part else {
                throw ChannelError("\(link.target) answered a multipart request with another message: \(part)")
            }
            return reply.body
        }
    }

    /// Sends messages that have no reply (flow-mods …) and a barrier behind them, and returns when it is answered.
    ///
    /// - Throws: `ErrorReply` with the first error that any of them met; as `request` otherwise.
    public func perform(_ messages: [Message]) async throws {
        _ = try await exchange(messages, .barrierRequest)
    }

    /// Closes the connection after what was sent.
    public func close() async {
        link.requestClose(reason: "closed by this side")
        await channel.hasClosed()
    }

    private func exchange(_ before: [Message], _ last: Message) async throws -> [Message] {
        let first = conversation.reserve(before.count + 1)
        var envelopes = before.enumerated().map { Envelope(xid: first &+ UInt32($0.offset), $0.element) }
        envelopes.append(Envelope(xid: first &+ UInt32(before.count), last))
        let encodeErrors = link.counters.encodeErrors
        let timer = channel.eventLoop.scheduleTask(
            in: .nanoseconds(Int64(clamping: timeout.nanoseconds))
        ) { [self] in conversation.expire(first, after: timeout) }
        defer { timer.cancel() }
        return try await conversation.exchange(first, count: envelopes.count) { [envelopes, link] in
            link.send(envelopes)
            guard link.counters.encodeErrors != encodeErrors, let problem = link.lastError else { return nil }
            return "cannot be said in OpenFlow \(version.text): \(problem)"
        }
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
