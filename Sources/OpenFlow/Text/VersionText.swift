extension OpenFlowVersion {
    /// As people write it: "1.3".
    public var text: String { "1.\(rawValue - 1)" }

    /// Reads "1.0" to "1.5".
    public init?(text: String) {
        guard let version = Self.allCases.first(where: { $0.text == text }) else { return nil }
        self = version
    }
}
