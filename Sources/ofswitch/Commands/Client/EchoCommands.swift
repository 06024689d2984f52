import ArgumentParser
import OpenFlow
import SwitchClient

/// Says nothing and succeeds when the switch answers.
struct ProbeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "probe",
        abstract: "Find out whether a switch answers: exit code 0 when it does."
    )

    @Argument(help: "The switch; the one that runs here if not given.")
    var target: String?

    @OptionGroup var options: ClientOptions

    func run() async throws {
        try await options.access(target).withSession { session in
            let (xid, time) = try await session.echo([])
            if options.json { Output.line(try JSONText.lines(EchoRecord(bytes: 0, xid: xid, time: time))) }
        }
    }
}

struct PingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ping",
        abstract: "Measure how long a switch takes to answer echo requests."
    )

    @Argument(help: "The switch; the one that runs here if not given.")
    var target: String?

    @Argument(help: "Bytes of each request besides its header, 0 to 65527.")
    var bytes = 64

    @Option(help: "How many requests to send, one after the other.")
    var count = 10

    @OptionGroup var options: ClientOptions

    func validate() throws {
        guard (0...65527).contains(bytes) else { throw ValidationError("\(bytes) bytes: write 0 to 65527") }
        guard count > 0 else { throw ValidationError("--count \(count): write 1 or more") }
    }

    func run() async throws {
        try await options.access(target).withSession { session in
            var records: [EchoRecord] = []
            for _ in 0..<count {
                let payload = (0..<bytes).map { _ in UInt8.random(in: .min ... .max) }
                let (xid, time) = try await session.echo(payload)
                records.append(EchoRecord(bytes: bytes, xid: xid, time: time))
                guard !options.json else { continue }
                let digits = String(xid, radix: 16)
                let padded = String(repeating: "0", count: 8 - digits.count) + digits
                let tenths = Int((time / .microseconds(100)).rounded())
                let milliseconds = "\(tenths / 10).\(tenths % 10)"
                Output.line("\(bytes) bytes from \(session.name): xid=\(padded) time=\(milliseconds) ms")
            }
            if options.json { Output.line(try JSONText.lines(records)) }
        }
    }
}
