import OpenFlow
import TestSupport
import Testing

@testable import Datapath

/// The queries of flow-mods and statistics against a linear search over the matches.
@Suite struct TupleSpaceQueryTests {
    @Test(arguments: 0..<8) func agreesWithLinearSearch(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var flows = FlowGenerator(seed: seed &+ 100)
        var classifier = TupleSpace(seed: seed)
        var rules: [UInt32: (match: Match, rank: UInt32)] = [:]
        for step in 0..<300 as Range<UInt32> {
            let match = flows.match(tableID: 1)
            let rank = generator.pick([0, 1, 2, 7, 0x1_0005] as [UInt32])
            if !rules.isEmpty && generator.oneIn(step < 200 ? 4 : 1) {
                let id = generator.pick(rules.keys.sorted())
                classifier.remove(CompiledMatch(rules[id]!.match), rule: id)
                rules[id] = nil
            } else if classifier.find(CompiledMatch(match), rank: rank) == TupleSpace.none {
                classifier.insert(CompiledMatch(match), rank: rank, rule: step)
                rules[step] = (match, rank)
            }
            // Whole matches, the same with fewer fields, and some that are there.
            let known = rules.isEmpty ? match : generator.pick(rules.keys.sorted().map { rules[$0]!.match })
            for query in [match, known, Match(Array(known.fields.prefix(generator.below(4))))] {
                let compiled = CompiledMatch(query)
                let within = rules.filter { $0.value.match.isWithin(query) }.keys.sorted()
                #expect(found(&classifier, compiled) == within, "\(generator.note), step \(step), \(query)")
                let isOverlapping = rules.values.contains { $0.rank == rank && $0.match.canOverlap(query) }
                let isFound = overlaps(&classifier, compiled, rank: rank)
                #expect(isFound == isOverlapping, "\(generator.note), step \(step), \(query), rank \(rank)")
            }
        }
    }

    /// Masks that are within, around, beside and equal to one another, on one field.
    @Test(arguments: 0..<4) func agreesOnPrefixes(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        func prefix() -> CompiledMatch {
            let mask = generator.pick([0, 0xff00_0000, 0xffff_0000, 0x00ff_0000, 0xffff_ffff] as [UInt128])
            let address = UInt128(generator.below(2)) << 24 | UInt128(generator.below(2)) << 16 | 1
            return CompiledMatch(Match([FieldMatch(.ipv4Dst, address & mask, mask: mask)]))
        }
        var classifier = TupleSpace(seed: seed)
        var rules: [UInt32: (match: CompiledMatch, rank: UInt32)] = [:]
        for step in 0..<400 as Range<UInt32> {
            let (match, rank) = (prefix(), UInt32(generator.below(3)))
            let old = classifier.find(match, rank: rank)
            if old == TupleSpace.none {
                classifier.insert(match, rank: rank, rule: step)
                rules[step] = (match, rank)
            } else {
                classifier.remove(match, rule: old)
                rules[old] = nil
            }
            let query = prefix()
            let within = rules.filter { rule in
                rule.value.match.overlaps(query)
                    && zip(query.mask, rule.value.match.mask).allSatisfy { $0 & ~$1 == 0 }
            }
            #expect(found(&classifier, query) == within.keys.sorted(), "\(generator.note), step \(step)")
            let isOverlapping = rules.values.contains { $0.rank == rank && $0.match.overlaps(query) }
            #expect(overlaps(&classifier, query, rank: rank) == isOverlapping, "\(generator.note), step \(step)")
        }
    }

    /// A filter that names one flow costs one hash in each tuple, however many flows there are.
    @Test func exactFilterScansNothing() {
        var classifier = TupleSpace(seed: 1)
        for id in 0..<5_000 as Range<UInt32> { classifier.insert(host(id), rank: 1, rule: id) }
        for id in 0..<5_000 as Range<UInt32> {
            #expect(found(&classifier, host(id)) == [id])
            classifier.remove(host(id), rule: id)
        }
        #expect(classifier.searchedSlots == 5_000)
    }

    @Test func overlapStopsEarly() {
        var classifier = TupleSpace(seed: 1)
        for id in 0..<5_000 as Range<UInt32> {
            #expect(!overlaps(&classifier, host(id), rank: 1))
            classifier.insert(host(id), rank: 1, rule: id)
        }
        // The first add met no tuple, each other one.
        #expect(classifier.searchedSlots == 4_999)
        // No tuple has a rule of that rank or a higher one.
        #expect(!overlaps(&classifier, CompiledMatch(Match()), rank: 2))
        #expect(classifier.searchedSlots == 4_999)
        // All rules overlap: the first slot taken is enough.
        #expect(overlaps(&classifier, CompiledMatch(Match()), rank: 1))
        #expect(classifier.searchedSlots < 5_100)
    }

    private func host(_ id: UInt32) -> CompiledMatch { CompiledMatch(Match([FieldMatch(.ethDst, UInt128(id))])) }

    private func found(_ classifier: inout TupleSpace, _ filter: CompiledMatch) -> [UInt32] {
        var found: [UInt32] = []
        classifier.forEachRule(within: filter) { found.append($0) }
        return found.sorted()
    }

    private func overlaps(_ classifier: inout TupleSpace, _ match: CompiledMatch, rank: UInt32) -> Bool {
        classifier.hasRule(overlapping: match, rank: rank)
    }
}
