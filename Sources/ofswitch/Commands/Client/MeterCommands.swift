import ArgumentParser
import OpenFlow
import SwitchClient

struct AddMeterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add-meter",
        abstract: "Add a meter.",
        usage: "ofswitch add-meter [<options>] [<target>] <meter>"
    )

    @Argument(help: ArgumentHelp("The switch, and the meter.", valueName: "target-and-meter"))
    var operands: [String]

    @OptionGroup var options: FlowChangeOptions

    func run() async throws {
        let operands = try Operands(operands, required: 1, usage: "add-meter [TARGET] METER")
        try await options.change(operands.target, .meters(.add), try TextFile.linesOrText(operands.rest[0]))
    }
}

struct ModMeterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mod-meter",
        abstract: "Change a meter.",
        usage: "ofswitch mod-meter [<options>] [<target>] <meter>"
    )

    @Argument(help: ArgumentHelp("The switch, and the meter.", valueName: "target-and-meter"))
    var operands: [String]

    @OptionGroup var options: FlowChangeOptions

    func run() async throws {
        let operands = try Operands(operands, required: 1, usage: "mod-meter [TARGET] METER")
        try await options.change(operands.target, .meters(.modify), try TextFile.linesOrText(operands.rest[0]))
    }
}

struct DelMetersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "del-meters",
        abstract: "Delete a meter; all if none is given.",
        aliases: ["del-meter"]
    )

    @Argument(help: "The switch; the one that runs here if not given.")
    var target: String?

    @Argument(help: "meter=NUMBER, a number or all.")
    var meter: String?

    @OptionGroup var options: FlowChangeOptions

    func run() async throws {
        try await options.change(target, .meters(.delete), try TextFile.linesOrText(meter ?? "all"))
    }
}

struct DumpMetersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dump-meters",
        abstract: "Print the meters.",
        aliases: ["dump-meter"]
    )

    @Argument(help: "The switch; the one that runs here if not given.")
    var target: String?

    @Argument(help: "meter=NUMBER, a number or all.")
    var meter: String?

    @OptionGroup var options: ClientOptions

    func run() async throws {
        let id = try meterNumber(meter)
        try await options.ask(target, .meters) { _ in .meterDescription(id) }
    }
}

struct MeterStatsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "meter-stats",
        abstract: "Print the counters of the meters."
    )

    @Argument(help: "The switch; the one that runs here if not given.")
    var target: String?

    @Argument(help: "meter=NUMBER, a number or all.")
    var meter: String?

    @OptionGroup var options: ClientOptions

    func run() async throws {
        let id = try meterNumber(meter)
        try await options.ask(target, .meters) { _ in .meter(id) }
    }
}

struct MeterFeaturesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "meter-features",
        abstract: "Print what meters the switch can have."
    )

    @Argument(help: "The switch; the one that runs here if not given.")
    var target: String?

    @OptionGroup var options: ClientOptions

    func run() async throws {
        try await options.ask(target, .meters) { _ in .meterFeatures }
    }
}

private func meterNumber(_ text: String?) throws -> UInt32 {
    guard let text else { return Reserved.allMeters }
    guard let id = ChangeSyntax.meterID(text) else {
        throw ValidationError("\"\(text)\" is no meter; write meter=NUMBER, a number, or all")
    }
    return id
}
