import OpenFlow

/// Reads one message from borrowed bytes; every access is checked against the end of the innermost scope.
///
/// Invariant: `0 <= position <= end <= byteCount of the message`, and `base` outlives the reader.
struct WireReader: WireCoder, ~Copyable {
    private let base: UnsafeRawPointer
    let version: OpenFlowVersion
    var skipsUnknownFields = false
    private(set) var position = 0
    private var end: Int
    /// What it means when bytes are missing here.
    private var shortage = ErrorCode.badRequestBadLen

    static var isReading: Bool {
        @inline(__always) get { true }
    }
    var remaining: Int {
        @inline(__always) get { end - position }
    }

    /// `bytes` must not be empty.
    init(_ bytes: UnsafeRawBufferPointer, version: OpenFlowVersion) {
        base = bytes.baseAddress.unsafelyUnwrapped
        end = bytes.count
        self.version = version
    }

    @inline(__always)
    private mutating func advance(_ count: Int) throws(OpenFlowError) -> UnsafeRawPointer {
        guard count <= end - position else { throw missing(count) }
        let start = base + position
        position += count
        return start
    }

    @inline(never)
    private func missing(_ count: Int) -> OpenFlowError {
        OpenFlowError(shortage, "\(count) bytes wanted at byte \(position), \(end - position) left")
    }

    @inline(__always)
    mutating func field<Number: FixedWidthInteger>(_ value: inout Number) throws(OpenFlowError) {
        let start = try advance(Number.bitWidth / 8)
        var number = Number.zero
        withUnsafeMutableBytes(of: &number) {
            $0.copyMemory(from: UnsafeRawBufferPointer(start: start, count: Number.bitWidth / 8))
        }
        value = Number(bigEndian: number)
    }

    @inline(__always)
    mutating func field(_ value: inout UInt128, byteCount: Int) throws(OpenFlowError) {
        let start = try advance(byteCount)
        switch byteCount {
        case 1: value = UInt128(start.loadUnaligned(as: UInt8.self))
        case 2: value = UInt128(UInt16(bigEndian: start.loadUnaligned(as: UInt16.self)))
        case 4: value = UInt128(UInt32(bigEndian: start.loadUnaligned(as: UInt32.self)))
        case 8: value = UInt128(UInt64(bigEndian: start.loadUnaligned(as: UInt64.self)))
        default:
            value = 0
            for index in 0..<byteCount {
                value = value << 8 | UInt128(start.load(fromByteOffset: index, as: UInt8.self))
            }
        }
    }

    @inline(__always)
    mutating func pad(_ count: Int) throws(OpenFlowError) { _ = try advance(count) }

    mutating func rest(_ bytes: inout [UInt8]) throws(OpenFlowError) {
        let count = remaining
        bytes = [UInt8](UnsafeRawBufferPointer(start: try advance(count), count: count))
    }

    mutating func text(_ value: inout String, byteCount: Int) throws(OpenFlowError) {
        let start = try advance(byteCount)
        value = WireText.decode(UnsafeRawBufferPointer(start: start, count: byteCount - 1))
    }

    @inline(__always)
    mutating func lengthField() throws(OpenFlowError) -> LengthField {
        let start = position
        var value: UInt16 = 0
        try field(&value)
        return LengthField(position: start, value: Int(value))
    }

    @inline(__always)
    mutating func setLength(_ field: LengthField, _ byteCount: Int) throws(OpenFlowError) {}

    @inline(__always)
    mutating func enter(byteCount: Int, shortage: ErrorCode) throws(OpenFlowError) -> WireScope {
        guard byteCount >= 0, byteCount <= end - position else {
            throw OpenFlowError(shortage, "\(byteCount) bytes announced at byte \(position), \(end - position) left")
        }
        let scope = WireScope(start: position, outerEnd: end, outerShortage: self.shortage)
        end = position + byteCount
        self.shortage = shortage
        return scope
    }

    @inline(__always)
    mutating func leave(_ scope: WireScope) throws(OpenFlowError) {
        guard position == end else { throw OpenFlowError(shortage, "\(end - position) bytes too many") }
        end = scope.outerEnd
        shortage = scope.outerShortage
    }

    func refusal(_ code: ErrorCode, _ detail: String) -> OpenFlowError { OpenFlowError(code, detail) }
}
