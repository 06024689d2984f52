import Packets

/// Buffers of one size for frames that have no slot of their own; last in, first out, so that they stay warm.
///
/// Invariant: `base` holds `count` buffers of `stride` bytes; buffers `0 ..< used` are lent, all of them until `reset`.
struct FramePool: ~Copyable {
    let stride: Int
    let count: Int
    private let base: UnsafeMutableRawPointer
    private var used = 0

    init(count: Int, frameCapacity: Int) {
        // Headroom once more behind the frame, for what is pushed when the headroom before it is used up.
        stride = (Frame.headroom * 2 + frameCapacity + 63) & ~63
        self.count = count
        base = .allocate(byteCount: stride * count, alignment: 64)
    }

    deinit {
        base.deallocate()
    }

    var isExhausted: Bool { used == count }

    /// A buffer of `stride` bytes, or nil when all are lent.
    mutating func take() -> UnsafeMutableRawPointer? {
        guard used < count else { return nil }
        defer { used += 1 }
        return base + used * stride
    }

    /// Takes back the buffer lent last.
    mutating func untake() {
        used -= 1
    }

    mutating func reset() {
        used = 0
    }
}
