import Foundation
import Synchronization

/// A thread of the operating system with a name that tools show, and that can be waited for.
final class RunningThread: Sendable {
    private let end = Outcome<Void>()

    init(_ name: String, _ body: @escaping @Sendable () -> Void) {
        let thread = Thread { [end] in
            body()
            end.finish(with: ())
        }
        thread.name = name
        thread.start()
    }

    /// Returns when the thread's body has.
    func join() async { await end.value() }
}

/// A value that comes once, from any thread, and that many may wait for.
final class Outcome<Value: Sendable>: Sendable {
    private struct State {
        var value: Value?
        var waiters: [CheckedContinuation<Value, Never>] = []
    }
    private let state = Mutex(State())

    /// The first value counts.
    func finish(with value: Value) {
        let waiters = state.withLock { state in
            guard state.value == nil else { return [CheckedContinuation<Value, Never>]() }
            state.value = value
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume(returning: value) }
    }

    func value() async -> Value {
        await withCheckedContinuation { continuation in
            let value = state.withLock { state in
                if state.value == nil { state.waiters.append(continuation) }
                return state.value
            }
            if let value { continuation.resume(returning: value) }
        }
    }
}
