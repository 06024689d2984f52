/// What went wrong with a connection or listener, in words for people.
public struct ChannelError: Error, Hashable, CustomStringConvertible {
    public var description: String
    /// The other side has answered with a message that the codec refuses.
    public var isUnreadableAnswer = false

    init(_ description: String, isUnreadableAnswer: Bool = false) {
        self.description = description
        self.isUnreadableAnswer = isUnreadableAnswer
    }
}
