import OpenFlow
import Packets

extension FlowKey {
    /// Fills `key` from the frame's headers; pipeline fields (ports, metadata, tunnel) stay zero.
    ///
    /// Headers that are absent or malformed leave zeros. Ports of later fragments are zero (1.3.5 §7.2.3.7).
    @inline(__always)
    static func extract(_ frame: Frame, _ layout: HeaderLayout, into key: UnsafeMutablePointer<UInt64>) {
        let bytes = UnsafeRawPointer(frame.bytes)
        key.update(repeating: 0, count: wordCount)
        let ethernet = EthernetHeader(unchecked: bytes)
        key[0] = ethernet.destination.rawValue << 16 | UInt64(layout.etherType)
        key[1] = ethernet.source.rawValue << 16
        if layout.vlanCount > 0 {
            key[1] |= UInt64(layout.outerTCI & 0xefff) | UInt64(Reserved.vlanPresent)
        }
        if layout.networkOffset != 0 {
            extractNetwork(bytes, layout, into: key)
        } else if layout.mplsOffset != 0 {
            guard let entry = frame.mplsEntry(layout) else { return }
            key[10] = UInt64(entry.label) << 15 | UInt64(entry.trafficClass) << 12 | (entry.isBottom ? 1 << 11 : 0)
        } else if layout.pbbOffset != 0 {
            guard let tag = frame.pbbTag(layout) else { return }
            key[16] = UInt64(tag.isid) << 40
            key[10] = tag.uca ? 1 << 10 : 0
        }
    }

    @inline(__always)
    private static func extractNetwork(
        _ bytes: UnsafeRawPointer,
        _ layout: HeaderLayout,
        into key: UnsafeMutablePointer<UInt64>
    ) {
        let network = bytes + Int(layout.networkOffset)
        switch layout.etherType {
        case EtherType.ipv4:
            let ip = IPv4Header(unchecked: network)
            key[3] = UInt64(ip.source) << 32 | UInt64(ip.destination)
            key[4] = UInt64(layout.ipProtocol) << 24 | UInt64(ip.dscp) << 18 | UInt64(ip.ecn) << 16
            extractTransport(bytes, layout, into: key)
        case EtherType.ipv6:
            let ip = IPv6Header(unchecked: network)
            store(ip.source, key + 6)
            store(ip.destination, key + 8)
            key[4] = UInt64(layout.ipProtocol) << 24 | UInt64(ip.trafficClass) << 16
            key[10] = UInt64(ip.flowLabel) << 44 | UInt64(layout.ipv6ExtensionHeaders) << 35
            extractTransport(bytes, layout, into: key)
        default:
            let arp = ARPHeader(unchecked: network)
            key[3] = UInt64(arp.senderProtocolAddress) << 32 | UInt64(arp.targetProtocolAddress)
            key[4] = UInt64(arp.operation) << 48
            key[13] = arp.senderHardwareAddress.rawValue << 16
            key[14] = arp.targetHardwareAddress.rawValue << 16
        }
    }

    @inline(__always)
    private static func extractTransport(
        _ bytes: UnsafeRawPointer,
        _ layout: HeaderLayout,
        into key: UnsafeMutablePointer<UInt64>
    ) {
        guard layout.transportOffset != 0 else { return }
        let transport = bytes + Int(layout.transportOffset)
        switch layout.ipProtocol {
        case IPProtocol.tcp:
            let tcp = TCPHeader(unchecked: transport)
            key[4] |= UInt64(tcp.source) << 48 | UInt64(tcp.destination) << 32 | UInt64(tcp.flags)
        case IPProtocol.udp:
            let udp = UDPHeader(unchecked: transport)
            key[4] |= UInt64(udp.source) << 48 | UInt64(udp.destination) << 32
        case IPProtocol.sctp:
            let sctp = SCTPHeader(unchecked: transport)
            key[4] |= UInt64(sctp.source) << 48 | UInt64(sctp.destination) << 32
        case IPProtocol.icmp:
            let icmp = ICMPHeader(unchecked: transport)
            key[4] |= UInt64(icmp.type) << 48 | UInt64(icmp.code) << 32
        default:
            let icmp = ICMPv6Header(unchecked: transport)
            key[4] |= UInt64(icmp.type) << 48 | UInt64(icmp.code) << 32
            extractNeighbourDiscovery(bytes, layout, into: key)
        }
    }

    @inline(__always)
    private static func extractNeighbourDiscovery(
        _ bytes: UnsafeRawPointer,
        _ layout: HeaderLayout,
        into key: UnsafeMutablePointer<UInt64>
    ) {
        guard let found = NeighborDiscovery(bytes, layout) else { return }
        store(found.target, key + 11)
        if let address = found.sourceLinkLayer { key[13] = address.rawValue << 16 }
        if let address = found.targetLinkLayer { key[14] = address.rawValue << 16 }
    }

    @inline(__always)
    private static func store(_ value: UInt128, _ words: UnsafeMutablePointer<UInt64>) {
        words[0] = UInt64(truncatingIfNeeded: value >> 64)
        words[1] = UInt64(truncatingIfNeeded: value)
    }
}
