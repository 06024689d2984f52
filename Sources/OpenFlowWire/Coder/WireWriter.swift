import OpenFlow

/// Appends messages to memory of its own, which grows as needed and goes with the writer.
///
/// Invariant: `storage` has `capacity` bytes, the first `count` of which are written; the current message starts at
/// `messageStart <= count`. A length that does not fit its 16 bits is refused when it is filled in.
struct WireWriter: WireCoder, ~Copyable {
    private var storage: UnsafeMutableRawPointer
    private var capacity: Int
    private var count = 0
    private var messageStart = 0
    let version: OpenFlowVersion

    static var isReading: Bool {
        @inline(__always) get { false }
    }
    var position: Int {
        @inline(__always) get { count - messageStart }
    }
    var remaining: Int {
        @inline(__always) get { 0 }
    }
    var skipsUnknownFields: Bool { false }

    init(version: OpenFlowVersion) {
        capacity = 512
        storage = .allocate(byteCount: capacity, alignment: 16)
        self.version = version
    }

    deinit { storage.deallocate() }

    @inline(__always)
    private mutating func advance(_ byteCount: Int) -> UnsafeMutableRawPointer {
        if capacity - count < byteCount { grow(byteCount) }
        let start = storage + count
        count += byteCount
        return start
    }

    @inline(never)
    private mutating func grow(_ byteCount: Int) {
        capacity = max(capacity * 2, count + byteCount)
        let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
        larger.copyMemory(from: storage, byteCount: count)
        storage.deallocate()
        storage = larger
    }

    @inline(__always)
    mutating func field<Number: FixedWidthInteger>(_ value: inout Number) throws(EncodingError) {
        let start = advance(Number.bitWidth / 8)
        withUnsafeBytes(of: value.bigEndian) {
            start.copyMemory(from: $0.baseAddress.unsafelyUnwrapped, byteCount: $0.count)
        }
    }

    @inline(__always)
    mutating func field(_ value: inout UInt128, byteCount: Int) throws(EncodingError) {
        let start = advance(byteCount)
        switch byteCount {
        case 1: start.storeBytes(of: UInt8(truncatingIfNeeded: value), as: UInt8.self)
        case 2: start.storeBytes(of: UInt16(truncatingIfNeeded: value).bigEndian, as: UInt16.self)
        case 4: start.storeBytes(of: UInt32(truncatingIfNeeded: value).bigEndian, as: UInt32.self)
        case 8: start.storeBytes(of: UInt64(truncatingIfNeeded: value).bigEndian, as: UInt64.self)
        default:
            for index in 0..<byteCount {
                let byte = UInt8(truncatingIfNeeded: value >> UInt128(8 * (byteCount - 1 - index)))
                start.storeBytes(of: byte, toByteOffset: index, as: UInt8.self)
            }
        }
    }

    @inline(__always)
    mutating func pad(_ byteCount: Int) throws(EncodingError) {
        advance(byteCount).initializeMemory(as: UInt8.self, repeating: 0, count: byteCount)
    }

    mutating func rest(_ bytes: inout [UInt8]) throws(EncodingError) { append(bytes.span.bytes) }

    mutating func text(_ value: inout String, byteCount: Int) throws(EncodingError) {
        let start = position
        var bytes = WireText.encode(value, limit: byteCount - 1)
        try rest(&bytes)
        try pad(byteCount - (position - start))
    }

    @inline(__always)
    mutating func lengthField() throws(EncodingError) -> LengthField {
        let field = LengthField(position: position, value: 0)
        try pad(2)
        return field
    }

    @inline(__always)
    mutating func setLength(_ field: LengthField, _ byteCount: Int) throws(EncodingError) {
        guard let length = UInt16(exactly: byteCount) else {
            throw EncodingError("\(byteCount) bytes in a structure that can have 65535")
        }
        storage.storeBytes(of: length.bigEndian, toByteOffset: messageStart + field.position, as: UInt16.self)
    }

    @inline(__always)
    mutating func enter(byteCount: Int, shortage: ErrorCode) throws(EncodingError) -> WireScope {
        WireScope(start: position, outerEnd: 0, outerShortage: shortage)
    }

    @inline(__always)
    mutating func leave(_ scope: WireScope) throws(EncodingError) {}

    func refusal(_ code: ErrorCode, _ detail: String) -> EncodingError { EncodingError(detail) }
}

extension WireWriter {
    mutating func append(_ bytes: RawSpan) {
        let start = advance(bytes.byteCount)
        bytes.withUnsafeBytes { source in
            if let from = source.baseAddress { start.copyMemory(from: from, byteCount: source.count) }
        }
    }

    /// Begins a message; `finishMessage` fills in its length.
    @inline(__always)
    mutating func beginMessage(type: UInt8, xid: UInt32) throws(EncodingError) {
        messageStart = count
        var version = version.rawValue
        var (type, xid) = (type, xid)
        try field(&version)
        try field(&type)
        try pad(2)
        try field(&xid)
    }

    @inline(__always)
    mutating func finishMessage() throws(EncodingError) {
        try setLength(LengthField(position: 2, value: 0), position)
    }

    /// Takes back what was written of the current message from `position` on.
    mutating func truncate(to position: Int) { count = messageStart + position }

    @inline(__always)
    consuming func appendAll(to bytes: inout [UInt8]) {
        bytes.append(contentsOf: UnsafeRawBufferPointer(start: storage, count: count))
    }
}

extension WireWriter {
    /// What the length of a header can say.
    static var maxMessage: Int { Int(UInt16.max) }

    /// Ends the current multipart message at `end`, says in it that more follow, and begins another one with the same
    /// `headByteCount` first bytes.
    mutating func splitMultipart(at end: Int, headByteCount: Int) throws(EncodingError) {
        truncate(to: end)
        let head = messageStart
        let flags = multipartMore.bigEndian
        let next = advance(headByteCount)
        next.copyMemory(from: storage + head, byteCount: headByteCount)
        storage.storeBytes(of: flags, toByteOffset: head + MessageHeader.byteCount + 2, as: UInt16.self)
        try setLength(LengthField(position: 2, value: 0), end)
        messageStart = head + end
    }
}
