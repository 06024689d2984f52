import Foundation
import OpenFlow
import OpenFlowWire
import Testing

/// os-ken reads what we write, and means the same; where it can write the message, too, it writes the same bytes.
///
/// Of all fixtures that is known already: our bytes are its own (`GoldenTests`). Here it gets the values that no fixture
/// has. Needs `OFSWITCH_PYTHON`, a Python with os-ken.
@Suite struct OtherImplementationTests {
    @Test(.enabled(if: python != nil, "OFSWITCH_PYTHON names no Python with os-ken"))
    func readsExtremeValues() throws {
        let values = ExtremeValue.all.filter(\.canBeRead)
        let parts = try values.map { messages(in: try encodeMessage($0.message, $0.version, xid: 1)) }
        let lines = zip(values, parts).flatMap { value, parts in
            parts.map { "\(value.version.rawValue) \($0.hex)" }
        }
        let (status, output, complaints) = try run(lines)
        #expect(status == 0, "\(complaints.map { $0.prefix(100) + "…" + $0.suffix(200) })")
        #expect(output.count == lines.count)
        guard output.count == lines.count else { return }
        var next = output.startIndex
        for (value, parts) in zip(values, parts) {
            let counts = output[next..<next + parts.count].map(entryCount)
            next += parts.count
            guard case .multipartReply = value.message else { continue }
            #expect(counts.reduce(0, +) == value.count, "\(value)")
        }
    }

    /// How many entries the body of a multipart reply has.
    private func entryCount(_ line: Substring) -> Int {
        let message = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: [String: Any]]
        return (message?.values.first?["body"] as? [Any])?.count ?? 0
    }

    private func run(_ lines: [String]) throws -> (status: Int32, output: [Substring], complaints: [Substring]) {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func file(_ name: String, _ text: String = "") throws -> URL {
            let url = folder.appendingPathComponent(name)
            try text.write(to: url, atomically: true, encoding: .utf8)
            return url
        }
        let (input, output, complaints) = try (file("in", lines.joined(separator: "\n")), file("out"), file("err"))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: python ?? "")
        let script = Bundle.module.url(forResource: "check_with_osken", withExtension: "py", subdirectory: "Fixtures")
        process.arguments = ["-W", "ignore", try #require(script).path]
        process.standardInput = try FileHandle(forReadingFrom: input)
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: complaints)
        try process.run()
        process.waitUntilExit()
        func read(_ url: URL) throws -> [Substring] {
            try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
        }
        return (process.terminationStatus, try read(output), try read(complaints))
    }
}

private let python: String? = {
    guard let path = ProcessInfo.processInfo.environment["OFSWITCH_PYTHON"] else { return nil }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = ["-W", "ignore", "-c", "import os_ken.ofproto.ofproto_v1_5_parser"]
    guard (try? process.run()) != nil else { return nil }
    process.waitUntilExit()
    return process.terminationStatus == 0 ? path : nil
}()

extension ExtremeValue {
    /// os-ken has no 1.1, and reads a bucket of 1.5 together with all that follow it.
    fileprivate var canBeRead: Bool {
        version != .v1_1 && !(version == .v1_5 && name.contains("group") && !name.contains("counters"))
    }
}
