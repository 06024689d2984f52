public import Datapath
public import OpenFlow
import Ports

/// A datapath on ports in memory, driven step by step on a virtual clock: deterministic and single-threaded.
///
/// `send` and `request` run the worker until it has nothing left to do; frames for controllers and unasked events
/// gather in `packetIns` and `events`.
public final class DatapathHarness {
    /// A frame that the datapath sent to controllers.
    public struct CapturedPacketIn: Sendable {
        public var header: UpcallHeader
        public var data: [UInt8]

        public var reason: PacketIn.Reason? { PacketIn.Reason(rawValue: header.reason) }
        public var bufferID: UInt32? { header.bufferID == Reserved.noBuffer ? nil : header.bufferID }
    }

    public private(set) var ports: [UInt32]
    /// Nanoseconds.
    public private(set) var now: UInt64
    public var packetIns: [CapturedPacketIn] = []
    public private(set) var events: [DatapathReply.Body] = []
    private let queueLength: Int
    private let link: DatapathLink
    private var worker: Worker
    /// One for each of `ports`; a peer ends with its port.
    private var peers: [MemoryPeer]
    private var lastTicket: UInt64 = 0
    private var replies: [DatapathReply] = []

    /// Ports are numbered from 1, with LOCAL behind them if there is to be one, and called `p1` …, with hardware addresses
    /// 0x02_00_00_00_01_01 …
    public init(
        ports count: Int = 4,
        configuration: DatapathConfiguration = DatapathConfiguration(tableCount: 4),
        now: UInt64 = 1_000_000_000,
        queueLength: Int = 64,
        hasLocalPort: Bool = false
    ) throws {
        ports = (1...UInt32(count)) + (hasLocalPort ? [PortNumber.local.rawValue] : [])
        self.now = now
        link = try DatapathLink(requestCapacity: 256, replyCapacity: 256, upcallBytes: 1 << 20)
        self.queueLength = queueLength
        let made = ports.map { Self.makePort($0, queueLength: queueLength) }
        peers = made.map(\.peer)
        worker = Worker(switches: [(configuration, made.map(\.setup))], link: link, now: now)
    }

    private static func makePort(_ number: UInt32, queueLength: Int) -> (setup: PortSetup, peer: MemoryPeer) {
        let options = MemoryPortOptions(queueLength: queueLength, maxFrameLength: 9_100)
        let port = MemoryPort(portNumber: number, options: options)
        let peer = port.peer
        let setup = PortSetup(
            number: number,
            name: "p\(number)",
            hardwareAddress: hardwareAddress(of: number),
            device: .allocate(port)
        )
        return (setup, peer)
    }

    // MARK: Ports that come and go

    /// The answers; the port is there when they are no error.
    public func addPort(_ number: UInt32) -> [DatapathReply] {
        let (setup, peer) = Self.makePort(number, queueLength: queueLength)
        let replies = request(.addPort(setup))
        if case .done? = replies.last?.body {
            ports.append(number)
            peers.append(peer)
        }
        return replies
    }

    public func removePort(_ number: UInt32) -> [DatapathReply] {
        if let index = ports.firstIndex(of: number) {
            ports.remove(at: index)
            peers.remove(at: index)
        }
        return request(.removePort(number))
    }

    public static func hardwareAddress(of port: UInt32) -> UInt64 { 0x0200_0000_0100 + UInt64(port) }

    // MARK: Frames

    /// What leaves after the frame has come in by `port`, port by port in their order.
    public func send(_ frame: [UInt8], port: UInt32) -> [SentFrame] {
        guard let index = ports.firstIndex(of: port) else { preconditionFailure("there is no port \(port)") }
        precondition(peers[index].inject(frame), "the port's queue is full or the frame too long")
        return settle()
    }

    /// Runs until nothing happens any more.
    @discardableResult public func settle() -> [SentFrame] {
        while worker.runOnce(now: now) { drainLink() }
        drainLink()
        var sent: [SentFrame] = []
        for (number, peer) in zip(ports, peers) {
            sent += peer.drainFrames().map { SentFrame(port: number, bytes: $0) }
        }
        return sent
    }

    private func drainLink() {
        while let reply = link.replies.pop() {
            if reply.ticket == 0 { events.append(reply.body) } else { replies.append(reply) }
        }
        while link.upcalls.pop({ header, bytes in
            self.packetIns.append(CapturedPacketIn(header: header, data: Array(bytes)))
        }) {}
    }

    public func takePacketIns() -> [CapturedPacketIn] {
        defer { packetIns = [] }
        return packetIns
    }

    public func takeEvents() -> [DatapathReply.Body] {
        defer { events = [] }
        return events
    }

    // MARK: Time

    public func advance(seconds: Double) { advance(to: now + UInt64(seconds * 1_000_000_000)) }

    /// One turn of the worker at `time` nanoseconds, and more as long as there is something to do.
    public func advance(to time: UInt64) {
        now = time
        settle()
    }

    // MARK: Requests

    /// The answers to one request, in order; what it made the datapath send stays with the ports' peers until `settle`.
    public func request(_ body: DatapathRequest.Body) -> [DatapathReply] {
        lastTicket += 1
        precondition(link.submit(DatapathRequest(datapath: 0, ticket: lastTicket, body)), "the request ring is full")
        while worker.runOnce(now: now) { drainLink() }
        drainLink()
        defer { replies = [] }
        return replies
    }

    /// The error of a request that is answered only when it fails.
    public func perform(_ body: DatapathRequest.Body) -> OpenFlowError? {
        for reply in request(body) {
            if case .error(let error) = reply.body { return error }
        }
        return nil
    }

    /// Takes a port away, with what waits on it.
    public func removePort(_ number: UInt32) -> OpenFlowError? {
        if let index = ports.firstIndex(of: number) {
            ports.remove(at: index)
            peers.remove(at: index)
        }
        return perform(.removePort(number))
    }

    public func apply(_ mod: FlowMod) -> OpenFlowError? { perform(.flowMod(mod)) }

    /// Sets or clears configuration bits of a port.
    public func configure(_ port: UInt32, _ bits: PortConfig, _ isSet: Bool = true) -> OpenFlowError? {
        perform(
            .portMod(
                PortMod(
                    number: PortNumber(port),
                    hardwareAddress: Self.hardwareAddress(of: port),
                    config: isSet ? bits : [],
                    mask: bits
                )
            )
        )
    }

    /// The bodies of all parts of an answer.
    public func statistics(_ body: MultipartRequest.Body) -> [MultipartReply.Body] {
        request(.statistics(body)).compactMap { reply in
            if case .statistics(let part) = reply.body { return part }
            return nil
        }
    }

    public func flows(_ filter: FlowFilter = FlowFilter()) -> [FlowStatistics] {
        statistics(.flow(filter)).flatMap { part -> [FlowStatistics] in
            if case .flow(let flows) = part { return flows }
            return []
        }
    }

    public var status: DatapathStatus? {
        for reply in request(.status) {
            if case .status(let status) = reply.body { return status }
        }
        return nil
    }

    /// How often each reason has occurred.
    public var drops: [DropReason: Int] {
        var counts: [DropReason: Int] = [:]
        for drop in status?.drops ?? [] { counts[drop.reason] = Int(drop.count) }
        return counts
    }
}
