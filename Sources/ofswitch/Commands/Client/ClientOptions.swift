import ArgumentParser
import Foundation
import Logging
import OpenFlow
import OpenFlowChannel
import SwitchClient

/// What all commands have in common that ask a switch over OpenFlow.
struct ClientOptions: ParsableArguments {
    @Option(
        name: [.customShort("O", allowingJoined: true), .long, .customLong("protocols")],
        help: ArgumentHelp(
            "The OpenFlow versions that may be spoken, as 1.0,1.3 or OpenFlow10,OpenFlow13; all if not given.",
            valueName: "list"
        )
    )
    var versions: String?

    @Option(
        name: [.customShort("t"), .long],
        help: ArgumentHelp("How long to wait for the connection and for each answer.", valueName: "seconds")
    )
    var timeout = 5.0

    @Flag(
        inversion: .prefixedNo,
        help: "Print names of ports in place of numbers, which is so on terminals; with --no-names also read none."
    )
    var names: Bool?

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        do {
            _ = try allowedVersions
        } catch {
            throw ValidationError("\(error)")
        }
        guard timeout > 0, timeout <= 86_400 else {
            throw ValidationError("--timeout \(timeout): write seconds above 0, for example 2.5")
        }
    }

    var acceptsNames: Bool { names ?? true }

    var allowedVersions: Set<OpenFlowVersion> {
        get throws(ClientError) { try versions.map(VersionList.parse) ?? SwitchAccess.allVersions }
    }

    /// - Parameters:
    ///   - target: nil stands for where the switch listens that runs here.
    ///   - isFileToo: the word could have been the name of a file, which errors are to say.
    func access(_ target: String?, isFileToo: Bool = false) async throws -> SwitchAccess {
        let text: String
        if let target { text = target } else { text = try await LocalSwitch.target() }
        let directory = SwitchAddress.openVSwitchDirectory(ProcessInfo.processInfo.environment)
        return SwitchAccess(
            name: text,
            target: try SwitchAddress.target(text, openVSwitchDirectory: directory),
            versions: try allowedVersions,
            timeout: .milliseconds(Int64(timeout * 1000)),
            logger: makeLogger(level: .error),
            otherReadings: SwitchAddress.otherReadings(text, openVSwitchDirectory: directory, isFileToo: isFileToo)
        )
    }

    func reader(_ target: String?, isFileToo: Bool = false) async throws -> SessionReader {
        SessionReader(try await access(target, isFileToo: isFileToo), acceptsNames: acceptsNames)
    }

    /// The names to print with; none when numbers are wanted.
    func namesToPrint(_ session: SwitchSession) async throws -> PortNames {
        guard names ?? (isatty(STDOUT_FILENO) == 1 && !json) else { return .none }
        return PortNames(try await session.ports())
    }

    /// Asks for one kind of statistics or descriptions and prints the answer.
    func ask(
        _ target: String?,
        _ need: VersionNeed = .none,
        _ body: (SwitchSession) async throws -> MultipartRequest.Body
    ) async throws {
        try await ask(target, need) { session in try await session.multipart(try await body(session)) }
    }

    func ask(
        _ target: String?,
        _ need: VersionNeed = .none,
        _ answer: (SwitchSession) async throws -> MultipartAnswer
    ) async throws {
        try await access(target).withSession(need) { session in
            let answer = try await answer(session)
            try print(answer, names: try await namesToPrint(session))
        }
    }

    func print(_ answer: MultipartAnswer, names: PortNames) throws {
        Output.line(json ? try answer.json(names: names) : names.replacingNumbers(in: answer.text))
    }

    /// Reports what has become of changes; fails when the switch has refused any.
    func report(_ outcome: ChangeOutcome, in version: OpenFlowVersion) throws {
        if json { Output.line(try JSONText.lines(OutcomeRecord(outcome, in: version))) }
        for failure in outcome.failures { Output.error("\(failure)") }
        guard outcome.failures.isEmpty else { throw ExitCode.failure }
    }
}

/// Standard output and standard error, a line and a `write` each, so that nothing waits in a buffer.
enum Output {
    static func line(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }

    static func error(_ text: String) { FileHandle.standardError.write(Data("Error: \(text)\n".utf8)) }
}

/// What stands on the command line besides options: `[TARGET]`, and what the command works on.
struct Operands {
    var target: String?
    var rest: [String]

    /// The target is left out only when there is nothing that it could be mistaken for: with exactly the operands that the
    /// command cannot do without.
    ///
    /// - Parameter usage: what stands behind the command's name, for the error.
    init(_ words: [String], required: Int, optional: Int = 0, usage: String) throws {
        switch words.count {
        case required: (target, rest) = (nil, words)
        case required + 1...required + 1 + optional: (target, rest) = (words[0], Array(words.dropFirst()))
        default: throw ValidationError("\(words.count) operands cannot be right here: write \(usage)")
        }
    }
}

/// Files of flows, groups and the like.
enum TextFile {
    /// - Parameter path: "-" is standard input.
    static func lines(_ path: String) throws -> [SourceLine] {
        guard let text = String(validating: try bytes(path), as: UTF8.self) else {
            throw ClientError("\(path) is not a text in UTF-8")
        }
        return SourceLine.lines(of: text, source: path == "-" ? "<stdin>" : path)
    }

    /// The text itself, or for "-" the lines of standard input.
    static func linesOrText(_ text: String) throws -> [SourceLine] {
        text == "-" ? try lines("-") : [SourceLine(text: text)]
    }

    private static func bytes(_ path: String) throws(ClientError) -> [UInt8] {
        let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable(path) }
        defer { if path != "-" { close(descriptor) } }
        var bytes: [UInt8] = []
        var portion = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &portion, portion.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw unreadable(path) }
            if count == 0 { return bytes }
            bytes += portion[..<count]
        }
    }

    private static func unreadable(_ path: String) -> ClientError {
        ClientError("\(path) cannot be read: \(String(cString: strerror(errno)))")
    }
}
