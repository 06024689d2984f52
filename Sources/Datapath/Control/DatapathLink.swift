public import Ports
import Synchronization

/// Everything that passes between a worker and the agent's executor: requests one way, replies and frames the other.
///
/// The consumer of each side announces that it goes to sleep (`prepareToSleep`), looks at its rings once more, and blocks
/// on its event flag; the producer signals only a sleeper, so that a busy pair of threads makes no system calls.
/// The agent's side calls `submit`, `popReply`, `popUpcall`, `wakeWorker`; everything else belongs to the worker.
public final class DatapathLink: Sendable {
    public let requests: SPSCRing<DatapathRequest>
    public let replies: SPSCRing<DatapathReply>
    public let upcalls: UpcallRing
    /// Readable when the worker has something to do.
    public let workerFlag: EventFlag
    /// Readable when the agent has something to do.
    public let agentFlag: EventFlag
    private let workerSleeps = Atomic<Bool>(false)
    private let agentSleeps = Atomic<Bool>(false)
    private let stopRequested = Atomic<Bool>(false)

    public init(requestCapacity: Int = 4096, replyCapacity: Int = 1024, upcallBytes: Int = 1 << 22) throws(PortError) {
        requests = SPSCRing(capacity: requestCapacity)
        replies = SPSCRing(capacity: replyCapacity)
        upcalls = UpcallRing(capacity: upcallBytes)
        workerFlag = try EventFlag()
        agentFlag = try EventFlag()
    }

    // MARK: The agent's side

    /// False when the worker is behind; `wakeWorker` after a batch.
    public func submit(_ request: DatapathRequest) -> Bool { requests.push(request) }

    public func wakeWorker() {
        if workerSleeps.exchange(false, ordering: .sequentiallyConsistent) { workerFlag.signal() }
    }

    /// True when the agent may block on `agentFlag`; false when there is work already.
    public func prepareAgentToSleep() -> Bool {
        agentSleeps.store(true, ordering: .sequentiallyConsistent)
        atomicMemoryFence(ordering: .sequentiallyConsistent)
        if replies.isEmpty && upcalls.isEmpty { return true }
        agentSleeps.store(false, ordering: .relaxed)
        return false
    }

    /// Makes the worker's `run` return; from any thread.
    public func stop() {
        stopRequested.store(true, ordering: .sequentiallyConsistent)
        workerFlag.signal()
    }

    // MARK: The worker's side

    var isStopped: Bool { stopRequested.load(ordering: .relaxed) }

    func wakeAgentIfNeeded() {
        if replies.isEmpty && upcalls.isEmpty { return }
        atomicMemoryFence(ordering: .sequentiallyConsistent)
        if agentSleeps.load(ordering: .relaxed), agentSleeps.exchange(false, ordering: .sequentiallyConsistent) {
            agentFlag.signal()
        }
    }

    /// True when the worker may block on `workerFlag`.
    func prepareWorkerToSleep() -> Bool {
        workerSleeps.store(true, ordering: .sequentiallyConsistent)
        atomicMemoryFence(ordering: .sequentiallyConsistent)
        if requests.isEmpty && !isStopped { return true }
        workerSleeps.store(false, ordering: .relaxed)
        return false
    }

    func workerWoke() { workerSleeps.store(false, ordering: .relaxed) }
}
