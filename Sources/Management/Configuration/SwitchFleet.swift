public import Logging
import OpenFlow
import ServiceLifecycle
import Switch
import Synchronization

/// The switches of one process, each with its control socket, as a configuration wants them.
///
/// Calls come one after the other: nobody starts, changes or ends it while another such call is under way.
public actor SwitchFleet {
    private struct Member: Sendable {
        let running: RunningSwitch
        let control: ControlServer
        let service: ServiceGroup
        let serving: Task<Void, Never>
    }

    /// Why a control socket that was there has ended by itself; its switch goes on without it.
    public nonisolated let failures: AsyncStream<ControlError>
    private nonisolated let failureSink: AsyncStream<ControlError>.Continuation
    private let logger: Logger
    /// Where a switch's control socket is that says nothing of it.
    private let controlPath: @Sendable (_ name: String) throws -> String
    /// By name, in the order in which they were started.
    private var members: [(name: String, member: Member)] = []

    public init(logger: Logger, controlPath: @escaping @Sendable (_ name: String) throws -> String) {
        self.logger = logger
        self.controlPath = controlPath
        (failures, failureSink) = AsyncStream.makeStream()
    }

    /// Starts all, or none: then everything is closed again.
    public func start(_ entries: [ConfigurationFile.Entry]) async throws {
        do {
            for entry in entries {
                try await start(entry, logger: entries.count == 1 ? logger : Self.logger(logger, for: entry))
            }
        } catch {
            await shutdown()
            throw error
        }
    }

    /// Makes of the switches that run those that the file describes, and leaves alone what is the same in both.
    ///
    /// Whatever cannot be done is logged as an error, and the rest is done all the same.
    public func apply(_ file: ConfigurationFile) async {
        var wanted: [String: ConfigurationFile.Entry] = [:]
        for entry in file.entries { wanted[entry.configuration.name] = entry }
        // First everybody gives up what he is to have no longer: another one may be waiting for it.
        for (name, member) in members where wanted[name] == nil { await stop(name, member) }
        var changes: [String: AppliedChanges] = [:]
        for (name, member) in members {
            guard let entry = wanted[name] else { continue }
            changes[name] = await member.running.release(for: entry.configuration)
        }
        for (name, member) in members {
            guard let entry = wanted[name] else { continue }
            var all = changes[name] ?? AppliedChanges()
            all += await member.running.apply(entry.configuration)
            if let path = try? entry.controlPath ?? controlPath(name), path != member.control.path {
                all.needsRestart.append("control")
            }
            report(all, for: name)
        }
        for entry in file.entries where !members.contains(where: { $0.name == entry.configuration.name }) {
            do {
                try await start(entry, logger: Self.logger(logger, for: entry))
            } catch {
                logger.error("switch \(entry.configuration.name) cannot be started: \(error)")
            }
        }
        logger.notice("configuration \(file.path) applied")
    }

    /// Stops all and waits for it.
    public func shutdown() async {
        for (name, member) in members { await stop(name, member) }
        failureSink.finish()
    }

    private static func logger(_ logger: Logger, for entry: ConfigurationFile.Entry) -> Logger {
        var logger = logger
        logger[metadataKey: "switch"] = "\(entry.configuration.name)"
        return logger
    }

    private func start(_ entry: ConfigurationFile.Entry, logger: Logger) async throws {
        let name = entry.configuration.name
        let control = try ControlServer(path: entry.controlPath ?? controlPath(name), logger: logger)
        let running = try await RunningSwitch.start(entry.configuration, logger: logger)
        let (events, sink) = AsyncStream.makeStream(of: (any Error)?.self)
        // Not a child of whoever starts it: it ends when this fleet says so.
        let wasReady = Atomic<Bool>(false)
        let service = Self.group(
            of: ControlService(control: control, running: running) {
                wasReady.store(true, ordering: .sequentiallyConsistent)
                sink.yield(nil)
            }
        )
        let serving = Task.detached { [failureSink] in
            do {
                try await service.run()
            } catch {
                // Whoever starts the switch hears of a socket that never was.
                if wasReady.load(ordering: .sequentiallyConsistent) {
                    failureSink.yield(ControlError("\(error)"))
                } else {
                    sink.yield(error)
                }
            }
            sink.finish()
        }
        for await event in events {
            guard let error = event else { break }
            await running.shutdown()
            throw error
        }
        let member = Member(running: running, control: control, service: service, serving: serving)
        members.append((name, member))
        await announce(entry.configuration, member)
    }

    /// By which the service can be stopped gracefully; it logs nothing.
    private static func group(of service: ControlService) -> ServiceGroup {
        let services = [
            ServiceGroupConfiguration.ServiceConfiguration(
                service: service,
                successTerminationBehavior: .gracefullyShutdownGroup
            )
        ]
        var logger = Logger(label: "control") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .critical
        return ServiceGroup(configuration: ServiceGroupConfiguration(services: services, logger: logger))
    }

    private func stop(_ name: String, _ member: Member) async {
        members.removeAll { $0.name == name }
        await member.service.triggerGracefulShutdown()
        await member.serving.value
        await member.running.shutdown()
        logger.notice("switch \(name) stopped")
    }

    private func announce(_ configuration: SwitchConfiguration, _ member: Member) async {
        let status = await member.running.status()
        let parts = [
            "ports " + Self.list(status.ports.map { "\(PortNumber($0.number).text) (\($0.name))" }),
            "controllers " + Self.list(configuration.controllers.map { "\($0)" }),
            "listening on " + Self.list(status.listeners), "control socket \(member.control.path)",
        ]
        logger.notice("switch \(configuration.name) ready: \(parts.joined(separator: "; "))")
    }

    private func report(_ changes: AppliedChanges, for name: String) {
        if changes == AppliedChanges() { logger.info("switch \(name): nothing to change") }
        if !changes.done.isEmpty { logger.notice("switch \(name): \(changes.done.joined(separator: ", "))") }
        for failure in changes.failed { logger.error("switch \(name): \(failure)") }
        if !changes.needsRestart.isEmpty {
            logger.warning(
                "switch \(name): \(changes.needsRestart.joined(separator: ", ")) needs a new start to change"
            )
        }
    }

    private static func list(_ items: [String]) -> String { items.isEmpty ? "none" : items.joined(separator: ", ") }
}

/// The control socket of one switch, until it is shut down.
private struct ControlService: Service {
    let control: ControlServer
    let running: RunningSwitch
    let onReady: @Sendable () async -> Void

    func run() async throws { try await control.run(controlling: running, onReady: onReady) }
}
