import ArgumentParser
import Logging
import Management
import OpenFlow
import OpenFlowChannel
import Switch

/// `ofswitch dump-flows`: the flow entries of a switch, a line each, as ovs-ofctl prints them.
struct DumpFlowsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dump-flows",
        abstract: "Print the flow entries of a switch.",
        discussion:
            "With a TARGET any OpenFlow switch is asked over OpenFlow, else a running ofswitch over its control socket."
    )

    @Argument(help: "tcp:HOST[:PORT] or unix:PATH")
    var target: String?

    @OptionGroup var options: ControlOptions

    @Option(help: ArgumentHelp("The OpenFlow versions offered to TARGET.", valueName: "list"))
    var versions = "1.0,1.3"

    func validate() throws {
        do {
            let versions = try ConfigurationTexts.versions(versions)
            if let unsupported = versions.subtracting(SwitchConfiguration.supportedVersions).min() {
                throw SwitchConfiguration.Invalid("OpenFlow \(unsupported.text) is not supported: 1.0 and 1.3 are")
            }
            guard let target else { return }
            if options.control != nil {
                throw SwitchConfiguration.Invalid("a TARGET and --control cannot stand together: choose one")
            }
            switch try Target(target) {
            case .tcp, .unix: return
            case .passiveTCP, .passiveUnix, .embedded:
                throw SwitchConfiguration.Invalid(
                    "nothing can be asked at \(target): write tcp:HOST[:PORT] or unix:PATH"
                )
            }
        } catch {
            throw ValidationError("\(error)")
        }
    }

    func run() async throws {
        guard let target else {
            print(try await options.client().flowText(), terminator: "")
            return
        }
        let client = try await OpenFlowClient.connect(
            to: try Target(target),
            versions: try ConfigurationTexts.versions(versions),
            logger: makeLogger(level: .warning)
        )
        let parts: [MultipartReply.Body]
        do {
            parts = try await client.multipart(.flow(FlowFilter()))
        } catch {
            await client.close()
            throw error
        }
        await client.close()
        for case .flow(let flows) in parts {
            for flow in flows { print(flow.text(in: client.version)) }
        }
    }
}
