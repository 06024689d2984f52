import OpenFlow
import Testing

/// Expectations are ovs-ofctl 3.1's own output for the same replies.
@Suite struct StatisticsTextTests {
    @Test func printsPortCounters() {
        var port = PortStatistics(number: PortNumber(1))
        (port.rxPackets, port.txPackets, port.rxBytes, port.txBytes) = (1, 2, 3, 4)
        (port.rxDropped, port.txDropped, port.rxErrors, port.txErrors) = (5, 6, 7, 8)
        (port.rxFrameErrors, port.rxOverErrors, port.rxCRCErrors, port.collisions) = (9, 10, 11, 12)
        port.duration = 13_014_000_000
        let counters = """
              port  1: rx pkts=1, bytes=3, drop=5, errs=7, frame=9, over=10, crc=11
                       tx pkts=2, bytes=4, drop=6, errs=8, coll=12
            """
        #expect(port.text(in: .v1_0) == counters)
        #expect(port.text() == counters + "\n           duration=13.014s")
    }

    @Test func marksCountersThatAreMissing() {
        var port = PortStatistics(number: PortNumber(20))
        port.duration = 13_000_000_000
        #expect(
            port.text().split(separator: "\n") == [
                "  port 20: rx pkts=0, bytes=0, drop=0, errs=0, frame=?, over=?, crc=?",
                "           tx pkts=0, bytes=0, drop=0, errs=0, coll=?", "           duration=13s",
            ]
        )
        port.number = .local
        #expect(port.text().hasPrefix("  port LOCAL: rx "))
    }

    @Test func printsTables() {
        var table = TableStatistics(
            tableID: 0,
            name: "",
            maxEntries: 0,
            activeCount: 5,
            lookupCount: 10,
            matchedCount: 7
        )
        #expect(table.text == "  table 0:\n    active=5, lookup=10, matched=7")
        (table.name, table.maxEntries) = ("table0", 1000)
        #expect(table.text == "  table 0 (\"table0\"):\n    active=5, lookup=10, matched=7\n    max_entries=1000")
    }

    @Test func printsAggregates() {
        let sums = AggregateStatistics(packetCount: 5, byteCount: 6, flowCount: 7)
        #expect(sums.text == "packet_count=5 byte_count=6 flow_count=7")
    }
}
