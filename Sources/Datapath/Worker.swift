import OpenFlow
import Packets
public import Ports

/// A port to begin with.
public struct PortSetup: Sendable {
    public var number: UInt32
    public var name: String
    public var hardwareAddress: UInt64
    public var device: PortDevice
    /// nil for a port without an interface of the kernel; such a port is always up.
    public var link: LinkInfo?
    /// What the port is opened from again when its interface went away and is back; nil: it does not come back.
    public var source: PortSource?

    public init(
        number: UInt32,
        name: String,
        hardwareAddress: UInt64,
        device: PortDevice,
        link: LinkInfo? = nil,
        source: PortSource? = nil
    ) {
        self.number = number
        self.name = name
        self.hardwareAddress = hardwareAddress
        self.device = device
        self.link = link
        self.source = source
    }
}

/// A thread's worth of datapath: owns ports, tables, buffers and counters of its switches, and takes no lock.
///
/// `runOnce` is one turn: a burst from every port, what it makes of it, and between bursts the requests of the agent, due
/// timers and news of the kernel about interfaces. It never blocks and reads no clock; so a test drives it with a virtual
/// clock and memory ports. `run` (in `Worker+Run.swift`) is the thread's loop around it.
///
/// Invariant: `datapaths` has `datapathCount` initialised elements, `burst` room for `burstLimit` frames. The worker owns
/// the port devices and ends them.
public struct Worker: ~Copyable {
    static let burstLimit = 64
    /// Requests a turn: few while frames are waiting, many otherwise.
    private static let busyRequestBudget = 32
    private static let idleRequestBudget = 1024

    /// Deleted entries whose memory is given back in a turn.
    private static let reclaimBudget = 512

    let link: DatapathLink
    let datapaths: UnsafeMutablePointer<Datapath>
    let datapathCount: Int
    private let burst: UnsafeMutablePointer<Frame>
    var waiter: Waiter?

    /// - Parameters:
    ///   - switches: configuration and ports of each, in the order of their indices.
    ///   - now: nanoseconds of the clock that `runOnce` will go on with.
    public init(switches: [(DatapathConfiguration, [PortSetup])], link: DatapathLink, now: UInt64) {
        self.link = link
        datapathCount = switches.count
        datapaths = .allocate(capacity: max(1, switches.count))
        burst = .allocate(capacity: Self.burstLimit)
        for (index, (configuration, ports)) in switches.enumerated() {
            let datapath = datapaths + index
            datapath.initialize(to: Datapath(index: index, configuration: configuration, link: link, now: now))
            for port in ports { datapath.pointee.add(port) }
        }
    }

    deinit {
        for i in 0..<datapathCount { datapaths[i].closePorts() }
        datapaths.deinitialize(count: datapathCount)
        datapaths.deallocate()
        burst.deallocate()
    }

    /// One turn at `now` nanoseconds. True when there was something to do.
    public mutating func runOnce(now: UInt64) -> Bool {
        var frames = 0
        for i in 0..<datapathCount {
            datapaths[i].now = now
            frames += receive(datapaths + i, now: now)
        }
        let requests = handleRequests(budget: frames > 0 ? Self.busyRequestBudget : Self.idleRequestBudget)
        var isBusy = false
        for i in 0..<datapathCount {
            isBusy = datapaths[i].expire() || isBusy
            datapaths[i].replies.drain(to: link)
            if datapaths[i].replies.isEmpty { datapaths[i].continueSlicedReply() }
            datapaths[i].flushPorts()
            let isReclaiming = datapaths[i].pool.reclaim(limit: Self.reclaimBudget)
            isBusy = isBusy || isReclaiming || datapaths[i].slicedReply != nil && datapaths[i].replies.isEmpty
        }
        link.wakeAgentIfNeeded()
        return frames > 0 || requests > 0 || isBusy
    }

    /// A burst from every port, each flushed out before the next.
    private func receive(_ datapath: UnsafeMutablePointer<Datapath>, now: UInt64) -> Int {
        var total = 0
        for index in 0..<datapath.pointee.ports.count {
            let device = datapath.pointee.ports.states[index].device
            let count = device.receive(into: burst, limit: Self.burstLimit, now: now)
            guard count > 0 else {
                device.release()
                continue
            }
            for i in 0..<count { datapath.pointee.receive(burst[i], portIndex: index) }
            datapath.pointee.flushPorts()
            device.release()
            total += count
        }
        return total
    }

    private mutating func handleRequests(budget: Int) -> Int {
        guard link.hasRequests else { return 0 }
        var handled = 0
        while handled < budget, areAllReady, let request = link.requests.pop() {
            datapaths[request.datapath].handle(request)
            handled += 1
        }
        for i in 0..<datapathCount where datapaths[i].havePortsMoved {
            datapaths[i].havePortsMoved = false
            watchPortsAnew(datapath: i)
        }
        return handled
    }

    /// A switch that still owes a part of an answer holds up the requests behind it: they are answered in order.
    private var areAllReady: Bool {
        for i in 0..<datapathCount where !datapaths[i].isReadyForRequest { return false }
        return true
    }

    /// Replies wait until the agent has taken some.
    var waitsForRoom: Bool {
        for i in 0..<datapathCount where !datapaths[i].replies.isEmpty { return true }
        return false
    }

    /// The earliest time at which a timer may be due, or a frame that no descriptor tells of.
    var nextDue: UInt64? {
        var earliest: UInt64?
        for i in 0..<datapathCount {
            if let due = datapaths[i].wheel.nextDue { earliest = min(earliest ?? due, due) }
            for index in 0..<datapaths[i].ports.count {
                guard let due = datapaths[i].ports.states[index].device.nextDue else { continue }
                earliest = min(earliest ?? due, due)
            }
        }
        return earliest
    }
}

extension Datapath {
    mutating func add(_ setup: PortSetup) {
        var state = PortState(number: setup.number, device: setup.device, config: [])
        if let link = setup.link {
            state.isLinkUp = link.hasCarrier
            if !link.isAdminUp { state.config.insert(.portDown) }
        }
        ports.add(
            state,
            PortRecord(
                name: setup.name,
                hardwareAddress: setup.hardwareAddress,
                created: now,
                link: setup.link,
                source: setup.source
            )
        )
    }

    mutating func closePorts() {
        for index in 0..<ports.count {
            ports.states[index].device.deallocate()
            ports.states[index].device = .none
        }
    }
}
