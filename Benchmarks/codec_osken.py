#!/usr/bin/env python3
"""How many of the messages of Sources/Samples os-ken encodes and decodes per second, where it can.

    OFSWITCH_PYTHON=/path/to/python Scripts/benchmark codec

os-ken is a controller: it has no encoder for packet-ins.
"""

import struct
import sys
import time

from os_ken.lib import addrconv
from os_ken.ofproto import ofproto_protocol
from os_ken.ofproto import ofproto_v1_0_parser, ofproto_v1_3_parser, ofproto_v1_4_parser

COUNT = 3000
FRAME = b"\xa5" * 128
mac = addrconv.mac.text_to_bin


def flow_mod10(p, dp):
    match = p.OFPMatch(in_port=1, dl_src=mac("02:00:00:00:00:01"), dl_dst=mac("02:00:00:00:00:02"), dl_type=0x0800,
                       nw_proto=6, nw_src="10.0.0.1", nw_dst="10.0.0.2", tp_src=40000, tp_dst=80)
    return p.OFPFlowMod(dp, match, 0x1234, 0, 10, 30, 100, actions=[p.OFPActionOutput(2, 0)])


def flow_mod(p, dp):
    match = p.OFPMatch(in_port=1, eth_src="02:00:00:00:00:01", eth_dst="02:00:00:00:00:02", eth_type=0x0800, ip_proto=6,
                       ipv4_src="10.0.0.1", ipv4_dst="10.0.0.2", tcp_src=40000, tcp_dst=80)
    return p.OFPFlowMod(dp, cookie=0x1234, idle_timeout=10, hard_timeout=30, priority=100, match=match, instructions=[
        p.OFPInstructionActions(4, [p.OFPActionOutput(2, 0)])])


def packet_in(version):
    if version == 1:
        body = struct.pack("!IHHBx", 7, 1514, 1, 0)
    else:
        body = struct.pack("!IHBBQHHII6x", 7, 1514, 0, 0, 0xFFFFFFFFFFFFFFFF, 1, 12, 0x80000004, 1)
    return struct.pack("!BBHI", version, 10, 8 + len(body) + len(FRAME), 1) + body + FRAME


def rate(work):
    """Per second, in the best of five parts."""
    best = float("inf")
    for _ in range(5):
        start = time.perf_counter()
        for _ in range(COUNT):
            work()
        best = min(best, time.perf_counter() - start)
    return f"{COUNT / best:.0f}"


def main():
    parsers = {1: ofproto_v1_0_parser, 4: ofproto_v1_3_parser, 5: ofproto_v1_4_parser}
    for version, p in parsers.items():
        dp = ofproto_protocol.ProtocolDesc(version=version)

        def encode():
            message = (flow_mod10 if version == 1 else flow_mod)(p, dp)
            message.set_xid(1)
            message.serialize()
            return bytes(message.buf)

        def decode(data):
            return p.msg_parser(dp, version, data[1], len(data), 1, data)

        data = encode()
        arrival = packet_in(version)
        assert decode(arrival).total_len == 1514
        print(f"os-ken 1.{version - 1} flow-mod: {rate(encode)} encoded, {rate(lambda: decode(data))} decoded per second; "
              f"packet-in: {rate(lambda: decode(arrival))} decoded per second")


if __name__ == "__main__":
    sys.exit(main())
