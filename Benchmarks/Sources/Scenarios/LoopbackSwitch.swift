import Datapath
import OpenFlow
import Ports

/// What went wrong with a scenario: its numbers would mean nothing.
public struct ScenarioError: Error, CustomStringConvertible {
    public var description: String
}

/// A worker with one switch on ports in memory that run in a loop: port 1 gives the scenario's frames over and over, all
/// ports count and discard what they are to send. Time is virtual.
public struct LoopbackSwitch: ~Copyable {
    public static let framesPerTurn = 64
    static let portCount = 4
    /// Nanoseconds of virtual time.
    private static let turnLength: UInt64 = 10_000

    private let scenario: Scenario
    private let link: DatapathLink
    private var worker: Worker
    private var now: UInt64 = 1_000_000_000

    /// A switch with the scenario's flows; throws when it refuses them.
    public static func make(_ scenario: Scenario) throws -> LoopbackSwitch {
        var made = LoopbackSwitch(scenario, try DatapathLink(), try ports(frames: scenario.frames))
        try made.request(.setPacketIns(enabled: true, implicitTableMiss: false))
        for flow in scenario.flows { try made.request(.flowMod(flow)) }
        for out in scenario.packetOuts { try made.request(.packetOut(out)) }
        // The frames that passed while the flows went in are no part of the scenario.
        made.before = try made.totals()
        return made
    }

    private init(_ scenario: Scenario, _ link: DatapathLink, _ ports: [PortSetup]) {
        self.scenario = scenario
        self.link = link
        worker = Worker(switches: [(DatapathConfiguration(tableCount: 2), ports)], link: link, now: now)
    }

    private static func ports(frames: [[UInt8]]) throws -> [PortSetup] {
        let options = MemoryPortOptions(queueLength: frames.count, maxFrameLength: 1518, isLoopback: true)
        return try (1...UInt32(portCount)).map { number in
            let port = MemoryPort(portNumber: number, options: options)
            if number == 1 {
                for frame in frames where !port.peer.inject(frame) {
                    throw ScenarioError(description: "the port does not take \(frames.count) frames")
                }
            }
            return PortSetup(
                number: number,
                name: "p\(number)",
                hardwareAddress: 0x0200_0000_0100 + UInt64(number),
                device: .allocate(port)
            )
        }
    }

    /// Frames of at least `frames`, in whole turns.
    public mutating func run(frames: Int) -> Int {
        let turns = (frames + Self.framesPerTurn - 1) / Self.framesPerTurn
        for _ in 0..<turns {
            turn()
            if scenario.sendsPacketIns { takePacketIns() }
        }
        return turns * Self.framesPerTurn
    }

    /// One burst.
    @inline(__always)
    public mutating func turn() {
        now += Self.turnLength
        _ = worker.runOnce(now: now)
    }

    /// What a controller would have done.
    public func takePacketIns() { while link.upcalls.pop({ _, _ in }) {} }

    /// Throws unless all frames so far went where the scenario sends them.
    public mutating func check() throws {
        let after = try totals()
        let (received, sent) = (after.received - before.received, after.sent - before.sent)
        let drops = after.drops - before.drops
        guard received > 0, drops == 0, sent == received * scenario.copies else {
            throw ScenarioError(
                description: "\(scenario.rawValue): \(received) frames in, \(sent) out, \(drops) drops"
            )
        }
    }

    // MARK: Requests

    private struct Totals {
        var received: UInt64 = 0
        var sent: UInt64 = 0
        var drops: UInt64 = 0
    }
    private var before = Totals()

    private mutating func totals() throws -> Totals {
        guard case .status(let status)? = try request(.status) else {
            throw ScenarioError(description: "\(scenario.rawValue): no answer to a status request")
        }
        var totals = Totals()
        for port in status.portStatistics {
            totals.received += port.rxPackets
            totals.sent += port.txPackets
        }
        for drop in status.drops { totals.drops += drop.count }
        return totals
    }

    @discardableResult
    private mutating func request(_ body: DatapathRequest.Body) throws -> DatapathReply.Body? {
        guard link.submit(DatapathRequest(datapath: 0, ticket: 1, body)) else {
            throw ScenarioError(description: "\(scenario.rawValue): the request ring is full")
        }
        turn()
        takePacketIns()
        guard let reply = link.replies.pop() else { return nil }
        if case .error(let error) = reply.body {
            throw ScenarioError(description: "\(scenario.rawValue): refused: \(error)")
        }
        return reply.body
    }
}
