import OpenFlow
import OpenFlowWire
import Testing

@Suite struct GoldenTests {
    @Test(arguments: Fixture.all) func decodesAndEncodesToTheSameBytes(_ fixture: Fixture) throws {
        let envelope = try decodeBytes(fixture.bytes, fixture.openFlowVersion)
        #expect(envelope.xid == 0x0102_0304)
        var bytes: [UInt8] = []
        try encode(envelope, version: fixture.openFlowVersion, into: &bytes)
        #expect(bytes == fixture.bytes)
    }

    @Test func everyMessageKindHasAFixture() throws {
        for version in [OpenFlowVersion.v1_0, .v1_3] {
            var names: Set<String> = []
            for fixture in Fixture.all where fixture.openFlowVersion == version {
                let message = try decodeBytes(fixture.bytes, version).message
                names.insert(String("\(message)".prefix { $0 != "(" }))
            }
            #expect(names.count == 20, "\(names.sorted())")
        }
    }

    @Test func everyFieldOf13HasAFixture() throws {
        for field in MatchField.allCases where field.info.since <= .v1_3 {
            let exact = try match(of: "flow_mod_match_\(field.info.name)")
            #expect(exact[field]?.mask == nil)
            #expect(exact[field] != nil)
            guard field.info.isMaskable else { continue }
            #expect(try match(of: "flow_mod_match_\(field.info.name)_masked")[field]?.mask != nil)
        }
    }

    private func match(of name: String) throws -> Match {
        let fixture = try Fixture.named(name, .v1_3)
        guard case .flowMod(let mod) = try decodeBytes(fixture.bytes, .v1_3).message else { throw NotAFlowMod() }
        return mod.match
    }
}

struct NotAFlowMod: Error {}
