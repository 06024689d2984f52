import Foundation
import Glibc
import Logging
import Testing

@testable import Management

/// A server on a real socket in a directory of its own, and the client.
@Suite struct ControlServerTests {
    @Test func servesWhatTheClientAsksFor() async throws {
        try await withServer { path, client in
            #expect(try await client.status() == FakeSwitch.sampleStatus)
            #expect(try await client.flowText() == FakeSwitch.sampleFlowLine)
            let wrong = try await client.request("POST", "/v1/flows")
            #expect(wrong.status == 405)
            #expect(wrong.headers["allow"] == "GET")
            let json = try await client.request("GET", "/v1/flows", headers: ["Accept": "application/json"])
            #expect(json.headers["content-type"] == "application/json")
            let error = await #expect(throws: ControlError.self) { try await client.get("/v2") }
            #expect(error?.description == "\(path): there is no /v2: /v1/status and /v1/flows exist")
        }
    }

    @Test func manyClientsAreServedAtOnce() async throws {
        try await withServer { _, client in
            try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<20 { group.addTask { try await client.flowText() } }
                for try await text in group { #expect(text == FakeSwitch.sampleFlowLine) }
            }
        }
    }

    @Test func onlyTheOwnerMayConnect() async throws {
        try await withServer { path, _ in
            var information = stat()
            #expect(lstat(path, &information) == 0)
            #expect(information.st_mode & S_IFMT == S_IFSOCK)
            #expect(information.st_mode & 0o777 == 0o600)
        }
    }

    @Test func theSocketIsGoneAfterwards() async throws {
        try await withDirectory { directory in
            try await withServer(in: directory) { _, _ in }
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory).isEmpty)
        }
    }

    @Test func aLiveSocketIsNotTaken() async throws {
        try await withServer { path, client in
            let error = #expect(throws: ControlError.self) { try ControlServer(path: path, logger: quiet) }
            #expect(error?.description.contains("another switch has the control socket \(path)") == true)
            let status = try await client.status()
            #expect(status == FakeSwitch.sampleStatus)
        }
    }

    @Test func aSocketThatNobodyListensOnIsReplaced() async throws {
        try await withDirectory { directory in
            try makeStaleSocket("\(directory)/s1.sock")
            try await withServer(in: directory) { _, client in
                let status = try await client.status()
                #expect(status == FakeSwitch.sampleStatus)
            }
        }
    }

    @Test func aFileThatIsNoSocketStays() async throws {
        try await withDirectory { directory in
            let path = "\(directory)/s1.sock"
            try Data("mine".utf8).write(to: URL(filePath: path))
            let error = #expect(throws: ControlError.self) { try ControlServer(path: path, logger: quiet) }
            #expect(error?.description.contains("\(path) exists and is no socket") == true)
            #expect(try Data(contentsOf: URL(filePath: path)) == Data("mine".utf8))
        }
    }

    @Test func badPathsAreRefused() {
        let long = "/tmp/" + String(repeating: "x", count: 100)
        let error = #expect(throws: ControlError.self) { try ControlServer(path: long, logger: quiet) }
        #expect(error?.description.contains("105 bytes, 90 can be") == true)
        let lost = #expect(throws: ControlError.self) { try ControlServer(path: "/nonexistent/s1.sock", logger: quiet) }
        #expect(lost?.description.contains("/nonexistent/s1.sock: No such file or directory") == true)
    }

    @Test func aDirectoryThatGoesAwayIsNamed() async throws {
        try await withDirectory { directory in
            let server = try ControlServer(path: "\(directory)/s1.sock", logger: quiet)
            try FileManager.default.removeItem(atPath: directory)
            let failure = await #expect(throws: ControlError.self) { try await server.run(controlling: FakeSwitch()) }
            #expect(failure?.description.contains("\(directory)/s1.sock: No such file or directory") == true)
        }
    }

    @Test func aClientWithoutASwitchSaysSo() async throws {
        try await withDirectory { directory in
            let path = "\(directory)/s1.sock"
            for _ in 0..<2 {
                let error = await #expect(throws: ControlError.self) { try await ControlClient(path: path).status() }
                #expect(error?.description == "no switch is running at \(path)")
                try makeStaleSocket(path)
            }
        }
    }

    @Test func aPeerThatHangsUpIsNamed() async throws {
        try await withDirectory { directory in
            let path = "\(directory)/s1.sock"
            let descriptor = try listen(path)
            let hangUp = Task.detached {
                let accepted = accept(descriptor, nil, nil)
                close(accepted)
                close(descriptor)
            }
            let error = await #expect(throws: ControlError.self) { try await ControlClient(path: path).status() }
            #expect(error?.description.contains(path) == true)
            await hangUp.value
        }
    }
}

private let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

private func withDirectory(_ body: (String) async throws -> Void) async throws {
    var template = Array("/tmp/ofs-testXXXXXX".utf8CString)
    let directory = String(cString: try #require(mkdtemp(&template)))
    defer { try? FileManager.default.removeItem(atPath: directory) }
    try await body(directory)
}

private func withServer(_ body: @escaping (String, ControlClient) async throws -> Void) async throws {
    try await withDirectory { try await withServer(in: $0, body) }
}

/// Runs the body while a server runs; waits until the server is gone.
private func withServer(in directory: String, _ body: (String, ControlClient) async throws -> Void) async throws {
    let path = "\(directory)/s1.sock"
    let server = try ControlServer(path: path, logger: quiet)
    let (ready, readiness) = AsyncThrowingStream<Void, any Error>.makeStream()
    let running = Task {
        do {
            try await server.run(controlling: FakeSwitch()) { readiness.yield() }
            readiness.finish()
        } catch {
            readiness.finish(throwing: error)
        }
    }
    do {
        var events = ready.makeAsyncIterator()
        try #require(try await events.next() != nil, "the server has ended before it was ready")
        try await body(path, ControlClient(path: path))
    } catch {
        running.cancel()
        await running.value
        throw error
    }
    running.cancel()
    await running.value
}

private func listen(_ path: String) throws -> CInt {
    let descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let result = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
    }
    try #require(result == 0 && Glibc.listen(descriptor, 8) == 0)
    return descriptor
}

/// What a killed switch leaves.
private func makeStaleSocket(_ path: String) throws {
    unlink(path)
    close(try listen(path))
}
