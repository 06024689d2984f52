import CLinux
import Glibc

/// A network namespace for one test: the calling thread lives in it while the body runs.
///
/// The body is synchronous, so it stays on its thread; other tests on other threads see nothing of it.
enum NetworkNamespace {
    static let reason = "needs the right to make network namespaces and packet sockets (root, or a user namespace)"

    static let isAvailable: Bool = {
        (try? run { shell("ip link add probe0 type veth peer name probe1") == 0 }) ?? false
    }()

    struct Failure: Error {
        var what: String
        var code: Int32
    }

    static func run<Value>(_ body: () throws -> Value) throws -> Value {
        let home = open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC)
        guard home >= 0 else { throw Failure(what: "open", code: errno) }
        defer { close(home) }
        guard clinux_new_network() == 0 else { throw Failure(what: "unshare", code: errno) }
        defer { precondition(clinux_enter_network(home) == 0, "the thread must get back to its own namespace") }
        // The kernel's own neighbour discovery would mix with the test's frames.
        write("1", to: "/proc/sys/net/ipv6/conf/default/disable_ipv6")
        return try body()
    }

    /// Joined interfaces a and b, both up.
    static func makeVeth(mtu: Int = 1500) throws {
        let commands = [
            "ip link add a1 mtu \(mtu) type veth peer name b1 mtu \(mtu)", "ip link set a1 up", "ip link set b1 up",
        ]
        for command in commands {
            let code = shell(command)
            guard code == 0 else { throw Failure(what: command, code: code) }
        }
    }

    /// Runs a command in the calling thread's namespace; its exit status.
    @discardableResult static func shell(_ command: String) -> Int32 {
        var process: pid_t = 0
        let words = ["/bin/sh", "-c", command + " 2>/dev/null"]
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        guard posix_spawn(&process, "/bin/sh", nil, nil, &arguments, environ) == 0 else { return -1 }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return status
    }

    private static func write(_ text: String, to path: String) {
        let file = open(path, O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        _ = text.withCString { Glibc.write(file, $0, strlen($0)) }
        close(file)
    }
}
