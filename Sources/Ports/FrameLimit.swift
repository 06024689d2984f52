import Packets

/// How long a frame may be that leaves by an interface.
struct FrameLimit {
    /// Bytes of the longest untagged frame: the MTU and an Ethernet header.
    private let byteCount: Int

    init(mtu: Int) { byteCount = mtu + ethernetHeaderLength }

    /// A large frame counts as the longest of those that it stands for.
    func admits(_ frame: Frame) -> Bool {
        var length = frame.byteCount
        if frame.offload.segmentation != .none {
            // The size of IP fragments counts from the UDP header on, which headerLength contains.
            let shared = frame.offload.segmentation == .udpFragment ? 8 : 0
            length = min(length, Int(frame.offload.headerLength) + Int(frame.offload.segmentSize) - shared)
        }
        return length <= byteCount || length <= byteCount + tagAllowance(frame)
    }
}

/// A tag does not count towards the MTU (IEEE 802.1Q; the kernel allows for one).
func tagAllowance(_ frame: Frame) -> Int {
    switch UInt16(bigEndian: frame.bytes.loadUnaligned(fromByteOffset: 12, as: UInt16.self)) {
    case EtherType.vlan, EtherType.serviceVLAN: vlanTagLength
    default: 0
    }
}
