"""lab_firewall.py PORT ADDRESS ADDRESS: the firewall of the SDN lab, speaking OpenFlow 1.0.

ARP and ICMP pass, TCP passes between the two named hosts only, everything else is dropped: each by an installed flow,
the last one by a flow of lowest priority without actions. Frames are flooded.
"""
import sys

from openflow10 import (
    BARRIER_REPLY, BARRIER_REQUEST, FLOW_MOD, PORT_FLOOD, Session, flow_mod, match, output, say)

ARP, IPV4 = 0x0806, 0x0800
ICMP, TCP = 1, 6


class Firewall:
    def packet_in(self, packet):
        say("unexpected packet_in in_port=%d dl_type=0x%04x" % (packet.in_port, packet.dl_type))


def rules(first, second):
    flood = output(PORT_FLOOD)
    yield flow_mod(match(dl_type=ARP), actions=flood, priority=400)
    yield flow_mod(match(dl_type=IPV4, nw_proto=ICMP), actions=flood, priority=300)
    yield flow_mod(match(dl_type=IPV4, nw_proto=TCP, nw_src=first, nw_dst=second), actions=flood, priority=200)
    yield flow_mod(match(dl_type=IPV4, nw_proto=TCP, nw_src=second, nw_dst=first), actions=flood, priority=200)
    yield flow_mod(match(), priority=1)


if __name__ == "__main__":
    session = Session(int(sys.argv[1]))
    session.set_up()
    for rule in rules(sys.argv[2], sys.argv[3]):
        session.send(FLOW_MOD, rule)
    session.wait_for(BARRIER_REPLY, session.send(BARRIER_REQUEST))
    say("firewall installed")
    session.serve(Firewall())
