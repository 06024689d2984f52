"""As much of OpenFlow 1.0 as a scripted controller needs, with the standard library only.

`Session` accepts one switch and plays the controller's side of the connection set-up; `serve` then hands every packet-in
to the component and answers echo requests. Everything seen is printed, one line each, for a test to read.
"""
import socket
import struct

VERSION = 1
HELLO, ERROR, ECHO_REQUEST, ECHO_REPLY = 0, 1, 2, 3
FEATURES_REQUEST, FEATURES_REPLY, SET_CONFIG = 5, 6, 9
PACKET_IN, FLOW_REMOVED, PORT_STATUS, PACKET_OUT, FLOW_MOD = 10, 11, 12, 13, 14
BARRIER_REQUEST, BARRIER_REPLY = 18, 19

ADD, DELETE = 0, 3
PORT_FLOOD, PORT_NONE = 0xFFFB, 0xFFFF
NO_BUFFER = 0xFFFFFFFF

# ofp_flow_wildcards; a set bit means "any". The two address fields hold a count of ignored low bits instead.
IN_PORT, DL_VLAN, DL_SRC, DL_DST, DL_TYPE, NW_PROTO, TP_SRC, TP_DST = (1 << bit for bit in range(8))
NW_SRC_ALL, NW_DST_ALL, DL_VLAN_PCP, NW_TOS = 32 << 8, 32 << 14, 1 << 20, 1 << 21
ALL_WILDCARDS = 0x3820FF | 1 << 20


def say(*words):
    print(*words, flush=True)


def match(in_port=None, dl_src=None, dl_dst=None, dl_type=None, nw_proto=None, nw_src=None, nw_dst=None):
    """Packs an ofp_match (40 bytes) that is exact in what is given."""
    wildcards = ALL_WILDCARDS
    for value, bit in ((in_port, IN_PORT), (dl_src, DL_SRC), (dl_dst, DL_DST), (dl_type, DL_TYPE), (nw_proto, NW_PROTO)):
        if value is not None:
            wildcards &= ~bit
    if nw_src is not None:
        wildcards &= ~(0x3F << 8)
    if nw_dst is not None:
        wildcards &= ~(0x3F << 14)
    return struct.pack(
        "!IH6s6sHBxHBBxx4s4sHH", wildcards, in_port or 0, dl_src or bytes(6), dl_dst or bytes(6), 0, 0, dl_type or 0, 0,
        nw_proto or 0, socket.inet_aton(nw_src or "0.0.0.0"), socket.inet_aton(nw_dst or "0.0.0.0"), 0, 0)


def output(port, max_len=0xFFFF):
    return struct.pack("!HHHH", 0, 8, port, max_len)


def flow_mod(match_bytes, command=ADD, actions=b"", priority=0x8000, buffer_id=NO_BUFFER, idle=0, hard=0):
    return match_bytes + struct.pack(
        "!QHHHHIHH", 0, command, idle, hard, priority, buffer_id, PORT_NONE, 0) + actions


def packet_out(buffer_id, in_port, actions, data=b""):
    return struct.pack("!IHH", buffer_id, in_port, len(actions)) + actions + data


def message(kind, body=b"", xid=0, version=VERSION):
    return struct.pack("!BBHI", version, kind, 8 + len(body), xid) + body


class PacketIn:
    """The fields of an ofp_packet_in; `data` holds the first bytes of the frame."""

    def __init__(self, body):
        self.buffer_id, self.total_len, self.in_port, self.reason = struct.unpack_from("!IHHB", body)
        self.data = body[10:]
        self.dl_dst, self.dl_src = self.data[0:6], self.data[6:12]
        self.dl_type = struct.unpack_from("!H", self.data, 12)[0]


class Session:
    """One switch, from accept to the end of the connection."""

    def __init__(self, port):
        listener = socket.create_server(("127.0.0.1", port))
        say("listening on", port)
        self.socket, _ = listener.accept()
        listener.close()
        self.next_xid = 0x1000

    def read_exactly(self, count):
        data = b""
        while len(data) < count:
            piece = self.socket.recv(count - len(data))
            if not piece:
                raise ConnectionError("the switch closed the connection")
            data += piece
        return data

    def receive(self):
        version, kind, length, xid = struct.unpack("!BBHI", self.read_exactly(8))
        return version, kind, xid, self.read_exactly(length - 8)

    def send(self, kind, body=b"", xid=None):
        if xid is None:
            xid = self.next_xid
            self.next_xid += 1
        self.socket.sendall(message(kind, body, xid))
        return xid

    def wait_for(self, wanted, xid=None):
        """Reads until a message of the wanted type (and xid) has come; echo requests are answered meanwhile."""
        while True:
            version, kind, got, body = self.receive()
            if kind == ECHO_REQUEST:
                self.send(ECHO_REPLY, body, got)
            elif kind == ERROR:
                say("error type=%d code=%d" % struct.unpack_from("!HH", body))
            elif kind == wanted and (xid is None or xid == got):
                return version, body

    def set_up(self, miss_send_len=128):
        """Hello, features, set-config, delete all flows, barrier: what every lab controller does first."""
        self.send(HELLO)
        version, _ = self.wait_for(HELLO)
        say("hello from the switch, version 0x%02x" % version)
        version, body = self.wait_for(FEATURES_REPLY, self.send(FEATURES_REQUEST))
        dpid, buffers, tables = struct.unpack_from("!QIB", body)
        say("features version=%d dpid=%016x n_buffers=%d n_tables=%d" % (version, dpid, buffers, tables))
        for offset in range(24, len(body), 48):
            number, _, name = struct.unpack_from("!H6s16s", body, offset)
            say("port %s number=%d" % (name.rstrip(b"\0").decode(), number))
        self.send(SET_CONFIG, struct.pack("!HH", 0, miss_send_len))
        self.send(FLOW_MOD, flow_mod(match(), DELETE))
        self.wait_for(BARRIER_REPLY, self.send(BARRIER_REQUEST))
        say("all flows deleted")

    def serve(self, component):
        """Gives packet-ins to the component until the switch goes away."""
        try:
            while True:
                _, body = self.wait_for(PACKET_IN)
                component.packet_in(PacketIn(body))
        except ConnectionError as reason:
            say(reason)
