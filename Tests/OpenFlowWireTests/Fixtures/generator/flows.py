"""Flow-mods, packets and flow statistics of 1.2 to 1.5: every field, action and instruction."""

import struct

from .fields import IP4, anded, fields, settable
from .writer import EXPERIMENTER, FRAME, MAC1, packed


def match(w, *pairs):
    return w.p.OFPMatch(_ordered_fields=None, **dict(pairs))


def rich_match(w):
    return match(w, ("in_port", 1), ("eth_src", MAC1), IP4, ("ip_proto", 6), ("ipv4_dst", ("10.0.0.0", "255.0.0.0")),
                 ("tcp_dst", 80))


def arrival(w):
    """The fields of a packet-in."""
    pairs = [("in_port", 3), ("metadata", 0x10)]
    return match(w, *pairs, ("tunnel_id", 7)) if w.minor >= 3 else match(w, *pairs)


def actions(w):
    """Every action but set-field, those with a type of EtherType with both."""
    p, o = w.p, w.o
    rows = [
        p.OFPActionOutput(2, 0), p.OFPActionOutput(o.OFPP_IN_PORT, 0), p.OFPActionCopyTtlOut(), p.OFPActionCopyTtlIn(),
        p.OFPActionSetMplsTtl(64), p.OFPActionDecMplsTtl(), p.OFPActionPushVlan(0x8100), p.OFPActionPushVlan(0x88A8),
        p.OFPActionPopVlan(), p.OFPActionPushMpls(0x8847), p.OFPActionPushMpls(0x8848), p.OFPActionPopMpls(0x0800),
        p.OFPActionSetQueue(9), p.OFPActionGroup(11), p.OFPActionSetNwTtl(33), p.OFPActionDecNwTtl(),
    ]
    if w.minor >= 3:
        rows += [p.OFPActionPushPbb(0x88E7), p.OFPActionPopPbb()]
    if w.minor >= 5:
        rows += [p.OFPActionMeter(12), p.OFPActionCopyField(8, 4, 16, ["eth_src", "metadata"])]
    return rows


def setters(w):
    rows = [w.p.OFPActionSetField(**{name: fields(w.minor)[name][1]}) for name in settable(w.minor)]
    if w.minor >= 5:
        rows += [w.p.OFPActionSetField(**{name: (anded(name, value, mask), mask)})
                 for name, (_, value, mask) in fields(w.minor).items() if mask is not None and name in settable(5)]
        rows.append(w.p.OFPActionSetField(metadata=0x77))
    return rows


def flow_mods(w):
    p, o = w.p, w.o
    apply, write, clear = o.OFPIT_APPLY_ACTIONS, o.OFPIT_WRITE_ACTIONS, o.OFPIT_CLEAR_ACTIONS

    def mod(name, flow_match, instructions, **arguments):
        # os-ken cannot read back copy-field when something follows it.
        w.msg("flow_mod_" + name, p.OFPFlowMod(w.dp, match=flow_match, instructions=instructions, **arguments),
              parsed=w.minor < 4)

    for name, (before, value, mask) in fields(w.minor).items():
        mod("match_" + name, match(w, *before, (name, value)), [])
        if mask is not None:
            mod("match_" + name + "_masked", match(w, *before, (name, (anded(name, value, mask), mask))), [])
    mod("match_all", p.OFPMatch(), [p.OFPInstructionActions(apply, [p.OFPActionOutput(o.OFPP_CONTROLLER,
        o.OFPCML_NO_BUFFER)])], priority=0)
    more = {"importance": 0x1234} if w.minor >= 4 else {}
    mod("match_rich", rich_match(w), [], cookie=1, cookie_mask=2, table_id=3, idle_timeout=4, hard_timeout=5,
        priority=6, buffer_id=7, flags=0x1F if w.minor >= 3 else 7, **more)
    mod("actions", rich_match(w), [p.OFPInstructionActions(apply, actions(w))])
    mod("set_field", rich_match(w), [p.OFPInstructionActions(apply, setters(w))])
    for name in settable(w.minor):
        before, value, _ = fields(w.minor)[name]
        before = [(name, value)] if name == "vlan_vid" else before
        mod("set_field_" + name, match(w, *before), [p.OFPInstructionActions(apply, [
            p.OFPActionSetField(**{name: value})])])
    first = [p.OFPInstructionMeter(4)] if w.minor in (3, 4) else []
    if w.minor >= 5:
        first = [p.OFPInstructionStatTrigger(3, p.OFPStats(
            duration=(1, 2), idle_time=(3, 4), flow_count=5, packet_count=6, byte_count=7))]
    mod("instructions", rich_match(w), first + [
        p.OFPInstructionActions(apply, actions(w)[:2]), p.OFPInstructionActions(clear, []),
        p.OFPInstructionActions(write, actions(w)[:1]), p.OFPInstructionWriteMetadata(0x1200, 0xFF00),
        p.OFPInstructionGotoTable(5)])
    unknown = p.OFPActionExperimenterUnknown(EXPERIMENTER, b"abcdefgh") if w.minor >= 3 else (
        p.OFPActionExperimenter(EXPERIMENTER))
    mod("experimenter_action", rich_match(w), [p.OFPInstructionActions(apply, [unknown, p.OFPActionOutput(1, 0)])])
    for name, command in [("modify", 1), ("modify_strict", 2), ("delete", 3), ("delete_strict", 4)]:
        mod(name, rich_match(w), [], command=command, out_port=5, out_group=o.OFPG_ANY)
    mod("delete_group", p.OFPMatch(), [], command=3, out_port=o.OFPP_ANY, out_group=8)
    mod("delete_all_tables", p.OFPMatch(), [], command=3, table_id=o.OFPTT_ALL, out_port=o.OFPP_ANY,
        out_group=o.OFPG_ANY)
    # os-ken has no class for instructions of experimenters.
    instruction = struct.pack("!HHI8s", 0xFFFF, 16, EXPERIMENTER, b"abcdefgh")
    end = struct.pack("!H", 0x11 if w.minor >= 4 else 0)
    w.raw("flow_mod_experimenter_instruction", o.OFPT_FLOW_MOD, struct.pack(
        "!QQBBHHHIIIH", 1, 0, 2, 0, 3, 4, 5, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0) + end
        + packed(rich_match(w).serialize, 0) + instruction, parsed=False)


def packets(w):
    p, o = w.p, w.o
    if w.minor >= 5:
        def packet_out(name, buffer_id, port, action_list, data):
            pipeline = match(w, ("in_port", port), ("metadata", 5), ("tunnel_id", 6))
            flow_match = pipeline if name == "pipeline" else match(w, ("in_port", port))
            w.msg("packet_out_" + name, p.OFPPacketOut(w.dp, buffer_id, flow_match, action_list, data))

        packet_out("pipeline", o.OFP_NO_BUFFER, 3, actions(w)[:1], FRAME)
    else:
        def packet_out(name, buffer_id, port, action_list, data):
            w.msg("packet_out_" + name, p.OFPPacketOut(w.dp, buffer_id, port, action_list, data))

    packet_out("data", o.OFP_NO_BUFFER, o.OFPP_CONTROLLER, actions(w), FRAME)
    packet_out("buffer", 7, 1, [p.OFPActionOutput(2)], None)
    packet_out("drop", 7, 1, [], None)
    # Those that Open vSwitch knows, too.
    copies = (o.OFPAT_COPY_TTL_OUT, o.OFPAT_COPY_TTL_IN)
    packet_out("usual", 7, 1, [action for action in actions(w) if action.type not in copies + (26, 27, 28)], None)

    reasons = {"": 0, "_action": 1, "_invalid_ttl": 2}
    if w.minor >= 4:
        reasons.update({"_action_set": 3, "_group": 4, "_packet_out": 5})
    for name, reason in reasons.items():
        cookie = struct.pack("!Q", 0xC0 + reason) if w.minor >= 3 else b""
        w.raw("packet_in" + name, o.OFPT_PACKET_IN, struct.pack("!IHBB", 0x55, 60, reason, 2) + cookie
              + packed(arrival(w).serialize, 0) + bytes(2) + FRAME)
    w.raw("packet_in_unbuffered", o.OFPT_PACKET_IN, struct.pack("!IHBB", 0xFFFFFFFF, 60, 0, 0)
          + (b"\xff" * 8 if w.minor >= 3 else b"") + packed(match(w, ("in_port", 0xFFFFFFFE)).serialize, 0) + bytes(2)
          + FRAME)

    reasons = {"": 3, "_idle": 0, "_hard": 1, "_delete": 2}
    if w.minor >= 4:
        reasons.update({"_meter_delete": 4, "_eviction": 5})
    for name, reason in reasons.items():
        flow_match = packed(rich_match(w).serialize, 0)
        if w.minor >= 5:
            body = struct.pack("!BBHHHQ", 4, reason, 99, 60, 61, 0xFEDC) + flow_match + stats(
                w, duration=(12, 345), packet_count=6, byte_count=7)
        else:
            body = struct.pack("!QHBBIIHHQQ", 0xFEDC, 99, reason, 4, 12, 345, 60, 61, 6, 7) + flow_match
        w.raw("flow_removed" + name, o.OFPT_FLOW_REMOVED, body)


def stats(w, **counters):
    """Counters as OXS, 1.5."""
    return packed(w.p.OFPStats(**counters).serialize, 0)


def flow_entry(w, flow_match, instructions):
    """One flow of flow statistics, in 1.5 of flow descriptions."""
    flow_match = packed(flow_match.serialize, 0)
    body = b"".join(packed(i.serialize, 0) for i in instructions)
    if w.minor >= 5:
        body = flow_match + stats(w, duration=(5, 999999999), idle_time=(1, 2), packet_count=3, byte_count=4) + body
        return struct.pack("!H2xBxHHHHHQ", 24 + len(body), 1, 0x8000, 10, 20, 1, 9, 0xAB) + body
    body = flow_match + body
    flags = struct.pack("!6x" if w.minor == 2 else "!H4x" if w.minor == 3 else "!HH2x",
                        *([1] if w.minor == 3 else [1, 9] if w.minor >= 4 else []))
    return struct.pack("!HBxIIHHH", 48 + len(body), 1, 5, 999999999, 0x8000, 10, 20) + flags + struct.pack(
        "!QQQ", 0xAB, 3, 4) + body


def flow_statistics(w):
    p, o, any_port = w.p, w.o, w.o.OFPP_ANY
    filters = {"": (1, 2, 3, 4, 5, rich_match(w)), "_all": (0xFF, any_port, o.OFPG_ANY, 0, 0, p.OFPMatch())}
    for name, values in filters.items():
        arguments = dict(zip(["table_id", "out_port", "out_group", "cookie", "cookie_mask", "match"], values), flags=0)
        flow = p.OFPFlowDescStatsRequest if w.minor >= 5 else p.OFPFlowStatsRequest
        w.msg("multipart_request_flow" + name, flow(w.dp, **arguments))
        w.msg("multipart_request_aggregate" + name, p.OFPAggregateStatsRequest(w.dp, **arguments))
        if w.minor >= 5:
            w.msg("multipart_request_flow_counters" + name, p.OFPFlowStatsRequest(w.dp, **arguments))

    apply = p.OFPInstructionActions(o.OFPIT_APPLY_ACTIONS, actions(w)[:18])
    flows = flow_entry(w, rich_match(w), [apply]) + flow_entry(w, p.OFPMatch(), []) + flow_entry(
        w, arrival(w), [p.OFPInstructionGotoTable(1)])
    w.reply("flow", 1, flows, 1)
    w.reply("flow_none", 1, b"")
    if w.minor < 5:
        w.reply("aggregate", 2, struct.pack("!QQI4x", 1, 2, 3))
        return
    w.reply("aggregate", 2, stats(w, flow_count=3, packet_count=1, byte_count=2))
    entries = []
    for reason, flow_match in enumerate([rich_match(w), p.OFPMatch()]):
        body = packed(flow_match.serialize, 0) + stats(w, duration=(5, 6), idle_time=(1, 2), flow_count=1,
                                                       packet_count=3, byte_count=4)
        entries.append(struct.pack("!H2xBBH", 8 + len(body), 1, reason, 9) + body)
    w.reply("flow_counters", o.OFPMP_FLOW_STATS, b"".join(entries))


def monitors(w):
    """Flow monitors, 1.4 and later."""
    p, o = w.p, w.o
    for name, command, flags in [("add", 0, 0x7F), ("modify", 1, 0x0F), ("delete", 2, 0)]:
        w.msg("multipart_request_flow_monitor_" + name, p.OFPFlowMonitorRequest(
            w.dp, 0, 77, 4, 5, flags, 3, command, rich_match(w)))
    requests = b"".join(struct.pack("!IIIHBB", n, 0xFFFFFFFF, 0xFFFFFFFF, 7, 0xFF, 0) + packed(
        p.OFPMatch().serialize, 0) for n in (1, 2))
    w.request("flow_monitor_two", o.OFPMP_FLOW_MONITOR, requests)

    def full(event, reason, instructions):
        body = packed(rich_match(w).serialize, 0) + b"".join(packed(i.serialize, 0) for i in instructions)
        return struct.pack("!HHBBHHH4xQ", 24 + len(body), event, 3, reason, 4, 5, 6, 0xFEED) + body

    goto = [p.OFPInstructionActions(o.OFPIT_APPLY_ACTIONS, actions(w)[:1]), p.OFPInstructionGotoTable(9)]
    updates = {
        "initial": full(0, 0, goto), "added": full(1, 0, goto), "modified": full(3, 0, []),
        "abbreviated": struct.pack("!HHI", 8, 4, 0xABCD), "paused": struct.pack("!HH4x", 8, 5),
        "resumed": struct.pack("!HH4x", 8, 6),
    }
    # os-ken takes all events of a layout but one for the wrong ones.
    parsed = ["initial", "abbreviated", "paused"]
    for reason in range(6):
        updates["removed" + str(reason)] = full(2, reason, [])
    for name, update in updates.items():
        w.reply("flow_monitor_" + name, o.OFPMP_FLOW_MONITOR, update, parsed=name in parsed)
    w.reply("flow_monitor_all", o.OFPMP_FLOW_MONITOR, b"".join(updates.values()), 1, parsed=False)
