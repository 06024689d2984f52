import Foundation
import Testing

/// What a test needs from the machine it runs on.
///
/// A test that lacks something is skipped with the reason. Where nothing may be skipped (`OFSWITCH_E2E=required`, a
/// privileged CI run) the same reason becomes a failure.
enum Prerequisite {
    case executable
    case namespaces
    case command(String)
    case osKen

    /// Why this is missing, or nil when it is there. Looked up once per process.
    var reasonMissing: String? {
        switch self {
        case .executable: Machine.executableMissing
        case .namespaces: Machine.namespacesMissing
        case .command(let name): Machine.path(of: name) == nil ? "the command \(name) is not installed" : nil
        case .osKen: Machine.osKenMissing
        }
    }
}

struct MissingPrerequisite: Error, CustomStringConvertible {
    let description: String
}

extension Trait where Self == ConditionTrait {
    /// Skips (or, with `OFSWITCH_E2E=required`, fails) where something is missing.
    static func needs(_ prerequisites: Prerequisite...) -> ConditionTrait {
        let reason = prerequisites.lazy.compactMap(\.reasonMissing).first
        return .enabled(Comment(rawValue: reason ?? "everything needed is there")) {
            guard let reason else { return true }
            if Machine.nothingMayBeSkipped { throw MissingPrerequisite(description: reason) }
            return false
        }
    }
}

/// What this machine has: found once, in order of use.
enum Machine {
    static let environment = ProcessInfo.processInfo.environment
    static let nothingMayBeSkipped = environment["OFSWITCH_E2E"] == "required"
    static let isRoot = geteuid() == 0

    /// The built switch: `OFSWITCH_BINARY`, or what lies beside the test bundle.
    static let executable: String = {
        if let path = environment["OFSWITCH_BINARY"] { return path }
        let bundle = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        return bundle.deletingLastPathComponent().appendingPathComponent("ofswitch").path
    }()

    static let executableMissing: String? =
        FileManager.default.isExecutableFile(atPath: executable) ? nil : "there is no executable at \(executable)"

    /// The folder with the Python peers.
    static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fixtures").path

    /// A Python with os-ken: `OFSWITCH_PYTHON`, the virtual environment that Scripts/test makes, or python3 as it is.
    static let python: String = {
        if let path = environment["OFSWITCH_PYTHON"] { return path }
        let root = URL(fileURLWithPath: fixtures).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let virtual = root.appendingPathComponent(".build/venv/bin/python3").path
        return FileManager.default.isExecutableFile(atPath: virtual) ? virtual : path(of: "python3") ?? "python3"
    }()

    static let osKenMissing: String? = {
        let script = "import eventlet, importlib.util as u; assert u.find_spec('os_ken.app.simple_switch_13')"
        let probe = try? ChildProcess.runToEnd([python, "-W", "ignore", "-c", script], within: .seconds(60))
    }
}
