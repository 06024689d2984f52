import OpenFlow
import Testing

/// What the texts mean, where ovs-ofctl is no witness: names, commands, forms that only we have.
@Suite struct FlowSyntaxTests {
    private let named = SyntaxContext(
        version: .v1_3,
        portNumber: { ["eth0": PortNumber(3), "veth,1": PortNumber(4)][$0] },
        tableNumber: { $0 == "acl" ? 7 : nil }
    )

    @Test func readsNamesOfPortsAndTables() throws {
        let flow = try FlowMod.parse("table=acl,in_port=eth0,actions=eth0,output:\"veth,1\",goto_table:9", .add, named)
        #expect(flow.tableID == 7)
        #expect(flow.match == Match([FieldMatch(.inPort, 3)]))
        let outputs: [Action] = [3, 4].map { .output(port: PortNumber($0), maxLength: 0) }
        #expect(flow.instructions == [.applyActions(outputs), .gotoTable(9)])
    }

    @Test(
        arguments: [
            ("5", 5), ("0x10", 16), ("LOCAL", 0xffff_fffe), ("in_port", 0xffff_fff8), ("Normal", 0xffff_fffa),
            ("none", 0xffff_ffff), ("65534", 0xffff_fffe), ("4294967040", 0xffff_ff00), ("eth0", 3), ("eth1", nil),
            ("", nil), ("-1", nil), ("4294967041", nil), ("05", nil),
        ] as [(String, UInt32?)]
    )
    func readsPorts(text: String, number: UInt32?) {
        #expect(PortNumber.parse(text, named) == number.map { PortNumber($0) })
    }

    @Test func readsPortsOfVersionOneZero() {
        let context = SyntaxContext(version: .v1_0)
        #expect(PortNumber.parse("65280", context) == PortNumber(0xff00))
        #expect(PortNumber.parse("65281", context) == nil)
        #expect(PortNumber.parse("65528", context) == .inPort)
    }

    @Test(
        arguments: [
            ("add", .add), ("modify", .modify), ("modify_strict", .modifyStrict), ("delete", .delete),
            ("delete_strict", .deleteStrict),
        ] as [(String, FlowMod.Command)]
    )
    func readsCommandsOfBundleFiles(word: String, command: FlowMod.Command) throws {
        let flow = try FlowMod.parseWithCommand(" \(word) tcp,actions=drop", default: .add)
        #expect(flow.command == command)
        #expect(flow.match == Match([FieldMatch(.ethType, 0x0800), FieldMatch(.ipProto, 6)]))
        #expect(try FlowMod.parseWithCommand("tcp,actions=drop", default: command).command == command)
    }

    @Test func deletesChooseFlows() throws {
        let flow = try FlowMod.parse("out_port=LOCAL,out_group=5,cookie=0x12/-1", .delete)
        #expect(
            flow
                == FlowMod(
                    .delete,
                    tableID: Reserved.allTables,
                    cookie: 0x12,
                    cookieMask: .max,
                    outPort: .local,
                    outGroup: 5
                )
        )
        #expect(try FlowMod.parse("", .delete).tableID == Reserved.allTables)
        #expect(try FlowMod.parse("actions=drop", .modify, SyntaxContext(version: .v1_0)).tableID == Reserved.allTables)
        #expect(throws: FlowSyntaxError.self) { try FlowMod.parse("actions=output:1", .delete) }
        #expect(throws: FlowSyntaxError.self) { try FlowMod.parse("cookie=1/-1,cookie=2,actions=drop", .modify) }
    }

    @Test func filtersChooseFlows() throws {
        let filter = try FlowFilter.parse("table=2,arp,out_port=1,cookie=6/0xf")
        #expect(
            filter
                == FlowFilter(
                    tableID: 2,
                    outPort: PortNumber(1),
                    cookie: 6,
                    cookieMask: 0xf,
                    match: Match([FieldMatch(.ethType, 0x0806)])
                )
        )
        #expect(try FlowFilter.parse("") == FlowFilter())
        #expect(try FlowFilter.parse("table=all") == FlowFilter())
    }

    @Test func readsInstructionsByName() throws {
        let text = "apply_actions(push_vlan:0x8100,output:1),write_actions(group:1,output(port=CONTROLLER,max_len=9))"
        #expect(
            try Instruction.parseList(text) == [
                .applyActions([.pushVLAN(etherType: 0x8100), .output(port: PortNumber(1), maxLength: 0)]),
                .writeActions([.group(1), .output(port: .controller, maxLength: 9)]),
            ]
        )
        #expect(try Instruction.parseList("drop") == [])
        #expect(try Instruction.parseList("meter:5", SyntaxContext(version: .v1_5)) == [.applyActions([.meter(5)])])
    }

    @Test func readsLoadsAsSetField() throws {
        let whole = try Action.parseList("load:0x5->OXM_OF_TUNNEL_ID[],load:1->NXM_OF_ETH_SRC[],load:2->tun_id")
        #expect(
            whole == [FieldMatch(.tunnelID, 5), FieldMatch(.ethSrc, 1), FieldMatch(.tunnelID, 2)].map { .setField($0) }
        )
        let part = try Action.parseList("load:3->eth_dst[40..41]", SyntaxContext(version: .v1_5))
        #expect(part == [.setField(FieldMatch(.ethDst, 3 << 40, mask: 3 << 40))])
    }

    /// The setters of 1.1 have the newer names, and what they name is the model's own.
    @Test func readsSettersOfVersionOneOne() throws {
        let actions: [Action] = [.setVLANVID(5), .setVLANPCP(3), .setField(FieldMatch(.ipECN, 1))]
        let context = SyntaxContext(version: .v1_1)
        #expect(actions.text(in: .v1_1) == "set_vlan_vid:5,set_vlan_pcp:3,mod_nw_ecn:1")
        #expect(try Action.parseList(actions.text(in: .v1_1), context) == actions)
    }

    @Test func changesSingleBuckets() throws {
        let context = SyntaxContext(version: .v1_5)
        let text = "group_id=4,command_bucket_id=last,bucket=bucket_id:3,actions=1,bucket=2,bucket=3"
        let insert = try GroupMod.parse(text, .insertBucket, context)
        #expect(insert.commandBucketID == Reserved.lastBucket)
        #expect(insert.buckets.map(\.id) == [3, 0, 1])
        let remove = try GroupMod.parse("group_id=4,command_bucket_id=7", .removeBucket, context)
        #expect(remove == GroupMod(.removeBucket, groupID: 4, commandBucketID: 7))
        #expect(throws: FlowSyntaxError.self) { try GroupMod.parse("group_id=4,bucket=1", .insertBucket, context) }
        #expect(throws: FlowSyntaxError.self) { try GroupMod.parse("group_id=4,command_bucket_id=1", .removeBucket) }
    }

    @Test func deletesAllWhenNothingIsSaid() throws {
        #expect(try GroupMod.parse("", .delete).groupID == Reserved.allGroups)
        #expect(try GroupMod.parse("group_id=all", .delete).groupID == Reserved.allGroups)
        #expect(try MeterMod.parse("", .delete).meterID == Reserved.allMeters)
        #expect(try MeterMod.parse("meter=all", .delete).meterID == Reserved.allMeters)
    }

    @Test func readsMetersInOneLine() throws {
        let text =
            "meter=1,kbps,burst,stats,band=type=drop,rate=1000,burst_size=500,type=dscp_remark,rate=9,prec_level=1"
        let meter = try MeterMod.parse(text, .add)
        #expect(
            meter
                == MeterMod(
                    .add,
                    flags: [.kbps, .burst, .stats],
                    meterID: 1,
                    bands: [
                        MeterBand(.drop, rate: 1000, burstSize: 500),
                        MeterBand(.dscpRemark(precedenceLevel: 1), rate: 9),
                    ]
                )
        )
        #expect(
            meter.text == """
                ADD meter=1 kbps burst stats bands=
                type=drop rate=1000 burst_size=500
                type=dscp_remark rate=9 burst_size=0 prec_level=1
                """
        )
    }

    @Test func readsPacketOuts() throws {
        let text = "in_port=controller,metadata=5,packet=0x0001aB,actions=set_field:1->tun_id,TABLE"
        #expect(
            try PacketOut.parse(text, SyntaxContext(version: .v1_5))
                == PacketOut(
                    pipelineFields: Match([FieldMatch(.metadata, 5)]),
                    actions: [.setField(FieldMatch(.tunnelID, 1)), .output(port: .table, maxLength: 0)],
                    data: [0, 1, 0xab]
                )
        )
        #expect(try PacketOut.parse("in_port=1 buffer=9") == PacketOut(bufferID: 9, inPort: PortNumber(1), actions: []))
    }
}
