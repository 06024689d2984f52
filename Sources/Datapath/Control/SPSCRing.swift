import Synchronization

/// A bounded single-producer/single-consumer queue between two threads, without locks.
///
/// Invariant: slots `head ..< tail` (modulo the capacity) are initialised and belong to the consumer, all others are
/// uninitialised and belong to the producer. Only the consumer moves `head`, only the producer moves `tail`; each
/// publishes with release and reads the other's with acquire. `push` may be called by one thread at a time, `pop` by
/// one thread at a time.
public final class SPSCRing<Element: Sendable>: @unchecked Sendable {
    private let slots: UnsafeMutablePointer<Element>
    private let mask: Int
    private let head = Atomic<Int>(0)
    private let tail = Atomic<Int>(0)

    /// - Parameter capacity: rounded up to a power of two.
    public init(capacity: Int) {
        var size = 1
        while size < capacity { size *= 2 }
        mask = size - 1
        slots = .allocate(capacity: size)
    }

    deinit {
        while pop() != nil {}
        slots.deallocate()
    }

    public var isEmpty: Bool { head.load(ordering: .acquiring) == tail.load(ordering: .acquiring) }

    /// Elements waiting; exact only for the two threads concerned.
    public var count: Int { tail.load(ordering: .acquiring) - head.load(ordering: .acquiring) }

    public var isFull: Bool { count > mask }

    /// False, and nothing happens, when the ring is full.
    public func push(_ element: Element) -> Bool {
        let at = tail.load(ordering: .relaxed)
        guard at - head.load(ordering: .acquiring) <= mask else { return false }
        (slots + (at & mask)).initialize(to: element)
        tail.store(at + 1, ordering: .releasing)
        return true
    }

    public func pop() -> Element? {
        let at = head.load(ordering: .relaxed)
        guard at < tail.load(ordering: .acquiring) else { return nil }
        let element = (slots + (at & mask)).move()
        head.store(at + 1, ordering: .releasing)
        return element
    }
}
