import Logging
import NIOCore
import OpenFlow
import Synchronization

/// Keeps one connection to an active target: connects, and connects again after a pause whenever it ends.
///
/// The state changes on the loop only; the lock is for those who ask for the status. At any time there is at most one
/// attempt, connection or pause.
final class Connector: Sendable {
    private enum Phase {
        case connecting
        case connected(any Channel, Link)
        case waiting(until: NIODeadline, Scheduled<Void>)
        case closed
    }

    private struct State {
        var phase = Phase.connecting
        var since = NIODeadline.now()
        var backoff: Duration
        var lastError: String?
        /// Of connections that are over.
        var counters = ChannelCounters()
    }

    let target: Target
    private let loop: any EventLoop
    private let settings: ChannelSettings
    private let logger: Logger
    private let report: @Sendable (Link, ConnectionHandler.Report) -> Void
    private let state: Mutex<State>

    init(
        to target: Target,
        on loop: any EventLoop,
        settings: ChannelSettings,
        logger: Logger,
        report: @escaping @Sendable (Link, ConnectionHandler.Report) -> Void
    ) {
        self.target = target
        self.loop = loop
        self.settings = settings
        self.logger = logger
        self.report = report
        state = Mutex(State(backoff: settings.initialBackoff))
    }

    func connect() {
        Sockets.connect(to: target, on: loop, timeout: settings.connectTimeout) { [self] in begin($0) }
            .whenFailure { [self] error in
                let problem = Sockets.describe(error)
                let isNews = state.withLock { $0.lastError != problem }
                logger.log(
                    level: isNews ? .warning : .debug,
                    "cannot connect",
                    metadata: ["target": "\(target)", "reason": "\(problem)"]
                )
                retry(after: problem) { phase in
                    if case .connecting = phase { true } else { false }
                }
            }
    }

    /// Ends it for good; returns when the socket is closed.
    func close() async {
        let last = state.withLock { state in
            defer { state.phase = .closed }
            return state.phase
        }
        switch last {
        case .connected(let channel, let link):
            link.requestClose(reason: OpenFlowEndpoints.shutdownReason)
            await channel.hasClosed()
        case .waiting(_, let timer): timer.cancel()
        case .connecting, .closed: break
        }
    }

    func status() -> ConnectionStatus {
        state.withLock { state in
            var status = ConnectionStatus(
                target: target,
                role: .active,
                state: .closed,
                inStateFor: .since(state.since),
                counters: state.counters,
                lastError: state.lastError
            )
            switch state.phase {
            case .connecting:
                status.state = .connecting
            case .connected(_, let link):
                status.add(link)
                status.lastError = link.lastError ?? state.lastError
            case .waiting(let until, _):
                status.state = .backoff(remaining: max(.zero, .zero - .since(until)))
            case .closed:
                break
            }
            return status
        }
    }

    private func begin(_ channel: any Channel) -> EventLoopFuture<Void> {
        let link = Link(channel, target: target, isController: true, settings: settings, logger: logger)
        let isClosed = state.withLock { state in
            if case .closed = state.phase { return true }
            state.phase = .connected(channel, link)
            state.since = .now()
            return false
        }
        guard !isClosed else { return channel.close() }
        return channel.addHandler(for: link, settings: settings, logger: logger) { [self] in handle(link, $0) }
    }

    private func handle(_ link: Link, _ report: ConnectionHandler.Report) {
        switch report {
        case .ready:
            state.withLock { state in
                state.backoff = settings.initialBackoff
                state.since = .now()
            }
        case .received:
            break
        case .closed(let reason, _):
            state.withLock { $0.counters += link.counters }
            retry(after: reason) { phase in
                if case .connected(_, let current) = phase { current === link } else { false }
            }
        }
        self.report(link, report)
    }

    /// Goes from the phase that has failed to the pause; does nothing in any other.
    private func retry(after problem: String, from isExpected: (Phase) -> Bool) {
        state.withLock { state in
            guard isExpected(state.phase) else { return }
            state.lastError = problem
            let pause = min(state.backoff, settings.maximumBackoff)
            state.backoff = min(pause * 2, settings.maximumBackoff)
            state.since = .now()
            let next = NIODeadline.now() + .nanoseconds(Int64(clamping: pause.nanoseconds))
            state.phase = .waiting(until: next, loop.scheduleTask(deadline: next) { [self] in connectAgain() })
        }
    }

    private func connectAgain() {
        let isWaiting = state.withLock { state in
            guard case .waiting = state.phase else { return false }
            state.phase = .connecting
            state.since = .now()
            return true
        }
        if isWaiting { connect() }
    }
}

extension ConnectionStatus {
    /// Fills in what a connection says of itself.
    mutating func add(_ link: Link) {
        id = link.id
        version = link.version
        state = version == nil ? .handshake : .ready
        peer = link.peer
        counters += link.counters
    }
}

extension Link {
    /// The link of a socket, whose handler hears what it wants as an outbound event.
    convenience init(
        _ channel: any Channel,
        target: Target,
        isController: Bool,
        settings: ChannelSettings,
        logger: Logger
    ) {
        self.init(
            target: target,
            peer: Sockets.peer(of: channel, target: target),
            isController: isController,
            settings: settings,
            logger: logger
        ) { channel.triggerUserOutboundEvent($0, promise: nil) }
    }
}

extension Channel {
    /// Puts OpenFlow on a socket; runs on its loop.
    func addHandler(
        for link: Link,
        settings: ChannelSettings,
        logger: Logger,
        report: @escaping @Sendable (ConnectionHandler.Report) -> Void
    ) -> EventLoopFuture<Void> {
        eventLoop.makeCompletedFuture {
            let handler = ConnectionHandler(settings: settings, link: link, logger: logger, report: report)
            try pipeline.syncOperations.addHandler(handler)
        }
    }

    /// Returns when the socket is closed, for whatever reason.
    func hasClosed() async { _ = try? await closeFuture.get() }
}
