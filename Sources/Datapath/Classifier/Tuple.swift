/// One tuple of the tuple-space search: all rules with the same mask, in one hash table over their masked key.
///
/// The table uses open addressing with linear probing and backward-shift deletion, so that there are no tombstones and a
/// miss ends at the first empty slot; it doubles above a load of 3/4 and halves below 1/8, so that a scan never costs
/// much more than its rules. Only the words that the mask touches are kept, masked and hashed. Rules with the same mask
/// and the same value (they differ by rank) share a slot, whose `head` is the rule with the highest rank; the others
/// follow in the classifier's `next` chain by falling rank.
///
/// Invariant: `slots` has `slotMask + 1` initialised elements, at least `minimumSlots` and a power of two; `keys` has
/// room for `wordCount` words for each of them, initialised where the slot is taken; a slot is free when its `head` is
/// `TupleSpace.none`; `words` and `masks` have `wordCount` elements, the words rising, the masks not zero. `maxRank` is an
/// upper bound of all ranks in the tuple and the one that it stands under in the order. The memory belongs to the tuple;
/// `deallocate` ends it.
struct Tuple {
    struct Slot {
        var hash: UInt32
        var head: UInt32
        var rank: UInt32
    }

    static let minimumSlots = 8

    let wordCount: Int
    let words: UnsafeMutablePointer<UInt8>
    let masks: UnsafeMutablePointer<UInt64>
    let seed: UInt64
    private(set) var slots: UnsafeMutablePointer<Slot>
    private var keys: UnsafeMutablePointer<UInt64>
    private(set) var slotMask: Int
    private var slotCount = 0
    /// A bit for each word that the mask touches.
    let usedWords: UInt32
    /// Tuples of one bound stand in the order in which they came.
    let serial: UInt64
    var maxRank: UInt32
    var ruleCount = 0
    /// Rules at `maxRank`; when it falls to zero the bound is stale until it is tightened.
    var rulesAtMax = 0
    var staleRemovals = 0

    init(mask: [UInt64], seed: UInt64, serial: UInt64, maxRank: UInt32) {
        let used = mask.indices.filter { mask[$0] != 0 }
        wordCount = used.count
        words = .allocate(capacity: max(1, used.count))
        masks = .allocate(capacity: max(1, used.count))
        for (i, word) in used.enumerated() {
            (words + i).initialize(to: UInt8(word))
            (masks + i).initialize(to: mask[word])
        }
        usedWords = used.reduce(0) { $0 | 1 << UInt32($1) }
        self.seed = seed
        self.serial = serial
        self.maxRank = maxRank
        slotMask = Self.minimumSlots - 1
        slots = Self.emptySlots(Self.minimumSlots)
        keys = .allocate(capacity: max(1, Self.minimumSlots * used.count))
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

    /// A slot for a rule whose value has none yet.
    mutating func insertSlot(value: [UInt64], head: UInt32, rank: UInt32) {
        if (slotCount + 1) * 4 > (slotMask + 1) * 3 { rebuild(slots: (slotMask + 1) * 2) }
        var hash = seed
        for i in 0..<wordCount { hash = mix(hash, value[Int(words[i])]) }
        let at = freeSlot(fold(hash))
        slots[at] = Slot(hash: fold(hash), head: head, rank: rank)
        for i in 0..<wordCount { (keys + at * wordCount + i).initialize(to: value[Int(words[i])]) }
        slotCount += 1
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
        if slotCount * 8 < slotMask + 1 && slotMask + 1 > Self.minimumSlots { rebuild(slots: (slotMask + 1) / 2) }
    }

    private func freeSlot(_ hash: UInt32) -> Int {
        var at = Int(hash) & slotMask
        while slots[at].head != TupleSpace.none { at = (at + 1) & slotMask }
        return at
    }

    /// Moves everything into a table of another size. Half full at most afterwards, so that the next one is far off.
    private mutating func rebuild(slots newCount: Int) {
        let (oldSlots, oldKeys, oldCount) = (slots, keys, slotMask + 1)
        slotMask = newCount - 1
        slots = Self.emptySlots(newCount)
        keys = .allocate(capacity: max(1, newCount * wordCount))
        for old in 0..<oldCount where oldSlots[old].head != TupleSpace.none {
            let at = freeSlot(oldSlots[old].hash)
            slots[at] = oldSlots[old]
            (keys + at * wordCount).initialize(from: oldKeys + old * wordCount, count: wordCount)
        }
        oldSlots.deallocate()
        oldKeys.deallocate()
    }

    // MARK: Searches by match

    /// True when the match's mask has no bit that the tuple's lacks.
    func covers(_ match: CompiledMatch) -> Bool {
        guard match.usedWords & ~usedWords == 0 else { return false }
        for i in 0..<wordCount where match.mask[Int(words[i])] & ~masks[i] != 0 { return false }
        return true
    }

    /// True when the tuple's mask has no bit that the match's lacks.
    private func isCovered(by match: CompiledMatch) -> Bool {
        for i in 0..<wordCount where masks[i] & ~match.mask[Int(words[i])] != 0 { return false }
        return true
    }

    /// The slots whose keys agree with the match on all bits that both have, until `body` returns true.
    /// Returns how many slots were looked at: one when the match has all bits of the tuple, since one hash finds it then.
    func search(_ match: CompiledMatch, until body: (Slot) -> Bool) -> Int {
        if isCovered(by: match) {
            if let slot = find(value: match.value) { _ = body(slots[slot]) }
            return 1
        }
        for slot in 0...slotMask where slots[slot].head != TupleSpace.none {
            if agrees(slot, match) && body(slots[slot]) { return slot + 1 }
        }
        return slotMask + 1
    }

    private func agrees(_ slot: Int, _ match: CompiledMatch) -> Bool {
        let stored = keys + slot * wordCount
        for i in 0..<wordCount {
            let word = Int(words[i])
            if (stored[i] ^ match.value[word]) & match.mask[word] & masks[i] != 0 { return false }
        }
        return true
    }
}

extension CompiledMatch {
    /// A bit for each word that the mask touches.
    var usedWords: UInt32 {
        var used: UInt32 = 0
        for word in 0..<FlowKey.wordCount where mask[word] != 0 { used |= 1 << UInt32(word) }
        return used
    }
}
