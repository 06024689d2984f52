/// The classifier: which rule of the highest rank matches a packet's key.
///
/// What? Tuple-space search (Srinivasan, Suri, Varghese: "Packet Classification using Tuple Space Search", SIGCOMM 1999):
/// rules are grouped by mask; a lookup probes one hash table per distinct mask. The tuples stand in falling order of the
/// best rank within, so a lookup ends as soon as no tuple left can beat the best rule found.
///
/// Cost: a lookup is bounded by the number of distinct masks, whatever the traffic; insert and remove are O(1) apart from
/// keeping the order of the tuples. Limit: rule sets with many masks make many probes.
///
/// Rules are numbers that the caller chooses (flow entry indices); a rule is inserted at most once. Equal rank and
/// overlapping matches: either may win, as the specification leaves it open (1.3.5 §5.3).
///
/// Interface: `insert`, `remove`, `removeAll`, `find`, `lookup`, `forEachRule`. Nothing else in the datapath knows how it is done.
///
/// Threads: the worker's own. Invariant: `next` and `ranks` have `capacity` initialised elements, indexed by rule; the
/// `tuples` array owns the memory behind its elements and `order` mirrors it for lookups.
struct TupleSpace: ~Copyable {
    static let none: UInt32 = .max

    private var tuples: UnsafeMutablePointer<Tuple>
    private var tupleCapacity = 8
    private(set) var tupleCount = 0
    /// Index of each mask's tuple in `tuples`.
    private var indexOfMask: [[UInt64]: Int] = [:]
    private var next: UnsafeMutablePointer<UInt32>
    private var ranks: UnsafeMutablePointer<UInt32>
    private var capacity = 64
    private(set) var ruleCount = 0
    private let seed: UInt64

    init(seed: UInt64) {
        self.seed = seed
        tuples = .allocate(capacity: 8)
        next = .allocate(capacity: 64)
        ranks = .allocate(capacity: 64)
        next.initialize(repeating: Self.none, count: 64)
        ranks.initialize(repeating: 0, count: 64)
    }

    deinit {
        for i in 0..<tupleCount { tuples[i].deallocate() }
        tuples.deallocate()
        next.deallocate()
        ranks.deallocate()
    }

    /// The rule of the highest rank that matches the key of a packet, or `none`.
    @inline(__always)
    func lookup(_ key: UnsafePointer<UInt64>) -> UInt32 {
        var best = Self.none
        var bestRank: UInt32 = 0
        var tuple = tuples
        let end = tuples + tupleCount
        while tuple < end {
            if best != Self.none && tuple.pointee.maxRank <= bestRank { break }
            if let slot = tuple.pointee.find(packet: key), best == Self.none || slot.pointee.rank > bestRank {
                best = slot.pointee.head
                bestRank = slot.pointee.rank
            }
            tuple += 1
        }
        return best
    }

    /// The rule with exactly this match and rank, or `none`.
    func find(_ match: CompiledMatch, rank: UInt32) -> UInt32 {
        guard let index = indexOfMask[match.mask], let slot = tuples[index].find(value: match.value) else {
            return Self.none
        }
        var rule = tuples[index].slots[slot].head
        while rule != Self.none && ranks[Int(rule)] > rank { rule = next[Int(rule)] }
        return rule != Self.none && ranks[Int(rule)] == rank ? rule : Self.none
    }

    mutating func insert(_ match: CompiledMatch, rank: UInt32, rule: UInt32) {
        reserve(Int(rule) + 1)
        ranks[Int(rule)] = rank
        next[Int(rule)] = Self.none
        let index = indexOfMask[match.mask] ?? addTuple(match.mask)
        if let slot = tuples[index].find(value: match.value) {
            link(rule, rank, into: tuples[index].slots + slot)
        } else {
            let slot = tuples[index].insertSlot(value: match.value)
            tuples[index].slots[slot].head = rule
            tuples[index].slots[slot].rank = rank
        }
        tuples[index].ruleCount += 1
        ruleCount += 1
        if rank > tuples[index].maxRank || tuples[index].ruleCount == 1 {
            tuples[index].maxRank = rank
            tuples[index].rulesAtMax = 1
            moveForward(index)
        } else if rank == tuples[index].maxRank {
            tuples[index].rulesAtMax += 1
        }
    }

    mutating func remove(_ match: CompiledMatch, rule: UInt32) {
        guard let index = indexOfMask[match.mask], let slot = tuples[index].find(value: match.value) else {
            preconditionFailure("a rule is removed with the match that it was inserted with")
        }
        let rank = ranks[Int(rule)]
        unlink(rule, from: tuples[index].slots + slot)
        if tuples[index].slots[slot].head == Self.none {
            // `removeSlot` looks at the slot's own head only to see where the run of occupied slots ends.
            tuples[index].removeSlot(slot)
        }
        tuples[index].ruleCount -= 1
        ruleCount -= 1
        if tuples[index].ruleCount == 0 {
            removeTuple(index, mask: match.mask)
            return
        }
        if rank == tuples[index].maxRank { tuples[index].rulesAtMax -= 1 }
        if tuples[index].rulesAtMax == 0 { tightenIfWorthIt(index) }
    }

    mutating func removeAll() {
        for i in 0..<tupleCount { tuples[i].deallocate() }
        tuples.deinitialize(count: tupleCount)
        tupleCount = 0
        ruleCount = 0
        indexOfMask.removeAll()
    }

    /// Every rule whose match is equal to or more specific than `filter` (1.3.5 §6.4, non-strict).
    func forEachRule(within filter: CompiledMatch, _ body: (UInt32) -> Void) {
        for (mask, index) in indexOfMask {
            let isCovered = (0..<FlowKey.wordCount).allSatisfy { filter.mask[$0] & ~mask[$0] == 0 }
            if isCovered { tuples[index].forEachSlot(within: filter) { chain($0, body) } }
        }
    }

    /// Every rule that some packet could match together with `match`.
    func forEachRule(overlapping match: CompiledMatch, rank: UInt32, _ body: (UInt32) -> Void) {
        for (mask, index) in indexOfMask {
            var common = match
            for word in 0..<FlowKey.wordCount {
                common.mask[word] &= mask[word]
                common.value[word] &= mask[word]
            }
            tuples[index].forEachSlot(within: common) { chain($0) { if ranks[Int($0)] == rank { body($0) } } }
        }
    }

    // MARK: Chains of rules with one match

    private func chain(_ head: UInt32, _ body: (UInt32) -> Void) {
        var rule = head
        while rule != Self.none {
            body(rule)
            rule = next[Int(rule)]
        }
    }

    private func link(_ rule: UInt32, _ rank: UInt32, into slot: UnsafeMutablePointer<Tuple.Slot>) {
        if rank >= slot.pointee.rank {
            next[Int(rule)] = slot.pointee.head
            slot.pointee.head = rule
            slot.pointee.rank = rank
            return
        }
        var before = slot.pointee.head
        while next[Int(before)] != Self.none && ranks[Int(next[Int(before)])] > rank { before = next[Int(before)] }
        next[Int(rule)] = next[Int(before)]
        next[Int(before)] = rule
    }

    private func unlink(_ rule: UInt32, from slot: UnsafeMutablePointer<Tuple.Slot>) {
        if slot.pointee.head == rule {
            slot.pointee.head = next[Int(rule)]
            if slot.pointee.head != Self.none { slot.pointee.rank = ranks[Int(slot.pointee.head)] }
            return
        }
        var before = slot.pointee.head
        while next[Int(before)] != rule { before = next[Int(before)] }
        next[Int(before)] = next[Int(rule)]
    }

    // MARK: Tuples by falling rank

    private mutating func addTuple(_ mask: [UInt64]) -> Int {
        if tupleCount == tupleCapacity {
            let larger = UnsafeMutablePointer<Tuple>.allocate(capacity: tupleCapacity * 2)
            larger.moveInitialize(from: tuples, count: tupleCount)
            tuples.deallocate()
            tuples = larger
            tupleCapacity *= 2
        }
        (tuples + tupleCount).initialize(to: Tuple(mask: mask, seed: seed))
        indexOfMask[mask] = tupleCount
        tupleCount += 1
        return tupleCount - 1
    }

    private mutating func removeTuple(_ index: Int, mask: [UInt64]) {
        tuples[index].deallocate()
        (tuples + index).deinitialize(count: 1)
        (tuples + index).moveInitialize(from: tuples + index + 1, count: tupleCount - index - 1)
        tupleCount -= 1
        indexOfMask[mask] = nil
        for (mask, at) in indexOfMask where at > index { indexOfMask[mask] = at - 1 }
    }

    /// After the bound of a tuple rose.
    private mutating func moveForward(_ index: Int) {
        var at = index
        while at > 0 && tuples[at - 1].maxRank < tuples[index].maxRank { at -= 1 }
        move(index, to: at)
    }

    /// A stale bound only costs probes, so it is recomputed once a good part of the rules has gone.
    private mutating func tightenIfWorthIt(_ index: Int) {
        tuples[index].staleRemovals += 1
        guard tuples[index].staleRemovals * 4 >= tuples[index].ruleCount || tuples[index].ruleCount <= 64 else { return }
        var (bound, count): (UInt32, Int) = (0, 0)
        for slot in 0...tuples[index].slotMask where tuples[index].slots[slot].head != Self.none {
            chain(tuples[index].slots[slot].head) { rule in
                let rank = ranks[Int(rule)]
                if rank > bound || count == 0 { (bound, count) = (rank, 1) } else if rank == bound { count += 1 }
            }
        }
        tuples[index].maxRank = bound
        tuples[index].rulesAtMax = count
        tuples[index].staleRemovals = 0
        var at = index
        while at + 1 < tupleCount && tuples[at + 1].maxRank > bound { at += 1 }
        move(index, to: at)
    }

    private mutating func move(_ index: Int, to target: Int) {
        guard index != target else { return }
        let moved = tuples[index]
        let step = target > index ? 1 : -1
        for i in stride(from: index, to: target, by: step) { tuples[i] = tuples[i + step] }
        tuples[target] = moved
        let passed = min(index, target)...max(index, target)
        for (mask, at) in indexOfMask where passed.contains(at) {
            indexOfMask[mask] = at == index ? target : at - step
        }
    }

    private mutating func reserve(_ needed: Int) {
        guard needed > capacity else { return }
        let larger = max(needed, capacity * 2)
        let (newNext, newRanks) = (
            UnsafeMutablePointer<UInt32>.allocate(capacity: larger), UnsafeMutablePointer<UInt32>.allocate(capacity: larger)
        )
        newNext.initialize(repeating: Self.none, count: larger)
        newRanks.initialize(repeating: 0, count: larger)
        newNext.update(from: next, count: capacity)
        newRanks.update(from: ranks, count: capacity)
        next.deallocate()
        ranks.deallocate()
        (next, ranks, capacity) = (newNext, newRanks, larger)
    }
}

extension Tuple {
    /// The head of each slot whose key agrees with `filter` on all bits that both have.
    func forEachSlot(within filter: CompiledMatch, _ body: (UInt32) -> Void) {
        for slot in 0...slotMask where slots[slot].head != TupleSpace.none {
            let stored = keys + slot * wordCount
            let isInside = (0..<wordCount).allSatisfy { i in
                let word = Int(words[i])
                return (stored[i] ^ filter.value[word]) & filter.mask[word] == 0
            }
            if isInside { body(slots[slot].head) }
        }
    }
}
