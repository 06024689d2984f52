extension GroupType {
    /// "all", "select", "indirect" or "ff".
    public var text: String {
        switch self {
        case .all: "all"
        case .select: "select"
        case .indirect: "indirect"
        case .fastFailover: "ff"
        }
    }
}

extension GroupDescription {
    /// "group_id=1,type=select,bucket=weight:10,actions=output:1" as ovs-ofctl prints groups of `version`; from 1.5 on
    /// with the numbers of the buckets.
    public func text(in version: OpenFlowVersion = .v1_3) -> String {
        groupText(["group_id=\(groupID)", "type=\(type.text)"], experimenters, buckets, type, version)
    }
}

extension GroupMod {
    /// "ADD group_id=1,type=all,bucket=actions=output:1" as ovs-ofctl prints group-mods of `version`.
    public func text(in version: OpenFlowVersion = .v1_3) -> String {
        let words: [String]
        switch command {
        case .add: words = ["ADD group_id=\(groupID)", "type=\(type.text)"]
        case .modify: words = ["MOD group_id=\(groupID)", "type=\(type.text)"]
        case .delete: words = ["DEL group_id=\(groupID)", "type=\(type.text)"]
        case .insertBucket: words = ["INSERT_BUCKET command_bucket_id:\(commandBucketText)", "group_id=\(groupID)"]
        case .removeBucket: words = ["REMOVE_BUCKET command_bucket_id:\(commandBucketText)", "group_id=\(groupID)"]
        }
        return groupText(words, experimenters, buckets, type, version)
    }

    private var commandBucketText: String {
        switch commandBucketID {
        case Reserved.firstBucket: "first"
        case Reserved.lastBucket: "last"
        case Reserved.allBuckets: "all"
        default: String(commandBucketID)
        }
    }
}

private func groupText(
    _ words: [String],
    _ experimenters: [ExperimenterProperty],
    _ buckets: [Bucket],
    _ type: GroupType,
    _ version: OpenFlowVersion
) -> String {
    let properties = experimenters.map { property in
        let bytes = property.data.map { NumberText.bareHex($0, digits: 2) }.joined()
        return "experimenter(id=\(NumberText.hex(property.id)),type=\(property.type),data=0x\(bytes))"
    }
    return (words + properties + buckets.map { "bucket=" + $0.text(of: type, in: version) }).joined(separator: ",")
}

extension Bucket {
    /// "weight:10,watch_port:2,actions=output:1": what stands after "bucket=" in a group of `type`.
    func text(of type: GroupType, in version: OpenFlowVersion) -> String {
        var parts: [String] = []
        if version >= .v1_5 { parts.append("bucket_id:\(id)") }
        // Without a word about it the weight is 1 in select groups and 0 elsewhere.
        if weight != (type == .select ? 1 : 0) { parts.append("weight:\(weight)") }
        if watchPort != .any { parts.append("watch_port:\(watchPort.text)") }
        if watchGroup != Reserved.anyGroup { parts.append("watch_group:\(watchGroup)") }
        return (parts + ["actions=\(actions.text(in: version))"]).joined(separator: ",")
    }
}
