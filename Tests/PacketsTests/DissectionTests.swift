import Packets
import Testing

/// The parser against tshark, on random stacks of all headers that it knows.
@Suite struct DissectionTests {
    @Test func findsWhatTsharkFinds() {
        var kinds: Set<String> = []
        for (index, fixture) in DissectionFixture.all.enumerated() {
            var found: [String: String] = [:]
            withFrame(fixture.bytes) { found = fields(of: $0) }
            for (name, value) in fixture.expect where found[name] != value {
                Issue.record("frame \(index), \(fixture.name): \(name) is \(found[name] ?? "absent"), not \(value)")
            }
            kinds.formUnion(fixture.expect.keys)
        }
        #expect(DissectionFixture.all.count == 1500)
        #expect(kinds.count == 37)
    }
}
