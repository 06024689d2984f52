extension FlowStatistics {
    /// One line as `ovs-ofctl dump-flows` prints it, with its leading space, for a flow read with 1.3.
    public var text: String { text(in: .v1_3) }

    /// One line as `ovs-ofctl -O version dump-flows` prints it; ovs-ofctl reads it back.
    public func text(in version: OpenFlowVersion) -> String {
        var text = " cookie=\(NumberText.hex(cookie)), duration=\(NumberText.duration(nanoseconds: duration)), "
        text += "table=\(tableID), n_packets=\(packetCount), n_bytes=\(byteCount), "
        if idleTimeout != 0 { text += "idle_timeout=\(idleTimeout), " }
        if hardTimeout != 0 { text += "hard_timeout=\(hardTimeout), " }
        text += flags.names.map { $0 + " " }.joined()
        if importance != 0 { text += "importance=\(importance), " }
        let match = match.text(priority: priority, in: version)
        if !match.isEmpty { text += match + " " }
        return text + "actions=\(instructions.text(in: version))"
    }
}

extension FlowModFlags {
    /// The names of the flags that are set. `emergency` has none in ovs-ofctl.
    public var names: [String] {
        let all: [(FlowModFlags, String)] = [
            (.sendFlowRemoved, "send_flow_rem"), (.checkOverlap, "check_overlap"), (.resetCounts, "reset_counts"),
            (.noPacketCounts, "no_packet_counts"), (.noByteCounts, "no_byte_counts"), (.emergency, "emergency"),
        ]
        return all.filter { contains($0.0) }.map(\.1)
    }
}
