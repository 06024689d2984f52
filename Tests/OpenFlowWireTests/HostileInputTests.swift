import OpenFlow
import OpenFlowWire
import Testing

@Suite struct HostileInputTests {
    @Test(arguments: Fixture.all) func everyPrefixIsRefused(_ fixture: Fixture) {
        for count in 0..<fixture.bytes.count {
            #expect(throws: OpenFlowError.self) {
                _ = try decodeBytes(Array(fixture.bytes.prefix(count)), fixture.openFlowVersion)
            }
        }
    }

    /// A shorter message with a true length may be another message, but then one that can be said again.
    @Test(arguments: Fixture.all) func everyPrefixWithItsOwnLengthIsSound(_ fixture: Fixture) throws {
        for count in 8..<max(8, fixture.bytes.count) {
            try expectSound(Array(fixture.bytes.prefix(count)).withLengthFixed, fixture.openFlowVersion)
        }
    }

    @Test(arguments: Fixture.all) func changedBytesAreSound(_ fixture: Fixture) throws {
        let seed = fixture.name.utf8.reduce(UInt64(fixture.version)) { $0 &* 31 &+ UInt64($1) }
        var generator = SeededGenerator(state: seed)
        for _ in 0..<400 {
            var bytes = fixture.bytes
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let position = Int.random(in: 1..<bytes.count, using: &generator)
                switch UInt8.random(in: 0...3, using: &generator) {
                case 0: bytes[position] = .random(in: 0...255, using: &generator)
                case 1: bytes[position] ^= 1 << UInt8.random(in: 0...7, using: &generator)
                case 2: bytes[position] = 0xff
                default: bytes[position] = 0
                }
            }
            if generator.next() & 3 == 0 {
                let extra = (0..<Int.random(in: 0...24, using: &generator)).map { UInt8($0) }
                bytes.append(contentsOf: extra)
            }
            if generator.next() & 7 != 0 { bytes = bytes.withLengthFixed }
            try expectSound(bytes, fixture.openFlowVersion)
        }
    }

    @Test func noiseIsSound() throws {
        var generator = SeededGenerator(state: 4711)
        for _ in 0..<20_000 {
            var bytes = (0..<Int.random(in: 8...200, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator) & UInt8.random(in: 0...255, using: &generator)
            }
            let version: OpenFlowVersion = generator.next() & 1 == 0 ? .v1_0 : .v1_3
            bytes[0] = version.rawValue
            bytes[1] %= 22
            try expectSound(bytes.withLengthFixed, version)
        }
    }

    /// Refused with an error, or decoded to what encodes to the same meaning.
    private func expectSound(_ bytes: [UInt8], _ version: OpenFlowVersion) throws {
        let envelope: Envelope
        do { envelope = try decodeBytes(bytes, version) } catch { return }
        var again: [UInt8] = []
        do {
            try encode(envelope, version: version, into: &again)
        } catch {
            Issue.record("decoded but not encoded: \(error), \(envelope)")
            return
        }
        let decoded = try decodeBytes(again, version)
        if decoded != envelope { Issue.record("\(envelope) became \(decoded)") }
    }
}
