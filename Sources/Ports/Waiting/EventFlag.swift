import CLinux
import Glibc

/// Wakes a waiting thread: an eventfd. The owner waits on `fileDescriptor`; others hold a `Signal`.
public struct EventFlag: ~Copyable, Sendable {
    private let descriptor: OwnedDescriptor

    public init() throws(PortError) {
        let raw = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
        guard raw >= 0 else { throw .current("make an event flag") }
        descriptor = OwnedDescriptor(raw)
    }

    /// Readable from `signal` to `clear`.
    public var fileDescriptor: Int32 { descriptor.raw }

    /// What other threads signal by; not to be used after the flag's end.
    public var handle: Signal { Signal(descriptor: descriptor.raw) }

    public func signal() {
        handle.signal()
    }

    /// Takes back all signals so far; false if there were none.
    @discardableResult public func clear() -> Bool {
        var count: UInt64 = 0
        return withUnsafeMutableBytes(of: &count) { read(descriptor.raw, $0.baseAddress, $0.count) } > 0
    }

    /// The signalling end of a flag: any thread may use it, and it never waits.
    public struct Signal: Sendable {
        fileprivate let descriptor: Int32

        public func signal() {
            // The write fails only when the count is full: then the flag is up anyway.
            _ = withUnsafeBytes(of: UInt64(1)) { write(descriptor, $0.baseAddress, $0.count) }
        }
    }
}
