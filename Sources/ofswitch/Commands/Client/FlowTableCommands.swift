import ArgumentParser
import Foundation
import OpenFlow
import SwitchClient

struct ReplaceFlowsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replace-flows",
        abstract: "Make the flow entries of a switch those of a file, and change only what differs.",
        usage: "ofswitch replace-flows [<options>] [<target>] <file>"
    )

    @Argument(help: ArgumentHelp("The switch, and the file; \"-\" is standard input.", valueName: "target-and-file"))
    var operands: [String]

    @Flag(help: "Add also the entries that are there already.")
    var readd = false

    @OptionGroup var options: FlowChangeOptions

    func run() async throws {
        let operands = try Operands(operands, required: 1, usage: "replace-flows [TARGET] FILE")
        let lines = try TextFile.lines(operands.rest[0])
        let need = options.bundle ? VersionNeed.bundles : .none
        try await options.client.reader(operands.target).withSession(need) { context in
            try FlowTable(lines.map { try ChangeSyntax.flows(.add).change($0, context) }, in: context.version)
        } _: { session, wanted in
            let current = FlowTable(try await session.flows(), in: session.version)
            let changes = current.changes(to: wanted, readdingAll: readd).map { mod in
                Change(SourceLine(text: mod.text(in: session.version)), .flowMod(mod))
            }
            let outcome =
                options.bundle ? try await session.applyAsBundle(changes) : try await session.apply(changes)
            try options.client.report(outcome, in: session.version)
        }
    }
}

/// Exit codes: 0 without differences, 2 with some, 1 for errors.
struct DiffFlowsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff-flows",
        abstract: "Print how the flow entries of two files or switches differ.",
        discussion: """
            A SOURCE that begins with / or . is a file, one with a colon a switch; any other one is a file if there is \
            one of that name. The exit code is 0 without differences and 2 with some.
            """
    )

    @Argument(help: "What was: - lines are here only.")
    var source1: String

    @Argument(help: "What is to be: + lines are here only.")
    var source2: String

    @OptionGroup var options: ClientOptions

    func run() async throws {
        let (first, second) = (try Source(source1), try Source(source2))
        let (version, differences) = try await differences(first, second)
        if options.json {
            Output.line(try JSONText.lines(differences.map { FlowDifferenceRecord($0, in: version) }))
        } else {
            for difference in differences { Output.line(difference.text(in: version)) }
        }
        if !differences.isEmpty { throw ExitCode(2) }
    }

    private enum Source {
        case file([SourceLine])
        case live(String)

        init(_ text: String) throws {
            let isFile =
                text.hasPrefix("/") || text.hasPrefix(".") || text == "-"
                || (!text.contains(":") && FileManager.default.fileExists(atPath: text))
            self = isFile && !SwitchAddress.isSocket(text) ? .file(try TextFile.lines(text)) : .live(text)
        }
    }

    /// Both sides in one version: that of a switch, or the highest that can say both files.
    private func differences(
        _ first: Source,
        _ second: Source
    ) async throws -> (OpenFlowVersion, [FlowDifference]) {
        switch (first, second) {
        case (.file(let a), .file(let b)):
            let (version, tables) = try FlowTable.read([a, b], in: try options.allowedVersions)
            return (version, tables[0].differences(to: tables[1]))
        case (.live(let name), .file(let lines)):
            let (version, live, file) = try await compare(name, lines)
            return (version, live.differences(to: file))
        case (.file(let lines), .live(let name)):
            let (version, live, file) = try await compare(name, lines)
            return (version, file.differences(to: live))
        case (.live(let a), .live(let b)):
            let old = try await options.access(a, isFileToo: true).withSession { session in
                FlowTable(try await session.flows(), in: session.version)
            }
            let exact = SwitchAccess(try await options.access(b, isFileToo: true), versions: [old.version])
            let new = try await exact.withSession { session in
                FlowTable(try await session.flows(), in: session.version)
            }
            return (old.version, old.differences(to: new))
        }
    }

    private func compare(
        _ name: String,
        _ lines: [SourceLine]
    ) async throws -> (OpenFlowVersion, live: FlowTable, file: FlowTable) {
        try await options.reader(name, isFileToo: true).withReadingSession { context in
            try FlowTable(lines.map { try ChangeSyntax.flows(.add).change($0, context) }, in: context.version)
        } _: { session, file in
            (session.version, FlowTable(try await session.flows(), in: session.version), file)
        }
    }
}
