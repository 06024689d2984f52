import Agent
import Datapath
import Foundation
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

    /// Opens the ports, starts the threads, binds the listeners and begins to connect to the controllers.
    ///
    /// - Throws: `SwitchError` when an interface or listener cannot be had; everything is closed again then.
    public static func start(_ configuration: SwitchConfiguration, logger: Logger) async throws -> RunningSwitch {
        do { try configuration.validate() } catch { throw SwitchError(error.description) }
        return try await start(configuration, ports: SwitchParts.openPorts(configuration), logger: logger)
    }

    /// With ports of the caller's making, which the switch owns from now on.
    static func start(
        _ configuration: SwitchConfiguration, ports: [PortSetup], logger: Logger
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
            link: link, sender: endpoints)
        relay.set(agent)
        let (link, agent, poll) = (link, agent, configuration.poll.workerMode)
        let setup = DatapathConfiguration(
            tableCount: SwitchParts.tableCount, bufferCount: configuration.bufferCount,
            seed: UInt64.random(in: .min ... .max))
        threads = [
            RunningThread("worker") {
                var worker = Worker(switches: [(setup, ports)], link: link, now: Worker.monotonicNow())
                do {
                    try worker.run(poll: poll)
                } catch {
                    logger.critical("the worker cannot run: \(error)")
                }
            },
            RunningThread("agent") { agent.run() },
        ]
    }

    private func connect(_ logger: Logger) async throws {
        for target in configuration.controllers where target == .embedded { try attachEmbedded(logger) }
        try await endpoints.start(
            controllers: configuration.controllers.filter { $0 != .embedded }, listeners: configuration.listeners)
    }

    private func attachEmbedded(_ logger: Logger) throws {
        let isVerbose = configuration.verboseController
        let controller = EmbeddedController(now: { Worker.monotonicNow() }) { event in
            if isVerbose { logger.info("controller: \(event)") } else { logger.debug("controller: \(event)") }
        }
        let channel = try endpoints.attach(
            controller: controller, settings: ChannelSettings(versions: configuration.versions))
        controller.attach(to: channel)
    }

    /// Stops everything and waits for it: connections first, then the threads, then ports.
    public func shutdown() async {
        await endpoints.shutdown()
        link.stop()
        agent.stop()
        for thread in threads { await thread.join() }
    }

    public func status() async -> SwitchStatus {
        let reply = await ask(.status)
        guard case .status(let datapath)? = reply?.body else {
            preconditionFailure("a status request is answered with a status")
        }
        return SwitchStatus(
            configuration, datapathID: datapathID, uptime: ContinuousClock.now - started, datapath: datapath,
            connections: endpoints.status())
    }

    /// All flow entries of all tables.
    public func flows() async throws -> [FlowStatistics] {
        await withCheckedContinuation { continuation in
            let gathered = Mutex<[FlowStatistics]>([])
            agent.post(
                .ask(.statistics(.flow(FlowFilter()))) { reply in
                    if case .statistics(.flow(let part)) = reply.body { gathered.withLock { $0 += part } }
                    if reply.isLast { continuation.resume(returning: gathered.withLock { $0 }) }
                })
        }
    }

    private func ask(_ body: DatapathRequest.Body) async -> DatapathReply? {
        await withCheckedContinuation { continuation in
            agent.post(.ask(body) { reply in if reply.isLast { continuation.resume(returning: reply) } })
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
