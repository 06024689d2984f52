#!/usr/bin/env python3
"""Writes dissections.jsonl: what tshark says of the fields of seeded random frames, to hold the parser against.

Run it with scapy and tshark (made with 2.8.0 and 4.0.17) installed: ./make_dissections.py. The frames are built by the
functions of make_fixtures.py from random descriptions: all header stacks that the parser knows, in all combinations.
"""
import ipaddress
import json
import os
import random
import subprocess
import tempfile

from scapy.utils import PcapWriter

import make_fixtures as make

COUNT = 1500
# tshark's name, ours, how to read it
FIELDS = [
    ("frame.protocols", None, str),
    ("eth.dst", "eth_dst", "mac"), ("eth.src", "eth_src", "mac"),
    ("vlan.id", "vlan_vid", int), ("vlan.priority", "vlan_pcp", int), ("ieee8021ad.id", "vlan_vid", int),
    ("ieee8021ad.priority", "vlan_pcp", int),
    ("mpls.label", "mpls_label", int), ("mpls.exp", "mpls_tc", int), ("mpls.bottom", "mpls_bos", int),
    ("mpls.ttl", "mpls_ttl", int),
    ("ieee8021ah.isid", "pbb_isid", int),
    ("arp.opcode", "arp_op", int), ("arp.src.hw_mac", "arp_sha", "mac"), ("arp.dst.hw_mac", "arp_tha", "mac"),
    ("arp.src.proto_ipv4", "arp_spa", "ip"), ("arp.dst.proto_ipv4", "arp_tpa", "ip"),
    ("ip.src", "ipv4_src", "ip"), ("ip.dst", "ipv4_dst", "ip"), ("ip.proto", "ip_proto", int),
    ("ip.dsfield.dscp", "ip_dscp", int), ("ip.dsfield.ecn", "ip_ecn", int), ("ip.ttl", "ttl", int),
    ("ipv6.src", "ipv6_src", "ip"), ("ipv6.dst", "ipv6_dst", "ip"), ("ipv6.flow", "ipv6_flabel", int),
    ("ipv6.tclass.dscp", "ip_dscp", int), ("ipv6.tclass.ecn", "ip_ecn", int), ("ipv6.hlim", "ttl", int),
    ("tcp.srcport", "tcp_src", int), ("tcp.dstport", "tcp_dst", int), ("tcp.flags", "tcp_flags", int),
    ("udp.srcport", "udp_src", int), ("udp.dstport", "udp_dst", int),
    ("sctp.srcport", "sctp_src", int), ("sctp.dstport", "sctp_dst", int),
    ("icmp.type", "icmpv4_type", int), ("icmp.code", "icmpv4_code", int),
    ("icmpv6.type", "icmpv6_type", int), ("icmpv6.code", "icmpv6_code", int),
    ("icmpv6.nd.ns.target_address", "ipv6_nd_target", "ip"), ("icmpv6.nd.na.target_address", "ipv6_nd_target", "ip"),
    ("icmpv6.opt.src_linkaddr", "ipv6_nd_sll", "mac"), ("icmpv6.opt.target_linkaddr", "ipv6_nd_tll", "mac"),
]
CHECKS = ["ip.checksum.status", "tcp.checksum.status", "udp.checksum.status", "sctp.checksum.status",
          "icmp.checksum.status", "icmpv6.checksum.status"]


def tag():
    return random.choice((0x8100, 0x88a8)), random.getrandbits(12), random.getrandbits(3), random.getrandbits(1)


def chain():
    """Extension headers in the order of RFC 8200 §4.1, each there or not."""
    order = [make.HOP, make.DEST, make.ROUTING, make.FRAGMENT, make.AH, make.DEST]
    return [kind for kind in order if random.random() < 0.3]


def description():
    l3 = random.choice(("ipv4", "ipv6", "ipv4", "ipv6", "arp"))
    more = dict(tags=[tag() for _ in range(random.choice((0, 0, 1, 2)))])
    l4 = None
    if l3 == "ipv4":
        l4 = random.choice(("tcp", "udp", "udp-none", "sctp", "icmp"))
        more.update(options=random.choice((b"", b"", bytes([148, 4, 0, 0]) * random.randint(1, 10))))
        if l4 != "udp-none":
            more.update(fragment=random.choice((None, None, "first", "later")))
    elif l3 == "ipv6":
        l4 = random.choice(("tcp", "udp", "sctp", "icmp6", "ns", "na"))
        more.update(type={"ns": 135, "na": 136}.get(l4, random.choice((128, 129))))
        more.update(chain=chain(), routing=(random.getrandbits(128), random.getrandbits(1)))
        if make.ROUTING not in more["chain"]:
            more.update(routing=None)
        # Neighbour discovery is never fragmented (RFC 6980).
        if make.FRAGMENT in more["chain"]:
            more.update(fragment=random.choice(("first", "later", None)) if l4 not in ("ns", "na") else None)
    stack = random.choice(("plain", "plain", "plain", "snap", "mpls", "pbb"))
    if stack == "snap":
        more.update(snap=True)
    elif stack == "mpls" and l3 != "arp":
        more.update(mpls=[(random.randint(16, 0xfffff), random.getrandbits(3), random.randint(1, 255))
                          for _ in range(random.randint(1, 3))])
    elif stack == "pbb":
        more.update(pbb=(random.getrandbits(3), 0, random.getrandbits(24), make.mac(), make.mac(), []))
    return make.describe(l3, l4, **more)


def value(text, form):
    if form == "mac":
        return int(text.replace(":", ""), 16)
    if form == "ip":
        return int(ipaddress.ip_address(text))
    return int(text, 0)


def dissect(frames):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "frames.pcap")
        writer = PcapWriter(path, linktype=1)
        for frame in frames:
            writer.write(frame)
        writer.close()
        off = ["ip.defragment:FALSE", "ipv6.defragment:FALSE"]
        on = [f"{name}:TRUE" for name in ("ip.check_checksum", "tcp.check_checksum", "udp.check_checksum")]
        command = ["tshark", "-n", "-r", path, "-T", "fields", "-E", "occurrence=f", "-E", "separator=|"]
        for option in off + on + ["sctp.checksum:CRC32C"]:
            command += ["-o", option]
        for name in [field[0] for field in FIELDS] + CHECKS:
            command += ["-e", name]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        return [line.split("|") for line in output.splitlines()]


def expectation(row):
    """What the parser is to find: nothing below a label or a backbone tag."""
    found = dict(zip([field[0] for field in FIELDS], row))
    layers = found["frame.protocols"].split(":")
    bound = {"mpls.label": ("eth", "vlan", "ieee8021ad", "mpls"),
             "ieee8021ah.isid": ("eth", "vlan", "ieee8021ad", "ieee8021ah")}
    scope = next((layers for name, layers in bound.items() if found[name]), None)
    expect = {}
    for name, ours, form in FIELDS[1:]:
        if found[name] and (scope is None or name.split(".")[0] in scope):
            # Of two tags the outer one counts, which stands first in the list of layers.
            if ours in ("vlan_vid", "vlan_pcp") and name.split(".")[0] != next(
                    (layer for layer in layers if layer in ("vlan", "ieee8021ad")), None):
                continue
            expect[ours] = str(value(found[name], form))
    return expect


def main():
    random.seed(20261122)
    descriptions = [description() for _ in range(COUNT)]
    frames = [make.build(d) for d in descriptions]
    rows = dissect(frames)
    assert len(rows) == COUNT, len(rows)
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "dissections.jsonl"), "w") as out:
        for frame, row in zip(frames, rows):
            bad = [name for name, status in zip(CHECKS, row[len(FIELDS):]) if status == "0"]
            assert not bad, (bad, frame.hex())
            out.write(json.dumps(dict(name=row[0], frame=frame.hex(), expect=expectation(row)),
                                 separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
