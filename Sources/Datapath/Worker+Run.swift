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
    /// Nanoseconds without work before an adaptive worker sleeps: longer than a peer on the same machine takes to answer.
    private static let spinTime: UInt64 = 30_000
    /// A loaded worker looks at its descriptors once in so many nanoseconds.
    private static let pollInterval: UInt64 = 1_000_000
    private static let second: UInt64 = 1_000_000_000

    /// Opens what the thread waits by and looks once at all interfaces; before `run`, on the same thread.
    public mutating func prepare() throws(PortError) {
        waiter = try Waiter.make(link: link)
        try watchPorts()
    }

    /// Runs until `DatapathLink.stop`. To be called on the thread that is to be the worker's.
    public mutating func run(poll: PollMode) {
        var lastWork: UInt64 = 0
        var lastPoll: UInt64 = 0
        var lastRetry: UInt64 = 0
        while !link.isStopped {
            var now = Self.monotonicNow()
            if hasMissingPorts && now - lastRetry >= Self.second {
                lastRetry = now
                reopenMissingPorts()
                // That took time, and a port that is back counts its own from the end of it: the turn must not begin before.
                now = Self.monotonicNow()
            }
            if runOnce(now: now) {
                lastWork = now
                if now - lastPoll >= Self.pollInterval {
                    lastPoll = now
                    wait(nanoseconds: 0)
                }
                continue
            }
            switch poll {
            case .busy: wait(nanoseconds: 0)
            case .adaptive where now - lastWork < Self.spinTime: continue
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
        lookAtInterfaces()
    }

    /// Ports came or went, and others have other places now: each descriptor gets the token of its place.
    mutating func watchPortsAnew(datapath: Int) {
        guard waiter != nil else { return }
        for index in 0..<datapaths[datapath].ports.count {
            let descriptor = datapaths[datapath].ports.states[index].device.fileDescriptor
            guard descriptor >= 0 else { continue }
            // That of a new port is not there yet.
            try? waiter?.poller.remove(descriptor)
            let token = Waiter.token(datapath: datapath, port: index)
            // A port that cannot be waited for is closed, and opened again like one whose interface is back.
            if (try? waiter?.poller.add(descriptor, token: token)) == nil { close(datapath: datapath, port: index) }
        }
        lookAtInterfaces()
    }

    /// An interface may have changed, or gone, between its opening and now.
    private mutating func lookAtInterfaces() {
        guard let links = try? waiter?.monitor.currentLinks() else { return }
        let now = Self.monotonicNow()
        for i in 0..<datapathCount {
            datapaths[i].now = now
            for index in 0..<datapaths[i].ports.count where !datapaths[i].ports.states[index].isMissing {
                guard let known = datapaths[i].ports.records[index].link else { continue }
                guard let link = links.first(where: { $0.index == known.index }) else {
                    leave(datapath: i, port: index)
                    continue
                }
                // Lists do not tell the speed.
                var expected = known
                (expected.speedMbps, expected.isFullDuplex) = (link.speedMbps, link.isFullDuplex)
                if link != expected { handle(.changed(link), datapath: i, port: index) }
            }
        }
    }

    /// Blocks until there is work or a timer is due.
    private mutating func sleep(now: UInt64) {
        guard link.prepareWorkerToSleep(waitingForRoom: waitsForRoom) else { return }
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
                guard port < datapaths[datapath].ports.count else { continue }
                let device = datapaths[datapath].ports.states[port].device
                device.handleError()
                if device.isGone { close(datapath: datapath, port: port) }
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
            guard index == known.index && !isMissing else { return }
            leave(datapath: datapath, port: port)
        case .changed(let news) where news.name == known.name:
            let link = LinkMonitor.withSpeed(news)
            if !isMissing && link.index != known.index { close(datapath: datapath, port: port) }
            if datapaths[datapath].ports.states[port].isMissing {
                open(datapath: datapath, port: port)
            } else {
                datapaths[datapath].ports.states[port].device.update(link)
                datapaths[datapath].linkChanged(port, to: link)
            }
        case .changed(let link):
            // Renamed: as far as this port goes, its interface is gone.
            if link.index == known.index && !isMissing { close(datapath: datapath, port: port) }
        }
    }

    /// The interface is not in this network namespace any more: moved elsewhere, or no more at all.
    private mutating func leave(datapath: Int, port: Int) {
        let device = datapaths[datapath].ports.states[port].device
        device.handleError()
        if device.followsItsInterface && !device.isGone {
            datapaths[datapath].linkMoved(port)
        } else {
            close(datapath: datapath, port: port)
        }
    }

    private mutating func close(datapath: Int, port: Int) {
        let device = datapaths[datapath].ports.states[port].device
        try? waiter?.poller.remove(device.fileDescriptor)
        datapaths[datapath].portVanished(port)
        device.deallocate()
    }

    /// Takes up an interface that is back, or makes the port's own anew. What fails now is tried again every second.
    private mutating func open(datapath: Int, port: Int) {
        let number = datapaths[datapath].ports.states[port].number
        // Who knows the port by its address shall know it again.
        let address = datapaths[datapath].ports.records[port].hardwareAddress
        guard let source = datapaths[datapath].ports.records[port].source, let name = source.interfaceName,
            let device = try? source.open(portNumber: number, hardwareAddress: address)
        else { return }
        let token = Waiter.token(datapath: datapath, port: port)
        guard let link = try? LinkMonitor.link(named: name),
            (try? waiter?.poller.add(device.fileDescriptor, token: token)) != nil
        else { return device.deallocate() }
        datapaths[datapath].portReturned(port, device: device, link: link)
    }

    private mutating func reopenMissingPorts() {
        for i in 0..<datapathCount {
            for index in 0..<datapaths[i].ports.count where datapaths[i].ports.states[index].isMissing {
                datapaths[i].now = Self.monotonicNow()
                open(datapath: i, port: index)
            }
        }
    }
}
