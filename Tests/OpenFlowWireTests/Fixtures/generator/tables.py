"""Table modification, features, descriptions, statistics and status of 1.1 to 1.5."""

import struct

from .fields import fields, settable
from .writer import EXPERIMENTER, experimenter, prop


def table_features(w):
    """Two tables: one with all properties, one with an empty list and without those of a table miss."""
    p, o, rows = w.p, w.o, fields(w.minor)

    class OxmId(p.OFPOxmId):
        """With the length of the field and its mask, where os-ken says zero in 1.3 and 1.4."""

        def serialize(self):
            number, _, _ = o.oxm_from_user(self.type, None)
            _, value, mask = o.oxm_from_user(self.type, rows[self.type][1])
            length = len(value) * (2 if self.hasmask else 1)
            return struct.pack("!I", number << 9 | self.hasmask << 8 | length)

    def instructions(type_, *numbers):
        return p.OFPTableFeaturePropInstructions(type_, instruction_ids=[p.OFPInstructionId(n) for n in numbers])

    def next_tables(type_, *tables):
        return p.OFPTableFeaturePropNextTables(type_, table_ids=tables)

    def actions(type_, *numbers):
        return p.OFPTableFeaturePropActions(type_, action_ids=[p.OFPActionId(n) for n in numbers])

    def oxm(type_, *names):
        return p.OFPTableFeaturePropOxm(type_, oxm_ids=[OxmId(name) for name in names])

    all_instructions = [1, 2, 3, 4, 5] + ([6] if w.minor < 5 else [7])
    all_actions = [0, 11, 12, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27] + ([28, 29] if w.minor >= 5 else [])
    maskable = [OxmId(name, hasmask=mask is not None) for name, (_, _, mask) in rows.items()]
    rich = [
        instructions(o.OFPTFPT_INSTRUCTIONS, *all_instructions), instructions(o.OFPTFPT_INSTRUCTIONS_MISS, 4),
        next_tables(o.OFPTFPT_NEXT_TABLES, 1, 2, 7, 253), next_tables(o.OFPTFPT_NEXT_TABLES_MISS, 1),
        actions(o.OFPTFPT_WRITE_ACTIONS, *all_actions), actions(o.OFPTFPT_WRITE_ACTIONS_MISS, 0),
        actions(o.OFPTFPT_APPLY_ACTIONS, *all_actions), actions(o.OFPTFPT_APPLY_ACTIONS_MISS, 0, 25),
        p.OFPTableFeaturePropOxm(o.OFPTFPT_MATCH, oxm_ids=maskable), oxm(o.OFPTFPT_WILDCARDS, *rows),
        oxm(o.OFPTFPT_WRITE_SETFIELD, *settable(w.minor)), oxm(o.OFPTFPT_WRITE_SETFIELD_MISS),
        oxm(o.OFPTFPT_APPLY_SETFIELD, *settable(w.minor)), oxm(o.OFPTFPT_APPLY_SETFIELD_MISS, "eth_dst", "pbb_isid"),
    ]
    if w.minor >= 4:
        rich.append(next_tables(o.OFPTFPT_TABLE_SYNC_FROM, 3, 4))
    if w.minor >= 5:
        rich += [
            oxm(o.OFPTFPT_WRITE_COPYFIELD, "metadata", "eth_src"), oxm(o.OFPTFPT_WRITE_COPYFIELD_MISS, "eth_src"),
            oxm(o.OFPTFPT_APPLY_COPYFIELD, "metadata"), oxm(o.OFPTFPT_APPLY_COPYFIELD_MISS),
            p.OFPTableFeaturePropOxmValues(o.OFPTFPT_PACKET_TYPES, packet_type=0x00010800),
        ]
    if w.minor >= 4:
        rich += [p.OFPTableFeaturePropExperimenter(type_, None, EXPERIMENTER, 3, [1, 2])
                 for type_ in (o.OFPTFPT_EXPERIMENTER, o.OFPTFPT_EXPERIMENTER_MISS)]
    plain = [
        instructions(o.OFPTFPT_INSTRUCTIONS, 3, 4), next_tables(o.OFPTFPT_NEXT_TABLES),
        actions(o.OFPTFPT_APPLY_ACTIONS, 0, 22), p.OFPTableFeaturePropOxm(o.OFPTFPT_MATCH, oxm_ids=maskable[:5]),
    ]
    if w.minor >= 5:
        return [
            p.OFPTableFeaturesStats(0, 0, 0x3, b"classifier", 0xFFFFFFFFFFFFFFFF, 0xFFFF0000, 0xC, 1000, rich),
            p.OFPTableFeaturesStats(253, 1, 0, b"last \xe2\x98\x83", 0, 0, 0, 1, plain),
            p.OFPTableFeaturesStats(4, 2, 0, b"on", 0, 0, 0, 1, []),
            p.OFPTableFeaturesStats(5, 3, 0, b"off", 0, 0, 0, 1, []),
        ]
    config = (0, 3) if w.minor == 3 else (0xC, 0)
    return [
        p.OFPTableFeaturesStats(0, b"classifier", 0xFFFFFFFFFFFFFFFF, 0xFFFF0000, config[0], 1000, rich),
        p.OFPTableFeaturesStats(253, b"last \xe2\x98\x83", 0, 0, config[1], 1, plain),
    ]


def description(table, config, eviction=None, vacancy=None, extra=b""):
    """ofp_table_desc of 1.4 and later."""
    body = properties(eviction, vacancy) + extra
    return struct.pack("!HBxI", 8 + len(body), table, config) + body


def properties(eviction=None, vacancy=None):
    body = b""
    if eviction is not None:
        body += prop(2, struct.pack("!I", eviction))
    if vacancy is not None:
        body += prop(3, struct.pack("!BBBx", *vacancy))
    return body


def tables(w):
    p, o = w.p, w.o
    if w.minor < 4:
        config = {"continue": 1, "drop": 2} if w.minor < 3 else {"none": 0}
        for name, bits in config.items():
            w.msg("table_mod_" + name, p.OFPTableMod(w.dp, 7, bits))
        w.msg("table_mod_all", p.OFPTableMod(w.dp, 0xFF, 0))
    else:
        eviction = p.OFPTableModPropEviction(o.OFPTMPT_EVICTION, flags=7)
        vacancy = p.OFPTableModPropVacancy(o.OFPTMPT_VACANCY, vacancy_down=10, vacancy_up=20, vacancy=0)
        other = p.OFPTableModPropExperimenter(o.OFPTMPT_EXPERIMENTER, None, EXPERIMENTER, 3, [1])
        w.msg("table_mod_none", p.OFPTableMod(w.dp, 7, 0, []))
        w.msg("table_mod_all", p.OFPTableMod(w.dp, 0xFF, 0xC, [eviction, vacancy]))
        w.msg("table_mod_eviction", p.OFPTableMod(w.dp, 1, 4, [eviction]))
        w.msg("table_mod_vacancy", p.OFPTableMod(w.dp, 2, 8, [vacancy, other]))

    w.msg("multipart_request_table", p.OFPTableStatsRequest(w.dp, 0))
    if w.minor == 1:
        w.reply("table", 3, b"".join(struct.pack(
            "!B7x32sIIIIIIIIQQ", n, b"classifier", 0xFFFF, 0xFFFF, 0x3E, 0x1FFFFFF, 0x1FFFFFF, 2, 1000, 1, 2, 3)
            for n in (0, 253)), parsed=False)
    elif w.minor == 2:
        everything = (1 << 64) - 1
        w.reply("table", 3, b"".join(struct.pack(
            "!B7x32sQQIIQQQQIIIIQQ", n, b"classifier", 0xFFFFFFFFF, 0xFFFFFFFFF, 0x3FF9801, 0x3FF9801, 0xFFFFFFFFF,
            0xFFFFFFFFF, everything, everything, 0x3E, 1, 1000, 1, 2, 3) for n in (0, 253)))
    else:
        w.reply("table", 3, struct.pack("!B3xIQQ", 0, 1, 2, 3) + struct.pack("!B3xIQQ", 253, 4, 5, 6))
        w.msg("multipart_request_table_features", p.OFPTableFeaturesStatsRequest(w.dp, 0, []))
        w.msg("multipart_request_table_features_set", p.OFPTableFeaturesStatsRequest(w.dp, 0, table_features(w)[1:]))
        w.reply("table_features", o.OFPMP_TABLE_FEATURES, b"".join(
            bytes(table.serialize()) for table in table_features(w)))
        w.reply("table_features_one", o.OFPMP_TABLE_FEATURES, bytes(table_features(w)[0].serialize()))
    if w.minor < 4:
        return
    w.msg("multipart_request_table_desc", p.OFPTableDescStatsRequest(w.dp, 0))
    w.reply("table_desc", o.OFPMP_TABLE_DESC, description(0, 0) + description(1, 4, eviction=1) + description(
        2, 0xC, eviction=7, vacancy=(10, 20, 15), extra=experimenter()))
    for name, reason in [("down", 3), ("up", 4)]:
        w.raw("table_status_vacancy_" + name, o.OFPT_TABLE_STATUS, struct.pack("!B7x", reason) + description(
            3, 8, vacancy=(10, 20, 9)))
