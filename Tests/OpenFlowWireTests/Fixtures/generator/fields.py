"""Every OXM field of 1.2 to 1.5 with what must stand before it in a match; masks where there may be one."""

from os_ken.lib import addrconv

from .writer import MAC1, MAC2

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
    "arp_op": ([ARP], 2, None), "arp_spa": ([ARP], "1.2.3.4", "255.0.0.0"),
    "arp_tpa": ([ARP], "4.3.2.1", "255.255.0.0"),
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
SINCE13 = {"mpls_bos", "pbb_isid", "tunnel_id", "ipv6_exthdr"}
SINCE14 = {"pbb_uca": ([PBB], 1, None)}
SINCE15 = {
    "tcp_flags": ([IP4, ("ip_proto", 6)], 0x012, 0xF12), "actset_output": ([], 7, None),
    "packet_type": ([], 0x00010800, None),
}
NOT_SETTABLE = {"in_port", "in_phy_port", "metadata", "ipv6_exthdr", "actset_output", "packet_type"}


def fields(minor):
    """Name: fields before it, value, mask."""
    rows = {name: row for name, row in FIELDS13.items() if minor >= 3 or name not in SINCE13}
    if minor >= 4:
        rows.update(SINCE14)
    if minor >= 5:
        rows.update(SINCE15)
    return rows


def settable(minor):
    return [name for name in fields(minor) if name not in NOT_SETTABLE]


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
