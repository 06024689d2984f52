import Foundation
import Testing

extension TestNetwork {
    static let controlSocket = "/run/test-switch.sock"
    /// Nobody listens there: a switch under test with this controller is left to itself.
    static let absentController = "tcp:127.0.0.1:1"
    static let datapathID = "abc"

    /// Starts the switch on the ports p1…pN and waits until it is ready.
    /// - Parameter controller: nil means the embedded one.
    func startSwitch(
        ports: String? = nil,
        controller: String?,
        versions: String = "1.0,1.1,1.2,1.3,1.4",
        listen: [String] = [],
        local: String? = nil,
        verbose: Bool = false
    ) throws -> ChildProcess {
        let all = (1...hostCount).map { "p\($0)" }.joined(separator: ",")
        var command = [
            Machine.executable, "run", "--name", "test-switch", "--dpid", Self.datapathID, "--ports", ports ?? all,
            "--versions", versions, "--control", "unix:\(Self.controlSocket)",
        ]
        if let controller { command += ["--controller", controller] }
        for target in listen { command += ["--listen", target] }
        if let local { command += ["--local", local] }
        if verbose { command.append("--verbose") }
        let process = try start(command)
        try process.waitForOutput("ready")
        return process
    }

    func python(_ fixture: String, _ arguments: String...) -> [String] {
        [Machine.python, "-W", "ignore", "\(Machine.fixtures)/\(fixture).py"] + arguments
    }

    /// Whether one of several single pings comes back: the way to wait for a controller that still has to connect.
    func canReach(_ host: Int, from source: Int, within limit: Duration = .seconds(30)) throws -> Bool {
        try eventually(within: limit) { try ping(host, from: source, count: 1, wait: 1).status == 0 }
    }

    func ping(_ host: Int, from source: Int, count: Int, wait: Int = 5) throws -> CommandResult {
        try run(
            on: source,
            ["ping", "-n", "-c", "\(count)", "-i", "0.2", "-W", "\(wait)", address(host)]
        )
    }

    /// Pings with no loss allowed.
    func requirePing(_ host: Int, from source: Int, count: Int = 5) throws {
        let result = try ping(host, from: source, count: count)
        guard result.output.contains("\(count) received"), result.status == 0 else {
            throw CommandFailure(description: "pings were lost: \(result)\(story)")
        }
    }

    /// Moves bytes by TCP; the result's output has the verified count and the rate.
    /// - Parameter patience: seconds to wait for the connection.
    func moveTCP(
        from client: Int,
        to server: Int,
        byteCount: Int,
        port: Int = 5001,
        patience: Int = 20
    ) throws -> CommandResult {
        let listener = try start(on: server, python("transfer", "tcp-server", "\(port)"))
        try listener.waitForOutput("listening")
        let result = try run(
            on: client,
            python("transfer", "tcp-client", address(server), "\(port)", "\(byteCount)", "\(patience)")
        )
        listener.send(signal: SIGKILL)
        _ = try listener.waitForExit()
        return result
    }

    func requireTCP(from client: Int, to server: Int, byteCount: Int = 16 << 20, port: Int = 5001) throws {
        let result = try moveTCP(from: client, to: server, byteCount: byteCount, port: port)
        guard result.status == 0, result.output.contains("tcp verified \(byteCount) bytes") else {
            throw CommandFailure(description: "TCP does not arrive: \(result)\(story)")
        }
        print("h\(client) → h\(server): \(result.output.trimmingCharacters(in: .newlines))")
    }

    func requireUDP(from client: Int, to server: Int, datagrams: Int = 50, patience: Int = 20) throws {
        let port = "5002"
        let listener = try start(on: server, python("transfer", "udp-server", port))
        try listener.waitForOutput("listening")
        let result = try run(
            on: client,
            python("transfer", "udp-client", address(server), port, "\(datagrams)", "\(patience)")
        )
        listener.send(signal: SIGKILL)
        guard result.status == 0, result.output.contains("udp verified \(datagrams) datagrams") else {
            throw CommandFailure(description: "UDP does not arrive: \(result)\(story)")
        }
    }

    func switchCommand(_ arguments: String...) throws -> CommandResult {
        try run([Machine.executable] + arguments + ["--control", "unix:\(Self.controlSocket)"])
    }
}
