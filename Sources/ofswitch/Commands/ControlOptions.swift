import ArgumentParser
import Foundation
import Management

/// How a command finds the switch that it is about.
struct ControlOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The switch's control socket; the one in the run directory if not given.",
            valueName: "unix:path"
        )
    )
    var control: String?

    static var runDirectory: RunDirectory { .standard(environment: ProcessInfo.processInfo.environment) }

    func validate() throws {
        guard let control else { return }
        do {
            _ = try ConfigurationTexts.controlPath(control)
        } catch {
            throw ValidationError("\(error)")
        }
    }

    func client() throws -> ControlClient {
        ControlClient(path: try control.map(ConfigurationTexts.controlPath) ?? Self.runDirectory.onlySocket())
    }
}
