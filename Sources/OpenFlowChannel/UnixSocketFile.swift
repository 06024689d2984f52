import Glibc

/// The file of a listening Unix socket: made with mode 0600, removed when it is ours.
struct UnixSocketFile: Sendable {
    let path: String
    private let device: dev_t
    private let inode: ino_t

    /// Makes a bound socket, not listening yet; the caller owns the descriptor.
    ///
    /// A socket file that nobody listens on is left over from a process that was killed, and is replaced.
    static func bind(_ path: String) throws(ChannelError) -> (descriptor: CInt, file: UnixSocketFile) {
        try removeStale(path)
        let descriptor = try makeSocket(path)
        // Linux gives the file the mode of the socket: so there is no moment in which others could connect.
        guard fchmod(descriptor, 0o600) == 0, withAddress(path, { Glibc.bind(descriptor, $0, $1) }) == 0 else {
            let problem = describe(errno)
            Glibc.close(descriptor)
            throw ChannelError("cannot listen on punix:\(path): \(problem)")
        }
        var information = stat()
        lstat(path, &information)
        return (descriptor, UnixSocketFile(path: path, device: information.st_dev, inode: information.st_ino))
    }

    /// Removes the file, unless another process has put its own there meanwhile.
    ///
    /// To be called before the socket is closed: until then the kernel gives the inode to no other file.
    func remove() {
        var information = stat()
        guard lstat(path, &information) == 0, information.st_dev == device, information.st_ino == inode else { return }
        unlink(path)
    }

    private static func removeStale(_ path: String) throws(ChannelError) {
        var information = stat()
        guard lstat(path, &information) == 0 else { return }
        guard information.st_mode & S_IFMT == S_IFSOCK else {
            throw ChannelError("cannot listen on punix:\(path): the file exists and is no socket; use another path")
        }
        let descriptor = try makeSocket(path)
        defer { Glibc.close(descriptor) }
        guard withAddress(path, { connect(descriptor, $0, $1) }) != 0, errno == ECONNREFUSED else {
            throw ChannelError("cannot listen on punix:\(path): another process listens there; use another path")
        }
        unlink(path)
    }

    private static func makeSocket(_ path: String) throws(ChannelError) -> CInt {
        let type = CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue) | CInt(SOCK_NONBLOCK.rawValue)
        let descriptor = socket(AF_UNIX, type, 0)
        guard descriptor >= 0 else { throw ChannelError("cannot listen on punix:\(path): \(describe(errno))") }
        return descriptor
    }

    /// `path` has at most 107 bytes: `Target` has seen to that.
    private static func withAddress(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> CInt) -> CInt {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    private static func describe(_ number: CInt) -> String { String(cString: strerror(number)) }
}
