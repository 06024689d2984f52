import Ports

/// What a worker's thread waits for: frames, requests, and news of the kernel about interfaces.
struct Waiter: ~Copyable {
    static let requestToken: UInt64 = .max
    static let linkToken: UInt64 = .max - 1
    private static let eventLimit = 64

    var poller: Poller
    var monitor: LinkMonitor
    let events: UnsafeMutableBufferPointer<PollEvent>

    init(link: DatapathLink) throws(PortError) {
        poller = try Poller()
        monitor = try LinkMonitor()
        events = .allocate(capacity: Self.eventLimit)
        events.initialize(repeating: PollEvent())
        try poller.add(link.workerFlag.fileDescriptor, token: Self.requestToken)
        try poller.add(monitor.fileDescriptor, token: Self.linkToken)
    }

    deinit { events.deallocate() }

    static func token(datapath: Int, port: Int) -> UInt64 { UInt64(datapath) << 32 | UInt64(port) }
}
