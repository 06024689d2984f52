import OpenFlow
import TestSupport
import Testing

@testable import Datapath

/// Many masks: the order of the tuples stays right, and cheap to keep.
@Suite struct TupleOrderTests {
    /// Rules come and go in 40 tuples that all match one packet, so that every lookup tells whether the order is right.
    @Test(arguments: 0..<6) func highestRankWins(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let packet = [UInt64](repeating: .max, count: FlowKey.wordCount)
        var classifier = TupleSpace(seed: seed)
        var rules: [UInt32: (match: CompiledMatch, rank: UInt32)] = [:]
        for rule in 0..<4_000 as Range<UInt32> {
            let isFilling = rule / 500 % 2 == 0
            if !rules.isEmpty && generator.oneIn(isFilling ? 4 : 1) {
                // Often the best one, so that bounds go stale.
                let best = rules.max { $0.value.rank < $1.value.rank }!.key
                let id = generator.oneIn(2) ? best : generator.pick(rules.keys.sorted())
                classifier.remove(rules[id]!.match, rule: id)
                rules[id] = nil
            } else {
                // Rules that the packet does not match keep a tuple in place when those that it matches go.
                let match = Self.match(mask: UInt64(1 + generator.below(40)), isHit: !generator.oneIn(4))
                let rank = UInt32(generator.below(300))
                guard classifier.find(match, rank: rank) == TupleSpace.none else { continue }
                classifier.insert(match, rank: rank, rule: rule)
                rules[rule] = (match, rank)
            }
            let hits = rules.filter { $0.value.match.value == $0.value.match.mask }
            let best = hits.values.map(\.rank).max()
            let found = packet.withUnsafeBufferPointer { classifier.lookup($0.baseAddress!) }
            #expect(hits[found]?.rank == best, "\(generator.note), rule \(rule)")
            #expect((found == TupleSpace.none) == hits.isEmpty, "\(generator.note), rule \(rule)")
            #expect(classifier.tupleCount == Set(rules.values.map(\.match.mask)).count)
        }
    }

    /// Each add is the new best: the worst way to fill the order. Then the same in the other direction, and by single deletes.
    @Test(arguments: [true, false]) func thousandsOfMasks(_ isRising: Bool) {
        let count: UInt32 = 2_000
        var classifier = TupleSpace(seed: 9)
        for rule in 0..<count {
            let match = Self.match(mask: UInt64(rule) + 1, isHit: true)
            classifier.insert(match, rank: isRising ? rule : count - rule, rule: rule)
        }
        #expect(classifier.tupleCount == Int(count))
        #expect(classifier.orderMoves == (isRising ? Int(count) * (Int(count) - 1) / 2 : 0))
        let before = classifier.searchedSlots
        for rule in 0..<count {
            let match = Self.match(mask: UInt64(rule) + 1, isHit: true)
            #expect(classifier.find(match, rank: isRising ? rule : count - rule) == rule)
            classifier.remove(match, rule: rule)
        }
        #expect(classifier.searchedSlots == before)
        #expect(classifier.tupleCount == 0)
        #expect(classifier.orderMoves <= Int(count) * Int(count))
    }

    /// Later rules of a tuple raise its bound, their removal lowers it: one element moves, past those between.
    @Test func movesOnlyThePassed() {
        var classifier = TupleSpace(seed: 9)
        for rule in 0..<10 as Range<UInt32> {
            classifier.insert(Self.match(mask: UInt64(rule) + 1, isHit: true), rank: 100 - rule, rule: rule)
        }
        #expect(classifier.orderMoves == 0)
        let match = Self.match(mask: 10, isHit: true)
        classifier.insert(match, rank: 95, rule: 50)
        // Past those of rank 94, 93 and 92; behind the older one of rank 95.
        #expect(classifier.orderMoves == 3)
        classifier.remove(match, rule: 50)
        #expect(classifier.orderMoves == 6)
    }

    /// On the metadata word: any number is a mask. A hit has all bits of the mask set, a miss none.
    private static func match(mask: UInt64, isHit: Bool) -> CompiledMatch {
        CompiledMatch(Match([FieldMatch(.metadata, isHit ? UInt128(mask) : 0, mask: UInt128(mask))]))
    }
}
