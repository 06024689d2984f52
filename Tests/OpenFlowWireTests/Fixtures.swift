import Foundation
import OpenFlow
import OpenFlowWire
import Testing

/// Golden messages as another implementation encodes them; `Fixtures/make_fixtures.py` writes the files.
struct Fixture: Decodable, Sendable, CustomTestStringConvertible {
    var name: String
    var version: UInt8
    var hex: String

    var testDescription: String { "\(openFlowVersion) \(name)" }
    var openFlowVersion: OpenFlowVersion { OpenFlowVersion(rawValue: version)! }
    var bytes: [UInt8] { [UInt8](hex: hex) }

    static let all = load("of10") + load("of13")

    static func named(_ name: String, _ version: OpenFlowVersion) throws -> Fixture {
        try #require(all.first { $0.name == name && $0.version == version.rawValue }, "no fixture \(name)")
    }

    private static func load(_ name: String) -> [Fixture] {
        let file = Bundle.module.url(forResource: name, withExtension: "jsonl", subdirectory: "Fixtures")!
        let lines = try! String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        return lines.map { try! JSONDecoder().decode(Fixture.self, from: Data($0.utf8)) }
    }
}

extension [UInt8] {
    init(hex: String) {
        let digits = Array<Character>(hex.filter { !$0.isWhitespace })
        self = stride(from: 0, to: digits.count, by: 2).map { UInt8(String(digits[$0...$0 + 1]), radix: 16)! }
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
