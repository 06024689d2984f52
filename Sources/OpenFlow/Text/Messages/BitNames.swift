/// Flags by name.
enum BitNames {
    /// The names of the bits that are set, the rest of them as one number; "0" for none.
    static func text<Bits: FixedWidthInteger>(
        _ bits: Bits,
        _ names: [(bit: Bits, name: String)],
        separator: String = " "
    ) -> String {
        if bits == 0 { return "0" }
        var rest = bits
        var parts: [String] = []
        for (bit, name) in names where bits & bit != 0 {
            parts.append(name)
            rest &= ~bit
        }
        if rest != 0 { parts.append(NumberText.hex(rest)) }
        return parts.joined(separator: separator)
    }
}

extension ActionKind {
    /// The name in lists of what a switch can do, in ovs-ofctl's order; the last ones are unknown to it.
    fileprivate static let names: [(ActionKind, String)] = [
        (.output, "output"), (.group, "group"), (.enqueue, "enqueue"), (.setField, "set_field"),
        (.setVLANVID, "set_vlan_vid"), (.setVLANPCP, "set_vlan_pcp"), (.stripVLAN, "strip_vlan"),
        (.popVLAN, "strip_vlan"), (.pushVLAN, "push_vlan"), (.setEthernetSource, "mod_dl_src"),
        (.setEthernetDestination, "mod_dl_dst"), (.setNetworkSource, "mod_nw_src"),
        (.setNetworkDestination, "mod_nw_dst"), (.setNetworkTOS, "mod_nw_tos"), (.setNetworkTTL, "mod_nw_ttl"),
        (.setTransportSource, "mod_tp_src"), (.setTransportDestination, "mod_tp_dst"), (.copyField, "move"),
        (.decrementNetworkTTL, "dec_ttl"), (.setMPLSTTL, "set_mpls_ttl"), (.decrementMPLSTTL, "dec_mpls_ttl"),
        (.pushMPLS, "push_mpls"), (.popMPLS, "pop_mpls"), (.setQueue, "set_queue"), (.meter, "meter"),
        (.copyTTLOut, "copy_ttl_out"), (.copyTTLIn, "copy_ttl_in"), (.pushPBB, "push_pbb"), (.popPBB, "pop_pbb"),
        (.experimenter, "experimenter"),
    ]
}

extension Sequence<ActionKind> {
    /// Their names with spaces between them, in ovs-ofctl's order whatever theirs is.
    var text: String {
        let kinds = Set(self)
        let names = ActionKind.names.filter { kinds.contains($0.0) }.map(\.1)
        return names.isEmpty ? "<none>" : names.joined(separator: " ")
    }
}
