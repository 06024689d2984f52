import CLinux
import CPcap
import Glibc
public import Packets

/// One interface through libpcap, for one thread: for where packet rings of our own are not to be had or not wanted.
///
/// What libpcap does not know is lost: whether a checksum is complete, and of how many segments a large frame is made. So
/// frames that a host on the same machine sends by a veth come with unfinished checksums; turn the host's offloads off
/// (`ethtool -K IF tx off gso off`) or use an `AFPacketPort`. What is transmitted here leaves complete and cut in software.
///
/// Frames that leave by the interface are not received, so nothing goes round in a circle.
///
/// Invariant: `handle` is an activated capture until the end of this value's life; `segmentBuffer` points to
/// `segmentCapacity` bytes.
public struct PcapLivePort: ~Copyable {
    public let interface: String
    public let interfaceIndex: Int32
    public let portNumber: UInt32
    /// The interface has been removed, or moved to another namespace; the port does not come back to life.
    public private(set) var isGone = false

    private let handle: OpaquePointer
    private let descriptor: Int32
    private var buffers: FramePool
    private let segmentBuffer: UnsafeMutableRawPointer
    private var limit: FrameLimit
    private var receiveDrops: UInt64 = 0
    /// What libpcap said last, which counts from the beginning.
    private var kernelDrops: UInt32 = 0

    private static let segmentCapacity = Frame.headroom + largestFrame
    /// Bytes of libpcap's ring. A slot may be as large as the largest frame.
    private static let ringBytes: Int32 = 16 << 20

    /// Opens the interface; `portNumber` is what its frames carry as `inPort`.
    ///
    /// Errors: no such interface, not Ethernet, missing capabilities.
    public init(interface: String, portNumber: UInt32, burst: Int = 64) throws(PortError) {
        let link = try LinkMonitor.link(named: interface)
        handle = try Self.open(interface)
        descriptor = pcap_get_selectable_fd(handle)
        self.interface = interface
        self.portNumber = portNumber
        interfaceIndex = link.index
        limit = FrameLimit(mtu: link.mtu)
        buffers = FramePool(count: max(burst, 1), frameCapacity: largestFrame)
        segmentBuffer = .allocate(byteCount: Self.segmentCapacity, alignment: 64)
    }

    deinit {
        pcap_close(handle)
        segmentBuffer.deallocate()
    }

    /// For a poller: readable when frames wait, in error when the interface went down or away (see `handleError`).
    public var fileDescriptor: Int32 { descriptor }

    /// Takes up to `limit` frames; they stay valid until `release`.
    public mutating func receive(into frames: UnsafeMutablePointer<Frame>, limit: Int, now: UInt64) -> Int {
        var count = 0
        var header: UnsafeMutablePointer<pcap_pkthdr>?
        var data: UnsafePointer<UInt8>?
        while count < limit, !isGone, !buffers.isExhausted {
            guard pcap_next_ex(handle, &header, &data) == 1, let header, let data else { break }
            let length = Int(header.pointee.caplen)
            guard length == Int(header.pointee.len), length <= largestFrame, let buffer = buffers.take() else {
                receiveDrops += 1
                continue
            }
            memcpy(buffer + Frame.headroom, data, length)
            (frames + count).initialize(
                to: Frame(
                    storage: buffer,
                    capacity: buffers.stride,
                    start: Frame.headroom,
                    length: length,
                    inPort: portNumber,
                    timestamp: now
                )
            )
            count += 1
        }
        return count
    }

    public mutating func release() { buffers.reset() }

    /// Sends the frame at once, its checksum completed; a large one segment by segment.
    public mutating func transmit(_ frame: UnsafeMutablePointer<Frame>) -> TransmitResult {
        guard !isGone else { return .down }
        let length = frame.pointee.byteCount
        guard length >= ethernetHeaderLength, frame.pointee.offload.fits(length: length) else { return .error }
        guard limit.admits(frame.pointee) else { return .tooLong }
        if frame.pointee.offload.segmentation != .none {
            guard var segmenter = Segmenter(frame.pointee) else { return .error }
            while let segment = segmenter.next(into: segmentBuffer, capacity: Self.segmentCapacity) {
                let result = send(segment)
                if result != .sent { return result }
            }
            return .sent
        }
        if frame.pointee.offload.needsChecksum { completeChecksum(&frame.pointee) }
        return send(frame.pointee)
    }

    /// Nothing to do: frames are with the kernel already.
    public mutating func flush() {}

    /// Frames lost on the way in since the last call: the ring was full, or the frame is longer than 64 KiB of IP.
    public mutating func takeReceiveDrops() -> UInt64 {
        var statistics = pcap_stat()
        if pcap_stats(handle, &statistics) == 0 {
            receiveDrops += UInt64(statistics.ps_drop &- kernelDrops)
            kernelDrops = statistics.ps_drop
        }
        defer { receiveDrops = 0 }
        return receiveDrops
    }

    /// Takes over the interface's new MTU.
    public mutating func update(_ link: LinkInfo) { limit = FrameLimit(mtu: link.mtu) }

    /// Reads (and so clears) the socket's pending error. An interface that only went down may come back;
    /// after one that is removed `isGone` is true.
    public mutating func handleError() {
        _ = clinux_socket_error(descriptor)
        // The kernel unbinds the socket when the interface goes.
        if clinux_packet_bound_index(descriptor) != interfaceIndex { isGone = true }
    }

    private mutating func send(_ frame: Frame) -> TransmitResult {
        if pcap_inject(handle, frame.bytes, frame.byteCount) >= 0 { return .sent }
        switch errno {
        case EAGAIN, ENOBUFS, EINTR: return .ringFull
        case EMSGSIZE: return .tooLong
        case ENETDOWN, ENXIO, ENODEV:
            handleError()
            return .down
        default: return .error
        }
    }
}

extension PcapLivePort {
    /// An activated capture that neither waits nor gathers frames, of what comes in by the interface.
    private static func open(_ interface: String) throws(PortError) -> OpaquePointer {
        var created: OpaquePointer?
        let message = withPcapErrorBuffer { created = pcap_create(interface, $0) }
        guard let handle = created else { throw PortError("capture on", on: interface, advice: message) }
        pcap_set_snaplen(handle, Int32(largestFrame))
        pcap_set_promisc(handle, 1)
        pcap_set_immediate_mode(handle, 1)
        pcap_set_buffer_size(handle, ringBytes)
        do throws(PortError) {
            try activate(handle, interface)
        } catch {
            pcap_close(handle)
            throw error
        }
        return handle
    }

    private static func activate(_ handle: OpaquePointer, _ interface: String) throws(PortError) {
        let result = pcap_activate(handle)
        // Above 0 are warnings.
        guard result >= 0 else {
            if result == PCAP_ERROR_PERM_DENIED {
                errno = EPERM
                throw .current("capture on", on: interface)
            }
            throw PortError("capture on", on: interface, advice: errorText(handle, result))
        }
        guard pcap_datalink(handle) == DLT_EN10MB else {
            throw PortError("use", on: interface, advice: "it carries no Ethernet frames; name an Ethernet interface")
        }
        guard pcap_setdirection(handle, PCAP_D_IN) == 0 else {
            throw PortError("leave out what is sent by", on: interface, advice: errorText(handle, PCAP_ERROR))
        }
        let message = withPcapErrorBuffer { errno = pcap_setnonblock(handle, 1, $0) == 0 ? 0 : EINVAL }
        guard message.isEmpty, pcap_get_selectable_fd(handle) >= 0 else {
            throw PortError("capture without waiting on", on: interface, advice: message)
        }
    }

    private static func errorText(_ handle: OpaquePointer, _ result: Int32) -> String {
        let message = pcap_geterr(handle).map { String(cString: $0) } ?? ""
        return message.isEmpty ? String(cString: pcap_statustostr(result)) : message
    }
}
