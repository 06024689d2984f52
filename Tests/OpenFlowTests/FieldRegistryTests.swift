import OpenFlow
import Testing

@Suite struct FieldRegistryTests {
    @Test func hasEveryFieldOnceInTheOrderOfNumbers() {
        #expect(fieldRegistry.map(\.field) == MatchField.allCases)
        #expect(Set(fieldRegistry.map(\.name)).count == fieldRegistry.count)
        for row in fieldRegistry {
            #expect(row.field.info.field == row.field)
            #expect(row.oxmNumber == row.field.rawValue)
            #expect(MatchField(name: row.name) == row.field)
        }
        #expect(MatchField(name: "no_such_field") == nil)
    }

    @Test func sizesAgree() {
        for row in fieldRegistry {
            #expect((1...128).contains(row.bits), "\(row.name)")
            #expect(row.bits <= 8 * row.byteCount, "\(row.name)")
            #expect(row.fullMask.nonzeroBitCount == row.bits, "\(row.name)")
            #expect(row.fullMask.trailingZeroBitCount == 0, "\(row.name)")
        }
        // The sizes on the wire by OXM number (1.5.1 §7.2.3.8).
        let byteCounts: [Int] = [
            4, 4, 8, 6, 6, 2, 2, 1, 1, 1, 1, 4, 4, 2, 2, 2, 2, 2, 2, 1, 1, 2, 4, 4, 6, 6, 16, 16, 4, 1, 1, 16, 6, 6, 4,
            1, 1, 3,
            8, 2, 1, 2, 4, 4,
        ]
        #expect(fieldRegistry.map(\.byteCount) == byteCounts)
    }

    @Test func prerequisitesComeBeforeWhatNeedsThem() {
        for row in fieldRegistry {
            switch row.prerequisite {
            case .none: break
            case .vlanTagged: #expect(MatchField.vlanVID.rawValue < row.oxmNumber)
            case .present(let field), .equals(let field, _), .equalsEither(let field, _, _):
                #expect(field.rawValue < row.oxmNumber)
                #expect(field.info.since <= row.since)
            }
        }
    }

    @Test func pipelineFieldsCannotBeSet() {
        let readOnly = fieldRegistry.filter { !$0.isSettable }.map(\.field)
        #expect(readOnly == [.inPort, .inPhyPort, .metadata, .ipv6ExtHdr, .actsetOutput, .packetType])
    }
}
