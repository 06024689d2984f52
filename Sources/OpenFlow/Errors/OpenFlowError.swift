/// An error of the specification, thrown where it is found and sent as it is.
public struct OpenFlowError: Error, Hashable, Sendable {
    public var code: ErrorCode
    /// Says what was wrong, for the log; does not go over the wire.
    public var detail: String

    public init(_ code: ErrorCode, _ detail: String = "") {
        self.code = code
        self.detail = detail
    }
}
