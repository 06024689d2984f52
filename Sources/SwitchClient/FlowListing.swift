public import OpenFlow

/// By what flows are sorted; several of them one after the other.
public struct FlowOrder: Hashable, Sendable {
    public enum Key: Hashable, Sendable {
        case priority
        case field(MatchField)
    }
    public var key: Key
    public var isDescending: Bool

    public init(_ key: Key, isDescending: Bool = false) {
        self.key = key
        self.isDescending = isDescending
    }

    /// Reads "priority" or the name of a match field, as ovs-ofctl or as the specification has it.
    public init(_ text: String, isDescending: Bool) throws(ClientError) {
        let name = Self.otherNames[text] ?? text
        if name == "priority" {
            key = .priority
        } else if let field = MatchField(name: name) {
            key = .field(field)
        } else {
            throw ClientError("cannot sort by \"\(text)\"; use priority or a match field such as in_port or nw_src")
        }
        self.isDescending = isDescending
    }

    /// ovs-ofctl's names that the specification does not have.
    private static let otherNames = [
        "dl_src": "eth_src", "dl_dst": "eth_dst", "dl_type": "eth_type", "dl_vlan": "vlan_vid",
        "dl_vlan_pcp": "vlan_pcp", "nw_src": "ipv4_src", "nw_dst": "ipv4_dst", "ip_src": "ipv4_src",
        "ip_dst": "ipv4_dst", "nw_proto": "ip_proto", "nw_tos": "ip_dscp", "nw_ecn": "ip_ecn", "tp_src": "tcp_src",
        "tp_dst": "tcp_dst", "icmp_type": "icmpv4_type", "icmp_code": "icmpv4_code", "ipv6_label": "ipv6_flabel",
        "nd_target": "ipv6_nd_target", "nd_sll": "ipv6_nd_sll", "nd_tll": "ipv6_nd_tll", "tun_id": "tunnel_id",
    ]

    /// nil when the flow does not say the field; bits under a mask of zeros count as zero.
    private func value(of flow: FlowStatistics) -> UInt128? {
        switch key {
        case .priority: UInt128(flow.priority)
        case .field(let field): flow.match[field].map { $0.value & ($0.mask ?? .max) }
        }
    }

    /// -1, 0 or 1. Flows that do not say the field come last in both directions.
    fileprivate func compare(_ a: FlowStatistics, _ b: FlowStatistics) -> Int {
        switch (value(of: a), value(of: b)) {
        case (nil, nil): 0
        case (nil, _): 1
        case (_, nil): -1
        case (let x?, let y?): x == y ? 0 : (x < y) != isDescending ? -1 : 1
        }
    }
}

extension [FlowStatistics] {
    /// Sorted by one order after the other; equal ones stay in their order.
    public func sorted(by orders: [FlowOrder]) -> [FlowStatistics] {
        guard !orders.isEmpty else { return self }
        return enumerated().sorted { a, b in
            for order in orders {
                let result = order.compare(a.element, b.element)
                if result != 0 { return result < 0 }
            }
            return a.offset < b.offset
        }
        .map(\.element)
    }
}

extension FlowStatistics {
    /// The line of `ovs-ofctl --no-stats dump-flows`: without time and counters, and without cookie and table when 0.
    public func textWithoutStatistics(in version: OpenFlowVersion) -> String {
        var head: [String] = []
        if cookie != 0 { head.append("cookie=0x" + String(cookie, radix: 16)) }
        if tableID != 0 { head.append("table=\(tableID)") }
        if idleTimeout != 0 { head.append("idle_timeout=\(idleTimeout)") }
        if hardTimeout != 0 { head.append("hard_timeout=\(hardTimeout)") }
        var text = head.map { " \($0)," }.joined() + flags.names.map { " " + $0 }.joined()
        if importance != 0 { text += " importance=\(importance)," }
        let match = match.text(withPriority: priority)
        if !match.isEmpty { text += " " + match }
        return text + " actions=" + instructions.text(in: version)
    }
}
