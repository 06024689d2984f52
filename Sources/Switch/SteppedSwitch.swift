import Agent
public import Datapath
public import Logging
public import OpenFlow
public import OpenFlowChannel
import Ports

/// A whole switch on one thread and a virtual clock: for tests, benchmarks and replays.
///
/// It has all that a running switch has but threads, sockets and interfaces: its ports are made by the caller, its
/// controllers sit at the other end of in-memory channels and speak real OpenFlow bytes. Nothing happens but in
/// `settle`, which works until nothing moves any more; so a run is the same every time.
public final class SteppedSwitch {
    private let link: DatapathLink
    private var worker: Worker
    private let agent: AgentThread
    private let channels = MemoryChannels()
    private let settings: ChannelSettings
    /// Nanoseconds of the virtual clock.
    public private(set) var now: UInt64

    /// - Parameters:
    ///   - configuration: ports, controllers and listeners in it are not looked at.
    ///   - ports: belong to the switch from now on.
    ///   - seed: keys the hash functions.
    public init(
        _ configuration: SwitchConfiguration,
        ports: [PortSetup],
        seed: UInt64 = 1,
        now: UInt64 = 1_000_000_000
    ) throws(SwitchError) {
        do { link = try DatapathLink() } catch { throw SwitchError(error.description) }
        self.now = now
        settings = ChannelSettings(versions: configuration.versions)
        let setup = SwitchParts.datapathConfiguration(configuration, seed: seed)
        worker = Worker(switches: [(setup, ports)], link: link, now: now)
        agent = AgentThread(
            configuration: SwitchParts.agentConfiguration(
                configuration,
                datapathID: SwitchParts.datapathID(configuration, ports: ports),
                index: 0
            ),
            link: link,
            sender: channels,
            portNews: { _ in }
        )
    }

    /// Connects a controller, which sends and acknowledges by the channel returned.
    public func attach(
        controller: any ChannelConsumer,
        versions: Set<OpenFlowVersion>,
        logger: Logger
    ) -> MemoryChannel {
        let channel = MemoryChannel(
            switchConsumer: agent,
            switchSettings: settings,
            controllerConsumer: controller,
            controllerSettings: ChannelSettings(versions: versions),
            logger: logger,
            now: now
        )
        channels.add(channel)
        return channel
    }

    /// Connects the learning controller.
    public func attachLearningController(logger: Logger) {
        let time = now
        let controller = EmbeddedController(now: { time }, story: nil)
        controller.attach(to: attach(controller: controller, versions: settings.versions, logger: logger))
    }

    /// Works until nothing moves any more.
    public func settle() {
        var isBusy = true
        while isBusy {
            channels.pump(now: now)
            let agentWorked = agent.turn()
            let workerWorked = worker.runOnce(now: now)
            isBusy = agentWorked || workerWorked || !link.replies.isEmpty || !link.upcalls.isEmpty
        }
        channels.pump(now: now)
        if agent.turn() { settle() }
    }

    /// Lets time pass, then settles.
    public func advance(by duration: Duration) {
        let (seconds, attoseconds) = duration.components
        now += UInt64(seconds) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000)
        settle()
    }
}

/// The channels of a stepped switch, as the one sender its agent has.
private final class MemoryChannels: ChannelSender, @unchecked Sendable {
    // Touched only by the thread that steps the switch.
    private var channels: [MemoryChannel] = []

    func add(_ channel: MemoryChannel) { channels.append(channel) }

    func pump(now: UInt64) { for channel in channels { channel.pump(now: now) } }

    private func channel(_ connection: ConnectionID) -> MemoryChannel? {
        channels.first { $0.switchID == connection }
    }

    func send(_ envelopes: [Envelope], to connection: ConnectionID) {
        channel(connection)?.send(envelopes, to: connection)
    }

    func acknowledge(_ connection: ConnectionID, _ count: Int) { channel(connection)?.acknowledge(connection, count) }

    func disconnect(_ connection: ConnectionID, reason: String) {
        channel(connection)?.disconnect(connection, reason: reason)
    }
}
