extension GroupMod {
    /// "group_id=1,type=select,bucket=weight:10,watch_port:2,actions=output:1,bucket=…", buckets last.
    ///
    /// Buckets without `bucket_id` get the lowest numbers that are free; before 1.5 the switch numbers them itself.
    /// Adding and modifying need a type; inserting and removing buckets (1.5) take `command_bucket_id` instead; a delete
    /// takes the number alone, "all" for all groups.
    public static func parse(
        _ text: String,
        _ command: Command,
        _ context: SyntaxContext = SyntaxContext()
    ) throws(FlowSyntaxError) -> GroupMod {
        var reader = GroupReader(command, context)
        return try reader.read(text[...])
    }

    /// The same with one of the words add, modify, delete, insert_bucket, remove_bucket before it, as in bundle files, or
    /// one of those that a group-mod is printed with (ADD, MOD, DEL …); without any, `command`.
    public static func parseWithCommand(
        _ text: String,
        default command: Command,
        _ context: SyntaxContext = SyntaxContext()
    ) throws(FlowSyntaxError) -> GroupMod {
        var words = Words(text[...])
        guard let first = try words.next(), first.form == .bare else { return try parse(text, command, context) }
        guard let named = commandNames[first.key] else {
            guard first.key == "add_or_mod" else { return try parse(text, command, context) }
            throw FlowSyntaxError(first.whole, "add_or_mod is an Open vSwitch extension; use add or modify")
        }
        var reader = GroupReader(named, context)
        return try reader.read(text[first.whole.endIndex...])
    }

    private static let commandNames: [String: Command] = [
        "add": .add, "modify": .modify, "mod": .modify, "delete": .delete, "del": .delete,
        "insert_bucket": .insertBucket, "remove_bucket": .removeBucket,
    ]
}

/// Reads a group: options, then buckets, of which each goes on to the next "bucket=".
private struct GroupReader {
    private let context: SyntaxContext
    private var group: GroupMod
    private var id: UInt32?
    private var type: GroupType?
    private var hasCommandBucket = false
    private var options = UniqueWords()
    /// Buckets with the words that say which number they have, if there are any.
    private var buckets: [(bucket: Bucket, word: Word, id: (number: UInt32, word: Word)?)] = []

    init(_ command: GroupMod.Command, _ context: SyntaxContext) {
        self.context = context
        group = GroupMod(command, groupID: 0)
    }

    mutating func read(_ text: Substring) throws(FlowSyntaxError) -> GroupMod {
        guard context.version >= .v1_1 else {
            throw FlowSyntaxError(text, "OpenFlow 1.0 has no groups; 1.1 is the first that has them")
        }
        var words = Words(text)
        var isEmpty = true
        while let word = try words.next() {
            isEmpty = false
            if word.key == "bucket" || word.key == "buckets" {
                try readBuckets(words.remainder(from: word), word)
                break
            }
            try takeOption(word)
        }
        if isEmpty, group.command == .delete { id = Reserved.allGroups }
        try finish(end: text[text.endIndex...])
        return group
    }

    private mutating func takeOption(_ word: Word) throws(FlowSyntaxError) {
        if word.key != "experimenter" { try options.add(word) }
        switch word.key {
        case "group_id": id = try groupID(word)
        case "type": type = try groupType(word)
        case "command_bucket_id": try takeCommandBucket(word)
        case "experimenter": group.experimenters.append(try experimenter(word))
        case "selection_method", "selection_method_param", "fields":
            throw FlowSyntaxError(word.whole, "\(word.name) is a Netronome extension, not a part of OpenFlow")
        default:
            let known = ["group_id", "type", "command_bucket_id", "bucket"]
            let hint = Suggestion.text(for: word.name, among: known)
            throw FlowSyntaxError(word.name, "unknown word '\(word.name)' in a group\(hint)")
        }
    }

    private func groupID(_ word: Word) throws(FlowSyntaxError) -> UInt32 {
        let text = try word.requireValue("a number")
        let number = text.lowercased() == "all" ? UInt128(Reserved.allGroups) : NumberSyntax.number(text)
        if number == UInt128(Reserved.allGroups) {
            guard group.command == .delete else { throw FlowSyntaxError(text, "only a delete is for all groups") }
            return Reserved.allGroups
        }
        return try NumberSyntax.read(text, for: word.name, in: 0...Reserved.maxGroup)
    }

    private func groupType(_ word: Word) throws(FlowSyntaxError) -> GroupType {
        let text = try word.requireValue("a type")
        let key = text.lowercased()
        if key == "ff" || key == "fast_failover" { return .fastFailover }
        if let type = GroupType.allCases.first(where: { $0.text == key }) { return type }
        let hint = Suggestion.text(for: text, among: GroupType.allCases.map(\.text) + ["fast_failover"])
        throw FlowSyntaxError(
            text,
            "unknown group type '\(text)'\(hint.isEmpty ? "; write all, select, indirect or ff" : hint)"
        )
    }

    private mutating func takeCommandBucket(_ word: Word) throws(FlowSyntaxError) {
        guard group.command == .insertBucket || group.command == .removeBucket else {
            throw FlowSyntaxError(word.whole, "command_bucket_id is for inserting and removing buckets")
        }
        let text = try word.requireValue("a bucket")
        hasCommandBucket = true
        switch text.lowercased() {
        case "first": group.commandBucketID = Reserved.firstBucket
        case "last": group.commandBucketID = Reserved.lastBucket
        case "all":
            guard group.command == .removeBucket else {
                throw FlowSyntaxError(text, "buckets are inserted at one place: first, last or after a number")
            }
            group.commandBucketID = Reserved.allBuckets
        default:
            group.commandBucketID = try NumberSyntax.read(text, for: word.name, in: 0...Bucket.maxID)
        }
    }

    private func experimenter(_ word: Word) throws(FlowSyntaxError) -> ExperimenterProperty {
        guard context.version >= .v1_5 else {
            throw FlowSyntaxError(word.whole, "OpenFlow \(context.version.text) has no properties of groups")
        }
        var property = ExperimenterProperty(id: 0)
        var words = Words(try word.requireValue("id=, type= and data="))
        while let part = try words.next() {
            switch part.key {
            case "id": property.id = try NumberSyntax.read(part.value, for: "id")
            case "type": property.type = try NumberSyntax.read(part.value, for: "type")
            case "data": property.data = try NumberSyntax.bytes(part.value)
            default: throw FlowSyntaxError(part.whole, "experimenter takes id=, type= and data=, not \(part.name)")
            }
        }
        return property
    }
}

// MARK: - Buckets

extension GroupReader {
    private mutating func readBuckets(_ text: Substring, _ first: Word) throws(FlowSyntaxError) {
        let actions = ActionReader(context, match: nil)
        var words = Words(text)
        var current: (bucket: Bucket, word: Word, id: (number: UInt32, word: Word)?) = (newBucket, first, nil)
        var saysActions = false
        var (drop, seen) = (nil as Word?, UniqueWords())
        while let word = try words.next() {
            switch word.key {
            case "bucket":
                try append(current, saysActions)
                (current, saysActions) = ((newBucket, word, nil), false)
                (drop, seen) = (nil, UniqueWords())
                words = Words(words.remainder(from: word))
            case "actions", "action":
                saysActions = true
                words = Words(words.remainder(from: word))
            case "bucket_id":
                try seen.add(word)
                current.id = (try actions.number(word, in: 0...Bucket.maxID), word)
            case "weight":
                try seen.add(word)
                guard type == .select || type == nil else {
                    throw FlowSyntaxError(word.whole, "only buckets of select groups have a weight")
                }
                current.bucket.weight = try actions.number(word)
            case "watch_port":
                try seen.add(word)
                current.bucket.watchPort = try PortNumber.read(try word.requireValue("a port"), context)
            case "watch_group":
                try seen.add(word)
                current.bucket.watchGroup = try actions.number(word, in: 0...Reserved.maxGroup)
            case "drop" where word.isDrop && current.bucket.actions.isEmpty && drop == nil:
                (drop, saysActions) = (word, true)
            default:
                let action = try actions.action(word)
                if let other = word.isDrop ? word : action == nil ? nil : drop {
                    throw FlowSyntaxError(other.whole, "drop stands alone: it is the absence of actions")
                }
                guard let action else {
                    if let error = optionAfterBuckets(word) { throw error }
                    throw ActionReader.unknown(word)
                }
                current.bucket.actions.append(action)
                saysActions = true
            }
        }
        try append(current, saysActions)
    }

    /// A bucket of a select group without a weight of its own has the same share as others.
    private var newBucket: Bucket { Bucket(weight: type == .select ? 1 : 0) }

    private func optionAfterBuckets(_ word: Word) -> FlowSyntaxError? {
        guard ["group_id", "type", "command_bucket_id"].contains(word.key) else { return nil }
        return FlowSyntaxError(word.whole, "\(word.name) belongs before the first bucket")
    }

    private mutating func append(
        _ entry: (bucket: Bucket, word: Word, id: (number: UInt32, word: Word)?),
        _ saysActions: Bool
    ) throws(FlowSyntaxError) {
        guard saysActions else {
            throw FlowSyntaxError(entry.word.name, "the bucket has no actions; write actions=drop if it is to drop")
        }
        buckets.append(entry)
    }

    /// Gives a number to each bucket.
    private mutating func numberBuckets() throws(FlowSyntaxError) {
        var used: Set<UInt32> = []
        for entry in buckets {
            guard let (id, word) = entry.id else { continue }
            guard used.insert(id).inserted else { throw FlowSyntaxError(word.whole, "bucket \(id) occurs twice") }
        }
        var next: UInt32 = 0
        for entry in buckets {
            var bucket = entry.bucket
            if let (id, _) = entry.id {
                bucket.id = id
            } else {
                while used.contains(next) { next += 1 }
                used.insert(next)
                bucket.id = next
            }
            group.buckets.append(bucket)
        }
    }
}

// MARK: - The whole

extension GroupReader {
    private mutating func finish(end: Substring) throws(FlowSyntaxError) {
        guard let id else { throw FlowSyntaxError(end, "group_id= is missing") }
        group.groupID = id
        switch group.command {
        case .add, .modify:
            guard let type else { throw FlowSyntaxError(end, "type= is missing; write all, select, indirect or ff") }
            group.type = type
            try checkBuckets(of: type, end: end)
        case .delete:
            if let first = buckets.first { throw FlowSyntaxError(first.word.name, "a delete takes no buckets") }
            group.type = type ?? .all
        case .insertBucket, .removeBucket:
            guard context.version >= .v1_5 else {
                throw FlowSyntaxError(end, "OpenFlow \(context.version.text) cannot change single buckets; 1.5 can")
            }
            group.type = type ?? .all
            try checkCommandBucket(end: end)
        }
        try numberBuckets()
    }

    private func checkBuckets(of type: GroupType, end: Substring) throws(FlowSyntaxError) {
        switch type {
        case .all, .select: break
        case .indirect:
            guard buckets.count == 1 else {
                let place = buckets.count > 1 ? buckets[1].word.name : end
                throw FlowSyntaxError(place, "an indirect group has one bucket, not \(buckets.count)")
            }
        case .fastFailover:
            for entry in buckets where entry.bucket.watchPort == .any && entry.bucket.watchGroup == Reserved.anyGroup {
                throw FlowSyntaxError(entry.word.name, "buckets of fast failover groups need watch_port or watch_group")
            }
        }
    }

    private func checkCommandBucket(end: Substring) throws(FlowSyntaxError) {
        if group.command == .insertBucket {
            guard hasCommandBucket else {
                throw FlowSyntaxError(end, "command_bucket_id= is missing; write first, last or a number")
            }
            guard !buckets.isEmpty else { throw FlowSyntaxError(end, "bucket= is missing") }
        } else if let first = buckets.first {
            throw FlowSyntaxError(first.word.name, "buckets are removed by command_bucket_id, not by what they hold")
        }
    }
}

extension Bucket {
    /// The largest number of a bucket (OFPG_BUCKET_MAX, 1.5.1 §7.3.4.4).
    static let maxID: UInt32 = 0xffff_ff00
}
