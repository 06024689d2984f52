import OpenFlow
import Testing

/// A flow and the part of its line that ovs-ofctl 3.1 prints for it ("match actions=…"), taken from its own output.
struct FlowSample: Sendable, CustomTestStringConvertible {
    var line: String
    var flow: FlowStatistics
    var version: OpenFlowVersion

    init(_ line: String, _ fields: [FieldMatch], _ instructions: [Instruction], in version: OpenFlowVersion = .v1_3) {
        self.line = line
        self.version = version
        flow = FlowStatistics(
            tableID: 0,
            priority: 0x8000,
            match: Match(fields),
            instructions: instructions,
            cookie: 0,
            duration: 0,
            idleTimeout: 0,
            hardTimeout: 0,
            flags: [],
            packetCount: 0,
            byteCount: 0
        )
    }

    init(match line: String, _ fields: [FieldMatch], in version: OpenFlowVersion = .v1_3) {
        self.init(line + " actions=drop", fields, [], in: version)
    }

    var testDescription: String { line }

    static let prefix = " cookie=0x0, duration=0s, table=0, n_packets=0, n_bytes=0, "
}

private let ip = FieldMatch(.ethType, 0x0800)
private let ipv6 = FieldMatch(.ethType, 0x86dd)
private let tcp = FieldMatch(.ipProto, 6)
private let loopback: UInt128 = 1
private let linkLocal: UInt128 = 0xfe80 << 112

extension FlowSample {
    static let matches: [FlowSample] = [
        FlowSample("actions=drop", [], []),
        FlowSample(match: "tcp", [tcp, ip]),
        FlowSample(match: "ip,nw_proto=99", [ip, FieldMatch(.ipProto, 99)]),
        FlowSample(match: "ip,nw_proto=0", [ip, FieldMatch(.ipProto, 0)]),
        FlowSample(match: "in_port=LOCAL", [FieldMatch(.inPort, 0xffff_fffe)]),
        FlowSample(match: "metadata=0x5/0xff", [FieldMatch(.metadata, 5, mask: 0xff)]),
        FlowSample(match: "tun_id=0xffffffffffffffff", [FieldMatch(.tunnelID, 0xffff_ffff_ffff_ffff)]),
        FlowSample(
            match: "dl_src=00:11:22:33:44:55,dl_dst=01:00:00:00:00:00/01:00:00:00:00:00",
            [FieldMatch(.ethDst, 1 << 40, mask: 1 << 40), FieldMatch(.ethSrc, 0x11_2233_4455)]
        ),
        FlowSample(match: "dl_type=0x88cc", [FieldMatch(.ethType, 0x88cc)]),
        FlowSample(match: "dl_type=0x05ff", [FieldMatch(.ethType, 0x5ff)]),
        FlowSample(match: "vlan_tci=0x0000/0x1fff", [FieldMatch(.vlanVID, 0)]),
        FlowSample(match: "vlan_tci=0x1000/0x1000", [FieldMatch(.vlanVID, 0x1000, mask: 0x1000)]),
        FlowSample(match: "vlan_tci=0x1005/0x100f", [FieldMatch(.vlanVID, 0x1005, mask: 0x100f)]),
        FlowSample(
            match: "vlan_tci=0x7005/0xf00f",
            [FieldMatch(.vlanVID, 0x1005, mask: 0x100f), FieldMatch(.vlanPCP, 3)]
        ),
        FlowSample(match: "dl_vlan_pcp=3", [FieldMatch(.vlanVID, 0x1000, mask: 0x1000), FieldMatch(.vlanPCP, 3)]),
        FlowSample(match: "dl_vlan=0,dl_vlan_pcp=3", [FieldMatch(.vlanVID, 0x1000), FieldMatch(.vlanPCP, 3)]),
        FlowSample(match: "dl_vlan=4095", [FieldMatch(.vlanVID, 0x1fff)]),
        FlowSample(match: "ip,nw_tos=40,nw_ecn=1", [ip, FieldMatch(.ipDSCP, 10), FieldMatch(.ipECN, 1)]),
        FlowSample(
            match: "udp,tp_src=0x10/0xfff0",
            [ip, FieldMatch(.ipProto, 17), FieldMatch(.udpSrc, 0x10, mask: 0xfff0)]
        ),
        FlowSample(match: "sctp,tp_src=5", [ip, FieldMatch(.ipProto, 132), FieldMatch(.sctpSrc, 5)]),
        FlowSample(
            match: "icmp,icmp_type=8,icmp_code=0",
            [ip, FieldMatch(.ipProto, 1), FieldMatch(.icmpv4Code, 0), FieldMatch(.icmpv4Type, 8)]
        ),
        FlowSample(
            match: "icmp6,icmp_type=135,icmp_code=0,nd_target=fe80::1,nd_sll=00:11:22:33:44:55",
            [
                ipv6, FieldMatch(.ipProto, 58), FieldMatch(.icmpv6Type, 135), FieldMatch(.icmpv6Code, 0),
                FieldMatch(.ipv6NDTarget, linkLocal | 1), FieldMatch(.ipv6NDSLL, 0x11_2233_4455),
            ]
        ),
        FlowSample(
            match: "arp,arp_spa=1.2.3.4,arp_tpa=10.0.0.0/255.0.255.0,arp_op=1,arp_sha=00:11:22:33:44:55,"
                + "arp_tha=00:00:00:00:00:00",
            [
                FieldMatch(.ethType, 0x0806), FieldMatch(.arpOp, 1), FieldMatch(.arpSPA, 0x0102_0304),
                FieldMatch(.arpTPA, 0x0a00_0000, mask: 0xff00_ff00), FieldMatch(.arpSHA, 0x11_2233_4455),
                FieldMatch(.arpTHA, 0),
            ]
        ),
        FlowSample(
            match: "ipv6,ipv6_src=::1,ipv6_dst=2001:db8::/32,ipv6_label=0x00005",
            [
                ipv6, FieldMatch(.ipv6Src, loopback), FieldMatch(.ipv6FlowLabel, 5),
                FieldMatch(.ipv6Dst, 0x2001_0db8 << 96, mask: 0xffff_ffff << 96),
            ]
        ),
        FlowSample(
            match: "ipv6,ipv6_label=0xff00f/0xff00f",
            [ipv6, FieldMatch(.ipv6FlowLabel, 0xff00f, mask: 0xff00f)]
        ),
        FlowSample(match: "tcp6,tp_src=5", [ipv6, tcp, FieldMatch(.tcpSrc, 5)]),
        FlowSample(
            match: "mpls,in_port=3,dl_src=00:00:00:00:00:01,mpls_label=1048575,mpls_tc=3,mpls_bos=1",
            [
                FieldMatch(.inPort, 3), FieldMatch(.ethType, 0x8847), FieldMatch(.mplsLabel, 0xfffff),
                FieldMatch(.mplsTC, 3), FieldMatch(.mplsBOS, 1), FieldMatch(.ethSrc, 1),
            ]
        ),
        FlowSample(match: "mplsm", [FieldMatch(.ethType, 0x8848)]),
        FlowSample(match: "rarp,arp_op=3", [FieldMatch(.ethType, 0x8035), FieldMatch(.arpOp, 3)]),
        FlowSample(
            match: "ip,nw_src=10.0.0.1/255.0.0.255,nw_dst=1.2.3.4",
            [ip, FieldMatch(.ipv4Dst, 0x0102_0304), FieldMatch(.ipv4Src, 0x0a00_0001, mask: 0xff00_00ff)]
        ),
        FlowSample(match: "ip,nw_dst=0.0.0.0/1", [ip, FieldMatch(.ipv4Dst, 0, mask: 0x8000_0000)]),
        FlowSample(
            match: "tcp6,tun_id=0x7,metadata=0x5/0xff,in_port=3,dl_vlan=5,dl_vlan_pcp=3,dl_src=00:00:00:00:00:01,"
                + "dl_dst=00:00:00:00:00:02,ipv6_src=::1,ipv6_dst=::2,ipv6_label=0x00005,nw_tos=16,nw_ecn=1,tp_src=5,"
                + "tp_dst=6",
            [
                FieldMatch(.inPort, 3), FieldMatch(.metadata, 5, mask: 0xff), FieldMatch(.ethDst, 2),
                FieldMatch(.ethSrc, 1), ipv6, FieldMatch(.vlanVID, 0x1005), FieldMatch(.vlanPCP, 3),
                FieldMatch(.ipDSCP, 4), FieldMatch(.ipECN, 1), tcp, FieldMatch(.tcpSrc, 5), FieldMatch(.tcpDst, 6),
                FieldMatch(.ipv6Src, loopback), FieldMatch(.ipv6Dst, 2), FieldMatch(.ipv6FlowLabel, 5),
                FieldMatch(.tunnelID, 7),
            ]
        ),
        FlowSample(match: "tcp,tcp_flags=0", [ip, tcp, FieldMatch(.tcpFlags, 0)], in: .v1_5),
        FlowSample(match: "tcp,tcp_flags=syn|ack", [ip, tcp, FieldMatch(.tcpFlags, 0x12)], in: .v1_5),
        FlowSample(match: "tcp,tcp_flags=+syn-ack", [ip, tcp, FieldMatch(.tcpFlags, 2, mask: 0x12)], in: .v1_5),
        FlowSample(
            match: "tcp,tcp_flags=+[200]+[800]",
            [ip, tcp, FieldMatch(.tcpFlags, 0xa00, mask: 0xa00)],
            in: .v1_5
        ),
        FlowSample(
            match: "actset_output=3,tcp,in_port=1",
            [FieldMatch(.actsetOutput, 3), ip, tcp, FieldMatch(.inPort, 1)],
            in: .v1_5
        ),
        FlowSample(match: "packet_type=(1,0x800)", [FieldMatch(.packetType, 0x1_0800)], in: .v1_5),
    ]

    static let actions: [FlowSample] = [
        apply("output:1", [.output(port: PortNumber(1), maxLength: 0)]),
        apply("IN_PORT,FLOOD,ALL,LOCAL,NORMAL,TABLE", [.inPort, .flood, .all, .local, .normal, .table].map(output)),
        apply("CONTROLLER:128", [.output(port: .controller, maxLength: 128)]),
        apply("CONTROLLER:65535", [.output(port: .controller, maxLength: 65535)]),
        apply("enqueue:1:2", [.enqueue(port: PortNumber(1), queue: 2)], in: .v1_0),
        apply("mod_vlan_vid:5,mod_vlan_pcp:3,strip_vlan", [.setVLANVID(5), .setVLANPCP(3), .stripVLAN], in: .v1_0),
        apply(
            "mod_dl_src:00:11:22:33:44:55,mod_dl_dst:00:00:00:00:00:01",
            [.setField(FieldMatch(.ethSrc, 0x11_2233_4455)), .setField(FieldMatch(.ethDst, 1))],
            in: .v1_0
        ),
        apply(
            "mod_nw_src:1.2.3.4,mod_nw_dst:4.3.2.1,mod_nw_tos:40,mod_tp_src:5,mod_tp_dst:6",
            [
                .setNetworkSource(0x0102_0304), .setNetworkDestination(0x0403_0201), .setNetworkTOS(40),
                .setTransportSource(5), .setTransportDestination(6),
            ],
            in: .v1_0,
            match: "tcp ",
            [ip, tcp]
        ),
        apply("push_vlan:0x8100,push_vlan:0x88a8", [.pushVLAN(etherType: 0x8100), .pushVLAN(etherType: 0x88a8)]),
        apply("pop_vlan", [.popVLAN], match: "dl_vlan=7 ", [FieldMatch(.vlanVID, 0x1007)]),
        apply("push_mpls:0x8847,set_mpls_ttl(5)", [.pushMPLS(etherType: 0x8847), .setMPLSTTL(5)]),
        apply(
            "dec_mpls_ttl,pop_mpls:0x0800",
            [.decrementMPLSTTL, .popMPLS(etherType: 0x0800)],
            match: "mpls ",
            [FieldMatch(.ethType, 0x8847)]
        ),
        apply("dec_ttl,mod_nw_ttl:5", [.decrementNetworkTTL, .setNetworkTTL(5)], match: "ip ", [ip]),
        apply("group:7,set_queue:9,output:1", [.group(7), .setQueue(9), output(PortNumber(1))]),
        set("set_field:1.2.3.4->ip_src", FieldMatch(.ipv4Src, 0x0102_0304), "ip ", [ip]),
        set("set_field:5->tcp_dst", FieldMatch(.tcpDst, 5), "tcp ", [ip, tcp]),
        set("set_field:0x5->metadata", FieldMatch(.metadata, 5)),
        set("set_field:0x5->tun_id", FieldMatch(.tunnelID, 5)),
        set("set_field:00:11:22:33:44:55->eth_src", FieldMatch(.ethSrc, 0x11_2233_4455)),
        set("set_field:4101->vlan_vid", FieldMatch(.vlanVID, 0x1005), "dl_vlan=7 ", [FieldMatch(.vlanVID, 0x1007)]),
        set("set_field:3->vlan_pcp", FieldMatch(.vlanPCP, 3), "dl_vlan=7 ", [FieldMatch(.vlanVID, 0x1007)]),
        set("set_field:10->ip_dscp", FieldMatch(.ipDSCP, 10), "ip ", [ip]),
        set("set_field:1->nw_ecn", FieldMatch(.ipECN, 1), "ip ", [ip]),
        set("set_field:2->arp_op", FieldMatch(.arpOp, 2), "arp ", [FieldMatch(.ethType, 0x0806)]),
        set("set_field:fe80::1->ipv6_src", FieldMatch(.ipv6Src, linkLocal | 1), "ipv6 ", [ipv6]),
        set("set_field:0x5->ipv6_label", FieldMatch(.ipv6FlowLabel, 5), "ipv6 ", [ipv6]),
        set("set_field:8->icmp_type", FieldMatch(.icmpv4Type, 8), "icmp ", [ip, FieldMatch(.ipProto, 1)]),
        set("set_field:8->icmpv6_type", FieldMatch(.icmpv6Type, 8), "icmp6 ", [ipv6, FieldMatch(.ipProto, 58)]),
        set("set_field:LOCAL->in_port", FieldMatch(.inPort, 0xffff_fffe)),
        set("set_field:18/0xff->tcp_dst", FieldMatch(.tcpDst, 0x12, mask: 0xff), "tcp ", [ip, tcp], in: .v1_5),
        set("set_field:0x5/0xff->metadata", FieldMatch(.metadata, 5, mask: 0xff), in: .v1_5),
        set(
            "set_field:1.2.0.0/16->ip_dst",
            FieldMatch(.ipv4Dst, 0x0102_0000, mask: 0xffff_0000),
            "ip ",
            [ip],
            in: .v1_5
        ),
        FlowSample("actions=goto_table:3", [], [.gotoTable(3)]),
        FlowSample("actions=write_metadata:0x5/0xff", [], [.writeMetadata(value: 5, mask: 0xff)]),
        FlowSample("actions=write_metadata:0x5", [], [.writeMetadata(value: 5, mask: .max)]),
        FlowSample("actions=clear_actions", [], [.clearActions, .writeActions([])]),
        FlowSample("actions=drop", [], [.applyActions([])]),
        FlowSample(
            "actions=meter:4,output:1,clear_actions,"
                + "write_actions(set_field:00:00:00:00:00:01->eth_dst,group:1),write_metadata:0x1,goto_table:9",
            [],
            [
                .gotoTable(9), .writeMetadata(value: 1, mask: .max),
                .writeActions([.setField(FieldMatch(.ethDst, 1)), .group(1)]), .clearActions,
                .applyActions([.output(port: PortNumber(1), maxLength: 0)]), .meter(4),
            ]
        ),
    ]

    private static func output(_ port: PortNumber) -> Action { .output(port: port, maxLength: 0) }

    private static func apply(
        _ text: String,
        _ actions: [Action],
        in version: OpenFlowVersion = .v1_3,
        match: String = "",
        _ fields: [FieldMatch] = []
    ) -> FlowSample {
        FlowSample("\(match)actions=\(text)", fields, [.applyActions(actions)], in: version)
    }

    private static func set(
        _ text: String,
        _ field: FieldMatch,
        _ match: String = "",
        _ fields: [FieldMatch] = [],
        in version: OpenFlowVersion = .v1_3
    ) -> FlowSample {
        apply(text, [.setField(field)], in: version, match: match, fields)
    }
}
