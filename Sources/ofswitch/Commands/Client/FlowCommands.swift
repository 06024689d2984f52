import ArgumentParser
import OpenFlow
import SwitchClient

struct DumpAggregateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dump-aggregate",
        abstract: "Print the sums of the counters of flow entries."
    )

    @Argument(help: "The switch; the one that runs here if not given.")
    var target: String?

    @Argument(help: "Which entries, in the syntax of flows; all if not given.")
    var flow: String?

    @OptionGroup var options: ClientOptions

    func run() async throws {
        let text = flow ?? ""
        try await options.reader(target).withSession { context in
            try FlowFilter.parse(text, context)
        } _: { session, filter in
            try options.print(try await session.multipart(.aggregate(filter)), names: .none)
        }
    }
}

/// The changes of flow tables: what they have in common.
struct FlowChangeOptions: ParsableArguments {
    @Flag(help: "Change all or nothing, in one bundle (OpenFlow 1.4 and later).")
    var bundle = false

    @OptionGroup var client: ClientOptions

    /// Reads all lines before it changes anything; then reports what the switch says of each.
    func change(_ target: String?, _ syntax: ChangeSyntax, _ lines: [SourceLine], asBundle: Bool? = nil) async throws {
        let asBundle = asBundle ?? bundle
        let need = asBundle ? syntax.need.and(.bundles) : syntax.need
        try await client.reader(target).withSession(need) { context in
            try lines.map { line in try syntax.change(line, context) }
        } _: { session, changes in
            let outcome = asBundle ? try await session.applyAsBundle(changes) : try await session.apply(changes)
            try client.report(outcome, in: session.version)
        }
    }
}

struct AddFlowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add-flow",
        abstract: "Add a flow entry, or for \"-\" those of standard input.",
        usage: "ofswitch add-flow [<options>] [<target>] <flow>"
    )

    @Argument(help: ArgumentHelp("The switch, and the flow.", valueName: "target-and-flow"))
    var operands: [String]

    @OptionGroup var options: FlowChangeOptions

    func run() async throws {
        let operands = try Operands(operands, required: 1, usage: "add-flow [TARGET] FLOW")
        try await options.change(operands.target, .flows(.add), try TextFile.linesOrText(operands.rest[0]))
    }
}

struct AddFlowsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add-flows",
        abstract: "Add the flow entries of a file, one per line; \"-\" is standard input.",
        usage: "ofswitch add-flows [<options>] [<target>] <file>",
        discussion: "A line may begin with add, modify, modify_strict, delete or delete_strict."
    )

    @Argument(help: ArgumentHelp("The switch, and the file.", valueName: "target-and-file"))
    var operands: [String]

    @OptionGroup var options: FlowChangeOptions

    func run() async throws {
        let operands = try Operands(operands, required: 1, usage: "add-flows [TARGET] FILE")
        try await options.change(operands.target, .flows(.add), try TextFile.lines(operands.rest[0]))
    }
}

struct ModFlowsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mod-flows",
        abstract: "Change the actions of the flow entries that match.",
        usage: "ofswitch mod-flows [<options>] [<target>] <flow>"
    )

    @Argument(help: ArgumentHelp("The switch, and the flow.", valueName: "target-and-flow"))
    var operands: [String]

    @Flag(help: "Only the entry with this very match and priority.")
    var strict = false

    @OptionGroup var options: FlowChangeOptions

    func run() async throws {
        let operands = try Operands(operands, required: 1, usage: "mod-flows [TARGET] FLOW")
        let command: FlowMod.Command = strict ? .modifyStrict : .modify
        try await options.change(operands.target, .flows(command), try TextFile.linesOrText(operands.rest[0]))
    }
}

struct DelFlowsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "del-flows",
        abstract: "Delete the flow entries that match; all if no flow is given."
    )

    @Argument(help: "The switch; the one that runs here if not given.")
    var target: String?

    @Argument(help: "Which entries; \"-\" reads flows from standard input.")
    var flow: String?

    @Flag(help: "Only the entry with this very match and priority.")
    var strict = false

    @OptionGroup var options: FlowChangeOptions

    func run() async throws {
        if strict, flow == nil {
            throw ValidationError("--strict needs the flow that it is about: write del-flows --strict TARGET FLOW")
        }
        let command: FlowMod.Command = strict ? .deleteStrict : .delete
        try await options.change(target, .flows(command), try TextFile.linesOrText(flow ?? ""))
    }
}
