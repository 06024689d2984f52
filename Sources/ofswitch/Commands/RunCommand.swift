import ArgumentParser
import Glibc
import Logging
import Management
import ServiceLifecycle
import Switch
import UnixSignals

/// `ofswitch run`: starts switches and keeps them until SIGINT or SIGTERM.
///
/// One switch as the options describe it, or as many as a configuration file does. Everything that the command line alone
/// can get wrong is found in `validate()`, and everything that the file can get wrong before anything is touched.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a switch on network interfaces, in the foreground.",
        discussion: """
            With --config the switches are those that the file describes, and the options that describe a switch cannot \
            be given beside it. SIGHUP reads the file again and applies what is different; the rest goes on undisturbed.
            """
    )

    @Option(
        help: ArgumentHelp("A configuration file (YAML) that describes one or several switches.", valueName: "file")
    )
    var config: String?

    @OptionGroup(title: "A switch")
    var options: SwitchOptions

    @Option(
        name: .customLong("log-level"),
        help: ArgumentHelp(
            "The least level that is logged: trace, debug, info, notice, warning or error.",
            valueName: "level"
        )
    )
    var logLevel = "info"

    func validate() throws {
        do {
            _ = try level()
            guard config != nil else {
                _ = try options.entry()
                return
            }
            guard options.given.isEmpty else {
                throw SwitchConfiguration.Invalid(
                    "with --config the file describes the switches: \(options.given.joined(separator: ", ")) "
                        + "cannot be given beside it, but in the file"
                )
            }
        } catch {
            throw ValidationError("\(error)")
        }
    }

    func run() async throws {
        let logger = makeLogger(level: try level())
        // A peer that goes away while we write is an error of that write, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        let fleet = SwitchFleet(logger: logger) { name in
            let directory = ControlOptions.runDirectory
            try directory.create()
            return directory.socketPath(of: name)
        }
        let service = SwitchService(fleet: fleet, source: try source(), logger: logger)
        var group = ServiceGroupConfiguration(
            services: [.init(service: service, successTerminationBehavior: .gracefullyShutdownGroup)],
            gracefulShutdownSignals: [.sigint, .sigterm],
            logger: makeLogger(level: .critical)
        )
        group.maximumGracefulShutdownDuration = .seconds(5)
        try await ServiceGroup(configuration: group).run()
    }

    private func source() throws -> SwitchService.Source {
        guard let config else { return .options(try options.entry()) }
        // From here on a hangup means: read the file again, and until there is somebody to do that it means nothing.
        signal(SIGHUP, SIG_IGN)
        return .file(try ConfigurationFile.load(config))
    }

    private func level() throws -> Logger.Level {
        guard let level = Logger.Level(rawValue: logLevel) else {
            throw SwitchConfiguration.Invalid(
                "\"\(logLevel)\" is no log level: trace, debug, info, notice, warning and error are"
            )
        }
        return level
    }
}
