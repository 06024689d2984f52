extension MeterMod {
    /// "meter=1,kbps,burst,stats,bands=type=drop,rate=1000,burst_size=500", bands last; each "type=" begins a band.
    ///
    /// A delete takes the number alone, "all" for all meters.
    public static func parse(
        _ text: String,
        _ command: Command,
        _ context: SyntaxContext = SyntaxContext()
    ) throws(FlowSyntaxError) -> MeterMod {
        var reader = MeterReader(command, context)
        return try reader.read(text[...])
    }

    /// The same with one of the words that a meter-mod is printed with (ADD, MOD, DEL) before it; without, `command`.
    public static func parseWithCommand(
        _ text: String,
        default command: Command,
        _ context: SyntaxContext = SyntaxContext()
    ) throws(FlowSyntaxError) -> MeterMod {
        let names: [String: Command] = [
            "add": .add, "modify": .modify, "mod": .modify, "delete": .delete, "del": .delete,
        ]
        var words = Words(text[...])
        guard let first = try words.next(), first.form == .bare, let named = names[first.key] else {
            return try parse(text, command, context)
        }
        var reader = MeterReader(named, context)
        return try reader.read(text[first.whole.endIndex...])
    }
}

/// Reads a meter: number and flags, then bands.
private struct MeterReader {
    private let context: SyntaxContext
    private var meter: MeterMod
    private var id: UInt32?
    private var saysBands = false

    init(_ command: MeterMod.Command, _ context: SyntaxContext) {
        self.context = context
        meter = MeterMod(command, meterID: 0)
    }

    mutating func read(_ text: Substring) throws(FlowSyntaxError) -> MeterMod {
        guard context.version >= .v1_3 else {
            throw FlowSyntaxError(
                text,
                "OpenFlow \(context.version.text) has no meters; 1.3 is the first that has them"
            )
        }
        var words = Words(text)
        var isEmpty = true
        while let word = try words.next() {
            isEmpty = false
            if word.key == "bands" || word.key == "band" {
                saysBands = true
                try readBands(words.remainder(from: word))
                break
            }
            try takeOption(word)
        }
        if isEmpty, meter.command == .delete { id = Reserved.allMeters }
        try finish(end: text[text.endIndex...])
        return meter
    }

    private mutating func takeOption(_ word: Word) throws(FlowSyntaxError) {
        if let row = MeterFlags.rows.first(where: { $0.name == word.key }) {
            try word.requireNoValue()
            meter.flags.insert(row.flag)
            guard !meter.flags.isSuperset(of: [.kbps, .pktps]) else {
                throw FlowSyntaxError(word.whole, "a meter counts kbps or pktps, not both")
            }
        } else if word.key == "meter" {
            guard id == nil else { throw FlowSyntaxError(word.whole, "meter occurs twice") }
            id = try meterID(word)
        } else {
            let known = ["meter", "bands"] + MeterFlags.rows.map(\.name)
            let hint = Suggestion.text(for: word.name, among: known)
            throw FlowSyntaxError(word.name, "unknown word '\(word.name)' in a meter\(hint)")
        }
    }

    private func meterID(_ word: Word) throws(FlowSyntaxError) -> UInt32 {
        let text = try word.requireValue("a number")
        if let row = MeterName.rows.first(where: { $0.name == text.lowercased() || String($0.id) == text }) {
            guard row.id != Reserved.allMeters || meter.command == .delete else {
                throw FlowSyntaxError(text, "only a delete is for all meters")
            }
            return row.id
        }
        return try NumberSyntax.read(text, for: word.name, in: 1...Reserved.maxMeter)
    }

    private mutating func finish(end: Substring) throws(FlowSyntaxError) {
        guard let id else { throw FlowSyntaxError(end, "meter= is missing") }
        meter.meterID = id
        guard meter.command != .delete else {
            guard meter.bands.isEmpty else { throw FlowSyntaxError(end, "a delete takes no bands") }
            return
        }
        guard !meter.flags.isDisjoint(with: [.kbps, .pktps]) else {
            throw FlowSyntaxError(end, "kbps or pktps is missing: the unit of rates")
        }
        guard saysBands else { throw FlowSyntaxError(end, "bands= is missing, such as bands=type=drop,rate=1000") }
    }
}

// MARK: - Bands

extension MeterReader {
    private mutating func readBands(_ text: Substring) throws(FlowSyntaxError) {
        var words = Words(text)
        var band: [Word] = []
        while let word = try words.next() {
            if word.key == "bands" || word.key == "band" {
                words = Words(words.remainder(from: word))
                continue
            }
            if word.key == "type", !band.isEmpty {
                meter.bands.append(try readBand(band))
                band = []
            }
            band.append(word)
        }
        if !band.isEmpty { meter.bands.append(try readBand(band)) }
    }

    private func readBand(_ words: [Word]) throws(FlowSyntaxError) -> MeterBand {
        let first = words[0]
        guard first.key == "type" else {
            throw FlowSyntaxError(first.whole, "a band begins with type=, not \(first.name)")
        }
        var rate: UInt32?
        var burstSize: UInt32 = 0
        var level: UInt8?
        var experimenter: UInt32?
        var data: [UInt8] = []
        var seen = UniqueWords()
        for word in words.dropFirst() {
            try seen.add(word)
            let value = try word.requireValue("a number")
            switch word.key {
            case "rate": rate = try NumberSyntax.read(value, for: "rate")
            case "burst_size":
                guard meter.flags.contains(.burst) else {
                    throw FlowSyntaxError(word.whole, "burst_size counts only with the word burst before the bands")
                }
                burstSize = try NumberSyntax.read(value, for: "burst_size")
            case "prec_level" where first.value == "dscp_remark":
                level = try NumberSyntax.read(value, for: "prec_level")
            case "id" where first.value == "experimenter":
                experimenter = try NumberSyntax.read(value, for: "id")
            case "data" where first.value == "experimenter": data = try NumberSyntax.bytes(value)
            default:
                let hint = Suggestion.text(for: word.name, among: ["type", "rate", "burst_size", "prec_level"])
                throw FlowSyntaxError(word.name, "unknown word '\(word.name)' in a band of type \(first.value)\(hint)")
            }
        }
        guard let rate else { throw FlowSyntaxError(first.whole, "the band lacks rate=") }
        let kind: MeterBand.Kind
        switch first.value {
        case "drop": kind = .drop
        case "dscp_remark":
            guard let level else { throw FlowSyntaxError(first.whole, "the band lacks prec_level=") }
            kind = .dscpRemark(precedenceLevel: level)
        case "experimenter":
            guard let experimenter else { throw FlowSyntaxError(first.whole, "the band lacks id=") }
            kind = .experimenter(id: experimenter, data: data)
        default:
            let hint = Suggestion.text(for: first.value, among: ["drop", "dscp_remark", "experimenter"])
            throw FlowSyntaxError(
                first.whole,
                "unknown band type '\(first.value)'\(hint.isEmpty ? "; write drop or dscp_remark" : hint)"
            )
        }
        return MeterBand(kind, rate: rate, burstSize: burstSize)
    }
}
