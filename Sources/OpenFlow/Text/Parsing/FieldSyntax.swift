/// Values of match fields: "10.0.0.0/8", "0x5/0xff", "+syn-ack" …
extension FieldMatch {
    /// Nil where every value is right: "*", or a mask of zeros.
    ///
    /// Bits outside of the mask are taken for zeros, so that "10.1.2.3/8" means "10.0.0.0/8".
    static func read(
        _ field: MatchField,
        _ text: Substring,
        for name: some StringProtocol,
        _ context: SyntaxContext
    ) throws(FlowSyntaxError) -> FieldMatch? {
        if text == "*" { return nil }
        switch field.valueForm {
        case .packetType: return FieldMatch(field, try packetType(text))
        case .tcpFlags where NumberSyntax.number(text.prefix(1)) == nil: return try TCPFlagSyntax.read(text)
        case .decimal, .hex, .ethernet, .ipv4, .ipv6, .port, .tcpFlags: break
        }
        guard let (value, mask) = text.halves("/") else {
            return FieldMatch(field, try FieldMatch.value(field, text, for: name, context))
        }
        let bits = try FieldMatch.mask(field, mask, for: name, context)
        return FieldMatch(field, try FieldMatch.value(field, value, for: name, context), bits)
    }

    /// Nil for a mask of zeros.
    init?(_ field: MatchField, _ value: UInt128, _ mask: UInt128) {
        guard mask != 0 else { return nil }
        self.init(field, value & mask, mask: mask == field.info.fullMask ? nil : mask)
    }

    private static func value(
        _ field: MatchField,
        _ text: Substring,
        for name: some StringProtocol,
        _ context: SyntaxContext
    ) throws(FlowSyntaxError) -> UInt128 {
        switch field.valueForm {
        case .decimal, .hex, .tcpFlags, .packetType:
            return try NumberSyntax.read(text, for: name, in: 0...field.info.fullMask)
        case .ethernet:
            guard let address = NumberSyntax.ethernetAddress(text) else {
                throw FlowSyntaxError(text, "'\(text)' is no Ethernet address such as 00:11:22:33:44:55")
            }
            return UInt128(address)
        case .ipv4:
            guard let address = NumberSyntax.ipv4Address(text) else {
                throw FlowSyntaxError(text, "'\(text)' is no IPv4 address such as 10.0.0.1")
            }
            return UInt128(address)
        case .ipv6:
            guard let address = NumberSyntax.ipv6Address(text) else {
                throw FlowSyntaxError(text, "'\(text)' is no IPv6 address such as 2001:db8::1")
            }
            return address
        case .port:
            return UInt128(try PortNumber.read(text, context).rawValue)
        }
    }

    private static func mask(
        _ field: MatchField,
        _ text: Substring,
        for name: some StringProtocol,
        _ context: SyntaxContext
    ) throws(FlowSyntaxError) -> UInt128 {
        switch field.valueForm {
        case .ipv4 where !text.contains("."), .ipv6 where !text.contains(":"):
            let width = field.info.bits
            let length: UInt8 = try NumberSyntax.read(text, for: "a prefix length", in: 0...UInt8(width))
            return length == 0 ? 0 : field.info.fullMask << UInt128(width - Int(length)) & field.info.fullMask
        case .port:
            return try NumberSyntax.read(text, for: "the mask of \(name)", in: 0...field.info.fullMask)
        case .decimal, .hex, .ethernet, .ipv4, .ipv6, .tcpFlags, .packetType:
            return try value(field, text, for: "the mask of \(name)", context)
        }
    }

    /// "(1,0x800)": a namespace and a type in it.
    private static func packetType(_ text: Substring) throws(FlowSyntaxError) -> UInt128 {
        guard text.first == "(", text.last == ")", let (space, type) = text.dropFirst().dropLast().halves(",") else {
            throw FlowSyntaxError(text, "'\(text)' is no packet type such as (1,0x800)")
        }
        let high: UInt16 = try NumberSyntax.read(space, for: "the namespace of packet_type")
        let low: UInt16 = try NumberSyntax.read(type, for: "packet_type")
        return UInt128(high) << 16 | UInt128(low)
    }
}

/// "syn|ack" for exactly these flags, "+syn-ack" for those that must and must not be set.
private enum TCPFlagSyntax {
    static func read(_ text: Substring) throws(FlowSyntaxError) -> FieldMatch? {
        guard text.first == "+" || text.first == "-" else {
            var value: UInt128 = 0
            for name in text.split(separator: "|", omittingEmptySubsequences: false) { value |= try flag(name) }
            return FieldMatch(.tcpFlags, value)
        }
        var value: UInt128 = 0
        var mask: UInt128 = 0
        var rest = text
        while let sign = rest.popFirst() {
            let name = rest.prefix { $0 != "+" && $0 != "-" }
            rest = rest[name.endIndex...]
            let bit = try flag(name)
            guard mask & bit == 0 else { throw FlowSyntaxError(name, "\(name) occurs twice") }
            mask |= bit
            if sign == "+" { value |= bit }
        }
        return FieldMatch(.tcpFlags, value, mask)
    }

    private static func flag(_ name: Substring) throws(FlowSyntaxError) -> UInt128 {
        guard let index = TCPFlagText.names.firstIndex(of: name.lowercased()) else {
            let hint = Suggestion.text(for: name, among: TCPFlagText.names)
            throw FlowSyntaxError(
                name,
                "unknown TCP flag '\(name)'\(hint.isEmpty ? "; write +syn-ack, syn|ack or a number" : hint)"
            )
        }
        return 1 << UInt128(index)
    }
}
