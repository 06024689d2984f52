import Datapath
import Logging
import OpenFlow
import OpenFlowChannel
import Ports
import Synchronization
import TestSupport
import Testing

@testable import Switch

/// A new configuration for a switch at work: what stays, what comes, what goes. One test at a time, because each keeps a
/// processor busy.
@Suite(.serialized) struct ApplyTests {
    typealias Flow = SwitchConfiguration.InitialFlow

    /// From port to port, with the cookie that tells flows apart.
    private func wire(_ from: UInt32, _ to: UInt32, priority: UInt16 = 10, cookie: UInt64 = 0) -> Flow {
        Flow(
            FlowMod(
                .add,
                priority: priority,
                match: Match([FieldMatch(.inPort, UInt128(from))]),
                instructions: [.applyActions([.output(port: PortNumber(to), maxLength: 0)])],
                cookie: cookie
            ),
            writtenAt: "test:\(from)"
        )
    }

    @Test func flowsThatStayKeepTheirCounters() async throws {
        let lab = try await MemoryLab(ports: ["a", "b"], flows: [wire(1, 2, cookie: 1), wire(2, 1, cookie: 2)])
        try await lab.require(lab.send(5, from: "a", to: "b"), "the wire works")
        var wanted = lab.configuration
        wanted.flows = [wire(1, 2, cookie: 1), wire(2, 1, priority: 11, cookie: 3)]
        let changes = await lab.running.apply(wanted)
        #expect(changes.done == ["1 flow added", "1 flow removed"])
        #expect(changes.failed.isEmpty)
        let flows = try await lab.running.flows()
        #expect(Set(flows.map(\.cookie)) == [1, 3])
        #expect(flows.first { $0.cookie == 1 }?.packetCount == 5)
        await lab.end()
    }

    @Test func aChangedFlowTakesTheOldOnesPlaceAndCounters() async throws {
        let lab = try await MemoryLab(ports: ["a", "b", "c"], flows: [wire(1, 2)])
        try await lab.require(lab.send(3, from: "a", to: "b"), "the wire works")
        var wanted = lab.configuration
        wanted.flows = [wire(1, 3)]
        let changes = await lab.running.apply(wanted)
        #expect(changes.done == ["1 flow replaced"])
        try await lab.require(lab.send(4, from: "a", to: "c"), "it leads elsewhere now")
        #expect(try await lab.running.flows().map(\.packetCount) == [7])
        await lab.end()
    }

    @Test func flowsOfControllersStay() async throws {
        let lab = try await MemoryLab(ports: ["a", "b"], flows: [wire(1, 2, cookie: 1)])
        // A controller's: one more, and one in the place of the switch's own.
        let others = [wire(2, 1, cookie: 9).mod, wire(1, 2, cookie: 8).mod]
        #expect(await lab.running.change(others) == [:])
        var wanted = lab.configuration
        wanted.flows = []
        _ = await lab.running.apply(wanted)
        #expect(Set(try await lab.running.flows().map(\.cookie)) == [8, 9])
        await lab.end()
    }

    @Test func aFlowThatIsRefusedIsNamedAndTheRestIsDone() async throws {
        let lab = try await MemoryLab(ports: ["a", "b"], flows: [])
        var bad = wire(1, 2)
        bad.mod.instructions = [.gotoTable(0)]
        bad.writtenAt = "lab.yaml:7:9"
        var wanted = lab.configuration
        wanted.flows = [bad, wire(2, 1)]
        let changes = await lab.running.apply(wanted)
        #expect(changes.done == ["1 flow added"])
        #expect(changes.failed.count == 1)
        #expect(changes.failed.first?.hasPrefix("lab.yaml:7:9: the switch refuses this flow: ") == true)
        #expect(try await lab.running.flows().count == 1)
        // It is not forgotten: the next configuration tries it again.
        #expect(await lab.running.apply(wanted).failed.count == 1)
        await lab.end()
    }

    @Test func aSwitchWhoseFlowIsRefusedDoesNotStart() async {
        var bad = wire(1, 2)
        bad.mod.instructions = [.gotoTable(0)]
        bad.writtenAt = "lab.yaml:7:9"
        let error = await #expect(throws: SwitchError.self) { _ = try await MemoryLab(ports: ["a"], flows: [bad]) }
        #expect(error?.description.hasPrefix("lab.yaml:7:9: the switch refuses this flow: ") == true)
    }

    @Test func portsComeAndGoAndKeepTheirNumbers() async throws {
        let lab = try await MemoryLab(ports: ["a", "b", "c"], flows: [wire(1, 3), wire(3, 1)])
        var wanted = lab.configuration
        wanted.ports = ["c", "d", "a"].map { .init(interface: $0) }
        wanted = wanted.numbered(after: lab.configuration)
        let changes = await lab.running.apply(wanted)
        #expect(changes.done == ["port 2 (b) removed", "port 2 (d) added"])
        #expect(await lab.running.status().ports.map(\.name) == ["a", "d", "c"])
        try await lab.require(lab.send(2, from: "a", to: "c"), "ports that stay go on")
        // A port that takes another number is another port.
        var renumbered = wanted
        renumbered.ports = wanted.ports.map { .init($0.kind, number: $0.name == "d" ? 9 : $0.number) }
        #expect(await lab.running.apply(renumbered).done == ["port 2 (d) removed", "port 9 (d) added"])
        renumbered.flows = [wire(1, 9)]
        _ = await lab.running.apply(renumbered)
        try await lab.require(lab.send(2, from: "a", to: "d"), "flows reach the new port")
        await lab.end()
    }

    @Test func aPortThatCannotBeOpenedIsNamedAndTriedAgain() async throws {
        let lab = try await MemoryLab(ports: ["a"], flows: [])
        var wanted = lab.configuration
        wanted.ports.append(.init(interface: "missing", number: 2))
        #expect(await lab.running.apply(wanted).failed == ["port 2 (missing) cannot be added: there is no missing"])
        #expect(await lab.running.apply(wanted).failed.count == 1)
        #expect(await lab.running.status().ports.map(\.name) == ["a"])
        await lab.end()
    }

    @Test func controllersAndListenersComeAndGo() async throws {
        let lab = try await MemoryLab(ports: ["a"], flows: [])
        let listener = Target.passiveTCP(host: "127.0.0.1", port: 0)
        var wanted = lab.configuration
        // Nobody is at the second one: it waits for its next attempt.
        wanted.controllers = [.embedded, .unix(path: "/nowhere/at/all")]
        wanted.listeners = [listener]
        #expect(
            await lab.running.apply(wanted).done
                == [
                    "listener ptcp:0:127.0.0.1 added", "controller embedded added",
                    "controller unix:/nowhere/at/all added",
                ]
        )
        #expect(await lab.running.status().controllers.map(\.target) == ["embedded", "unix:/nowhere/at/all"])
        #expect(await lab.running.status().listeners.count == 1)
        #expect(await lab.running.apply(wanted) == AppliedChanges())
        wanted.controllers = [.unix(path: "/nowhere/at/all")]
        wanted.listeners = []
        #expect(
            await lab.running.apply(wanted).done
                == ["controller embedded removed", "listener ptcp:0:127.0.0.1 removed"]
        )
        #expect(await lab.running.status().controllers.map(\.target) == ["unix:/nowhere/at/all"])
        wanted.controllers = []
        #expect(await lab.running.apply(wanted).done == ["controller unix:/nowhere/at/all removed"])
        #expect(await lab.running.status().controllers.isEmpty)
        #expect(await lab.running.status().listeners.isEmpty)
        await lab.end()
    }

    @Test func limitsChangeOrAskForANewStart() async throws {
        let lab = try await MemoryLab(ports: ["a", "b"], flows: [wire(1, 2)])
        var wanted = lab.configuration
        wanted.maxEntries = 1
        wanted.normal.ageingSeconds = 5
        wanted.bufferCount = 1
        wanted.tableCount = 2
        wanted.datapathID = 77
        wanted.versions = [.v1_0]
        wanted.poll = .adaptive
        wanted.initialBackoff = .milliseconds(1)
        wanted.normal.maxEntries = 3
        let changes = await lab.running.apply(wanted)
        #expect(changes.done == ["tables hold 1 entries each", "addresses are forgotten after 5 s"])
        #expect(
            changes.needsRestart == [
                "dpid", "versions", "poll", "backoff", "tables: count", "limits: buffers", "mac-learning: max-entries",
            ]
        )
        let errors = await lab.running.change([wire(2, 1).mod])
        #expect(errors?[0]?.code == .flowModFailedTableFull)
        await lab.end()
    }

    @Test func roomForMoreFlowsComesBeforeThem() async throws {
        let lab = try await MemoryLab(ports: ["a", "b"], flows: [wire(1, 2)])
        var wanted = lab.configuration
        wanted.maxEntries = 1
        #expect(await lab.running.apply(wanted).failed.isEmpty)
        wanted.maxEntries = 2
        wanted.flows = [wire(1, 2), wire(2, 1)]
        #expect(await lab.running.apply(wanted).done == ["tables hold 2 entries each", "1 flow added"])
        await lab.end()
    }

    @Test func aFullTableTakesFlowsInPlaceOfOthers() async throws {
        let lab = try await MemoryLab(ports: ["a", "b"], flows: [wire(1, 2, cookie: 1), wire(2, 1, cookie: 2)])
        var wanted = lab.configuration
        wanted.maxEntries = 2
        _ = await lab.running.apply(wanted)
        wanted.flows = [wire(1, 2, cookie: 1), wire(2, 1, priority: 11, cookie: 3)]
        let changes = await lab.running.apply(wanted)
        #expect(changes.done == ["1 flow added", "1 flow removed"])
        #expect(changes.failed.isEmpty)
        #expect(Set(try await lab.running.flows().map(\.cookie)) == [1, 3])
        await lab.end()
    }

    @Test func aFlowThatMustNotOverlapReplacesItsFormerSelf() async throws {
        func lone(_ to: UInt32, _ cookie: UInt64) -> Flow {
            var flow = wire(1, to, cookie: cookie)
            flow.mod.flags = [.checkOverlap]
            return flow
        }
        let lab = try await MemoryLab(ports: ["a", "b", "c"], flows: [lone(2, 1)])
        var wanted = lab.configuration
        wanted.flows = [lone(3, 2)]
        let changes = await lab.running.apply(wanted)
        #expect(changes.done == ["1 flow replaced"])
        #expect(changes.failed.isEmpty)
        #expect(try await lab.running.flows().map(\.cookie) == [2])
        await lab.end()
    }

    /// Frames go both ways through two ports all the while; every one of them has to arrive.
    @Test(.timeLimit(.minutes(2))) func noFrameIsLostWhileEverythingAroundChanges() async throws {
        let lab = try await MemoryLab(ports: ["a", "b", "x"], flows: [wire(1, 2), wire(2, 1), wire(3, 3)])
        let traffic = Traffic(lab)
        traffic.start()
        var wanted = lab.configuration
        for round in 0..<18 {
            // The wire itself changes too, by priority: the new flow is in before the old one goes.
            wanted.flows = [wire(1, 2, priority: 10 + UInt16(round % 2)), wire(2, 1), wire(3, UInt32(round % 7 + 1))]
            wanted.ports = (round % 3 == 0 ? ["x", "a", "b"] : round % 3 == 1 ? ["a", "y", "b"] : ["b", "a"])
                .map { .init(interface: $0) }
            wanted = wanted.numbered(after: lab.running.current.configuration)
            wanted.controllers = round % 2 == 0 ? [.embedded] : []
            #expect(await lab.running.apply(wanted).failed.isEmpty)
            // A reload says nothing as long as no frame goes by.
            await traffic.waitForMore(20)
        }
        let (sent, received) = await traffic.stop()
        #expect(sent > 360)
        #expect(received == sent)
        let flows = try await lab.running.flows().filter { $0.match[.inPort]?.value == 2 }
        #expect(flows.map(\.packetCount) == [UInt64(sent / 2)])
        await lab.end()
    }
}

/// A switch at work with memory ports by name, whose far ends the test holds.
private final class MemoryLab: Sendable {
    let configuration: SwitchConfiguration
    let running: RunningSwitch
    private let wires: Wires

    /// Far ends of ports, by name; a port that is opened again has a new one.
    private final class Wires: Sendable {
        let all = Mutex<[String: MemoryPeer]>([:])

        func open(_ name: String, _ number: UInt32) throws(SwitchError) -> PortSetup {
            guard name != "missing" else { throw SwitchError("there is no missing") }
            let port = MemoryPort(portNumber: number, options: MemoryPortOptions())
            let peer = port.peer
            all.withLock { $0[name] = peer }
            return PortSetup(
                number: number,
                name: name,
                hardwareAddress: 0x0200_0000_0000 + UInt64(number),
                device: .allocate(port)
            )
        }
    }

    init(ports: [String], flows: [SwitchConfiguration.InitialFlow]) async throws {
        let wires = Wires()
        self.wires = wires
        // Nobody wakes a worker for memory ports.
        configuration = SwitchConfiguration(
            datapathID: 1,
            ports: ports.map { .init(interface: $0) },
            poll: .busy,
            flows: flows
        ).numbered(after: nil)
        running = try await RunningSwitch.start(
            configuration,
            ports: configuration.ports.map { try wires.open($0.name, $0.number ?? 0) },
            openPort: { port, number throws(SwitchError) in try wires.open(port.name, number) },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    func end() async { await running.shutdown() }

    func peer(_ name: String) -> MemoryPeer { wires.all.withLock { $0[name]! } }

    /// Whether as many frames come out as went in; waits for them as long as the test has time.
    func send(_ count: Int, from: String, to: String) async -> Bool {
        let (source, sink) = (peer(from), peer(to))
        for _ in 0..<count where !source.inject(Self.frame) { return false }
        var received = 0
        let patience = Patience()
        while received < count, patience.isLeft {
            received += sink.drainFrames().count
            await Task.yield()
        }
        return received == count
    }

    func require(_ condition: Bool, _ comment: Comment) throws { try #require(condition, comment) }

    static let frame = FrameBuilder().ethernet(dst: 0x02_0000_0000_02, src: 0x02_0000_0000_01)
        .ipv4(src: 0x0a00_0001, dst: 0x0a00_0002).udp(src: 1000, dst: 2000).payload([1, 2, 3]).bytes
}

/// How long a test waits for what should come at once, before it fails.
private struct Patience {
    private let end = ContinuousClock.now + .seconds(30)
    var isLeft: Bool { ContinuousClock.now < end }
}

/// Frames from a to b and from b to a, one each way at a time: the next pair goes when the last one has arrived.
private final class Traffic: Sendable {
    private let lab: MemoryLab
    private let sent = Atomic<Int>(0)
    private let received = Atomic<Int>(0)
    private let isStopped = Atomic<Bool>(false)
    private let task = Mutex<Task<Void, Never>?>(nil)

    init(_ lab: MemoryLab) { self.lab = lab }

    func start() {
        let (a, b) = (lab.peer("a"), lab.peer("b"))
        task.withLock { task in
            task = Task.detached { [self] in
                while !isStopped.load(ordering: .relaxed) {
                    guard a.inject(MemoryLab.frame), b.inject(MemoryLab.frame) else { continue }
                    sent.add(2, ordering: .relaxed)
                    var arrived = 0
                    let patience = Patience()
                    while arrived < 2, patience.isLeft {
                        arrived += a.drainFrames().count + b.drainFrames().count
                        await Task.yield()
                    }
                    received.add(arrived, ordering: .relaxed)
                }
            }
        }
    }

    func waitForMore(_ count: Int) async {
        let goal = received.load(ordering: .relaxed) + count
        let patience = Patience()
        while received.load(ordering: .relaxed) < goal, patience.isLeft { await Task.yield() }
    }

    func stop() async -> (sent: Int, received: Int) {
        isStopped.store(true, ordering: .relaxed)
        await task.withLock { $0 }?.value
        return (sent.load(ordering: .relaxed), received.load(ordering: .relaxed))
    }
}
