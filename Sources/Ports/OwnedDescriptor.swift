import Glibc

/// A file descriptor with one owner, closed at the end of its life.
struct OwnedDescriptor: ~Copyable, Sendable {
    let raw: Int32

    init(_ raw: Int32) {
        self.raw = raw
    }

    deinit {
        close(raw)
    }

    /// Sets an option whose value is an integer; false if the kernel refuses, with errno set.
    func setOption(level: Int32, name: Int32, to value: Int32) -> Bool {
        withUnsafeBytes(of: value) {
            setsockopt(raw, level, name, $0.baseAddress, socklen_t($0.count)) == 0
        }
    }
}
