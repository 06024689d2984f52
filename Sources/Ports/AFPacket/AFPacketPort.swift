import CLinux
import Glibc
import Packets

/// One interface through AF_PACKET rings (TPACKET_V2), for one thread.
///
/// Receive: frames are worked on in place, in their ring slot, until `release`; PACKET_RESERVE makes the kernel leave room for
/// headers before each. A frame that does not fit a slot waits whole in the socket's queue (PACKET_COPY_THRESH, status
/// COPY) and is fetched into a pool buffer. The VLAN tag that the kernel took off is put back.
///
/// Transmit: small frames are copied into ring slots, sent by one system call per burst. The virtio-net header before each
/// names the whole frame as "header", so that the kernel copies it: otherwise a veth's receiver would refer to the slot's
/// pages while the slot counts as free again, and see later frames' bytes. (The copy is also the faster way for frames up to
/// 1514 bytes.) What does not fit a slot, or stands for many segments, goes by a second socket without rings.
///
/// Invariants: receive slots `released ..< released + held` (modulo the ring) are ours and lent out as frames;
/// transmit slots `transmitNext - unsent ..< transmitNext` hold frames the kernel was not yet asked to send.
public struct AFPacketPort: ~Copyable {
    public let interface: String
    public let interfaceIndex: Int32
    public let portNumber: UInt32
    /// The interface has been removed, or moved to another namespace; the port does not come back to life.
    public internal(set) var isGone = false
    /// The interface is down or has no carrier: nothing can be sent now.
    public internal(set) var isDown: Bool

    let socket: OwnedDescriptor
    let rings: RingMapping
    var direct: DirectSender
    var largeFrames: FramePool

    // Receive
    var released = 0
    var held = 0
    var receiveDrops: UInt64 = 0
    var emptyReceives: UInt = 0
    /// The last copy of a large frame was not that of its slot.
    var isPairingDoubtful = false

    // Transmit
    var transmitNext = 0
    var unsent = 0
    /// Bytes of the longest untagged frame: the MTU and an Ethernet header.
    var frameLimit: Int
    var transmitDrops: UInt64 = 0
    var isLinkCheckDue = false
    /// Flushes since the port was last known to be up that were asked to look at the link.
    var downFlushes: UInt = 0

    /// Opens the interface; `portNumber` is what its frames carry as `inPort`.
    ///
    /// Errors: no such interface, not Ethernet, missing capabilities, no memory for the rings, a kernel before Linux 4.20.
    public init(interface: String, portNumber: UInt32, options: AFPacketOptions = .init()) throws(PortError) {
        try options.validate(interface: interface)
        let link = try LinkMonitor.link(named: interface)
        guard link.isEthernet else {
            throw PortError("use", on: interface, advice: "it carries no Ethernet frames; name an Ethernet interface")
        }
        let socket = try Self.openSocket(interface: interface, options: options)
        let rings = try RingMapping(
            socket: socket,
            interface: interface,
            receiveSlots: options.receiveSlots,
            transmitSlots: options.transmitSlots
        )
        let direct = try DirectSender(
            interface: interface,
            index: link.index,
            socketBufferBytes: options.socketBufferBytes
        )
        guard clinux_packet_bind(socket.raw, link.index, 1) == 0 else {
            throw .current("bind a packet socket to", on: interface)
        }
        if options.isPromiscuous, clinux_packet_promiscuous(socket.raw, link.index) != 0 {
            throw .current("set promiscuous mode on", on: interface)
        }
        // Frames from before everything was set up are no loss of this port's.
        _ = clinux_packet_drops(socket.raw)

        self.interface = interface
        self.portNumber = portNumber
        interfaceIndex = link.index
        frameLimit = link.mtu + ethernetHeaderLength
        isDown = !(link.isAdminUp && link.hasCarrier)
        self.socket = socket
        self.rings = rings
        self.direct = direct
        largeFrames = FramePool(count: options.largeFrames, frameCapacity: largestFrame)
    }

    /// For a poller: readable when frames wait, in error when the interface went down or away (see `handleError`).
    public var fileDescriptor: Int32 { socket.raw }

    /// Frames lost on the way in since the last call: the ring or the queue of large frames was full, the frame is longer than
    /// 64 KiB of IP, or what the kernel says of it does not fit it.
    public mutating func takeKernelDrops() -> UInt64 {
        defer { receiveDrops = 0 }
        return receiveDrops + UInt64(clinux_packet_drops(socket.raw))
    }

    /// Frames that `transmit` took but the device dropped or refused at `flush`, since the last call.
    public mutating func takeTransmitDrops() -> UInt64 {
        defer { transmitDrops = 0 }
        return transmitDrops
    }

    /// Takes over the interface's new MTU and state.
    public mutating func update(_ link: LinkInfo) {
        guard !isGone else { return }
        frameLimit = link.mtu + ethernetHeaderLength
        isDown = !(link.isAdminUp && link.hasCarrier)
        if !isDown { downFlushes = 0 }
    }

    /// Reads (and so clears) the socket's pending error. An interface that only went down may come back;
    /// after one that is removed `isGone` is true.
    public mutating func handleError() {
        if clinux_socket_error(socket.raw) != 0 { checkPresence() }
    }

    /// Looks whether the interface still exists, after an error that may mean that it does not.
    mutating func checkPresence() {
        // The kernel unbinds the socket when the interface goes.
        if clinux_packet_bound_index(socket.raw) != interfaceIndex {
            isGone = true
            isDown = true
            return
        }
        checkLink()
    }

    mutating func checkLink() {
        isLinkCheckDue = false
        guard !isGone else { return }
        var flags: UInt32 = 0
        guard clinux_get_flags(socket.raw, interface, &flags) == 0 else { return }
        isDown = flags & LinkFlags.up == 0 || flags & LinkFlags.running == 0
        if !isDown { downFlushes = 0 }
    }

    private static func openSocket(
        interface: String,
        options: AFPacketOptions
    ) throws(PortError) -> OwnedDescriptor {
        let socket = try openPacketSocket(interface: interface, socketBufferBytes: options.socketBufferBytes)
        let settings: [(option: Int32, value: Int32, operation: String)] = [
            (PACKET_VERSION, Int32(TPACKET_V2.rawValue), "set the packet ring's version on"),
            (PACKET_RESERVE, reserve, "reserve headroom on"),
            (PACKET_COPY_THRESH, 1, "ask for whole large frames on"),
            (PACKET_IGNORE_OUTGOING, 1, "ignore outgoing frames (Linux 4.20 or later) on"),
        ]
        for (option, value, operation) in settings {
            guard socket.setOption(level: SOL_PACKET, name: option, to: value) else {
                throw .current(operation, on: interface)
            }
        }
        return socket
    }

    /// Room the kernel leaves in each slot. With it a frame starts at least 4 bytes (for the stripped VLAN tag) beyond
    /// `Frame.headroom`, and its network header is aligned to 16 bytes.
    private static let reserve: Int32 = 102
}

/// An AF_PACKET socket that speaks virtio-net headers and bypasses the queueing discipline; receives nothing until bound.
func openPacketSocket(interface: String, socketBufferBytes: Int) throws(PortError) -> OwnedDescriptor {
    let raw = clinux_packet_socket()
    guard raw >= 0 else { throw .current("open a packet socket for", on: interface) }
    let socket = OwnedDescriptor(raw)
    guard socket.setOption(level: SOL_PACKET, name: PACKET_VNET_HDR, to: 1) else {
        throw .current("turn on virtio-net headers (Linux 4.6 or later) on", on: interface)
    }
    guard socket.setOption(level: SOL_PACKET, name: PACKET_QDISC_BYPASS, to: 1) else {
        throw .current("bypass the queueing discipline on", on: interface)
    }
    // The FORCE options need CAP_NET_ADMIN in the initial user namespace; the plain ones are capped but never fail.
    let size = Int32(truncatingIfNeeded: socketBufferBytes)
    if !socket.setOption(level: SOL_SOCKET, name: SO_RCVBUFFORCE, to: size) {
        _ = socket.setOption(level: SOL_SOCKET, name: SO_RCVBUF, to: size)
    }
    if !socket.setOption(level: SOL_SOCKET, name: SO_SNDBUFFORCE, to: size) {
        _ = socket.setOption(level: SOL_SOCKET, name: SO_SNDBUF, to: size)
    }
    return socket
}

let ethernetHeaderLength = 14
/// Bytes of the largest frame the kernel makes unless told otherwise: 64 KiB of IP and its Ethernet header with two tags.
let largestFrame = 65536 + 22
