import OpenFlow
import Testing

@testable import SwitchClient

struct FlowListingTests {
    private func flow(_ priority: UInt16, _ fields: FieldMatch..., table: UInt8 = 0) -> FlowStatistics {
        FlowStatistics(
            tableID: table,
            priority: priority,
            match: Match(fields),
            instructions: [],
            cookie: 0,
            duration: 1,
            idleTimeout: 0,
            hardTimeout: 0,
            flags: [],
            packetCount: 1,
            byteCount: 1
        )
    }

    @Test func sortsByPriority() throws {
        let flows = [flow(3), flow(1), flow(2)]
        #expect(flows.sorted(by: [FlowOrder(.priority)]).map(\.priority) == [1, 2, 3])
        #expect(flows.sorted(by: [FlowOrder(.priority, isDescending: true)]).map(\.priority) == [3, 2, 1])
        #expect(flows.sorted(by: []).map(\.priority) == [3, 1, 2])
    }

    @Test func flowsWithoutTheFieldComeLast() throws {
        let flows = [flow(1), flow(2, FieldMatch(.inPort, 9)), flow(3, FieldMatch(.inPort, 4))]
        #expect(flows.sorted(by: [try FlowOrder("in_port", isDescending: false)]).map(\.priority) == [3, 2, 1])
        #expect(flows.sorted(by: [try FlowOrder("in_port", isDescending: true)]).map(\.priority) == [2, 3, 1])
    }

    @Test func severalKeys() throws {
        let port = FieldMatch(.inPort, 1)
        let flows = [flow(1, port, table: 1), flow(2, port, table: 2), flow(1, port, table: 3)]
        let orders = [try FlowOrder("in_port", isDescending: false), FlowOrder(.priority)]
        #expect(flows.sorted(by: orders).map(\.tableID) == [1, 3, 2])
    }

    @Test(arguments: ["nw_src", "ipv4_src", "dl_vlan", "priority", "tcp_dst"])
    func knowsTheNamesOfFields(name: String) throws {
        _ = try FlowOrder(name, isDescending: false)
    }

    @Test func refusesOtherNames() {
        #expect(throws: ClientError.self) { try FlowOrder("n_packets", isDescending: false) }
    }

    @Test func leavesStatisticsOut() {
        var entry = flow(7, FieldMatch(.inPort, 1), table: 2)
        entry.cookie = 5
        entry.idleTimeout = 3
        entry.flags = [.sendFlowRemoved]
        #expect(
            entry.textWithoutStatistics(in: .v1_3)
                == " cookie=0x5, table=2, idle_timeout=3, send_flow_rem priority=7,in_port=1 actions=drop"
        )
        #expect(flow(0x8000).textWithoutStatistics(in: .v1_3) == " actions=drop")
    }
}
