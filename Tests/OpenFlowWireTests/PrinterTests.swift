import Foundation
import OpenFlow
import Testing

/// The text of every golden message. `ovs_texts.jsonl` is what ovs-ofctl prints (`make_texts.py` writes it);
/// `own_texts.jsonl` is the text of those that it does not know or that we print in another way, with the reason.
@Suite struct PrinterTests {
    @Test(arguments: Fixture.all + Fixture.errors) func printsAsExpected(_ fixture: Fixture) throws {
        let expected = try #require(
            ExpectedText.own[fixture.key] ?? ExpectedText.openVSwitch[fixture.key],
            "no expected text for \(fixture.name)"
        )
        let envelope = try decodeBytes(fixture.bytes, fixture.openFlowVersion)
        #expect(envelope.text(in: fixture.openFlowVersion) == expected.text)
    }

    /// Whatever decodes can be printed.
    @Test(arguments: OpenFlowVersion.allCases) func mutatedMessagesArePrinted(_ version: OpenFlowVersion) {
        var generator = SeededGenerator(state: UInt64(version.rawValue))
        for fixture in Fixture.all where fixture.openFlowVersion == version {
            for _ in 0..<20 {
                var bytes = fixture.bytes
                for _ in 0..<Int.random(in: 1...4, using: &generator) where bytes.count > 8 {
                    bytes[Int.random(in: 8..<bytes.count, using: &generator)] = UInt8.random(
                        in: 0...255,
                        using: &generator
                    )
                }
                guard let envelope = try? decodeBytes(bytes, version) else { continue }
                let text = envelope.text(in: version)
                #expect(text.hasPrefix(envelope.message.name(in: version)))
                #expect(text.last?.isNewline == false)
            }
        }
    }

    @Test func ownTextsDifferAndSayWhy() {
        for (key, own) in ExpectedText.own {
            #expect(own.text != ExpectedText.openVSwitch[key]?.text, "\(key) is printed as ovs-ofctl prints it")
            #expect(own.reason?.isEmpty == false, "\(key) has no reason")
        }
    }

    @Test func expectedTextsHaveFixtures() {
        let keys = Set((Fixture.all + Fixture.errors).map(\.key))
        #expect(Set(ExpectedText.own.keys).subtracting(keys) == [])
        #expect(Set(ExpectedText.openVSwitch.keys).subtracting(keys) == [])
    }

    @Test(arguments: OpenFlowVersion.allCases) func nothingFollowsTheColonWithoutQueues(_ version: OpenFlowVersion) {
        let reply = MultipartReply(.queueDescription([]))
        let message =
            version >= .v1_4
            ? Message.multipartReply(reply) : .queueGetConfigReply(QueueConfig(port: PortNumber(1), queues: []))
        #expect(Envelope(xid: 1, message).text(in: version).hasSuffix("(xid=0x1):"))
    }

    @Test func quotedRequestsAreDescribedByTheCaller() {
        let error = Envelope(xid: 1, .error(ErrorMessage(.standard(.badRequestBadLen), data: [1, 2, 3])))
        #expect(error.text(in: .v1_3, quoted: { "\($0.count) bytes" }).hasSuffix("OFPBRC_BAD_LEN\n3 bytes"))
    }
}

struct ExpectedText: Decodable, Sendable {
    var name: String
    var version: UInt8
    var text: String
    var reason: String?

    static let openVSwitch = load("ovs_texts")
    static let own = load("own_texts")

    private static func load(_ name: String) -> [String: ExpectedText] {
        let file = Bundle.module.url(forResource: name, withExtension: "jsonl", subdirectory: "Fixtures")!
        let lines = try! String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        let rows = lines.map { try! JSONDecoder().decode(ExpectedText.self, from: Data($0.utf8)) }
        return Dictionary(rows.map { ("\($0.version) \($0.name)", $0) }) { $1 }
    }
}

extension Fixture {
    fileprivate var key: String { "\(openFlowVersion.rawValue) \(name)" }
}
