import Foundation

/// A frame made with scapy and the values of its fields, in decimal.
struct FrameFixture: Decodable, Sendable {
    var name: String
    var frame: String
    var expect: [String: String]

    var bytes: [UInt8] { hex(frame) }

    static let all: [FrameFixture] = load("frames.jsonl")

    static func named(_ name: String) -> [UInt8] {
        guard let fixture = all.first(where: { $0.name == name }) else { fatalError("no fixture \(name)") }
        return fixture.bytes
    }
}

/// A random frame and what tshark found in it, in decimal; the name is the list of protocols that it saw.
enum DissectionFixture {
    static let all: [FrameFixture] = load("dissections.jsonl")
}

/// A frame before and after an edit; every checksum of both was computed by scapy from nothing.
struct EditFixture: Decodable, Sendable {
    var name: String
    var edit: String
    var value: String
    var before: String
    var after: String

    static let all: [EditFixture] = load("edits.jsonl")
}

private func load<Row: Decodable>(_ name: String) -> [Row] {
    guard let folder = Bundle.module.resourceURL,
        let text = try? String(contentsOf: folder.appendingPathComponent("Fixtures/\(name)"), encoding: .utf8)
    else { fatalError("Fixtures/\(name) is missing: run Fixtures/make_fixtures.py and make_dissections.py") }
    return text.split(separator: "\n").map { line in
        guard let row = try? JSONDecoder().decode(Row.self, from: Data(line.utf8)) else {
            fatalError("Fixtures/\(name) has a bad line: \(line)")
        }
        return row
    }
}
