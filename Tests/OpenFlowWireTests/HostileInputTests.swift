import OpenFlow
import OpenFlowWire
import Testing

/// No input crashes the decoder, and what it takes it can say again.
///
/// `decodeBytes` hands out memory of the exact size, for the address sanitizer.
@Suite struct HostileInputTests {
    @Test(arguments: FixtureKind.all) func everyPrefixIsRefused(_ kind: FixtureKind) {
        for fixture in kind.fixtures {
            for count in 0..<fixture.bytes.count {
                #expect(throws: OpenFlowError.self) {
                    _ = try decodeBytes(Array(fixture.bytes.prefix(count)), kind.version)
                }
            }
        }
    }

    /// A shorter message with a true length may be another message, but then one that can be said again.
    @Test(arguments: FixtureKind.all) func everyPrefixWithItsOwnLengthIsSound(_ kind: FixtureKind) throws {
        for fixture in kind.fixtures {
            for count in 8..<max(8, fixture.bytes.count) {
                try expectSound(Array(fixture.bytes.prefix(count)).withLengthFixed, kind.version)
            }
        }
    }

    @Test(arguments: FixtureKind.all) func changedBytesAreSound(_ kind: FixtureKind) throws {
        let seed = UInt64(kind.version.rawValue) << 24 | UInt64(kind.type) << 16 | UInt64(kind.multipart ?? 0)
        var generator = SeededGenerator(state: seed)
        for number in 0..<2_000 {
            var bytes = kind.fixtures[number % kind.fixtures.count].bytes
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
            try expectSound(bytes, kind.version)
        }
    }

    @Test(arguments: OpenFlowVersion.allCases) func noiseIsSound(_ version: OpenFlowVersion) throws {
        var generator = SeededGenerator(state: 4711)
        for _ in 0..<10_000 {
            var bytes = (0..<Int.random(in: 8...200, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator) & UInt8.random(in: 0...255, using: &generator)
            }
            bytes[0] = version.rawValue
            bytes[1] %= 36
            try expectSound(bytes.withLengthFixed, version)
        }
    }

    /// Refused with an error, or decoded to what encodes to the same meaning.
    private func expectSound(_ bytes: [UInt8], _ version: OpenFlowVersion) throws {
        let envelope: Envelope
        do { envelope = try decodeBytes(bytes, version) } catch { return }
        // HELLO and ERROR are taken in any version; they are said again in that of the connection.
        var again: [UInt8] = []
        do {
            try encode(envelope, version: version, into: &again)
        } catch {
            Issue.record("decoded but not encoded: \(error), \(envelope), \(bytes.hex)")
            return
        }
        let decoded = try decodeBytes(again, version)
        if decoded != envelope { Issue.record("\(bytes.hex): \(envelope) became \(decoded)") }
    }
}

extension [UInt8] {
    var hex: String { map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
}
