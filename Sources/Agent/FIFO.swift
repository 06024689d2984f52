/// A queue: append at the end, remove from the front, index from the front, each in amortized constant time.
struct FIFO<Element> {
    private var storage: [Element?] = []
    private var head = 0

    var count: Int { storage.count - head }
    var isEmpty: Bool { count == 0 }
    var first: Element? { isEmpty ? nil : storage[head] }

    /// The element `index` places behind the first; `index` must be in `0 ..< count`.
    subscript(index: Int) -> Element {
        get { storage[head + index]! }
        set { storage[head + index] = newValue }
    }

    mutating func append(_ element: Element) { storage.append(element) }

    @discardableResult mutating func popFirst() -> Element? {
        guard !isEmpty else { return nil }
        let element = storage[head]
        storage[head] = nil
        head += 1
        // Half of the storage is spent: each element is moved at most once per time that the queue doubles.
        if head >= 32, head * 2 >= storage.count {
            storage.removeFirst(head)
            head = 0
        }
        return element
    }

    mutating func removeAll(where isUnwanted: (Element) -> Bool) {
        storage = storage[head...].filter { !isUnwanted($0!) }
        head = 0
    }
}
