import Logging
import Management
import ServiceLifecycle
import Switch
import UnixSignals

/// The one service of `ofswitch run`: switches with their control sockets, from start to clean stop.
///
/// With a configuration file, SIGHUP reads the file again and applies what is different. A file that is wrong changes
/// nothing; what is wrong is logged.
struct SwitchService: Service {
    private enum Event {
        case reload
        case controlEnded(ControlError)
        case stop
    }

    let fleet: SwitchFleet
    let source: Source
    let logger: Logger

    /// Where switches are described.
    enum Source {
        case options(ConfigurationFile.Entry)
        case file(ConfigurationFile)
    }

    func run() async throws {
        let (events, sink) = AsyncStream.makeStream(of: Event.self)
        try await withTaskCancellationOrGracefulShutdownHandler {
            try await withThrowingTaskGroup(of: Void.self) { group in
                if case .file = source {
                    // Before the start, so that the signal ends nothing at any time.
                    let signals = await UnixSignalsSequence(trapping: .sighup)
                    group.addTask { for await _ in signals { sink.yield(.reload) } }
                }
                group.addTask { for await error in fleet.failures { sink.yield(.controlEnded(error)) } }
                defer { group.cancelAll() }
                try await work(events)
            }
        } onCancelOrGracefulShutdown: {
            sink.yield(.stop)
        }
    }

    private func work(_ events: AsyncStream<Event>) async throws {
        var file: ConfigurationFile?
        switch source {
        case .options(let entry): try await fleet.start([entry])
        case .file(let read):
            file = read
            try await fleet.start(read.entries)
        }
        for await event in events {
            switch event {
            case .reload: file = await reload(file)
            case .controlEnded(let error):
                await fleet.shutdown()
                throw error
            case .stop: return await fleet.shutdown()
            }
        }
    }

    /// The file that is in force from now on.
    private func reload(_ old: ConfigurationFile?) async -> ConfigurationFile? {
        guard let old else { return nil }
        do throws(ConfigurationError) {
            let new = try ConfigurationFile.load(old.path, previous: old)
            await fleet.apply(new)
            return new
        } catch {
            logger.error("configuration \(old.path) is wrong, and nothing was changed:\n\(error.description)")
            return old
        }
    }
}
