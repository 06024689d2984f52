import Glibc
public import Packets

/// A port whose wire is files: frames in from one capture, out to another. Needs no privileges.
///
/// The port stays up when the input has ended; it only receives no more. What has been written is in the file after each
/// `flush`, so that it can be looked at while the port is in use.
///
/// Invariant: `pending` points into the reader's buffer and is copied out before the reader's next call.
public struct PcapFilePort: ~Copyable {
    /// When the frames of the input come.
    public enum Timing: Sendable, Hashable {
        /// Once the worker's clock has reached their capture time: a virtual clock set to `nextTimestamp` replays a capture
        /// in its own time, and `now: .max` replays it as fast as it goes. Frames keep their times.
        case captureTime
        /// For a worker on CLOCK_MONOTONIC: the first frame `delay` nanoseconds after the first look for one, the others
        /// in the rhythm of the capture. Frames are written with the time of day.
        case fromStart(delay: UInt64)
    }

    public let portNumber: UInt32
    /// What stopped reading before the end of the file, if anything did.
    public private(set) var readError: PortError?
    /// What stopped writing, if anything did; then `transmit` says `.error`.
    public private(set) var writeError: PortError?

    private var reader: PcapFileReader?
    private var writer: PcapFileWriter?
    private var pending: PcapRecord?
    private let timing: Timing
    /// The capture time of the first frame.
    private var firstTimestamp: UInt64 = 0
    /// When the first frame comes on the worker's clock; nil before the first `receive`, and not used with capture times.
    private var origin: UInt64?
    /// Added to the time of a frame that is written.
    private let outputShift: UInt64
    private var buffers: FramePool
    private let segmentBuffer: UnsafeMutableRawPointer
    private var lastTime: UInt64 = 0
    private var receiveDrops: UInt64 = 0
    private var transmitDrops: UInt64 = 0
    private var unflushed: UInt64 = 0

    private static let segmentCapacity = Frame.headroom + largestFrame

    /// Either file may be missing: without `input` nothing is received, without `output` the port is down for `transmit`.
    public init(
        input: String?,
        output: String?,
        portNumber: UInt32,
        burst: Int = 64,
        timing: Timing = .captureTime
    ) throws(PortError) {
        self.portNumber = portNumber
        self.timing = timing
        outputShift = timing == .captureTime ? 0 : Self.timeOfDayShift()
        if let input { reader = try PcapFileReader(path: input) }
        if let output { writer = try PcapFileWriter(path: output) }
        buffers = FramePool(count: max(burst, 1), frameCapacity: largestFrame)
        segmentBuffer = .allocate(byteCount: Self.segmentCapacity, alignment: 64)
        advance()
        firstTimestamp = pending?.timestamp ?? 0
    }

    deinit {
        segmentBuffer.deallocate()
    }

    /// When the next frame was captured (nanoseconds since 1970), or nil at the end of the input.
    public var nextTimestamp: UInt64? { pending?.timestamp }

    /// When the next frame can be received, on the worker's clock (0: at once), or nil at the end of the input.
    public var nextDue: UInt64? {
        guard let timestamp = pending?.timestamp else { return nil }
        switch timing {
        case .captureTime: return timestamp
        case .fromStart:
            // A capture whose clock was set back goes on at once.
            return origin.map { $0 &+ UInt64(max(0, Int64(bitPattern: timestamp &- firstTimestamp))) } ?? 0
        }
    }

    /// Takes up to `limit` frames whose time has come; they stay valid until `release`.
    public mutating func receive(into frames: UnsafeMutablePointer<Frame>, limit: Int, now: UInt64) -> Int {
        if origin == nil, case .fromStart(let delay) = timing { origin = now &+ delay }
        var count = 0
        while count < limit, let record = pending, let due = nextDue, due <= now, let buffer = buffers.take() {
            lastTime = timing == .captureTime ? record.timestamp : now
            if let bytes = record.bytes.baseAddress { memcpy(buffer + Frame.headroom, bytes, record.bytes.count) }
            (frames + count).initialize(
                to: Frame(
                    storage: buffer,
                    capacity: buffers.stride,
                    start: Frame.headroom,
                    length: record.bytes.count,
                    inPort: portNumber,
                    timestamp: lastTime
                )
            )
            count += 1
            advance()
        }
        return count
    }

    public mutating func release() {
        buffers.reset()
    }

    /// Writes the frame with its own timestamp; one that has none gets the time of the last frame received.
    public mutating func transmit(_ frame: UnsafeMutablePointer<Frame>) -> TransmitResult {
        guard writer != nil else { return .down }
        guard writeError == nil else { return .error }
        let length = frame.pointee.byteCount
        guard length >= ethernetHeaderLength, frame.pointee.offload.fits(length: length) else { return .error }
        if frame.pointee.offload.segmentation != .none {
            guard var segmenter = Segmenter(frame.pointee) else { return .error }
            while let segment = segmenter.next(into: segmentBuffer, capacity: Self.segmentCapacity) {
                write(segment, timestamp: frame.pointee.timestamp)
            }
            return .sent
        }
        guard length <= PcapFileWriter.maxFrameLength else { return .tooLong }
        if frame.pointee.offload.needsChecksum { completeChecksum(&frame.pointee) }
        write(frame.pointee, timestamp: frame.pointee.timestamp)
        return .sent
    }

    /// Brings what was transmitted to the file.
    public mutating func flush() {
        guard unflushed > 0 else { return }
        do throws(PortError) {
            try writer?.flush()
        } catch {
            writeError = error
            transmitDrops += unflushed
        }
        unflushed = 0
    }

    /// Frames of the input that were skipped since the last call: cut by the capture, or too long. A damaged file, where
    /// reading stops, counts as one.
    public mutating func takeReceiveDrops() -> UInt64 {
        defer { receiveDrops = 0 }
        return receiveDrops
    }

    /// Frames that could not be written since the last call.
    public mutating func takeTransmitDrops() -> UInt64 {
        defer { transmitDrops = 0 }
        return transmitDrops
    }

    /// What the time of day is ahead of CLOCK_MONOTONIC, in nanoseconds.
    private static func timeOfDayShift() -> UInt64 {
        func nanoseconds(_ clock: clockid_t) -> UInt64 {
            var time = timespec()
            clock_gettime(clock, &time)
            return UInt64(bitPattern: Int64(time.tv_sec)) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
        }
        return nanoseconds(CLOCK_REALTIME) &- nanoseconds(CLOCK_MONOTONIC)
    }

    private mutating func write(_ frame: Frame, timestamp: UInt64) {
        writer?.write(
            UnsafeRawBufferPointer(start: frame.bytes, count: frame.byteCount),
            timestamp: (timestamp == 0 ? lastTime : timestamp) &+ outputShift
        )
        unflushed += 1
    }

    /// Looks for the next frame that is whole.
    private mutating func advance() {
        pending = nil
        guard reader != nil else { return }
        do throws(PortError) {
            while let record = try reader?.next() {
                if record.bytes.count == record.originalLength, record.bytes.count <= largestFrame {
                    pending = record
                    return
                }
                receiveDrops += 1
            }
        } catch {
            readError = error
            receiveDrops += 1
        }
    }
}
