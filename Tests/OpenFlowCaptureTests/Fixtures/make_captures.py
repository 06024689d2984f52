#!/usr/bin/env python3
"""Writes the captures of this folder: OpenFlow over TCP as networks deliver it, and as they should not.

    pip install scapy
    python3 make_captures.py              the same bytes on every run

The messages are golden ones of the codec's tests.
"""

import json
import pathlib

from scapy.all import IP, TCP, CookedLinux, Ether, IPv6, Loopback, PcapNgWriter, Raw, fragment, wrpcap
from scapy.layers.l2 import CookedLinuxV2

HERE = pathlib.Path(__file__).parent
GOLDEN = HERE / "../../OpenFlowWireTests/Fixtures/of13.jsonl"
MESSAGES = {row["name"]: bytes.fromhex(row["hex"]) for row in map(json.loads, GOLDEN.read_text().splitlines())}
START = 1_700_000_000


class Side:
    """One direction of a connection."""

    def __init__(self, source, destination, sequence, ip=IP):
        self.source, self.destination, self.sequence, self.ip = source, destination, sequence, ip
        self.peer = None

    def packet(self, payload=b"", flags="PA", at=None):
        """A segment that begins `at` this offset of the stream, or where the last one ended."""
        if at is not None:
            number = self.start + at
        else:
            number = self.sequence
            self.sequence = (self.sequence + len(payload) + ("S" in flags)) & 0xFFFFFFFF
        ack = self.peer.sequence if "A" in flags else 0
        tcp = TCP(sport=self.source[1], dport=self.destination[1], seq=number & 0xFFFFFFFF, ack=ack, flags=flags)
        packet = self.ip(src=self.source[0], dst=self.destination[0]) / tcp
        return packet / Raw(payload) if payload else packet

    def begin(self, flags="S"):
        packet = self.packet(flags=flags)
        self.start = self.sequence
        return packet


def pair(port=6653, ip=IP, sequences=(1000, 5000)):
    hosts = ("10.0.0.1", "10.0.0.2") if ip is IP else ("2001:db8::1", "2001:db8::2")
    controller, switch = (hosts[0], port), (hosts[1], 44321)
    sides = Side(controller, switch, sequences[0], ip), Side(switch, controller, sequences[1], ip)
    sides[0].peer, sides[1].peer = sides[1], sides[0]
    return sides


def session(controller, switch):
    """A connection in good order: several messages in one segment, and one header split over two."""
    m = MESSAGES
    features = m["features_reply"]
    return [
        switch.begin(),
        controller.begin("SA"),
        switch.packet(m["hello_bitmap"]),
        controller.packet(m["hello"] + m["features_request"] + m["barrier_request"]),
        switch.packet(features[:3]),
        switch.packet(features[3:] + m["barrier_reply"]),
    ]


def stamped(packets):
    for index, packet in enumerate(packets):
        packet.time = START + index / 1000
    return packets


def ether(packets):
    return stamped([Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02") / packet for packet in packets])


def write(name, packets, **options):
    wrpcap(str(HERE / name), packets, **options)


def main():
    m = MESSAGES
    write("session.pcap", ether(session(*pair())))
    # The numbers of both sides wrap around within the session.
    write("session_v6.pcap", ether(session(*pair(ip=IPv6, sequences=(0xFFFFFFF0, 0xFFFFFFFA)))))
    write("other_port.pcap", ether(session(*pair(port=7000))))
    cooked = [CookedLinux(proto=0x0800) / packet for packet in session(*pair())]
    write("cooked.pcap", stamped(cooked), linktype=113)
    cooked2 = [CookedLinuxV2(proto=0x0800) / packet for packet in session(*pair())]
    write("cooked2.pcap", stamped(cooked2), linktype=276)
    write("raw.pcap", stamped(session(*pair(ip=IPv6))), linktype=101)
    write("loopback.pcap", stamped([Loopback(type=2) / packet for packet in session(*pair())]), linktype=0)
    with PcapNgWriter(str(HERE / "session.pcapng")) as writer:
        writer.write(ether(session(*pair())))

    # Segments in the wrong order, twice, and with old bytes before new ones.
    controller, switch = pair()
    stream = m["hello"] + m["features_request"] + m["flow_mod_match_rich"] + m["barrier_request"]
    begin = [switch.begin(), controller.begin("SA")]
    parts = [(0, 10), (30, 60), (10, 30), (0, 10), (50, 100), (90, len(stream))]
    reordered = begin + [controller.packet(stream[a:b], at=a) for a, b in parts]
    write("reordered.pcap", ether(reordered))

    # The segment with the end of the flow-mod and the first bytes of the barrier is missing.
    controller, switch = pair()
    stream += m["echo_request"] + m["barrier_request"]
    begin = [switch.begin(), controller.begin("SA")]
    cut = len(m["hello"] + m["features_request"]) + 20
    after = len(m["hello"] + m["features_request"] + m["flow_mod_match_rich"]) + 3
    rest = [controller.packet(stream[:cut], at=0), controller.packet(stream[after:], at=after)]
    write("lost.pcap", ether(begin + rest))

    # A capture that begins within a message, and one with something else on the port.
    controller, _ = pair()
    controller.start = controller.sequence
    write("begun.pcap", ether([controller.packet(stream[13:], at=13)]))
    controller, _ = pair()
    web = b"GET / HTTP/1.1\r\nHost: 10.0.0.1\r\n\r\n"
    write("web.pcap", ether([controller.begin(), controller.packet(web), controller.packet(m["hello"])]))
    write("web_other_port.pcap", ether([pair(port=80)[0].packet(web)]))
    controller, _ = pair()
    tls = bytes.fromhex("160301002f0100002b0303") + bytes(36)
    write("tls.pcap", ether([controller.begin(), controller.packet(tls)]))

    # A message that breaks the rules between two that do not, and the end of the capture within one.
    controller, _ = pair()
    bad = bytearray(m["set_config"])
    bad[3] = 14
    bytes_ = m["hello"] + bytes(bad) + b"\x00\x00" + m["barrier_request"] + m["flow_mod_match_rich"][:50]
    write("broken.pcap", ether([controller.begin(), controller.packet(bytes_)]))

    controller, _ = pair()
    whole = ether([controller.packet(m["flow_mod_match_rich"] * 4)])[0]
    write("fragments.pcap", stamped(fragment(whole, fragsize=200)))


if __name__ == "__main__":
    main()
