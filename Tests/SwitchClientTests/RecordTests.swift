import OpenFlow
import Testing

@testable import SwitchClient

struct RecordTests {
    @Test func flows() throws {
        let flow = FlowStatistics(
            tableID: 1,
            priority: 5,
            match: Match([
                FieldMatch(.inPort, 2), FieldMatch(.ethType, 0x0800), FieldMatch(.ipProto, 6),
                FieldMatch(.ipv4Dst, 0x0a00_0000, mask: 0xff00_0000), FieldMatch(.tcpDst, 80),
            ]),
            instructions: [.applyActions([.popVLAN, .output(port: PortNumber(1), maxLength: 0)]), .gotoTable(3)],
            cookie: .max,
            duration: 1_500_000_000,
            idleTimeout: 1,
            hardTimeout: 2,
            flags: [.sendFlowRemoved],
            packetCount: 3,
            byteCount: 4
        )
        let record = FlowEntryRecord(flow, in: .v1_3, names: PortNames([port(2, "v2")]))
        #expect(
            record.match == [
                "in_port": "v2", "dl_type": "0x0800", "nw_proto": "6", "nw_dst": "10.0.0.0/8", "tp_dst": "80",
            ]
        )
        #expect(record.actions == [Action.popVLAN.text(in: .v1_3), "output:1", "goto_table:3"])
        let json = try JSONText.line(record)
        #expect(json.contains("\"cookie\":\"0xffffffffffffffff\""))
        #expect(json.contains("\"n_packets\":3"))
        #expect(json.contains("\"duration\":1.5"))
    }

    @Test func theSameFlowFromItsTexts() throws {
        let record = try FlowEntryRecord(
            table: 0,
            priority: 1,
            matchText: "tcp,in_port=2",
            actionsText: "output:1,write_actions(output:2,group:3)",
            cookie: "0x0",
            duration: 1,
            packets: 0,
            bytes: 0,
            idleTimeout: 0,
            hardTimeout: 0,
            flags: []
        )
        #expect(record.match == ["in_port": "2", "dl_type": "0x0800", "nw_proto": "6"])
        #expect(record.actions == ["output:1", "write_actions(output:2,group:3)"])
    }

    @Test(arguments: [("pushVLAN", "push_vlan"), ("setMPLSTTL", "set_mplsttl"), ("output", "output")])
    func names(name: String, expected: String) {
        #expect(snakeCase(name) == expected)
    }

    @Test func countersThatAreNotThereAreLeftOut() throws {
        let record = PortStatisticsRecord(PortStatistics(number: PortNumber(1)), in: .v1_0)
        #expect(record.rx["crc"] == nil)
        #expect(record.rx["pkts"] == 0)
        #expect(record.duration == nil)
    }

    @Test func portsAndSwitches() throws {
        let port = PortDescription(
            number: .local,
            hardwareAddress: 0x0200_0000_000a,
            name: "br0",
            config: [.portDown],
            state: [.linkDown]
        )
        let record = PortRecord(port)
        #expect(record.number == "LOCAL")
        #expect(record.hardwareAddress == "02:00:00:00:00:0a")
        #expect(record.config == ["PORT_DOWN"])
        #expect(record.state == ["LINK_DOWN"])
        let features = FeaturesReply(
            datapathID: 0xabc,
            bufferCount: 1,
            tableCount: 2,
            capabilities: [.flowStatistics, .tableStatistics]
        )
        let whole = SwitchRecord(features, [port], SwitchConfig(fragments: .drop), in: .v1_3)
        #expect(whole.datapathID == "0000000000000abc")
        #expect(whole.capabilities == ["FLOW_STATS", "TABLE_STATS"])
        #expect(whole.configuration.fragments == "drop")
    }

    @Test func everyAnswerHasJSON() throws {
        let bodies: [MultipartReply.Body] = [
            .description(
                SwitchDescription(manufacturer: "", hardware: "", software: "", serialNumber: "", datapath: "")
            ), .flow([]), .aggregate(AggregateStatistics(packetCount: 1, byteCount: 2, flowCount: 3)), .table([]),
            .port([]), .portDescription([]), .tableFeatures([]), .queue([]), .group([GroupStatistics(groupID: 1)]),
            .groupDescription([GroupDescription(type: .select, groupID: 1, buckets: [Bucket(weight: 1)])]),
            .meter([MeterStatistics(meterID: 1)]),
            .meterDescription([MeterDescription(flags: .kbps, meterID: 1, bands: [MeterBand(.drop, rate: 5)])]),
            .tableDescription([TableDescription(tableID: 1)]),
            .queueDescription([QueueDescription(port: PortNumber(1), queueID: 2, minRate: 3)]), .flowMonitor([]),
        ]
        for body in bodies {
            let json = try MultipartAnswer(xid: 1, body: body, version: .v1_4).json()
            #expect(json.hasPrefix("[") || json.hasPrefix("{"), "\(body)")
        }
    }

    @Test func outcomes() throws {
        let failure = LineError(SourceLine(source: "f", number: 3, text: " x "), "no")
        let record = OutcomeRecord(ChangeOutcome(appliedCount: 1, failures: [failure]), in: .v1_3)
        #expect(
            try JSONText.line(record)
                == #"{"applied":1,"errors":[{"error":"no","line":3,"source":"f","text":"x"}],"version":"1.3"}"#
        )
    }
}
