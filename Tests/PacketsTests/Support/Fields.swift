import Packets

/// Every field that the layout and the headers' accessors find, as the fixtures write them.
func fields(of frame: Frame) -> [String: String] {
    let layout = frame.layout
    let bytes = UnsafeRawPointer(frame.bytes)
    var fields: [String: String] = [:]
    func set(_ name: String, _ value: some CustomStringConvertible) { fields[name] = value.description }
    if let ethernet = frame.ethernet {
        set("eth_dst", ethernet.destination.rawValue)
        set("eth_src", ethernet.source.rawValue)
    }
    set("eth_type", layout.etherType)
    set("vlan_count", layout.vlanCount)
    if let tag = layout.outerTag {
        set("vlan_vid", tag.vid)
        set("vlan_pcp", tag.pcp)
    }
    if let entry = frame.mplsEntry(layout) {
        set("mpls_label", entry.label)
        set("mpls_tc", entry.trafficClass)
        set("mpls_bos", entry.isBottom ? 1 : 0)
        set("mpls_ttl", entry.ttl)
    }
    if let tag = frame.pbbTag(layout) {
        set("pbb_isid", tag.isid)
        set("pbb_uca", tag.uca ? 1 : 0)
    }
    if layout.isARP {
        let arp = ARPHeader(unchecked: bytes + Int(layout.networkOffset))
        set("arp_op", arp.operation)
        set("arp_sha", arp.senderHardwareAddress.rawValue)
        set("arp_spa", arp.senderProtocolAddress)
        set("arp_tha", arp.targetHardwareAddress.rawValue)
        set("arp_tpa", arp.targetProtocolAddress)
    }
    if layout.isIPv4 || layout.isIPv6 {
        set("ip_proto", layout.ipProtocol)
        set("fragment", layout.isLaterFragment ? 2 : layout.isFragment ? 1 : 0)
        set("ttl", frame.networkTTL(layout) ?? 0)
    }
    if layout.isIPv4 {
        let ip = IPv4Header(unchecked: bytes + Int(layout.networkOffset))
        set("ip_dscp", ip.dscp)
        set("ip_ecn", ip.ecn)
        set("ipv4_src", ip.source)
        set("ipv4_dst", ip.destination)
    }
    if layout.isIPv6 {
        let ip = IPv6Header(unchecked: bytes + Int(layout.networkOffset))
        set("ip_dscp", ip.dscp)
        set("ip_ecn", ip.ecn)
        set("ipv6_src", ip.source)
        set("ipv6_dst", ip.destination)
        set("ipv6_flabel", ip.flowLabel)
        set("ipv6_exthdr", layout.ipv6ExtensionHeaders)
    }
    for (name, value) in transportFields(bytes, layout) { fields[name] = value }
    return fields
}

private func transportFields(_ bytes: UnsafeRawPointer, _ layout: HeaderLayout) -> [String: String] {
    guard layout.transportOffset != 0 else { return [:] }
    let header = bytes + Int(layout.transportOffset)
    switch layout.ipProtocol {
    case IPProtocol.tcp:
        let tcp = TCPHeader(unchecked: header)
        return ["tcp_src": "\(tcp.source)", "tcp_dst": "\(tcp.destination)", "tcp_flags": "\(tcp.flags)"]
    case IPProtocol.udp:
        let udp = UDPHeader(unchecked: header)
        return ["udp_src": "\(udp.source)", "udp_dst": "\(udp.destination)"]
    case IPProtocol.sctp:
        let sctp = SCTPHeader(unchecked: header)
        return ["sctp_src": "\(sctp.source)", "sctp_dst": "\(sctp.destination)"]
    case IPProtocol.icmp:
        let icmp = ICMPHeader(unchecked: header)
        return ["icmpv4_type": "\(icmp.type)", "icmpv4_code": "\(icmp.code)"]
    default:
        let icmp = ICMPv6Header(unchecked: header)
        var fields = ["icmpv6_type": "\(icmp.type)", "icmpv6_code": "\(icmp.code)"]
        if let message = NeighborDiscovery(bytes, layout) {
            fields["ipv6_nd_target"] = "\(message.target)"
            if let address = message.sourceLinkLayer { fields["ipv6_nd_sll"] = "\(address.rawValue)" }
            if let address = message.targetLinkLayer { fields["ipv6_nd_tll"] = "\(address.rawValue)" }
        }
        return fields
    }
}
