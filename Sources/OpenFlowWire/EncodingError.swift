/// What a message says cannot be said in the version asked for, or does not fit the bytes it has.
public struct EncodingError: Error, Hashable, Sendable, CustomStringConvertible {
    public var description: String

    init(_ description: String) { self.description = description }
}
