import OpenFlow
import OpenFlowChannel
import OpenFlowWire
import Testing

/// A connection with virtual time.
private struct Machine {
    static let second: UInt64 = 1_000_000_000
    var state: ConnectionState
    var now: UInt64 = 0
    var output: [UInt8]

    init(_ versions: Set<OpenFlowVersion> = [.v1_0, .v1_3]) {
        state = ConnectionState(ConnectionState.Settings(versions: versions), now: 0)
        output = state.takeOutput()
    }

    /// A connection on which 1.3 is agreed.
    static func ready() -> Machine {
        var machine = Machine()
        _ = machine.receive(hello([.v1_0, .v1_3]))
        machine.output = []
        return machine
    }

    mutating func receive(_ bytes: [UInt8]) -> [ConnectionState.Event] {
        let events = bytes.withUnsafeBytes { state.receive($0, now: now) }
        output += state.takeOutput()
        return events
    }

    mutating func advance(seconds: Double) -> [ConnectionState.Event] {
        now += UInt64(seconds * Double(Self.second))
        let events = state.tick(now: now)
        output += state.takeOutput()
        return events
    }

    /// What was sent since the last call.
    mutating func sent(_ version: OpenFlowVersion = .v1_3) throws -> [Envelope] {
        defer { output = [] }
        return try decodeAll(output, version)
    }
}

private func isClosed(_ events: [ConnectionState.Event], because text: String) -> Bool {
    if case .closed(let reason)? = events.last { reason.contains(text) } else { false }
}

private func errorCodes(_ envelopes: [Envelope]) -> [ErrorCode?] {
    envelopes.map { envelope in
        if case .error(let error) = envelope.message, case .standard(let code) = error.kind { code } else { nil }
    }
}

struct HandshakeTests {
    @Test func beginsWithHello() throws {
        var machine = Machine([.v1_0, .v1_3])
        #expect(machine.output[0] == 4)
        let sent = try machine.sent()
        #expect(sent.map(\.message) == [.hello(Hello(versions: [1, 4]))])
    }

    @Test func agreesByBitmap() {
        var machine = Machine([.v1_0, .v1_3])
        #expect(machine.receive(hello([.v1_0, .v1_3, .v1_5])) == [.ready(.v1_3)])
        #expect(machine.state.phase == .ready(.v1_3))
    }

    @Test(arguments: [(UInt8(1), OpenFlowVersion.v1_0), (4, .v1_3), (6, .v1_3), (0x7f, .v1_3), (0xff, .v1_3)])
    func fallsBackToTheLowerHeader(_ peer: UInt8, _ expected: OpenFlowVersion) {
        var machine = Machine([.v1_0, .v1_3])
        #expect(machine.receive(raw(version: peer, type: 0)) == [.ready(expected)])
    }

    @Test func ignoresABodyItCannotRead() {
        var machine = Machine([.v1_0, .v1_3])
        let events = machine.receive(raw(version: 1, type: 0, body: [0, 1, 0, 3, 0xff]))
        #expect(events == [.ready(.v1_0)])
    }

    @Test(arguments: [hello([.v1_1, .v1_5]), raw(version: 2, type: 0), raw(version: 0, type: 0)])
    func refusesForeignVersions(_ greeting: [UInt8]) throws {
        var machine = Machine([.v1_0, .v1_3])
        machine.output = []
        #expect(isClosed(machine.receive(greeting), because: "no common version: we speak 1.0, 1.3"))
        #expect(machine.state.phase == .closed)
        let messages = try machine.sent(.v1_0)
        #expect(errorCodes(messages) == [.helloFailedIncompatible])
        guard case .error(let error)? = messages.first?.message else { return }
        #expect(String(decoding: error.data, as: UTF8.self).hasPrefix("no common version"))
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\r\n", "HTTP"), ("HTTP/1.1 400 Bad Request", "HTTP"), ("SSH-2.0-OpenSSH", "SSH"),
        ("{\"method\":\"list_dbs\"}", "JSON"), ("\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}", "TLS"),
    ])
    func namesForeignProtocols(_ greeting: String, _ name: String) {
        var machine = Machine()
        machine.output = []
        #expect(isClosed(machine.receive(Array(greeting.utf8)), because: "seems to speak \(name)"))
        #expect(machine.output.isEmpty)
    }

    @Test func refusesAnythingBeforeHello() throws {
        var machine = Machine()
        machine.output = []
        #expect(isClosed(machine.receive(raw(version: 4, type: 5)), because: "must be HELLO, not type 5"))
        #expect(errorCodes(try machine.sent()) == [.helloFailedIncompatible])
    }

    @Test func refusesUnknownBytes() {
        var machine = Machine()
        #expect(isClosed(machine.receive(Array("\u{1}\u{2}zzzzzz".utf8)), because: "must be HELLO"))
        machine = Machine()
        #expect(isClosed(machine.receive(Array("zzzzzzzzzz".utf8)), because: "does not speak OpenFlow"))
    }

    @Test func repeatsThePeersRefusal() throws {
        var machine = Machine.ready()
        let refusal = ErrorMessage(.standard(.helloFailedIncompatible), data: Array("only 1.0 here".utf8))
        #expect(isClosed(machine.receive(try bytes(.error(refusal), .v1_0)), because: "only 1.0 here"))
        #expect(machine.output.isEmpty)
    }

    @Test func givesUpSilentPeers() {
        var machine = Machine()
        #expect(machine.state.deadline == 5 * Machine.second)
        #expect(machine.advance(seconds: 4.9).isEmpty)
        #expect(isClosed(machine.advance(seconds: 0.1), because: "no HELLO within 5.0 s: nothing came"))
        #expect(machine.state.deadline == nil)
    }

    @Test func givesUpAfterHalfAHello() {
        var machine = Machine()
        #expect(machine.receive(Array(hello([.v1_3]).prefix(12))).isEmpty)
        #expect(isClosed(machine.advance(seconds: 5), because: "only 12 of 16 bytes of a message came"))
        machine = Machine()
        #expect(machine.receive(Array("GET /".utf8)).isEmpty)
        #expect(isClosed(machine.advance(seconds: 5), because: "seems to speak HTTP"))
    }

    @Test func takesMessagesBehindTheHello() throws {
        var machine = Machine()
        let events = machine.receive(hello([.v1_3]) + (try bytes(.featuresRequest, xid: 3)))
        #expect(events == [.ready(.v1_3), .messages([Envelope(xid: 3, .featuresRequest)])])
    }
}

struct FramingTests {
    @Test func isTheSameHoweverTheStreamIsCut() throws {
        let stream =
            try hello([.v1_3]) + bytes(.featuresRequest, xid: 1) + bytes(packetIn(byteCount: 60), xid: 2)
            + bytes(.barrierRequest, xid: 3)
        var whole = Machine()
        let expected = envelopes(whole.receive(stream))
        #expect(expected.count == 3)
        for cut in 1..<stream.count {
            var machine = Machine()
            let events = machine.receive(Array(stream[..<cut])) + machine.receive(Array(stream[cut...]))
            #expect(envelopes(events) == expected, "cut at \(cut)")
        }
        var machine = Machine()
        #expect(envelopes(stream.flatMap { machine.receive([$0]) }) == expected)
    }

    @Test func deliversOneBatchPerRead() throws {
        var machine = Machine.ready()
        let stream = try (0..<100).flatMap { try bytes(.barrierRequest, xid: UInt32($0)) }
        let events = machine.receive(stream)
        #expect(events == [.messages((0..<100).map { Envelope(xid: $0, .barrierRequest) })])
    }

    @Test func takesTheLongestMessage() throws {
        var machine = Machine.ready()
        let message = Message.experimenter(Experimenter(id: 0x2320, data: [UInt8](repeating: 1, count: 65535 - 16)))
        let stream = try bytes(message, xid: 5)
        #expect(stream.count == 65535)
        let events = machine.receive(Array(stream[..<40000])) + machine.receive(Array(stream[40000...]))
        #expect(events == [.messages([Envelope(xid: 5, message)])])
    }

    @Test func endsTheConnectionAtLength7() throws {
        var machine = Machine.ready()
        let broken = raw(version: 4, type: 5, length: 7, xid: 77)
        let events = machine.receive(try bytes(.barrierRequest) + broken + bytes(.barrierRequest))
        #expect(events.first == .messages([Envelope(xid: 1, .barrierRequest)]))
        #expect(isClosed(events, because: "length 7"))
        let sent = try machine.sent()
        #expect(errorCodes(sent) == [.badRequestBadLen])
        #expect(sent[0].xid == 77)
        #expect(machine.receive(try bytes(.barrierRequest)).isEmpty)
    }

    @Test func endsTheConnectionAtLength0InPieces() throws {
        var machine = Machine.ready()
        let events = raw(version: 4, type: 5, length: 0).flatMap { machine.receive([$0]) }
        #expect(isClosed(events, because: "length 0"))
    }

    @Test func answersAnotherVersionAndGoesOn() throws {
        var machine = Machine.ready()
        let events = machine.receive(raw(version: 1, type: 5, xid: 42) + (try bytes(.barrierRequest)))
        #expect(events.last == .messages([Envelope(xid: 1, .barrierRequest)]))
        let sent = try machine.sent()
        #expect(errorCodes(sent) == [.badRequestBadVersion])
        #expect(sent[0].xid == 42)
        #expect(machine.state.phase == .ready(.v1_3))
        #expect(machine.state.decodeErrorCount == 1)
    }

    @Test func answersWhatItCannotDecodeAndGoesOn() throws {
        var machine = Machine.ready()
        // A FEATURES_REQUEST with a body, and a type that no version has.
        let bad = raw(version: 4, type: 5, xid: 1, body: [0, 0, 0, 0]) + raw(version: 4, type: 99, xid: 2)
        let events = machine.receive(bad + (try bytes(.barrierRequest, xid: 3)))
        #expect(events.last == .messages([Envelope(xid: 3, .barrierRequest)]))
        let sent = try machine.sent()
        #expect(errorCodes(sent) == [.badRequestBadLen, .badRequestBadType])
        #expect(sent.map(\.xid) == [1, 2])
        #expect(machine.state.decodeErrorCount == 2)
        #expect(machine.state.messageCount == 4)
    }

    @Test func doesNotAnswerErrors() {
        var machine = Machine.ready()
        let events = machine.receive(
            raw(version: 4, type: 1, body: [0]) + raw(version: 1, type: 1, body: [0, 1, 0, 1])
        )
        #expect(machine.output.isEmpty)
        #expect(events.count == 2)
        #expect(machine.state.decodeErrorCount == 2)
    }

    private func envelopes(_ events: [ConnectionState.Event]) -> [Envelope] {
        events.flatMap { event -> [Envelope] in
            if case .messages(let envelopes) = event { envelopes } else { [] }
        }
    }
}

struct KeepAliveTests {
    @Test func answersEcho() throws {
        var machine = Machine.ready()
        #expect(machine.receive(try bytes(.echoRequest([1, 2, 3]), xid: 8)).isEmpty)
        #expect(try machine.sent() == [Envelope(xid: 8, .echoReply([1, 2, 3]))])
    }

    @Test func asksAfterSilenceAndGivesUp() throws {
        var machine = Machine.ready()
        #expect(machine.state.deadline == 5 * Machine.second)
        #expect(machine.advance(seconds: 5).isEmpty)
        let sent = try machine.sent()
        #expect(sent.map(\.message) == [.echoRequest([])])
        #expect(machine.state.deadline == 10 * Machine.second)
        #expect(machine.advance(seconds: 4).isEmpty)
        #expect(isClosed(machine.advance(seconds: 1), because: "no answer to ECHO_REQUEST for 5.0 s"))
    }

    @Test func staysWhileThePeerAnswers() throws {
        var machine = Machine.ready()
        for _ in 0..<10 {
            #expect(machine.advance(seconds: 5).isEmpty)
            let xid = try #require(try machine.sent().first?.xid)
            #expect(machine.receive(try bytes(.echoReply([]), xid: xid)).isEmpty)
        }
        #expect(machine.state.phase == .ready(.v1_3))
    }

    @Test func anyInputCounts() throws {
        var machine = Machine.ready()
        machine.now = 4 * Machine.second
        _ = machine.receive([4])
        #expect(machine.state.deadline == 9 * Machine.second)
    }

    @Test func deliversAnswersToOthersEchos() throws {
        var machine = Machine.ready()
        let events = machine.receive(try bytes(.echoReply([]), xid: 4))
        #expect(events == [.messages([Envelope(xid: 4, .echoReply([]))])])
    }

    @Test func namesHalfAMessage() throws {
        var machine = Machine.ready()
        _ = machine.receive(Array(try bytes(packetIn(byteCount: 60)).prefix(20)))
        _ = machine.advance(seconds: 5)
        #expect(isClosed(machine.advance(seconds: 5), because: "only 20 of "))
    }

    @Test func restsWhileInputIsPaused() {
        var machine = Machine.ready()
        machine.state.pauseInput()
        #expect(machine.state.deadline == nil)
        #expect(machine.advance(seconds: 100).isEmpty)
        machine.state.resumeInput(now: machine.now)
        #expect(machine.state.deadline == 105 * Machine.second)
    }

    @Test func saysHowTheInputEnded() {
        var machine = Machine()
        #expect(isClosed(machine.state.inputEnded(), because: "closed the connection before its HELLO"))
        machine = Machine.ready()
        #expect(isClosed(machine.state.inputEnded("reset"), because: "reset"))
        #expect(machine.state.inputEnded().isEmpty)
    }
}
