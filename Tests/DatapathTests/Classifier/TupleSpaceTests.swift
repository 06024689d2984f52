import OpenFlow
import TestSupport
import Testing

@testable import Datapath

/// The classifier against a linear search: 500 random lookups after each change.
@Suite struct TupleSpaceTests {
    @Test(arguments: 0..<12) func agreesWithLinearSearch(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var flows = FlowGenerator(seed: seed &+ 1)
        let keys = (0..<500).map { _ in RandomKey(&generator) }
        var classifier = TupleSpace(seed: seed)
        var reference = ReferenceClassifier()
        var matches: [Int: (CompiledMatch, UInt32)] = [:]
        for step in 0..<40 {
            if !matches.isEmpty && generator.oneIn(3) {
                let id = generator.pick(matches.keys.sorted())
                classifier.remove(matches[id]!.0, rule: UInt32(id))
                reference.remove(id: id)
                matches[id] = nil
            } else {
                let match = flows.match(tableID: 1)
                let rank = generator.pick([0, 1, 2, 7, 0x8000, 0x1_0005] as [UInt32])
                let compiled = CompiledMatch(match)
                guard classifier.find(compiled, rank: rank) == TupleSpace.none else { continue }
                classifier.insert(compiled, rank: rank, rule: UInt32(step))
                reference.insert(rank: rank, match, id: step)
                matches[step] = (compiled, rank)
            }
            #expect(classifier.ruleCount == matches.count)
            for key in keys {
                let found = key.words.withUnsafeBufferPointer { classifier.lookup($0.baseAddress!) }
                let winners = reference.winners(key.fields)
                let isRight = winners.isEmpty ? found == TupleSpace.none : winners.contains(Int(found))
                #expect(isRight, "\(generator.note), step \(step): \(found) instead of \(winners)")
            }
        }
    }

    /// Many rules of one mask: the table grows, and shrinks again without losing any.
    @Test func manyRulesOfOneMask() {
        var classifier = TupleSpace(seed: 3)
        let matches = (0..<3_000).map { CompiledMatch(Match([FieldMatch(.ethDst, UInt128($0 * 7 + 1))])) }
        for (id, match) in matches.enumerated() { classifier.insert(match, rank: UInt32(id % 5), rule: UInt32(id)) }
        #expect(classifier.tupleCount == 1)
        for id in stride(from: 0, to: 3_000, by: 2) { classifier.remove(matches[id], rule: UInt32(id)) }
        for (id, match) in matches.enumerated() {
            let found = match.value.withUnsafeBufferPointer { classifier.lookup($0.baseAddress!) }
            #expect(found == (id % 2 == 0 ? TupleSpace.none : UInt32(id)))
        }
        for id in stride(from: 1, to: 3_000, by: 2) { classifier.remove(matches[id], rule: UInt32(id)) }
        #expect(classifier.ruleCount == 0)
        #expect(classifier.tupleCount == 0)
    }

    /// A table that was large gives its slots back; what is left is found, and grows anew.
    @Test func tableShrinks() {
        var classifier = TupleSpace(seed: 3)
        let matches = (0..<3_000).map { CompiledMatch(Match([FieldMatch(.ethDst, UInt128($0 * 7 + 1))])) }
        for round in 0..<2 {
            for id in 0..<3_000 where id > 0 || round == 0 {
                classifier.insert(matches[id], rank: 1, rule: UInt32(id))
            }
            #expect(classifier.slotCount == 4_096)
            for id in (1..<3_000).reversed() {
                classifier.remove(matches[id], rule: UInt32(id))
                let bound = max(8, 8 * classifier.ruleCount)
                #expect(classifier.slotCount <= bound, "\(classifier.ruleCount) rules")
                #expect(classifier.find(matches[id - 1], rank: 1) == UInt32(id - 1))
            }
            #expect(classifier.slotCount == 8)
        }
        classifier.removeAll()
        #expect(classifier.slotCount == 0)
        #expect(classifier.find(matches[0], rank: 1) == TupleSpace.none)
    }

    /// Rules with the same match differ by rank; the highest that is left wins.
    @Test func sameMatchDifferentRank() {
        var classifier = TupleSpace(seed: 3)
        let match = CompiledMatch(Match([FieldMatch(.inPort, 1)]))
        for rank in [5, 9, 1, 7] as [UInt32] { classifier.insert(match, rank: rank, rule: rank) }
        for expected in [9, 7, 5, 1] as [UInt32] {
            let found = match.value.withUnsafeBufferPointer { classifier.lookup($0.baseAddress!) }
            #expect(found == expected)
            #expect(classifier.find(match, rank: expected) == expected)
            classifier.remove(match, rule: expected)
            #expect(classifier.find(match, rank: expected) == TupleSpace.none)
        }
    }
}

/// The fields of a random frame, as the reference knows them and as words of the flow key.
private struct RandomKey {
    var fields: ReferenceFields
    var words: [UInt64]

    init(_ generator: inout SeededGenerator) {
        var frames = RandomFrames(seed: generator.next())
        fields = ReferenceFields(
            frames.next(),
            inPort: UInt32(1 + generator.below(4)),
            metadata: UInt64(generator.below(4))
        )
        words = Array(repeating: 0, count: FlowKey.wordCount)
        for (field, value) in fields.values {
            let compiled = CompiledMatch(Match([FieldMatch(field, value)]))
            for word in words.indices { words[word] |= compiled.value[word] }
        }
    }
}
