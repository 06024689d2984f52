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
///
/// What can change while it works is changed by `apply` (in `RunningSwitch+Apply.swift`).
public final class RunningSwitch: Sendable {
    /// How a port is opened, with its number.
    typealias PortOpener = @Sendable (SwitchConfiguration.Port, UInt32) throws(SwitchError) -> PortSetup

    /// What is so now: the configuration as far as it is carried out.
    let current: CurrentConfiguration
    let datapathID: UInt64
    let link: DatapathLink
    let agent: AgentThread
    let endpoints: OpenFlowEndpoints
    let logger: Logger
    let openPort: PortOpener
    private let started = ContinuousClock.now
    private let threads: [RunningThread]
    private let relay: LateConsumer
    /// nil once the worker's thread is at work.
    private let workerStart: Outcome<SwitchError?>

    /// Opens the ports, starts the threads, fills the tables, binds the listeners and begins to connect to the controllers.
    ///
    /// - Throws: `SwitchError` when an interface or listener cannot be had, or a flow is refused; everything is closed
    ///   again then.
    public static func start(_ configuration: SwitchConfiguration, logger: Logger) async throws -> RunningSwitch {
        do { try configuration.validate() } catch { throw SwitchError(error.description) }
        return try await start(configuration, ports: SwitchParts.openPorts(configuration), logger: logger)
    }

    /// With ports of the caller's making, which the switch owns from now on.
    ///
    /// - Parameter openPort: makes those that are added later.
    static func start(
        _ configuration: SwitchConfiguration,
        ports: [PortSetup],
        openPort: @escaping PortOpener = { port, number throws(SwitchError) in
            try SwitchParts.open(port, number: number)
        },
        logger: Logger
    ) async throws -> RunningSwitch {
        let started: RunningSwitch
        do {
            let numbered = configuration.numbered(after: nil)
            started = try RunningSwitch(numbered, ports: ports, openPort: openPort, logger: logger)
        } catch {
            for port in ports { port.device.deallocate() }
            throw SwitchError(error.description)
        }
        do {
            try await started.connect()
        } catch {
            await started.shutdown()
            throw SwitchError("\(error)")
        }
        return started
    }

    private init(
        _ configuration: SwitchConfiguration,
        ports: [PortSetup],
        openPort: @escaping PortOpener,
        logger: Logger
    ) throws(PortError) {
        let current = CurrentConfiguration(configuration)
        self.current = current
        self.logger = logger
        self.openPort = openPort
        datapathID = SwitchParts.datapathID(configuration, ports: ports)
        link = try DatapathLink()
        let relay = LateConsumer()
        self.relay = relay
        var settings = ChannelSettings(versions: configuration.versions)
        settings.initialBackoff = configuration.initialBackoff
        settings.maximumBackoff = configuration.maxBackoff
        endpoints = OpenFlowEndpoints(consumer: relay, settings: settings, logger: logger)
        agent = AgentThread(
            configuration: SwitchParts.agentConfiguration(configuration, datapathID: datapathID, index: 0),
            link: link,
            sender: endpoints,
            portNews: { status in
                // Ports that somebody adds or removes are told of by who does that.
                guard current.hasPort(status.port.number) else { return }
                logger.info("\(Self.news(status))")
            }
        )
        relay.set(agent)
        let workerStart = Outcome<SwitchError?>()
        self.workerStart = workerStart
        let (link, agent, poll) = (link, agent, configuration.poll.workerMode)
        let setup = SwitchParts.datapathConfiguration(configuration, seed: .random(in: .min ... .max))
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
        let port = "port \(status.port.number.text) (\(status.port.name))"
        let isUp = !status.port.state.contains(.linkDown) && !status.port.config.contains(.portDown)
        switch status.reason {
        case .add: return "\(port) is back, \(isUp ? "up" : "down")"
        case .delete: return "\(port) is gone: its interface does not exist any more; waiting for it to return"
        case .modify: return "\(port) is \(isUp ? "up" : "down")"
        }
    }

    private func connect() async throws {
        if let problem = await workerStart.value() { throw problem }
        let configuration = current.configuration
        if let refusal = await install(configuration.flows).first { throw SwitchError(refusal) }
        for target in configuration.listeners { try await listen(on: target) }
        for target in configuration.controllers { try connect(to: target) }
    }

    func listen(on target: Target) async throws {
        current.setListener(target, bound: try await endpoints.listen(on: target))
    }

    func connect(to target: Target) throws {
        if target == .embedded { try attachEmbedded() } else { try endpoints.connect(to: target) }
    }

    private func attachEmbedded() throws {
        let controller = EmbeddedController(now: { Worker.monotonicNow() }) { [current, logger] event in
            if current.configuration.verboseController {
                logger.info("controller: \(event)")
            } else {
                logger.debug("controller: \(event)")
            }
        }
        // First: its first messages answer the connection, which another thread may bring before `attach` returns.
        controller.attach(to: endpoints)
        try endpoints.attach(
            controller: controller,
            settings: ChannelSettings(versions: current.configuration.versions)
        )
    }

    /// Adds the flows and waits until they are in the tables; says of each that is refused where it was written, and why.
    func install(_ flows: [SwitchConfiguration.InitialFlow]) async -> [String] {
        guard !flows.isEmpty else { return [] }
        guard let errors = await change(flows.map(\.mod)) else { return ["the switch is stopping"] }
        return errors.sorted { $0.key < $1.key }.map { index, error in
            "\(flows[index].writtenAt): the switch refuses this flow: \(error.detail) (\(error.code.name))"
        }
    }

    /// Carries out flow-mods in order; the errors by their places, nil when the switch stops first.
    func change(_ mods: [FlowMod]) async -> [Int: OpenFlowError]? {
        await withCheckedContinuation { continuation in
            agent.post(.change(mods) { continuation.resume(returning: $0) })
        }
    }

    /// Stops everything and waits for it: connections first, then the threads, then ports.
    public func shutdown() async {
        await endpoints.shutdown()
        link.stop()
        agent.stop()
        for thread in threads { await thread.join() }
        relay.set(nil)
    }

    public func status() async -> SwitchStatus {
        var status: DatapathStatus?
        for reply in await ask(.status) {
            if case .status(let found) = reply.body { status = found }
        }
        let agentStatus: AgentStatus? = await withCheckedContinuation { continuation in
            agent.post(.status { continuation.resume(returning: $0) })
        }
        return SwitchStatus(
            current.configuration,
            datapathID: datapathID,
            uptime: ContinuousClock.now - started,
            datapath: status,
            agent: agentStatus,
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
    func ask(_ body: DatapathRequest.Body) async -> [DatapathReply] {
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

/// The configuration of a switch as far as it is carried out; any thread may ask.
final class CurrentConfiguration: Sendable {
    private struct State {
        var configuration: SwitchConfiguration
        /// What listeners were bound to, by what was asked for: they differ for port 0.
        var bound: [Target: Target] = [:]
    }
    private let state: Mutex<State>

    init(_ configuration: SwitchConfiguration) { state = Mutex(State(configuration: configuration)) }

    var configuration: SwitchConfiguration { state.withLock { $0.configuration } }

    func change(_ body: (inout SwitchConfiguration) -> Void) { state.withLock { body(&$0.configuration) } }

    func hasPort(_ number: PortNumber) -> Bool {
        state.withLock { state in
            if number == .local { return state.configuration.localPort != nil }
            return state.configuration.ports.contains { $0.number == number.rawValue }
        }
    }

    func setListener(_ target: Target, bound: Target) { state.withLock { $0.bound[target] = bound } }

    /// Forgets what the listener was bound to, and tells it.
    func takeListener(_ target: Target) -> Target {
        state.withLock { $0.bound.removeValue(forKey: target) ?? target }
    }
}

/// Breaks the circle between endpoints and agent: takes events for a consumer that is named a moment later, until the end.
private final class LateConsumer: ChannelConsumer {
    private let consumer = Mutex<(any ChannelConsumer)?>(nil)

    func set(_ consumer: (any ChannelConsumer)?) { self.consumer.withLock { $0 = consumer } }

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
