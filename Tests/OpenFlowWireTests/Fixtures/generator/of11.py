"""Every message of 1.1: what differs from 1.2 is packed by hand, the rest is shared."""

import struct

from .controllers import common, descriptions
from .groups import groups
from .ports import ports, queues
from .tables import tables
from .writer import EXPERIMENTER, FRAME, MAC1_BYTES, MAC2_BYTES

# Bits of ofp_flow_wildcards.
WILDCARDS = {
    "in_port": 1 << 0, "dl_vlan": 1 << 1, "dl_vlan_pcp": 1 << 2, "dl_type": 1 << 3, "nw_tos": 1 << 4,
    "nw_proto": 1 << 5,
    "tp_src": 1 << 6, "tp_dst": 1 << 7, "mpls_label": 1 << 8, "mpls_tc": 1 << 9,
}
ANY_MAC, EXACT_MAC = b"\xff" * 6, bytes(6)
ANY4, ANY8 = 0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF


def match(**fields):
    """ofp_match of 1.1, 88 bytes; in masks a bit that is set means "do not care"."""
    wildcards = sum(bit for name, bit in WILDCARDS.items() if name not in fields)

    def get(name, default=0):
        return fields.get(name, default)

    return struct.pack(
        "!HHII6s6s6s6sHBxHBBIIIIHHIB3xQQ", 0, 88, get("in_port"), wildcards,
        get("dl_src", EXACT_MAC), get("dl_src_mask", EXACT_MAC if "dl_src" in fields else ANY_MAC),
        get("dl_dst", EXACT_MAC), get("dl_dst_mask", EXACT_MAC if "dl_dst" in fields else ANY_MAC),
        get("dl_vlan"), get("dl_vlan_pcp"), get("dl_type"), get("nw_tos"), get("nw_proto"),
        get("nw_src"), get("nw_src_mask", 0 if "nw_src" in fields else ANY4),
        get("nw_dst"), get("nw_dst_mask", 0 if "nw_dst" in fields else ANY4), get("tp_src"), get("tp_dst"),
        get("mpls_label"), get("mpls_tc"), get("metadata"), get("metadata_mask", 0 if "metadata" in fields else ANY8))


MATCHES = {
    "all": match(),
    "l2": match(in_port=1, dl_src=MAC1_BYTES, dl_dst=MAC2_BYTES),
    "l2_masked": match(dl_src=MAC1_BYTES[:3] + bytes(3), dl_src_mask=bytes(3) + b"\xff" * 3, dl_dst=b"\1" + bytes(5),
                       dl_dst_mask=b"\xfe" + b"\xff" * 5),
    "vlan": match(dl_vlan=100, dl_vlan_pcp=5),
    "untagged": match(dl_vlan=0xFFFF),
    "tagged": match(dl_vlan=0xFFFE),
    "arp": match(dl_type=0x0806, nw_proto=1, nw_src=0x0A000000, nw_src_mask=0x00FFFFFF, nw_dst=0x0A000002),
    "icmp": match(dl_type=0x0800, nw_proto=1, tp_src=8, tp_dst=0),
    "tcp": match(dl_type=0x0800, nw_tos=0xB8, nw_proto=6, nw_dst=0x0A000001, nw_dst_mask=0x0000FF00, tp_dst=80),
    "udp": match(dl_type=0x0800, nw_proto=17, tp_src=53),
    "sctp": match(dl_type=0x0800, nw_proto=132, tp_src=1, tp_dst=2),
    "mpls": match(dl_type=0x8847, mpls_label=0xFFFFF, mpls_tc=7),
    "metadata": match(metadata=0x1122334455660000, metadata_mask=0xFFFF),
}


def output(port, max_len=0):
    return struct.pack("!HHIH6x", 0, 16, port, max_len)


ACTIONS = [
    output(2), output(0xFFFFFFF8), output(0xFFFFFFFD, 128), struct.pack("!HHH2x", 1, 8, 0xFFF),
    struct.pack("!HHB3x", 2, 8, 7), struct.pack("!HH6s6x", 3, 16, MAC1_BYTES),
    struct.pack("!HH6s6x", 4, 16, MAC2_BYTES),
    struct.pack("!HHI", 5, 8, 0x0A000001), struct.pack("!HHI", 6, 8, 0x0A000002), struct.pack("!HHB3x", 7, 8, 0xB8),
    struct.pack("!HHB3x", 8, 8, 3), struct.pack("!HHH2x", 9, 8, 1234), struct.pack("!HHH2x", 10, 8, 5678),
    struct.pack("!HH4x", 11, 8), struct.pack("!HH4x", 12, 8), struct.pack("!HHI", 13, 8, 0xFFFFF),
    struct.pack("!HHB3x", 14, 8, 7), struct.pack("!HHB3x", 15, 8, 64), struct.pack("!HH4x", 16, 8),
    struct.pack("!HHH2x", 17, 8, 0x8100), struct.pack("!HH4x", 18, 8), struct.pack("!HHH2x", 19, 8, 0x8847),
    struct.pack("!HHH2x", 20, 8, 0x0800), struct.pack("!HHI", 21, 8, 9), struct.pack("!HHI", 22, 8, 11),
    struct.pack("!HHB3x", 23, 8, 33), struct.pack("!HH4x", 24, 8),
]


def instruction(type_, actions):
    body = b"".join(actions)
    return struct.pack("!HH4x", type_, 8 + len(body)) + body


GOTO = struct.pack("!HHB3x", 1, 8, 5)


def make(w):
    common(w)
    descriptions(w)
    o = w.o
    w.raw("experimenter", o.OFPT_EXPERIMENTER, struct.pack("!I4x8s", 0x2320, b"12345678"))
    body = struct.pack("!I4x8s", EXPERIMENTER, b"abcdefgh")
    w.request("experimenter", 0xFFFF, body)
    w.reply("experimenter", 0xFFFF, body, parsed=False)
    flows(w)
    packets(w)
    tables(w)
    ports(w)
    queues(w)
    groups(w)


def flows(w):
    o = w.o

    def mod(name, flow_match, instructions, command=0, table=3, priority=6, buffer_id=0xFFFFFFFF, out_port=0xFFFFFFFF,
            out_group=0xFFFFFFFF, flags=0):
        w.raw("flow_mod_" + name, o.OFPT_FLOW_MOD, struct.pack(
            "!QQBBHHHIIIH2x", 1, 2, table, command, 4, 5, priority, buffer_id, out_port, out_group, flags)
            + flow_match + b"".join(instructions), parsed=False)

    for name, flow_match in MATCHES.items():
        mod("match_" + name, flow_match, [instruction(4, [output(1)])])
    mod("actions", MATCHES["tcp"], [instruction(4, ACTIONS)], buffer_id=7, flags=3)
    metadata = struct.pack("!HH4xQQ", 2, 24, 0x1200, 0xFF00)
    mod("instructions", MATCHES["l2"], [instruction(4, ACTIONS[:2]), instruction(5, []), instruction(3, ACTIONS[:1]),
                                        metadata, GOTO])
    unknown = struct.pack("!HHI8s", 0xFFFF, 16, EXPERIMENTER, b"abcdefgh")
    mod("experimenter_action", MATCHES["l2"], [instruction(4, [unknown, output(1)])])
    mod("experimenter_instruction", MATCHES["l2"], [unknown])
    for name, command in [("modify", 1), ("modify_strict", 2), ("delete", 3), ("delete_strict", 4)]:
        mod(name, MATCHES["l2"], [], command=command, out_port=5)
    mod("delete_group", MATCHES["all"], [], command=3, out_group=8)

    def entry(flow_match, instructions):
        body = flow_match + b"".join(instructions)
        return struct.pack("!HBxIIHHH6xQQQ", 48 + len(body), 1, 5, 999999999, 0x8000, 10, 20, 0xAB, 3, 4) + body

    wanted = struct.pack("!B3xII4xQQ", 1, 2, 3, 4, 5) + MATCHES["tcp"]
    w.request("flow", 1, wanted)
    w.request("aggregate", 2, wanted)
    w.reply("flow", 1, b"".join(entry(m, [instruction(4, ACTIONS[:n])]) for n, m in enumerate(MATCHES.values())), 1,
            parsed=False)
    w.reply("flow_none", 1, b"")
    w.reply("aggregate", 2, struct.pack("!QQI4x", 1, 2, 3))


def packets(w):
    o = w.o
    for name, reason in [("", 0), ("_action", 1)]:
        w.raw("packet_in" + name, o.OFPT_PACKET_IN, struct.pack("!IIIHBB", 0x55, 3, 3, 60, reason, 2) + FRAME,
              parsed=False)
    w.raw("packet_in_physical", o.OFPT_PACKET_IN, struct.pack("!IIIHBB", 0xFFFFFFFF, 3, 4, 60, 1, 2) + FRAME,
          parsed=False)

    def packet_out(name, buffer_id, port, actions, data):
        body = b"".join(actions)
        w.raw("packet_out_" + name, o.OFPT_PACKET_OUT, struct.pack("!IIH6x", buffer_id, port, len(body)) + body + data)

    packet_out("data", 0xFFFFFFFF, 0xFFFFFFFD, ACTIONS, FRAME)
    packet_out("buffer", 7, 1, ACTIONS[:1], b"")
    packet_out("drop", 7, 1, [], b"")
    for name, reason in [("idle", 0), ("hard", 1), ("delete", 2), ("group_delete", 3)]:
        w.raw("flow_removed_" + name, o.OFPT_FLOW_REMOVED, struct.pack(
            "!QHBBIIH2xQQ", 0xFEDC, 99, reason, 4, 12, 345, 60, 6, 7) + MATCHES["tcp"], parsed=False)


