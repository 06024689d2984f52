"""Ports and queues of 1.1 to 1.5: descriptions, modification, status, statistics, queue configuration."""

import struct

from .writer import COUNTERS, EXPERIMENTER, MAC1, MAC1_BYTES, experimenter, prop


def port(w, number, name, config, state, features, speeds, extra=b""):
    """A port's description; from 1.4 on with its Ethernet property."""
    if w.minor < 4:
        return struct.pack("!I4x6s2x16sII", number, MAC1_BYTES, name, config, state) + struct.pack(
            "!6I", *features, *speeds)
    body = prop(0, struct.pack("!4x6I", *features, *speeds)) + extra
    return struct.pack("!IH2x6s2x16sII", number, 40 + len(body), MAC1_BYTES, name, config, state) + body


def ports(w):
    p, o = w.p, w.o
    optical = prop(1, struct.pack("!4xIIIIIIIHH", 0xF, 1, 2, 3, 4, 5, 6, 7, 8)) if w.minor >= 4 else b""
    port1 = port(w, 1, b"veth1", 0x65, 7, (0xFFFF, 0xF0, 0x2820, 0x40), (10, 20))
    local = port(w, 0xFFFFFFFE, b"local", 0, 0, (0, 0, 0, 0), (0, 0))
    fiber = port(w, 2, b"fiber", 1, 1, (0x1000, 0, 0, 0), (0, 100_000_000), optical + experimenter())
    for name, reason, desc in [("", 1, port1), ("_add", 0, local), ("_modify", 2, fiber)]:
        w.raw("port_status" + name, o.OFPT_PORT_STATUS, struct.pack("!B7x", reason) + desc)

    if w.minor < 4:
        w.msg("port_mod", p.OFPPortMod(w.dp, port_no=3, hw_addr=MAC1, config=1, mask=0x65, advertise=0x2820))
    else:
        ethernet = p.OFPPortModPropEthernet(o.OFPPMPT_ETHERNET, advertise=0x2820)
        tuned = p.OFPPortModPropOptical(o.OFPPMPT_OPTICAL, configure=0xF, freq_lmda=1, fl_offset=0x80000000,
                                        grid_span=3, tx_pwr=4)
        other = p.OFPPortModPropExperimenter(o.OFPPMPT_EXPERIMENTER, None, EXPERIMENTER, 3, [1, 2])
        w.msg("port_mod", p.OFPPortMod(w.dp, 3, MAC1, 1, 0x65, [ethernet]))
        w.msg("port_mod_optical", p.OFPPortMod(w.dp, 3, MAC1, 0x20, 0x65, [ethernet, tuned]))
        w.msg("port_mod_experimenter", p.OFPPortMod(w.dp, 3, MAC1, 0, 0, [ethernet, other]))

    if w.minor < 3:
        features = struct.pack("!QIB3xII", 0x1122334455667788, 256, 254, 0x16F if w.minor == 2 else 0xEF, 0)
        w.raw("features_reply", o.OFPT_FEATURES_REPLY, features + port1 + local)
        w.raw("features_reply_no_ports", o.OFPT_FEATURES_REPLY, features)
    else:
        w.raw("features_reply", o.OFPT_FEATURES_REPLY, struct.pack(
            "!QIBB2xII", 0x1122334455667788, 256, 254, 1, 0x16F if w.minor < 5 else 0x76F, 0))
        arguments = {"port_no": 9} if w.minor >= 5 else {}
        w.msg("multipart_request_port_desc", p.OFPPortDescStatsRequest(w.dp, 0, **arguments))
        if w.minor >= 5:
            w.msg("multipart_request_port_desc_all", p.OFPPortDescStatsRequest(w.dp, 0))
        w.reply("port_desc", o.OFPMP_PORT_DESC, port1 + local + (fiber if w.minor >= 4 else b""))

    w.msg("multipart_request_port", p.OFPPortStatsRequest(w.dp, port_no=o.OFPP_ANY, flags=0))
    w.msg("multipart_request_port_one", p.OFPPortStatsRequest(w.dp, port_no=4, flags=0))
    w.reply("port", 4, b"".join(statistics(w, n) for n in (1, 0xFFFFFFFE)))


def statistics(w, number):
    if w.minor < 3:
        return struct.pack("!I4x12Q", number, *COUNTERS)
    if w.minor == 3:
        return struct.pack("!I4x12QII", number, *COUNTERS, 17, 18)
    body = prop(0, struct.pack("!4x4Q", *COUNTERS[8:]))
    if number == 1:
        body += prop(1, struct.pack("!4x7I4H", 0xF, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)) + experimenter()
    return struct.pack("!H2xIII8Q", 80 + len(body), number, 17, 18, *COUNTERS[:8]) + body


def queues(w):
    p, o = w.p, w.o
    everything = {"port_no": o.OFPP_ANY, "queue_id": o.OFPQ_ALL}
    w.msg("multipart_request_queue", p.OFPQueueStatsRequest(w.dp, flags=0, port_no=3, queue_id=4))
    w.msg("multipart_request_queue_all", p.OFPQueueStatsRequest(w.dp, flags=0, **everything))
    if w.minor < 3:
        entries = [struct.pack("!IIQQQ", 3, n, 5, 6, 7) for n in (0, 1)]
    elif w.minor == 3:
        entries = [struct.pack("!IIQQQII", 3, n, 5, 6, 7, 8, 9) for n in (0, 1)]
    else:
        entries = [struct.pack("!H6xIIQQQII", 48 + len(extra), 3, n, 5, 6, 7, 8, 9) + extra
                   for n, extra in enumerate([b"", experimenter()])]
    w.reply("queue", 5, b"".join(entries))

    if w.minor >= 4:
        w.msg("multipart_request_queue_desc", p.OFPQueueDescStatsRequest(w.dp, 0, 3, 4))
        w.msg("multipart_request_queue_desc_all", p.OFPQueueDescStatsRequest(w.dp, 0, **everything))
        rates = [b"", prop(1, struct.pack("!H2x", 100)), prop(1, struct.pack("!H2x", 100)) + prop(
            2, struct.pack("!H2x", 0xFFFF)) + experimenter(data=b"1234")]
        w.reply("queue_desc", o.OFPMP_QUEUE_DESC, b"".join(
            struct.pack("!IIH6x", 3, n, 16 + len(body)) + body for n, body in enumerate(rates)))
        return
    w.msg("queue_get_config_request", p.OFPQueueGetConfigRequest(w.dp, 3))
    w.msg("queue_get_config_request_any", p.OFPQueueGetConfigRequest(w.dp, o.OFPP_ANY))
    # os-ken knows this property of an experimenter in 1.3 only.
    rate = [struct.pack("!HH4xH6x", n, 16, 100 * n) for n in (1, 2)]
    if w.minor == 1:
        queue, rates = struct.Struct("!IH2x"), [b"", rate[0]]
        bodies = [queue.pack(n, 8 + len(body)) + body for n, body in enumerate(rates)]
    else:
        other = struct.pack("!HH4xI4x8s", 0xFFFF, 24, EXPERIMENTER, b"12345678")
        queue, rates = struct.Struct("!IIH6x"), [b"", rate[0], rate[0] + rate[1] + other]
        bodies = [queue.pack(n, 3, 16 + len(body)) + body for n, body in enumerate(rates)]
    w.raw("queue_get_config_reply", o.OFPT_QUEUE_GET_CONFIG_REPLY, struct.pack("!I4x", 3) + b"".join(bodies),
          parsed=w.minor == 3)
