/// The eight bytes every message begins with (1.3.5 §7.1).
///
///     0       1       2               4                               8
///     +-------+-------+---------------+-------------------------------+
///     |version| type  |    length     |              xid              |
///     +-------+-------+---------------+-------------------------------+
public struct MessageHeader: Hashable, Sendable {
    public static let byteCount = 8

    public var version: UInt8
    public var type: UInt8
    /// Bytes of the whole message, with the header; less than 8 is an error.
    public var length: UInt16
    public var xid: UInt32

    public init(version: UInt8, type: UInt8, length: UInt16, xid: UInt32) {
        self.version = version
        self.type = type
        self.length = length
        self.xid = xid
    }

    /// Nil when there are less than 8 bytes.
    public init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= Self.byteCount else { return nil }
        version = bytes[0]
        type = bytes[1]
        length = UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: 2, as: UInt16.self))
        xid = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
    }
}
