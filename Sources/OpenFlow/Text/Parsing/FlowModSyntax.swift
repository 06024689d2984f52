extension FlowMod {
    /// "table=1,priority=5,tcp,nw_dst=10.0.0.0/8,actions=output:2", with `actions=` at the end.
    ///
    /// Lines of dump-flows are taken too: what they count (`duration=`, `n_packets=` …) is no part of a flow-mod.
    /// Without `table=`, an add or modify is for table 0 and a delete for all tables; in 1.0, which names no tables, a
    /// modify is for all of them as well.
    public static func parse(
        _ text: String,
        _ command: Command,
        _ context: SyntaxContext = SyntaxContext()
    ) throws(FlowSyntaxError) -> FlowMod {
        var reader = FlowReader(.modification(command), context)
        try reader.read(text[...])
        return try reader.flowMod(command)
    }

    /// The same with one of the words add, modify, modify_strict, delete, delete_strict before it, as in bundle files,
    /// or one of those that a flow-mod is printed with (ADD, MOD, MOD_STRICT, DEL, DEL_STRICT); without any, `command`.
    public static func parseWithCommand(
        _ text: String,
        default command: Command,
        _ context: SyntaxContext = SyntaxContext()
    ) throws(FlowSyntaxError) -> FlowMod {
        var words = Words(text[...])
        guard let first = try words.next(), first.form == .bare, let named = commandNames[first.key] else {
            return try parse(text, command, context)
        }
        var reader = FlowReader(.modification(named), context)
        try reader.read(text[first.whole.endIndex...])
        return try reader.flowMod(named)
    }

    private static let commandNames: [String: Command] = [
        "add": .add, "modify": .modify, "modify_strict": .modifyStrict, "delete": .delete,
        "delete_strict": .deleteStrict, "mod": .modify, "mod_strict": .modifyStrict, "del": .delete,
        "del_strict": .deleteStrict,
    ]
}

extension FlowFilter {
    /// "table=1,tcp,out_port=2,cookie=0x5/-1": which flows a dump is about. Empty for all.
    public static func parse(
        _ text: String,
        _ context: SyntaxContext = SyntaxContext()
    ) throws(FlowSyntaxError) -> FlowFilter {
        var reader = FlowReader(.filter, context)
        try reader.read(text[...])
        return try reader.filter()
    }
}

/// Reads the options, match and actions of a flow.
private struct FlowReader {
    enum Purpose: Equatable {
        case modification(FlowMod.Command)
        case filter

        var isDelete: Bool { self == .modification(.delete) || self == .modification(.deleteStrict) }
        var isAdd: Bool { self == .modification(.add) }
        /// Only flows with a certain output are meant.
        var selectsByOutput: Bool { isDelete || self == .filter }
    }

    private let purpose: Purpose
    private let context: SyntaxContext
    private var match: MatchReader
    private var flow = FlowMod(.add)
    private var table: UInt8?
    private var options = UniqueWords()
    /// From the value of "actions=" to the end.
    private var actions: Substring?
    /// The text that is read.
    private var text: Substring = ""

    init(_ purpose: Purpose, _ context: SyntaxContext) {
        self.purpose = purpose
        self.context = context
        match = MatchReader(context)
    }

    mutating func read(_ text: Substring) throws(FlowSyntaxError) {
        self.text = text
        var words = Words(text)
        while let word = try words.next() {
            if (word.key == "actions" || word.key == "action"), word.form == .assigned {
                actions = words.remainder(from: word)
                return
            }
            if try takeOption(word) {
                try options.add(word)
                continue
            }
            guard try match.take(word) else { throw MatchReader.unknown(word, options: Self.options) }
        }
    }

    private static let options = [
        "table", "priority", "cookie", "idle_timeout", "hard_timeout", "importance", "out_port", "out_group",
        "send_flow_rem", "check_overlap", "reset_counts", "no_packet_counts", "no_byte_counts", "actions",
    ]

    /// False when the word is no option of a flow.
    private mutating func takeOption(_ word: Word) throws(FlowSyntaxError) -> Bool {
        switch word.key {
        case "table": try takeTable(word)
        case "cookie": try takeCookie(word)
        case "out_port": try takeOutPort(word)
        case "out_group": try takeOutGroup(word)
        case "priority": flow.priority = try entryNumber(word)
        case "idle_timeout", "idle": flow.idleTimeout = try entryNumber(word)
        case "hard_timeout", "hard": flow.hardTimeout = try entryNumber(word)
        case "importance":
            try require(.v1_4, word)
            flow.importance = try entryNumber(word)
        case "buf": flow.bufferID = try entryNumber(word, in: 0...Reserved.noBuffer - 1)
        case "send_flow_rem": try insert(.sendFlowRemoved, word)
        case "check_overlap": try insert(.checkOverlap, word)
        case "reset_counts": try insert(.resetCounts, word, since: .v1_2)
        case "no_packet_counts": try insert(.noPacketCounts, word, since: .v1_3)
        case "no_byte_counts": try insert(.noByteCounts, word, since: .v1_3)
        case "emergency" where context.version == .v1_0: try insert(.emergency, word)
        case "duration", "n_packets", "n_bytes", "idle_age", "hard_age", "idle_time", "packet_count", "byte_count":
            _ = try word.requireValue("a value")
        default: return false
        }
        return true
    }

    /// A number that an entry has and a filter has not.
    private func entryNumber<Number: FixedWidthInteger & UnsignedInteger>(
        _ word: Word,
        in range: ClosedRange<Number> = 0...Number.max
    ) throws(FlowSyntaxError) -> Number {
        try refuseInFilter(word)
        return try NumberSyntax.read(try word.requireValue("a number"), for: word.name, in: range)
    }

    private mutating func insert(
        _ flag: FlowModFlags,
        _ word: Word,
        since: OpenFlowVersion = .v1_0
    ) throws(FlowSyntaxError) {
        try refuseInFilter(word)
        try require(since, word)
        try word.requireNoValue()
        flow.flags.insert(flag)
    }

    private func refuseInFilter(_ word: Word) throws(FlowSyntaxError) {
        guard purpose == .filter else { return }
        throw FlowSyntaxError(word.whole, "flows cannot be selected by \(word.name)")
    }

    private func require(_ since: OpenFlowVersion, _ word: Word) throws(FlowSyntaxError) {
        guard context.version < since else { return }
        throw FlowSyntaxError(
            word.whole,
            "OpenFlow \(context.version.text) has no \(word.name); \(since.text) is the first that has it"
        )
    }
}

// MARK: - Options with rules of their own

extension FlowReader {
    private mutating func takeTable(_ word: Word) throws(FlowSyntaxError) {
        let text = try word.requireValue("a table")
        if text.lowercased() == "all" || NumberSyntax.number(text) == UInt128(Reserved.allTables) {
            guard purpose.selectsByOutput else {
                throw FlowSyntaxError(text, "only deletes and dumps are for all tables; table takes 0 to 254")
            }
            table = Reserved.allTables
            return
        }
        let number = try TableSyntax.read(text, for: word.name, context)
        // A line of dump-flows says table=0 in 1.0 too.
        if context.version == .v1_0, purpose != .filter, number != 0 || !purpose.isAdd {
            throw FlowSyntaxError(word.whole, "OpenFlow 1.0 names no table in flow-mods; 1.1 is the first that does")
        }
        table = number
    }

    /// `cookie=V` sets it, `cookie=V/M` selects by it; -1 is a mask of all bits.
    private mutating func takeCookie(_ word: Word) throws(FlowSyntaxError) {
        let text = try word.requireValue("a number")
        let halves = text.halves("/")
        guard flow.cookie == 0, flow.cookieMask == 0 else {
            throw FlowSyntaxError(
                word.whole,
                "cookie occurs twice; a flow-mod of OpenFlow has one, to set or to select by"
            )
        }
        if let (_, mask) = halves {
            guard !purpose.isAdd else { throw FlowSyntaxError(text, "a new flow has a cookie without a mask") }
            try require(.v1_1, word)
            flow.cookieMask = mask == "-1" ? .max : try NumberSyntax.read(mask, for: "the mask of cookie")
        } else if purpose.selectsByOutput {
            throw FlowSyntaxError(text, "flows are selected by cookie and mask; write cookie=\(text)/-1")
        }
        let value = halves?.0 ?? text
        flow.cookie = value == "-1" ? .max : try NumberSyntax.read(value, for: word.name)
    }

    private mutating func takeOutPort(_ word: Word) throws(FlowSyntaxError) {
        guard purpose.selectsByOutput else {
            throw FlowSyntaxError(
                word.whole,
                "out_port selects flows to delete or dump; the port to send to is in actions="
            )
        }
        flow.outPort = try PortNumber.read(try word.requireValue("a port"), context)
    }

    private mutating func takeOutGroup(_ word: Word) throws(FlowSyntaxError) {
        guard purpose.selectsByOutput else {
            throw FlowSyntaxError(
                word.whole,
                "out_group selects flows to delete or dump; the group to use is in actions="
            )
        }
        try require(.v1_1, word)
        let text = try word.requireValue("a group")
        if text.lowercased() == "any" {
            flow.outGroup = Reserved.anyGroup
        } else {
            flow.outGroup = try NumberSyntax.read(text, for: word.name, in: 0...Reserved.maxGroup)
        }
    }
}

// MARK: - Results

extension FlowReader {
    mutating func flowMod(_ command: FlowMod.Command) throws(FlowSyntaxError) -> FlowMod {
        flow.command = command
        flow.match = try match.finish()
        flow.tableID = table ?? defaultTable
        if let actions {
            let source = flow.tableID == Reserved.allTables ? nil : flow.tableID
            flow.instructions = try InstructionReader(context, match: flow.match, table: source).list(actions)
            guard !purpose.isDelete || flow.instructions.isEmpty else {
                throw FlowSyntaxError(actions, "a delete takes no actions; out_port=PORT selects flows that send there")
            }
        } else if !purpose.isDelete {
            throw FlowSyntaxError(text[text.endIndex...], "actions= is missing; write actions=drop to drop")
        }
        return flow
    }

    mutating func filter() throws(FlowSyntaxError) -> FlowFilter {
        if let actions {
            throw FlowSyntaxError(actions, "flows cannot be selected by their actions; use out_port=PORT")
        }
        return FlowFilter(
            tableID: table ?? Reserved.allTables,
            outPort: flow.outPort,
            outGroup: flow.outGroup,
            cookie: flow.cookie,
            cookieMask: flow.cookieMask,
            match: try match.finish()
        )
    }

    private var defaultTable: UInt8 {
        purpose.isDelete || (context.version == .v1_0 && !purpose.isAdd) ? Reserved.allTables : 0
    }
}
