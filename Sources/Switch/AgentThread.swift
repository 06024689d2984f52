import Agent
import Datapath
import Glibc
import OpenFlow
import OpenFlowChannel
import Ports
import Synchronization

/// The agent's executor: one thread that takes what channels, the worker and the switch's owner have for the agent.
///
/// Channels and owner put jobs into a mailbox under a lock, the worker into the rings of the link; whoever finds the
/// mailbox empty raises the flag that the thread sleeps on. Everything that touches the agent happens on the thread, in
/// `turn`; a stepped switch calls `turn` itself and has no thread.
///
/// Invariant: `agent` is touched only inside `turn`, and only one thread at a time calls `turn`.
final class AgentThread: ChannelConsumer, @unchecked Sendable {
    enum Job {
        case channel(ChannelEvent)
        case ask(DatapathRequest.Body, @Sendable (DatapathReply) -> Void)
        case status(@Sendable (AgentStatus) -> Void)
    }

    /// Frames to controllers a turn, so that replies do not wait behind a storm of them.
    private static let upcallBudget = 256
    private static let replyBudget = 256

    private let link: DatapathLink
    private let agent: Agent
    private let mailbox = Mutex<[Job]>([])
    private let isStopped = Atomic<Bool>(false)

    init(configuration: AgentConfiguration, link: DatapathLink, sender: any ChannelSender) {
        self.link = link
        agent = Agent(
            configuration: configuration, submit: { link.submit($0) }, send: { sender.send($1, to: $0) },
            acknowledge: { sender.acknowledge($0, $1) })
    }

    func handle(_ event: ChannelEvent) { post(.channel(event)) }

    func post(_ job: Job) {
        let wasEmpty = mailbox.withLock { jobs in
            jobs.append(job)
            return jobs.count == 1
        }
        if wasEmpty { link.agentFlag.signal() }
    }

    func stop() {
        isStopped.store(true, ordering: .sequentiallyConsistent)
        link.agentFlag.signal()
    }

    /// The thread's loop, until `stop`.
    func run() {
        while !isStopped.load(ordering: .relaxed) {
            if turn() { continue }
            guard link.prepareAgentToSleep(), mailbox.withLock({ $0.isEmpty }) else { continue }
            var descriptor = pollfd(fd: link.agentFlag.fileDescriptor, events: Int16(POLLIN), revents: 0)
            _ = poll(&descriptor, 1, -1)
            link.agentFlag.clear()
        }
    }

    /// Takes what is there; true when there was anything.
    func turn() -> Bool {
        let jobs = mailbox.withLock { jobs in
            defer { jobs = [] }
            return jobs
        }
        for job in jobs { handle(job) }
        var handled = jobs.count
        for _ in 0..<Self.replyBudget {
            guard let reply = link.replies.pop() else { break }
            agent.handle(reply)
            handled += 1
        }
        for _ in 0..<Self.upcallBudget {
            guard link.upcalls.pop({ agent.handle(upcall: $0, data: $1) }) else { break }
            handled += 1
        }
        agent.datapathHasRoom()
        if handled > 0 { agent.flush() }
        if !link.requests.isEmpty { link.wakeWorker() }
        return handled > 0
    }

    private func handle(_ job: Job) {
        switch job {
        case .channel(.connected(let id, let version, _, _, let isController)):
            agent.connected(id, version: version, isController: isController)
        case .channel(.received(let id, let envelopes)): agent.received(id, envelopes)
        case .channel(.disconnected(let id, _)): agent.disconnected(id)
        case .ask(let body, let answer): agent.ask(body, answer: answer)
        case .status(let answer): answer(agent.status)
        }
    }
}
