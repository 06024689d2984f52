import ArgumentParser
import Management
import OpenFlowChannel
import Switch

/// What the command line says of the one switch that `ofswitch run` starts without a configuration file.
struct SwitchOptions: ParsableArguments {
    @Option(help: "The switch's name, ofswitch0 if not given; also names its control socket.")
    var name: String?

    @Option(
        help: ArgumentHelp("The datapath id; from the first port's hardware address if not given.", valueName: "hex")
    )
    var dpid: String?

    @Option(
        help: ArgumentHelp(
            "The ports: interfaces, tap:NAME, pcap:INTERFACE or pcap-file:INPUT:OUTPUT.",
            valueName: "port[=number],..."
        )
    )
    var ports: String?

    @Option(
        help: ArgumentHelp("A tap to make, by which this host is the port LOCAL of the switch.", valueName: "name")
    )
    var local: String?

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
    var failMode: String?

    @Option(
        help: ArgumentHelp(
            "The OpenFlow versions offered to controllers, such as 1.0,1.3; 1.0 to 1.4 if not given.",
            valueName: "list"
        )
    )
    var versions: String?

    @Option(
        help: ArgumentHelp(
            "How many packets are kept for controllers, 0 to 65535; 256 if not given.",
            valueName: "number"
        )
    )
    var buffers: Int?

    @Option(
        help: ArgumentHelp(
            "How the switch waits for packets: adaptive (if not given), busy or interrupt.",
            valueName: "mode"
        )
    )
    var poll: String?

    @Option(
        help: ArgumentHelp(
            "Seconds between attempts to reach a controller, first and at most; 1:8 if not given.",
            valueName: "min:max"
        )
    )
    var backoff: String?

    @Option(
        help: ArgumentHelp("The control socket; NAME.sock in the run directory if not given.", valueName: "unix:path")
    )
    var control: String?

    @Flag(help: "The embedded controller tells what it learns and does.")
    var verbose = false
}

extension SwitchOptions {
    private typealias Invalid = SwitchConfiguration.Invalid

    /// The options that were given, as they are written.
    var given: [String] {
        let all: [(String, Bool)] = [
            ("--name", name != nil), ("--dpid", dpid != nil), ("--ports", ports != nil), ("--local", local != nil),
            ("--controller", !controller.isEmpty), ("--listen", !listen.isEmpty), ("--fail-mode", failMode != nil),
            ("--versions", versions != nil), ("--buffers", buffers != nil), ("--poll", poll != nil),
            ("--backoff", backoff != nil), ("--control", control != nil), ("--verbose", verbose),
        ]
        return all.filter(\.1).map(\.0)
    }

    /// All options in one, checked as a whole.
    func entry() throws -> ConfigurationFile.Entry {
        try ConfigurationTexts.checkFailMode(failMode ?? "secure")
        var configuration = SwitchConfiguration()
        if let name { configuration.name = name }
        if let poll { configuration.poll = try ConfigurationTexts.pollMode(poll) }
        if let backoff {
            (configuration.initialBackoff, configuration.maxBackoff) = try ConfigurationTexts.backoff(backoff)
        }
        configuration.datapathID = try dpid.map(ConfigurationTexts.datapathID)
        configuration.ports = try ports.map(ConfigurationTexts.ports) ?? []
        configuration.localPort = local
        configuration.controllers = try controllers()
        configuration.listeners = try listeners()
        if let versions { configuration.versions = try ConfigurationTexts.versions(versions) }
        if let buffers { configuration.bufferCount = buffers }
        configuration.verboseController = verbose
        try configuration.validate()
        guard !configuration.ports.isEmpty || dpid != nil else {
            throw Invalid("a switch without ports needs a --dpid: there is no hardware address to take it from")
        }
        return ConfigurationFile.Entry(configuration, controlPath: try control.map(ConfigurationTexts.controlPath))
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
        try distinct(listen, option: "--listen", read: SwitchConfiguration.listener)
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
}
