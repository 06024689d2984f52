import Glibc
public import Ports

/// How a worker's thread waits when nothing is there.
public enum PollMode: Sendable {
    /// Spins a little after the last frame, then sleeps until one comes.
    case adaptive
    /// Never sleeps.
    case busy
    /// Sleeps whenever nothing is there.
    case interrupt
}

/// The thread's loop around `runOnce`: waits on descriptors, reads the clock once per turn, and follows the interfaces.
extension Worker {
    /// Turns without work before an adaptive worker sleeps.
    private static let spinLimit = 64
    /// A loaded worker looks at its descriptors once in so many nanoseconds.
    private static let pollInterval: UInt64 = 1_000_000
    private static let second: UInt64 = 1_000_000_000

    /// Runs until `DatapathLink.stop`. To be called on the thread that is to be the worker's.
    public mutating func run(poll: PollMode) throws(PortError) {
        waiter = try Waiter.make(link: link)
        try watchPorts()
        var idleTurns = 0
        var lastPoll: UInt64 = 0
        while !link.isStopped {
            let now = Self.monotonicNow()
            if runOnce(now: now) {
                idleTurns = 0
                if now - lastPoll >= Self.pollInterval {
                    lastPoll = now
                    wait(nanoseconds: 0)
                }
                continue
            }
            idleTurns += 1
            switch poll {
            case .busy: wait(nanoseconds: 0)
            case .adaptive where idleTurns < Self.spinLimit: continue
            case .adaptive, .interrupt: sleep(now: now)
            }
        }
    }

    /// Nanoseconds of CLOCK_MONOTONIC.
    public static func monotonicNow() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * second + UInt64(time.tv_nsec)
    }

    private mutating func watchPorts() throws(PortError) {
        for i in 0..<datapathCount {
            for index in 0..<datapaths[i].ports.count {
                let descriptor = datapaths[i].ports.states[index].device.fileDescriptor
                guard descriptor >= 0 else { continue }
                try waiter?.poller.add(descriptor, token: Waiter.token(datapath: i, port: index))
            }
        }
        // An interface may have changed between its opening and now.
        for link in (try? waiter?.monitor.currentLinks()) ?? [] { handle(.changed(link), now: Self.monotonicNow()) }
    }

    /// Blocks until there is work or a timer is due.
    private mutating func sleep(now: UInt64) {
        guard link.prepareWorkerToSleep() else { return }
        var timeout: Int64 = -1
        if let due = nextDue { timeout = due > now ? Int64(due - now) : 0 }
        if hasMissingPorts { timeout = timeout < 0 ? Int64(Self.second) : min(timeout, Int64(Self.second)) }
        wait(nanoseconds: timeout)
        link.workerWoke()
    }

    private mutating func wait(nanoseconds: Int64) {
        guard let events = waiter?.events else { return }
        let count = waiter?.poller.wait(timeoutNanoseconds: nanoseconds, into: events) ?? 0
        for event in events[..<count] {
            switch event.token {
            case Waiter.requestToken: link.workerFlag.clear()
            case Waiter.linkToken: followLinks()
            default:
                guard event.isError else { continue }
                let (datapath, port) = (Int(event.token >> 32), Int(event.token & 0xffff_ffff))
                datapaths[datapath].ports.states[port].device.handleError()
            }
        }
    }

    private var hasMissingPorts: Bool {
        for i in 0..<datapathCount {
            for index in 0..<datapaths[i].ports.count where datapaths[i].ports.states[index].isMissing { return true }
        }
        return false
    }

    // MARK: Interfaces that come, change and go

    private mutating func followLinks() {
        var news: [LinkEvent] = []
        waiter?.monitor.poll { news.append($0) }
        let now = Self.monotonicNow()
        for event in news { handle(event, now: now) }
    }

    private mutating func handle(_ event: LinkEvent, now: UInt64) {
        for i in 0..<datapathCount {
            datapaths[i].now = now
            for index in 0..<datapaths[i].ports.count where datapaths[i].ports.records[index].link != nil {
                handle(event, datapath: i, port: index)
            }
        }
    }

    private mutating func handle(_ event: LinkEvent, datapath: Int, port: Int) {
        let known = datapaths[datapath].ports.records[port].link!
        let isMissing = datapaths[datapath].ports.states[port].isMissing
        switch event {
        case .removed(_, let index):
            if index == known.index && !isMissing { close(datapath: datapath, port: port) }
        case .changed(let link) where link.name == known.name:
            if !isMissing && link.index != known.index { close(datapath: datapath, port: port) }
            if datapaths[datapath].ports.states[port].isMissing {
                open(link, datapath: datapath, port: port)
            } else {
                datapaths[datapath].ports.states[port].device.update(link)
                datapaths[datapath].linkChanged(port, to: link)
            }
        case .changed(let link):
            // Renamed: as far as this port goes, its interface is gone.
            if link.index == known.index && !isMissing { close(datapath: datapath, port: port) }
        }
    }

    private mutating func close(datapath: Int, port: Int) {
        let device = datapaths[datapath].ports.states[port].device
        try? waiter?.poller.remove(device.fileDescriptor)
        datapaths[datapath].portVanished(port)
        device.deallocate()
    }

    /// Takes up an interface that is back. If that fails now, the next event of the interface brings the next try.
    private mutating func open(_ link: LinkInfo, datapath: Int, port: Int) {
        let number = datapaths[datapath].ports.states[port].number
        guard let opened = try? AFPacketPort(interface: link.name, portNumber: number) else { return }
        let device = PortDevice.allocate(opened)
        try? waiter?.poller.add(device.fileDescriptor, token: Waiter.token(datapath: datapath, port: port))
        datapaths[datapath].portReturned(port, device: device, link: link)
    }
}
