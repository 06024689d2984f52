import Ports

/// What a worker's thread waits for: frames, requests, and news of the kernel about interfaces.
struct Waiter: ~Copyable {
    static let requestToken: UInt64 = .max
    static let linkToken: UInt64 = .max - 1
    private static let eventLimit = 64

    var poller: Poller
    var monitor: LinkMonitor
    let events: UnsafeMutableBufferPointer<PollEvent>

    private init(poller: consuming Poller, monitor: consuming LinkMonitor) {
        self.poller = poller
        self.monitor = monitor
        events = .allocate(capacity: Self.eventLimit)
        events.initialize(repeating: PollEvent())
    }

    static func make(link: DatapathLink) throws(PortError) -> Waiter {
        let poller = try Poller()
        let monitor = try LinkMonitor()
        try poller.add(link.workerFlag.fileDescriptor, token: Self.requestToken)
        try poller.add(monitor.fileDescriptor, token: Self.linkToken)
        return Waiter(poller: poller, monitor: monitor)
    }

    deinit { events.deallocate() }

    static func token(datapath: Int, port: Int) -> UInt64 { UInt64(datapath) << 32 | UInt64(port) }
}
