"""Collects the messages of one version and parses each of them with os-ken before it is kept.

os-ken knows no 1.1, whose structures are those of 1.2 but for matches, actions and a few messages: for 1.1 its 1.2 is
used with another version in the header, and what differs is packed in of11.py.
"""

import json
import struct

from os_ken.lib import addrconv
from os_ken.ofproto import ofproto_protocol
from os_ken.ofproto import ofproto_v1_0, ofproto_v1_0_parser, ofproto_v1_2, ofproto_v1_2_parser
from os_ken.ofproto import ofproto_v1_3, ofproto_v1_3_parser, ofproto_v1_4, ofproto_v1_4_parser
from os_ken.ofproto import ofproto_v1_5, ofproto_v1_5_parser

# By the version in the header of messages.
PROTOCOLS = {
    1: (ofproto_v1_0, ofproto_v1_0_parser), 3: (ofproto_v1_2, ofproto_v1_2_parser),
    4: (ofproto_v1_3, ofproto_v1_3_parser), 5: (ofproto_v1_4, ofproto_v1_4_parser),
    6: (ofproto_v1_5, ofproto_v1_5_parser),
}
XID = 0x01020304
MAC1, MAC2 = "00:11:22:33:44:55", "66:77:88:99:aa:bb"
MAC1_BYTES, MAC2_BYTES = addrconv.mac.text_to_bin(MAC1), addrconv.mac.text_to_bin(MAC2)
FRAME = bytes(range(60))
COUNTERS = [0x100000001 * n for n in range(1, 13)]
DESCRIPTION = [b"Somebody", b"No hardware", b"Soft 1.0", b"None", b"a switch \xe2\x98\x83"]
EXPERIMENTER = 0x00F00BA2


class Writer:
    """The messages of OpenFlow 1.`minor`."""

    def __init__(self, minor):
        self.minor = minor
        self.version = minor + 1
        base = 3 if minor == 1 else self.version
        self.o, self.p = PROTOCOLS[base]
        self.dp = ofproto_protocol.ProtocolDesc(version=base)
        self.rows = []

    def msg(self, name, message, parsed=True):
        """A message that os-ken serializes."""
        message.set_xid(XID)
        message.serialize()
        self.add(name, bytes([self.version]) + bytes(message.buf)[1:], parsed)

    def raw(self, name, type_, body, parsed=True):
        """A message that only switches send, or that os-ken has no class for."""
        self.add(name, struct.pack("!BBHI", self.version, type_, 8 + len(body), XID) + body, parsed)

    def request(self, name, type_, body, flags=0):
        self.raw("multipart_request_" + name, self.o.OFPT_MULTIPART_REQUEST if self.minor > 2 else
                 self.o.OFPT_STATS_REQUEST, struct.pack("!HH4x", type_, flags) + body)

    def reply(self, name, type_, body, flags=0, parsed=True):
        self.raw("multipart_reply_" + name, self.o.OFPT_MULTIPART_REPLY if self.minor > 2 else
                 self.o.OFPT_STATS_REPLY, struct.pack("!HH4x", type_, flags) + body, parsed)

    def add(self, name, data, parsed=True):
        assert all(row["name"] != name for row in self.rows), name
        if parsed:
            message = parse(data)
            if message is not None:
                message.to_jsondict()
        self.rows.append({"name": name, "version": self.version, "hex": data.hex()})

    def write(self, path):
        with open(path, "w") as file:
            for row in self.rows:
                file.write(json.dumps(row) + "\n")


def parse(data):
    """The message as os-ken reads it; None for what only controllers send."""
    version, type_, length, xid = struct.unpack_from("!BBHI", data)
    assert length == len(data), (length, len(data))
    if version == 2:
        version, data = 3, b"\3" + data[1:]
    parser = PROTOCOLS[version][1]
    if type_ not in parser._MSG_PARSERS:
        return None
    protocol = ofproto_protocol.ProtocolDesc(version=version)
    message = parser.msg_parser(protocol, version, type_, length, xid, data)
    assert message.msg_type == type_
    return message


def packed(serialize, *arguments):
    buffer = bytearray()
    serialize(buffer, *arguments)
    return bytes(buffer)


def padded(data):
    return data + bytes(-len(data) % 8)


def prop(type_, body):
    """A property of 1.4 and later: its length counts no padding."""
    return padded(struct.pack("!HH", type_, 4 + len(body)) + body)


def experimenter(type_=0xFFFF, data=b"12345678", exp_type=7):
    return prop(type_, struct.pack("!II", EXPERIMENTER, exp_type) + data)
