/// Names and version that a text is read with.
///
/// The version decides what can be said: a text that its version has no words for is refused, with the reason.
public struct SyntaxContext: Sendable {
    public var version: OpenFlowVersion
    /// The number of the port with this name, which is none of the reserved names.
    public var portNumber: @Sendable (String) -> PortNumber?
    /// The number of the table with this name.
    public var tableNumber: @Sendable (String) -> UInt8?

    public init(
        version: OpenFlowVersion = .v1_3,
        portNumber: @escaping @Sendable (String) -> PortNumber? = { _ in nil },
        tableNumber: @escaping @Sendable (String) -> UInt8? = { _ in nil }
    ) {
        self.version = version
        self.portNumber = portNumber
        self.tableNumber = tableNumber
    }
}
