public import Ports
import Synchronization

/// Everything that passes between a worker and the agent's executor: requests one way, replies and frames the other.
///
/// The consumer of each side announces that it goes to sleep (`prepare…ToSleep`), looks at its rings once more, and blocks
/// on its event flag; the producer signals only a sleeper, so that a busy pair of threads makes no system calls.
/// The agent's side pushes requests by `submit` and pops replies and upcalls; the worker's side does the opposite.
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
    /// A reply found its ring full: the worker goes on when the agent has taken some.
    private let workerWaitsForRoom = Atomic<Bool>(false)
    /// A request found its ring full: the agent goes on when the worker has taken some.
    private let agentWaitsForRoom = Atomic<Bool>(false)
    private let stopRequested = Atomic<Bool>(false)

    public init(requestCapacity: Int = 4096, replyCapacity: Int = 1024, upcallBytes: Int = 1 << 22) throws(PortError) {
        requests = SPSCRing(capacity: requestCapacity)
        replies = SPSCRing(capacity: replyCapacity)
        upcalls = UpcallRing(capacity: upcallBytes)
        workerFlag = try EventFlag()
        agentFlag = try EventFlag()
    }

    // MARK: The agent's side

    /// False when the worker is behind: it then wakes the agent as soon as there is room. `wakeWorker` after a batch.
    public func submit(_ request: DatapathRequest) -> Bool {
        if requests.push(request) { return true }
        agentWaitsForRoom.store(true, ordering: .sequentiallyConsistent)
        return false
    }

    public func wakeWorker() {
        atomicMemoryFence(ordering: .sequentiallyConsistent)
        if workerSleeps.exchange(false, ordering: .sequentiallyConsistent) { workerFlag.signal() }
    }

    /// To be called after replies were taken.
    public func repliesTaken() {
        atomicMemoryFence(ordering: .sequentiallyConsistent)
        if workerWaitsForRoom.load(ordering: .relaxed), workerWaitsForRoom.exchange(false, ordering: .relaxed) {
            workerFlag.signal()
        }
    }

    /// True when the agent may block on `agentFlag`; false when there is work already.
    public func prepareAgentToSleep() -> Bool {
        agentSleeps.store(true, ordering: .sequentiallyConsistent)
        atomicMemoryFence(ordering: .sequentiallyConsistent)
        let hasRoomAgain = agentWaitsForRoom.load(ordering: .relaxed) && !requests.isFull
        if replies.isEmpty && upcalls.isEmpty && !hasRoomAgain { return true }
        agentSleeps.store(false, ordering: .relaxed)
        return false
    }

    /// To be called before requests that found no room are tried again.
    public func agentRetries() { agentWaitsForRoom.store(false, ordering: .relaxed) }

    /// Makes the worker's `run` return; from any thread.
    public func stop() {
        stopRequested.store(true, ordering: .sequentiallyConsistent)
        workerFlag.signal()
    }

    // MARK: The worker's side

    var hasRequests: Bool { !requests.isEmpty }

    /// False, and nothing happens, when there is no room for the frame.
    func push(_ header: UpcallHeader, _ bytes: UnsafeRawPointer) -> Bool { upcalls.push(header, bytes) }

    var isStopped: Bool { stopRequested.load(ordering: .relaxed) }

    func wakeAgentIfNeeded() {
        if replies.isEmpty && upcalls.isEmpty && !agentWaitsForRoom.load(ordering: .relaxed) { return }
        atomicMemoryFence(ordering: .sequentiallyConsistent)
        if agentSleeps.load(ordering: .relaxed), agentSleeps.exchange(false, ordering: .sequentiallyConsistent) {
            agentFlag.signal()
        }
    }

    /// True when the worker may block on `workerFlag`. While it waits for room for replies it takes no requests.
    func prepareWorkerToSleep(waitingForRoom: Bool) -> Bool {
        workerSleeps.store(true, ordering: .sequentiallyConsistent)
        workerWaitsForRoom.store(waitingForRoom, ordering: .sequentiallyConsistent)
        atomicMemoryFence(ordering: .sequentiallyConsistent)
        if !isStopped && (waitingForRoom ? replies.isFull : requests.isEmpty) { return true }
        workerWoke()
        return false
    }

    func workerWoke() {
        workerSleeps.store(false, ordering: .relaxed)
        workerWaitsForRoom.store(false, ordering: .relaxed)
    }
}
