import Foundation
import Synchronization

/// A thread of the operating system with a name that tools show, and that can be waited for.
final class RunningThread: Sendable {
    private struct State {
        var isDone = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }
    private let state: Completion

    init(_ name: String, _ body: @escaping @Sendable () -> Void) {
        let completion = Completion()
        state = completion
        let thread = Thread {
            body()
            completion.finish()
        }
        thread.name = name
        thread.start()
    }

    /// Returns when the thread's body has.
    func join() async { await state.wait() }

    private final class Completion: Sendable {
        private let state = Mutex(State())

        func finish() {
            let waiters = state.withLock { state in
                state.isDone = true
                defer { state.waiters = [] }
                return state.waiters
            }
            for waiter in waiters { waiter.resume() }
        }

        func wait() async {
            await withCheckedContinuation { continuation in
                let isDone = state.withLock { state in
                    if !state.isDone { state.waiters.append(continuation) }
                    return state.isDone
                }
                if isDone { continuation.resume() }
            }
        }
    }
}
