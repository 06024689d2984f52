import Foundation
import Testing

/// What a test needs from the machine it runs on.
///
/// A test that lacks something is skipped with the reason. Where nothing may be skipped (`OFSWITCH_E2E=required`, a
/// privileged CI run) the same reason becomes a failure.
enum Prerequisite {
    case executable
    case namespaces
    case taps
    case command(String)
    case osKen

    /// Why this is missing, or nil when it is there. Looked up once per process.
    var reasonMissing: String? {
        switch self {
        case .executable: Machine.executableMissing
        case .namespaces: Machine.namespacesMissing
        case .taps: Machine.tapsMissing
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
        return probe?.status == 0
            ? nil : "\(python) has no os-ken with its applications (Scripts/test installs them)"
    }()

    /// Tries for real, because containers forbid any part of this.
    static let namespacesMissing: String? = {
        for command in ["unshare", "nsenter", "mount", "ip", "ping"] where path(of: command) == nil {
            return "the command \(command) is not installed"
        }
        let version = try? ChildProcess.runToEnd([python, "--version"], within: .seconds(60))
        guard version?.status == 0 else { return "\(python), which plays hosts and controllers, does not run" }
        let attempt =
            "mount -t tmpfs tmpfs /run && ip netns add probe && ip link add probe0 type veth peer name probe1 netns probe"
        let result = try? ChildProcess.runToEnd(TestNetwork.unshare + ["sh", "-c", attempt], within: .seconds(30))
        guard let result else { return "unshare could not be started" }
        if result.status == 0 { return nil }
        let words = result.output.split(separator: "\n").joined(separator: "; ")
        return "no network namespaces with veth here: \(words)"
    }()

    /// /dev/net/tun may be missing or forbidden where namespaces are not.
    static let tapsMissing: String? = {
        let attempt = TestNetwork.unshare + ["ip", "tuntap", "add", "dev", "probe", "mode", "tap"]
        let result = try? ChildProcess.runToEnd(attempt, within: .seconds(30))
        return result?.status == 0 ? nil : "no taps here: \(result?.output ?? "unshare could not be started")"
    }()

    static func path(of command: String) -> String? {
        if command.contains("/") { return command }
        let folders = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
        return (folders + ["/usr/local/sbin", "/usr/sbin", "/sbin"])
            .map { $0 + "/" + command }
            .first(where: FileManager.default.isExecutableFile(atPath:))
    }
}
