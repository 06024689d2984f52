extension Instruction {
    /// "meter:1,set_field:10.0.0.1->ip_src,output:2,goto_table:3": actions between instructions are those to apply.
    ///
    /// No instruction when nothing is to be done ("drop").
    public static func parseList(
        _ text: String,
        _ context: SyntaxContext = SyntaxContext()
    ) throws(FlowSyntaxError) -> [Instruction] {
        try InstructionReader(context, match: nil).list(text[...])
    }
}

/// Reads what stands behind "actions=" of a flow.
struct InstructionReader {
    private let context: SyntaxContext
    private let actions: ActionReader
    /// The table of the flow, which goto has to leave behind; nil when it is not known.
    private let table: UInt8?

    init(_ context: SyntaxContext, match: Match?, table: UInt8? = nil) {
        self.context = context
        self.table = table
        actions = ActionReader(context, match: match)
    }

    static let names = [
        "meter", "apply_actions", "clear_actions", "write_actions", "write_metadata", "stat_trigger",
        "experimenter_instruction", "goto_table",
    ]

    func list(_ text: Substring) throws(FlowSyntaxError) -> [Instruction] {
        var words = Words(text)
        var instructions: [Instruction] = []
        var applied: [Action] = []
        var isDrop = false
        var last: (rank: Int, word: Word)?
        while let word = try words.next() {
            guard !isDrop, !word.isDrop || last == nil else {
                throw FlowSyntaxError(word.whole, "drop stands alone: it is the absence of actions")
            }
            isDrop = word.isDrop
            if isDrop { continue }
            let rank: Int
            if word.key == "apply_actions" {
                try refuseUnsayable(word, since: .v1_1)
                applied += try actions.list(try word.requireValue("a list of actions"))
                rank = Instruction.applyActions([]).executionRank
            } else if let action = try actions.action(word) {
                try actions.check(action, word, after: applied)
                applied.append(action)
                rank = Instruction.applyActions([]).executionRank
            } else if let instruction = try instruction(word) {
                rank = instruction.executionRank
                guard rank != last?.rank else { throw FlowSyntaxError(word.whole, "\(word.name) occurs twice") }
                if instruction != .writeActions([]) { instructions.append(instruction) }
            } else {
                throw ActionReader.unknown(word)
            }
            if let last, rank < last.rank {
                throw FlowSyntaxError(
                    word.whole,
                    "\(word.whole) belongs before \(last.word.name), which is carried out later"
                )
            }
            last = (rank, word)
        }
        if !applied.isEmpty { instructions.append(.applyActions(applied)) }
        return instructions.sorted { $0.executionRank < $1.executionRank }
    }

    /// Nil when the word is no instruction.
    private func instruction(_ word: Word) throws(FlowSyntaxError) -> Instruction? {
        switch word.key {
        case "goto_table":
            try refuseUnsayable(word, since: .v1_1)
            return .gotoTable(try nextTable(word))
        case "write_metadata":
            try refuseUnsayable(word, since: .v1_1)
            let text = try word.requireValue("a value, or value/mask")
            guard let (value, mask) = text.halves("/") else {
                return .writeMetadata(value: try NumberSyntax.read(text, for: word.name), mask: .max)
            }
            return .writeMetadata(
                value: try NumberSyntax.read(value, for: word.name),
                mask: try NumberSyntax.read(mask, for: "the mask of \(word.name)")
            )
        case "write_actions":
            try refuseUnsayable(word, since: .v1_1)
            return .writeActions(try actions.list(try word.requireValue("a list of actions")))
        case "clear_actions":
            try refuseUnsayable(word, since: .v1_1)
            try word.requireNoValue()
            return .clearActions
        case "meter":
            try refuseUnsayable(word, since: .v1_3)
            return .meter(try actions.number(word, in: 1...Reserved.maxMeter))
        case "stat_trigger":
            try refuseUnsayable(word, since: .v1_5)
            return .statTrigger(try statTrigger(word))
        case "experimenter_instruction":
            try refuseUnsayable(word, since: .v1_1)
            let (id, data) = try actions.experimenter(word)
            return .experimenter(id: id, data: data)
        default:
            return nil
        }
    }

    private func refuseUnsayable(_ word: Word, since: OpenFlowVersion) throws(FlowSyntaxError) {
        guard context.version < since else { return }
        throw FlowSyntaxError(
            word.whole,
            "OpenFlow \(context.version.text) has no \(word.name); \(since.text) is the first that has it"
        )
    }

    private func nextTable(_ word: Word) throws(FlowSyntaxError) -> UInt8 {
        let text = try word.requireValue("a table")
        let next = try TableSyntax.read(text, for: word.name, context)
        if let table, next <= table {
            throw FlowSyntaxError(text, "goto_table goes on to a later table than the flow's own, \(table)")
        }
        return next
    }

    /// "(periodic,only_first,duration=1.5s,packet_count=100)".
    private func statTrigger(_ word: Word) throws(FlowSyntaxError) -> StatTrigger {
        var trigger = StatTrigger(flags: [], thresholds: FlowCounters())
        let known = [
            "periodic", "only_first", "duration", "idle_time", "flow_count", "packet_count", "byte_count",
        ]
        var words = Words(word.value)
        var seen = UniqueWords()
        while let part = try words.next() {
            try seen.add(part)
            switch part.key {
            case "periodic":
                try part.requireNoValue()
                trigger.flags.insert(.periodic)
            case "only_first":
                try part.requireNoValue()
                trigger.flags.insert(.onlyFirst)
            case "duration": trigger.thresholds.duration = try NumberSyntax.duration(part.value)
            case "idle_time": trigger.thresholds.idleTime = try NumberSyntax.duration(part.value)
            case "flow_count": trigger.thresholds.flowCount = try actions.number(part)
            case "packet_count": trigger.thresholds.packetCount = try actions.number(part)
            case "byte_count": trigger.thresholds.byteCount = try actions.number(part)
            default:
                let hint = Suggestion.text(for: part.name, among: known)
                throw FlowSyntaxError(part.whole, "unknown word '\(part.name)' in stat_trigger\(hint)")
            }
        }
        return trigger
    }
}

/// Numbers and names of tables.
enum TableSyntax {
    /// One table: 0 to 254, or a name that the context knows.
    static func read(
        _ text: Substring,
        for name: some StringProtocol,
        _ context: SyntaxContext
    ) throws(FlowSyntaxError) -> UInt8 {
        if NumberSyntax.number(text) == nil {
            if let table = context.tableNumber(text.unquoted) { return table }
            throw FlowSyntaxError(text, "unknown table '\(text)'; \(name) takes a number from 0 to 254")
        }
        return try NumberSyntax.read(text, for: name, in: 0...Reserved.allTables - 1)
    }
}

extension ActionReader {
    /// Throws when the flow's match does not make sure of the header that the action sets, which switches refuse
    /// (1.3.5 §7.2.5). What a push or pop before it has made is not followed.
    func check(_ action: Action, _ word: Word, after earlier: [Action]) throws(FlowSyntaxError) {
        guard let match, version > .v1_0, let field = action.fieldToBeThere,
            !earlier.contains(where: \.changesHeaders)
        else { return }
        let name = field.setName
        if field == .vlanVID || field == .vlanPCP {
            guard !match.establishes(.vlanPCP) else { return }
            throw FlowSyntaxError(
                word.whole,
                "setting \(name) needs dl_vlan in the match, or push_vlan:0x8100 before it"
            )
        }
        guard !match.establishes(field) else { return }
        let needed = field.neededWords.alternatives
        throw FlowSyntaxError(word.whole, "setting \(name) needs \(needed) in the match")
    }
}

extension Action {
    /// The field that packets need to have for the action; nil when there is none, or when the action makes it.
    fileprivate var fieldToBeThere: MatchField? {
        switch self {
        case .setField(let field): field.field
        case .setNetworkSource: .ipv4Src
        case .setNetworkDestination: .ipv4Dst
        case .setNetworkTOS: .ipDSCP
        case .output, .group, .setQueue, .pushVLAN, .popVLAN, .pushMPLS, .popMPLS, .pushPBB, .popPBB, .setMPLSTTL,
            .decrementMPLSTTL, .setNetworkTTL, .decrementNetworkTTL, .copyTTLOut, .copyTTLIn, .setVLANVID, .setVLANPCP,
            .stripVLAN, .setTransportSource, .setTransportDestination, .enqueue, .copyField, .meter, .experimenter:
            nil
        }
    }

    /// Whether packets have other headers after it.
    fileprivate var changesHeaders: Bool {
        switch self {
        case .pushVLAN, .popVLAN, .pushMPLS, .popMPLS, .pushPBB, .popPBB, .setVLANVID, .setVLANPCP, .stripVLAN: true
        case .output, .group, .setQueue, .setField, .setMPLSTTL, .decrementMPLSTTL, .setNetworkTTL,
            .decrementNetworkTTL, .copyTTLOut, .copyTTLIn, .setNetworkSource, .setNetworkDestination, .setNetworkTOS,
            .setTransportSource, .setTransportDestination, .enqueue, .copyField, .meter, .experimenter:
            false
        }
    }
}
