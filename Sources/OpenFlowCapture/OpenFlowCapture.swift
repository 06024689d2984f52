/// OpenFlow in what people have at hand: hexadecimal text and captures of the network.
///
/// Nothing stops the search: what does not decode is reported with what is wrong, and the search goes on behind it.
public import Ports

public enum OpenFlowCapture {
    /// 6653 and, before it was assigned, 6633.
    public static let defaultPorts: Set<UInt16> = [6653, 6633]

    /// The messages that stand one after another in `bytes`.
    public static func search(_ bytes: some Collection<UInt8>, _ report: (Finding) -> Void) {
        var scanner = MessageScanner(direction: nil)
        for start in stride(from: 0, to: bytes.count, by: 4096) {
            scanner.append(bytes.dropFirst(start).prefix(4096), time: nil, report)
        }
        scanner.finish(report)
    }

    /// The messages in the TCP connections of a capture file: those at `ports`, and any that begins with a hello.
    ///
    /// Errors: no such file, not a capture, a link type without IP, damage on the way (what came before is reported).
    public static func search(
        file path: String,
        ports: Set<UInt16> = defaultPorts,
        _ report: (Finding) -> Void
    ) throws(PortError) {
        var reader = try PcapFileReader(path: path, linkTypes: Set(PcapLinkType.allCases))
        var streams = StreamTable(ports: ports)
        var fragmentCount = 0
        defer {
            streams.finish(report)
            if fragmentCount > 0 {
                report(Finding(time: nil, direction: nil, offset: 0, content: .fragments(count: fragmentCount)))
            }
        }
        while let record = try reader.next() {
            switch TCPSegment.content(of: record.bytes, linkType: reader.linkType) {
            case .segment(let segment): streams.add(segment, time: record.timestamp, report)
            case .fragment: fragmentCount += 1
            case .somethingElse: continue
            }
        }
    }

    /// Whether a file begins like a capture: pcap in both byte orders and precisions, or pcapng.
    public static func isCapture(_ head: some Collection<UInt8>) -> Bool {
        let magic = head.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return [0xa1b2_c3d4, 0xd4c3_b2a1, 0xa1b2_3c4d, 0x4d3c_b2a1, 0x0a0d_0d0a, 0xa1b2_cd34, 0x34cd_b2a1]
            .contains(magic)
    }
}
