import Glibc
public import Packets

/// The far end of a `MemoryPort`'s wire: a handle for one thread at a time, valid as long as the port.
public struct MemoryPeer: @unchecked Sendable {
    private let inbound: UnsafeMutablePointer<FrameQueue>
    private let outbound: UnsafeMutablePointer<FrameQueue>
    private let options: MemoryPortOptions

    init(
        inbound: UnsafeMutablePointer<FrameQueue>,
        outbound: UnsafeMutablePointer<FrameQueue>,
        options: MemoryPortOptions
    ) {
        self.inbound = inbound
        self.outbound = outbound
        self.options = options
    }

    /// Puts a frame before the port; false (and counted as a drop) if its queue is full, false if it is too long.
    public func inject(_ bytes: UnsafeRawBufferPointer, offload: Offload = Offload()) -> Bool {
        guard bytes.count <= options.maxFrameLength else { return false }
        guard let slot = inbound.pointee.slotToWrite() else {
            inbound.pointee.countRefused()
            return false
        }
        if let base = bytes.baseAddress { memcpy(slot + Frame.headroom, base, bytes.count) }
        inbound.pointee.commit(.init(start: Frame.headroom, length: bytes.count, offload: offload))
        return true
    }

    public func inject(_ bytes: [UInt8], offload: Offload = Offload()) -> Bool {
        bytes.withUnsafeBytes { inject($0, offload: offload) }
    }

    /// Calls `body` with each frame transmitted so far and takes it away; the bytes are valid during the call only.
    @discardableResult public func drain(_ body: (UnsafeRawBufferPointer, Offload) -> Void) -> Int {
        let count = outbound.pointee.fullCount
        for _ in 0..<count {
            let (slot, entry) = outbound.pointee.full(0)
            body(UnsafeRawBufferPointer(start: slot + entry.start, count: entry.length), entry.offload)
            outbound.pointee.drop(1)
        }
        return count
    }

    /// All frames transmitted so far, as arrays.
    public func drainFrames() -> [[UInt8]] {
        var frames: [[UInt8]] = []
        drain { bytes, _ in frames.append(Array(bytes)) }
        return frames
    }
}
