"""Moves known bytes between two hosts and proves that they arrived.

  transfer.py tcp-server PORT                      takes one connection, reads to its end, answers with the SHA-256 of it
  transfer.py tcp-client HOST PORT BYTES SECONDS   sends BYTES pseudo-random bytes, compares the answer, prints the rate
  transfer.py udp-server PORT                      sends every datagram back
  transfer.py udp-client HOST PORT COUNT SECONDS   sends COUNT datagrams of 1 to 4000 bytes (fragments too), compares
  transfer.py frame-receiver IFACE                 prints the first frame of EtherType 0x88b5 in hexadecimal

A server prints "listening" when a client may come. SECONDS is how long a client waits for the connection or for an
answer. Exit status 0 means that every byte was right.
"""
import hashlib
import random
import socket
import sys
import time

SEED = 20240229
EXPERIMENTAL_ETHERTYPE = 0x88B5


def content(byte_count):
    return random.Random(SEED).randbytes(byte_count)


def tcp_server(port):
    with socket.create_server(("0.0.0.0", int(port))) as server:
        print("listening", flush=True)
        connection, _ = server.accept()
        with connection:
            digest = hashlib.sha256()
            while piece := connection.recv(1 << 16):
                digest.update(piece)
            connection.sendall(digest.hexdigest().encode())


def tcp_client(host, port, byte_count, patience):
    data = content(int(byte_count))
    with socket.create_connection((host, int(port)), timeout=float(patience)) as connection:
        connection.settimeout(60)
        started = time.monotonic()
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        answer = b""
        while piece := connection.recv(128):
            answer += piece
        seconds = time.monotonic() - started
    if answer.decode() != hashlib.sha256(data).hexdigest():
        sys.exit("the bytes that arrived are not the bytes that were sent")
    print("tcp verified %d bytes in %.3f s, %.3f Gbit/s" % (len(data), seconds, len(data) * 8e-9 / seconds))


def udp_server(port):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("0.0.0.0", int(port)))
        print("listening", flush=True)
        while True:
            data, peer = server.recvfrom(65535)
            server.sendto(data, peer)


def udp_client(host, port, count, patience):
    sizes = random.Random(SEED)
    data = content(4000)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.connect((host, int(port)))
        client.settimeout(float(patience))
        for number in range(int(count)):
            datagram = data[:sizes.randint(1, 4000)]
            client.send(datagram)
            if client.recv(65535) != datagram:
                sys.exit("datagram %d came back changed" % number)
    print("udp verified %s datagrams" % count)


def frame_receiver(interface):
    with socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(EXPERIMENTAL_ETHERTYPE)) as receiver:
        receiver.bind((interface, EXPERIMENTAL_ETHERTYPE))
        print("listening", flush=True)
        print("frame", receiver.recv(2048).hex(), flush=True)


COMMANDS = {
    "tcp-server": tcp_server, "tcp-client": tcp_client, "udp-server": udp_server, "udp-client": udp_client,
    "frame-receiver": frame_receiver,
}

if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] not in COMMANDS:
        sys.exit(__doc__)
    COMMANDS[sys.argv[1]](*sys.argv[2:])
