import CLinux
import Glibc

/// What a poller found: `token` is what the descriptor was added with.
@frozen public struct PollEvent: Sendable, Hashable {
    public var token: UInt64
    public var isReadable: Bool
    /// An error or hang-up: for a port, `handleError` tells more.
    public var isError: Bool

    @inlinable public init(token: UInt64 = 0, isReadable: Bool = false, isError: Bool = false) {
        self.token = token
        self.isReadable = isReadable
        self.isError = isError
    }
}

/// Waits for descriptors (level-triggered epoll). One thread waits; a closed descriptor leaves by itself.
public struct Poller: ~Copyable {
    private let epoll: OwnedDescriptor

    public init() throws(PortError) {
        let raw = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard raw >= 0 else { throw .current("make a poller") }
        epoll = OwnedDescriptor(raw)
    }

    /// For nesting this poller in another one.
    public var fileDescriptor: Int32 { epoll.raw }

    public func add(_ descriptor: Int32, token: UInt64) throws(PortError) {
        guard clinux_epoll_add(epoll.raw, descriptor, token) == 0 else {
            throw .current("watch descriptor", on: "\(descriptor)")
        }
    }

    /// Error: the descriptor was not added.
    public func remove(_ descriptor: Int32) throws(PortError) {
        guard clinux_epoll_remove(epoll.raw, descriptor) == 0 else {
            throw .current("stop watching descriptor", on: "\(descriptor)")
        }
    }

    /// Waits for at most `timeoutNanoseconds` (-1: for ever) and fills in the events there are, 64 at most.
    /// The result is their number: 0 after the time, and also after a signal.
    public mutating func wait(
        timeoutNanoseconds: Int64,
        into events: UnsafeMutableBufferPointer<PollEvent>
    ) -> Int {
        guard let base = events.baseAddress else { return 0 }
        return withUnsafeTemporaryAllocation(of: clinux_event.self, capacity: Self.batch) { found in
            let limit = Int32(min(events.count, Self.batch))
            let count = Int(clinux_epoll_wait(epoll.raw, found.baseAddress, limit, timeoutNanoseconds))
            guard count > 0 else { return 0 }
            for index in 0..<count {
                let bits = found[index].events
                let event = PollEvent(
                    token: found[index].token,
                    isReadable: bits & EPOLLIN.rawValue != 0,
                    isError: bits & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0
                )
                (base + index).initialize(to: event)
            }
            return count
        }
    }

    private static let batch = 64
}
