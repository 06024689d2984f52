"""One error message for each type and code that os-ken knows."""

# Type of errors, and how the names of its codes begin.
CODES = {
    "HELLO_FAILED": "OFPHFC_", "BAD_REQUEST": "OFPBRC_", "BAD_ACTION": "OFPBAC_", "BAD_INSTRUCTION": "OFPBIC_",
    "BAD_MATCH": "OFPBMC_", "FLOW_MOD_FAILED": "OFPFMFC_", "GROUP_MOD_FAILED": "OFPGMFC_",
    "PORT_MOD_FAILED": "OFPPMFC_", "TABLE_MOD_FAILED": "OFPTMFC_", "QUEUE_OP_FAILED": "OFPQOFC_",
    "SWITCH_CONFIG_FAILED": "OFPSCFC_", "ROLE_REQUEST_FAILED": "OFPRRFC_", "METER_MOD_FAILED": "OFPMMFC_",
    "TABLE_FEATURES_FAILED": "OFPTFFC_", "BAD_PROPERTY": "OFPBPC_", "ASYNC_CONFIG_FAILED": "OFPACFC_",
    "FLOW_MONITOR_FAILED": "OFPMOFC_", "BUNDLE_FAILED": "OFPBFC_",
}
# What os-ken's 1.2 has and 1.1 has not.
SINCE12 = set("""
    OFPBRC_IS_SLAVE OFPBRC_BAD_PORT OFPBRC_BAD_PACKET OFPBAC_BAD_SET_TYPE OFPBAC_BAD_SET_LEN OFPBAC_BAD_SET_ARGUMENT
    OFPBIC_BAD_EXP_TYPE OFPBIC_BAD_LEN OFPBIC_EPERM OFPBMC_BAD_MASK OFPBMC_BAD_PREREQ OFPBMC_DUP_FIELD OFPBMC_EPERM
    OFPFMFC_BAD_FLAGS OFPGMFC_CHAINED_GROUP OFPGMFC_BAD_TYPE OFPGMFC_BAD_COMMAND OFPGMFC_BAD_BUCKET OFPGMFC_BAD_WATCH
    OFPGMFC_EPERM OFPPMFC_EPERM OFPTMFC_EPERM OFPSCFC_EPERM OFPRRFC_STALE OFPRRFC_UNSUP OFPRRFC_BAD_ROLE
""".split())


def errors(w):
    for type_name, prefix in CODES.items():
        type_ = getattr(w.o, "OFPET_" + type_name, None)
        if type_ is None:
            continue
        seen = set()
        for name, code in vars(w.o).items():
            if name.startswith(prefix) and isinstance(code, int) and code not in seen and not (
                    w.minor == 1 and name in SINCE12):
                seen.add(code)
                w.msg("error_" + name.lower(), w.p.OFPErrorMsg(w.dp, type_=type_, code=code, data=b"\x04\x05"))
