/// Words that ovs-ofctl has and OpenFlow has not: they get an error that says so.
enum OpenVSwitchNames {
    /// What is said of a field that only Open vSwitch can match or set; nil for all others.
    static func reason(field name: some StringProtocol) -> String? {
        let key = name.lowercased()
        if key == "nw_ttl" || key == "ip_ttl" || key == "mpls_ttl" {
            return "\(name) is an Open vSwitch extension; OpenFlow cannot match a TTL"
        }
        guard fields.contains(key) || isRegister(key) else { return nil }
        return "\(name) is an Open vSwitch extension, not a field of OpenFlow"
    }

    /// What is said of an action that only Open vSwitch has; nil for all others.
    static func reason(action name: some StringProtocol) -> String? {
        actions.contains(name.lowercased())
            ? "\(name) is an Open vSwitch extension, not an action of OpenFlow" : nil
    }

    /// "reg0", "xreg3", "xxreg1", "tun_metadata17".
    private static func isRegister(_ key: String) -> Bool {
        ["reg", "xreg", "xxreg", "tun_metadata"].contains { prefix in
            key.hasPrefix(prefix) && UInt8(key.dropFirst(prefix.count)) != nil
        }
    }

    private static let fields: Set<String> = [
        "conj_id", "dp_hash", "recirc_id", "pkt_mark", "skb_priority", "nw_frag", "ip_frag", "nw_tos_shifted",
        "ct_state", "ct_zone", "ct_mark", "ct_label", "ct_nw_proto", "ct_nw_src", "ct_nw_dst", "ct_ipv6_src",
        "ct_ipv6_dst", "ct_tp_src", "ct_tp_dst", "tun_src", "tun_dst", "tun_ipv6_src", "tun_ipv6_dst", "tun_flags",
        "tun_ttl", "tun_tos", "tun_gbp_id", "tun_gbp_flags", "tun_erspan_ver", "tun_erspan_idx", "tun_erspan_dir",
        "tun_erspan_hwid", "tun_gtpu_flags", "tun_gtpu_msgtype", "nd_reserved", "nd_options_type", "nsh_flags",
        "nsh_ttl", "nsh_mdtype", "nsh_np", "nsh_spi", "nsh_si", "nsh_c1", "nsh_c2", "nsh_c3", "nsh_c4",
    ]

    private static let actions: Set<String> = [
        "resubmit", "learn", "ct", "ct_clear", "nat", "clone", "bundle", "bundle_load", "multipath", "note", "sample",
        "exit", "push", "pop", "pop_queue", "fin_timeout", "conjunction", "encap", "decap", "check_pkt_larger",
        "delete_field", "dec_nsh_ttl", "debug_recirc", "debug_slow", "unroll_xlate",
    ]
}
