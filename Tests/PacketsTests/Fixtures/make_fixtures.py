#!/usr/bin/env python3
"""Writes frames.jsonl and edits.jsonl: what scapy says about frames, to hold the parser and the edits against.

Run it with scapy installed (made with 2.8.0): ./make_fixtures.py. It is seeded: the same scapy writes the same files.
Each frame is built from a description; an edit's outcome is the frame built anew from the changed description, so that
scapy computes every checksum of it from nothing. All values are decimal numbers in strings.
"""
import copy
import ipaddress
import json
import os
import random
import struct

from scapy.all import (
    ARP, Dot1Q, Dot3, Ether, ICMP, IP, IPv6, LLC, Raw, SCTP, SNAP, TCP, UDP, ICMPv6EchoRequest,
    ICMPv6NDOptDstLLAddr, ICMPv6NDOptSrcLLAddr, ICMPv6ND_NA, ICMPv6ND_NS, raw)
from scapy.contrib.mpls import MPLS

HOP, ROUTING, FRAGMENT, ESP, AH, NONEXT, DEST = 0, 43, 44, 50, 51, 59, 60
BITS = {NONEXT: 1, ESP: 2, AH: 4, DEST: 8, FRAGMENT: 16, ROUTING: 32, HOP: 64}
UNREP, UNSEQ = 128, 256
random.seed(20260101)


def mac():
    return random.getrandbits(48) & ~(1 << 40)


def mac_text(value):
    return ":".join("%02x" % b for b in value.to_bytes(6, "big"))


def v4_text(value):
    return str(ipaddress.IPv4Address(value))


def v6_text(value):
    return str(ipaddress.IPv6Address(value))


def describe(l3, l4=None, **more):
    d = dict(dst=mac(), src=mac(), tags=[], snap=False, mpls=[], pbb=None, l3=l3, l4=l4,
             tos=random.getrandbits(8), ttl=random.randint(2, 255), ident=random.getrandbits(16), options=b"",
             flow_label=random.getrandbits(20), chain=[], fragment=None, pad=0,
             v4=(random.getrandbits(32), random.getrandbits(32)), v6=(random.getrandbits(128), random.getrandbits(128)),
             routing=None, sport=random.getrandbits(16), dport=random.getrandbits(16), flags=random.getrandbits(9),
             type=8, code=0, target=random.getrandbits(128), link_layer=mac(), has_option=True,
             arp=(random.randint(1, 2), mac(), random.getrandbits(32), mac(), random.getrandbits(32)),
             ether_type=0x88b5, payload=random.randbytes(random.randint(24, 51)))
    d.update(more)
    return d


def transport(d):
    """(protocol number, bytes) with the checksum over the final destination."""
    if d["l3"] == "ipv6":
        final = d["routing"][0] if d["routing"] and d["routing"][1] else d["v6"][1]
        base, skip = IPv6(src=v6_text(d["v6"][0]), dst=v6_text(final)), 40
    else:
        base, skip = IP(src=v4_text(d["v4"][0]), dst=v4_text(d["v4"][1])), 20
    body, l4 = Raw(d["payload"]), d["l4"]
    if l4 == "tcp":
        layer, number = TCP(sport=d["sport"], dport=d["dport"], flags=d["flags"], seq=7, ack=9) / body, 6
    elif l4 == "udp":
        layer, number = UDP(sport=d["sport"], dport=d["dport"]) / body, 17
    elif l4 == "udp-none":
        layer, number = UDP(sport=d["sport"], dport=d["dport"], chksum=0) / body, 17
    elif l4 == "sctp":
        layer, number = SCTP(sport=d["sport"], dport=d["dport"], tag=77) / body, 132
    elif l4 == "icmp":
        layer, number = ICMP(type=d["type"], code=d["code"]) / body, 1
    elif l4 == "icmp6":
        layer, number = ICMPv6EchoRequest(type=d["type"], code=d["code"], data=d["payload"]), 58
    elif l4 == "ns":
        layer, number = ICMPv6ND_NS(type=d["type"], code=d["code"], tgt=v6_text(d["target"])), 58
        if d["has_option"]:
            layer = layer / ICMPv6NDOptSrcLLAddr(lladdr=mac_text(d["link_layer"]))
    elif l4 == "na":
        layer, number = ICMPv6ND_NA(type=d["type"], code=d["code"], tgt=v6_text(d["target"])), 58
        if d["has_option"]:
            layer = layer / ICMPv6NDOptDstLLAddr(lladdr=mac_text(d["link_layer"]))
    else:
        return int(l4), d["payload"]
    return number, raw(base / layer)[skip:]


def fragmented(d, body):
    """(bytes of this fragment, offset in units of 8, more)"""
    if d["fragment"] == "first":
        return body[:24], 0, 1
    if d["fragment"] == "later":
        return body[24:], 3, 0
    return body, 0, 0


def extension(kind, following, d, offset, more):
    if kind in (HOP, DEST):
        return struct.pack("!BB", following, 0) + bytes([1, 4, 0, 0, 0, 0])
    if kind == ROUTING:
        address, left = d["routing"]
        return struct.pack("!BBBBI", following, 2, 2, left, 0) + address.to_bytes(16, "big")
    if kind == FRAGMENT:
        return struct.pack("!BBHI", following, 0, offset << 3 | more, 99)
    if kind == AH:
        return struct.pack("!BBHII", following, 4, 0, 1, 2) + bytes(12)
    raise ValueError(kind)


def network(d):
    """(EtherType, bytes)"""
    if d["l3"] == "arp":
        op, sha, spa, tha, tpa = d["arp"]
        return 0x0806, raw(ARP(op=op, hwsrc=mac_text(sha), psrc=v4_text(spa), hwdst=mac_text(tha), pdst=v4_text(tpa)))
    if d["l3"] == "other":
        return d["ether_type"], d["payload"]
    number, body = transport(d)
    body, offset, more = fragmented(d, body)
    if d["l3"] == "ipv4":
        header = raw(IP(src=v4_text(d["v4"][0]), dst=v4_text(d["v4"][1]), tos=d["tos"], ttl=d["ttl"], id=d["ident"],
                        proto=number, frag=offset, flags=more, options=d["options"] and [d["options"]] or []) / Raw(body))
        return 0x0800, header
    chain = b""
    following = number
    for kind in reversed(d["chain"]):
        if kind in (ESP, NONEXT):
            following = kind
            continue
        chain = extension(kind, following, d, offset, more) + chain
        following = kind
    header = IPv6(src=v6_text(d["v6"][0]), dst=v6_text(d["v6"][1]), tc=d["tos"], fl=d["flow_label"], hlim=d["ttl"],
                  nh=following, plen=len(chain) + len(body))
    return 0x86dd, raw(header) + chain + body


def inner(d):
    kind, body = network(d)
    if d["mpls"]:
        count = len(d["mpls"])
        labels = [raw(MPLS(label=l, cos=tc, s=int(i == count - 1), ttl=ttl)) for i, (l, tc, ttl) in enumerate(d["mpls"])]
        kind, body = d.get("mpls_type", 0x8847), b"".join(x[:4] for x in labels) + body
    return kind, body


def ethernet(d, dst, src, kind, body, tags):
    for tpid_above, (tpid, vid, pcp, dei) in zip([t[0] for t in tags][::-1], tags[::-1]):
        body = raw(Dot1Q(vlan=vid, prio=pcp, id=dei, type=kind) / Raw(body))
        kind = tpid_above
    return raw(Ether(dst=mac_text(dst), src=mac_text(src), type=kind)) + body


def build(d):
    kind, body = inner(d)
    if d["snap"]:
        llc = raw(LLC(dsap=0xaa, ssap=0xaa, ctrl=3) / SNAP(OUI=0, code=kind) / Raw(body))
        kind, body = len(llc), llc
    elif d["l3"] == "other" and d["ether_type"] == 0x05ff:
        body = raw(LLC(dsap=0x42, ssap=0x42, ctrl=3) / Raw(body))
        kind = len(body)
    if d["pbb"]:
        pcp, uca, isid, cdst, csrc, ctags = d["pbb"]
        customer = ethernet(d, cdst, csrc, kind, body, ctags)
        kind, body = 0x88e7, struct.pack("!I", pcp << 29 | uca << 27 | isid) + customer
    frame = ethernet(d, d["dst"], d["src"], kind, body, d["tags"])
    return frame + bytes(max(0, d["pad"] - len(frame)))


def extension_bits(chain):
    order, seen, bits, last, dests = {HOP: 0, ROUTING: 2, FRAGMENT: 3, AH: 4, ESP: 5, NONEXT: 7}, set(), 0, -1, 0
    for kind in chain:
        rank = order.get(kind)
        if kind == DEST:
            dests += 1
            rank = 1 if last < 1 else 6
            bits |= UNREP if dests > 2 else 0
        elif kind in seen:
            bits |= UNREP
        if rank < last:
            bits |= UNSEQ
        last = max(last, rank)
        seen.add(kind)
        bits |= BITS[kind]
    return bits


def expect(d):
    e = dict(eth_dst=d["dst"], eth_src=d["src"], vlan_count=len(d["tags"]))
    if d["tags"]:
        e.update(vlan_vid=d["tags"][0][1], vlan_pcp=d["tags"][0][2])
    if d["pbb"]:
        e.update(eth_type=0x88e7, pbb_isid=d["pbb"][2], pbb_uca=d["pbb"][1])
        return e
    if d["mpls"]:
        label, tc, ttl = d["mpls"][0]
        e.update(eth_type=d.get("mpls_type", 0x8847), mpls_label=label, mpls_tc=tc, mpls_ttl=ttl,
                 mpls_bos=int(len(d["mpls"]) == 1))
        return e
    if d["l3"] == "other":
        e.update(eth_type=d["ether_type"])
        return e
    if d["l3"] == "arp":
        op, sha, spa, tha, tpa = d["arp"]
        e.update(eth_type=0x0806, arp_op=op, arp_sha=sha, arp_spa=spa, arp_tha=tha, arp_tpa=tpa)
        return e
    number = {"tcp": 6, "udp": 17, "udp-none": 17, "sctp": 132, "icmp": 1, "icmp6": 58, "ns": 58, "na": 58}.get(d["l4"])
    number = int(d["l4"]) if number is None else number
    e.update(ip_dscp=d["tos"] >> 2, ip_ecn=d["tos"] & 3, ttl=d["ttl"],
             fragment={None: 0, "first": 1, "later": 2}[d["fragment"]])
    opaque = [k for k in d["chain"] if k in (ESP, NONEXT)]
    e.update(ip_proto=opaque[0] if opaque else number)
    if d["l3"] == "ipv4":
        e.update(eth_type=0x0800, ipv4_src=d["v4"][0], ipv4_dst=d["v4"][1])
    else:
        chain = d["chain"]
        if d["fragment"] == "later":
            chain = chain[:chain.index(FRAGMENT) + 1]
        e.update(eth_type=0x86dd, ipv6_src=d["v6"][0], ipv6_dst=d["v6"][1], ipv6_flabel=d["flow_label"],
                 ipv6_exthdr=extension_bits(chain))
    if d["fragment"] == "later" or opaque:
        return e
    l4 = d["l4"].split("-")[0]
    if l4 in ("tcp", "udp", "sctp"):
        e.update({l4 + "_src": d["sport"], l4 + "_dst": d["dport"]})
        if l4 == "tcp":
            e.update(tcp_flags=d["flags"])
    elif l4 == "icmp":
        e.update(icmpv4_type=d["type"], icmpv4_code=d["code"])
    elif l4 in ("icmp6", "ns", "na"):
        e.update(icmpv6_type=d["type"], icmpv6_code=d["code"])
        if l4 != "icmp6" and d["fragment"] is None:
            e.update(ipv6_nd_target=d["target"])
            if d["has_option"]:
                e.update({"ipv6_nd_sll" if l4 == "ns" else "ipv6_nd_tll": d["link_layer"]})
    return e


def bodies():
    route = dict(routing=(random.getrandbits(128), 1))
    spent = dict(routing=(random.getrandbits(128), 0))
    for l4 in ("tcp", "udp", "udp-none", "sctp", "icmp"):
        yield "ipv4 " + l4, describe("ipv4", l4)
        yield "ipv4 options " + l4, describe("ipv4", l4, options=bytes([148, 4, 0, 0]) * 3)
        if l4 != "udp-none":
            for part in ("first", "later"):
                yield f"ipv4 {part} {l4}", describe("ipv4", l4, fragment=part)
    yield "ipv4 igmp", describe("ipv4", "2")
    yield "ipv4 gre", describe("ipv4", "47")
    yield "arp", describe("arp")
    yield "other", describe("other")
    for l4 in ("tcp", "udp", "sctp"):
        yield "ipv6 " + l4, describe("ipv6", l4)
        yield "ipv6 hop " + l4, describe("ipv6", l4, chain=[HOP])
        yield "ipv6 routing " + l4, describe("ipv6", l4, chain=[ROUTING], **route)
        yield "ipv6 spent routing " + l4, describe("ipv6", l4, chain=[HOP, DEST, ROUTING], **spent)
        yield "ipv6 all " + l4, describe("ipv6", l4, chain=[HOP, DEST, ROUTING, FRAGMENT, AH, DEST], **route)
        yield "ipv6 ah " + l4, describe("ipv6", l4, chain=[AH])
        for part in ("first", "later"):
            yield f"ipv6 {part} {l4}", describe("ipv6", l4, chain=[HOP, FRAGMENT], fragment=part)
    yield "ipv6 atomic fragment", describe("ipv6", "tcp", chain=[FRAGMENT])
    yield "ipv6 repeated", describe("ipv6", "udp", chain=[AH, AH])
    yield "ipv6 dest thrice", describe("ipv6", "udp", chain=[DEST, DEST, DEST])
    yield "ipv6 disorder", describe("ipv6", "udp", chain=[FRAGMENT, HOP])
    yield "ipv6 late routing", describe("ipv6", "tcp", chain=[AH, ROUTING], **spent)
    yield "ipv6 esp", describe("ipv6", "200", chain=[HOP, ESP])
    yield "ipv6 no next", describe("ipv6", "200", chain=[DEST, NONEXT])
    yield "ipv6 unknown", describe("ipv6", "200")
    yield "ipv6 echo", describe("ipv6", "icmp6", type=128)
    yield "ipv6 hop echo", describe("ipv6", "icmp6", type=129, chain=[HOP])
    yield "ipv6 ns", describe("ipv6", "ns", type=135)
    yield "ipv6 ns bare", describe("ipv6", "ns", type=135, has_option=False)
    yield "ipv6 na", describe("ipv6", "na", type=136)
    yield "ipv6 hop na", describe("ipv6", "na", type=136, chain=[HOP])


LAYERS = {
    "plain": {},
    "vlan": dict(tags=[(0x8100, 100, 5, 1)]),
    "qinq": dict(tags=[(0x88a8, 4095, 7, 0), (0x8100, 1, 0, 0)]),
    "old qinq": dict(tags=[(0x9100, 300, 2, 0), (0x8100, 2, 3, 0)]),
    "snap": dict(snap=True),
    "vlan snap": dict(snap=True, tags=[(0x8100, 77, 1, 0)]),
}


def frames():
    for layer, change in LAYERS.items():
        for name, d in bodies():
            d.update(copy.deepcopy(change))
            yield f"{layer}: {name}", d
    for name, l3 in (("ipv4", "ipv4"), ("ipv6", "ipv6")):
        for tags in ([], [(0x8100, 9, 1, 0)], [(0x88a8, 9, 1, 0), (0x8100, 8, 2, 0)]):
            for labels in ([(16, 3, 64)], [(0xfffff, 7, 1), (17, 0, 63)], [(1, 1, 1), (2, 2, 2), (3, 3, 3)]):
                yield f"mpls {len(labels)}, {len(tags)} tags: {name}", describe(l3, "tcp", tags=tags, mpls=labels)
            yield f"mpls multicast, {len(tags)} tags: {name}", describe(
                l3, "udp", tags=tags, mpls=[(5, 5, 5)], mpls_type=0x8848)
            yield f"pbb, {len(tags)} tags: {name}", describe(
                l3, "udp", tags=tags, pbb=(3, 1, 0xabcdef, mac(), mac(), [(0x8100, 5, 6, 0)]))
    for tags in ([], [(0x8100, 9, 1, 0)]):
        yield f"spanning tree, {len(tags)} tags", describe("other", ether_type=0x05ff, tags=tags)


def edits():
    """(name of the edit, value, frame before, frame after)"""
    for name, d in list(frames()):
        if name.startswith(("old qinq", "vlan snap", "pbb", "mpls")):
            continue
        layer = name.split(":")[0]
        for edit, value, change in plain_edits(d):
            # All headers plain; a tenth of the others.
            if layer != "plain" and random.random() > 0.1:
                continue
            after = copy.deepcopy(d)
            after.update(change)
            yield f"{name}: {edit}", edit, value, d, after
        for edit, value, after in tag_edits(d):
            yield f"{name}: {edit}", edit, value, d, after
    yield from label_edits()


def plain_edits(d):
    m = mac()
    yield "eth_dst", m, dict(dst=m)
    yield "eth_src", m, dict(src=m)
    if d["l3"] == "arp":
        for index, key in enumerate(("arp_op", "arp_sha", "arp_spa", "arp_tha", "arp_tpa")):
            value = [9, m, 0x0a000001, m, 0xffffffff][index]
            yield key, value, dict(arp=d["arp"][:index] + (value,) + d["arp"][index + 1:])
    if d["l3"] not in ("ipv4", "ipv6"):
        return
    ip, bits = ("v4", 32) if d["l3"] == "ipv4" else ("v6", 128)
    for value in (random.getrandbits(bits), 0, (1 << bits) - 1):
        yield "ip" + ip + "_src", value, {ip: (value, d[ip][1])}
        yield "ip" + ip + "_dst", value, {ip: (d[ip][0], value)}
    value = random.getrandbits(6)
    yield "ip_dscp", value, dict(tos=value << 2 | d["tos"] & 3)
    yield "ip_ecn", 2, dict(tos=d["tos"] & 0xfc | 2)
    yield "ttl", 1, dict(ttl=1)
    yield "dec_ttl", 0, dict(ttl=d["ttl"] - 1)
    if ip == "v6":
        yield "ipv6_flabel", 0x12345, dict(flow_label=0x12345)
    if d["fragment"] == "later" or ESP in d["chain"] or NONEXT in d["chain"]:
        return
    l4 = d["l4"].split("-")[0]
    if l4 in ("tcp", "udp") or l4 == "sctp" and d["fragment"] is None and FRAGMENT not in d["chain"]:
        for value in (random.getrandbits(16), 0, 0xffff):
            yield l4 + "_src", value, dict(sport=value)
            yield l4 + "_dst", value, dict(dport=value)
    if l4 == "icmp":
        yield "icmpv4_type", 200, dict(type=200)
        yield "icmpv4_code", 3, dict(code=3)
    if l4 in ("icmp6", "ns", "na"):
        yield "icmpv6_type", 200, dict(type=200)
        yield "icmpv6_code", 3, dict(code=3)
    if l4 in ("ns", "na"):
        value = random.getrandbits(128)
        yield "ipv6_nd_target", value, dict(target=value)
        if d["has_option"]:
            yield {"ns": "ipv6_nd_sll", "na": "ipv6_nd_tll"}[l4], m, dict(link_layer=m)


def tag_edits(d):
    tags = d["tags"]
    if tags:
        tpid, vid, pcp, dei = tags[0]
        yield "vlan_vid", 1234, dict(d, tags=[(tpid, 1234, pcp, dei)] + tags[1:])
        yield "vlan_pcp", 6, dict(d, tags=[(tpid, vid, 6, dei)] + tags[1:])
        yield "pop_vlan", 0, dict(d, tags=tags[1:], pad=60)
    for tpid in (0x8100, 0x88a8):
        outer = tags[0] if tags else (0, 0, 0, 0)
        yield "push_vlan", tpid, dict(d, tags=[(tpid, outer[1], outer[2], 0)] + tags)
    if not tags and not d["snap"]:
        has_ttl = d["l3"] in ("ipv4", "ipv6")
        if d["ether_type"] != 0x05ff:
            yield "push_mpls", 0x8847, dict(d, mpls=[(0, 0, d["ttl"] if has_ttl else 0)])
    if not d["snap"] and d["ether_type"] != 0x05ff:
        pcp = tags[0][2] if tags else 0
        yield "push_pbb", 0x88e7, dict(d, tags=[], pbb=(pcp, 0, 0, d["dst"], d["src"], tags))


def label_edits():
    for l3, kind in (("ipv4", 0x0800), ("ipv6", 0x86dd)):
        for tags in ([], [(0x8100, 9, 1, 0)]):
            one = describe(l3, "tcp", tags=tags, mpls=[(16, 3, 64)])
            two = describe(l3, "udp", tags=tags, mpls=[(18, 2, 60), (17, 0, 50)])
            for d in (one, two):
                (label, tc, ttl), rest = d["mpls"][0], d["mpls"][1:]
                yield from ((f"mpls {len(d['mpls'])} {len(tags)} {l3}: {edit}", edit, value, d, dict(d, **change))
                            for edit, value, change in (
                    ("mpls_label", 0xabcde, dict(mpls=[(0xabcde, tc, ttl)] + rest)),
                    ("mpls_tc", 5, dict(mpls=[(label, 5, ttl)] + rest)),
                    ("mpls_ttl", 9, dict(mpls=[(label, tc, 9)] + rest)),
                    ("dec_mpls_ttl", 0, dict(mpls=[(label, tc, ttl - 1)] + rest)),
                    ("pop_mpls", 0x8847 if rest else kind, dict(mpls=rest, pad=60)),
                    ("copy_ttl_out", 0, dict(mpls=[(label, tc, rest[0][2] if rest else d["ttl"])] + rest)),
                    ("copy_ttl_in", 0, dict(mpls=[d["mpls"][0], (17, 0, ttl)]) if rest else dict(ttl=ttl))))
                if not tags:
                    yield f"mpls {l3}: push_mpls", "push_mpls", 0x8847, d, dict(d, mpls=[(label, tc, ttl)] + d["mpls"])
            backbone = describe(l3, "udp", tags=tags, pbb=(3, 1, 0xabcdef, mac(), mac(), [(0x8100, 5, 6, 0)]))
            pcp, uca, isid, cdst, csrc, ctags = backbone["pbb"]
            name = f"pbb {len(tags)} {l3}: "
            yield name + "isid", "pbb_isid", 0x123456, backbone, dict(
                backbone, pbb=(pcp, uca, 0x123456, cdst, csrc, ctags))
            yield name + "uca", "pbb_uca", 0, backbone, dict(backbone, pbb=(pcp, 0, isid, cdst, csrc, ctags))
            yield name + "pop", "pop_pbb", 0, backbone, dict(
                backbone, pbb=None, dst=cdst, src=csrc, tags=tags + ctags, pad=60)


def write(name, rows):
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), name)
    with open(path, "w") as file:
        for row in rows:
            file.write(json.dumps(row, separators=(",", ":")) + "\n")
    print(name, len(rows))


if __name__ == "__main__":
    write("frames.jsonl", [
        dict(name=name, frame=build(d).hex(), expect={k: str(v) for k, v in expect(d).items()}) for name, d in frames()])
    write("edits.jsonl", [
        dict(name=name, edit=edit, value=str(value), before=build(before).hex(), after=build(after).hex())
        for name, edit, value, before, after in edits()])
