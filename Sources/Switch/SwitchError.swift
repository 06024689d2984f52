/// Why a switch cannot be started, in one sentence for people.
public struct SwitchError: Error, CustomStringConvertible, Sendable {
    public var description: String
    public init(_ description: String) { self.description = description }
}
