import ArgumentParser
import OpenFlow
import SwitchClient

/// `ofswitch show`: identifier, abilities, ports and configuration of a switch.
struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show the identifier, the abilities, the ports and the configuration of a switch."
    )

    @Argument(help: "The switch; the one that runs here if not given.")
    var target: String?

    @OptionGroup var options: ClientOptions

    func run() async throws {
        try await options.access(target).withSession { session in
            let (reply, features) = try await session.features()
            let (configReply, config) = try await session.configuration()
            guard !options.json else {
                let ports = try await session.ports()
                Output.line(try JSONText.lines(SwitchRecord(features, ports, config, in: session.version)))
                return
            }
            Output.line(reply.text(in: session.version))
            if session.version >= .v1_3 { Output.line(try await session.multipart(.portDescription()).text) }
            Output.line(configReply.text(in: session.version))
        }
    }
}
