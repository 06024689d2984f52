import OpenFlow
import Testing

/// A wrong text, the word in it that is wrong, and what is said about it.
struct WrongText: Sendable, CustomTestStringConvertible {
    var text: String
    var word: String
    var message: String
    var version: OpenFlowVersion

    init(_ text: String, _ word: String, _ message: String, in version: OpenFlowVersion = .v1_3) {
        (self.text, self.word, self.message, self.version) = (text, word, message, version)
    }

    var testDescription: String { text }

    /// The place of the first error.
    func expect(_ error: FlowSyntaxError, sourceLocation: SourceLocation = #_sourceLocation) {
        let bytes = Array(error.text.utf8)[error.offset..<error.offset + error.length]
        #expect(error.text == text, sourceLocation: sourceLocation)
        #expect(error.message == message, sourceLocation: sourceLocation)
        #expect(String(decoding: bytes, as: UTF8.self) == word, sourceLocation: sourceLocation)
    }
}

@Suite struct FlowSyntaxErrorTests {
    @Test(arguments: WrongText.flows)
    func namesWhatIsWrongInAFlow(_ wrong: WrongText) throws {
        let error = try #require(throws: FlowSyntaxError.self) {
            try FlowMod.parse(wrong.text, .add, SyntaxContext(version: wrong.version))
        }
        wrong.expect(error)
    }

    @Test(arguments: WrongText.filters)
    func namesWhatIsWrongInAFilter(_ wrong: WrongText) throws {
        let error = try #require(throws: FlowSyntaxError.self) {
            try FlowFilter.parse(wrong.text, SyntaxContext(version: wrong.version))
        }
        wrong.expect(error)
    }

    @Test(arguments: WrongText.groups)
    func namesWhatIsWrongInAGroup(_ wrong: WrongText) throws {
        let error = try #require(throws: FlowSyntaxError.self) {
            try GroupMod.parse(wrong.text, .add, SyntaxContext(version: wrong.version))
        }
        wrong.expect(error)
    }

    @Test(arguments: WrongText.meters)
    func namesWhatIsWrongInAMeter(_ wrong: WrongText) throws {
        let error = try #require(throws: FlowSyntaxError.self) {
            try MeterMod.parse(wrong.text, .add, SyntaxContext(version: wrong.version))
        }
        wrong.expect(error)
    }

    @Test(arguments: WrongText.packetOuts)
    func namesWhatIsWrongInAPacketOut(_ wrong: WrongText) throws {
        let error = try #require(throws: FlowSyntaxError.self) {
            try PacketOut.parse(wrong.text, SyntaxContext(version: wrong.version))
        }
        wrong.expect(error)
    }

    @Test func parenthesesMayStandVeryDeep() throws {
        let (open, close) = (String(repeating: "(", count: 200_000), String(repeating: ")", count: 200_000))
        let unclosed = try #require(throws: FlowSyntaxError.self) { try FlowMod.parse("ip\(open)", .add) }
        #expect(unclosed.message == "'(' without ')'")
        #expect(unclosed.offset == 200_001)
        #expect(throws: FlowSyntaxError.self) { try FlowMod.parse("ip\(open)\(close),actions=drop", .add) }
    }

    @Test func putsCaretsUnderTheWord() throws {
        let error = try #require(throws: FlowSyntaxError.self) {
            try Match.parse("\tip,\n  nw_scr=10.0.0.1,in_port=1")
        }
        #expect(
            error.description == """
                unknown field 'nw_scr'; did you mean nw_src?
                  nw_scr=10.0.0.1,in_port=1
                  ^^^^^^
                """
        )
        let end = try #require(throws: FlowSyntaxError.self) { try FlowMod.parse("port\u{e9}=", .add) }
        #expect(end.length == 6)
        let missing = try #require(throws: FlowSyntaxError.self) { try FlowMod.parse("tcp", .add) }
        #expect(missing.description == "actions= is missing; write actions=drop to drop\ntcp\n   ^")
    }
}
