import Foundation
import Testing

struct CommandResult: CustomStringConvertible {
    let command: String
    let status: Int32
    /// Standard output and standard error, as they came.
    let output: String

    var description: String { "\(command): exit status \(status)\n\(output)" }

    /// The lines of the output that contain all the words.
    func lines(with words: String...) -> [String] {
        output.split(separator: "\n").map(String.init).filter { line in words.allSatisfy(line.contains) }
    }
}

struct CommandFailure: Error, CustomStringConvertible {
    let description: String
}

/// A process whose output goes to a nameless file, so that it never blocks on a reader and can be read again at any time.
///
/// Invariant: a process that was started is ended before the object goes away.
final class ChildProcess {
    let command: String
    private let process = Process()
    private let log: FileHandle
    private let input: Pipe?

    /// Starts the command with its standard output and error in one file.
    /// - Parameter keepsInput: whether standard input is a pipe (closed when this object goes away) or empty.
    init(_ command: [String], keepsInput: Bool = false) throws {
        self.command = command.joined(separator: " ")
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("ofswitch-e2e-\(ProcessInfo.processInfo.processIdentifier)-\(UUID().uuidString)")
        guard FileManager.default.createFile(atPath: path.path, contents: nil) else {
            throw CommandFailure(description: "cannot write \(path.path)")
        }
        log = try FileHandle(forReadingFrom: path)
        let file = try FileHandle(forWritingTo: path)
        // The file lives on without a name, so that nothing stays behind, however this process ends.
        try FileManager.default.removeItem(at: path)
        input = keepsInput ? Pipe() : nil
        process.executableURL = URL(fileURLWithPath: Machine.path(of: command[0]) ?? command[0])
        process.arguments = Array(command.dropFirst())
        process.standardOutput = file
        process.standardError = file
        process.standardInput = input ?? FileHandle.nullDevice
        var environment = Machine.environment
        environment["PATH"] = (environment["PATH"] ?? "/usr/bin:/bin") + ":/usr/sbin:/sbin"
        environment["PYTHONUNBUFFERED"] = "1"
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
        environment["LC_ALL"] = "C"
        process.environment = environment
        try process.run()
        try file.close()
    }

    deinit {
        closeInput()
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    var identifier: Int32 { process.processIdentifier }
    var isRunning: Bool { process.isRunning }

    /// All of the output so far.
    var output: String {
        guard (try? log.seek(toOffset: 0)) != nil, let data = try? log.readToEnd() else { return "" }
        return String(decoding: data, as: UTF8.self)
    }

    func send(signal: Int32) {
        if process.isRunning { kill(process.processIdentifier, signal) }
    }

    func closeInput() {
        try? input?.fileHandleForWriting.close()
    }

    /// Waits for the text in the output; the process ending first is an error that shows what it said.
    func waitForOutput(_ text: String, within limit: Duration = .seconds(30)) throws {
        let found = eventually(within: limit) { output.contains(text) || !process.isRunning }
        guard found, output.contains(text) else {
            let reason =
                process.isRunning ? "did not say \"\(text)\" within \(limit)" : "ended without saying \"\(text)\""
            throw CommandFailure(description: "\(command) \(reason):\n\(output)")
        }
    }

    /// The exit status; a process that was ended by a signal reports 128 + the signal's number, as a shell does.
    func waitForExit(within limit: Duration = .seconds(30)) throws -> CommandResult {
        guard eventually(within: limit, { !process.isRunning }) else {
            let said = output
            send(signal: SIGKILL)
            throw CommandFailure(description: "\(command) did not end within \(limit):\n\(said)")
        }
        let bySignal = process.terminationReason == .uncaughtSignal
        let status = bySignal ? 128 + process.terminationStatus : process.terminationStatus
        return CommandResult(command: command, status: status, output: output)
    }

    static func runToEnd(_ command: [String], within limit: Duration) throws -> CommandResult {
        try ChildProcess(command).waitForExit(within: limit)
    }
}

/// Polls until the condition holds; false when it does not within the limit.
func eventually(within limit: Duration = .seconds(30), _ condition: () throws -> Bool) rethrows -> Bool {
    let deadline = ContinuousClock.now + limit
    while true {
        if try condition() { return true }
        if ContinuousClock.now >= deadline { return false }
        usleep(20_000)
    }
}
