extension PacketOut {
    /// "in_port=1,packet=HEX,actions=output:2", actions last; `buffer=N` in place of `packet=` for a buffered frame.
    ///
    /// From 1.5 on, pipeline fields such as `metadata=5` or `tun_id=7` may stand before the actions.
    public static func parse(
        _ text: String,
        _ context: SyntaxContext = SyntaxContext()
    ) throws(FlowSyntaxError) -> PacketOut {
        var packetOut = PacketOut(actions: [])
        var inPort: PortNumber?
        var hasPacket = false
        var fields = MatchReader(context)
        var words = Words(text[...])
        var seen = UniqueWords()
        loop: while let word = try words.next() {
            try seen.add(word)
            switch word.key {
            case "in_port": inPort = try PortNumber.read(try word.requireValue("a port"), context)
            case "packet":
                packetOut.data = try NumberSyntax.bytes(try word.requireValue("hexadecimal bytes"))
                hasPacket = true
            case "buffer":
                packetOut.bufferID = try NumberSyntax.read(
                    try word.requireValue("a number"),
                    for: word.name,
                    in: 0...Reserved.noBuffer - 1
                )
            case "actions" where word.form == .assigned, "action" where word.form == .assigned:
                packetOut.actions = try ActionReader(context, match: nil).list(words.remainder(from: word))
                break loop
            case "metadata", "tun_id", "tunnel_id", "packet_type":
                guard context.version >= .v1_5 else {
                    throw FlowSyntaxError(word.whole, "a packet-out has pipeline fields from OpenFlow 1.5 on")
                }
                _ = try fields.take(word)
            default: throw unknown(word)
            }
        }
        let end = text[text.endIndex...]
        guard let inPort else { throw FlowSyntaxError(end, "in_port= is missing; write in_port=controller for none") }
        guard hasPacket || packetOut.bufferID != nil else { throw FlowSyntaxError(end, "packet= is missing") }
        guard !hasPacket || packetOut.bufferID == nil else {
            throw FlowSyntaxError(end, "a packet-out has packet= or buffer=, not both")
        }
        packetOut.inPort = inPort
        packetOut.pipelineFields = try fields.finish()
        return packetOut
    }

    private static func unknown(_ word: Word) -> FlowSyntaxError {
        let hint = Suggestion.text(for: word.name, among: ["in_port", "packet", "buffer", "actions"])
        return FlowSyntaxError(word.name, "unknown word '\(word.name)' in a packet-out\(hint)")
    }
}
