import Glibc

/// The file of a control socket, from the check before a start to its removal.
///
/// The socket is bound inside a fresh directory of mode 0700, gets mode 0600 there, and is then renamed to its path: so
/// there is no moment in which others could connect, and a stale file is replaced in one step.
struct ControlSocketFile: Sendable {
    let path: String
    /// Where the server binds.
    var bindPath: String { directory + "/s" }
    private let directory: String

    enum Probe: Hashable { case absent, stale, live, noSocket, denied }

    /// The longest path that fits an address, less the room that `bindPath` takes.
    static let maxPathByteCount = 90

    /// Makes the directory; throws when a live socket, or something else, has the path.
    init(path: String) throws(ControlError) {
        try Self.check(path)
        var template = Array((Self.parent(of: path) + ".ofsXXXXXX").utf8CString)
        guard let made = mkdtemp(&template) else {
            throw ControlError("cannot make a control socket at \(path): \(describe(errno))")
        }
        self.path = path
        directory = String(cString: made)
    }

    /// Throws when no control socket can be made at the path.
    static func check(_ path: String) throws(ControlError) {
        guard path.utf8.count <= maxPathByteCount else {
            throw ControlError(
                "the control socket's path \(path) is too long: \(path.utf8.count) bytes, \(maxPathByteCount) can be"
            )
        }
        guard access(parent(of: path), W_OK | X_OK) == 0 else {
            throw ControlError("cannot make the control socket \(path): \(describe(errno))")
        }
        switch probe(path) {
        case .absent, .stale: return
        case .live: throw ControlError("another switch has the control socket \(path): use another --name or --control")
        case .noSocket: throw ControlError("\(path) exists and is no socket: use another --control unix:PATH")
        case .denied: throw ControlError("cannot make the control socket \(path): permission denied")
        }
    }

    /// With the slash at its end.
    private static func parent(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? "./"
    }

    /// Gives the bound socket its mode and its path.
    func publish() throws(ControlError) {
        guard chmod(bindPath, 0o600) == 0, rename(bindPath, path) == 0 else {
            throw ControlError("cannot make the control socket \(path): \(describe(errno))")
        }
        rmdir(directory)
    }

    /// Removes what `init` and `publish` have made.
    func remove(published: Bool) {
        if published { unlink(path) }
        unlink(bindPath)
        rmdir(directory)
    }

    /// Who is at a path, found out by connecting.
    static func probe(_ path: String) -> Probe {
        var information = stat()
        guard lstat(path, &information) == 0 else { return errno == EACCES ? .denied : .absent }
        guard information.st_mode & S_IFMT == S_IFSOCK else { return .noSocket }
        let descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return .live }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        if result == 0 { return .live }
        switch errno {
        case ECONNREFUSED: return .stale
        case EACCES, EPERM: return .denied
        default: return .live
        }
    }
}
