import OpenFlow
import OpenFlowWire
import Testing

/// What golden messages mean, written by hand.
@Suite struct ExpectedValueTests {
    private let mac1: UInt128 = 0x0011_2233_4455
    private let mac2: UInt128 = 0x6677_8899_aabb

    private func message(_ name: String, _ version: OpenFlowVersion) throws -> Message {
        try decodeBytes(Fixture.named(name, version).bytes, version).message
    }

    private func flowMod(_ name: String, _ version: OpenFlowVersion) throws -> FlowMod {
        guard case .flowMod(let mod) = try message(name, version) else { throw NotAFlowMod() }
        return mod
    }

    // MARK: 1.0

    @Test func flowModExactOf10() throws {
        let mod = try flowMod("flow_mod_match_exact", .v1_0)
        let expected = FlowMod(
            .add,
            tableID: 0,
            priority: 0x1234,
            match: Match([
                FieldMatch(.inPort, 0xffff_fffe), FieldMatch(.ethDst, mac2), FieldMatch(.ethSrc, mac1),
                FieldMatch(.vlanVID, 0), FieldMatch(.ethType, 0x0800), FieldMatch(.ipDSCP, 8), FieldMatch(.ipProto, 6),
                FieldMatch(.ipv4Src, 0x0a00_0001), FieldMatch(.ipv4Dst, 0x0a00_0002), FieldMatch(.tcpSrc, 1025),
                FieldMatch(.tcpDst, 80),
            ]),
            instructions: [.applyActions([.output(port: PortNumber(1), maxLength: 0)])],
            cookie: 0x0123_4567_89ab_cdef,
            idleTimeout: 10,
            hardTimeout: 30,
            outPort: .any,
            flags: [.resetCounts],
            outranksWildcards: true
        )
        #expect(mod == expected)
    }

    @Test func matchesOf10() throws {
        func match(_ name: String) throws -> Match { try flowMod("flow_mod_match_" + name, .v1_0).match }
        #expect(try match("all") == Match())
        #expect(try match("vlan") == Match([FieldMatch(.vlanVID, 0x1064), FieldMatch(.vlanPCP, 5)]))
        #expect(try match("untagged") == Match([FieldMatch(.vlanVID, 0)]))
        #expect(try match("pcp") == Match([FieldMatch(.vlanVID, 0x1000, mask: 0x1000), FieldMatch(.vlanPCP, 3)]))
        #expect(
            try match("arp")
                == Match([
                    FieldMatch(.ethType, 0x0806), FieldMatch(.arpOp, 1),
                    FieldMatch(.arpSPA, 0x0a00_0000, mask: 0xff00_0000), FieldMatch(.arpTPA, 0x0a00_0002),
                ])
        )
        #expect(
            try match("icmp")
                == Match([
                    FieldMatch(.ethType, 0x0800), FieldMatch(.ipProto, 1), FieldMatch(.icmpv4Type, 8),
                    FieldMatch(.icmpv4Code, 0),
                ])
        )
        #expect(
            try match("tcp6")
                == Match([FieldMatch(.ethType, 0x86dd), FieldMatch(.ipProto, 6), FieldMatch(.tcpDst, 80)])
        )
        #expect(
            try match("udp")
                == Match([
                    FieldMatch(.ethType, 0x0800), FieldMatch(.ipDSCP, 46), FieldMatch(.ipProto, 17),
                    FieldMatch(.ipv4Src, 0xc0a8_0000, mask: 0xffff_0000), FieldMatch(.udpSrc, 53),
                ])
        )
    }

    @Test func actionsOf10() throws {
        let mod = try flowMod("flow_mod_actions", .v1_0)
        #expect(mod.bufferID == 0x42)
        #expect(mod.flags == [.sendFlowRemoved, .checkOverlap, .emergency, .resetCounts])
        #expect(
            mod.instructions == [
                .applyActions([
                    .output(port: PortNumber(2), maxLength: 0), .setVLANVID(0xfff), .setVLANPCP(7), .stripVLAN,
                    .setField(FieldMatch(.ethSrc, mac1)), .setField(FieldMatch(.ethDst, mac2)),
                    .setNetworkSource(0x0a00_0001), .setNetworkDestination(0x0a00_0002), .setNetworkTOS(0xb8),
                    .setTransportSource(1234), .setTransportDestination(5678),
                    .enqueue(port: PortNumber(4), queue: 9), .output(port: .controller, maxLength: 128),
                    .output(port: .inPort, maxLength: 0), .output(port: .flood, maxLength: 0),
                ])
            ]
        )
    }

    @Test func commandsOf10() throws {
        let modify = try flowMod("flow_mod_modify", .v1_0)
        #expect(modify.command == .modify)
        #expect(modify.addsWhenMissing)
        #expect(modify.tableID == Reserved.allTables)
        #expect(modify.flags.isEmpty)
        let delete = try flowMod("flow_mod_delete_port", .v1_0)
        #expect(delete.outPort == PortNumber(5))
        #expect(!delete.addsWhenMissing)
        #expect(delete.instructions.isEmpty)
    }

    @Test func switchMessagesOf10() throws {
        let port = PortDescription(
            number: PortNumber(1),
            hardwareAddress: UInt64(mac1),
            name: "veth1",
            config: [.portDown, .noSTP, .noReceive, .noReceiveSTP, .noFlood, .noForward, .noPacketIn],
            state: PortState(rawValue: 0x301),
            current: [
                .half10Mb, .full10Mb, .half100Mb, .full100Mb, .half1Gb, .full1Gb, .full10Gb, .copper, .fiber,
                .autonegotiation, .pause, .pauseAsymmetric,
            ],
            advertised: [.full1Gb, .copper],
            supported: [.copper, .autonegotiation],
            peer: [.full10Gb]
        )
        #expect(try message("port_status", .v1_0) == .portStatus(PortStatus(.modify, port)))
        let features = FeaturesReply(
            datapathID: 0x1122_3344_5566_7788,
            bufferCount: 256,
            tableCount: 1,
            capabilities: [.flowStatistics, .tableStatistics, .portStatistics, .queueStatistics, .arpMatchIP],
            supportedActions: [
                .output, .setVLANVID, .setVLANPCP, .stripVLAN, .setEthernetSource, .setEthernetDestination,
                .setNetworkSource, .setNetworkDestination, .setNetworkTOS, .setTransportSource,
                .setTransportDestination, .enqueue,
            ],
            ports: [port, PortDescription(number: .local, hardwareAddress: UInt64(mac1), name: "local")]
        )
        #expect(try message("features_reply", .v1_0) == .featuresReply(features))
        let packetIn = PacketIn(
            bufferID: 0x55,
            totalLength: 60,
            reason: .noMatch,
            match: Match([FieldMatch(.inPort, 3)]),
            data: Array(0..<60)
        )
        #expect(try message("packet_in", .v1_0) == .packetIn(packetIn))
        let portMod = PortMod(
            number: PortNumber(3),
            hardwareAddress: UInt64(mac1),
            config: [.portDown],
            mask: [.portDown, .noFlood, .noForward],
            advertise: [.copper, .autonegotiation, .pauseAsymmetric]
        )
        #expect(try message("port_mod", .v1_0) == .portMod(portMod))
        #expect(try message("vendor", .v1_0) == .experimenter(Experimenter(id: 0x2320, data: Array("abcdefgh".utf8))))
    }

    @Test func statisticsOf10() throws {
        let filter = FlowFilter(
            outPort: PortNumber(3),
            match: Match([FieldMatch(.ethType, 0x86dd), FieldMatch(.ipProto, 6), FieldMatch(.tcpDst, 80)])
        )
        #expect(try message("stats_request_flow", .v1_0) == .multipartRequest(MultipartRequest(.flow(filter))))
        let table = TableStatistics(
            tableID: 0,
            name: "classifier",
            maxEntries: 1000,
            activeCount: 5,
            lookupCount: 6,
            matchedCount: 7
        )
        #expect(try message("stats_reply_table", .v1_0) == .multipartReply(MultipartReply(.table([table]))))
        guard case .multipartReply(let reply) = try message("stats_reply_flow", .v1_0),
            case .flow(let flows) = reply.body
        else {
            Issue.record("no flow statistics")
            return
        }
        #expect(reply.more)
        #expect(flows.count == 10)
        #expect(flows[1].duration == 5_999_999_999)
        #expect(flows[1].instructions == [.applyActions([.output(port: PortNumber(2), maxLength: 0)])])
        #expect(flows[0].instructions.isEmpty)
    }

    // MARK: 1.3

    @Test func flowModOf13() throws {
        let expected = FlowMod(
            .add,
            tableID: 3,
            priority: 6,
            match: richMatch,
            cookie: 1,
            cookieMask: 2,
            idleTimeout: 4,
            hardTimeout: 5,
            bufferID: 7,
            outPort: PortNumber(0),
            outGroup: 0,
            flags: [.sendFlowRemoved, .checkOverlap, .resetCounts, .noPacketCounts, .noByteCounts]
        )
        #expect(try flowMod("flow_mod_match_rich", .v1_3) == expected)
    }

    private var richMatch: Match {
        Match([
            FieldMatch(.inPort, 1), FieldMatch(.ethSrc, mac1), FieldMatch(.ethType, 0x0800), FieldMatch(.ipProto, 6),
            FieldMatch(.ipv4Dst, 0x0a00_0000, mask: 0xff00_0000), FieldMatch(.tcpDst, 80),
        ])
    }

    @Test func instructionsOf13() throws {
        #expect(
            try flowMod("flow_mod_instructions", .v1_3).instructions == [
                .meter(4),
                .applyActions([.output(port: PortNumber(2), maxLength: 0), .output(port: .inPort, maxLength: 0)]),
                .clearActions, .writeActions([.output(port: PortNumber(2), maxLength: 0)]),
                .writeMetadata(value: 0x1200, mask: 0xff00), .gotoTable(5),
            ]
        )
    }

    @Test func actionsOf13() throws {
        #expect(
            try flowMod("flow_mod_actions", .v1_3).instructions == [
                .applyActions([
                    .output(port: PortNumber(2), maxLength: 0), .output(port: .inPort, maxLength: 0), .copyTTLOut,
                    .copyTTLIn, .setMPLSTTL(64), .decrementMPLSTTL, .pushVLAN(etherType: 0x8100),
                    .pushVLAN(etherType: 0x88a8), .popVLAN, .pushMPLS(etherType: 0x8847), .pushMPLS(etherType: 0x8848),
                    .popMPLS(etherType: 0x0800), .setQueue(9), .group(11), .setNetworkTTL(33), .decrementNetworkTTL,
                    .pushPBB(etherType: 0x88e7), .popPBB,
                ])
            ]
        )
        guard case .applyActions(let setters) = try flowMod("flow_mod_set_field", .v1_3).instructions.first else {
            Issue.record("no actions")
            return
        }
        #expect(setters.count == 36)
        #expect(setters.contains(.setField(FieldMatch(.ethSrc, mac2))))
        #expect(setters.contains(.setField(FieldMatch(.vlanVID, 0x1064))))
        #expect(setters.contains(.setField(FieldMatch(.ipv6FlowLabel, 0xabcde))))
        #expect(setters.contains(.setField(FieldMatch(.pbbISID, 0x123456))))
        #expect(setters.contains(.setField(FieldMatch(.ipv6Dst, 0x2001_0db8_0000_0000_0000_0000_0000_0002))))
    }

    @Test func switchMessagesOf13() throws {
        let packetIn = PacketIn(
            bufferID: 0x55,
            totalLength: 60,
            reason: .noMatch,
            tableID: 2,
            cookie: 0xc0,
            match: Match([FieldMatch(.inPort, 3), FieldMatch(.metadata, 0x10), FieldMatch(.tunnelID, 7)]),
            data: Array(0..<60)
        )
        #expect(try message("packet_in", .v1_3) == .packetIn(packetIn))
        #expect(packetIn.inPort == PortNumber(3))
        let removed = FlowRemoved(
            reason: .groupDelete,
            tableID: 4,
            priority: 99,
            match: richMatch,
            cookie: 0xfedc,
            duration: 12_000_000_345,
            idleTimeout: 60,
            hardTimeout: 61,
            packetCount: 6,
            byteCount: 7
        )
        #expect(try message("flow_removed", .v1_3) == .flowRemoved(removed))
        let features = FeaturesReply(
            datapathID: 0x1122_3344_5566_7788,
            bufferCount: 256,
            tableCount: 254,
            auxiliaryID: 1,
            capabilities: [
                .flowStatistics, .tableStatistics, .portStatistics, .groupStatistics, .reassembly, .queueStatistics,
                .portBlocked,
            ]
        )
        #expect(try message("features_reply", .v1_3) == .featuresReply(features))
        #expect(try message("hello_bitmap", .v1_3) == .hello(Hello(versions: [1, 4])))
    }

    @Test func multipartOf13() throws {
        let filter = FlowFilter(
            tableID: 1,
            outPort: PortNumber(2),
            outGroup: 3,
            cookie: 4,
            cookieMask: 5,
            match: richMatch
        )
        #expect(try message("multipart_request_flow", .v1_3) == .multipartRequest(MultipartRequest(.flow(filter))))
        let description = SwitchDescription(
            manufacturer: "Somebody",
            hardware: "No hardware",
            software: "Soft 1.0",
            serialNumber: "None",
            datapath: "a switch ☃"
        )
        #expect(
            try message("multipart_reply_desc", .v1_3) == .multipartReply(MultipartReply(.description(description)))
        )
        guard case .multipartReply(let reply) = try message("multipart_reply_port", .v1_3),
            case .port(let ports) = reply.body
        else {
            Issue.record("no port statistics")
            return
        }
        #expect(ports.map(\.number) == [PortNumber(1), .local])
        #expect(ports[0].rxPackets == 0x1_0000_0001)
        #expect(ports[0].collisions == 0xc_0000_000c)
        #expect(ports[0].duration == 17_000_000_018)
    }
}
