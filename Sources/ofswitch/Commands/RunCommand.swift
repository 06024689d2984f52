import ArgumentParser
import Glibc
import Logging
import Management
import OpenFlowChannel
import ServiceLifecycle
import Switch
import UnixSignals

/// `ofswitch run`: starts a switch and keeps it until SIGINT or SIGTERM.
///
/// Everything that the command line alone can get wrong is found in `validate()`, before anything is touched.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a switch on network interfaces, in the foreground."
    )

    @Option(help: "The switch's name; also names its control socket.")
    var name = "ofswitch0"

    @Option(
        help: ArgumentHelp("The datapath id; from the first port's hardware address if not given.", valueName: "hex")
    )
    var dpid: String?

    @Option(help: ArgumentHelp("The interfaces that become ports.", valueName: "if[=number],..."))
    var ports: String?

    @Option(
        help: ArgumentHelp(
            "A controller to connect to; may be repeated. \"embedded\" if not given, \"none\" for none.",
            valueName: "target"
        )
    )
    var controller: [String] = []

    @Option(
        help: ArgumentHelp("Where controllers and tools may connect; may be repeated.", valueName: "target")
    )
    var listen: [String] = []

    @Option(
        name: .customLong("fail-mode"),
        help: ArgumentHelp(
            "What happens while no controller is connected: secure, packets are dropped.",
            valueName: "mode"
        )
    )
    var failMode = "secure"

    @Option(help: ArgumentHelp("The OpenFlow versions offered to controllers.", valueName: "list"))
    var versions = "1.0,1.3"

    @Option(help: ArgumentHelp("How many packets are kept for controllers, 0 to 65535.", valueName: "number"))
    var buffers = 256

    @Option(help: ArgumentHelp("How the switch waits for packets: adaptive, busy or interrupt.", valueName: "mode"))
    var poll = "adaptive"

    @Option(
        help: ArgumentHelp("Seconds between attempts to reach a controller, first and at most.", valueName: "min:max")
    )
    var backoff = "1:8"

    @Option(
        help: ArgumentHelp("The control socket; NAME.sock in the run directory if not given.", valueName: "unix:path")
    )
    var control: String?

    @Option(
        name: .customLong("log-level"),
        help: ArgumentHelp(
            "The least level that is logged: trace, debug, info, notice, warning or error.",
            valueName: "level"
        )
    )
    var logLevel = "info"

    @Flag(help: "The embedded controller tells what it learns and does.")
    var verbose = false

    func validate() throws {
        do {
            _ = try switchConfiguration()
            _ = try level()
            if let control { _ = try ConfigurationTexts.controlPath(control) }
        } catch {
            throw ValidationError("\(error)")
        }
    }

    func run() async throws {
        let configuration = try switchConfiguration()
        let logger = makeLogger(level: try level())
        // A peer that goes away while we write is an error of that write, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        let server = try ControlServer(path: try controlPath(), logger: logger)
        let service = SwitchService(configuration: configuration, control: server, logger: logger)
        var group = ServiceGroupConfiguration(
            services: [.init(service: service, successTerminationBehavior: .gracefullyShutdownGroup)],
            gracefulShutdownSignals: [.sigint, .sigterm],
            logger: makeLogger(level: .critical)
        )
        group.maximumGracefulShutdownDuration = .seconds(5)
        try await ServiceGroup(configuration: group).run()
    }
}

extension RunCommand {
    private typealias Invalid = SwitchConfiguration.Invalid

    /// All options in one, checked as a whole.
    private func switchConfiguration() throws -> SwitchConfiguration {
        guard failMode == "secure" else {
            throw Invalid(
                failMode == "standalone"
                    ? "fail mode standalone is not supported yet: only secure is"
                    : "\"\(failMode)\" is no fail mode: secure is"
            )
        }
        guard let poll = SwitchConfiguration.PollMode(rawValue: poll) else {
            throw Invalid("\"\(poll)\" is no way to wait for packets: adaptive, busy and interrupt are")
        }
        let backoff = try ConfigurationTexts.backoff(backoff)
        let configuration = SwitchConfiguration(
            name: name,
            datapathID: try dpid.map(ConfigurationTexts.datapathID),
            ports: try ports.map(ConfigurationTexts.ports) ?? [],
            controllers: try controllers(),
            listeners: try listeners(),
            versions: try ConfigurationTexts.versions(versions),
            bufferCount: buffers,
            initialBackoff: backoff.initial,
            maxBackoff: backoff.max,
            poll: poll,
            verboseController: verbose
        )
        try configuration.validate()
        guard !configuration.ports.isEmpty || dpid != nil else {
            throw Invalid("a switch without ports needs a --dpid: there is no hardware address to take it from")
        }
        return configuration
    }

    private func controllers() throws -> [Target] {
        if controller.isEmpty { return [.embedded] }
        if controller == ["none"] { return [] }
        return try distinct(controller, option: "--controller") { text in
            guard text != "none" else { throw Invalid("--controller none cannot stand beside other controllers") }
            let target = try Target(text)
            guard !target.isPassive else { throw Invalid("\(text) waits for connections: give it with --listen") }
            return target
        }
    }

    private func listeners() throws -> [Target] {
        try distinct(listen, option: "--listen") { text in
            let target = try Target(text)
            guard target.isPassive else {
                throw Invalid("\(text) cannot be listened on: write ptcp:[PORT][:HOST] or punix:PATH")
            }
            return target
        }
    }

    private func distinct(_ texts: [String], option: String, read: (String) throws -> Target) throws -> [Target] {
        var targets: [Target] = []
        for text in texts {
            let target = try read(text)
            guard !targets.contains(target) else { throw Invalid("\(option) \(target) is given twice") }
            targets.append(target)
        }
        return targets
    }

    private func level() throws -> Logger.Level {
        guard let level = Logger.Level(rawValue: logLevel) else {
            throw Invalid("\"\(logLevel)\" is no log level: trace, debug, info, notice, warning and error are")
        }
        return level
    }

    private func controlPath() throws -> String {
        if let control { return try ConfigurationTexts.controlPath(control) }
        let directory = ControlOptions.runDirectory
        try directory.create()
        return directory.socketPath(of: name)
    }
}
