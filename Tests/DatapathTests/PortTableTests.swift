import OpenFlow
import Ports
import Testing

@testable import Datapath

@Suite struct PortTableTests {
    @Test func portsAreFoundByTheirNumbers() {
        var table = PortTable()
        let local = PortNumber.local.rawValue
        let numbers = [5, 70_000, local, 1, 1023, 1024, 0xffff_ff00, 2, 3, 4]
        for number in numbers {
            table.add(
                PortState(number: number, device: .none, config: []),
                PortRecord(name: "p\(number)", hardwareAddress: 1, created: 0)
            )
        }
        for (index, number) in numbers.enumerated() { #expect(table.index(of: number) == index) }
        table.remove(at: 0)
        #expect(table.index(of: 5) == PortTable.missing)
        for (index, number) in numbers.dropFirst().enumerated() { #expect(table.index(of: number) == index) }
        table.remove(at: 1)
        #expect(table.index(of: local) == PortTable.missing)
        #expect(table.index(of: 70_000) == 0)
        #expect(table.index(of: 1) == 1)
        #expect(table.index(named: "p4") == 7)
        #expect(table.count == 8)
        #expect(table.index(of: 0) == PortTable.missing)
    }
}
