import Foundation
import Testing

/// Hosts h1…hN in network namespaces, each joined by a veth pair (eth0 ↔ p1…pN) to a namespace for the switch.
///
/// Everything lives in a network and a mount namespace that belong to one holder process, without root inside a user
/// namespace of its own. So names and TCP ports are free to choose, networks do not see each other, and the kernel takes
/// links, hosts and sockets in /run away with the last process. The holder ends when its standard input closes, even if the
/// test process was killed, and takes all processes of the mount namespace with it.
///
/// Offloads of the veths stay at their defaults. IPv6 addresses are not generated, so that the first frame is a test's own.
final class TestNetwork {
    static let unshare =
        ["unshare"] + (Machine.isRoot ? [] : ["--user", "--map-root-user"]) + ["--net", "--mount"]

    let hostCount: Int
    private let holder: ChildProcess
    private var children: [ChildProcess] = []

    init(hosts: Int) throws {
        hostCount = hosts
        let script = """
            set -e
            mount -t tmpfs tmpfs /run
            ip link set lo up
            echo "holder is ready"
            set +e
            cat > /dev/null
            own=$(readlink /proc/self/ns/mnt)
            for process in /proc/[0-9]*; do
                number=${process#/proc/}
                if [ "$number" != $$ ] && [ "$(readlink "$process/ns/mnt")" = "$own" ]; then kill -KILL "$number"; fi
            done 2> /dev/null
            """
        holder = try ChildProcess(Self.unshare + ["sh", "-c", script], keepsInput: true)
        try holder.waitForOutput("holder is ready")
        for host in 1...hosts { try addHost(host) }
    }

    deinit { close() }

    /// Ends everything that runs in the network.
    func close() {
        children.removeAll()
        holder.closeInput()
        _ = try? holder.waitForExit()
    }

    func address(_ host: Int) -> String { "10.0.0.\(host)" }

    private func addHost(_ host: Int) throws {
        try require(["ip", "netns", "add", "h\(host)"])
        try require(["ip", "-n", "h\(host)", "link", "set", "lo", "up"])
        try addLink(host)
    }

    /// Makes the veth pair of a host, up on both ends, the host's end with address 10.0.0.N/24 and MAC 02:00:00:00:00:0N.
    func addLink(_ host: Int) throws {
        let name = "h\(host)"
        try require(["ip", "link", "add", "p\(host)", "type", "veth", "peer", "name", "eth0", "netns", name])
        try require([
            "ip", "-n", name, "link", "set", "eth0", "addrgenmode", "none", "address", "02:00:00:00:00:0\(host)",
        ])
        try require(["ip", "-n", name, "addr", "add", "\(address(host))/24", "dev", "eth0"])
        try require(["ip", "-n", name, "link", "set", "eth0", "up"])
        try require(["ip", "link", "set", "p\(host)", "addrgenmode", "none", "up"])
    }

    func removeLink(_ host: Int) throws {
        try require(["ip", "link", "del", "p\(host)"])
    }

    /// The command, to be run on a host or, without one, where the switch is.
    private func inside(_ host: Int?, _ command: [String]) -> [String] {
        // A process that creates a user namespace keeps all capabilities over it, so no credentials change on entry.
        let user = Machine.isRoot ? [] : ["--user", "--preserve-credentials"]
        let entry = ["nsenter", "--target", "\(holder.identifier)"] + user + ["--net", "--mount", "--"]
        let hostEntry = host.map { ["nsenter", "--net=/run/netns/h\($0)", "--"] } ?? []
        return entry + hostEntry + command
    }

    func start(on host: Int? = nil, _ command: [String], keepsInput: Bool = false) throws -> ChildProcess {
        let child = try ChildProcess(inside(host, command), keepsInput: keepsInput)
        children.append(child)
        return child
    }

    func run(on host: Int? = nil, _ command: [String], within limit: Duration = .seconds(60)) throws -> CommandResult {
        try ChildProcess(inside(host, command)).waitForExit(within: limit)
    }

    /// Runs a command that has to succeed.
    @discardableResult
    func require(on host: Int? = nil, _ command: [String], within limit: Duration = .seconds(60)) throws
        -> CommandResult
    {
        let result = try run(on: host, command, within: limit)
        guard result.status == 0 else { throw CommandFailure(description: "\(result)\(story)") }
        return result
    }

    /// What all long-running processes have said so far, for the message of a failure.
    var story: String {
        children.map { "\n--- \($0.command)\n\($0.output)" }.joined()
    }
}

/// Runs the body in a fresh network and takes it down in every case.
func withTestNetwork(hosts: Int, _ body: (TestNetwork) throws -> Void) throws {
    let network = try TestNetwork(hosts: hosts)
    defer { network.close() }
    do {
        try body(network)
    } catch {
        print("The processes of the failed test said:\(network.story)")
        throw error
    }
}
