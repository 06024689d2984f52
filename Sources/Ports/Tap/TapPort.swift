import CLinux
import Glibc
public import Packets

/// A tap: a network interface of the kernel whose other side is this port. What the host sends by the interface comes in
/// here, and what is transmitted here the host receives. For one thread.
///
/// Every frame has a virtio-net header before it, so that partial checksums and large frames pass in both directions as
/// they do on a veth, and nobody has to turn offloads off. There is no ring: each frame costs one system call.
///
/// The interface lives as long as the port, unless it was there before as a persistent tap: then it is used and stays.
/// It may be moved to another network namespace; the port goes with it.
///
/// Invariant: `segmentBuffer` points to `segmentCapacity` bytes; lent buffers of the pool hold the frames of the last burst.
public struct TapPort: ~Copyable {
    public let interface: String
    public let portNumber: UInt32
    /// The interface has been removed; the port does not come back to life.
    public private(set) var isGone = false

    private let device: OwnedDescriptor
    private var buffers: FramePool
    private let segmentBuffer: UnsafeMutableRawPointer
    private let header: UnsafeMutableRawPointer
    private var limit: FrameLimit
    private var receiveDrops: UInt64 = 0

    private static let segmentCapacity = Frame.headroom + largestFrame
    /// Bytes of a frame without segments that the kernel shall copy instead of referring to them.
    private static let linearLength = 128

    /// Makes the interface and takes it up, or attaches to the tap of that name; `portNumber` is what its frames carry.
    ///
    /// A new interface gets `hardwareAddress` (the low 48 bits), or one that the kernel makes up.
    ///
    /// Errors: no /dev/net/tun, missing capabilities, the name belongs to an interface that is no tap or is in use.
    public init(
        interface: String,
        portNumber: UInt32,
        hardwareAddress: UInt64? = nil,
        burst: Int = 64
    ) throws(PortError) {
        let isNew = try !Self.exists(interface)
        let raw = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC)
        guard raw >= 0 else { throw Self.openError() }
        let device = OwnedDescriptor(raw)
        guard clinux_tap_attach(device.raw, interface, Int32(VnetHeader.byteCount)) == 0 else {
            throw Self.attachError(interface, exists: !isNew)
        }
        guard clinux_tap_take_offloads(device.raw) == 0 else {
            throw .current("set the offloads of tap", on: interface)
        }
        if isNew {
            if let hardwareAddress { try setHardwareAddress(hardwareAddress, of: interface) }
            try setInterface(interface, up: true)
        }
        let link = try LinkMonitor.link(named: interface)

        self.interface = interface
        self.portNumber = portNumber
        self.device = device
        limit = FrameLimit(mtu: link.mtu)
        buffers = FramePool(count: max(burst, 1), frameCapacity: largestFrame)
        segmentBuffer = .allocate(byteCount: Self.segmentCapacity, alignment: 64)
        header = .allocate(byteCount: VnetHeader.byteCount, alignment: 8)
    }

    deinit {
        segmentBuffer.deallocate()
        header.deallocate()
    }

    /// For a poller: readable when frames wait, in error when the interface went away (see `handleError`).
    public var fileDescriptor: Int32 { device.raw }

    /// Takes up to `limit` frames; they stay valid until `release`.
    public mutating func receive(into frames: UnsafeMutablePointer<Frame>, limit: Int, now: UInt64) -> Int {
        var count = 0
        while count < limit, let buffer = buffers.take() {
            let bytes = buffer + Frame.headroom
            let target = bytes - VnetHeader.byteCount
            let length = read(device.raw, target, buffers.stride - Frame.headroom) - VnetHeader.byteCount
            guard length >= 0 else {
                buffers.untake()
                break
            }
            let offload = VnetHeader.read(target, frame: bytes, length: length)
            guard length <= largestFrame, offload.fits(length: length) else {
                buffers.untake()
                receiveDrops += 1
                continue
            }
            (frames + count).initialize(
                to: Frame(
                    storage: buffer,
                    capacity: buffers.stride,
                    start: Frame.headroom,
                    length: length,
                    inPort: portNumber,
                    timestamp: now,
                    offload: offload
                )
            )
            count += 1
        }
        return count
    }

    public mutating func release() { buffers.reset() }

    /// Hands the frame to the host at once.
    public mutating func transmit(_ frame: UnsafeMutablePointer<Frame>) -> TransmitResult {
        let length = frame.pointee.byteCount
        guard length >= ethernetHeaderLength, frame.pointee.offload.fits(length: length) else { return .error }
        guard limit.admits(frame.pointee) else { return .tooLong }
        if frame.pointee.offload.needsChecksum, frame.pointee.offload.checksumOffset == 8 {
            // SCTP: the kernel would take it for a sum of 16-bit words.
            completeChecksum(&frame.pointee)
        }
        let code = send(frame.pointee)
        if code == EINVAL {
            if frame.pointee.offload.segmentation != .none { return transmitSegments(of: frame.pointee) }
            if frame.pointee.offload.needsChecksum, completeChecksum(&frame.pointee) {
                return result(of: send(frame.pointee))
            }
        }
        return result(of: code)
    }

    /// Nothing to do: frames are with the host already.
    public mutating func flush() {}

    /// Frames lost on the way in since the last call: what the host said of them does not fit them.
    public mutating func takeReceiveDrops() -> UInt64 {
        defer { receiveDrops = 0 }
        return receiveDrops
    }

    /// Takes over the interface's new MTU.
    public mutating func update(_ link: LinkInfo) { limit = FrameLimit(mtu: link.mtu) }

    /// Looks whether the interface still exists, here or in another namespace.
    public mutating func handleError() {
        if clinux_tap_is_attached(device.raw) == 0 { isGone = true }
    }

    /// 0, or the errno with which the kernel refused.
    private mutating func send(_ frame: Frame) -> Int32 {
        let headers = frame.offload.segmentation == .none ? Self.linearLength : Int(frame.offload.headerLength)
        VnetHeader.write(frame.offload, linearLength: min(headers, frame.byteCount), to: header)
        let sent = clinux_send_two(device.raw, header, VnetHeader.byteCount, frame.bytes, frame.byteCount)
        return sent < 0 ? errno : 0
    }

    private mutating func transmitSegments(of frame: Frame) -> TransmitResult {
        guard var segmenter = Segmenter(frame) else { return .error }
        while let segment = segmenter.next(into: segmentBuffer, capacity: Self.segmentCapacity) {
            let sent = result(of: send(segment))
            if sent != .sent { return sent }
        }
        return .sent
    }

    private mutating func result(of code: Int32) -> TransmitResult {
        switch code {
        case 0: return .sent
        case EAGAIN, ENOBUFS, ENOMEM, EINTR: return .ringFull
        case EIO: return .down
        case EBADFD:
            isGone = true
            return .down
        default: return .error
        }
    }
}

extension TapPort {
    private static func exists(_ interface: String) throws(PortError) -> Bool {
        do {
            _ = try LinkMonitor.link(named: interface)
            return true
        } catch {
            if error.code == ENODEV { return false }
            throw error
        }
    }

    private static func openError() -> PortError {
        let code = errno
        guard code == ENOENT || code == ENODEV || code == ENXIO else { return .current("open", on: "/dev/net/tun") }
        return PortError(
            "open",
            on: "/dev/net/tun",
            code: code,
            advice: "taps need the kernel's tun device: load it with `modprobe tun`"
        )
    }

    private static func attachError(_ interface: String, exists: Bool) -> PortError {
        let code = errno
        switch code {
        case EINVAL where exists:
            return PortError(
                "use the interface",
                on: interface,
                advice: "it exists and is no tap (or one with several queues); take another name for the tap"
            )
        case EBUSY:
            return PortError("use the tap", on: interface, code: code, advice: "another program has it open")
        default: return .current("make the tap", on: interface)
        }
    }
}
