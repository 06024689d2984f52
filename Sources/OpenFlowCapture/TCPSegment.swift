import Packets
import Ports

/// The TCP segment in a captured frame.
struct TCPSegment {
    var direction: Finding.Direction
    var sequence: UInt32
    var flags: UInt16
    var payload: ArraySlice<UInt8>

    enum Content {
        case segment(TCPSegment)
        /// A part of an IP packet: without the others its ports and bytes are not known for certain.
        case fragment
        case somethingElse
    }

    /// Looks into a frame of a capture.
    static func content(of frame: UnsafeRawBufferPointer, linkType: PcapLinkType) -> Content {
        guard let bytes = ethernetFrame(frame, linkType: linkType) else { return .somethingElse }
        return bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return .somethingElse }
            let layout = HeaderLayout.parse(base, count: buffer.count)
            if layout.isFragment, layout.ipProtocol == IPProtocol.tcp { return .fragment }
            guard layout.hasTransport(IPProtocol.tcp) else { return .somethingElse }
            return segment(bytes, base, layout).map(Content.segment) ?? .somethingElse
        }
    }

    private static func segment(_ bytes: [UInt8], _ base: UnsafeRawPointer, _ layout: HeaderLayout) -> TCPSegment? {
        let tcp = TCPHeader(unchecked: base + Int(layout.transportOffset))
        let start = Int(layout.transportOffset) + tcp.headerByteCount
        let end = Int(layout.payloadEnd)
        guard tcp.headerByteCount >= TCPHeader.minimumByteCount, start <= end else { return nil }
        let network = Int(layout.networkOffset)
        let size = layout.isIPv6 ? 16 : 4
        let first = network + (layout.isIPv6 ? 8 : 12)
        let address = { (offset: Int) in bytes[offset..<offset + size].reduce(UInt128(0)) { $0 << 8 | UInt128($1) } }
        let direction = Finding.Direction(
            source: Endpoint(address: address(first), isIPv6: layout.isIPv6, port: tcp.source),
            destination: Endpoint(address: address(first + size), isIPv6: layout.isIPv6, port: tcp.destination)
        )
        return TCPSegment(
            direction: direction,
            sequence: tcp.sequence,
            flags: tcp.flags,
            payload: bytes[start..<end]
        )
    }

    /// The frame with an Ethernet header, which other link types get with empty addresses; nil for what is no IP.
    private static func ethernetFrame(_ frame: UnsafeRawBufferPointer, linkType: PcapLinkType) -> [UInt8]? {
        let headerLength: Int
        var type: [UInt8]?
        switch linkType {
        case .ethernet: return Array(frame)
        case .linuxCooked: headerLength = 16
        case .linuxCooked2: headerLength = 20
        case .rawIP: headerLength = 0
        case .loopback: headerLength = 4
        }
        guard frame.count > headerLength else { return nil }
        switch linkType {
        case .linuxCooked: type = [frame[14], frame[15]]
        case .linuxCooked2: type = [frame[0], frame[1]]
        case .ethernet, .rawIP, .loopback:
            // The version nibble of IP says what it is.
            switch frame[headerLength] >> 4 {
            case 4: type = [0x08, 0x00]
            case 6: type = [0x86, 0xdd]
            default: type = nil
            }
        }
        guard let type else { return nil }
        return [UInt8](repeating: 0, count: 12) + type + frame[headerLength...]
    }
}
