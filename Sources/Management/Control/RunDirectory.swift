import Glibc

/// Where control sockets are, unless somebody says otherwise: NAME.sock in a directory that only its owner can enter.
public struct RunDirectory: Sendable {
    public var path: String

    public init(path: String) { self.path = path }

    /// `$XDG_RUNTIME_DIR/ofswitch`; else `/run/ofswitch` for root, and `/tmp/ofswitch-UID` for everybody else.
    ///
    /// - Parameter userID: nil stands for the effective user of this process.
    public static func standard(environment: [String: String], userID: UInt32? = nil) -> RunDirectory {
        let userID = userID ?? geteuid()
        if let base = environment["XDG_RUNTIME_DIR"], base.hasPrefix("/") {
            return RunDirectory(path: base.hasSuffix("/") ? base + "ofswitch" : base + "/ofswitch")
        }
        return RunDirectory(path: userID == 0 ? "/run/ofswitch" : "/tmp/ofswitch-\(userID)")
    }

    public func socketPath(of name: String) -> String { "\(path)/\(name).sock" }

    /// Makes the directory with mode 0700 when it is not there, and refuses one that others could have prepared.
    public func create() throws(ControlError) {
        if mkdir(path, 0o700) != 0, errno != EEXIST {
            throw ControlError("cannot make the directory \(path): \(describe(errno)); use --control unix:PATH")
        }
        var information = stat()
        guard lstat(path, &information) == 0 else {
            throw ControlError("cannot look at the directory \(path): \(describe(errno))")
        }
        guard information.st_mode & S_IFMT == S_IFDIR, information.st_uid == geteuid(), information.st_mode & 0o022 == 0
        else {
            throw ControlError(
                "\(path) is not a directory that belongs to this user alone; remove it or use --control unix:PATH"
            )
        }
    }

    /// The control socket of the only switch that runs here.
    public func onlySocket() throws(ControlError) -> String {
        let sockets = sockets()
        guard let first = sockets.first else {
            throw ControlError(
                "no switch is running: there is no control socket in \(path); if it is elsewhere, use --control unix:PATH"
            )
        }
        guard sockets.count == 1 else {
            let list = sockets.map { "--control unix:\($0)" }.joined(separator: ", ")
            throw ControlError("\(sockets.count) switches are running, choose one of: \(list)")
        }
        return first
    }

    /// The sockets on which somebody listens, by name; those of switches that were killed are left out.
    private func sockets() -> [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var found: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name.hasSuffix(".sock"), !name.hasPrefix(".") else { continue }
            if ControlSocketFile.probe("\(path)/\(name)") != .stale { found.append("\(path)/\(name)") }
        }
        return found.sorted()
    }
}

func describe(_ number: CInt) -> String { String(cString: strerror(number)) }
