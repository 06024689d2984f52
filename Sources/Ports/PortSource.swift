/// What a port is opened from, and opened again from when it went away and is back.
public enum PortSource: Sendable, Hashable {
    /// A network interface, by packet rings.
    case afPacket(interface: String)
    /// A tap of that name, which is made if it is not there.
    case tap(String)
    /// A network interface, by libpcap.
    case pcap(interface: String)
    /// Capture files: frames from one, from a second after the start on and in their own rhythm, and to the other.
    case pcapFiles(input: String?, output: String?)

    /// Opens a port of a switch at work, whose clock is CLOCK_MONOTONIC.
    ///
    /// An interface that is made by it gets `hardwareAddress`, or one that the kernel makes up.
    public func open(portNumber: UInt32, hardwareAddress: UInt64? = nil) throws(PortError) -> PortDevice {
        switch self {
        case .afPacket(let interface): .allocate(try AFPacketPort(interface: interface, portNumber: portNumber))
        case .tap(let name):
            .allocate(try TapPort(interface: name, portNumber: portNumber, hardwareAddress: hardwareAddress))
        case .pcap(let interface): .allocate(try PcapLivePort(interface: interface, portNumber: portNumber))
        case .pcapFiles(let input, let output):
            .allocate(
                try PcapFilePort(
                    input: input,
                    output: output,
                    portNumber: portNumber,
                    timing: .fromStart(delay: 1_000_000_000)
                )
            )
        }
    }

    /// The interface of the kernel behind the port; nil for files.
    public var interfaceName: String? {
        switch self {
        case .afPacket(let name), .tap(let name), .pcap(let name): name
        case .pcapFiles: nil
        }
    }
}
