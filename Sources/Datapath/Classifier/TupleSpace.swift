/// The classifier: which rule of the highest rank matches a packet's key.
///
/// What? Tuple-space search (Srinivasan, Suri, Varghese: "Packet Classification using Tuple Space Search", SIGCOMM 1999):
/// rules are grouped by mask; a lookup probes one hash table per distinct mask. The tuples stand in falling order of the
/// best rank within, so a lookup ends as soon as no tuple left can beat the best rule found.
///
/// Cost: a lookup is bounded by the number of distinct masks, whatever the traffic; insert and remove are O(1) apart from
/// moving a run of 16-byte elements when a tuple's best rank changes. `forEachRule` and `hasRule` look at every tuple's
/// mask, and take one hash in those whose mask the match has in full; only the others are scanned. Limit: rule sets with
/// many masks make many probes.
///
/// Rules are numbers that the caller chooses (flow entry indices); a rule is inserted at most once. Equal rank and
/// overlapping matches: either may win, as the specification leaves it open (1.3.5 §5.3).
///
/// Interface: `insert`, `remove`, `removeAll`, `find`, `lookup`, `forEachRule`, `hasRule`. Nothing else in the datapath
/// knows how it is done.
///
/// Threads: the worker's own. Invariant: `next` and `ranks` have `capacity` initialised elements, indexed by rule;
/// `tupleOfMask` owns the tuples, which stay where they were allocated and are never empty between two calls; `order` has
/// each of them once.
struct TupleSpace: ~Copyable {
    static let none: UInt32 = .max

    private var order = TupleOrder()
    private var tupleOfMask: [[UInt64]: UnsafeMutablePointer<Tuple>] = [:]
    private var nextSerial: UInt64 = 0
    private var next: UnsafeMutablePointer<UInt32>
    private var ranks: UnsafeMutablePointer<UInt32>
    private var capacity = 64
    private(set) var ruleCount = 0
    /// Slots that `forEachRule` and `hasRule` looked at so far, to see what they cost.
    private(set) var searchedSlots = 0
    private let seed: UInt64

    var tupleCount: Int { order.count }
    /// Slots of all tuples, taken or free.
    var slotCount: Int { tupleOfMask.values.reduce(0) { $0 + $1.pointee.slotMask + 1 } }
    /// Elements moved so far to keep the tuples in order.
    var orderMoves: Int { order.moveCount }

    init(seed: UInt64) {
        self.seed = seed
        next = .allocate(capacity: 64)
        ranks = .allocate(capacity: 64)
        next.initialize(repeating: Self.none, count: 64)
        ranks.initialize(repeating: 0, count: 64)
    }

    deinit {
        for tuple in tupleOfMask.values { Self.free(tuple) }
        order.deallocate()
        next.deallocate()
        ranks.deallocate()
    }

    /// The rule of the highest rank that matches the key of a packet, or `none`.
    @inline(__always)
    func lookup(_ key: UnsafePointer<UInt64>) -> UInt32 {
        var best = Self.none
        var bestRank: UInt32 = 0
        var entry = order.entries
        let end = entry + order.count
        while entry < end {
            if best != Self.none && entry.pointee.maxRank <= bestRank { break }
            if let slot = entry.pointee.tuple.pointee.find(packet: key),
                best == Self.none || slot.pointee.rank > bestRank
            {
                best = slot.pointee.head
                bestRank = slot.pointee.rank
            }
            entry += 1
        }
        return best
    }

    /// The rule with exactly this match and rank, or `none`.
    func find(_ match: CompiledMatch, rank: UInt32) -> UInt32 {
        guard let tuple = tupleOfMask[match.mask], let slot = tuple.pointee.find(value: match.value) else {
            return Self.none
        }
        return find(rank, in: tuple.pointee.slots[slot])
    }

    mutating func insert(_ match: CompiledMatch, rank: UInt32, rule: UInt32) {
        reserve(Int(rule) + 1)
        ranks[Int(rule)] = rank
        next[Int(rule)] = Self.none
        let tuple = tupleOfMask[match.mask] ?? addTuple(match.mask, maxRank: rank)
        if let slot = tuple.pointee.find(value: match.value) {
            link(rule, rank, into: tuple.pointee.slots + slot)
        } else {
            tuple.pointee.insertSlot(value: match.value, head: rule, rank: rank)
        }
        tuple.pointee.ruleCount += 1
        ruleCount += 1
        if rank > tuple.pointee.maxRank {
            order.move(tuple, maxRank: rank)
            tuple.pointee.rulesAtMax = 1
        } else if rank == tuple.pointee.maxRank {
            tuple.pointee.rulesAtMax += 1
        }
    }

    mutating func remove(_ match: CompiledMatch, rule: UInt32) {
        guard let tuple = tupleOfMask[match.mask], let slot = tuple.pointee.find(value: match.value) else {
            preconditionFailure("a rule is removed with the match that it was inserted with")
        }
        unlink(rule, from: tuple.pointee.slots + slot)
        // `removeSlot` looks at the slots after this one only, to see where the run of occupied slots ends.
        if tuple.pointee.slots[slot].head == Self.none { tuple.pointee.removeSlot(slot) }
        tuple.pointee.ruleCount -= 1
        ruleCount -= 1
        if tuple.pointee.ruleCount == 0 {
            order.remove(tuple)
            tupleOfMask[match.mask] = nil
            return Self.free(tuple)
        }
        if ranks[Int(rule)] == tuple.pointee.maxRank { tuple.pointee.rulesAtMax -= 1 }
        if tuple.pointee.rulesAtMax == 0 { tightenIfWorthIt(tuple) }
    }

    mutating func removeAll() {
        for tuple in tupleOfMask.values { Self.free(tuple) }
        tupleOfMask.removeAll()
        order.removeAll()
        ruleCount = 0
    }

    /// Every rule whose match is equal to or more specific than `filter` (1.3.5 §6.4, non-strict).
    mutating func forEachRule(within filter: CompiledMatch, _ body: (UInt32) -> Void) {
        let usedWords = filter.usedWords
        let next = next
        for i in 0..<order.count where usedWords & ~order.entries[i].usedWords == 0 {
            let tuple = order.entries[i].tuple
            guard tuple.pointee.covers(filter) else { continue }
            searchedSlots += tuple.pointee.search(filter) { slot in
                var rule = slot.head
                while rule != Self.none {
                    body(rule)
                    rule = next[Int(rule)]
                }
                return false
            }
        }
    }

    /// True when a rule of this rank could match a packet that `match` matches, too (1.3.5 §6.4, overlap check).
    mutating func hasRule(overlapping match: CompiledMatch, rank: UInt32) -> Bool {
        var isFound = false
        for i in 0..<order.count where !isFound {
            guard order.entries[i].maxRank >= rank else { break }
            let tuple = order.entries[i].tuple
            searchedSlots += tuple.pointee.search(match) { slot in
                isFound = slot.rank >= rank && find(rank, in: slot) != Self.none
                return isFound
            }
        }
        return isFound
    }

    // MARK: Chains of rules with one match

    /// The rule of this rank among those of a slot, or `none`.
    private func find(_ rank: UInt32, in slot: Tuple.Slot) -> UInt32 {
        var rule = slot.head
        while rule != Self.none && ranks[Int(rule)] > rank { rule = next[Int(rule)] }
        return rule != Self.none && ranks[Int(rule)] == rank ? rule : Self.none
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

    // MARK: Tuples

    private mutating func addTuple(_ mask: [UInt64], maxRank: UInt32) -> UnsafeMutablePointer<Tuple> {
        let tuple = UnsafeMutablePointer<Tuple>.allocate(capacity: 1)
        tuple.initialize(to: Tuple(mask: mask, seed: seed, serial: nextSerial, maxRank: maxRank))
        nextSerial += 1
        tupleOfMask[mask] = tuple
        order.insert(tuple)
        return tuple
    }

    private static func free(_ tuple: UnsafeMutablePointer<Tuple>) {
        tuple.pointee.deallocate()
        tuple.deinitialize(count: 1)
        tuple.deallocate()
    }

    /// A stale bound only costs probes, so it is recomputed once a good part of the rules has gone.
    private mutating func tightenIfWorthIt(_ tuple: UnsafeMutablePointer<Tuple>) {
        tuple.pointee.staleRemovals += 1
        guard tuple.pointee.staleRemovals * 4 >= tuple.pointee.ruleCount || tuple.pointee.ruleCount <= 64 else {
            return
        }
        let (slots, slotMask) = (tuple.pointee.slots, tuple.pointee.slotMask)
        var bound: UInt32 = 0
        for slot in 0...slotMask where slots[slot].head != Self.none { bound = max(bound, slots[slot].rank) }
        var rulesAtBound = 0
        for slot in 0...slotMask where slots[slot].head != Self.none && slots[slot].rank == bound {
            var rule = slots[slot].head
            while rule != Self.none && ranks[Int(rule)] == bound {
                rulesAtBound += 1
                rule = next[Int(rule)]
            }
        }
        order.move(tuple, maxRank: bound)
        tuple.pointee.rulesAtMax = rulesAtBound
        tuple.pointee.staleRemovals = 0
    }

    private mutating func reserve(_ needed: Int) {
        guard needed > capacity else { return }
        let larger = max(needed, capacity * 2)
        let (newNext, newRanks) = (
            UnsafeMutablePointer<UInt32>.allocate(capacity: larger),
            UnsafeMutablePointer<UInt32>.allocate(capacity: larger)
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
