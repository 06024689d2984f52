"""Groups of 1.1 to 1.5 and meters of 1.3 to 1.5."""

import struct

from .writer import EXPERIMENTER, experimenter

TYPES = {"all": 0, "select": 1, "indirect": 2, "ff": 3}


def buckets(w, type_):
    """Buckets as they make sense for the type of group."""
    p = w.p

    def output(number):
        return p.OFPActionOutput(number, 0)

    def bucket(number, actions, weight=None, watch_port=None, watch_group=None):
        if w.minor < 5:
            watches = {"watch_port": watch_port, "watch_group": watch_group}
            return p.OFPBucket(weight or 0, actions=actions, **{k: v for k, v in watches.items() if v is not None})
        rows = []
        if weight is not None:
            rows.append(p.OFPGroupBucketPropWeight(w.o.OFPGBPT_WEIGHT, weight=weight))
        if watch_port is not None:
            rows.append(p.OFPGroupBucketPropWatch(w.o.OFPGBPT_WATCH_PORT, watch=watch_port))
        if watch_group is not None:
            rows.append(p.OFPGroupBucketPropWatch(w.o.OFPGBPT_WATCH_GROUP, watch=watch_group))
        return p.OFPBucket(number, actions, rows)

    if type_ == "all":
        return [bucket(1, [output(1)]), bucket(2, [p.OFPActionPopVlan(), output(2)]), bucket(3, [])]
    if type_ == "select":
        return [bucket(1, [output(1)], weight=3), bucket(2, [p.OFPActionGroup(9)], weight=0xFFFF)]
    if type_ == "indirect":
        return [bucket(1, [p.OFPActionSetQueue(4), output(w.o.OFPP_CONTROLLER)])]
    return [bucket(1, [output(1)], watch_port=1), bucket(2, [output(2)], watch_group=5),
            bucket(3, [output(3)], watch_port=3, watch_group=6)]


def groups(w):
    p, o = w.p, w.o
    # os-ken reads buckets of 1.5 past their ends.
    parsed = w.minor < 5
    for name, type_ in TYPES.items():
        w.msg("group_mod_add_" + name, p.OFPGroupMod(w.dp, 0, type_, 0x10 + type_, buckets=buckets(w, name)), parsed)
    w.msg("group_mod_add_empty", p.OFPGroupMod(w.dp, 0, 0, 0xFFFFFF00, buckets=[]), parsed)
    w.msg("group_mod_modify", p.OFPGroupMod(w.dp, 1, 1, 7, buckets=buckets(w, "select")), parsed)
    w.msg("group_mod_delete", p.OFPGroupMod(w.dp, 2, 0, 7, buckets=[]), parsed)
    w.msg("group_mod_delete_all", p.OFPGroupMod(w.dp, 2, 0, o.OFPG_ALL, buckets=[]), parsed)
    if w.minor >= 5:
        for name, command, where in [("insert_first", 3, o.OFPG_BUCKET_FIRST), ("insert_last", 3, o.OFPG_BUCKET_LAST),
                                     ("insert_after", 3, 8)]:
            w.msg("group_mod_" + name, p.OFPGroupMod(w.dp, command, 1, 7, where, buckets(w, "select")), parsed)
        for name, where in [("one", 8), ("all", o.OFPG_BUCKET_ALL)]:
            w.msg("group_mod_remove_" + name, p.OFPGroupMod(w.dp, 5, 1, 7, where, []), parsed)
        other = p.OFPGroupPropExperimenter(o.OFPGPT_EXPERIMENTER, None, EXPERIMENTER, 3, [1, 2])
        w.msg("group_mod_experimenter", p.OFPGroupMod(w.dp, 0, 1, 7, buckets=buckets(w, "select"), properties=[other]),
              parsed)

    w.msg("multipart_request_group", p.OFPGroupStatsRequest(w.dp, flags=0, group_id=5))
    w.msg("multipart_request_group_all", p.OFPGroupStatsRequest(w.dp, flags=0, group_id=o.OFPG_ALL))
    arguments = {"group_id": 5} if w.minor >= 5 else {}
    w.msg("multipart_request_group_desc", p.OFPGroupDescStatsRequest(w.dp, flags=0, **arguments))
    if w.minor >= 5:
        w.msg("multipart_request_group_desc_all", p.OFPGroupDescStatsRequest(w.dp, flags=0))
    entries = b""
    for number, count in enumerate([0, 1, 3]):
        duration = struct.pack("!II", 5, 6) if w.minor >= 3 else b""
        body = struct.pack("!II4xQQ", number, 2, 3, 4) + duration + b"".join(
            struct.pack("!QQ", n, n + 1) for n in range(count))
        entries += struct.pack("!H2x", 4 + len(body)) + body
    w.reply("group", o.OFPMP_GROUP if w.minor == 3 else 6, entries)

    entries = b""
    for name, type_ in TYPES.items():
        body = b""
        for bucket in buckets(w, name):
            buffer = bytearray()
            bucket.serialize(buffer, 0)
            body += bytes(buffer)
        if w.minor >= 5:
            extra = experimenter() if name == "ff" else b""
            length = 16 + len(body) + len(extra)
            entries += struct.pack("!HBxIH6x", length, type_, 0x10 + type_, len(body)) + body + extra
        else:
            entries += struct.pack("!HBxI", 8 + len(body), type_, 0x10 + type_) + body
    w.reply("group_desc", 7, entries, parsed=parsed)

    if w.minor >= 2:
        w.msg("multipart_request_group_features", p.OFPGroupFeaturesStatsRequest(w.dp, flags=0))
        numbers = [0, 11, 12, *range(15, {2: 26, 3: 28, 4: 28, 5: 30}[w.minor])]
        every = sum(1 << number for number in numbers)
        w.reply("group_features", 8, struct.pack("!10I", 0xF, 0xF, 1, 2, 3, 4, every, 1, 1 << 22, 0x3 << 21))
        w.reply("group_features_few", 8, struct.pack("!10I", 0x5, 0x4, 100, 0, 200, 0, 1, 0, 1, 0))


def meters(w):
    """1.3 and later."""
    p, o = w.p, w.o
    bands = [
        p.OFPMeterBandDrop(1000, 10), p.OFPMeterBandDscpRemark(2000, 20, 1),
        p.OFPMeterBandExperimenter(3000, 30, EXPERIMENTER),
    ]
    everything = {"drop": bands[:1], "remark": bands[1:2], "experimenter": bands[2:], "bands": bands, "none": []}
    flags = {"drop": 1, "remark": 2, "experimenter": 4, "bands": 0xD, "none": 0}
    for name, rows in everything.items():
        w.msg("meter_mod_add_" + name, p.OFPMeterMod(w.dp, 0, flags[name], 5, rows))
    w.msg("meter_mod_modify", p.OFPMeterMod(w.dp, 1, 0xE, 0xFFFF0000, bands[:2]))
    for name, number in [("", 5), ("_all", 0xFFFFFFFF), ("_slowpath", 0xFFFFFFFD), ("_controller", 0xFFFFFFFE)]:
        w.msg("meter_mod_delete" + name, p.OFPMeterMod(w.dp, 2, 0, number, []))

    config = p.OFPMeterDescStatsRequest if w.minor >= 5 else p.OFPMeterConfigStatsRequest
    for name, number in [("", 5), ("_all", o.OFPM_ALL)]:
        w.msg("multipart_request_meter" + name, p.OFPMeterStatsRequest(w.dp, 0, number))
        w.msg("multipart_request_meter_config" + name, config(w.dp, 0, number))
    w.msg("multipart_request_meter_features", p.OFPMeterFeaturesStatsRequest(w.dp, 0))

    w.reply("meter", 9, b"".join(struct.pack("!IH6xIQQII", n, 40 + 16 * n, 2, 3, 4, 5, 6) + b"".join(
        struct.pack("!QQ", k, k + 1) for k in range(n)) for n in (0, 1, 3)))
    entries = b""
    for number, rows in enumerate(everything.values()):
        body = bytearray()
        for band in rows:
            band.serialize(body, len(body))
        entries += struct.pack("!HHI", 8 + len(body), number, number + 1) + bytes(body)
    w.reply("meter_config", 10, entries)
    features = struct.pack("!IIIBB2x", 1000, 6, 0xF, 8, 3)
    w.reply("meter_features", 11, features + (struct.pack("!I4x", 3) if w.minor >= 5 else b""))
