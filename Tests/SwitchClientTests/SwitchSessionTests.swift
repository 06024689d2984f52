import OpenFlow
import Testing

@testable import SwitchClient

struct SwitchSessionTests {
    private func changes(_ texts: String...) throws -> [Change] {
        try texts.enumerated().map { index, text in
            let line = SourceLine(source: "f", number: index + 1, text: text)
            return try ChangeSyntax.flows(.add).change(line, SyntaxContext(version: .v1_4))
        }
    }

    @Test func putsPartsTogether() async throws {
        let peer = ScriptedSwitch([.v1_3]) { _, _ in
            [
                .multipartReply(MultipartReply(.port([PortStatistics(number: PortNumber(1))]), more: true)),
                .multipartReply(MultipartReply(.port([PortStatistics(number: PortNumber(2))]))),
            ]
        }
        let answer = try await peer.access().withSession { try await $0.multipart(.port(.any)) }
        #expect(answer.body == .port([1, 2].map { PortStatistics(number: PortNumber($0)) }))
        #expect(answer.text.contains("2 ports"))
    }

    @Test func refusesPartsOfAnotherKind() async throws {
        let peer = ScriptedSwitch([.v1_3]) { _, _ in
            [.multipartReply(MultipartReply(.port([]), more: true)), .multipartReply(MultipartReply(.flow([])))]
        }
        await #expect(throws: ClientError.self) {
            _ = try await peer.access().withSession { try await $0.multipart(.port(.any)) }
        }
    }

    @Test func namesTheErrorOfTheSwitch() async throws {
        let peer = ScriptedSwitch([.v1_3], refusal: { _ in .badRequestBadMultipart })
        do {
            _ = try await peer.access().withSession { try await $0.multipart(.meterFeatures) }
            Issue.record("no error")
        } catch let error as ClientError {
            #expect(error.description.contains("s1 refuses the request: OFPBRC_BAD_MULTIPART"), "\(error)")
        }
    }

    @Test func findsPortsInEachVersion() async throws {
        let ports = [port(1, "v1")]
        let old = ScriptedSwitch([.v1_0]) { _, _ in
            [
                .featuresReply(
                    FeaturesReply(datapathID: 1, bufferCount: 0, tableCount: 1, capabilities: [], ports: ports)
                )
            ]
        }
        #expect(try await old.access().withSession { try await $0.ports() } == ports)
        let new = ScriptedSwitch([.v1_4]) { _, _ in [.multipartReply(MultipartReply(.portDescription(ports)))] }
        #expect(try await new.access().withSession { try await $0.port("v1") } == ports[0])
        do {
            _ = try await new.access().withSession { try await $0.port("v9") }
            Issue.record("no error")
        } catch let error as ClientError {
            #expect(error.description.contains("it has 1(v1)"), "\(error)")
        }
    }

    @Test func errorsNameTheLineThatIsRefused() async throws {
        let peer = ScriptedSwitch(
            [.v1_4],
            refusal: { message in
                if case .flowMod(let mod) = message, mod.priority == 2 { .flowModFailedTableFull } else { nil }
            }
        )
        let all = try changes("priority=1,actions=1", "priority=2,actions=1", "priority=3,actions=1")
        let outcome = try await peer.access().withSession { try await $0.apply(all) }
        #expect(outcome.appliedCount == 2)
        #expect(
            outcome.failures.map(\.description) == [
                "f:2: the switch refuses this with OFPFMFC_TABLE_FULL: priority=2,actions=1"
            ]
        )
        #expect(peer.messages.count == 3)
    }

    @Test func manyChangesGoInBatches() async throws {
        let peer = ScriptedSwitch(
            [.v1_4],
            refusal: { message in
                if case .flowMod(let mod) = message, mod.priority == 1001 { .flowModFailedTableFull } else { nil }
            }
        )
        let all = (1...1200).map { number in
            Change(SourceLine(source: "f", number: number, text: ""), .flowMod(FlowMod(.add, priority: UInt16(number))))
        }
        let outcome = try await peer.access().withSession { try await $0.apply(all) }
        #expect(outcome.failures.map(\.line.number) == [1001])
        #expect(peer.messages.count == 1200)
    }

    @Test func aBundleIsOpenedFilledAndCommitted() async throws {
        let peer = ScriptedSwitch([.v1_4])
        let all = try changes("priority=1,actions=1", "priority=2,actions=1")
        let outcome = try await peer.access().withSession { try await $0.applyAsBundle(all) }
        #expect(outcome == ChangeOutcome(appliedCount: 2))
        #expect(kinds(peer) == ["openRequest", "add", "add", "commitRequest"])
    }

    @Test func aBundleWithAWrongLineIsDiscarded() async throws {
        let peer = ScriptedSwitch(
            [.v1_4],
            refusal: { message in
                if case .bundleAdd(let add) = message, case .flowMod(let mod) = add.request.message, mod.priority == 2 {
                    .bundleFailedMsgUnsup
                } else {
                    nil
                }
            }
        )
        let all = try changes("priority=1,actions=1", "priority=2,actions=1")
        let outcome = try await peer.access().withSession { try await $0.applyAsBundle(all) }
        #expect(outcome.appliedCount == 0)
        #expect(outcome.failures.map(\.line.number) == [2])
        #expect(kinds(peer) == ["openRequest", "add", "add", "discardRequest"])
    }

    @Test func anErrorOfTheCommitNamesItsLine() async throws {
        let peer = ScriptedSwitch(
            [.v1_4],
            refusal: { message in
                if case .bundleControl(let control) = message, control.kind == .commitRequest {
                    .badActionBadOutGroup
                } else {
                    nil
                }
            }
        )
        let all = try changes("priority=1,actions=1")
        let outcome = try await peer.access().withSession { try await $0.applyAsBundle(all) }
        #expect(outcome.appliedCount == 0)
        #expect(outcome.failures.map(\.line.number) == [1])
        #expect(outcome.failures.first?.problem.contains("OFPBAC_BAD_OUT_GROUP") == true)
    }

    private func kinds(_ peer: ScriptedSwitch) -> [String] {
        peer.messages.map { message in
            switch message {
            case .bundleControl(let control): "\(control.kind)"
            case .bundleAdd: "add"
            default: "another"
            }
        }
    }

    @Test func addOrModifyAsksWhatIsThere() async throws {
        let peer = ScriptedSwitch([.v1_3]) { message, _ in
            guard case .multipartRequest = message else { return [] }
            return [.multipartReply(MultipartReply(.groupDescription([GroupDescription(type: .all, groupID: 1)])))]
        }
        let all = [1, 2, 2].map { id in
            Change(SourceLine(text: ""), .groupMod(GroupMod(.modify, groupID: id)), addsOrModifies: true)
        }
        _ = try await peer.access().withSession { try await $0.apply(all) }
        let commands = peer.messages.compactMap { message -> GroupMod.Command? in
            if case .groupMod(let mod) = message { mod.command } else { nil }
        }
        #expect(commands == [.modify, .add, .modify])
    }

    @Test func fragmentsAreCheckedAfterwards() async throws {
        let peer = ScriptedSwitch([.v1_3]) { message, _ in
            if case .getConfigRequest = message { [.getConfigReply(SwitchConfig(fragments: .normal))] } else { [] }
        }
        await #expect(throws: ClientError.self) {
            try await peer.access().withSession { try await $0.setFragments(.reassemble) }
        }
        try await peer.access().withSession { try await $0.setFragments(.normal) }
    }

    @Test func echoesMustComeBackWhole() async throws {
        let good = ScriptedSwitch([.v1_3]) { message, _ in
            if case .echoRequest(let data) = message { [.echoReply(data)] } else { [] }
        }
        _ = try await good.access().withSession { try await $0.echo([1, 2, 3]).xid }
        let bad = ScriptedSwitch([.v1_3]) { _, _ in [.echoReply([])] }
        await #expect(throws: ClientError.self) {
            _ = try await bad.access().withSession { try await $0.echo([1]).xid }
        }
    }
}
