import OpenFlow
import Testing

@testable import SwitchClient

struct MonitorTests {
    @Test func readsItsWords() throws {
        let request = try MonitorRequest(["128", "invalid_ttl", "watch:!initial,table=1,ip"])
        #expect(request.missSendLength == 128)
        #expect(request.wantsInvalidTTL)
        #expect(request.need.versions.lowerBound == .v1_4)
        let monitors = try request.monitors(SyntaxContext(version: .v1_4))
        #expect(monitors.count == 1)
        #expect(!monitors[0].flags.contains(.initial))
        #expect(monitors[0].flags.isSuperset(of: [.add, .removed, .modify, .instructions]))
        #expect(monitors[0].tableID == 1)
        #expect(monitors[0].match.exactValue(.ethType) == 0x0800)
    }

    /// Open vSwitch refuses a monitor that asks for its own changes in full.
    @Test(arguments: ["watch:", "watch:!own"]) func asksForNoChangesOfItsOwn(word: String) throws {
        let monitors = try MonitorRequest([word]).monitors(SyntaxContext(version: .v1_4))
        #expect(monitors.map(\.flags) == [[.initial, .add, .removed, .modify, .instructions]])
    }

    @Test(arguments: ["65536", "-1", "watch", "ttl"])
    func refusesOthers(word: String) {
        #expect(throws: ClientError.self) { try MonitorRequest([word]) }
    }

    @Test func refusesUnknownFlags() throws {
        let request = try MonitorRequest(["watch:!never"])
        #expect(throws: LineError.self) { try request.monitors(SyntaxContext(version: .v1_4)) }
    }

    @Test func setsTheSwitchUp() async throws {
        let peer = ScriptedSwitch([.v1_3]) { message, _ in
            switch message {
            case .getConfigRequest: [.getConfigReply(SwitchConfig(fragments: .drop, missSendLength: 0))]
            case .getAsyncRequest: [.getAsyncReply(AsyncConfig())]
            default: []
            }
        }
        let request = try MonitorRequest(["64", "invalid_ttl"])
        _ = try await peer.access().withSession(request.need) { try await $0.start(request, []) }
        var config = AsyncConfig()
        config[.packetIn, isSlave: false] = 0b111
        #expect(peer.messages.contains(.setConfig(SwitchConfig(fragments: .drop, missSendLength: 64))))
        #expect(peer.messages.contains(.setAsync(config)))
    }
}
