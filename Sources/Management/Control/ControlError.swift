/// What went wrong with a control socket, in one sentence for people.
public struct ControlError: Error, Hashable, CustomStringConvertible {
    public var description: String

    public init(_ description: String) { self.description = description }
}
