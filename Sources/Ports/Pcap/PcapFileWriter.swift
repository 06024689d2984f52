import CPcap
import Glibc

/// Writes Ethernet frames to a capture file (pcap, nanoseconds); an existing file is replaced.
public struct PcapFileWriter: ~Copyable {
    private let handle: OpaquePointer
    private let dumper: OpaquePointer
    private let path: String

    /// Bytes of a frame that a record can hold (libpcap's own limit).
    public static let maxFrameLength = 262_144

    /// Error: the file cannot be made.
    public init(path: String) throws(PortError) {
        let snapLength = Int32(Self.maxFrameLength)
        guard
            let handle = pcap_open_dead_with_tstamp_precision(
                DLT_EN10MB,
                snapLength,
                UInt32(PCAP_TSTAMP_PRECISION_NANO)
            )
        else { throw PortError("make the capture file", on: path, code: ENOMEM) }
        guard let dumper = pcap_dump_open(handle, path) else {
            let message = pcap_geterr(handle).map { String(cString: $0) } ?? ""
            pcap_close(handle)
            throw PortError("make the capture file", on: path, advice: message)
        }
        self.handle = handle
        self.dumper = dumper
        self.path = path
    }

    deinit {
        pcap_dump_close(dumper)
        pcap_close(handle)
    }

    /// Adds a frame of up to `maxFrameLength` bytes; `timestamp` is in nanoseconds since 1970.
    /// Whether it could be written `flush` tells.
    public mutating func write(_ bytes: UnsafeRawBufferPointer, timestamp: UInt64) {
        guard let base = bytes.baseAddress else { return }
        var header = pcap_pkthdr()
        header.ts.tv_sec = Int(clamping: timestamp / 1_000_000_000)
        header.ts.tv_usec = Int(timestamp % 1_000_000_000)
        header.caplen = UInt32(clamping: bytes.count)
        header.len = header.caplen
        pcap_dump(
            UnsafeMutableRawPointer(dumper).assumingMemoryBound(to: UInt8.self),
            &header,
            base.assumingMemoryBound(to: UInt8.self)
        )
    }

    /// Brings everything written so far to the file. Error: the disk is full, or the like.
    public mutating func flush() throws(PortError) {
        let hasFailed = ferror(pcap_dump_file(dumper)) != 0
        if pcap_dump_flush(dumper) != 0 || hasFailed { throw .current("write the capture file", on: path) }
    }
}
