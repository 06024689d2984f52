import ArgumentParser
import OpenFlow
import SwitchClient

struct QueueStatsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue-stats",
        abstract: "Print the counters of the queues."
    )

    @Argument(help: "The switch; the one that runs here if not given.")
    var target: String?

    @Argument(help: "A port's number or name, or ALL.")
    var port: String?

    @Argument(help: "A queue's number, or ALL.")
    var queue: String?

    @OptionGroup var options: ClientOptions

    func run() async throws {
        let queueID = try queueNumber(queue)
        try await options.ask(target) { session in
            .queue(QueueFilter(port: try await queuePort(port, session, options), queueID: queueID))
        }
    }
}

struct QueueGetConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue-get-config",
        abstract: "Print how the queues of a port are configured."
    )

    @Argument(help: "The switch; the one that runs here if not given.")
    var target: String?

    @Argument(help: "A port's number or name, or ANY.")
    var port: String?

    @Argument(help: "A queue's number, or ANY (OpenFlow 1.4 and later).")
    var queue: String?

    @OptionGroup var options: ClientOptions

    func run() async throws {
        let queueID = try queueNumber(queue)
        try await options.access(target).withSession { session in
            let port = try await queuePort(port, session, options)
            let replies = try await session.queueConfiguration(of: port, queueID: queueID)
            let names = try await options.namesToPrint(session)
            guard options.json else {
                for reply in replies { Output.line(names.replacingNumbers(in: reply.text(in: session.version))) }
                return
            }
            var records: [QueueRecord] = []
            for reply in replies {
                if case .queueGetConfigReply(let config) = reply.message {
                    records += config.queues.map { QueueRecord($0, port: config.port, names: names) }
                }
                if case .multipartReply(let part) = reply.message, case .queueDescription(let queues) = part.body {
                    records += queues.map { QueueRecord($0, port: $0.port, names: names) }
                }
            }
            Output.line(try JSONText.lines(records))
        }
    }
}

/// "ALL" and nothing are all ports.
private func queuePort(_ text: String?, _ session: SwitchSession, _ options: ClientOptions) async throws -> PortNumber {
    guard let text, !["ALL", "ANY"].contains(text.uppercased()) else { return .any }
    return try await session.portNumber(text, acceptsNames: options.acceptsNames)
}

/// "ALL" and nothing are all queues.
private func queueNumber(_ text: String?) throws -> UInt32 {
    guard let text, !["ALL", "ANY"].contains(text.uppercased()) else { return Reserved.allQueues }
    guard let number = UInt32(text) else {
        throw ValidationError("\"\(text)\" is no queue; write a number, or ALL")
    }
    return number
}
