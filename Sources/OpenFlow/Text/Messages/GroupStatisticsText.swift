extension GroupStatistics {
    /// One line of `ovs-ofctl dump-group-stats`, with its leading space; "bucket0:packet_count=…" for each bucket whose
    /// counters are known. 1.1 and 1.2 have no duration.
    public func text(in version: OpenFlowVersion) -> String {
        var text = " group_id=\(groupID),"
        if version >= .v1_3 { text += "duration=\(NumberText.duration(nanoseconds: duration))," }
        text += "ref_count=\(referenceCount),packet_count=\(total.packetCount),byte_count=\(total.byteCount)"
        for (index, bucket) in buckets.enumerated() where bucket.packetCount != .max {
            text += ",bucket\(index):packet_count=\(bucket.packetCount),byte_count=\(bucket.byteCount)"
        }
        return text
    }

    /// A group's number, or the word for all or any of them.
    static func name(of group: UInt32) -> String {
        switch group {
        case Reserved.allGroups: "ALL"
        case Reserved.anyGroup: "ANY"
        default: String(group)
        }
    }
}

extension GroupFeatures {
    /// The lines of `ovs-ofctl dump-group-features`.
    public var text: String {
        let supported = zip(GroupType.allCases, types).filter(\.1.isSupported)
        let mask = supported.reduce(UInt32(0)) { $0 | 1 << UInt32($1.0.rawValue) }
        var lines = [
            " Group table:", "    Types:  \(NumberText.hex(mask))",
            "    Capabilities:  \(NumberText.hex(capabilities.rawValue))",
        ]
        for (type, ability) in supported {
            let most = ability.maxGroups == 0 ? "0" : NumberText.hex(ability.maxGroups)
            lines += [
                "    \(type.longName) group:", "       max_groups=\(most)", "       actions: \(ability.actions.text)",
            ]
        }
        return lines.joined(separator: "\n")
    }
}

extension GroupType {
    fileprivate var longName: String {
        switch self {
        case .all: "all"
        case .select: "select"
        case .indirect: "indirect"
        case .fastFailover: "fast failover"
        }
    }
}
