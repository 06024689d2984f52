/// Ports as actions: "output:2", "2", "LOCAL", "eth0", "CONTROLLER:128".
extension ActionReader {
    /// A port that stands for an output to it; nil when the word is none.
    func port(_ word: Word) throws(FlowSyntaxError) -> Action? {
        guard word.form == .bare, word.key != "controller", !Self.names.contains(word.key) else { return nil }
        if InstructionReader.names.contains(word.key) { return nil }
        if NumberSyntax.number(word.name) == nil, PortNumber.parse(String(word.name), context) == nil { return nil }
        return output(to: try outputPort(word.name))
    }

    func output(_ word: Word) throws(FlowSyntaxError) -> Action {
        let text = try word.requireValue("a port")
        guard word.form == .parenthesized, text.contains("=") else { return output(to: try outputPort(text)) }
        var port: PortNumber?
        var limit: (length: UInt16, word: Word)?
        var words = Words(text)
        var seen = UniqueWords()
        while let part = try words.next() {
            try seen.add(part)
            switch part.key {
            case "port": port = try outputPort(try part.requireValue("a port"))
            case "max_len": limit = (try number(part), part)
            default: throw FlowSyntaxError(part.whole, "output takes port= and max_len=, not \(part.name)")
            }
        }
        guard let port else { throw FlowSyntaxError(word.whole, "output needs port=") }
        if let limit {
            guard port == .controller else {
                throw FlowSyntaxError(
                    limit.word.whole,
                    "shortening a frame is an Open vSwitch extension; max_len goes with CONTROLLER only"
                )
            }
            return .output(port: port, maxLength: limit.length)
        }
        return output(to: port)
    }

    /// "controller", "controller:128" or "controller(max_len=128,reason=action)".
    func controller(_ word: Word) throws(FlowSyntaxError) -> Action {
        guard word.form == .parenthesized, NumberSyntax.number(word.value) == nil else {
            guard word.form != .bare else { return output(to: .controller) }
            return .output(port: .controller, maxLength: try number(word))
        }
        var maxLength = Reserved.noBufferLength
        var words = Words(word.value)
        var seen = UniqueWords()
        while let part = try words.next() {
            try seen.add(part)
            switch part.key {
            case "max_len": maxLength = try number(part)
            case "reason" where part.value == "action", "id" where part.value == "0": break
            case "reason", "id", "userdata", "pause", "meter_id":
                throw FlowSyntaxError(part.whole, "\(part.whole) is an Open vSwitch extension of the action controller")
            default:
                let hint = Suggestion.text(for: part.name, among: ["max_len", "reason"])
                throw FlowSyntaxError(
                    part.whole,
                    "controller takes max_len= and reason=action, not \(part.name)\(hint)"
                )
            }
        }
        return .output(port: .controller, maxLength: maxLength)
    }

    /// A port that frames can go to.
    func outputPort(_ text: Substring) throws(FlowSyntaxError) -> PortNumber {
        if text.contains("["), let open = text.firstIndex(of: "["), subfieldName(text[..<open]) {
            throw FlowSyntaxError(text, "output to the port in a field is an Open vSwitch extension")
        }
        let port = try PortNumber.read(text, context)
        guard port != .unset, port != .any || version == .v1_0 else {
            throw FlowSyntaxError(text, "\(text) is no port that a frame can go to")
        }
        return port
    }

    private func subfieldName(_ name: Substring) -> Bool {
        FieldName.byName[name.lowercased()] != nil || OpenVSwitchNames.reason(field: name) != nil
            || name.hasPrefix("NXM_") || name.hasPrefix("OXM_")
    }

    /// A controller gets whole frames unless the text says otherwise.
    private func output(to port: PortNumber) -> Action {
        .output(port: port, maxLength: port == .controller ? Reserved.noBufferLength : 0)
    }
}
