#!/usr/bin/env python3
"""Says how os-ken reads OpenFlow messages that another implementation has encoded.

    printf '4 0400000800000001\\n' | python3 check_with_osken.py

Takes one message per line, the version as it stands in the header and the message in hexadecimal. Prints one JSON
object per line: the message as os-ken understands it, null for what os-ken has no reader for, as controllers only send
it. Where os-ken can write the message, too, it writes what it has read, and that must be the same bytes.

Exit status: 0 all is well; 1 os-ken refused a message or wrote other bytes, which one stands on standard error.
"""

import json
import resource
import signal
import sys

sys.dont_write_bytecode = True

from os_ken.ofproto.ofproto_parser import MsgBase  # noqa: E402

from generator.writer import parse  # noqa: E402


def check(version, data):
    assert data[0] == version, f"version {data[0]} in the header"
    message = parse(data)
    if message is None:
        return None
    meaning = message.to_jsondict()
    if type(message)._serialize_body is not MsgBase._serialize_body:
        message.serialize()
        again = bytes([version]) + bytes(message.buf)[1:]
        assert again == data, f"os-ken writes {again.hex()}"
    return meaning


def too_long(number, frame):
    raise TimeoutError("os-ken does not come to an end")


def main():
    # Some of its readers never come to an end.
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    signal.signal(signal.SIGALRM, too_long)
    failed = False
    for line in sys.stdin:
        version, digits = line.split()
        try:
            signal.alarm(10)
            print(json.dumps(check(int(version), bytes.fromhex(digits)), default=str))
        except Exception as error:
            print(f"{line.strip()}: {error!r}", file=sys.stderr)
            failed = True
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
