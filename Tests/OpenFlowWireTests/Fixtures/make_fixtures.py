#!/usr/bin/env python3
"""Writes golden messages of OpenFlow 1.0 and 1.3 as os-ken encodes them: of10.jsonl, of13.jsonl.

    python3 make_fixtures.py              writes the files beside this script (pip install os-ken)
    python3 make_fixtures.py --check FILE parses each message of FILE, made by somebody else, with os-ken

os-ken is a controller: it has no encoder for what only switches send. Those messages are packed here with os-ken's own
format strings, and parsed by os-ken before they are written.
"""

import json
import os
import struct
import sys

from os_ken.lib import addrconv
from os_ken.ofproto import ofproto_protocol, ofproto_v1_0, ofproto_v1_0_parser, ofproto_v1_3
from os_ken.ofproto import ofproto_v1_3_parser

HERE = os.path.dirname(os.path.abspath(__file__))
PROTOCOLS = {1: (ofproto_v1_0, ofproto_v1_0_parser), 4: (ofproto_v1_3, ofproto_v1_3_parser)}
XID = 0x01020304
MAC1, MAC2 = "00:11:22:33:44:55", "66:77:88:99:aa:bb"
MAC1_BYTES = addrconv.mac.text_to_bin(MAC1)
FRAME = bytes(range(60))


class Writer:
    def __init__(self, version, ofproto, parser):
        self.version, self.o, self.p = version, ofproto, parser
        self.dp = ofproto_protocol.ProtocolDesc(version=version)
        self.rows = []

    def msg(self, name, message):
        message.set_xid(XID)
        message.serialize()
        self.add(name, bytes(message.buf))

    def raw(self, name, type_, body):
        data = struct.pack("!BBHI", self.version, type_, 8 + len(body), XID) + body
        parse(data)
        self.add(name, data)

    def add(self, name, data):
        self.rows.append({"name": name, "version": self.version, "hex": data.hex()})

    def write(self, name):
        with open(os.path.join(HERE, name), "w") as file:
            for row in self.rows:
                file.write(json.dumps(row) + "\n")


def parse(data):
    version, type_, length, xid = struct.unpack_from("!BBHI", data)
    assert length == len(data), (length, len(data))
    parser = PROTOCOLS[version][1]
    if type_ not in parser._MSG_PARSERS:
        return None  # What only controllers send.
    protocol = ofproto_protocol.ProtocolDesc(version=version)
    message = parser.msg_parser(protocol, version, type_, length, xid, data)
    assert message.msg_type == type_
    return message


def packed(serialize, *arguments):
    buffer = bytearray()
    serialize(buffer, *arguments)
    return bytes(buffer)


def common(w):
    p, o = w.p, w.o
    w.msg("hello", p.OFPHello(w.dp))
    w.msg("error", p.OFPErrorMsg(w.dp, type_=o.OFPET_BAD_REQUEST, code=o.OFPBRC_BAD_LEN, data=FRAME))
    w.msg("error_unknown", p.OFPErrorMsg(w.dp, type_=0x77, code=0x88, data=b""))
    w.msg("echo_request", p.OFPEchoRequest(w.dp, data=b"are you there"))
    w.msg("echo_reply", p.OFPEchoReply(w.dp, data=b""))
    w.msg("features_request", p.OFPFeaturesRequest(w.dp))
    w.msg("get_config_request", p.OFPGetConfigRequest(w.dp))
    w.raw("get_config_reply", o.OFPT_GET_CONFIG_REPLY, struct.pack(o.OFP_SWITCH_CONFIG_PACK_STR, 1, 128))
    w.msg("set_config", p.OFPSetConfig(w.dp, o.OFPC_FRAG_NORMAL, 0xFFFF))
    w.msg("barrier_request", p.OFPBarrierRequest(w.dp))
    w.raw("barrier_reply", o.OFPT_BARRIER_REPLY, b"")


COUNTERS = [0x100000001 * n for n in range(1, 13)]
DESCRIPTION = [b"Somebody", b"No hardware", b"Soft 1.0", b"None", b"a switch \xe2\x98\x83"]


def make10():
    w = Writer(0x01, ofproto_v1_0, ofproto_v1_0_parser)
    p, o, dp = w.p, w.o, w.dp
    common(w)
    vendor = p.OFPVendor(dp)
    vendor.vendor, vendor.data = 0x2320, b"abcdefgh"
    w.msg("vendor", vendor)

    def port(number, name, config, state, features):
        return struct.pack(o.OFP_PHY_PORT_PACK_STR, number, MAC1_BYTES, name, config, state, *features)

    port1 = port(1, b"veth1", 0x7F, 0x301, (0xFFF, 0xA0, 0x280, 0x40))
    local = port(0xFFFE, b"local", 0, 0, (0, 0, 0, 0))
    features = struct.pack(o.OFP_SWITCH_FEATURES_PACK_STR, 0x1122334455667788, 256, 1, 0xC7, 0xFFF)
    w.raw("features_reply", o.OFPT_FEATURES_REPLY, features + port1 + local)
    w.raw("packet_in", o.OFPT_PACKET_IN, struct.pack(o.OFP_PACKET_IN_PACK_STR, 0x55, 60, 3, 0) + FRAME)
    w.raw("packet_in_unbuffered", o.OFPT_PACKET_IN,
          struct.pack(o.OFP_PACKET_IN_PACK_STR, 0xFFFFFFFF, 60, 0xFFFE, 1) + FRAME)
    w.raw("port_status", o.OFPT_PORT_STATUS, b"\2" + bytes(7) + port1)
    w.msg("port_mod", p.OFPPortMod(dp, port_no=3, hw_addr=MAC1, config=1, mask=0x31, advertise=0x0A80))

    matches = {
        "all": p.OFPMatch(),
        "l2": p.OFPMatch(in_port=1, dl_src=addrconv.mac.text_to_bin(MAC1), dl_dst=addrconv.mac.text_to_bin(MAC2)),
        "vlan": p.OFPMatch(dl_vlan=100, dl_vlan_pcp=5),
        "untagged": p.OFPMatch(dl_vlan=0xFFFF, dl_vlan_pcp=0),
        "pcp": p.OFPMatch(dl_vlan_pcp=3),
        "arp": p.OFPMatch(dl_type=0x0806, nw_proto=1, nw_src="10.0.0.0", nw_src_mask=8, nw_dst="10.0.0.2"),
        "icmp": p.OFPMatch(dl_type=0x0800, nw_proto=1, tp_src=8, tp_dst=0),
        "tcp6": p.OFPMatch(dl_type=0x86DD, nw_proto=6, tp_dst=80),
        "udp": p.OFPMatch(dl_type=0x0800, nw_proto=17, nw_tos=0xB8, nw_src="192.168.0.0", nw_src_mask=16, tp_src=53),
        "exact": p.OFPMatch(
            in_port=0xFFFE, dl_src=addrconv.mac.text_to_bin(MAC1), dl_dst=addrconv.mac.text_to_bin(MAC2),
            dl_vlan=0xFFFF, dl_vlan_pcp=0, dl_type=0x0800, nw_tos=0x20, nw_proto=6, nw_src="10.0.0.1",
            nw_dst="10.0.0.2", tp_src=1025, tp_dst=80),
    }
    actions = [
        p.OFPActionOutput(2, 0), p.OFPActionVlanVid(0xFFF), p.OFPActionVlanPcp(7), p.OFPActionStripVlan(),
        p.OFPActionSetDlSrc(addrconv.mac.text_to_bin(MAC1)), p.OFPActionSetDlDst(addrconv.mac.text_to_bin(MAC2)),
        p.OFPActionSetNwSrc(0x0A000001), p.OFPActionSetNwDst(0x0A000002), p.OFPActionSetNwTos(0xB8),
        p.OFPActionSetTpSrc(1234), p.OFPActionSetTpDst(5678), p.OFPActionEnqueue(4, 9),
        p.OFPActionOutput(o.OFPP_CONTROLLER, 128), p.OFPActionOutput(o.OFPP_IN_PORT, 0),
        p.OFPActionOutput(o.OFPP_FLOOD, 0),
    ]
    for name, match in matches.items():
        w.msg("flow_mod_match_" + name, p.OFPFlowMod(
            dp, match, cookie=0x0123456789ABCDEF, command=o.OFPFC_ADD, idle_timeout=10, hard_timeout=30,
            priority=0x1234, actions=[p.OFPActionOutput(1, 0)]))
    w.msg("flow_mod_actions", p.OFPFlowMod(
        dp, matches["exact"], 1, o.OFPFC_ADD, priority=7, buffer_id=0x42, flags=7, actions=actions))
    for name, command in [("modify", 1), ("modify_strict", 2), ("delete", 3), ("delete_strict", 4)]:
        w.msg("flow_mod_" + name, p.OFPFlowMod(dp, matches["l2"], 2, command, out_port=o.OFPP_NONE, actions=[]))
    w.msg("flow_mod_delete_port", p.OFPFlowMod(dp, matches["all"], 2, 3, out_port=5, actions=[]))
    w.msg("packet_out_data", p.OFPPacketOut(dp, buffer_id=0xFFFFFFFF, in_port=o.OFPP_NONE, actions=actions, data=FRAME))
    w.msg("packet_out_buffer", p.OFPPacketOut(dp, buffer_id=7, in_port=1, actions=[p.OFPActionOutput(2)]))
    w.raw("flow_removed", o.OFPT_FLOW_REMOVED, packed(matches["udp"].serialize, 0) + struct.pack(
        "!" + o._OFP_FLOW_REMOVED_PACK_STR0, 0xFEDC, 99, 1, 12, 345, 60, 6, 7))

    w.msg("stats_request_desc", p.OFPDescStatsRequest(dp, 0))
    w.msg("stats_request_flow", p.OFPFlowStatsRequest(dp, 0, matches["tcp6"], 0xFF, 3))
    w.msg("stats_request_aggregate", p.OFPAggregateStatsRequest(dp, 0, matches["all"], 0, o.OFPP_NONE))
    w.msg("stats_request_table", p.OFPTableStatsRequest(dp, 0))
    w.msg("stats_request_port", p.OFPPortStatsRequest(dp, 0, o.OFPP_NONE))

    def reply(name, type_, body, flags=0):
        w.raw("stats_reply_" + name, o.OFPT_STATS_REPLY, struct.pack(o.OFP_STATS_MSG_PACK_STR, type_, flags) + body)

    def flow(match, action_list):
        body = b"".join(packed(a.serialize, 0) for a in action_list)
        counters = struct.pack(o.OFP_FLOW_STATS_1_PACK_STR, 5, 999999999, 0x8000, 10, 0, 0xAB, 3, 4)
        length = struct.pack(o.OFP_FLOW_STATS_0_PACK_STR, o.OFP_FLOW_STATS_SIZE + len(body), 0)
        return length + packed(match.serialize, 0) + counters + body

    reply("desc", o.OFPST_DESC, struct.pack(o.OFP_DESC_STATS_PACK_STR, *DESCRIPTION))
    reply("flow", o.OFPST_FLOW, b"".join(flow(m, actions[:n]) for n, m in enumerate(matches.values())), 1)
    reply("aggregate", o.OFPST_AGGREGATE, struct.pack(o.OFP_AGGREGATE_STATS_REPLY_PACK_STR, 1, 2, 3))
    reply("table", o.OFPST_TABLE, struct.pack(o.OFP_TABLE_STATS_PACK_STR, 0, b"classifier", 0x3FFFFF, 1000, 5, 6, 7))
    reply("port", o.OFPST_PORT, b"".join(struct.pack(o.OFP_PORT_STATS_PACK_STR, n, *COUNTERS) for n in (1, 0xFFFE)))
    w.write("of10.jsonl")


# Every OXM field of 1.3 with what must stand before it; masks where there may be one.
IP4, IP6, ARP, MPLS, PBB = [("eth_type", t) for t in (0x0800, 0x86DD, 0x0806, 0x8847, 0x88E7)]
FIELDS13 = {
    "in_port": ([], 5, None), "in_phy_port": ([("in_port", 5)], 6, None),
    "metadata": ([], 0x1122334455667788, 0xFFFFFFFFFFFFFF00),
    "eth_dst": ([], MAC1, "ff:ff:ff:ff:ff:00"), "eth_src": ([], MAC2, "01:00:00:00:00:00"),
    "eth_type": ([], 0x88CC, None), "vlan_vid": ([], 0x1064, 0x1FF0), "vlan_pcp": ([("vlan_vid", 0x1064)], 5, None),
    "ip_dscp": ([IP4], 46, None), "ip_ecn": ([IP6], 2, None), "ip_proto": ([IP4], 47, None),
    "ipv4_src": ([IP4], "10.1.2.3", "255.255.0.255"), "ipv4_dst": ([IP4], "10.1.2.3", "255.255.255.0"),
    "tcp_src": ([IP4, ("ip_proto", 6)], 1, None), "tcp_dst": ([IP6, ("ip_proto", 6)], 2, None),
    "udp_src": ([IP4, ("ip_proto", 17)], 3, None), "udp_dst": ([IP6, ("ip_proto", 17)], 4, None),
    "sctp_src": ([IP4, ("ip_proto", 132)], 5, None), "sctp_dst": ([IP6, ("ip_proto", 132)], 6, None),
    "icmpv4_type": ([IP4, ("ip_proto", 1)], 8, None), "icmpv4_code": ([IP4, ("ip_proto", 1)], 1, None),
    "arp_op": ([ARP], 2, None), "arp_spa": ([ARP], "1.2.3.4", "255.0.0.0"), "arp_tpa": ([ARP], "4.3.2.1", "255.255.0.0"),
    "arp_sha": ([ARP], MAC1, "ff:ff:ff:00:00:00"), "arp_tha": ([ARP], MAC2, "00:00:00:ff:ff:ff"),
    "ipv6_src": ([IP6], "2001:db8::1", "ffff:ffff::"), "ipv6_dst": ([IP6], "2001:db8::2", "::ffff"),
    "ipv6_flabel": ([IP6], 0xABCDE, 0xFF000), "icmpv6_type": ([IP6, ("ip_proto", 58)], 128, None),
    "icmpv6_code": ([IP6, ("ip_proto", 58)], 3, None),
    "ipv6_nd_target": ([IP6, ("ip_proto", 58), ("icmpv6_type", 136)], "fe80::1", None),
    "ipv6_nd_sll": ([IP6, ("ip_proto", 58), ("icmpv6_type", 135)], MAC1, None),
    "ipv6_nd_tll": ([IP6, ("ip_proto", 58), ("icmpv6_type", 136)], MAC2, None),
    "mpls_label": ([MPLS], 0xFFFFF, None), "mpls_tc": ([MPLS], 7, None), "mpls_bos": ([MPLS], 1, None),
    "pbb_isid": ([PBB], 0x123456, 0xFFF000), "tunnel_id": ([], 0x42, 0xFF), "ipv6_exthdr": ([IP6], 0x101, 0x1FF - 2),
}
NOT_SETTABLE = {"in_port", "in_phy_port", "metadata", "ipv6_exthdr"}


def anded(field, value, mask):
    """The value without the bits that the mask ignores."""
    if isinstance(value, int):
        return value & mask
    for converter in (addrconv.mac, addrconv.ipv4, addrconv.ipv6):
        try:
            pairs = zip(converter.text_to_bin(value), converter.text_to_bin(mask))
            return converter.bin_to_text(bytes(v & m for v, m in pairs))
        except Exception:
            continue
    raise ValueError(field)


def table_features13(p, o):
    """Two tables: one with all properties, one with an empty list and without those of a table miss."""

    class OxmId(p.OFPOxmId):
        """With the length of the field and its mask, where os-ken says zero."""

        def serialize(self):
            number, _, _ = o.oxm_from_user(self.type, None)
            _, value, mask = o.oxm_from_user(self.type, FIELDS13[self.type][1])
            length = len(value) * (2 if self.hasmask else 1)
            return struct.pack("!I", number << 9 | self.hasmask << 8 | length)

    def instructions(type_, *numbers):
        return p.OFPTableFeaturePropInstructions(type_, instruction_ids=[p.OFPInstructionId(n) for n in numbers])

    def next_tables(type_, *tables):
        return p.OFPTableFeaturePropNextTables(type_, table_ids=tables)

    def actions(type_, *numbers):
        return p.OFPTableFeaturePropActions(type_, action_ids=[p.OFPActionId(n) for n in numbers])

    def fields(type_, *names):
        return p.OFPTableFeaturePropOxm(type_, oxm_ids=[OxmId(name) for name in names])

    all_actions = [0, 11, 12, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27]
    settable = [name for name in FIELDS13 if name not in NOT_SETTABLE]
    maskable = [OxmId(name, hasmask=mask is not None) for name, (_, _, mask) in FIELDS13.items()]
    rich = [
        instructions(o.OFPTFPT_INSTRUCTIONS, 1, 2, 3, 4, 5, 6), instructions(o.OFPTFPT_INSTRUCTIONS_MISS, 4),
        next_tables(o.OFPTFPT_NEXT_TABLES, 1, 2, 7, 253), next_tables(o.OFPTFPT_NEXT_TABLES_MISS, 1),
        actions(o.OFPTFPT_WRITE_ACTIONS, *all_actions), actions(o.OFPTFPT_WRITE_ACTIONS_MISS, 0),
        actions(o.OFPTFPT_APPLY_ACTIONS, *all_actions), actions(o.OFPTFPT_APPLY_ACTIONS_MISS, 0, 25),
        p.OFPTableFeaturePropOxm(o.OFPTFPT_MATCH, oxm_ids=maskable), fields(o.OFPTFPT_WILDCARDS, *FIELDS13),
        fields(o.OFPTFPT_WRITE_SETFIELD, *settable), fields(o.OFPTFPT_WRITE_SETFIELD_MISS),
        fields(o.OFPTFPT_APPLY_SETFIELD, *settable), fields(o.OFPTFPT_APPLY_SETFIELD_MISS, "eth_dst", "pbb_isid"),
    ]
    plain = [
        instructions(o.OFPTFPT_INSTRUCTIONS, 3, 4), next_tables(o.OFPTFPT_NEXT_TABLES),
        actions(o.OFPTFPT_APPLY_ACTIONS, 0, 22), p.OFPTableFeaturePropOxm(o.OFPTFPT_MATCH, oxm_ids=maskable[:5]),
    ]
    return [
        p.OFPTableFeaturesStats(0, b"classifier", 0xFFFFFFFFFFFFFFFF, 0xFFFF0000, 0, 1000, rich),
        p.OFPTableFeaturesStats(253, b"last \xe2\x98\x83", 0, 0, 3, 1, plain),
    ]


def make13():
    w = Writer(0x04, ofproto_v1_3, ofproto_v1_3_parser)
    p, o, dp = w.p, w.o, w.dp
    common(w)
    w.raw("hello_bitmap", o.OFPT_HELLO, struct.pack("!HHI", 1, 8, 1 << 1 | 1 << 4))
    w.msg("experimenter", p.OFPExperimenter(dp, experimenter=0x2320, exp_type=10, data=b"12345678"))
    w.raw("features_reply", o.OFPT_FEATURES_REPLY,
          struct.pack(o.OFP_SWITCH_FEATURES_PACK_STR, 0x1122334455667788, 256, 254, 1, 0x16F, 0))

    def match(*fields):
        return p.OFPMatch(_ordered_fields=None, **dict(fields))

    rich = match(("in_port", 1), ("eth_src", MAC1), IP4, ("ip_proto", 6), ("ipv4_dst", ("10.0.0.0", "255.0.0.0")),
                 ("tcp_dst", 80))
    arrival = match(("in_port", 3), ("metadata", 0x10), ("tunnel_id", 7))
    w.raw("packet_in", o.OFPT_PACKET_IN, struct.pack("!IHBBQ", 0x55, 60, 0, 2, 0xC0) + packed(arrival.serialize, 0)
          + bytes(2) + FRAME)
    port1 = struct.pack(o.OFP_PORT_PACK_STR, 1, MAC1_BYTES, b"veth1", 0x65, 7, 0xFFFF, 0xF0, 0x2820, 0x40, 10, 20)
    local = struct.pack(o.OFP_PORT_PACK_STR, 0xFFFFFFFE, MAC1_BYTES, b"local", 0, 0, 0, 0, 0, 0, 0, 0)
    w.raw("port_status", o.OFPT_PORT_STATUS, b"\1" + bytes(7) + port1)
    w.msg("port_mod", p.OFPPortMod(dp, port_no=3, hw_addr=MAC1, config=1, mask=0x65, advertise=0x2820))

    def mod(name, flow_match, instructions, **arguments):
        w.msg("flow_mod_" + name, p.OFPFlowMod(dp, match=flow_match, instructions=instructions, **arguments))

    for name, (before, value, mask) in FIELDS13.items():
        mod("match_" + name, match(*before, (name, value)), [])
        if mask is not None:
            mod("match_" + name + "_masked", match(*before, (name, (anded(name, value, mask), mask))), [])
    mod("match_all", p.OFPMatch(), [p.OFPInstructionActions(o.OFPIT_APPLY_ACTIONS, [p.OFPActionOutput(o.OFPP_CONTROLLER,
        o.OFPCML_NO_BUFFER)])], priority=0)
    mod("match_rich", rich, [], cookie=1, cookie_mask=2, table_id=3, idle_timeout=4, hard_timeout=5, priority=6,
        buffer_id=7, flags=0x1F)
    actions = [
        p.OFPActionOutput(2, 0), p.OFPActionOutput(o.OFPP_IN_PORT, 0), p.OFPActionCopyTtlOut(), p.OFPActionCopyTtlIn(),
        p.OFPActionSetMplsTtl(64), p.OFPActionDecMplsTtl(), p.OFPActionPushVlan(0x8100), p.OFPActionPushVlan(0x88A8),
        p.OFPActionPopVlan(), p.OFPActionPushMpls(0x8847), p.OFPActionPushMpls(0x8848), p.OFPActionPopMpls(0x0800),
        p.OFPActionSetQueue(9), p.OFPActionGroup(11), p.OFPActionSetNwTtl(33), p.OFPActionDecNwTtl(),
        p.OFPActionPushPbb(0x88E7), p.OFPActionPopPbb(),
    ]
    setters = [p.OFPActionSetField(**{name: value}) for name, (_, value, _) in FIELDS13.items()
               if name not in NOT_SETTABLE]
    mod("actions", rich, [p.OFPInstructionActions(o.OFPIT_APPLY_ACTIONS, actions)])
    mod("set_field", rich, [p.OFPInstructionActions(o.OFPIT_APPLY_ACTIONS, setters)])
    mod("instructions", rich, [
        p.OFPInstructionMeter(4), p.OFPInstructionActions(o.OFPIT_APPLY_ACTIONS, actions[:2]),
        p.OFPInstructionActions(o.OFPIT_CLEAR_ACTIONS, []),
        p.OFPInstructionActions(o.OFPIT_WRITE_ACTIONS, actions[:1]),
        p.OFPInstructionWriteMetadata(0x1200, 0xFF00), p.OFPInstructionGotoTable(5)])
    for name, command in [("modify", 1), ("modify_strict", 2), ("delete", 3), ("delete_strict", 4)]:
        mod(name, rich, [], command=command, out_port=5, out_group=o.OFPG_ANY)
    mod("delete_all_tables", p.OFPMatch(), [], command=3, table_id=o.OFPTT_ALL, out_port=o.OFPP_ANY,
        out_group=o.OFPG_ANY)
    w.msg("packet_out_data", p.OFPPacketOut(dp, buffer_id=o.OFP_NO_BUFFER, in_port=o.OFPP_CONTROLLER, actions=actions,
                                            data=FRAME))
    w.msg("packet_out_buffer", p.OFPPacketOut(dp, buffer_id=7, in_port=1, actions=[p.OFPActionOutput(2)], data=None))
    w.raw("flow_removed", o.OFPT_FLOW_REMOVED, struct.pack("!QHBBIIHHQQ", 0xFEDC, 99, 3, 4, 12, 345, 60, 61, 6, 7)
          + packed(rich.serialize, 0))

    w.msg("multipart_request_desc", p.OFPDescStatsRequest(dp, 0))
    w.msg("multipart_request_flow", p.OFPFlowStatsRequest(dp, 0, 1, 2, 3, 4, 5, rich))
    w.msg("multipart_request_aggregate", p.OFPAggregateStatsRequest(dp, 0, 0xFF, o.OFPP_ANY, o.OFPG_ANY, 0, 0,
                                                                    p.OFPMatch()))
    w.msg("multipart_request_table", p.OFPTableStatsRequest(dp, 0))
    w.msg("multipart_request_port", p.OFPPortStatsRequest(dp, 0, o.OFPP_ANY))
    w.msg("multipart_request_port_desc", p.OFPPortDescStatsRequest(dp, 0))
    w.msg("multipart_request_table_features", p.OFPTableFeaturesStatsRequest(dp, 0, []))
    w.msg("multipart_request_table_features_set", p.OFPTableFeaturesStatsRequest(dp, 0, table_features13(p, o)[1:]))

    def reply(name, type_, body, flags=0):
        w.raw("multipart_reply_" + name, o.OFPT_MULTIPART_REPLY,
              struct.pack(o.OFP_MULTIPART_REPLY_PACK_STR, type_, flags) + body)

    def flow(flow_match, instructions):
        body = packed(flow_match.serialize, 0) + b"".join(packed(i.serialize, 0) for i in instructions)
        return struct.pack("!HBxIIHHHH4xQQQ", 48 + len(body), 1, 5, 999999999, 0x8000, 10, 20, 1, 0xAB, 3, 4) + body

    apply = p.OFPInstructionActions(o.OFPIT_APPLY_ACTIONS, actions)
    reply("desc", o.OFPMP_DESC, struct.pack("!256s256s256s32s256s", *DESCRIPTION))
    reply("flow", o.OFPMP_FLOW, flow(rich, [apply]) + flow(p.OFPMatch(), []) + flow(arrival, [
        p.OFPInstructionGotoTable(1)]), 1)
    reply("aggregate", o.OFPMP_AGGREGATE, struct.pack("!QQI4x", 1, 2, 3))
    reply("table", o.OFPMP_TABLE, struct.pack("!B3xIQQ", 0, 1, 2, 3) + struct.pack("!B3xIQQ", 253, 4, 5, 6))
    reply("port", o.OFPMP_PORT_STATS, b"".join(
        struct.pack("!I4x12QII", n, *COUNTERS, 17, 18) for n in (1, 0xFFFFFFFE)))
    reply("port_desc", o.OFPMP_PORT_DESC, port1 + local)
    reply("table_features", o.OFPMP_TABLE_FEATURES, b"".join(
        bytes(table.serialize()) for table in table_features13(p, o)))
    w.write("of13.jsonl")


def check(path):
    parsed = passed = 0
    with open(path) as file:
        for line in file:
            row = json.loads(line)
            try:
                message = parse(bytes.fromhex(row["hex"]))
            except Exception as error:
                sys.exit(f"{row['name']}: {error!r}")
            parsed, passed = parsed + (message is not None), passed + (message is None)
    print(f"{parsed} messages parsed, {passed} are for switches only")


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "--check":
        check(sys.argv[2])
    else:
        make10()
        make13()
