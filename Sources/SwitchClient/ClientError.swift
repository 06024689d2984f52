/// What went wrong in a command, in words for people.
public struct ClientError: Error, Hashable, Sendable, CustomStringConvertible {
    public var description: String

    public init(_ description: String) { self.description = description }
}
