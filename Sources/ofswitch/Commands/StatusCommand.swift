import ArgumentParser
import Foundation
import Management

/// `ofswitch status`: what a running switch is doing.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show ports, tables, controllers and drops of a running switch."
    )

    @OptionGroup var options: ControlOptions

    @Flag(help: "Print the JSON that the control socket answers.")
    var json = false

    func run() async throws {
        let client = try options.client()
        if json {
            print(String(decoding: try await client.get("/v1/status"), as: UTF8.self))
        } else {
            print(try await client.status().text, terminator: "")
        }
    }
}
