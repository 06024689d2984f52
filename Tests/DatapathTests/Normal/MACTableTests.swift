import TestSupport
import Testing

@testable import Datapath

/// The table of stations, by itself and beside its slow twin.
@Suite struct MACTableTests {
    private func key(_ address: UInt64, vlan: UInt16 = 0) -> MACTable.Key { MACTable.Key(address: address, vlan: vlan) }

    private func contents(_ table: borrowing MACTable) -> [ReferenceStations.Station] {
        var stations: [ReferenceStations.Station] = []
        table.forEach { key, port, lastHeard in
            stations.append(.init(address: key.address, vlan: key.vlan, port: port, lastHeard: lastHeard))
        }
        return stations
    }

    @Test func anEmptyTableKnowsNobody() {
        var table = MACTable(capacity: 4, ageLimit: 10, seed: 1)
        #expect(table.port(of: key(1)) == MACTable.unknown)
        table.expire(now: 100)
        table.forget(port: 1)
        #expect(table.count == 0)
        #expect(contents(table).isEmpty)
    }

    @Test func keysKeepAllBits() {
        let key = MACTable.Key(address: 0xffff_ffff_ffff, vlan: 0xfff)
        #expect(key.address == 0xffff_ffff_ffff && key.vlan == 0xfff)
    }

    @Test func theOneNotHeardForLongestGoesFirst() {
        var table = MACTable(capacity: 2, ageLimit: 1000, seed: 1)
        table.learn(key(1), port: 1, now: 1)
        table.learn(key(2), port: 2, now: 2)
        table.learn(key(1), port: 1, now: 3)
        table.learn(key(3), port: 3, now: 4)
        #expect(table.port(of: key(2)) == MACTable.unknown)
        #expect(table.port(of: key(1)) == 1)
        #expect(table.port(of: key(3)) == 3)
        #expect(table.count == 2)
    }

    @Test func aTableOfOneEntry() {
        var table = MACTable(capacity: 1, ageLimit: 1000, seed: 1)
        for address in 1...100 as ClosedRange<UInt64> {
            table.learn(key(address), port: UInt32(address), now: address)
            #expect(table.port(of: key(address)) == UInt32(address))
            #expect(table.port(of: key(address - 1)) == MACTable.unknown)
        }
        #expect(table.count == 1)
    }

    @Test(arguments: 0..<30) func doesWhatItsSlowTwinDoes(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let capacity = generator.pick([1, 2, 3, 7, 16, 64])
        let ageLimit = UInt64(generator.pick([5, 50, 100_000]))
        var table = MACTable(capacity: capacity, ageLimit: ageLimit, seed: seed)
        var reference = ReferenceStations(capacity: capacity, ageLimit: ageLimit)
        var now: UInt64 = 0
        // More and fewer stations than there is room for, so that the table is full, and not.
        let addresses = UInt64(capacity + generator.below(capacity + 2) + 1)
        for step in 0..<2_000 {
            now += UInt64(generator.pick([0, 0, 1, 3]))
            let address = generator.next() % addresses
            let vlan = generator.pick([0, 0, 5] as [UInt16])
            switch generator.below(20) {
            case 0:
                let port = UInt32(1 + generator.below(4))
                table.forget(port: port)
                reference.forget(port: port)
            case 1...4:
                table.expire(now: now)
                reference.expire(now: now)
            default:
                let port = UInt32(1 + generator.below(4))
                table.learn(key(address, vlan: vlan), port: port, now: now)
                reference.learn(address: address, vlan: vlan, port: port, now: now)
            }
            let asked = generator.next() % addresses
            let expected = reference.port(of: asked, vlan: vlan) ?? MACTable.unknown
            #expect(table.port(of: key(asked, vlan: vlan)) == expected, "seed \(seed), step \(step)")
            #expect(table.count == reference.stations.count, "seed \(seed), step \(step)")
            if step % 50 == 0 { #expect(contents(table) == reference.stations, "seed \(seed), step \(step)") }
        }
        #expect(contents(table) == reference.stations, "seed \(seed)")
    }
}
