import CPcap
import Glibc

/// One captured frame; `bytes` are valid until the reader's next call.
public struct PcapRecord {
    /// Nanoseconds since 1970.
    public var timestamp: UInt64
    public var bytes: UnsafeRawBufferPointer
    /// Bytes the frame had on the wire; more than `bytes.count` if the capture cut it.
    public var originalLength: Int
}

/// Reads frames from a capture file (pcap or pcapng, micro- or nanoseconds).
public struct PcapFileReader: ~Copyable {
    private let handle: OpaquePointer
    private let path: String

    /// What the frames begin with.
    public let linkType: PcapLinkType

    /// Errors: no such file, not a capture, not of one of `linkTypes`.
    public init(path: String, linkTypes: Set<PcapLinkType> = [.ethernet]) throws(PortError) {
        var opened: OpaquePointer?
        let message = withPcapErrorBuffer {
            opened = pcap_open_offline_with_tstamp_precision(path, UInt32(PCAP_TSTAMP_PRECISION_NANO), $0)
        }
        guard let opened else {
            throw PortError("read the capture file", on: path, advice: message)
        }
        let number = pcap_datalink(opened)
        guard let linkType = PcapLinkType(number), linkTypes.contains(linkType) else {
            let name = pcap_datalink_val_to_name(number).map { String(cString: $0) } ?? "\(number)"
            pcap_close(opened)
            let possible = PcapLinkType.allCases.filter(linkTypes.contains).map(\.name).joined(separator: ", ")
            throw PortError(
                "read the capture file",
                on: path,
                advice: "its link type is \(name); only \(possible) will do"
            )
        }
        handle = opened
        self.linkType = linkType
        self.path = path
    }

    deinit {
        pcap_close(handle)
    }

    /// The next frame, or nil at the end. Error: the file is damaged.
    public mutating func next() throws(PortError) -> PcapRecord? {
        var header: UnsafeMutablePointer<pcap_pkthdr>?
        var data: UnsafePointer<UInt8>?
        switch pcap_next_ex(handle, &header, &data) {
        case 1:
            guard let header = header?.pointee else { return nil }
            // With nanosecond precision tv_usec holds nanoseconds.
            let seconds = UInt64(clamping: header.ts.tv_sec)
            let nanoseconds = UInt64(clamping: header.ts.tv_usec)
            return PcapRecord(
                timestamp: seconds &* 1_000_000_000 &+ nanoseconds,
                bytes: UnsafeRawBufferPointer(start: data, count: Int(header.caplen)),
                originalLength: Int(header.len)
            )
        case PCAP_ERROR_BREAK: return nil
        default:
            let message = pcap_geterr(handle).map { String(cString: $0) } ?? ""
            throw PortError("read the capture file", on: path, advice: message)
        }
    }
}

/// Runs `body` with libpcap's error buffer and returns what stands in it.
func withPcapErrorBuffer(_ body: (UnsafeMutablePointer<CChar>) -> Void) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PCAP_ERRBUF_SIZE)) { buffer in
        buffer.initialize(repeating: 0)
        guard let base = buffer.baseAddress else { return "" }
        body(base)
        return String(cString: base)
    }
}
