"""What every version has in common, and roles, asynchronous messages, bundles, forwarded requests, experimenters."""

import struct

from .flows import actions, rich_match
from .groups import buckets
from .writer import COUNTERS, DESCRIPTION, EXPERIMENTER, FRAME, experimenter, prop


def common(w):
    """Messages that look the same from 1.0 to 1.5."""
    p, o = w.p, w.o
    w.msg("hello", p.OFPHello(w.dp))
    w.msg("error", p.OFPErrorMsg(w.dp, type_=o.OFPET_BAD_REQUEST, code=o.OFPBRC_BAD_LEN, data=FRAME))
    w.msg("error_unknown", p.OFPErrorMsg(w.dp, type_=0x77, code=0x88, data=b""))
    w.msg("echo_request", p.OFPEchoRequest(w.dp, data=b"are you there"))
    w.msg("echo_reply", p.OFPEchoReply(w.dp, data=b""))
    w.msg("features_request", p.OFPFeaturesRequest(w.dp))
    w.msg("get_config_request", p.OFPGetConfigRequest(w.dp))
    w.raw("get_config_reply", o.OFPT_GET_CONFIG_REPLY, struct.pack(o.OFP_SWITCH_CONFIG_PACK_STR, 1, 128))
    w.msg("set_config", p.OFPSetConfig(w.dp, o.OFPC_FRAG_NORMAL, 0xFFFF))
    w.msg("barrier_request", p.OFPBarrierRequest(w.dp))
    w.raw("barrier_reply", o.OFPT_BARRIER_REPLY, b"")


def descriptions(w):
    """1.1 and later."""
    w.msg("multipart_request_desc", w.p.OFPDescStatsRequest(w.dp, 0))
    w.reply("desc", 0, struct.pack("!256s256s256s32s256s", *DESCRIPTION))


def experimenters(w):
    """1.2 and later."""
    p, o = w.p, w.o
    w.msg("experimenter", p.OFPExperimenter(w.dp, experimenter=0x2320, exp_type=10, data=b"12345678"))
    w.msg("experimenter_empty", p.OFPExperimenter(w.dp, experimenter=EXPERIMENTER, exp_type=0, data=b""))
    w.raw("error_experimenter", o.OFPT_ERROR, struct.pack("!HHI5s", 0xFFFF, 2, EXPERIMENTER, b"other"))
    body = struct.pack("!II8s", EXPERIMENTER, 9, b"abcdefgh")
    w.request("experimenter", 0xFFFF, body)
    w.reply("experimenter", 0xFFFF, body, parsed=w.minor >= 3)


def roles(w):
    """1.2 and later."""
    p, o = w.p, w.o
    for name, role in [("nochange", 0), ("equal", 1), ("master", 2), ("slave", 3)]:
        arguments = {"short_id": 0x20 + role} if w.minor >= 5 else {}
        w.msg("role_request_" + name, p.OFPRoleRequest(w.dp, role=role, generation_id=COUNTERS[role], **arguments))
        short_id = struct.pack("!H2x", 0x30 + role) if w.minor >= 5 else bytes(4)
        w.raw("role_reply_" + name, o.OFPT_ROLE_REPLY, struct.pack("!I", role) + short_id + struct.pack(
            "!Q", COUNTERS[role]))
    if w.minor >= 5:
        w.msg("role_request_no_id", p.OFPRoleRequest(w.dp, role=1, generation_id=7))
    if w.minor < 4:
        return
    for name, reason, extra in [("master_request", 0, b""), ("config", 1, b""), ("experimenter", 2, experimenter())]:
        w.raw("role_status_" + name, o.OFPT_ROLE_STATUS, struct.pack("!IB3xQ", 3, reason, 9) + extra)


def asynchronous(w):
    """1.3 and later."""
    p, o = w.p, w.o
    w.msg("get_async_request", p.OFPGetAsyncRequest(w.dp))
    if w.minor == 3:
        w.raw("get_async_reply", o.OFPT_GET_ASYNC_REPLY, struct.pack("!6I", 7, 1, 7, 2, 15, 3))
        w.msg("set_async", p.OFPSetAsync(w.dp, (3, 0), (7, 7), (0, 15)))
        return
    # From reasons of PACKET_IN for slaves to those of REQUESTFORWARD for masters, in 1.5 to CONTROLLER_STATUS.
    count = 16 if w.minor >= 5 else 12
    reasons = [0x3F, 0x07, 0x3F, 0x07, 0x18, 0x03, 0x03, 0x3F]
    masks = [prop(n, struct.pack("!I", reasons[n // 2])) for n in range(count)]
    w.raw("get_async_reply", o.OFPT_GET_ASYNC_REPLY, b"".join(masks))
    w.raw("get_async_reply_experimenter", o.OFPT_GET_ASYNC_REPLY, b"".join(masks[:3]) + experimenter())
    for name, numbers in [("", range(12)), ("_one", [1]), ("_none", [])]:
        rows = [p.OFPAsyncConfigPropReasons(n, mask=reasons[n // 2]) for n in numbers]
        w.msg("set_async" + name, p.OFPSetAsync(w.dp, rows))


def bundles(w):
    """1.4 and later."""
    p, o = w.p, w.o
    kinds = ["open_request", "open_reply", "close_request", "close_reply", "commit_request", "commit_reply",
             "discard_request", "discard_reply"]
    for type_, name in enumerate(kinds):
        w.msg("bundle_control_" + name, p.OFPBundleCtrlMsg(w.dp, 0x1234 + type_, type_, type_ & 3, []))
    other = p.OFPBundlePropExperimenter(o.OFPBPT_EXPERIMENTER, None, EXPERIMENTER, 3, [1, 2])
    w.msg("bundle_control_experimenter", p.OFPBundleCtrlMsg(w.dp, 1, 0, 3, [other]))

    apply = p.OFPInstructionActions(o.OFPIT_APPLY_ACTIONS, actions(w)[:2])
    requests = {
        "flow_mod": p.OFPFlowMod(w.dp, match=rich_match(w), instructions=[apply]),
        "group_mod": p.OFPGroupMod(w.dp, 0, 1, 7, buckets=buckets(w, "select")),
        "port_mod": p.OFPPortMod(w.dp, 3, "00:11:22:33:44:55", 0, 1, [
            p.OFPPortModPropEthernet(o.OFPPMPT_ETHERNET, advertise=1)]),
        "packet_out": packet_out(w),
    }
    for name, request in requests.items():
        w.msg("bundle_add_" + name, p.OFPBundleAddMsg(w.dp, 0x1234, 3, request, []))
    # The message inside is padded to a multiple of 8 bytes before properties.
    w.msg("bundle_add_experimenter", p.OFPBundleAddMsg(w.dp, 0x1234, 0, packet_out(w), [other]))
    w.msg("bundle_add_experimenter_even", p.OFPBundleAddMsg(
        w.dp, 1, 0, p.OFPFlowMod(w.dp, match=rich_match(w), instructions=[]), [other]))
    if w.minor < 5:
        return
    time = p.OFPBundlePropTime(o.OFPBPT_TIME, scheduled_time=p.OFPTime(1_700_000_000, 999_999_999))
    w.msg("bundle_control_time", p.OFPBundleCtrlMsg(w.dp, 1, 4, 4, [time]))

    def instant(n):
        return struct.pack("!QI4x", n, n + 1)

    times = [p.OFPTime(n, n + 1) for n in range(4)]
    w.msg("multipart_request_bundle_features", p.OFPBundleFeaturesStatsRequest(w.dp, 0, 0, []))
    w.msg("multipart_request_bundle_features_time", p.OFPBundleFeaturesStatsRequest(
        w.dp, 0, 3, [p.OFPBundleFeaturesPropTime(o.OFPTMPBF_TIME_CAPABILITY, None, *times)]))
    schedule = prop(1, bytes(4) + b"".join(instant(n) for n in range(5, 9)))
    w.reply("bundle_features", o.OFPMP_BUNDLE_FEATURES, struct.pack("!H6x", 7) + schedule)
    w.reply("bundle_features_none", o.OFPMP_BUNDLE_FEATURES, struct.pack("!H6x", 3))


def packet_out(w):
    if w.minor >= 5:
        return w.p.OFPPacketOut(w.dp, 0xFFFFFFFF, w.p.OFPMatch(in_port=1), actions(w)[:1], b"12345")
    return w.p.OFPPacketOut(w.dp, 0xFFFFFFFF, 1, actions(w)[:1], b"12345")


def forwarded(w):
    """1.4 and later."""
    p = w.p
    group = p.OFPGroupMod(w.dp, 0, 1, 7, buckets=buckets(w, "select")[:1])
    meter = p.OFPMeterMod(w.dp, 0, 5, 6, [p.OFPMeterBandDrop(1000, 10)])
    for name, request in [("group_mod", group), ("meter_mod", meter)]:
        request.set_xid(0x55667788)
        w.msg("request_forward_" + name, p.OFPRequestForward(w.dp, request))


def controller_status(w):
    """1.5."""
    p, o = w.p, w.o

    def status(short_id, role, reason, channel, properties=b""):
        return struct.pack("!HHIBB6x", 16 + len(properties), short_id, role, reason, channel) + properties

    uri = prop(0, b"tcp:10.0.0.1:6653")
    for name, reason in [("request", 0), ("channel", 1), ("role", 2), ("added", 3), ("removed", 4), ("short_id", 5)]:
        w.raw("controller_status_" + name, o.OFPT_CONTROLLER_STATUS, status(1, 2, reason, reason & 1, uri))
    w.raw("controller_status_experimenter", o.OFPT_CONTROLLER_STATUS, status(1, 2, 6, 0, uri + prop(
        0, b"tls:[2001:db8::1]:6653") + experimenter()))
    w.msg("multipart_request_controller_status", p.OFPControllerStatusStatsRequest(w.dp, 0))
    w.reply("controller_status", o.OFPMP_CONTROLLER_STATUS, status(1, 2, 0, 0, uri))
    # os-ken reads statuses past their ends.
    w.reply("controller_status_two", o.OFPMP_CONTROLLER_STATUS, status(1, 2, 0, 0, uri) + status(2, 3, 0, 1),
            parsed=False)


def hello_bitmap(w):
    """1.3 and later."""
    bits = sum(1 << version for version in (1, w.version))
    w.raw("hello_bitmap", w.o.OFPT_HELLO, struct.pack("!HHI", 1, 8, bits))


def extensions(w):
    """1.3: what 1.4 took over from extensions of the Open Networking Foundation."""
    p = w.p
    w.msg("experimenter_onf_bundle_control", p.ONFBundleCtrlMsg(w.dp, 7, 0, 3, []))
    w.msg("experimenter_onf_bundle_add", p.ONFBundleAddMsg(w.dp, 7, 3, p.OFPFlowMod(
        w.dp, match=rich_match(w), instructions=[]), []))
