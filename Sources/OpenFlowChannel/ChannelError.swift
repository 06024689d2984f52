/// What went wrong with a connection or listener, in words for people.
public struct ChannelError: Error, Hashable, CustomStringConvertible {
    public var description: String

    init(_ description: String) { self.description = description }
}
