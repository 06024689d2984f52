import ArgumentParser
import OpenFlow
import SwitchClient

struct DumpTablesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dump-tables",
        abstract: "Print the counters of the flow tables."
    )

    @Argument(help: "The switch; the one that runs here if not given.")
    var target: String?

    @OptionGroup var options: ClientOptions

    func run() async throws {
        try await options.ask(target) { _ in .table }
    }
}

struct DumpTableFeaturesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dump-table-features",
        abstract: "Print what each flow table can do."
    )

    @Argument(help: "The switch; the one that runs here if not given.")
    var target: String?

    @OptionGroup var options: ClientOptions

    func run() async throws {
        try await options.ask(target, .tableFeatures) { _ in .tableFeatures([]) }
    }
}

struct DumpTableDescCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dump-table-desc",
        abstract: "Print how each flow table is configured (OpenFlow 1.4 and later)."
    )

    @Argument(help: "The switch; the one that runs here if not given.")
    var target: String?

    @OptionGroup var options: ClientOptions

    func run() async throws {
        try await options.ask(target, .tableDescriptions) { _ in .tableDescription }
    }
}

struct ModTableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mod-table",
        abstract: "Change a setting of a flow table.",
        usage: "ofswitch mod-table [<options>] [<target>] <table> <setting>",
        discussion: """
            SETTING is drop, continue or controller (OpenFlow 1.1 and 1.2, what happens to misses), or evict, noevict, \
            vacancy:LOW,HIGH or novacancy (OpenFlow 1.4 and later).
            """
    )

    @Argument(help: ArgumentHelp("The switch, the table and the setting.", valueName: "target-table-setting"))
    var operands: [String]

    @OptionGroup var options: ClientOptions

    func run() async throws {
        let operands = try Operands(operands, required: 2, usage: "mod-table [TARGET] TABLE SETTING")
        let setting = try TableSetting(operands.rest[1])
        try await options.access(operands.target).withSession(setting.need) { session in
            let table = try await session.tableID(operands.rest[0], acceptsNames: options.acceptsNames)
            try await session.change(table, setting)
            try options.report(ChangeOutcome(appliedCount: 1), in: session.version)
        }
    }
}
