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
        /// The answer part by part; nil when the switch stops before the last one.
        case ask(DatapathRequest.Body, @Sendable (DatapathReply?) -> Void)
        /// Flow-mods in order; the answer comes after the last one, with the errors of those that were refused by their
        /// place in the list. nil when the switch stops before.
        case change([FlowMod], @Sendable ([Int: OpenFlowError]?) -> Void)
        /// What the agent says of itself; nil when the switch stops before.
        case status(@Sendable (AgentStatus?) -> Void)
    }

    private struct Mailbox {
        var jobs: [Job] = []
        /// The thread has ended: nobody will look again.
        var isClosed = false
    }

    /// Frames to controllers a turn, so that replies do not wait behind a storm of them.
    private static let upcallBudget = 256
    private static let replyBudget = 256

    private let link: DatapathLink
    private let agent: Agent
    /// Is told of ports that come, change and go.
    private let portNews: (PortStatus) -> Void
    private let mailbox = Mutex(Mailbox())
    /// Those that wait for an answer, by the number of their question.
    private var asking: [Int: @Sendable (DatapathReply?) -> Void] = [:]
    private var lastQuestion = 0
    private let isStopped = Atomic<Bool>(false)

    init(
        configuration: AgentConfiguration,
        link: DatapathLink,
        sender: any ChannelSender,
        portNews: @escaping @Sendable (PortStatus) -> Void
    ) {
        self.link = link
        self.portNews = portNews
        agent = Agent(
            configuration: configuration,
            submit: { link.submit($0) },
            send: { sender.send($1, to: $0) },
            acknowledge: { sender.acknowledge($0, $1) }
        )
    }

    func handle(_ event: ChannelEvent) { post(.channel(event)) }

    func post(_ job: Job) {
        let (wasEmpty, isClosed) = mailbox.withLock { mailbox in
            guard !mailbox.isClosed else { return (false, true) }
            mailbox.jobs.append(job)
            return (mailbox.jobs.count == 1, false)
        }
        if wasEmpty { link.agentFlag.signal() }
        if isClosed { job.refuse() }
    }

    func stop() {
        isStopped.store(true, ordering: .sequentiallyConsistent)
        link.agentFlag.signal()
    }

    /// The thread's loop, until `stop`.
    func run() {
        while !isStopped.load(ordering: .relaxed) {
            if turn() { continue }
            guard link.prepareAgentToSleep(), mailbox.withLock({ $0.jobs.isEmpty }) else { continue }
            var descriptor = pollfd(fd: link.agentFlag.fileDescriptor, events: Int16(POLLIN), revents: 0)
            _ = poll(&descriptor, 1, -1)
            link.agentFlag.clear()
        }
        close()
    }

    /// Nobody waits for ever: what was not answered until now is answered with nothing.
    private func close() {
        let left = mailbox.withLock { mailbox in
            mailbox.isClosed = true
            defer { mailbox.jobs = [] }
            return mailbox.jobs
        }
        for job in left { job.refuse() }
        for answer in asking.values { answer(nil) }
        asking = [:]
    }

    /// Takes what is there; true when there was anything.
    func turn() -> Bool {
        let jobs = mailbox.withLock { mailbox in
            defer { mailbox.jobs = [] }
            return mailbox.jobs
        }
        for job in jobs { handle(job) }
        var handled = jobs.count
        for _ in 0..<Self.replyBudget {
            guard let reply = link.replies.pop() else { break }
            if case .portStatus(let status) = reply.body { portNews(status) }
            agent.handle(reply)
            handled += 1
        }
        link.repliesTaken()
        for _ in 0..<Self.upcallBudget {
            guard link.upcalls.pop({ agent.handle(upcall: $0, data: $1) }) else { break }
            handled += 1
        }
        link.agentRetries()
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
        case .ask(let body, let answer): ask(body, answer)
        case .change(let mods, let answer): change(mods, answer)
        case .status(let answer): answer(agent.status)
        }
    }

    private func change(_ mods: [FlowMod], _ answer: @escaping @Sendable ([Int: OpenFlowError]?) -> Void) {
        // Filled and read on this thread only: answers come in `turn`.
        final class Errors: @unchecked Sendable { var all: [Int: OpenFlowError] = [:] }
        let errors = Errors()
        for (index, mod) in mods.enumerated() {
            agent.ask(.flowMod(mod)) { reply in
                if case .error(let error) = reply.body { errors.all[index] = error }
            }
        }
        ask(.barrier) { reply in answer(reply == nil ? nil : errors.all) }
    }

    private func ask(_ body: DatapathRequest.Body, _ answer: @escaping @Sendable (DatapathReply?) -> Void) {
        lastQuestion += 1
        let question = lastQuestion
        asking[question] = answer
        agent.ask(body) { [self] reply in
            if reply.isLast { asking[question] = nil }
            answer(reply)
        }
    }
}

extension AgentThread.Job {
    /// Tells who waits for an answer that none will come.
    fileprivate func refuse() {
        switch self {
        case .channel: break
        case .ask(_, let answer): answer(nil)
        case .change(_, let answer): answer(nil)
        case .status(let answer): answer(nil)
        }
    }
}
