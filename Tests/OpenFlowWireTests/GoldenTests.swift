import OpenFlow
import OpenFlowWire
import Testing

/// Messages of another implementation, to the model and back.
///
/// What is written here is byte for byte what the other implementation writes, so that it reads what we write, too, and
/// with the same meaning. `OtherImplementationTests` asks it for values that no fixture has.
@Suite struct GoldenTests {
    @Test(arguments: Fixture.all) func decodesAndEncodesToTheSameBytes(_ fixture: Fixture) throws {
        let envelope = try decodeBytes(fixture.bytes, fixture.openFlowVersion)
        #expect(envelope.xid == 0x0102_0304)
        var bytes: [UInt8] = []
        try encode(envelope, version: fixture.openFlowVersion, into: &bytes)
        #expect(bytes == fixture.bytes)
    }

    @Test(arguments: OpenFlowVersion.allCases) func errorsOfTheSpecificationHaveNames(_ version: OpenFlowVersion) throws
    {
        let errors = Fixture.errors.filter { $0.openFlowVersion == version }
        #expect(errors.count > 20)
        for fixture in errors {
            guard case .error(let message) = try decodeBytes(fixture.bytes, version).message else {
                Issue.record("\(fixture) is no error")
                continue
            }
            guard case .standard = message.kind else {
                Issue.record("\(fixture) has no name")
                continue
            }
            #expect(try encodeMessage(.error(message), version, xid: 0x0102_0304) == fixture.bytes)
        }
    }
}

struct NotAFlowMod: Error {}
