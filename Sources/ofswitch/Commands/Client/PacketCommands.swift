import ArgumentParser
import OpenFlow
import SwitchClient

struct PacketOutCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "packet-out",
        abstract: "Make the switch carry out actions on packets.",
        usage: "ofswitch packet-out [<options>] [<target>] <packet-out>",
        discussion: """
            Either one text, as in "in_port=1,packet=ffffffffffff0000…,actions=output:2", or IN_PORT ACTIONS PACKET… with \
            the bytes of each packet in hexadecimal.
            """
    )

    @Argument(help: ArgumentHelp("The switch, and the packet-out.", valueName: "target-and-packet-out"))
    var operands: [String]

    @OptionGroup var options: ClientOptions

    func run() async throws {
        let (target, lines) = try linesAndTarget()
        try await options.reader(target).withSession { context in
            try lines.map { try ChangeSyntax.packetOuts.change($0, context) }
        } _: { session, changes in
            try options.report(try await session.apply(changes), in: session.version)
        }
    }

    private func linesAndTarget() throws -> (String?, [SourceLine]) {
        if operands.count <= 2 {
            let operands = try Operands(operands, required: 1, usage: "packet-out [TARGET] PACKET-OUT")
            return (operands.target, [SourceLine(text: operands.rest[0])])
        }
        guard operands.count >= 4 else {
            throw ValidationError(
                "write packet-out [TARGET] in_port=…,packet=…,actions=… or packet-out TARGET IN_PORT ACTIONS PACKET…"
            )
        }
        let lines = operands.dropFirst(3).map { packet in
            SourceLine(text: "in_port=\(operands[1]),packet=\(packet),actions=\(operands[2])")
        }
        return (operands[0], lines)
    }
}

struct BundleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bundle",
        abstract: "Carry out the changes of a file as a whole or not at all (OpenFlow 1.4 and later).",
        usage: "ofswitch bundle [<options>] [<target>] <file>",
        discussion: """
            Each line begins with flow, group or packet-out; behind flow and group one of the words may follow that \
            add-flows and add-groups know. "-" is standard input.
            """
    )

    @Argument(help: ArgumentHelp("The switch, and the file.", valueName: "target-and-file"))
    var operands: [String]

    @OptionGroup var options: ClientOptions

    func run() async throws {
        let operands = try Operands(operands, required: 1, usage: "bundle [TARGET] FILE")
        let lines = try TextFile.lines(operands.rest[0])
        try await options.reader(operands.target).withSession(.bundles) { context in
            try lines.map { try ChangeSyntax.bundle.change($0, context) }
        } _: { session, changes in
            try options.report(try await session.applyAsBundle(changes), in: session.version)
        }
    }
}

struct GetFragsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "get-frags",
        abstract: "Print how fragments of IP packets are treated."
    )

    @Argument(help: "The switch; the one that runs here if not given.")
    var target: String?

    @OptionGroup var options: ClientOptions

    func run() async throws {
        try await options.access(target).withSession { session in
            let config = try await session.configuration().config
            Output.line(options.json ? try JSONText.lines(ConfigurationRecord(config)) : config.fragments.text)
        }
    }
}

struct SetFragsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set-frags",
        abstract: "Set how fragments of IP packets are treated: normal, drop or reassemble.",
        usage: "ofswitch set-frags [<options>] [<target>] <mode>"
    )

    @Argument(help: ArgumentHelp("The switch, and the mode.", valueName: "target-and-mode"))
    var operands: [String]

    @OptionGroup var options: ClientOptions

    func run() async throws {
        let operands = try Operands(operands, required: 1, usage: "set-frags [TARGET] MODE")
        let modes: [SwitchConfig.Fragments] = [.normal, .drop, .reassemble]
        guard let mode = modes.first(where: { $0.text == operands.rest[0] }) else {
            throw ValidationError("\"\(operands.rest[0])\" is no mode; write normal, drop or reassemble")
        }
        try await options.access(operands.target).withSession { session in
            try await session.setFragments(mode)
            try options.report(ChangeOutcome(appliedCount: 1), in: session.version)
        }
    }
}
