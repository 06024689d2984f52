import OpenFlow
import OpenFlowChannel
import Synchronization

@testable import SwitchClient

/// A switch that answers each message as a test says, without a socket.
///
/// It speaks some versions, remembers what it was sent, and answers requests by `reply` and refuses messages by `refusal`.
final class ScriptedSwitch: Sendable {
    let versions: Set<OpenFlowVersion>
    private let reply: @Sendable (Message, OpenFlowVersion) -> [Message]
    private let refusal: @Sendable (Message) -> ErrorCode?
    private let log = Mutex<[(OpenFlowVersion, Message)]>([])

    init(
        _ versions: Set<OpenFlowVersion>,
        reply: @escaping @Sendable (Message, OpenFlowVersion) -> [Message] = { _, _ in [] },
        refusal: @escaping @Sendable (Message) -> ErrorCode? = { _ in nil }
    ) {
        self.versions = versions
        self.reply = reply
        self.refusal = refusal
    }

    /// Everything it was sent, barriers left out.
    var messages: [Message] {
        log.withLock { $0.map(\.1) }.filter { if case .barrierRequest = $0 { false } else { true } }
    }

    /// The versions of the connections that sent anything.
    var spoken: Set<OpenFlowVersion> { Set(log.withLock { $0.map(\.0) }) }

    func access(_ allowed: Set<OpenFlowVersion> = SwitchAccess.allVersions) -> SwitchAccess {
        SwitchAccess(name: "s1", versions: allowed) { [self] offered, _ in
            guard let version = offered.intersection(versions).max() else {
                throw ClientError("no common version")
            }
            return Connection(peer: self, version: version)
        }
    }

    private final class Connection: SwitchConnection {
        let peer: ScriptedSwitch
        let version: OpenFlowVersion
        private let nextXid = Mutex<UInt32>(1)

        init(peer: ScriptedSwitch, version: OpenFlowVersion) {
            self.peer = peer
            self.version = version
        }

        func exchange(_ messages: [Message], then last: Message, earlier: Range<UInt32>) async throws -> Answers {
            let all = messages + [last]
            peer.log.withLock { log in log += all.map { (version, $0) } }
            let first = nextXid.withLock { next in
                defer { next += UInt32(all.count) }
                return next
            }
            var errors: [Envelope] = []
            for (offset, message) in all.enumerated() {
                guard let code = peer.refusal(message) else { continue }
                // A commit is refused because of the first message of the bundle.
                let isCommit = if case .bundleControl = message { !earlier.isEmpty } else { false }
                let xid = isCommit ? earlier.lowerBound : first + UInt32(offset)
                errors.append(Envelope(xid: xid, .error(ErrorMessage(.standard(code)))))
            }
            let xids = first..<first + UInt32(all.count)
            var replies = peer.reply(last, version)
            if replies.isEmpty {
                switch last {
                case .barrierRequest: replies = [.barrierReply]
                case .bundleControl(let control):
                    let kind = BundleControl.Kind(rawValue: control.kind.rawValue + 1) ?? .openReply
                    replies = [.bundleControl(BundleControl(kind, bundleID: control.bundleID))]
                default: break
                }
            }
            let isRefused = peer.refusal(last) != nil
            let parts = isRefused ? [] : replies.map { Envelope(xid: xids.upperBound - 1, $0) }
            return Answers(xids: xids, parts: parts, errors: errors)
        }

        func close() async {}

        func closed() async -> String { "closed" }
    }
}

func port(_ number: UInt32, _ name: String) -> PortDescription {
    PortDescription(number: PortNumber(number), hardwareAddress: UInt64(number), name: name)
}

func lines(_ texts: String...) -> [SourceLine] {
    texts.enumerated().map { SourceLine(source: "f", number: $0.offset + 1, text: $0.element) }
}
