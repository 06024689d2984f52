import OpenFlow
import Testing

@testable import SwitchClient

struct SessionReaderTests {
    private let ports: @Sendable (Message, OpenFlowVersion) -> [Message] = { message, _ in
        guard case .multipartRequest(let request) = message, case .portDescription = request.body else { return [] }
        return [.multipartReply(MultipartReply(.portDescription([port(7, "v1")])))]
    }

    private func read(
        _ text: String,
        _ peer: ScriptedSwitch,
        acceptsNames: Bool = true
    ) async throws -> (OpenFlowVersion, Message) {
        try await SessionReader(peer.access(), acceptsNames: acceptsNames).withSession { context in
            try ChangeSyntax.flows(.add).change(SourceLine(text: text), context)
        } _: { session, change in
            (session.version, change.message)
        }
    }

    @Test func namesOfPortsAreAskedForOnlyWhenTheyAreUsed() async throws {
        let peer = ScriptedSwitch([.v1_3], reply: ports)
        _ = try await read("in_port=1,actions=2", peer)
        #expect(peer.messages.isEmpty)
        let (_, message) = try await read("in_port=v1,actions=drop", peer)
        guard case .flowMod(let mod) = message else {
            Issue.record("no flow-mod")
            return
        }
        #expect(mod.match == Match([FieldMatch(.inPort, 7)]))
        #expect(peer.messages.count == 1)
    }

    @Test func namesCanBeForbidden() async throws {
        let peer = ScriptedSwitch([.v1_3], reply: ports)
        await #expect(throws: LineError.self) {
            _ = try await read("in_port=v1,actions=drop", peer, acceptsNames: false)
        }
    }

    @Test func anotherVersionIsTakenForWhatTheFirstCannotSay() async throws {
        let both = ScriptedSwitch([.v1_3, .v1_5], reply: ports)
        let text = "tcp,tcp_flags=+syn,actions=drop"
        let isSaidIn13 = (try? FlowMod.parse(text, .add, SyntaxContext(version: .v1_3))) != nil
        let (version, _) = try await read(text, both)
        #expect(version == (isSaidIn13 ? .v1_3 : .v1_5))
    }

    @Test func saysWhichVersionWouldBeNeeded() async throws {
        let old = ScriptedSwitch([.v1_0]) { _, _ in
            [.featuresReply(FeaturesReply(datapathID: 1, bufferCount: 0, tableCount: 1, capabilities: []))]
        }
        do {
            _ = try await read("ipv6,ipv6_src=::1,actions=drop", old)
            Issue.record("no error")
        } catch let error as ClientError {
            #expect(error.description.contains("s1 speaks OpenFlow 1.0, and not"), "\(error)")
            #expect(error.description.contains("1.3"), "\(error)")
        }
    }
}
