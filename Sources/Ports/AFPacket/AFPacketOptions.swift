/// Sizes of an AF_PACKET port.
public struct AFPacketOptions: Sendable, Hashable {
    /// Slots of 2 KiB in the receive ring, rounded up to a multiple of 32.
    public var receiveSlots: Int
    /// Slots of 2 KiB in the transmit ring, rounded up to a multiple of 32.
    public var transmitSlots: Int
    /// Frames over slot size that can be in flight at a time; each takes 64 KiB, and a burst ends early without one.
    public var largeFrames: Int
    /// Bytes of the kernel's queues for frames over slot size, in each direction. Without CAP_NET_ADMIN in the initial user
    /// namespace the kernel caps it at net.core.rmem_max and wmem_max.
    public var socketBufferBytes: Int
    /// Take frames for any destination address, not only the interface's own.
    public var isPromiscuous: Bool

    public init(
        receiveSlots: Int = 4096,
        transmitSlots: Int = 4096,
        largeFrames: Int = 16,
        socketBufferBytes: Int = 16 << 20,
        isPromiscuous: Bool = true
    ) {
        self.receiveSlots = receiveSlots
        self.transmitSlots = transmitSlots
        self.largeFrames = largeFrames
        self.socketBufferBytes = socketBufferBytes
        self.isPromiscuous = isPromiscuous
    }

    func validate(interface: String) throws(PortError) {
        func check(_ value: Int, _ range: ClosedRange<Int>, _ name: String) throws(PortError) {
            guard !range.contains(value) else { return }
            throw PortError(
                "use \(name) = \(value) for",
                on: interface,
                advice: "it must lie in \(range.lowerBound)...\(range.upperBound)"
            )
        }
        try check(receiveSlots, 1...(1 << 18), "receiveSlots")
        try check(transmitSlots, 1...(1 << 18), "transmitSlots")
        try check(largeFrames, 1...4096, "largeFrames")
        try check(socketBufferBytes, 4096...(1 << 29), "socketBufferBytes")
    }
}
