import ArgumentParser
import OpenFlow
import SwitchClient

struct DumpPortsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dump-ports",
        abstract: "Print the counters of the ports."
    )

    @Argument(help: "The switch; the one that runs here if not given.")
    var target: String?

    @Argument(help: "A port's number or name; all if not given.")
    var port: String?

    @OptionGroup var options: ClientOptions

    func run() async throws {
        try await options.ask(target) { session -> MultipartAnswer in
            let number = try await wanted(session)
            var answer = try await session.multipart(.port(number))
            // Counters of experimenters are only bytes here, and ovs-ofctl leaves them out as well.
            if case .port(let ports) = answer.body {
                answer.body = .port(
                    ports.map { port in
                        var port = port
                        port.experimenters = []
                        return port
                    }
                )
            }
            return answer
        }
    }

    private func wanted(_ session: SwitchSession) async throws -> PortNumber {
        guard let port else { return .any }
        return try await session.portNumber(port, acceptsNames: options.acceptsNames)
    }
}

struct DumpPortsDescCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dump-ports-desc",
        abstract: "Describe the ports."
    )

    @Argument(help: "The switch; the one that runs here if not given.")
    var target: String?

    @Argument(help: "A port's number or name; all if not given.")
    var port: String?

    @OptionGroup var options: ClientOptions

    func run() async throws {
        try await options.access(target).withSession { session in
            var xid: UInt32 = 0
            var ports: [PortDescription]
            if session.version >= .v1_3 {
                let answer = try await session.multipart(.portDescription())
                guard case .portDescription(let found) = answer.body else {
                    throw ClientError("\(session.name) does not describe its ports")
                }
                (xid, ports) = (answer.xid, found)
            } else {
                // Before 1.3 the ports stand in the features.
                let (reply, features) = try await session.features()
                (xid, ports) = (reply.xid, features.ports)
            }
            if let port {
                let wanted = try await session.port(port, acceptsNames: options.acceptsNames).number
                ports = ports.filter { $0.number == wanted }
            }
            let answer = MultipartAnswer(xid: xid, body: .portDescription(ports), version: session.version)
            try options.print(answer, names: .none)
        }
    }
}

struct ModPortCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mod-port",
        abstract: "Change a setting of a port.",
        usage: "ofswitch mod-port [<options>] [<target>] <port> <setting>",
        discussion: """
            SETTING is up or down, receive, forward or packet-in, each also with no- before it; in OpenFlow 1.0 also \
            flood, stp and receive-stp.
            """
    )

    @Argument(help: ArgumentHelp("The switch, the port and the setting.", valueName: "target-port-setting"))
    var operands: [String]

    @OptionGroup var options: ClientOptions

    func run() async throws {
        let operands = try Operands(operands, required: 2, usage: "mod-port [TARGET] PORT SETTING")
        let setting = try PortSetting(operands.rest[1])
        try await options.access(operands.target).withSession(setting.need) { session in
            let port = try await session.port(operands.rest[0], acceptsNames: options.acceptsNames)
            let line = SourceLine(text: operands.rest.joined(separator: " "))
            let outcome = try await session.apply([Change(line, .portMod(setting.message(for: port)))])
            try options.report(outcome, in: session.version)
        }
    }
}
