/// The tuples by falling `maxRank`, those of one bound by rising `serial`: the array that a lookup walks.
///
/// An element is 16 bytes and says by itself whether its tuple needs a look. Since the place of a tuple follows from its
/// bound and serial, it is found by bisection and nobody keeps it: a change moves a run of elements and touches nothing else.
///
/// Invariant: `entries` has room for `capacity` elements, the first `count` initialised; each one's `maxRank` is that of
/// its tuple. The owner of the order owns the tuples; `deallocate` ends the array only.
struct TupleOrder {
    struct Entry {
        var maxRank: UInt32
        var usedWords: UInt32
        var tuple: UnsafeMutablePointer<Tuple>
    }

    private(set) var entries: UnsafeMutablePointer<Entry> = .allocate(capacity: 8)
    private(set) var count = 0
    private var capacity = 8
    /// Elements moved so far, to see what keeping the order costs.
    private(set) var moveCount = 0

    func deallocate() { entries.deallocate() }

    mutating func insert(_ tuple: UnsafeMutablePointer<Tuple>) {
        if count == capacity { grow() }
        let at = place(tuple.pointee.maxRank, tuple.pointee.serial)
        let (maxRank, usedWords) = (tuple.pointee.maxRank, tuple.pointee.usedWords)
        (entries + at + 1).moveInitialize(from: entries + at, count: count - at)
        (entries + at).initialize(to: Entry(maxRank: maxRank, usedWords: usedWords, tuple: tuple))
        moveCount += count - at
        count += 1
    }

    mutating func remove(_ tuple: UnsafeMutablePointer<Tuple>) {
        let at = place(tuple.pointee.maxRank, tuple.pointee.serial)
        count -= 1
        (entries + at).moveInitialize(from: entries + at + 1, count: count - at)
        moveCount += count - at
    }

    /// Gives a tuple another bound, and with it its new place.
    mutating func move(_ tuple: UnsafeMutablePointer<Tuple>, maxRank: UInt32) {
        let old = place(tuple.pointee.maxRank, tuple.pointee.serial)
        var new = place(maxRank, tuple.pointee.serial)
        if new <= old {
            (entries + new + 1).moveInitialize(from: entries + new, count: old - new)
        } else {
            // The place was counted with the element itself in front of it.
            new -= 1
            (entries + old).moveInitialize(from: entries + old + 1, count: new - old)
        }
        let usedWords = tuple.pointee.usedWords
        (entries + new).initialize(to: Entry(maxRank: maxRank, usedWords: usedWords, tuple: tuple))
        tuple.pointee.maxRank = maxRank
        moveCount += abs(new - old)
    }

    mutating func removeAll() { count = 0 }

    /// How many elements stand before a tuple with this bound and serial.
    private func place(_ maxRank: UInt32, _ serial: UInt64) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            let entry = entries[middle]
            let isBefore = entry.maxRank != maxRank ? entry.maxRank > maxRank : entry.tuple.pointee.serial < serial
            if isBefore { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private mutating func grow() {
        let larger = UnsafeMutablePointer<Entry>.allocate(capacity: capacity * 2)
        larger.moveInitialize(from: entries, count: count)
        entries.deallocate()
        (entries, capacity) = (larger, capacity * 2)
    }
}
