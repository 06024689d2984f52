import Glibc
public import Packets

/// Sizes and manners of a port in memory.
public struct MemoryPortOptions: Sendable, Hashable {
    /// Frames that each direction's queue holds.
    public var queueLength: Int
    /// Bytes of the longest frame; memory is touched only as far as frames fill it.
    public var maxFrameLength: Int
    /// Frames leave with their offload as it is. Otherwise checksums are completed and large frames are cut on `transmit`.
    public var acceptsOffload: Bool
    /// For benchmarks: `receive` gives a fresh copy of the injected frames over and over, `transmit` counts and discards.
    public var isLoopback: Bool

    public init(
        queueLength: Int = 256,
        maxFrameLength: Int = 65558,
        acceptsOffload: Bool = false,
        isLoopback: Bool = false
    ) {
        self.queueLength = queueLength
        self.maxFrameLength = maxFrameLength
        self.acceptsOffload = acceptsOffload
        self.isLoopback = isLoopback
    }
}

/// A port with no interface behind it, for tests, benchmarks and replay: what its `peer` injects is received, what is transmitted
/// the peer drains. The port belongs to one thread, its peer to one (perhaps another).
///
/// Invariant: both queues are allocated from `init` to the end; the first `held` frames of `inbound` are lent until `release`.
public struct MemoryPort: ~Copyable {
    public let portNumber: UInt32
    /// Frames that `transmit` took since the start, segments counted one by one.
    public private(set) var transmittedFrames: UInt64 = 0
    public private(set) var transmittedBytes: UInt64 = 0

    private let options: MemoryPortOptions
    private let inbound: UnsafeMutablePointer<FrameQueue>
    private let outbound: UnsafeMutablePointer<FrameQueue>
    private var held = 0
    private var loopPosition = 0
    private var loopBuffers: FramePool

    /// `options.queueLength` and `options.maxFrameLength` are at least 1 and 14; smaller ones are taken as these.
    public init(portNumber: UInt32, options: MemoryPortOptions = .init()) {
        var options = options
        options.queueLength = max(options.queueLength, 1)
        options.maxFrameLength = max(options.maxFrameLength, ethernetHeaderLength)
        self.portNumber = portNumber
        self.options = options
        inbound = .allocate(capacity: 1)
        outbound = .allocate(capacity: 1)
        inbound.initialize(to: FrameQueue(count: options.queueLength, maxFrameLength: options.maxFrameLength))
        let outboundLength = options.isLoopback ? 1 : options.queueLength
        outbound.initialize(to: FrameQueue(count: outboundLength, maxFrameLength: options.maxFrameLength))
        loopBuffers = FramePool(
            count: options.isLoopback ? options.queueLength : 0,
            frameCapacity: options.maxFrameLength
        )
    }

    deinit {
        inbound.deinitialize(count: 1)
        inbound.deallocate()
        outbound.deinitialize(count: 1)
        outbound.deallocate()
    }

    /// The other end of the wire; not to be used after the port's end.
    public var peer: MemoryPeer { MemoryPeer(inbound: inbound, outbound: outbound, options: options) }

    /// Takes up to `limit` frames; they stay valid until `release`. `now` becomes their timestamp (nanoseconds).
    public mutating func receive(into frames: UnsafeMutablePointer<Frame>, limit: Int, now: UInt64) -> Int {
        if options.isLoopback { return receiveLooped(into: frames, limit: limit, now: now) }
        let count = min(limit, inbound.pointee.fullCount - held)
        guard count > 0 else { return 0 }
        for index in 0..<count {
            let (slot, entry) = inbound.pointee.full(held + index)
            (frames + index).initialize(
                to: Frame(
                    storage: slot,
                    capacity: inbound.pointee.slotLength,
                    start: entry.start,
                    length: entry.length,
                    inPort: portNumber,
                    timestamp: now,
                    offload: entry.offload
                )
            )
        }
        held += count
        return count
    }

    /// Gives the room of all received frames back to the peer.
    public mutating func release() {
        inbound.pointee.drop(held)
        held = 0
        loopBuffers.reset()
    }

    /// Copies the frame, or the segments it stands for; the peer sees them at once.
    public mutating func transmit(_ frame: UnsafeMutablePointer<Frame>) -> TransmitResult {
        let length = frame.pointee.byteCount
        let offload = frame.pointee.offload
        guard length >= ethernetHeaderLength, offload.fits(length: length) else { return .error }
        if options.isLoopback {
            count(length)
            return .sent
        }
        if offload.segmentation != .none, !options.acceptsOffload { return transmitSegments(of: frame.pointee) }
        guard length <= options.maxFrameLength else { return .tooLong }
        guard let slot = outbound.pointee.slotToWrite() else { return .ringFull }
        memcpy(slot, frame.pointee.bytes, length)
        var copy = Frame(
            storage: slot,
            capacity: outbound.pointee.slotLength,
            start: 0,
            length: length,
            offload: offload
        )
        if offload.needsChecksum, !options.acceptsOffload { completeChecksum(&copy) }
        outbound.pointee.commit(.init(start: 0, length: length, offload: copy.offload))
        count(length)
        return .sent
    }

    /// Nothing to do: frames are with the peer already.
    public mutating func flush() {}

    /// Frames that the peer could not inject since the last call.
    public mutating func takeReceiveDrops() -> UInt64 { inbound.pointee.takeRefused() }

    private mutating func transmitSegments(of frame: Frame) -> TransmitResult {
        guard var segmenter = Segmenter(frame) else { return .error }
        while let slot = outbound.pointee.slotToWrite() {
            guard let segment = segmenter.next(into: slot, capacity: outbound.pointee.slotLength) else { return .sent }
            outbound.pointee.commit(
                .init(start: Int(segment.start), length: segment.byteCount, offload: segment.offload)
            )
            count(segment.byteCount)
        }
        return .ringFull
    }

    private mutating func receiveLooped(
        into frames: UnsafeMutablePointer<Frame>,
        limit: Int,
        now: UInt64
    ) -> Int {
        let loopLength = inbound.pointee.fullCount
        guard loopLength > 0 else { return 0 }
        var count = 0
        while count < limit, let buffer = loopBuffers.take() {
            if loopPosition >= loopLength { loopPosition = 0 }
            let (slot, entry) = inbound.pointee.full(loopPosition)
            loopPosition += 1
            memcpy(buffer + entry.start, slot + entry.start, entry.length)
            (frames + count).initialize(
                to: Frame(
                    storage: buffer,
                    capacity: loopBuffers.stride,
                    start: entry.start,
                    length: entry.length,
                    inPort: portNumber,
                    timestamp: now,
                    offload: entry.offload
                )
            )
            count += 1
        }
        return count
    }

    private mutating func count(_ length: Int) {
        transmittedFrames += 1
        transmittedBytes += UInt64(length)
    }
}
