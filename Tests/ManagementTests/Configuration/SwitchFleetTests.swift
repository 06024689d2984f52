import Foundation
import Logging
import OpenFlow
import Switch
import Synchronization
import Testing

@testable import Management

/// Several switches of one process, as a file has them and has them later. They have no ports, so nobody needs privileges.
@Suite struct SwitchFleetTests {
    /// What was logged, with its level.
    private final class Log: Sendable {
        private let lines = Mutex<[String]>([])

        func add(_ line: String) { lines.withLock { $0.append(line) } }

        /// Takes the lines so far.
        func take() -> [String] {
            lines.withLock { lines in
                defer { lines = [] }
                return lines
            }
        }
    }

    private struct Handler: LogHandler {
        let log: Log
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.info

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) { log.add("\(event.level): \(event.message)") }
    }

    private func withFleet(_ body: (SwitchFleet, Log, _ directory: String) async throws -> Void) async throws {
        let directory = "/tmp/ofs-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let log = Log()
        let fleet = SwitchFleet(logger: Logger(label: "test") { _ in Handler(log: log) }) { "\(directory)/\($0).sock" }
        do {
            try await body(fleet, log, directory)
        } catch {
            await fleet.shutdown()
            throw error
        }
        await fleet.shutdown()
    }

    private func names(_ directory: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
    }

    @Test(.timeLimit(.minutes(1))) func eachSwitchHasItsControlSocket() async throws {
        try await withFleet { fleet, log, directory in
            let file = try read("switches: [{name: s, dpid: 1}, {name: t, dpid: 2, controllers: [embedded]}]")
            try await fleet.start(file.entries)
            #expect(try names(directory) == ["s.sock", "t.sock"])
            for (name, id) in [("s", "1"), ("t", "2")] {
                let status = try await ControlClient(path: "\(directory)/\(name).sock").status()
                #expect(status.name == name)
                #expect(status.datapathID.hasSuffix(id))
            }
            #expect(
                log.take().filter { $0.contains("ready") }
                    == ["s", "t"].map { name in
                        "notice: switch \(name) ready: ports none; controllers \(name == "t" ? "embedded" : "none"); "
                            + "listening on none; control socket \(directory)/\(name).sock"
                    }
            )
            await fleet.shutdown()
            #expect(try names(directory).isEmpty)
        }
    }

    @Test(.timeLimit(.minutes(1))) func aNewFileStartsStopsAndChanges() async throws {
        try await withFleet { fleet, log, directory in
            let old = try read("switches: [{name: s, dpid: 1, flows: ['actions=drop']}, {name: t, dpid: 2}]")
            try await fleet.start(old.entries)
            let uptime = try await ControlClient(path: "\(directory)/s.sock").status().uptimeSeconds
            _ = log.take()
            let new = try read(
                """
                switches:
                  - {name: u, dpid: 3}
                  - {name: s, dpid: 9, flows: ['priority=7,actions=drop', 'priority=8,actions=drop']}
                """,
                previous: old
            )
            await fleet.apply(new)
            #expect(try names(directory) == ["s.sock", "u.sock"])
            #expect(
                log.take().filter { !$0.contains("ready") } == [
                    "notice: switch t stopped", "notice: switch s: 2 flows added, 1 flow removed",
                    "warning: switch s: dpid needs a new start to change", "notice: configuration lab/a.yaml applied",
                ]
            )
            let client = ControlClient(path: "\(directory)/s.sock")
            #expect(try await client.flowText().split(separator: "\n").count == 2)
            let status = try await client.status()
            #expect(status.uptimeSeconds > uptime)
            #expect(status.datapathID.hasSuffix("1"))
        }
    }

    @Test(.timeLimit(.minutes(1))) func aSwitchTakesOverWhatAnotherGivesUp() async throws {
        try await withFleet { fleet, log, directory in
            let socket = "punix:\(directory)/of"
            let old = try read("switches: [{name: s, dpid: 1}, {name: t, dpid: 2, listen: ['\(socket)']}]")
            try await fleet.start(old.entries)
            let new = try read(
                "switches: [{name: s, dpid: 1, listen: ['\(socket)']}, {name: t, dpid: 2}]",
                previous: old
            )
            _ = log.take()
            await fleet.apply(new)
            #expect(try await ControlClient(path: "\(directory)/s.sock").status().listeners == [socket])
            #expect(!log.take().contains { $0.hasPrefix("error") })
        }
    }

    @Test(.timeLimit(.minutes(1))) func whatCannotBeDoneIsLoggedAndTheRestIsDone() async throws {
        try await withFleet { fleet, log, directory in
            let old = try read("switches: [{name: s, dpid: 1}]")
            try await fleet.start(old.entries)
            _ = log.take()
            let new = try read(
                """
                switches:
                  - {name: s, dpid: 1, ports: [nosuchveth0], controllers: [embedded]}
                  - {name: t, ports: [nosuchveth1]}
                """,
                previous: old
            )
            await fleet.apply(new)
            let errors = log.take().filter { $0.hasPrefix("error") }
            #expect(errors.count == 2)
            #expect(errors.first?.contains("port 1 (nosuchveth0) cannot be added") == true)
            #expect(errors.last?.contains("switch t cannot be started") == true)
            #expect(errors.last?.contains("nosuchveth1") == true)
            let status = try await ControlClient(path: "\(directory)/s.sock").status()
            #expect(status.controllers.map(\.target) == ["embedded"])
        }
    }

    @Test(.timeLimit(.minutes(1))) func allStartOrNone() async throws {
        try await withFleet { fleet, _, directory in
            let file = try read("switches: [{name: s, dpid: 1}, {name: t, ports: [nosuchveth1]}]")
            let error = await #expect(throws: SwitchError.self) { try await fleet.start(file.entries) }
            #expect(error?.description.contains("nosuchveth1") == true)
            #expect(try names(directory).isEmpty)
        }
    }
}
