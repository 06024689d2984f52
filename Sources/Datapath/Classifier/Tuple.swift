/// One tuple of the tuple-space search: all rules with the same mask, in one hash table over their masked key.
///
/// The table uses open addressing with linear probing and backward-shift deletion, so that there are no tombstones and a
/// miss ends at the first empty slot; it grows at a load of 3/4. Only the words that the mask touches are kept, masked and
/// hashed. Rules with the same mask and the same value (they differ by rank) share a slot, whose `head` is the rule with the
/// highest rank; the others follow in the classifier's `next` chain by falling rank.
///
/// Invariant: `slots` has `slotMask + 1` initialised elements, `keys` `wordCount` words for each of them; a slot is free
/// when its `head` is `TupleSpace.none`; `words` and `masks` have `wordCount` elements. `maxRank` is an upper bound of
/// all ranks in the tuple. The memory belongs to the tuple; `deallocate` ends it.
struct Tuple {
    struct Slot {
        var hash: UInt32
        var head: UInt32
        var rank: UInt32
    }

    let wordCount: Int
    let words: UnsafeMutablePointer<UInt8>
    let masks: UnsafeMutablePointer<UInt64>
    let seed: UInt64
    var slots: UnsafeMutablePointer<Slot>
    var keys: UnsafeMutablePointer<UInt64>
    var slotMask: Int
    var slotCount = 0
    var ruleCount = 0
    var maxRank: UInt32 = 0
    /// Rules at `maxRank`; when it falls to zero the bound is stale until `tighten`.
    var rulesAtMax = 0
    var staleRemovals = 0

    init(mask: [UInt64], seed: UInt64) {
        let used = mask.indices.filter { mask[$0] != 0 }
        wordCount = used.count
        words = .allocate(capacity: max(1, used.count))
        masks = .allocate(capacity: max(1, used.count))
        for (i, word) in used.enumerated() {
            (words + i).initialize(to: UInt8(word))
            (masks + i).initialize(to: mask[word])
        }
        self.seed = seed
        slotMask = 7
        slots = Self.emptySlots(8)
        keys = .allocate(capacity: max(1, 8 * used.count))
    }

    func deallocate() {
        words.deallocate()
        masks.deallocate()
        slots.deallocate()
        keys.deallocate()
    }

    private static func emptySlots(_ count: Int) -> UnsafeMutablePointer<Slot> {
        let slots = UnsafeMutablePointer<Slot>.allocate(capacity: count)
        slots.initialize(repeating: Slot(hash: 0, head: TupleSpace.none, rank: 0), count: count)
        return slots
    }

    /// One multiplication a word, folded (after the public-domain wyhash); keyed by the seed against hash flooding.
    @inline(__always)
    private func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
        let product = (hash ^ word).multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
        return product.high ^ product.low ^ seed
    }

    @inline(__always)
    private func fold(_ hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash ^ (hash >> 32)) }

    /// The slot whose rules match the packet, or nil.
    @inline(__always)
    func find(packet key: UnsafePointer<UInt64>) -> UnsafeMutablePointer<Slot>? {
        var hash = seed
        for i in 0..<wordCount { hash = mix(hash, key[Int(words[i])] & masks[i]) }
        let folded = fold(hash)
        var at = Int(folded) & slotMask
        while slots[at].head != TupleSpace.none {
            if slots[at].hash == folded && matches(at, key) { return slots + at }
            at = (at + 1) & slotMask
        }
        return nil
    }

    @inline(__always)
    private func matches(_ at: Int, _ key: UnsafePointer<UInt64>) -> Bool {
        let stored = keys + at * wordCount
        for i in 0..<wordCount where stored[i] != key[Int(words[i])] & masks[i] { return false }
        return true
    }

    // MARK: Changes, by whole values (all words of a key)

    func find(value: [UInt64]) -> Int? {
        value.withUnsafeBufferPointer { buffer in
            find(packet: buffer.baseAddress!).map { $0 - slots }
        }
    }

    /// The slot for a value that has none yet.
    mutating func insertSlot(value: [UInt64]) -> Int {
        if (slotCount + 1) * 4 > (slotMask + 1) * 3 { grow() }
        var hash = seed
        for i in 0..<wordCount { hash = mix(hash, value[Int(words[i])]) }
        let at = freeSlot(fold(hash))
        slots[at].hash = fold(hash)
        for i in 0..<wordCount { (keys + at * wordCount + i).initialize(to: value[Int(words[i])]) }
        slotCount += 1
        return at
    }

    /// Frees a slot and moves those after it that would not be found any more.
    mutating func removeSlot(_ removed: Int) {
        var hole = removed
        var at = (hole + 1) & slotMask
        while slots[at].head != TupleSpace.none {
            let home = Int(slots[at].hash) & slotMask
            if (at - home) & slotMask >= (at - hole) & slotMask {
                slots[hole] = slots[at]
                (keys + hole * wordCount).update(from: keys + at * wordCount, count: wordCount)
                hole = at
            }
            at = (at + 1) & slotMask
        }
        slots[hole].head = TupleSpace.none
        slotCount -= 1
    }

    private func freeSlot(_ hash: UInt32) -> Int {
        var at = Int(hash) & slotMask
        while slots[at].head != TupleSpace.none { at = (at + 1) & slotMask }
        return at
    }

    private mutating func grow() {
        let (oldSlots, oldKeys, oldCount) = (slots, keys, slotMask + 1)
        slotMask = oldCount * 2 - 1
        slots = Self.emptySlots(oldCount * 2)
        keys = .allocate(capacity: max(1, oldCount * 2 * wordCount))
        for old in 0..<oldCount where oldSlots[old].head != TupleSpace.none {
            let at = freeSlot(oldSlots[old].hash)
            slots[at] = oldSlots[old]
            (keys + at * wordCount).initialize(from: oldKeys + old * wordCount, count: wordCount)
        }
        oldSlots.deallocate()
        oldKeys.deallocate()
    }
}
