import OpenFlow
import Testing

/// Texts, the version they are for, and what ovs-ofctl 3.1 makes of them: it encoded each one, decoded that and printed it
/// (`parse-flow`, `parse-group`), and printed the very same for our encoding of our reading.
struct OvsText: Sendable, CustomTestStringConvertible {
    var version: OpenFlowVersion
    var text: String
    var printed: String

    var testDescription: String { text }

    /// Two lines each: version and text, then an arrow and what is printed.
    static func read(_ lines: String) -> [OvsText] {
        let lines = lines.split(separator: "\n")
        return stride(from: 0, to: lines.count, by: 2).compactMap { index in
            guard let version = OpenFlowVersion(text: String(lines[index].prefix(3))) else { return nil }
            return OvsText(
                version: version,
                text: String(lines[index].dropFirst(4)),
                printed: String(lines[index + 1].dropFirst(3))
            )
        }
    }
}

extension OvsText {
    /// Groups, printed without the line end that ovs-ofctl has before them.
    static let groups = read(
        """
        1.3 group_id=1,type=all,bucket=output:1,bucket=output:2
        -> ADD group_id=1,type=all,bucket=actions=output:1,bucket=actions=output:2
        1.3 group_id=1,type=indirect,bucket=actions=drop
        -> ADD group_id=1,type=indirect,bucket=actions=drop
        1.3 group_id=1,type=ff,bucket=watch_port:1,actions=output:1,bucket=watch_group:3,output:2
        -> ADD group_id=1,type=ff,bucket=watch_port:1,actions=output:1,bucket=watch_group:3,actions=output:2
        1.3 group_id=1,type=fast_failover
        -> ADD group_id=1,type=ff
        1.3 group_id=1,type=select,bucket=output:1
        -> ADD group_id=1,type=select,bucket=actions=output:1
        1.3 group_id=0,type=all
        -> ADD group_id=0,type=all
        1.3 group_id=7,type=all,bucket=output:1,push_vlan:0x8100,set_field:4101->vlan_vid,output:2
        -> ADD group_id=7,type=all,bucket=actions=output:1,push_vlan:0x8100,set_field:4101->vlan_vid,output:2
        1.3 group_id=8,type=indirect,bucket=group:5
        -> ADD group_id=8,type=indirect,bucket=actions=group:5
        1.5 group_id=1,type=all,bucket=output:1,bucket=output:2
        -> ADD group_id=1,type=all,bucket=bucket_id:0,actions=output:1,bucket=bucket_id:1,actions=output:2
        1.5 group_id=1,type=indirect,bucket=actions=drop
        -> ADD group_id=1,type=indirect,bucket=bucket_id:0,actions=drop
        1.5 group_id=1,type=fast_failover
        -> ADD group_id=1,type=ff
        1.5 group_id=1,type=select,bucket=output:1
        -> ADD group_id=1,type=select,bucket=bucket_id:0,actions=output:1
        1.5 group_id=0,type=all
        -> ADD group_id=0,type=all
        1.5 group_id=8,type=indirect,bucket=group:5
        -> ADD group_id=8,type=indirect,bucket=bucket_id:0,actions=group:5
        """
    )
}
