import Foundation
import OpenFlow
import OpenFlowWire
import Testing

/// Golden messages as another implementation encodes them; `Fixtures/make_fixtures.py` writes the files.
struct Fixture: Sendable, CustomTestStringConvertible {
    var name: String
    var openFlowVersion: OpenFlowVersion
    var bytes: [UInt8]

    var testDescription: String { "\(openFlowVersion) \(name)" }

    /// Every message of every version, in both directions.
    static let all = ["of10", "of11", "of12", "of13", "of14", "of15"].flatMap(load)
    /// One error message for each type and code.
    static let errors = load("errors")

    static func named(_ name: String, _ version: OpenFlowVersion) throws -> Fixture {
        try #require(all.first { $0.name == name && $0.openFlowVersion == version }, "no fixture \(name)")
    }

    private struct Row: Decodable {
        var name: String
        var version: UInt8
        var hex: String
    }

    private static func load(_ name: String) -> [Fixture] {
        let file = Bundle.module.url(forResource: name, withExtension: "jsonl", subdirectory: "Fixtures")!
        let lines = try! String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        return lines.map {
            let row = try! JSONDecoder().decode(Row.self, from: Data($0.utf8))
            return Fixture(
                name: row.name,
                openFlowVersion: OpenFlowVersion(rawValue: row.version)!,
                bytes: [UInt8](hex: row.hex)
            )
        }
    }
}

/// The fixtures of one version, one type of message and, for these, one type of multipart message.
struct FixtureKind: Sendable, CustomTestStringConvertible {
    var version: OpenFlowVersion
    var type: UInt8
    var multipart: UInt16?
    var fixtures: [Fixture]

    var testDescription: String { "\(version) \(fixtures[0].name) and \(fixtures.count - 1) more" }

    static let all: [FixtureKind] = {
        var kinds: [[Int]: FixtureKind] = [:]
        for fixture in Fixture.all {
            let (version, type) = (fixture.openFlowVersion, fixture.bytes[1])
            let isMultipart = version == .v1_0 ? type == 16 || type == 17 : type == 18 || type == 19
            let multipart = isMultipart ? UInt16(fixture.bytes[8]) << 8 | UInt16(fixture.bytes[9]) : nil
            let key = [Int(version.rawValue), Int(type), multipart.map(Int.init) ?? -1]
            kinds[key, default: FixtureKind(version: version, type: type, multipart: multipart, fixtures: [])]
                .fixtures.append(fixture)
        }
        return kinds.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
    }()
}

extension [UInt8] {
    init(hex: String) {
        let digits = hex.utf8.compactMap { $0 == UInt8(ascii: " ") ? nil : hexDigit($0) }
        self = stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    /// The same message with the length in its header set to what it is.
    var withLengthFixed: [UInt8] {
        guard count >= 4 else { return self }
        var fixed = self
        fixed[2] = UInt8(truncatingIfNeeded: count >> 8)
        fixed[3] = UInt8(truncatingIfNeeded: count)
        return fixed
    }
}

private func hexDigit(_ character: UInt8) -> UInt8 {
    UInt8(String(UnicodeScalar(character)), radix: 16)!
}

/// Decodes from memory of exactly this size, so that a read past the end is one that an address sanitizer sees.
func decodeBytes(_ bytes: [UInt8], _ version: OpenFlowVersion) throws(OpenFlowError) -> Envelope {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
    defer { memory.deallocate() }
    memory.copyBytes(from: bytes)
    return try decode(UnsafeRawBufferPointer(memory), version: version)
}

func encodeMessage(_ message: Message, _ version: OpenFlowVersion, xid: UInt32 = 1) throws(EncodingError) -> [UInt8] {
    var bytes: [UInt8] = []
    try encode(Envelope(xid: xid, message), version: version, into: &bytes)
    return bytes
}

/// The messages that stand one after the other in `bytes`.
func messages(in bytes: [UInt8]) -> [[UInt8]] {
    var messages: [[UInt8]] = []
    var rest = bytes[...]
    while rest.count >= 8 {
        let length = Int(rest[rest.startIndex + 2]) << 8 | Int(rest[rest.startIndex + 3])
        messages.append(Array(rest.prefix(length)))
        rest = rest.dropFirst(length)
    }
    return messages
}

/// A small generator that gives the same numbers on every machine (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }
}
