import OpenFlow
import Packets
import TestSupport
import Testing

@testable import Datapath

/// The flow key of a frame holds what the reference reads from it, field by field.
@Suite struct FlowKeyTests {
    @Test(arguments: 0..<10) func agreesWithReference(_ seed: UInt64) {
        var frames = RandomFrames(seed: seed)
        for _ in 0..<200 {
            let frame = frames.generator.oneIn(4) ? frames.nextBroken() : frames.next()
            guard frame.count >= 14 else { continue }
            let key = words(of: frame)
            for (field, value) in ReferenceFields(frame, inPort: 0).values {
                let wanted = CompiledMatch(Match([FieldMatch(field, value)]))
                let isEqual = key.indices.allSatisfy { key[$0] & wanted.mask[$0] == wanted.value[$0] }
                #expect(isEqual, "seed \(seed): \(field) should be \(value) in \(hex(frame))")
            }
        }
    }

    /// Fields that are absent leave zeros, so that frames of one flow have one key.
    @Test(arguments: 0..<10) func absentFieldsAreZero(_ seed: UInt64) {
        var frames = RandomFrames(seed: seed)
        for _ in 0..<200 {
            let frame = frames.next()
            let fields = ReferenceFields(frame, inPort: 0)
            var expected = [UInt64](repeating: 0, count: FlowKey.wordCount)
            for (field, value) in fields.values {
                let compiled = CompiledMatch(Match([FieldMatch(field, value)]))
                for word in expected.indices { expected[word] |= compiled.value[word] }
            }
            #expect(words(of: frame) == expected, "seed \(seed): \(hex(frame))")
        }
    }

    @Test func everyFieldHasItsWidth() {
        for field in MatchField.allCases { #expect(FlowKey.place(of: field).bits == field.referenceBits, "\(field)") }
    }

    private func words(of bytes: [UInt8]) -> [UInt64] {
        var words = [UInt64](repeating: 0, count: FlowKey.wordCount)
        var storage = bytes
        storage.withUnsafeMutableBytes { storage in
            let frame = Frame(storage: storage.baseAddress!, capacity: bytes.count, start: 0, length: bytes.count)
            let layout = HeaderLayout.parse(storage.baseAddress!, count: bytes.count)
            words.withUnsafeMutableBufferPointer { FlowKey.extract(frame, layout, into: $0.baseAddress!) }
        }
        return words
    }
}
