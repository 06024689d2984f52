public import Logging
import NIOCore
import NIOPosix
public import OpenFlow
import Synchronization

/// All OpenFlow connections of one switch: those to its controllers, opened and reopened from here, those that its
/// listeners accept, and the one to the controller in the same process.
///
/// It owns one thread, on which the consumer is called for every connection. `send`, `acknowledge`, `disconnect` and
/// `status` may be called from any thread.
public final class OpenFlowEndpoints: ChannelSender {
    private struct Registry {
        /// Connections that have become ready.
        var links: [ConnectionID: Link] = [:]
        var connectors: [Connector] = []
        var listeners: [Listener] = []
        var embedded: [(channel: MemoryChannel, since: NIODeadline)] = []
        var isShutDown = false
    }
    private let registry = Mutex(Registry())
    private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    private let consumer: any ChannelConsumer
    private let settings: ChannelSettings
    private let logger: Logger

    public init(consumer: any ChannelConsumer, settings: ChannelSettings, logger: Logger) {
        self.consumer = consumer
        self.settings = settings
        self.logger = logger
    }

    /// Opens the listeners and begins to connect to the controllers; a controller that is not there is tried again.
    ///
    /// - Throws: `ChannelError` for a target that cannot be used; everything opened before is closed then, and the
    ///   endpoints are shut down.
    public func start(controllers: [Target] = [], listeners: [Target] = []) async throws {
        do {
            for target in listeners { try await listen(on: target) }
            for target in controllers { try connect(to: target) }
        } catch {
            await shutdown()
            throw error
        }
    }

    /// Adds a controller, which is connected to again whenever the connection ends.
    public func connect(to target: Target) throws(ChannelError) {
        switch target {
        case .tcp, .unix: break
        case .passiveTCP, .passiveUnix:
            throw ChannelError("\(target) is for listening; a controller is tcp:HOST[:PORT] or unix:PATH")
        case .embedded:
            throw ChannelError("the embedded controller is attached, not connected to")
        }
        let connector = Connector(to: target, on: group.next(), settings: settings, logger: logger) {
            [self] link, report in handle(link, report)
        }
        let isShutDown = registry.withLock { registry in
            if !registry.isShutDown { registry.connectors.append(connector) }
            return registry.isShutDown
        }
        guard !isShutDown else { throw ChannelError("the endpoints are shut down") }
        connector.connect()
    }

    /// Opens a listener and returns the target with the port it got.
    @discardableResult
    public func listen(on target: Target) async throws -> Target {
        let listener = try await Listener.open(on: target, loop: group.next(), settings: settings, logger: logger) {
            [self] link, report in handle(link, report)
        }
        let isShutDown = registry.withLock { registry in
            if !registry.isShutDown { registry.listeners.append(listener) }
            return registry.isShutDown
        }
        guard !isShutDown else {
            await listener.close()
            throw ChannelError("the endpoints are shut down")
        }
        logger.info("listening", metadata: ["target": "\(listener.target)"])
        return listener.target
    }

    /// Connects a controller of this process; both consumers are called on the endpoints' thread.
    ///
    /// That may be before this returns: a controller that answers at once sends and acknowledges with these endpoints.
    @discardableResult
    public func attach(
        controller: any ChannelConsumer,
        settings controllerSettings: ChannelSettings
    ) throws(ChannelError) -> MemoryChannel {
        let loop = group.next()
        let pump = PumpTarget()
        let channel = MemoryChannel(
            switchConsumer: consumer,
            switchSettings: settings,
            controllerConsumer: controller,
            controllerSettings: controllerSettings,
            logger: logger
        ) {
            loop.execute { pump.channel?.pump(now: NIODeadline.now().uptimeNanoseconds) }
        }
        let isShutDown = registry.withLock { registry in
            if !registry.isShutDown {
                registry.embedded.append((channel, .now()))
                for id in [channel.switchID, channel.controllerID] { registry.links[id] = channel.link(id) }
            }
            return registry.isShutDown
        }
        guard !isShutDown else { throw ChannelError("the endpoints are shut down") }
        // Not before both ends can be sent to: the first pump may run at once, on the loop's thread.
        pump.set(channel)
        loop.execute { channel.pump(now: NIODeadline.now().uptimeNanoseconds) }
        return channel
    }

    /// Ends the connection to a controller, or the attempts at one, for good; returns when it is closed. What other
    /// controllers have goes on. Does nothing when there is no such controller.
    public func remove(controller target: Target) async {
        let (connectors, embedded) = registry.withLock { registry in
            let last = (
                registry.connectors.filter { $0.target == target }, target == .embedded ? registry.embedded : []
            )
            registry.connectors.removeAll { $0.target == target }
            if target == .embedded { registry.embedded = [] }
            return last
        }
        for connector in connectors { await connector.close() }
        for (channel, _) in embedded {
            channel.disconnect(channel.switchID, reason: Self.removalReason)
            // The loop has closed it when it comes to this.
            _ = try? await group.next().submit {}.get()
            registry.withLock { registry in
                for id in [channel.switchID, channel.controllerID] { registry.links[id] = nil }
            }
        }
    }

    /// Closes a listener and the connections that it has accepted; returns when they are closed.
    ///
    /// - Parameter target: as `listen` returned it. Does nothing when there is no such listener.
    public func stopListening(on target: Target) async {
        let listeners = registry.withLock { registry in
            let last = registry.listeners.filter { $0.target == target }
            registry.listeners.removeAll { $0.target == target }
            return last
        }
        for listener in listeners { await listener.close() }
    }

    public func send(_ envelopes: [Envelope], to connection: ConnectionID) { link(connection)?.send(envelopes) }

    public func acknowledge(_ connection: ConnectionID, _ count: Int) { link(connection)?.acknowledge(count) }

    public func disconnect(_ connection: ConnectionID, reason: String) {
        link(connection)?.requestClose(reason: reason)
    }

    /// Everything there is, in the order in which it was added: controllers, listeners with their connections.
    public func status() -> [ConnectionStatus] {
        let (connectors, listeners, embedded) = registry.withLock { ($0.connectors, $0.listeners, $0.embedded) }
        return embedded.map { $0.channel.status(since: $0.since) } + connectors.map { $0.status() }
            + listeners.flatMap { $0.status() }
    }

    /// Closes everything after what was sent, removes the files of Unix sockets, and ends the thread.
    ///
    /// The consumer hears `disconnected` for each connection before this returns. A second call does nothing.
    public func shutdown() async {
        let last: Registry? = registry.withLock { registry in
            defer { registry.isShutDown = true }
            return registry.isShutDown ? nil : registry
        }
        guard let last else { return }
        for listener in last.listeners { await listener.close() }
        for connector in last.connectors { await connector.close() }
        for (channel, _) in last.embedded { channel.disconnect(channel.switchID, reason: Self.shutdownReason) }
        do {
            // The loop works off the pumps asked for above before it ends.
            try await group.next().submit {}.get()
            try await group.shutdownGracefully()
        } catch {
            logger.error("event loop does not end", metadata: ["error": "\(error)"])
        }
        // They report to these endpoints, and would keep them for ever.
        registry.withLock { registry in
            registry = Registry()
            registry.isShutDown = true
        }
    }

    static let shutdownReason = "shut down"
    private static let removalReason = "not a controller any more"

    private func link(_ connection: ConnectionID) -> Link? { registry.withLock { $0.links[connection] } }

    /// Runs on the loop.
    private func handle(_ link: Link, _ report: ConnectionHandler.Report) {
        switch report {
        case .ready(let version):
            registry.withLock { $0.links[link.id] = link }
            logger.info(
                "connected",
                metadata: ["target": "\(link.target)", "peer": "\(link.peer)", "version": "\(version.text)"]
            )
            consumer.handle(
                .connected(
                    link.id,
                    version: version,
                    peer: link.peer,
                    target: link.target,
                    isController: link.isController
                )
            )
        case .received(let envelopes):
            consumer.handle(.received(link.id, envelopes))
        case .closed(let reason, let wasReady):
            registry.withLock { _ = $0.links.removeValue(forKey: link.id) }
            logger.notice(
                wasReady ? "connection closed" : "no OpenFlow connection",
                metadata: ["target": "\(link.target)", "peer": "\(link.peer)", "reason": "\(reason)"]
            )
            if wasReady { consumer.handle(.disconnected(link.id, reason: reason)) }
        }
    }
}

/// The memory channel that a wake-up is for, known only after it was made, and kept by others: it has the wake-up itself.
private final class PumpTarget: Sendable {
    private struct Target { weak var channel: MemoryChannel? }
    private let target = Mutex(Target())
    var channel: MemoryChannel? { target.withLock { $0.channel } }
    func set(_ channel: MemoryChannel) { target.withLock { $0.channel = channel } }
}

extension MemoryChannel {
    fileprivate func status(since: NIODeadline) -> ConnectionStatus {
        let version = switchLink.version
        let state: ConnectionStatus.State = switchLink.isClosed ? .closed : version == nil ? .handshake : .ready
        return ConnectionStatus(
            target: .embedded,
            role: .embedded,
            state: state,
            inStateFor: .since(since),
            id: switchID,
            version: version,
            peer: switchLink.peer,
            counters: switchLink.counters,
            lastError: switchLink.lastError
        )
    }
}

extension Duration {
    static func since(_ start: NIODeadline) -> Duration { .nanoseconds((NIODeadline.now() - start).nanoseconds) }
}
