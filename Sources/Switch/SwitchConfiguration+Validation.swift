public import OpenFlow

extension SwitchConfiguration {
    /// Versions that a switch can speak.
    public static let supportedVersions: Set<OpenFlowVersion> = [.v1_0, .v1_1, .v1_2, .v1_3, .v1_4]

    /// For people: "1.0, 1.1 and 1.2".
    public static var supportedText: String {
        let texts = supportedVersions.sorted().map(\.text)
        return texts.dropLast().joined(separator: ", ") + " and " + (texts.last ?? "")
    }

    /// The largest port number that 1.0 can say (OFPP_MAX, 1.0.0 §5.2.1).
    static let maxShortPortNumber: UInt32 = 0xff00

    /// Something that no switch can be started from.
    public struct Invalid: Error, Hashable, CustomStringConvertible {
        /// One sentence: what is wrong, and what would be right.
        public var description: String
        public init(_ description: String) { self.description = description }
    }

    /// Checks all that can be known without touching the system.
    public func validate() throws(Invalid) {
        try validateName()
        try validatePorts()
        try normal.validate()
        try validateVersions()
        if datapathID == 0 { throw Invalid("datapath id 0 is not allowed: give 1 to 16 hexadecimal digits, not all 0") }
        guard 0...65535 ~= bufferCount else {
            throw Invalid("\(bufferCount) buffers are not possible: 0 to 65535 are")
        }
        guard 1...254 ~= tableCount else { throw Invalid("\(tableCount) tables are not possible: 1 to 254 are") }
        guard 1...1_000_000 ~= maxEntries else {
            throw Invalid("\(maxEntries) entries a table are not possible: 1 to 1000000 are")
        }
        guard initialBackoff > .zero, initialBackoff <= maxBackoff else {
            throw Invalid("the backoff must begin above 0 and not above its maximum")
        }
        try validateTargets()
    }

    private func validateName() throws(Invalid) {
        let isGood = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                true
            default: false
            }
        }
        guard isGood, 1...32 ~= name.utf8.count, name.utf8.first != UInt8(ascii: ".") else {
            throw Invalid(
                "\"\(name)\" cannot name a switch: 1 to 32 letters, digits, '-', '_' and '.' can, not beginning with '.'"
            )
        }
    }

    private func validateVersions() throws(Invalid) {
        if versions.isEmpty {
            throw Invalid("no OpenFlow version is offered: name at least one of \(Self.supportedText)")
        }
        guard let unsupported = versions.subtracting(Self.supportedVersions).min() else { return }
        throw Invalid("OpenFlow \(unsupported.text) is not supported: \(Self.supportedText) are")
    }
}
