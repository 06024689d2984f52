public import OpenFlow

/// One change of a switch, and where it was asked for.
public struct Change: Hashable, Sendable {
    public var line: SourceLine
    public var message: Message
    /// A group-mod that modifies a group which is there, and adds one which is not.
    public var addsOrModifies: Bool

    public init(_ line: SourceLine, _ message: Message, addsOrModifies: Bool = false) {
        self.line = line
        self.message = message
        self.addsOrModifies = addsOrModifies
    }
}

/// What the lines of a file, or the text on a command line, say.
public enum ChangeSyntax: Hashable, Sendable {
    /// Flows; each may begin with "add", "modify", "delete", "modify_strict" or "delete_strict".
    case flows(FlowMod.Command)
    /// Groups; each may begin with "add", "modify", "add_or_mod", "delete", "insert_bucket" or "remove_bucket".
    case groups(GroupMod.Command, mayCreate: Bool = false)
    /// Meters; one to a line.
    case meters(MeterMod.Command)
    case packetOuts
    /// "flow …", "group …" and "packet-out …".
    case bundle

    /// The versions that can say it.
    public var need: VersionNeed {
        switch self {
        case .flows, .packetOuts: .none
        case .groups(.insertBucket, _), .groups(.removeBucket, _): .buckets
        case .groups: .groups
        case .meters: .meters
        case .bundle: .bundles
        }
    }

    /// - Throws: `LineError`.
    public func change(_ line: SourceLine, _ context: SyntaxContext) throws(LineError) -> Change {
        do {
            return try parse(line, line.text, context)
        } catch {
            throw LineError(line, "\(error)")
        }
    }

    private func parse(
        _ line: SourceLine,
        _ text: String,
        _ context: SyntaxContext
    ) throws(FlowSyntaxError) -> Change {
        switch self {
        case .flows(let command):
            return Change(line, .flowMod(try FlowMod.parseWithCommand(text, default: command, context)))
        case .groups(let command, let mayCreate):
            return try Self.group(line, text, command, mayCreate, context)
        case .meters(let command):
            return Change(line, .meterMod(try Self.meter(text, command, context)))
        case .packetOuts:
            return Change(line, .packetOut(try PacketOut.parse(text, context)))
        case .bundle:
            let (word, rest) = Self.firstWord(of: text)
            switch word {
            case "flow": return try ChangeSyntax.flows(.add).parse(line, rest, context)
            case "group": return try ChangeSyntax.groups(.add).parse(line, rest, context)
            case "packet-out": return try ChangeSyntax.packetOuts.parse(line, rest, context)
            default:
                throw FlowSyntaxError(
                    text: text,
                    offset: text.utf8.count - text.drop(while: \.isWhitespace).utf8.count,
                    length: word.utf8.count,
                    message:
                        "\"\(word)\" is no kind of change; a line of a bundle begins with flow, group or packet-out"
                )
            }
        }
    }

    private static func group(
        _ line: SourceLine,
        _ text: String,
        _ command: GroupMod.Command,
        _ mayCreate: Bool,
        _ context: SyntaxContext
    ) throws(FlowSyntaxError) -> Change {
        let (word, rest) = firstWord(of: text)
        let commands: [String: GroupMod.Command] = [
            "add": .add, "modify": .modify, "add_or_mod": .modify, "delete": .delete, "insert_bucket": .insertBucket,
            "remove_bucket": .removeBucket,
        ]
        guard let said = commands[word] else {
            if command == .delete, let id = groupID(text) {
                return Change(line, .groupMod(GroupMod(.delete, groupID: id)))
            }
            let mod = try GroupMod.parse(text, command, context)
            return Change(line, .groupMod(mod), addsOrModifies: command == .modify && mayCreate)
        }
        let addsOrModifies = word == "add_or_mod" || (said == .modify && mayCreate)
        return Change(line, .groupMod(try GroupMod.parse(rest, said, context)), addsOrModifies: addsOrModifies)
    }

    private static func meter(
        _ text: String,
        _ command: MeterMod.Command,
        _ context: SyntaxContext
    ) throws(FlowSyntaxError) -> MeterMod {
        if command == .delete, let id = meterID(text) { return MeterMod(.delete, meterID: id) }
        return try MeterMod.parse(text, command, context)
    }

    private static func firstWord(of text: String) -> (word: String, rest: String) {
        let start = text.drop(while: \.isWhitespace)
        let word = start.prefix { !$0.isWhitespace }
        return (String(word), String(start.dropFirst(word.count)))
    }

    /// "1", "group_id=1", "all"; nil for anything else.
    public static func groupID(_ text: String) -> UInt32? {
        identifier(text, keys: ["group_id="], all: Reserved.allGroups)
    }

    /// "1", "meter=1", "all", "controller", "slowpath"; nil for anything else.
    public static func meterID(_ text: String) -> UInt32? {
        switch text.filter({ !$0.isWhitespace }).replacing("meter=", with: "") {
        case "controller": Reserved.controllerMeter
        case "slowpath": Reserved.slowPathMeter
        default: identifier(text, keys: ["meter="], all: Reserved.allMeters)
        }
    }

    private static func identifier(_ text: String, keys: [String], all: UInt32) -> UInt32? {
        var word = text.filter { !$0.isWhitespace }
        for key in keys where word.hasPrefix(key) { word.removeFirst(key.count) }
        if word.lowercased() == "all" { return all }
        return word.hasPrefix("0x") ? UInt32(word.dropFirst(2), radix: 16) : UInt32(word)
    }
}
