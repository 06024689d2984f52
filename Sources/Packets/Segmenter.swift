/// Cuts a large frame into those it stands for, as a network device with TSO or UDP segmentation would.
///
/// Every segment has a copy of all headers (VLAN tags and MPLS labels included), its own lengths, the next IPv4
/// identification, the TCP sequence number of its first byte, and complete checksums. FIN and PSH stay on the last
/// segment only; CWR on the first only if the sender asked for ECN's rule (RFC 3168 §6.1.2).
///
/// Nothing is allocated: segments are written where the caller says. The large frame's bytes must stay as they are, and
/// apart from the segments' storage, until the last segment is out.
@frozen public struct Segmenter {
    @usableFromInline let frame: Frame
    @usableFromInline let networkOffset: Int
    @usableFromInline let transportOffset: Int
    /// All headers, to the first byte of payload.
    public let headerByteCount: Int
    @usableFromInline let payloadByteCount: Int
    /// The pseudo header's sum with length 0.
    @usableFromInline let pseudoHeader: UInt64
    @usableFromInline let isIPv6: Bool
    @usableFromInline let isTCP: Bool
    @usableFromInline let hasChecksum: Bool
    /// How many segments there will be, at least one.
    public let segmentCount: Int
    /// How many of them are out.
    public private(set) var producedCount = 0

    /// The room that the largest segment takes, without headroom.
    public var maximumSegmentByteCount: Int {
        headerByteCount + min(Int(frame.offload.segmentSize), payloadByteCount)
    }

    /// Nil if the frame is not a large one of TCP or UDP whose headers are whole and agree with its segmentation type.
    /// UFO (`udpFragment`) is IP fragmentation, not segmentation: nil as well.
    public init?(_ frame: Frame) {
        let bytes = UnsafeRawPointer(frame.bytes)
        let outer = frame.layout
        let layout = outer.behindMPLS(bytes, count: frame.byteCount) ?? outer
        guard frame.offload.segmentSize > 0, !layout.isFragment, !layout.isTruncated, layout.transportOffset != 0,
            Int(layout.etherTypeOffset) == 12 + VLANTag.byteCount * Int(layout.vlanCount)
        else { return nil }
        switch frame.offload.segmentation {
        case .none, .udpFragment: return nil
        case .tcp4: guard layout.isIPv4, layout.ipProtocol == IPProtocol.tcp else { return nil }
        case .tcp6: guard layout.isIPv6, layout.ipProtocol == IPProtocol.tcp else { return nil }
        case .udpL4: guard layout.ipProtocol == IPProtocol.udp else { return nil }
        }
        self.frame = frame
        networkOffset = Int(layout.networkOffset)
        transportOffset = Int(layout.transportOffset)
        isIPv6 = layout.isIPv6
        isTCP = layout.ipProtocol == IPProtocol.tcp
        let transportByteCount =
            isTCP ? TCPHeader(unchecked: bytes + transportOffset).headerByteCount : UDPHeader.byteCount
        headerByteCount = transportOffset + transportByteCount
        payloadByteCount = Int(layout.payloadEnd) - headerByteCount
        guard payloadByteCount >= 0, !isTCP || transportByteCount >= TCPHeader.minimumByteCount else { return nil }
        let segmentSize = Int(frame.offload.segmentSize)
        segmentCount = max(1, (payloadByteCount + segmentSize - 1) / segmentSize)
        hasChecksum = isTCP || isIPv6 || frame.offload.needsChecksum || bytes.load16(transportOffset + 6) != 0
        if isIPv6 {
            // Behind a routing header the checksum covers the last destination.
            let destinationOffset = layout.ipv6FinalDestinationOffset(bytes)
            guard destinationOffset != 0 else { return nil }
            pseudoHeader = Checksum.pseudoHeader(
                source: bytes.load128(networkOffset + 8),
                destination: bytes.load128(destinationOffset),
                ipProtocol: layout.ipProtocol,
                length: 0
            )
        } else {
            pseudoHeader = Checksum.pseudoHeader(
                source: bytes.load32(networkOffset + 12),
                destination: bytes.load32(networkOffset + 16),
                ipProtocol: layout.ipProtocol,
                length: 0
            )
        }
    }

    /// Writes the next segment into `capacity` bytes of `storage`, behind `Frame.headroom` bytes or as many as are left.
    /// Nil when all are out, or when the segment does not fit.
    public mutating func next(into storage: UnsafeMutableRawPointer, capacity: Int) -> Frame? {
        guard producedCount < segmentCount else { return nil }
        let payloadStart = producedCount * Int(frame.offload.segmentSize)
        let byteCount = headerByteCount + min(Int(frame.offload.segmentSize), payloadByteCount - payloadStart)
        guard byteCount <= capacity else { return nil }
        let start = min(Frame.headroom, capacity - byteCount)
        let bytes = storage + start
        let source = UnsafeRawPointer(frame.bytes)
        bytes.copyMemory(from: source, byteCount: headerByteCount)
        (bytes + headerByteCount).copyMemory(
            from: source + headerByteCount + payloadStart,
            byteCount: byteCount - headerByteCount
        )
        if isIPv6 {
            let payloadLength = byteCount - networkOffset - IPv6Header.byteCount
            bytes.store16(UInt16(truncatingIfNeeded: payloadLength), networkOffset + 4)
        } else {
            finishIPv4(bytes + networkOffset, byteCount: byteCount - networkOffset)
        }
        let transport = bytes + transportOffset
        let transportByteCount = byteCount - transportOffset
        if isTCP {
            finishTCP(transport, byteCount: transportByteCount, payloadStart: payloadStart)
        } else {
            finishUDP(transport, byteCount: transportByteCount)
        }
        producedCount += 1
        return Frame(
            storage: storage,
            capacity: capacity,
            start: start,
            length: byteCount,
            inPort: frame.inPort,
            timestamp: frame.timestamp,
            offload: Offload(checksumValid: frame.offload.checksumValid)
        )
    }

    private func finishIPv4(_ header: UnsafeMutableRawPointer, byteCount: Int) {
        header.store16(UInt16(truncatingIfNeeded: byteCount), 2)
        header.store16(header.load16(4) &+ UInt16(truncatingIfNeeded: producedCount), 4)
        header.store16(0, 10)
        let headerByteCount = IPv4Header(unchecked: UnsafeRawPointer(header)).headerByteCount
        header.store16(Checksum.checksum(UnsafeRawPointer(header), count: headerByteCount), 10)
    }

    private func finishTCP(_ header: UnsafeMutableRawPointer, byteCount: Int, payloadStart: Int) {
        header.store32(header.load32(4) &+ UInt32(truncatingIfNeeded: payloadStart), 4)
        var cleared: UInt16 = 0
        if producedCount < segmentCount - 1 { cleared |= TCPFlags.fin | TCPFlags.psh }
        if producedCount > 0, frame.offload.segmentationECN { cleared |= TCPFlags.cwr }
        header.store16(header.load16(12) & ~cleared, 12)
        header.store16(0, 16)
        header.store16(transportChecksum(header, byteCount: byteCount), 16)
    }

    private func finishUDP(_ header: UnsafeMutableRawPointer, byteCount: Int) {
        header.store16(UInt16(truncatingIfNeeded: byteCount), 4)
        header.store16(0, 6)
        guard hasChecksum else { return }
        let checksum = transportChecksum(header, byteCount: byteCount)
        header.store16(checksum == 0 ? 0xffff : checksum, 6)
    }

    private func transportChecksum(_ header: UnsafeMutableRawPointer, byteCount: Int) -> UInt16 {
        let sum = Checksum.sum(UnsafeRawPointer(header), count: byteCount)
        return ~Checksum.fold(sum + pseudoHeader + UInt64(byteCount))
    }
}
