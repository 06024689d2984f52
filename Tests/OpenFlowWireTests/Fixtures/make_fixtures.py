#!/usr/bin/env python3
"""Writes golden messages of OpenFlow 1.0 to 1.5 as os-ken encodes them: of10.jsonl … of15.jsonl, errors.jsonl.

    pip install os-ken==4.2.2
    python3 make_fixtures.py              writes the files beside this script, the same bytes on every run

One JSON object per line: a name, the version as it stands in the header, and the message in hexadecimal. Every message
and multipart type of a version is there in both directions, with every action, instruction, field, property, reason
and error code. os-ken is a controller: it has no encoder for what only switches send, and none for 1.1. Those messages
are packed here from the layouts of the specification, and parsed by os-ken before they are written where it can.
"""

import os
import sys

sys.dont_write_bytecode = True

from generator import controllers, errors, flows, groups, of10, of11, ports, tables  # noqa: E402
from generator.writer import Writer  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))


def make_oxm(w):
    """Everything of 1.2 to 1.5."""
    controllers.common(w)
    controllers.descriptions(w)
    controllers.experimenters(w)
    flows.flow_mods(w)
    flows.packets(w)
    flows.flow_statistics(w)
    tables.tables(w)
    ports.ports(w)
    ports.queues(w)
    groups.groups(w)
    controllers.roles(w)
    if w.minor >= 3:
        controllers.hello_bitmap(w)
        groups.meters(w)
        controllers.asynchronous(w)
    if w.minor == 3:
        controllers.extensions(w)
    if w.minor >= 4:
        flows.monitors(w)
        controllers.bundles(w)
        controllers.forwarded(w)
    if w.minor >= 5:
        controllers.controller_status(w)


def main():
    kinds = {0: of10.make, 1: of11.make, 2: make_oxm, 3: make_oxm, 4: make_oxm, 5: make_oxm}
    refused = []
    for minor, make in kinds.items():
        w = Writer(minor)
        make(w)
        w.write(os.path.join(HERE, f"of1{minor}.jsonl"))
        e = Writer(minor)
        errors.errors(e)
        refused += e.rows
    e.rows = refused
    e.write(os.path.join(HERE, "errors.jsonl"))


if __name__ == "__main__":
    main()
