import ArgumentParser
import OpenFlow
import SwitchClient

struct AddGroupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add-group",
        abstract: "Add a group, or for \"-\" those of standard input.",
        usage: "ofswitch add-group [<options>] [<target>] <group>"
    )

    @Argument(help: ArgumentHelp("The switch, and the group.", valueName: "target-and-group"))
    var operands: [String]

    @OptionGroup var options: FlowChangeOptions

    func run() async throws {
        let operands = try Operands(operands, required: 1, usage: "add-group [TARGET] GROUP")
        try await options.change(operands.target, .groups(.add), try TextFile.linesOrText(operands.rest[0]))
    }
}

struct AddGroupsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add-groups",
        abstract: "Add the groups of a file, one per line; \"-\" is standard input.",
        usage: "ofswitch add-groups [<options>] [<target>] <file>",
        discussion: "A line may begin with add, modify, add_or_mod, delete, insert_bucket or remove_bucket."
    )

    @Argument(help: ArgumentHelp("The switch, and the file.", valueName: "target-and-file"))
    var operands: [String]

    @OptionGroup var options: FlowChangeOptions

    func run() async throws {
        let operands = try Operands(operands, required: 1, usage: "add-groups [TARGET] FILE")
        try await options.change(operands.target, .groups(.add), try TextFile.lines(operands.rest[0]))
    }
}

struct ModGroupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mod-group",
        abstract: "Change the type and the buckets of a group.",
        usage: "ofswitch mod-group [<options>] [<target>] <group>"
    )

    @Argument(help: ArgumentHelp("The switch, and the group.", valueName: "target-and-group"))
    var operands: [String]

    @Flag(name: .customLong("may-create"), help: "Add the group when there is none.")
    var mayCreate = false

    @OptionGroup var options: FlowChangeOptions

    func run() async throws {
        let operands = try Operands(operands, required: 1, usage: "mod-group [TARGET] GROUP")
        let lines = try TextFile.linesOrText(operands.rest[0])
        try await options.change(operands.target, .groups(.modify, mayCreate: mayCreate), lines)
    }
}

struct DelGroupsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "del-groups",
        abstract: "Delete a group; all if none is given.",
        aliases: ["del-group"]
    )

    @Argument(help: "The switch; the one that runs here if not given.")
    var target: String?

    @Argument(help: "group_id=NUMBER, a number or all; \"-\" reads lines of standard input.")
    var group: String?

    @OptionGroup var options: FlowChangeOptions

    func run() async throws {
        try await options.change(target, .groups(.delete), try TextFile.linesOrText(group ?? "all"))
    }
}

struct InsertBucketsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "insert-buckets",
        abstract: "Insert buckets into a group (OpenFlow 1.5).",
        usage: "ofswitch insert-buckets [<options>] [<target>] <group>",
        aliases: ["insert-bucket"]
    )

    @Argument(help: ArgumentHelp("The switch, and the group.", valueName: "target-and-group"))
    var operands: [String]

    @OptionGroup var options: FlowChangeOptions

    func run() async throws {
        let operands = try Operands(operands, required: 1, usage: "insert-buckets [TARGET] GROUP")
        try await options.change(operands.target, .groups(.insertBucket), try TextFile.linesOrText(operands.rest[0]))
    }
}

struct RemoveBucketsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove-buckets",
        abstract: "Remove buckets from a group (OpenFlow 1.5).",
        usage: "ofswitch remove-buckets [<options>] [<target>] <group>",
        aliases: ["remove-bucket"]
    )

    @Argument(help: ArgumentHelp("The switch, and the group.", valueName: "target-and-group"))
    var operands: [String]

    @OptionGroup var options: FlowChangeOptions

    func run() async throws {
        let operands = try Operands(operands, required: 1, usage: "remove-buckets [TARGET] GROUP")
        try await options.change(operands.target, .groups(.removeBucket), try TextFile.linesOrText(operands.rest[0]))
    }
}

struct DumpGroupsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dump-groups",
        abstract: "Print the groups, one per line, as add-groups reads them."
    )

    @Argument(help: "The switch; the one that runs here if not given.")
    var target: String?

    @Argument(help: "A group's number; all if not given.")
    var group: String?

    @OptionGroup var options: ClientOptions

    func run() async throws {
        let id = try groupNumber(group)
        try await options.access(target).withSession(.groups) { session in
            // Before 1.5 the answer is about all groups.
            guard case .groupDescription(let all) = try await session.multipart(.groupDescription(id)).body else {
                throw ClientError("\(session.name) does not describe its groups")
            }
            let groups = id == Reserved.allGroups ? all : all.filter { $0.groupID == id }
            let names = try await options.namesToPrint(session)
            if options.json {
                let answer = MultipartAnswer(xid: 0, body: .groupDescription(groups), version: session.version)
                return try options.print(answer, names: names)
            }
            for group in groups { Output.line(names.replacingNumbers(in: " " + group.text(in: session.version))) }
        }
    }
}

struct DumpGroupStatsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dump-group-stats",
        abstract: "Print the counters of the groups."
    )

    @Argument(help: "The switch; the one that runs here if not given.")
    var target: String?

    @Argument(help: "A group's number; all if not given.")
    var group: String?

    @OptionGroup var options: ClientOptions

    func run() async throws {
        let id = try groupNumber(group)
        try await options.ask(target, .groups) { _ in .group(id) }
    }
}

struct DumpGroupFeaturesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dump-group-features",
        abstract: "Print what groups the switch can have."
    )

    @Argument(help: "The switch; the one that runs here if not given.")
    var target: String?

    @OptionGroup var options: ClientOptions

    func run() async throws {
        try await options.ask(target, VersionNeed("group features", .v1_2)) { _ in .groupFeatures }
    }
}

private func groupNumber(_ text: String?) throws -> UInt32 {
    guard let text else { return Reserved.allGroups }
    guard let id = ChangeSyntax.groupID(text) else {
        throw ValidationError("\"\(text)\" is no group; write a number, or all")
    }
    return id
}
