"""lab_controller.py PORT: a learning switch as taught in SDN labs, speaking OpenFlow 1.0.

Unknown destination: packet-out of the buffered frame to FLOOD. Known destination: a flow-mod that carries the buffer id,
so that the switch forwards the waiting frame by the new flow.
"""
import sys

from openflow10 import ADD, FLOW_MOD, NO_BUFFER, PACKET_OUT, PORT_FLOOD, Session, flow_mod, match, output, packet_out, say

MISS_SEND_LEN = 128


class LearningSwitch:
    def __init__(self, session):
        self.session = session
        self.ports = {}

    def packet_in(self, packet):
        buffered = packet.buffer_id != NO_BUFFER
        say("packet_in buffered=%s in_port=%d total_len=%d data=%d" % (
            buffered, packet.in_port, packet.total_len, len(packet.data)))
        self.ports[packet.dl_src] = packet.in_port
        data = b"" if buffered else packet.data
        port = self.ports.get(packet.dl_dst)
        if port is None:
            say("packet_out buffered=%s flood" % buffered)
            self.session.send(PACKET_OUT, packet_out(packet.buffer_id, packet.in_port, output(PORT_FLOOD), data))
            return
        say("flow_mod buffered=%s in_port=%d output=%d" % (buffered, packet.in_port, port))
        flow = match(in_port=packet.in_port, dl_src=packet.dl_src, dl_dst=packet.dl_dst)
        self.session.send(FLOW_MOD, flow_mod(flow, ADD, output(port), buffer_id=packet.buffer_id))
        if not buffered:
            self.session.send(PACKET_OUT, packet_out(NO_BUFFER, packet.in_port, output(port), data))


if __name__ == "__main__":
    session = Session(int(sys.argv[1]))
    session.set_up(MISS_SEND_LEN)
    session.serve(LearningSwitch(session))
