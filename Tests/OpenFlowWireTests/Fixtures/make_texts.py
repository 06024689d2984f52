#!/usr/bin/env python3
"""Writes ovs_texts.jsonl: what `ovs-ofctl ofp-print` says about each fixture.

    python3 make_texts.py              records what ovs-ofctl (Open vSwitch 3.1 or later) prints, after make_fixtures.py
    python3 make_texts.py OFSWITCH     compares that with what this ofswitch prints, and rewrites own_texts.jsonl

A fixture that ovs-ofctl does not know or refuses is left out; its text stands in own_texts.jsonl with the reason, and
so does the text of those that are printed in another way on purpose. Read each change of that file before it is kept.

Frames of packet-ins and packet-outs are recorded as verbosity 3 dumps them, without the line about their flow.
"""

import json
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).parent


def ofp_print(hex_text, more):
    command = ["ovs-ofctl", "ofp-print", hex_text] + (["3"] if more else [])
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def text_of(hex_text):
    """The text without line ends at its end; None when ovs-ofctl finds an error."""
    text = ofp_print(hex_text, False)
    if "***decode error" in text or "***parse error" in text:
        return None
    if re.match(r"OFPT_PACKET_(IN|OUT) .*data_len=", text):
        lines = ofp_print(hex_text, True).rstrip("\n").split("\n")
        text = "\n".join([lines[0]] + [line for line in lines[1:] if re.match(r"[0-9a-f]{8}  ", line)])
    return text.rstrip("\n")


def fixtures():
    for file in sorted(HERE.glob("*.jsonl")):
        if "texts" not in file.name:
            yield from map(json.loads, file.read_text().splitlines())


def key_of(row):
    return row["version"], row["name"]


def write_rows(name, rows):
    with (HERE / name).open("w") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def read_rows(name):
    return {key_of(row): row for row in map(json.loads, (HERE / name).read_text().splitlines())}


def record():
    rows = []
    for fixture in fixtures():
        text = text_of(fixture["hex"])
        if text is not None:
            rows.append({"name": fixture["name"], "version": fixture["version"], "text": text})
    write_rows("ovs_texts.jsonl", rows)


def refused_code(hex_text):
    return re.search(r"\*\*\*decode error: (\w+)", ofp_print(hex_text, False))[1]


def compare(ofswitch):
    theirs = read_rows("ovs_texts.jsonl")
    own = read_rows("own_texts.jsonl")
    rows = []
    for fixture in fixtures():
        key = key_of(fixture)
        command = [ofswitch, "decode", "--json", fixture["hex"]]
        text = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)["text"]
        if key in theirs and theirs[key]["text"] == text:
            continue
        if key in own:
            reason = own[key]["reason"]
        elif key not in theirs:
            reason = f"ovs-ofctl refuses the message or a part of it: {refused_code(fixture['hex'])}"
        else:
            print(f"no reason for the difference of {key}:\n{theirs[key]['text']}\n{text}\n")
            continue
        rows.append({"name": fixture["name"], "version": fixture["version"], "reason": reason, "text": text})
    write_rows("own_texts.jsonl", rows)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        compare(sys.argv[1])
    else:
        record()
