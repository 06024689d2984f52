/// One frame in flight: where its bytes lie and what the kernel said about it.
///
/// Invariant: `storage` points to `capacity` writable bytes that outlive the frame's burst; the frame's bytes are
/// `storage + start ..< storage + start + length`, and `0 <= start`, `start + length <= capacity`.
/// The room before `start` is headroom for headers that actions push; receive paths leave at least `Frame.headroom`.
/// VLAN tags always stand in the bytes: a receive path puts back a tag that the kernel took off.
/// A frame does not own its bytes: who lent them (ring slot, buffer pool) takes them back after the burst.
@frozen public struct Frame {
    /// Bytes that every receive path leaves free before the frame.
    public static let headroom = 128

    public var storage: UnsafeMutableRawPointer
    public var capacity: Int32
    public var start: Int32
    public var length: Int32
    /// The number of the port the frame came in by, in OpenFlow's 32-bit space.
    public var inPort: UInt32
    /// Nanoseconds of the worker's clock at reception.
    public var timestamp: UInt64
    public var offload: Offload

    @inlinable public init(
        storage: UnsafeMutableRawPointer,
        capacity: Int,
        start: Int,
        length: Int,
        inPort: UInt32 = 0,
        timestamp: UInt64 = 0,
        offload: Offload = Offload()
    ) {
        self.storage = storage
        self.capacity = Int32(truncatingIfNeeded: capacity)
        self.start = Int32(truncatingIfNeeded: start)
        self.length = Int32(truncatingIfNeeded: length)
        self.inPort = inPort
        self.timestamp = timestamp
        self.offload = offload
    }

    /// The first byte of the destination address.
    @inlinable public var bytes: UnsafeMutableRawPointer { storage + Int(start) }
    @inlinable public var byteCount: Int { Int(length) }
    @inlinable public var headroom: Int { Int(start) }
    @inlinable public var tailroom: Int { Int(capacity) - Int(start) - Int(length) }
}

/// What a sender left for the network device to do (virtio 1.2 §5.1.6, `struct virtio_net_hdr`).
///
/// With `needsChecksum`, the two bytes at `checksumStart + checksumOffset` hold the folded, uncomplemented sum of the
/// pseudo header, and the device is to add everything from `checksumStart` on. Offsets count from the frame's first byte.
/// With a `segmentation` other than none the frame is a large one that stands for many of `segmentSize` payload bytes.
@frozen public struct Offload {
    /// Raw values are VIRTIO_NET_HDR_GSO_*, without the ECN bit (0x80).
    @frozen public enum Segmentation: UInt8, Sendable { case none = 0, tcp4 = 1, udpFragment = 3, tcp6 = 4, udpL4 = 5 }

    public var needsChecksum: Bool
    /// The kernel has verified the checksums (VIRTIO_NET_HDR_F_DATA_VALID).
    public var checksumValid: Bool
    public var segmentation: Segmentation
    /// TCP with ECN: CWR only on the first segment (VIRTIO_NET_HDR_GSO_ECN).
    public var segmentationECN: Bool
    public var checksumStart: UInt16
    public var checksumOffset: UInt16
    public var segmentSize: UInt16
    /// Bytes of all headers of a large frame.
    public var headerLength: UInt16

    @inlinable public init(
        needsChecksum: Bool = false,
        checksumValid: Bool = false,
        segmentation: Segmentation = .none,
        segmentationECN: Bool = false,
        checksumStart: UInt16 = 0,
        checksumOffset: UInt16 = 0,
        segmentSize: UInt16 = 0,
        headerLength: UInt16 = 0
    ) {
        self.needsChecksum = needsChecksum
        self.checksumValid = checksumValid
        self.segmentation = segmentation
        self.segmentationECN = segmentationECN
        self.checksumStart = checksumStart
        self.checksumOffset = checksumOffset
        self.segmentSize = segmentSize
        self.headerLength = headerLength
    }
}
