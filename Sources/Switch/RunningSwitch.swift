import Agent
import Datapath
public import Logging
public import OpenFlow
import OpenFlowChannel
import Packets
import Ports
import Synchronization

/// A switch at work: ports, a worker's thread, the agent's thread and the connections to controllers.
///
/// Who owns what: the worker's thread owns ports, tables, buffers and counters; the agent's thread owns the agent; the event
/// loop owns sockets. They meet only in the rings of the `DatapathLink` and in the agent's mailbox.
public final class RunningSwitch: Sendable {
    private let configuration: SwitchConfiguration
    private let datapathID: UInt64
    private let link: DatapathLink
    private let agent: AgentThread
    private let endpoints: OpenFlowEndpoints
    private let started = ContinuousClock.now
    private let threads: [RunningThread]
    /// nil once the worker's thread is at work.
    private let workerStart: Outcome<SwitchError?>

    /// Opens the ports, starts the threads, binds the listeners and begins to connect to the controllers.
    ///
    /// - Throws: `SwitchError` when an interface or listener cannot be had; everything is closed again then.
    public static func start(_ configuration: SwitchConfiguration, logger: Logger) async throws -> RunningSwitch {
        do { try configuration.validate() } catch { throw SwitchError(error.description) }
        return try await start(configuration, ports: SwitchParts.openPorts(configuration), logger: logger)
    }

    /// With ports of the caller's making, which the switch owns from now on.
    static func start(
        _ configuration: SwitchConfiguration,
        ports: [PortSetup],
        logger: Logger
    ) async throws -> RunningSwitch {
        let started: RunningSwitch
        do {
            started = try RunningSwitch(configuration, ports: ports, logger: logger)
        } catch {
            for port in ports { port.device.deallocate() }
            throw SwitchError(error.description)
        }
        do {
            try await started.connect(logger)
        } catch {
            await started.shutdown()
            throw SwitchError("\(error)")
        }
        return started
    }

    private init(_ configuration: SwitchConfiguration, ports: [PortSetup], logger: Logger) throws(PortError) {
        self.configuration = configuration
        datapathID = SwitchParts.datapathID(configuration, ports: ports)
        link = try DatapathLink()
        let relay = LateConsumer()
        var settings = ChannelSettings(versions: configuration.versions)
        settings.initialBackoff = configuration.initialBackoff
        settings.maximumBackoff = configuration.maxBackoff
        endpoints = OpenFlowEndpoints(consumer: relay, settings: settings, logger: logger)
        agent = AgentThread(
            configuration: SwitchParts.agentConfiguration(configuration, datapathID: datapathID, index: 0),
            link: link,
            sender: endpoints,
            portNews: { logger.info("\(Self.news($0))") }
        )
        relay.set(agent)
        let workerStart = Outcome<SwitchError?>()
        self.workerStart = workerStart
        let (link, agent, poll) = (link, agent, configuration.poll.workerMode)
        let setup = DatapathConfiguration(
            tableCount: SwitchParts.tableCount,
            bufferCount: configuration.bufferCount,
            seed: UInt64.random(in: .min ... .max)
        )
        threads = [
            RunningThread("worker") {
                var worker = Worker(switches: [(setup, ports)], link: link, now: Worker.monotonicNow())
                do throws(PortError) {
                    try worker.prepare()
                    workerStart.finish(with: nil)
                } catch {
                    return workerStart.finish(with: SwitchError(error.description))
                }
                worker.run(poll: poll)
            },
            RunningThread("agent") { agent.run() },
        ]
    }

    private static func news(_ status: PortStatus) -> String {
        let port = "port \(status.port.number.rawValue) (\(status.port.name))"
        let isUp = !status.port.state.contains(.linkDown) && !status.port.config.contains(.portDown)
        switch status.reason {
        case .add: return "\(port) is back, \(isUp ? "up" : "down")"
        case .delete: return "\(port) is gone: its interface does not exist any more; waiting for it to return"
        case .modify: return "\(port) is \(isUp ? "up" : "down")"
        }
    }

    private func connect(_ logger: Logger) async throws {
        if let problem = await workerStart.value() { throw problem }
        for target in configuration.controllers where target == .embedded { try attachEmbedded(logger) }
        try await endpoints.start(
            controllers: configuration.controllers.filter { $0 != .embedded },
            listeners: configuration.listeners
        )
    }

    private func attachEmbedded(_ logger: Logger) throws {
        let isVerbose = configuration.verboseController
        let controller = EmbeddedController(now: { Worker.monotonicNow() }) { event in
            if isVerbose { logger.info("controller: \(event)") } else { logger.debug("controller: \(event)") }
        }
        // First: its first messages answer the connection, which another thread may bring before `attach` returns.
        controller.attach(to: endpoints)
        try endpoints.attach(controller: controller, settings: ChannelSettings(versions: configuration.versions))
    }

    /// Stops everything and waits for it: connections first, then the threads, then ports.
    public func shutdown() async {
        await endpoints.shutdown()
        link.stop()
        agent.stop()
        for thread in threads { await thread.join() }
    }

    public func status() async -> SwitchStatus {
        var status: DatapathStatus?
        for reply in await ask(.status) {
            if case .status(let found) = reply.body { status = found }
        }
        return SwitchStatus(
            configuration,
            datapathID: datapathID,
            uptime: ContinuousClock.now - started,
            datapath: status,
            connections: endpoints.status()
        )
    }

    /// All flow entries of all tables.
    ///
    /// - Throws: `SwitchError` when the switch stops before it has told all of them.
    public func flows() async throws -> [FlowStatistics] {
        let replies = await ask(.statistics(.flow(FlowFilter())))
        guard replies.last?.isLast == true else { throw SwitchError("the switch is stopping") }
        return replies.flatMap { reply -> [FlowStatistics] in
            guard case .statistics(.flow(let flows)) = reply.body else { return [] }
            return flows
        }
    }

    /// All parts of an answer; without the last one when the switch stops first.
    private func ask(_ body: DatapathRequest.Body) async -> [DatapathReply] {
        await withCheckedContinuation { continuation in
            let gathered = Mutex<[DatapathReply]>([])
            agent.post(
                .ask(body) { reply in
                    if let reply { gathered.withLock { $0.append(reply) } }
                    if reply?.isLast ?? true { continuation.resume(returning: gathered.withLock { $0 }) }
                }
            )
        }
    }
}

/// Breaks the circle between endpoints and agent: takes events for a consumer that is named a moment later.
private final class LateConsumer: ChannelConsumer {
    private let consumer = Mutex<(any ChannelConsumer)?>(nil)

    func set(_ consumer: any ChannelConsumer) { self.consumer.withLock { $0 = consumer } }

    func handle(_ event: ChannelEvent) { consumer.withLock { $0 }?.handle(event) }
}

extension SwitchConfiguration.PollMode {
    var workerMode: Datapath.PollMode {
        switch self {
        case .adaptive: .adaptive
        case .busy: .busy
        case .interrupt: .interrupt
        }
    }
}
