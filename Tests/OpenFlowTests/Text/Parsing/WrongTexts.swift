import OpenFlow

extension WrongText {
    static let flows: [WrongText] = matches + options + actions + instructions + versions

    private static let matches: [WrongText] = [
        WrongText("nw_scr=1.2.3.4,actions=drop", "nw_scr", "unknown field 'nw_scr'; did you mean nw_src?"),
        WrongText("tpc,actions=drop", "tpc", "unknown field 'tpc'; did you mean tcp?"),
        WrongText("zebra=1,actions=drop", "zebra", "unknown field 'zebra'"),
        WrongText("tp_dst=80,actions=drop", "tp_dst", "tp_dst needs tcp, udp or sctp in the match"),
        WrongText("udp,tcp_dst=80,actions=drop", "tcp_dst", "tcp_dst needs tcp in the match"),
        WrongText("nw_src=1.2.3.4,actions=drop", "nw_src", "nw_src needs ip or arp in the match"),
        WrongText("nw_proto=6,actions=drop", "nw_proto", "nw_proto needs ip, ipv6 or arp in the match"),
        WrongText("nw_tos=4,actions=drop", "nw_tos", "nw_tos needs ip or ipv6 in the match"),
        WrongText("ip,ipv6_src=::1,actions=drop", "ipv6_src", "ipv6_src needs ipv6 in the match"),
        WrongText("mpls_label=1,actions=drop", "mpls_label", "mpls_label needs mpls or mplsm in the match"),
        WrongText("icmp6,nd_sll=0:0:0:0:0:1,actions=drop", "nd_sll", "nd_sll needs icmp6,icmp_type=135 in the match"),
        WrongText("tcp,udp,actions=drop", "udp", "udp contradicts tcp"),
        WrongText(
            "ip,nw_src=1.1.1.1,ip_src=2.2.2.2,actions=drop",
            "ip_src=2.2.2.2",
            "ip_src=2.2.2.2 contradicts nw_src=1.1.1.1"
        ),
        WrongText("ip,nw_src=1.2.3,actions=drop", "1.2.3", "'1.2.3' is no IPv4 address such as 10.0.0.1"),
        WrongText(
            "ip,nw_src=1.2.3.4/33,actions=drop",
            "33",
            "33 is out of range; a prefix length takes a number from 0 to 32"
        ),
        WrongText("ipv6,ipv6_src=1::2::3,actions=drop", "1::2::3", "'1::2::3' is no IPv6 address such as 2001:db8::1"),
        WrongText("dl_src=1:2:3,actions=drop", "1:2:3", "'1:2:3' is no Ethernet address such as 00:11:22:33:44:55"),
        WrongText(
            "dl_vlan=4096,actions=drop",
            "4096",
            "4096 is no VLAN; dl_vlan takes 0 to 4095, or 0xffff for frames without a tag"
        ),
        WrongText(
            "vlan_vid=5,actions=drop",
            "5",
            "vlan_vid counts the bit 0x1000 that says that there is a tag; write dl_vlan=5"
        ),
        WrongText(
            "dl_vlan=010,actions=drop",
            "010",
            "010 is no VLAN; dl_vlan takes 0 to 4095, or 0xffff for frames without a tag"
        ),
        WrongText(
            "vlan_tci=0x6000/0x7000,actions=drop",
            "0x6000/0x7000",
            "OpenFlow matches all bits of the priority or none; mask 0xe000 has them"
        ),
        WrongText(
            "vlan_tci=0x6000/0xe000,actions=drop",
            "0x6000/0xe000",
            "only a tag has a priority: vlan_tci needs 0x1000 in its value and mask"
        ),
        WrongText("dl_vlan=0xffff,dl_vlan_pcp=3,actions=drop", "dl_vlan_pcp", "dl_vlan_pcp needs dl_vlan in the match"),
        WrongText("ip,nw_tos=5,actions=drop", "5", "5 is no multiple of 4; nw_tos holds DSCP, nw_ecn the two low bits"),
        WrongText("tcp,tp_dst=0x10/0xf0,actions=drop", "0x10/0xf0", "tp_dst takes no mask in OpenFlow"),
        WrongText(
            "tcp,tp_dst=65536,actions=drop",
            "65536",
            "65536 is out of range; tp_dst takes a number from 0 to 65535"
        ),
        WrongText("tcp,tp_dst=http,actions=drop", "http", "'http' is no number; tp_dst takes a number from 0 to 65535"),
        WrongText("tcp=1,actions=drop", "1", "tcp takes no value"),
        WrongText("in_port,actions=drop", "in_port", "in_port needs a value"),
        WrongText("in_port=eth9,actions=drop", "eth9", "unknown port 'eth9'"),
        WrongText("in_port=LOCAK,actions=drop", "LOCAK", "unknown port 'LOCAK'; did you mean LOCAL?"),
        WrongText(
            "ip,nw_ttl=5,actions=drop",
            "nw_ttl",
            "nw_ttl is an Open vSwitch extension; OpenFlow cannot match a TTL"
        ),
        WrongText("reg3=5,actions=drop", "reg3", "reg3 is an Open vSwitch extension, not a field of OpenFlow"),
        WrongText(
            "ct_state=+trk,actions=drop",
            "ct_state",
            "ct_state is an Open vSwitch extension, not a field of OpenFlow"
        ),
        WrongText("tcp,tcp_flags=+sin,actions=drop", "sin", "unknown TCP flag 'sin'; did you mean fin?", in: .v1_5),
        WrongText("tcp,tcp_flags=+syn-syn,actions=drop", "syn", "syn occurs twice", in: .v1_5),
        WrongText("packet_type=5,actions=drop", "5", "'5' is no packet type such as (1,0x800)", in: .v1_5),
        WrongText("=5,actions=drop", "=", "a name is missing before '='"),
        WrongText("in_port=(1,actions=drop", "(", "'(' without ')'"),
        WrongText("in_port=1),actions=drop", ")", "')' without '('"),
        WrongText("in_port=\"eth,actions=drop", "\"", "the quotation mark is not closed"),
    ]

    private static let options: [WrongText] = [
        WrongText("tcp", "", "actions= is missing; write actions=drop to drop"),
        WrongText("table=300,actions=drop", "300", "300 is out of range; table takes a number from 0 to 254"),
        WrongText("table=255,actions=drop", "255", "only deletes and dumps are for all tables; table takes 0 to 254"),
        WrongText("table=acl,actions=drop", "acl", "unknown table 'acl'; table takes a number from 0 to 254"),
        WrongText(
            "priority=70000,actions=drop",
            "70000",
            "70000 is out of range; priority takes a number from 0 to 65535"
        ),
        WrongText("priorty=1,actions=drop", "priorty", "unknown field 'priorty'; did you mean priority?"),
        WrongText("cookie=1/-1,actions=drop", "1/-1", "a new flow has a cookie without a mask"),
        WrongText(
            "out_port=1,actions=drop",
            "out_port=1",
            "out_port selects flows to delete or dump; the port to send to is in actions="
        ),
        WrongText("send_flow_rem=1,actions=drop", "1", "send_flow_rem takes no value"),
        WrongText("priority=1,priority=2,actions=drop", "priority=2", "priority occurs twice"),
        WrongText("((ip),actions=drop", "(", "a name is missing before '('"),
    ]

    private static let actions: [WrongText] = [
        WrongText("actions=ouptut:1", "ouptut", "unknown action 'ouptut'; did you mean output?"),
        WrongText("actions=eth9", "eth9", "unknown action or port 'eth9'"),
        WrongText("actions=output", "output", "output needs a port"),
        WrongText("actions=output:none", "none", "none is no port that a frame can go to"),
        WrongText(
            "actions=output(port=1,max_len=9)",
            "max_len=9",
            "shortening a frame is an Open vSwitch extension; max_len goes with CONTROLLER only"
        ),
        WrongText("actions=output:reg0[]", "reg0[]", "output to the port in a field is an Open vSwitch extension"),
        WrongText(
            "actions=controller(reason=no_match)",
            "reason=no_match",
            "reason=no_match is an Open vSwitch extension of the action controller"
        ),
        WrongText("actions=controller(max=9)", "max=9", "controller takes max_len= and reason=action, not max"),
        WrongText("actions=drop,output:1", "output:1", "drop stands alone: it is the absence of actions"),
        WrongText("actions=output:1,drop", "drop", "drop stands alone: it is the absence of actions"),
        WrongText(
            "actions=resubmit(,1)",
            "resubmit",
            "resubmit is an Open vSwitch extension, not an action of OpenFlow"
        ),
        WrongText("actions=learn(table=1)", "learn", "learn is an Open vSwitch extension, not an action of OpenFlow"),
        WrongText("actions=push_vlan:0x1234", "0x1234", "push_vlan takes 0x8100 or 0x88a8, not 0x1234"),
        WrongText("actions=push_pbb:0x8100", "0x8100", "push_pbb takes 0x88e7, not 0x8100"),
        WrongText("actions=pop_vlan:5", "5", "pop_vlan takes no value"),
        WrongText("ip,actions=dec_ttl(1,2)", "1,2", "controller identifiers in dec_ttl are an Open vSwitch extension"),
        WrongText("ip,actions=mod_nw_tos:5", "5", "5 is no multiple of 4; the two low bits are set by mod_nw_ecn"),
        WrongText(
            "actions=mod_vlan_vid:4096",
            "4096",
            "4096 is out of range; mod_vlan_vid takes a number from 0 to 4095"
        ),
        WrongText("actions=mod_nw_src:1.2.3.4", "mod_nw_src:1.2.3.4", "setting ip_src needs ip in the match"),
        WrongText("actions=mod_nw_tos:4", "mod_nw_tos:4", "setting ip_dscp needs ip or ipv6 in the match"),
        WrongText("ip,actions=mod_tp_src:5", "mod_tp_src:5", "mod_tp_src needs tcp, udp or sctp in the match"),
        WrongText("actions=enqueue:1", "1", "enqueue needs a port and a queue, such as 1:5"),
        WrongText("actions=set_field:1.2.3.4", "1.2.3.4", "set_field needs an argument such as 10.0.0.1->ip_src"),
        WrongText("actions=set_field:1->ip_scr", "ip_scr", "unknown field 'ip_scr'; did you mean ip_src?"),
        WrongText("actions=set_field:1->reg0", "reg0", "reg0 is an Open vSwitch extension, not a field of OpenFlow"),
        WrongText("actions=set_field:1->in_port", "in_port", "in_port cannot be set"),
        WrongText(
            "actions=set_field:1->metadata",
            "metadata",
            "OpenFlow 1.3 sets metadata by write_metadata:VALUE/MASK"
        ),
        WrongText(
            "dl_vlan=1,actions=set_field:5->vlan_vid",
            "5",
            "vlan_vid is set with the bit 0x1000 that makes a tag; write 0x1005"
        ),
        WrongText(
            "actions=set_field:4101->vlan_vid",
            "set_field:4101->vlan_vid",
            "setting vlan_vid needs dl_vlan in the match, or push_vlan:0x8100 before it"
        ),
        WrongText(
            "ip,actions=set_field:80->tcp_dst",
            "set_field:80->tcp_dst",
            "setting tcp_dst needs tcp in the match"
        ),
        WrongText(
            "ip,actions=load:1->ip_src[0..3]",
            "ip_src[0..3]",
            "OpenFlow 1.3 sets whole fields; a part needs 1.5"
        ),
        WrongText(
            "ip,actions=load:1->ip_src[9..3]",
            "3",
            "3 is out of range; the last bit of ip_src takes a number from 9 to 31"
        ),
        WrongText(
            "actions=load:0x1ff->eth_src[0..7]",
            "0x1ff",
            "'0x1ff' is no number that fits the 8 bits of eth_src[0..7]",
            in: .v1_5
        ),
        WrongText(
            "actions=move:eth_src[0..3]->eth_dst",
            "eth_src[0..3]->eth_dst",
            "eth_src[0..3] has 4 bits and eth_dst has 48; both need the same",
            in: .v1_5
        ),
        WrongText("actions=experimenter(data=0x01)", "experimenter(data=0x01)", "experimenter needs id="),
        WrongText("actions=experimenter(id=1,data=0x012)", "2", "an odd number of hexadecimal digits; a byte has two"),
        WrongText("actions=write_actions(output:1,ouput:2)", "ouput", "unknown action 'ouput'; did you mean output?"),
        WrongText(
            "actions=write_actions(output:1)output:2",
            "output:2",
            "a comma is missing after 'write_actions(output:1)'"
        ),
    ]

    private static let instructions: [WrongText] = [
        WrongText(
            "actions=goto_table:1,output:2",
            "output:2",
            "output:2 belongs before goto_table, which is carried out later"
        ),
        WrongText("actions=output:2,meter:1", "meter:1", "meter:1 belongs before output, which is carried out later"),
        WrongText("actions=meter:1,meter:2", "meter:2", "meter occurs twice"),
        WrongText("actions=meter:0", "0", "0 is out of range; meter takes a number from 1 to 4294901760"),
        WrongText("table=2,actions=goto_table:2", "2", "goto_table goes on to a later table than the flow's own, 2"),
        WrongText("actions=goto_tabel:2", "goto_tabel", "unknown action 'goto_tabel'; did you mean goto_table?"),
        WrongText(
            "actions=write_actions(goto_table:2)",
            "goto_table:2",
            "goto_table is an instruction of a flow, not an action"
        ),
        WrongText("actions=stat_trigger(periodic=0)", "0", "periodic takes no value", in: .v1_5),
        WrongText("actions=stat_trigger(packets=9)", "packets=9", "unknown word 'packets' in stat_trigger", in: .v1_5),
    ]

    private static let versions: [WrongText] = [
        WrongText(
            "metadata=1,actions=drop",
            "metadata=1",
            "OpenFlow 1.0 cannot match metadata; 1.1 is the first that can",
            in: .v1_0
        ),
        WrongText(
            "dl_src=0:0:0:0:0:1/0:0:0:0:0:1,actions=drop",
            "dl_src=0:0:0:0:0:1/0:0:0:0:0:1",
            "OpenFlow 1.0 cannot match dl_src with a mask",
            in: .v1_0
        ),
        WrongText(
            "ip,nw_src=1.0.3.0/255.0.255.0,actions=drop",
            "nw_src=1.0.3.0/255.0.255.0",
            "OpenFlow 1.0 has only masks that are a prefix, such as 10.0.0.0/8",
            in: .v1_0
        ),
        WrongText(
            "table=1,actions=drop",
            "table=1",
            "OpenFlow 1.0 names no table in flow-mods; 1.1 is the first that does",
            in: .v1_0
        ),
        WrongText(
            "actions=goto_table:1",
            "goto_table:1",
            "OpenFlow 1.0 has no goto_table; 1.1 is the first that has it",
            in: .v1_0
        ),
        WrongText("actions=group:1", "group:1", "OpenFlow 1.0 has no group; 1.1 is the first that has it", in: .v1_0),
        WrongText(
            "actions=set_field:::1->ipv6_src",
            "set_field:::1->ipv6_src",
            "OpenFlow 1.0 cannot set ipv6_src; 1.2 is the first that can",
            in: .v1_0
        ),
        WrongText(
            "actions=output:65520",
            "65520",
            "65520 is no port number of OpenFlow 1.0, whose ports end at 65280",
            in: .v1_0
        ),
        WrongText(
            "reset_counts,actions=drop",
            "reset_counts",
            "OpenFlow 1.0 has no reset_counts; 1.2 is the first that has it",
            in: .v1_0
        ),
        WrongText(
            "importance=1,actions=drop",
            "importance=1",
            "OpenFlow 1.3 has no importance; 1.4 is the first that has it"
        ),
        WrongText(
            "tcp,tcp_flags=2,actions=drop",
            "tcp_flags=2",
            "OpenFlow 1.3 cannot match tcp_flags; 1.5 is the first that can"
        ),
        WrongText(
            "actions=move:eth_src->eth_dst",
            "move:eth_src->eth_dst",
            "OpenFlow 1.3 has no move; 1.5 is the first that has it"
        ),
    ]
}
