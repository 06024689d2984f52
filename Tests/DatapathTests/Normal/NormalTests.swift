import Datapath
import OpenFlow
import TestSupport
import Testing

/// The reserved port NORMAL: a bridge that learns (1.3.5 §4.5).
@Suite struct NormalTests {
    private let a: UInt64 = 0x0200_0000_000a
    private let b: UInt64 = 0x0200_0000_000b
    private let broadcast: UInt64 = 0xffff_ffff_ffff

    private func harness(
        capacity: Int = 8192,
        ageSeconds: UInt64 = 300,
        before: [Action] = [],
        hasLocalPort: Bool = false
    ) throws -> DatapathHarness {
        let configuration = DatapathConfiguration(
            tableCount: 4,
            macTableCapacity: capacity,
            macAgeLimit: ageSeconds * 1_000_000_000
        )
        let harness = try DatapathHarness(configuration: configuration, hasLocalPort: hasLocalPort)
        let normal = Action.output(port: .normal, maxLength: 0)
        #expect(harness.apply(FlowMod(.add, instructions: [.applyActions(before + [normal])])) == nil)
        return harness
    }

    private func frame(_ source: UInt64, to destination: UInt64, vlan: UInt16? = nil, tpid: UInt16 = 0x8100) -> [UInt8]
    {
        let ethernet = FrameBuilder().ethernet(dst: destination, src: source)
        let tagged = vlan.map { ethernet.vlan(vid: $0, tpid: tpid) } ?? ethernet
        return tagged.ipv4(src: 1, dst: 2).udp().padded
    }

    /// Ports that the frame left by; it is the same on all of them.
    private func ports(_ harness: DatapathHarness, _ frame: [UInt8], by port: UInt32) -> [UInt32] {
        let sent = harness.send(frame, port: port)
        #expect(sent.allSatisfy { $0.bytes == frame })
        return sent.map(\.port)
    }

    @Test func unknownIsFloodedAndKnownIsSwitched() throws {
        let harness = try harness()
        #expect(ports(harness, frame(a, to: b), by: 1) == [2, 3, 4])
        #expect(ports(harness, frame(b, to: a), by: 3) == [1])
        #expect(ports(harness, frame(a, to: b), by: 1) == [3])
        #expect(harness.drops.isEmpty)
    }

    @Test func broadcastAndMulticastAreFloodedAndNobodyIsLearnedByThem() throws {
        let harness = try harness()
        #expect(ports(harness, frame(a, to: broadcast), by: 2) == [1, 3, 4])
        #expect(ports(harness, frame(b, to: 0x0100_5e00_0001), by: 1) == [2, 3, 4])
        #expect(ports(harness, frame(a, to: b), by: 2) == [1])
        // A group address as the source is nobody's, also when it is then asked for.
        #expect(ports(harness, frame(0x0100_5e00_0001, to: b), by: 4) == [1])
        #expect(ports(harness, frame(a, to: 0x0100_5e00_0001), by: 2) == [1, 3, 4])
    }

    @Test func stationsMove() throws {
        let harness = try harness()
        _ = harness.send(frame(a, to: broadcast), port: 1)
        #expect(ports(harness, frame(b, to: a), by: 3) == [1])
        _ = harness.send(frame(a, to: broadcast), port: 4)
        #expect(ports(harness, frame(b, to: a), by: 3) == [4])
    }

    @Test func aFrameForAStationBehindItsOwnPortIsDropped() throws {
        let harness = try harness()
        _ = harness.send(frame(a, to: broadcast), port: 1)
        #expect(ports(harness, frame(b, to: a), by: 1) == [])
        #expect(ports(harness, frame(a, to: a), by: 1) == [])
        #expect(harness.drops == [.outputToInPort: 2])
    }

    @Test(arguments: [0x8100, 0x88a8] as [UInt16]) func vlansLearnApart(tpid: UInt16) throws {
        let harness = try harness()
        _ = harness.send(frame(a, to: broadcast, vlan: 5, tpid: tpid), port: 1)
        _ = harness.send(frame(a, to: broadcast, vlan: 6, tpid: tpid), port: 2)
        _ = harness.send(frame(a, to: broadcast), port: 3)
        #expect(ports(harness, frame(b, to: a, vlan: 5, tpid: tpid), by: 4) == [1])
        #expect(ports(harness, frame(b, to: a, vlan: 6, tpid: tpid), by: 4) == [2])
        #expect(ports(harness, frame(b, to: a), by: 4) == [3])
        #expect(ports(harness, frame(b, to: a, vlan: 7, tpid: tpid), by: 4) == [1, 2, 3])
        // A tag with no VLAN in it only carries a priority.
        #expect(ports(harness, frame(b, to: a, vlan: 0, tpid: tpid), by: 4) == [3])
    }

    @Test func portsWithNoFloodGetOnlyWhatIsForThem() throws {
        let harness = try harness()
        #expect(harness.configure(2, .noFlood) == nil)
        #expect(ports(harness, frame(a, to: b), by: 1) == [3, 4])
        _ = harness.send(frame(b, to: broadcast), port: 2)
        #expect(ports(harness, frame(a, to: b), by: 1) == [2])
    }

    @Test(arguments: [0x0180_c200_0000, 0x0180_c200_0002, 0x0180_c200_000e, 0x0180_c200_000f] as [UInt64])
    func reservedAddressesAreNotForwardedAndTeachNothing(address: UInt64) throws {
        let harness = try harness()
        #expect(ports(harness, frame(a, to: address), by: 1) == [])
        #expect(harness.drops == [.reservedAddress: 1])
        #expect(ports(harness, frame(b, to: a), by: 2) == [1, 3, 4])
        #expect(ports(harness, frame(a, to: 0x0180_c200_0010), by: 1) == [2, 3, 4])
    }

    @Test func silentStationsAreForgotten() throws {
        let harness = try harness(ageSeconds: 10)
        _ = harness.send(frame(a, to: broadcast), port: 1)
        harness.advance(seconds: 9)
        #expect(ports(harness, frame(b, to: a), by: 2) == [1])
        harness.advance(seconds: 1)
        #expect(ports(harness, frame(b, to: a), by: 2) == [1, 3, 4])
        // Being spoken to keeps nobody: b was heard a moment ago, a is not.
        #expect(ports(harness, frame(a, to: b), by: 1) == [2])
    }

    @Test func aFullTableForgetsWhoWasNotHeardForLongest() throws {
        let harness = try harness(capacity: 3)
        for station in 1...4 as ClosedRange<UInt64> {
            harness.advance(seconds: 1)
            _ = harness.send(frame(station, to: broadcast), port: UInt32(station))
        }
        #expect(ports(harness, frame(4, to: 1), by: 4) == [1, 2, 3])
        for station in [2, 3] as [UInt64] { #expect(ports(harness, frame(4, to: station), by: 4) == [UInt32(station)]) }
    }

    @Test func aPortThatGoesDownTakesItsStationsWithIt() throws {
        let harness = try harness()
        _ = harness.send(frame(a, to: broadcast), port: 1)
        _ = harness.send(frame(b, to: broadcast), port: 2)
        #expect(harness.configure(1, .portDown) == nil)
        #expect(ports(harness, frame(b, to: a), by: 2) == [3, 4])
        #expect(harness.configure(1, .portDown, false) == nil)
        #expect(ports(harness, frame(b, to: a), by: 2) == [1, 3, 4])
        #expect(ports(harness, frame(a, to: b), by: 1) == [2])
    }

    @Test func aPortThatIsRemovedTakesItsStationsWithIt() throws {
        let harness = try harness()
        _ = harness.send(frame(a, to: broadcast), port: 1)
        #expect(harness.removePort(1) == nil)
        #expect(ports(harness, frame(b, to: a), by: 2) == [3, 4])
        #expect(harness.drops.isEmpty)
    }

    @Test func theAgeLimitCanChange() throws {
        let harness = try harness()
        _ = harness.send(frame(a, to: broadcast), port: 1)
        #expect(harness.perform(.setLimits(DatapathLimits(macAgeLimit: 5_000_000_000))) == nil)
        harness.advance(seconds: 4)
        #expect(ports(harness, frame(b, to: a), by: 2) == [1])
        harness.advance(seconds: 1)
        #expect(ports(harness, frame(b, to: a), by: 2) == [1, 3, 4])
    }

    @Test func whatActionsMadeOfTheFrameCounts() throws {
        let harness = try harness(before: [.setField(FieldMatch(.ethSrc, UInt128(a)))])
        #expect(harness.send(frame(b, to: broadcast), port: 1).map(\.port) == [2, 3, 4])
        #expect(harness.send(frame(b, to: b), port: 3).map(\.port) == [1, 2, 4], "b was never heard")
        #expect(harness.send(frame(b, to: a), port: 2).isEmpty, "by this very frame a has moved to port 2")
        #expect(harness.drops == [.outputToInPort: 1])
    }

    @Test func theActionSetHasItToo() throws {
        let harness = try DatapathHarness()
        let normal = Action.output(port: .normal, maxLength: 0)
        #expect(harness.apply(FlowMod(.add, instructions: [.writeActions([normal])])) == nil)
        #expect(ports(harness, frame(a, to: b), by: 1) == [2, 3, 4])
        #expect(ports(harness, frame(b, to: a), by: 2) == [1])
    }

    @Test func packetOutsLearnOnlyByRealPorts() throws {
        let harness = try harness()
        func send(_ frame: [UInt8], inPort: PortNumber) -> [UInt32] {
            let actions = [Action.output(port: .normal, maxLength: 0)]
            #expect(harness.perform(.packetOut(PacketOut(inPort: inPort, actions: actions, data: frame))) == nil)
            return harness.settle().map(\.port)
        }
        #expect(send(frame(a, to: b), inPort: .controller) == [1, 2, 3, 4])
        #expect(ports(harness, frame(b, to: a), by: 2) == [1, 3, 4])
        #expect(send(frame(a, to: b), inPort: PortNumber(3)) == [2])
        #expect(ports(harness, frame(b, to: a), by: 2) == [3])
        #expect(harness.configure(4, .portDown) == nil)
        #expect(send(frame(a, to: b), inPort: PortNumber(4)) == [2])
        #expect(ports(harness, frame(b, to: a), by: 2) == [3], "nobody is behind a port that is down")
    }

    @Test func localIsAPortLikeOthers() throws {
        let harness = try harness(hasLocalPort: true)
        let local = PortNumber.local.rawValue
        #expect(ports(harness, frame(a, to: b), by: 1) == [2, 3, 4, local])
        #expect(ports(harness, frame(b, to: a), by: local) == [1])
        #expect(ports(harness, frame(a, to: b), by: 1) == [local])
    }

    /// Two datapaths of one worker know nothing of each other's stations.
    @Test func tablesAreApart() throws {
        let (first, second) = (try harness(), try harness())
        _ = first.send(frame(a, to: broadcast), port: 1)
        #expect(ports(second, frame(b, to: a), by: 2) == [1, 3, 4])
        #expect(ports(first, frame(b, to: a), by: 2) == [1])
    }

    @Test(arguments: 0..<20) func doesWhatItsSlowTwinDoes(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var twin = try Twin(note: "seed \(seed)")
        twin.apply(FlowMod(.add, instructions: [.applyActions([.output(port: .normal, maxLength: 0)])]))
        let stations: [UInt64] = [a, b, 0x0200_0000_000c, 0x0200_0000_000d]
        let others: [UInt64] = [broadcast, 0x0180_c200_0000, 0x0100_5e00_0001]
        for _ in 0..<150 {
            switch generator.below(12) {
            case 0:
                let bits = generator.pick([.portDown, .noFlood, .noForward] as [PortConfig])
                twin.configure(generator.pick([1, 2, 3, 4]), bits, generator.oneIn(2))
            case 1: twin.advance(seconds: generator.pick([1, 100, 299, 300]))
            default:
                let destination = generator.pick(generator.oneIn(4) ? others : stations)
                let vlan = generator.pick([nil, nil, 0, 5] as [UInt16?])
                let source = generator.oneIn(12) ? broadcast : generator.pick(stations)
                twin.send(frame(source, to: destination, vlan: vlan), port: generator.pick([1, 2, 3, 4]))
            }
        }
        twin.compareDrops()
    }
}
