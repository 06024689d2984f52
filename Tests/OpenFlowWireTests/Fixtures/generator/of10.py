"""Every message of 1.0."""

import struct

from os_ken.lib import addrconv

from .controllers import common
from .writer import COUNTERS, DESCRIPTION, EXPERIMENTER, FRAME, MAC1, MAC1_BYTES, MAC2, packed


def make(w):
    p, o, dp = w.p, w.o, w.dp
    common(w)
    vendor = p.OFPVendor(dp)
    vendor.vendor, vendor.data = 0x2320, b"abcdefgh"
    # os-ken reads only the messages of the vendor that it knows.
    w.msg("vendor", vendor, parsed=False)

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

    w.raw("packet_in_empty", o.OFPT_PACKET_IN, struct.pack(o.OFP_PACKET_IN_PACK_STR, 0x55, 1500, 3, 0))
    for name, reason in [("add", 0), ("delete", 1)]:
        w.raw("port_status_" + name, o.OFPT_PORT_STATUS, struct.pack("!B7x", reason) + local)
    for name, reason in [("idle", 0), ("delete", 2)]:
        w.raw("flow_removed_" + name, o.OFPT_FLOW_REMOVED, packed(matches["arp"].serialize, 0) + struct.pack(
            "!" + o._OFP_FLOW_REMOVED_PACK_STR0, 0xFEDC, 99, reason, 12, 345, 60, 6, 7))
    unknown = struct.pack("!HHI8s", 0xFFFF, 16, EXPERIMENTER, b"abcdefgh")
    w.raw("flow_mod_vendor_action", o.OFPT_FLOW_MOD, packed(matches["all"].serialize, 0) + struct.pack(
        "!QHHHHIHH", 1, 0, 2, 3, 4, 0xFFFFFFFF, o.OFPP_NONE, 0) + unknown + packed(actions[0].serialize, 0))
    w.msg("flow_mod_drop", p.OFPFlowMod(dp, matches["all"], 1, 0, actions=[]))
    w.msg("packet_out_drop", p.OFPPacketOut(dp, buffer_id=7, in_port=o.OFPP_NONE, actions=[]))

    w.msg("queue_get_config_request", p.OFPQueueGetConfigRequest(dp, 3))
    rate = struct.pack("!HH4xH6x", 1, 16, 100)
    queues = struct.pack("!IH2x", 0, 8) + struct.pack("!IH2x", 1, 8 + len(rate)) + rate
    w.raw("queue_get_config_reply", o.OFPT_QUEUE_GET_CONFIG_REPLY, struct.pack("!H6x", 3) + queues)
    w.raw("queue_get_config_reply_none", o.OFPT_QUEUE_GET_CONFIG_REPLY, struct.pack("!H6x", 3))
    w.msg("stats_request_queue", p.OFPQueueStatsRequest(dp, 0, 3, 4))
    w.msg("stats_request_queue_all", p.OFPQueueStatsRequest(dp, 0, o.OFPP_ALL, o.OFPQ_ALL))
    w.msg("stats_request_port_one", p.OFPPortStatsRequest(dp, 0, 4))
    reply("queue", o.OFPST_QUEUE, b"".join(struct.pack("!H2xIQQQ", 3, n, 5, 6, 7) for n in (0, 1)))
    reply("flow_none", o.OFPST_FLOW, b"")
    body = struct.pack("!I8s", EXPERIMENTER, b"abcdefgh")
    w.raw("stats_request_vendor", o.OFPT_STATS_REQUEST, struct.pack("!HH", 0xFFFF, 0) + body)
    reply("vendor", 0xFFFF, body)
