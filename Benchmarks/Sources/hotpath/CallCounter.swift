import Glibc

/// Calls of the allocator and the Swift runtime; the order is that of `CallCounter.c`.
struct CallCounts {
    enum Kind: Int, CaseIterable { case allocations, objects, retains, releases, accesses }

    private var values = [UInt64](repeating: 0, count: Kind.allCases.count)

    subscript(kind: Kind) -> UInt64 { values[kind.rawValue] }
    var isZero: Bool { values.allSatisfy { $0 == 0 } }

    mutating func withPointer(_ body: (UnsafeMutablePointer<UInt64>) -> Void) {
        values.withUnsafeMutableBufferPointer { body($0.baseAddress!) }
    }
}

/// The preloaded library, or nil when it is not there.
struct CallCounter {
    private let startCounting: @convention(c) () -> Void
    private let stopCounting: @convention(c) (UnsafeMutablePointer<UInt64>) -> Void

    init?() {
        let program = dlopen(nil, RTLD_NOW)
        guard let start = dlsym(program, "call_counter_start"), let stop = dlsym(program, "call_counter_stop") else {
            return nil
        }
        startCounting = unsafeBitCast(start, to: (@convention(c) () -> Void).self)
        stopCounting = unsafeBitCast(stop, to: (@convention(c) (UnsafeMutablePointer<UInt64>) -> Void).self)
    }

    func start() { startCounting() }

    func stop(into counts: inout CallCounts) { counts.withPointer { stopCounting($0) } }
}
