public import Logging
public import OpenFlow
import Synchronization

/// A connection between a switch and a controller in the same process: real OpenFlow bytes, no socket.
///
/// Each side has its consumer and sends by its own connection identifier; to the switch it looks like any connection that
/// it has opened to a controller. Nothing moves but in `pump`, which moves all there is, on the thread that calls it: a
/// test calls it by hand and gets the same run each time, an event loop calls it whenever `wake` asks for it.
///
/// Limits are those of sockets: an end whose consumer has too much in hand takes no more, and what then waits at the other
/// end makes it drop packet-ins first.
public final class MemoryChannel: ChannelSender {
    /// The connection as the switch knows it.
    public var switchID: ConnectionID { ends[0].link.id }
    /// The connection as the controller knows it.
    public var controllerID: ConnectionID { ends[1].link.id }

    private struct End: Sendable {
        let link: Link
        let consumer: any ChannelConsumer
    }
    /// The switch's end, the controller's end.
    private let ends: [End]

    private struct Core {
        /// Of the ends, in the same order.
        var states: [ConnectionState]
        var wasReady = [false, false]
        var isPumping = false
        var isAsked = false
        var closeReason: String?
        var isClosed = false
    }
    private let core: Mutex<Core>
    private let logger: Logger

    /// - Parameters:
    ///   - switchSettings: versions and limits of the switch's end; the times do not matter here.
    ///   - now: nanoseconds.
    ///   - wake: called from any thread when there is something to pump; must not pump itself.
    public init(
        switchConsumer: any ChannelConsumer,
        switchSettings: ChannelSettings,
        controllerConsumer: any ChannelConsumer,
        controllerSettings: ChannelSettings,
        logger: Logger,
        now: UInt64 = 0,
        wake: @escaping @Sendable () -> Void = {}
    ) {
        let closeRequests = [CloseRequest(), CloseRequest()]
        func end(_ consumer: any ChannelConsumer, _ settings: ChannelSettings, isController: Bool) -> End {
            let peer = isController ? "embedded controller" : "switch"
            let request = closeRequests[isController ? 0 : 1]
            let link = Link(
                target: .embedded,
                peer: peer,
                isController: isController,
                settings: settings,
                logger: logger
            ) { what in
                if case .close(let reason) = what { request.set(reason) }
                wake()
            }
            return End(link: link, consumer: consumer)
        }
        self.logger = logger
        ends = [
            end(switchConsumer, switchSettings, isController: true),
            end(controllerConsumer, controllerSettings, isController: false),
        ]
        self.closeRequests = closeRequests
        // Both ends live in one process: no keep-alive, no time limit.
        let states = [switchSettings, controllerSettings].map { settings in
            ConnectionState(
                ConnectionState.Settings(versions: settings.versions, echoInterval: 0, handshakeTimeout: 0),
                now: now
            )
        }
        core = Mutex(Core(states: states))
        wake()
    }

    private let closeRequests: [CloseRequest]

    public func send(_ envelopes: [Envelope], to connection: ConnectionID) {
        link(connection)?.send(envelopes)
    }

    public func acknowledge(_ connection: ConnectionID, _ count: Int) {
        link(connection)?.acknowledge(count)
    }

    public func disconnect(_ connection: ConnectionID, reason: String) {
        link(connection)?.requestClose(reason: reason)
    }

    func link(_ connection: ConnectionID) -> Link? { ends.first { $0.link.id == connection }?.link }
    var switchLink: Link { ends[0].link }

    /// Moves bytes in both directions and calls the consumers until nothing moves any more.
    ///
    /// A call while another one runs, from a consumer for example, returns at once; the running one does the work.
    public func pump(now: UInt64) {
        let begins = core.withLock { core in
            core.isAsked = true
            guard !core.isPumping else { return false }
            core.isPumping = true
            return true
        }
        guard begins else { return }
        while takeRequest() {
            while move(from: 0, to: 1, now) || move(from: 1, to: 0, now) || closeIfAsked() {}
        }
    }

    /// Ends the pumping, in the same moment in which it finds that nobody has asked for more.
    private func takeRequest() -> Bool {
        core.withLock { core in
            defer { core.isAsked = false }
            if !core.isAsked { core.isPumping = false }
            return core.isAsked
        }
    }

    private func move(from: Int, to: Int, _ now: UInt64) -> Bool {
        let receiver = ends[to].link
        guard !receiver.pauseReadingIfNeeded() else { return false }
        let events: [ConnectionState.Event]? = core.withLock { core in
            guard !core.isClosed else { return nil }
            let own = core.states[from].takeOutput()
            let sent = ends[from].link.take() ?? []
            ends[from].link.written()
            guard !own.isEmpty || !sent.isEmpty else { return nil }
            let events = (own + sent).withUnsafeBytes { core.states[to].receive($0, now: now) }
            receiver.count(messagesIn: core.states[to].messageCount, decodeErrors: core.states[to].decodeErrorCount)
            return events
        }
        guard let events else { return false }
        for event in events { deliver(event, to: to) }
        return true
    }

    private func deliver(_ event: ConnectionState.Event, to index: Int) {
        let (link, consumer) = (ends[index].link, ends[index].consumer)
        switch event {
        case .ready(let version):
            core.withLock { $0.wasReady[index] = true }
            link.becomeReady(version)
            consumer.handle(
                .connected(
                    link.id,
                    version: version,
                    peer: link.peer,
                    target: .embedded,
                    isController: link.isController
                )
            )
        case .messages(let envelopes):
            link.delivered(envelopes.count)
            consumer.handle(.received(link.id, envelopes))
        case .refused(let error):
            link.refused(error)
        case .closed(let reason):
            close(reason)
        }
    }

    private func closeIfAsked() -> Bool {
        guard let reason = closeRequests[0].take() ?? closeRequests[1].take() else { return false }
        close(reason)
        return true
    }

    private func close(_ reason: String) {
        let wasReady: [Bool]? = core.withLock { core in
            guard !core.isClosed else { return nil }
            core.isClosed = true
            return core.wasReady
        }
        guard let wasReady else { return }
        logger.notice("connection closed", metadata: ["target": "\(Target.embedded)", "reason": "\(reason)"])
        for (end, wasReady) in zip(ends, wasReady) {
            end.link.close(reason)
            if wasReady { end.consumer.handle(.disconnected(end.link.id, reason: reason)) }
        }
    }
}

/// Somebody's wish to close, until the next pump.
private final class CloseRequest: Sendable {
    private let reason = Mutex<String?>(nil)

    func set(_ text: String) { reason.withLock { $0 = $0 ?? text } }

    func take() -> String? {
        reason.withLock { reason in
            defer { reason = nil }
            return reason
        }
    }
}
