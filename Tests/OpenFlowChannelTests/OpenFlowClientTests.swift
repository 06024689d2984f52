import OpenFlow
import Synchronization
import Testing

@testable import OpenFlowChannel

@Suite(.timeLimit(.minutes(1)))
struct OpenFlowClientTests {
    /// A switch that answers with what `answer` says.
    private func withSwitch(
        versions: Set<OpenFlowVersion> = [.v1_0, .v1_3],
        answer: @escaping @Sendable (Envelope) -> [Message],
        _ body: (Target) async throws -> Void
    ) async throws {
        let consumer = Recorder()
        let endpoints = OpenFlowEndpoints(
            consumer: consumer,
            settings: ChannelSettings(versions: versions),
            logger: quiet
        )
        consumer.react { event in
            guard case .received(let id, let envelopes) = event else { return }
            for envelope in envelopes {
                endpoints.send(answer(envelope).map { Envelope(xid: envelope.xid, $0) }, to: id)
            }
            endpoints.acknowledge(id, envelopes.count)
        }
        let target = try await endpoints.listen(on: .passiveTCP(host: "127.0.0.1", port: 0))
        do {
            try await body(target.reverse)
        } catch {
            await endpoints.shutdown()
            throw error
        }
        await endpoints.shutdown()
    }

    private func connect(
        _ target: Target,
        _ versions: Set<OpenFlowVersion> = [.v1_3],
        timeout: Duration = .seconds(30)
    ) async throws -> OpenFlowClient {
        try await OpenFlowClient.connect(to: target, versions: versions, timeout: timeout, logger: quiet)
    }

    @Test func getsReplies() async throws {
        let config = SwitchConfig(fragments: .drop, missSendLength: 77)
        try await withSwitch(answer: { _ in [.getConfigReply(config)] }) { target in
            let client = try await connect(target, [.v1_0])
            #expect(client.version == .v1_0)
            #expect(try await client.request(.getConfigRequest) == .getConfigReply(config))
            await client.close()
        }
    }

    @Test func gathersTheParts() async throws {
        let parts = [[1, 2], [3], []].map { numbers in numbers.map { PortStatistics(number: PortNumber($0)) } }
        try await withSwitch(answer: { _ in
            parts.enumerated().map { .multipartReply(MultipartReply(.port($0.element), more: $0.offset < 2)) }
        }) { target in
            let client = try await connect(target)
            #expect(try await client.multipart(.port(.any)) == parts.map { .port($0) })
            await client.close()
        }
    }

    @Test func throwsErrorsOfTheSwitch() async throws {
        try await withSwitch(answer: { envelope in
            switch envelope.message {
            case .flowMod(let flow): flow.priority == 2 ? [.error(ErrorMessage(.standard(.flowModFailedOverlap)))] : []
            case .barrierRequest: [.barrierReply]
            default: [.error(ErrorMessage(.standard(.badRequestBadType)))]
            }
        }) { target in
            let client = try await connect(target)
            try await client.perform([.flowMod(FlowMod(.add, priority: 1))])
            do {
                try await client.perform((1...3).map { .flowMod(FlowMod(.add, priority: $0)) })
                Issue.record("no error")
            } catch let error as ErrorReply {
                #expect(error.index == 1)
                #expect(error.description.contains("OFPFMFC_OVERLAP"))
            }
            await #expect(throws: ErrorReply.self) { _ = try await client.request(.featuresRequest) }
            await client.close()
        }
    }

    @Test func gathersAllErrorsWithTheirXids() async throws {
        try await withSwitch(answer: { envelope in
            switch envelope.message {
            case .flowMod: [.error(ErrorMessage(.standard(.flowModFailedTableFull)))]
            case .barrierRequest: [.barrierReply]
            default: []
            }
        }) { target in
            let client = try await connect(target)
            let answers = try await client.exchange(
                [.flowMod(FlowMod(.add)), .setConfig(SwitchConfig()), .flowMod(FlowMod(.add))],
                then: .barrierRequest
            )
            let first = answers.xids.lowerBound
            #expect(answers.xids.count == 4)
            #expect(answers.errors.map(\.xid) == [first, first + 2])
            #expect(answers.parts == [Envelope(xid: first + 3, .barrierReply)])
            await client.close()
        }
    }

    /// A commit makes the switch speak of messages that were sent, and answered for, before.
    @Test func errorsAboutEarlierMessagesBelongToWhoAsksForThem() async throws {
        let consumer = Recorder()
        let endpoints = OpenFlowEndpoints(
            consumer: consumer,
            settings: ChannelSettings(versions: [.v1_3]),
            logger: quiet
        )
        consumer.react { event in
            guard case .received(let id, let envelopes) = event else { return }
            for envelope in envelopes {
                switch envelope.message {
                case .barrierRequest: endpoints.send([Envelope(xid: envelope.xid, .barrierReply)], to: id)
                case .featuresRequest:
                    let early = Message.error(ErrorMessage(.standard(.badActionBadOutGroup)))
                    let late = Message.error(ErrorMessage(.standard(.badRequestBadType)))
                    let errors = [Envelope(xid: envelope.xid - 2, early), Envelope(xid: envelope.xid, late)]
                    endpoints.send(errors, to: id)
                default: break
                }
            }
            endpoints.acknowledge(id, envelopes.count)
        }
        let target = try await endpoints.listen(on: .passiveTCP(host: "127.0.0.1", port: 0))
        let client = try await connect(target.reverse)
        let first = try await client.exchange([.flowMod(FlowMod(.add))], then: .barrierRequest)
        let last = try await client.exchange([], then: .featuresRequest, earlier: first.xids)
        #expect(last.errors.map(\.xid) == [first.xids.lowerBound, last.xids.lowerBound])
        #expect(last.parts.isEmpty)
        await client.close()
        #expect(await client.closed().contains("closed by this side"))
        await endpoints.shutdown()
    }

    @Test func sendsNothingThatTheVersionCannotSay() async throws {
        try await withSwitch(answer: { _ in [] }) { target in
            let client = try await connect(target, [.v1_0])
            do {
                _ = try await client.multipart(.portDescription())
                Issue.record("no error")
            } catch let error as ChannelError {
                #expect(error.description.contains("cannot be said in OpenFlow 1.0"))
            }
            await client.close()
        }
    }

    @Test func givesUpWithoutAnAnswer() async throws {
        try await withSwitch(answer: { _ in [] }) { target in
            // No answer ever comes, so the length of the wait does not matter.
            let client = try await connect(target, timeout: .milliseconds(200))
            do {
                _ = try await client.request(.barrierRequest)
                Issue.record("an answer")
            } catch let error as ChannelError {
                #expect(error.description.contains("no answer within"))
            }
            await client.close()
            await #expect(throws: ChannelError.self) { _ = try await client.request(.barrierRequest) }
        }
    }

    @Test func saysWhyItCannotConnect() async throws {
        try await withSwitch(versions: [.v1_0], answer: { _ in [] }) { target in
            do {
                _ = try await connect(target, [.v1_3])
                Issue.record("connected")
            } catch let error as ChannelError {
                #expect(error.description.contains("no common version"), "\(error)")
            }
        }
        do {
            _ = try await connect(.unix(path: "/nonexistent/s1.sock"))
            Issue.record("connected")
        } catch let error as ChannelError {
            #expect(
                error.description == "cannot connect to unix:/nonexistent/s1.sock: No such file or directory"
            )
        }
        await #expect(throws: ChannelError.self) { _ = try await connect(.passiveTCP(host: "127.0.0.1", port: 1)) }
    }
}
