import Logging
import NIOCore
import OpenFlow

/// Joins a socket, a `ConnectionState` and a `Link`; lives on the socket's event loop.
///
/// Reading: NIO reads once per `read` call; the call is held back while the consumer has too much in hand.
/// Writing: one write at a time. What is sent meanwhile gathers in the link and goes out with the next one.
/// Closing after a protocol error: the output is written and closed, then the socket lingers until the peer closes too,
/// since closing with unread input would make the kernel throw our last ERROR away.
final class ConnectionHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = Never
    typealias OutboundIn = Never
    typealias OutboundOut = ByteBuffer

    /// What the owner of the connection hears, on the event loop.
    enum Report: Sendable {
        case ready(OpenFlowVersion)
        case received([Envelope])
        /// The last report; `wasReady` says whether there was a `ready`.
        case closed(reason: String, wasReady: Bool)
    }

    /// How long the peer may take to read our last bytes.
    private static let lingerTime = TimeAmount.seconds(1)

    private let settings: ChannelSettings
    private let link: Link
    private let logger: Logger
    private let report: @Sendable (Report) -> Void
    private var state: ConnectionState?
    private var timer: Scheduled<Void>?
    private var isReadHeld = false
    private var isWriting = false
    private var wasReady = false
    private var isFinished = false
    private var lingers = false

    init(settings: ChannelSettings, link: Link, logger: Logger, report: @escaping @Sendable (Report) -> Void) {
        self.settings = settings
        self.link = link
        self.logger = logger
        self.report = report
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { start(context) }
    }

    func channelActive(context: ChannelHandlerContext) { start(context) }

    private func start(_ context: ChannelHandlerContext) {
        guard state == nil else { return }
        guard !isFinished else { return context.close(promise: nil) }
        state = ConnectionState(ConnectionState.Settings(settings), now: now(context))
        drainOutput()
        schedule(context)
    }

    private func now(_ context: ChannelHandlerContext) -> UInt64 { context.eventLoop.now.uptimeNanoseconds }
}

// MARK: - Input

extension ConnectionHandler {
    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isFinished else { return }
        let time = now(context)
        let events = unwrapInboundIn(data).withUnsafeReadableBytes { state?.receive($0, now: time) }
        handle(events ?? [], context)
    }

    func read(context: ChannelHandlerContext) {
        guard !isFinished, link.pauseReadingIfNeeded() else {
            context.read()
            return
        }
        isReadHeld = true
        state?.pauseInput()
    }

    private func resumeReading(_ context: ChannelHandlerContext) {
        guard isReadHeld else { return }
        isReadHeld = false
        state?.resumeInput(now: now(context))
        schedule(context)
        context.read()
    }

    func channelInactive(context: ChannelHandlerContext) {
        handle(state?.inputEnded() ?? [], context)
        finish("closed", context)
        timer?.cancel()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        handle(state?.inputEnded("\(error)") ?? [], context)
        context.close(promise: nil)
    }

    private func handle(_ events: [ConnectionState.Event], _ context: ChannelHandlerContext) {
        if let state { link.count(messagesIn: state.messageCount, decodeErrors: state.decodeErrorCount) }
        var closing: String?
        for event in events {
            switch event {
            case .ready(let version):
                wasReady = true
                link.becomeReady(version)
                schedule(context)
                report(.ready(version))
            case .messages(let envelopes):
                link.delivered(envelopes.count)
                report(.received(envelopes))
            case .refused(let error):
                logger.debug("message refused", metadata: ["peer": "\(link.peer)", "error": "\(error)"])
                link.refused(error)
            case .closed(let reason):
                closing = reason
            }
        }
        drainOutput()
        if let closing {
            lingers = true
            finish(closing, context)
        }
    }

    /// Tells the owner once, lets the output go out, closes.
    private func finish(_ reason: String, _ context: ChannelHandlerContext) {
        guard !isFinished else { return }
        isFinished = true
        timer?.cancel()
        timer = nil
        report(.closed(reason: reason, wasReady: wasReady))
        guard context.channel.isActive else { return link.close() }
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: Self.lingerTime) { context.close(promise: nil) }
        if isReadHeld { context.read() }
        if !isWriting { flush(context) }
    }
}

// MARK: - Time

extension ConnectionHandler {
    /// One timer at a time; it is not moved when input comes in, it looks at the deadline anew when it fires.
    private func schedule(_ context: ChannelHandlerContext) {
        timer?.cancel()
        timer = nil
        guard !isFinished, let deadline = state?.deadline else { return }
        timer = context.eventLoop.assumeIsolated().scheduleTask(deadline: .uptimeNanoseconds(deadline)) {
            self.timer = nil
            guard !self.isFinished else { return }
            let events = self.state?.tick(now: self.now(context)) ?? []
            self.handle(events, context)
            self.schedule(context)
        }
    }
}

// MARK: - Output

extension ConnectionHandler {
    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        guard let wake = event as? Link.Wake else {
            return context.triggerUserOutboundEvent(event, promise: promise)
        }
        switch wake {
        case .flush: if !isWriting { flush(context) }
        case .resumeReading: resumeReading(context)
        case .close(let reason): finish(reason, context)
        }
        promise?.succeed()
    }

    private func drainOutput() {
        if let bytes = state?.takeOutput() { link.enqueue(bytes) }
    }

    private func flush(_ context: ChannelHandlerContext) {
        guard let bytes = link.take() else {
            if isFinished { endOutput(context) }
            return
        }
        isWriting = true
        let buffer = context.channel.allocator.buffer(bytes: bytes)
        context.writeAndFlush(wrapOutboundOut(buffer)).assumeIsolated().whenComplete { result in
            self.isWriting = false
            self.link.written()
            switch result {
            case .success: self.flush(context)
            case .failure: context.close(promise: nil)
            }
        }
    }

    private func endOutput(_ context: ChannelHandlerContext) {
        link.close()
        context.close(mode: lingers ? .output : .all, promise: nil)
    }
}

extension ConnectionState.Settings {
    init(_ settings: ChannelSettings) {
        self.init(
            versions: settings.versions,
            echoInterval: settings.echoInterval.nanoseconds,
            handshakeTimeout: settings.handshakeTimeout.nanoseconds
        )
    }
}
