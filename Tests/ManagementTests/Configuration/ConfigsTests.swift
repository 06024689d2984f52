import Foundation
import Management
import Switch
import Testing

/// The example configurations: each can be read, explains itself, and is what its comments say.
@Suite struct ConfigsTests {
    private static let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Configs").path

    private static let names =
        ((try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []).filter { $0.hasSuffix(".yaml") }
        .sorted()

    @Test func theyAreThere() {
        let expected = ["two-hosts", "remote-controllers", "static-flows", "learning-bridge", "replay", "two-switches"]
        #expect(Set(expected.map { $0 + ".yaml" }).isSubset(of: Self.names))
    }

    @Test(arguments: names)
    func eachIsReadAndExplained(name: String) throws {
        let path = Self.directory + "/" + name
        let file = try ConfigurationFile.load(path)
        #expect(!file.entries.isEmpty)
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        #expect(lines.first?.hasPrefix("# ") == true)
        #expect(lines.count { $0.contains("# ") } * 4 >= lines.count, "less than a quarter of it is explanation")
    }

    /// The reference has all keys there are.
    @Test func theReferenceIsComplete() throws {
        let text = try String(contentsOfFile: Self.directory + "/reference.yaml", encoding: .utf8)
        for key in ConfigurationFile.switchKeys {
            #expect(text.contains("\n    \(key):") || text.contains("\n  - \(key):"), "\(key) is not explained")
        }
    }

    @Test func theOnesWithFlowsHaveThem() throws {
        let flows = try ConfigurationFile.load(Self.directory + "/static-flows.yaml").entries.flatMap(
            \.configuration.flows
        )
        #expect(flows.count == 8)
        let bridge = try ConfigurationFile.load(Self.directory + "/learning-bridge.yaml")
        #expect(bridge.entries.first?.configuration.localPort == "br-local")
        #expect(bridge.entries.first?.configuration.flows.count == 2)
        #expect(try ConfigurationFile.load(Self.directory + "/two-switches.yaml").entries.count == 2)
    }
}
