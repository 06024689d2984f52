import ArgumentParser
import OpenFlow
import SwitchClient
import Synchronization

/// `ofswitch monitor`: prints what a switch sends by itself, until Ctrl-C or the end of the connection.
struct MonitorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "monitor",
        abstract: "Print packet-ins and all else that a switch sends by itself, until Ctrl-C.",
        discussion: """
            MISSLEN is how many bytes of each packet without a flow entry are wanted; Open vSwitch sends nothing by \
            itself unless it is given. invalid_ttl asks for packets whose TTL runs out, too (OpenFlow 1.3 and later). \
            watch:SPEC asks for changes of flow tables (OpenFlow 1.4 and later): SPEC is a filter as for dump-flows, \
            with any of !initial, !add, !delete, !modify, !actions and !own.
            """
    )

    @Argument(help: "The switch.")
    var target: String

    @Argument(help: ArgumentHelp("[MISSLEN] [invalid_ttl] [watch:SPEC]...", valueName: "what"))
    var words: [String] = []

    @Option(help: "End after this many messages.")
    var count: Int?

    @OptionGroup var options: ClientOptions

    func validate() throws {
        if let count, count < 1 { throw ValidationError("--count \(count): write 1 or more") }
    }

    func run() async throws {
        let request = try MonitorRequest(words)
        let access = try await options.access(target)
        // The version is known only after the first messages may have come.
        let (messages, inbox) = AsyncStream.makeStream(of: Envelope.self)
        let session = try await access.open(request.need) { inbox.yield($0) }
        try await session.use { session in
            let version = session.version
            let monitors = try await SessionReader.parse(session, acceptsNames: options.acceptsNames) { context in
                try request.monitors(context)
            }
            var printed = 0
            for reply in try await session.start(request, monitors) {
                try show(reply, version)
                printed += 1
                if printed == count { return }
            }
            let end = Task {
                let reason = await session.closed()
                inbox.finish()
                return reason
            }
            for await message in messages {
                try show(message, version)
                printed += 1
                if printed == count { return }
            }
            throw ClientError(await end.value)
        }
    }

    private func show(_ envelope: Envelope, _ version: OpenFlowVersion) throws {
        Output.line(options.json ? try JSONText.line(MessageRecord(envelope, in: version)) : envelope.text(in: version))
    }
}
