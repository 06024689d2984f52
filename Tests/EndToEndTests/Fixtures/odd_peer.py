"""odd_peer.py PORT CASE: behaves badly towards an OpenFlow listener and prints what the switch answers.

Prints one line for each message that comes back ("type=… version=… length=… [error=TYPE/CODE]"), and "closed" when the
switch ends the connection. Ends by itself when the connection is closed or the case is through ("done").
"""
import socket
import struct
import sys

from openflow10 import BARRIER_REPLY, BARRIER_REQUEST, ECHO_REPLY, ECHO_REQUEST, ERROR, FEATURES_REPLY, FEATURES_REQUEST
from openflow10 import FLOW_MOD, HELLO, flow_mod, match, message, output, say

PATIENCE_SECONDS = 20


class Peer:
    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS)
        self.buffer = b""

    def send(self, data):
        self.socket.sendall(data)

    def message(self):
        """The next message as (version, type, xid, body), or nothing when the switch has closed."""
        while len(self.buffer) < 8 or len(self.buffer) < struct.unpack_from("!H", self.buffer, 2)[0]:
            try:
                piece = self.socket.recv(1 << 17)
            except ConnectionResetError:
                piece = b""
            if not piece:
                say("closed")
                return None
            self.buffer += piece
        version, kind, length, xid = struct.unpack_from("!BBHI", self.buffer)
        body, self.buffer = self.buffer[8:length], self.buffer[length:]
        error = " error=%d/%d" % struct.unpack_from("!HH", body) if kind == ERROR else ""
        say("type=%d version=0x%02x length=%d%s" % (kind, version, length, error))
        return version, kind, xid, body

    def until(self, wanted):
        while answer := self.message():
            if answer[1] == ECHO_REQUEST:
                self.send(message(ECHO_REPLY, answer[3], answer[2], answer[0]))
            if answer[1] == wanted:
                return answer
        sys.exit(0)

    def until_closed(self):
        while self.message():
            pass

    def hello(self, version=1):
        self.send(message(HELLO, version=version))
        self.until(HELLO)

    def still_there(self, version=1):
        self.send(message(BARRIER_REQUEST if version == 1 else 20, xid=0x77, version=version))
        self.until(BARRIER_REPLY if version == 1 else 21)
        say("still there")


def http(peer):
    peer.send(b"GET / HTTP/1.1\r\nHost: switch\r\n\r\n")
    peer.until_closed()


def half_message(peer):
    """A header that promises 72 bytes, 4 of them, then nothing until the other end has seen enough."""
    peer.hello()
    peer.send(message(FLOW_MOD, bytes(64))[:12])
    say("silent")
    sys.stdin.read()


def hello_0x7f(peer):
    """By the fall-back rule the lower of both versions counts, so that this is a proper hello."""
    peer.send(message(HELLO, version=0x7F))
    version = peer.until(HELLO)[0]
    peer.send(message(FEATURES_REQUEST, xid=1, version=version))
    peer.until(FEATURES_REPLY)


def hello_0x00(peer):
    peer.send(message(HELLO, version=0))
    peer.until_closed()


def wrong_version_later(peer):
    peer.hello()
    peer.send(message(FEATURES_REQUEST, xid=9, version=0x7F))
    peer.until(ERROR)


def action_length(peer):
    """The one action says that it is longer than the message."""
    peer.hello()
    peer.send(message(FLOW_MOD, flow_mod(match(), actions=struct.pack("!HHHH", 0, 64, 1, 0))))
    peer.until(ERROR)
    peer.still_there()


def match_length(peer):
    """1.3: the match says that it is longer than the message."""
    peer.hello(4)
    fixed = struct.pack("!QQBBHHHIIIHH", 0, 0, 0, 0, 0, 0, 1, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0, 0)
    peer.send(message(FLOW_MOD, fixed + struct.pack("!HH4x", 1, 400), version=4))
    peer.until(ERROR)
    peer.still_there(4)


def unknown_action(peer):
    peer.hello()
    peer.send(message(FLOW_MOD, flow_mod(match(), actions=struct.pack("!HH4x", 0x7777, 8))))
    peer.until(ERROR)
    peer.still_there()


def unknown_message(peer):
    peer.hello()
    peer.send(message(200, bytes(8)))
    peer.until(ERROR)
    peer.still_there()


def largest_message(peer):
    """65535 bytes is as long as a message can be: an echo of that size comes back whole."""
    peer.hello()
    body = bytes(range(256)) * 256
    peer.send(message(ECHO_REQUEST, body[:65527]))
    answer = peer.until(ECHO_REPLY)
    say("echo is equal" if answer[3] == body[:65527] else "echo differs")
    peer.send(message(FLOW_MOD, flow_mod(match(), actions=output(1) * 8181)))
    peer.still_there()


def length_below_header(peer):
    peer.hello()
    peer.send(struct.pack("!BBHI", 1, ECHO_REQUEST, 4, 5))
    peer.until(ERROR)


CASES = {
    "http": http, "half-message": half_message, "hello-0x7f": hello_0x7f, "hello-0x00": hello_0x00,
    "wrong-version-later": wrong_version_later, "action-length": action_length, "match-length": match_length,
    "unknown-action": unknown_action, "unknown-message": unknown_message, "largest-message": largest_message,
    "length-below-header": length_below_header,
}

if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[2] not in CASES:
        sys.exit(__doc__)
    CASES[sys.argv[2]](Peer(int(sys.argv[1])))
    say("done")
