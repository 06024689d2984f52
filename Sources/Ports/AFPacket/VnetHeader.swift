import Packets

/// `struct virtio_net_hdr` (virtio 1.2 §5.1.6) as the kernel puts it before a frame: 10 bytes, host byte order.
///
///     0 flags   1 gso_type   2 hdr_len   4 gso_size   6 csum_start   8 csum_offset
enum VnetHeader {
    static let byteCount = 10

    private static let needsChecksum: UInt8 = 1
    private static let dataValid: UInt8 = 2
    private static let ecn: UInt8 = 0x80

    /// What the kernel says of the frame that starts at `frame`.
    ///
    /// The kernel's hdr_len is only the length of its linear part, so the length of the headers is taken from the frame.
    static func read(_ header: UnsafeRawPointer, frame: UnsafeRawPointer, length: Int) -> Offload {
        let flags = header.load(as: UInt8.self)
        let type = header.load(fromByteOffset: 1, as: UInt8.self)
        if flags | type == 0 { return Offload() }
        var offload = Offload(
            needsChecksum: flags & needsChecksum != 0,
            checksumValid: flags & dataValid != 0,
            segmentation: Offload.Segmentation(rawValue: type & ~ecn) ?? .none,
            segmentationECN: type & ecn != 0,
            checksumStart: header.loadUnaligned(fromByteOffset: 6, as: UInt16.self),
            checksumOffset: header.loadUnaligned(fromByteOffset: 8, as: UInt16.self),
            segmentSize: header.loadUnaligned(fromByteOffset: 4, as: UInt16.self),
            headerLength: header.loadUnaligned(fromByteOffset: 2, as: UInt16.self)
        )
        if offload.segmentation != .none, offload.needsChecksum {
            offload.headerLength = headerLength(of: offload, frame: frame, length: length)
        }
        return offload
    }

    /// Writes what `offload` says; `linearLength` is how many bytes the kernel shall copy instead of referring to them.
    static func write(_ offload: Offload, linearLength: Int, to header: UnsafeMutableRawPointer) {
        let type = offload.segmentation.rawValue | (offload.segmentationECN ? ecn : 0)
        header.storeBytes(of: offload.needsChecksum ? needsChecksum : 0, as: UInt8.self)
        header.storeBytes(of: type, toByteOffset: 1, as: UInt8.self)
        header.storeBytes(of: UInt16(truncatingIfNeeded: linearLength), toByteOffset: 2, as: UInt16.self)
        let isLarge = offload.segmentation != .none
        header.storeBytes(of: isLarge ? offload.segmentSize : 0, toByteOffset: 4, as: UInt16.self)
        let start = offload.needsChecksum ? offload.checksumStart : 0
        let offset = offload.needsChecksum ? offload.checksumOffset : 0
        header.storeBytes(of: start, toByteOffset: 6, as: UInt16.self)
        header.storeBytes(of: offset, toByteOffset: 8, as: UInt16.self)
    }

    private static func headerLength(of offload: Offload, frame: UnsafeRawPointer, length: Int) -> UInt16 {
        let start = Int(offload.checksumStart)
        switch offload.segmentation {
        case .none: return 0
        case .udpL4, .udpFragment: return UInt16(clamping: min(start + 8, length))
        case .tcp4, .tcp6:
            guard start + 20 <= length else { return UInt16(clamping: length) }
            let dataOffset = Int(frame.load(fromByteOffset: start + 12, as: UInt8.self) >> 4) * 4
            return UInt16(clamping: min(start + dataOffset, length))
        }
    }
}

extension Offload {
    /// The checksum lies inside a frame of `length` bytes.
    func fits(length: Int) -> Bool {
        !needsChecksum || Int(checksumStart) + Int(checksumOffset) + 2 <= length
    }
}
