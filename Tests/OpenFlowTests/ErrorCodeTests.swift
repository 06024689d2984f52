import OpenFlow
import Testing

@Suite struct ErrorCodeTests {
    @Test(arguments: OpenFlowVersion.allCases) func numbersAreUniqueAndComeBack(_ version: OpenFlowVersion) {
        var seen: Set<UInt32> = []
        for code in ErrorCode.allCases where code.exists(in: version) {
            let number = code.number(in: version)
            #expect(seen.insert(UInt32(number.type) << 16 | UInt32(number.code)).inserted, "\(code)")
            #expect(ErrorCode(type: number.type, code: number.code, version: version) == code)
        }
        #expect(ErrorCode(type: 77, code: 0, version: version) == nil)
        #expect(ErrorCode(type: 0xffff, code: 0, version: version) == nil)
    }

    @Test func everyErrorCanBeSaidInEveryVersion() {
        for code in ErrorCode.allCases {
            #expect(!OpenFlowVersion.allCases.filter { code.exists(in: $0) }.isEmpty, "\(code)")
            for version in OpenFlowVersion.allCases {
                #expect(code.resolved(in: version).exists(in: version), "\(code)")
                if code.exists(in: version) { #expect(code.resolved(in: version) == code) }
            }
        }
    }

    @Test func namesFollowTheSpecification() {
        #expect(Set(ErrorCode.allCases.map(\.name)).count == ErrorCode.allCases.count)
        for code in ErrorCode.allCases {
            // OFPBRC_BAD_TYPE ends in what badRequestBadType ends in.
            let words = code.name.split(separator: "_").dropFirst().map { $0.prefix(1) + $0.dropFirst().lowercased() }
            #expect("\(code)".hasSuffix(words.joined()), "\(code) is named \(code.name)")
        }
    }

    @Test func fallsBackToTheNearestError() {
        #expect(ErrorCode.badMatchBadPrereq.resolved(in: .v1_0) == .flowModFailedUnsupported)
        #expect(ErrorCode.flowModFailedAllTablesFull.resolved(in: .v1_3) == .flowModFailedTableFull)
        #expect(ErrorCode.badActionBadSetMask.resolved(in: .v1_3) == .badActionBadSetType)
        #expect(ErrorCode.badInstructionUnsupExpInst.resolved(in: .v1_5) == .badInstructionBadExperimenter)
    }

    /// Against the constants of another implementation, which knows all versions but 1.1.
    @Test func agreesWithPublishedNumbers() throws {
        let versions: [Substring: OpenFlowVersion] = [
            "1.0": .v1_0, "1.2": .v1_2, "1.3": .v1_3, "1.4": .v1_4, "1.5": .v1_5,
        ]
        let names = Dictionary(uniqueKeysWithValues: ErrorCode.allCases.map { ($0.name, $0) })
        var checked = 0
        for line in publishedErrorNumbers.split(separator: "\n") {
            let words = line.split(separator: " ")
            let version = try #require(versions[words[0]])
            let code = try #require(names[String(words[1])], "\(words[1])")
            #expect(code.exists(in: version), "\(line)")
            let number = code.number(in: version)
            #expect("\(number.type) \(number.code)" == "\(words[2]) \(words[3])", "\(line)")
            checked += 1
        }
        #expect(
            checked
                == ErrorCode.allCases.reduce(0) { sum, code in
                    sum + versions.values.filter { code.exists(in: $0) }.count
                }
        )
    }
}
