extension PortNumber {
    /// "5", "LOCAL", "in_port" or, if the context knows it, "eth0"; nil for what is none of these.
    public static func parse(_ text: String, _ context: SyntaxContext = SyntaxContext()) -> PortNumber? {
        try? read(text[...], context)
    }

    /// The reserved ports by name, in lower case. NONE is what 1.0 calls ANY.
    static let reservedNames: [(name: String, port: PortNumber)] = [
        ("in_port", .inPort), ("table", .table), ("normal", .normal), ("flood", .flood), ("all", .all),
        ("controller", .controller), ("local", .local), ("any", .any), ("none", .any), ("unset", .unset),
    ]

    static func read(_ text: Substring, _ context: SyntaxContext) throws(FlowSyntaxError) -> PortNumber {
        if let number = NumberSyntax.number(text) {
            guard let port = PortNumber(number, in: context.version) else {
                let most = context.version == .v1_0 ? "65280" : "4294967040"
                throw FlowSyntaxError(
                    text,
                    "\(text) is no port number of OpenFlow \(context.version.text), whose ports end at \(most)"
                )
            }
            return port
        }
        if text.first != "\"", let reserved = reservedNames.first(where: { $0.name == text.lowercased() }) {
            return reserved.port
        }
        if let port = context.portNumber(text.unquoted) { return port }
        let hint = Suggestion.text(for: text, among: reservedNames.map { $0.port.text })
        throw FlowSyntaxError(text, "unknown port '\(text)'\(hint)")
    }

    /// The port that a number means. 65528 to 65535 are the reserved ports of 1.0, and mean them in all versions, as
    /// ovs-ofctl has it: who writes 65534 means LOCAL.
    private init?(_ number: UInt128, in version: OpenFlowVersion) {
        switch number {
        case 0xfff8...0xffff: self.init(0xffff_0000 | UInt32(number))
        case 0...UInt128(version == .v1_0 ? 0xff00 : PortNumber.max.rawValue): self.init(UInt32(number))
        case UInt128(PortNumber.unset.rawValue)...0xffff_ffff: self.init(UInt32(number))
        default: return nil
        }
    }
}
