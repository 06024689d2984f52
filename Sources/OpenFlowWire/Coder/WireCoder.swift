import OpenFlow

/// What a layout runs on: a reader that fills the model from bytes, or a writer that appends the model as bytes.
///
/// Each structure of the specification is described once, as a generic function over `WireCoder` that names its fields
/// in order; reading and writing cannot drift apart. A reader assigns what is passed `inout`, a writer only looks at
/// it.
/// Layouts are generic within this module and specialised for both coders: no existential, no closure.
///
/// Positions are bytes from the start of the current message. A structure with a length of its own is a scope: the
/// reader refuses to read past its end and to leave bytes of it unread, the writer fills in the length afterwards.
protocol WireCoder: ~Copyable {
    associatedtype Failure: Error

    static var isReading: Bool { get }
    var version: OpenFlowVersion { get }
    /// Whether fields without a name here are passed over in lists, as switches list their own, and not refused.
    var skipsUnknownFields: Bool { get }
    var position: Int { get }
    /// Bytes up to the end of the innermost scope; 0 when writing.
    var remaining: Int { get }

    /// A number in network byte order.
    mutating func field<Number: FixedWidthInteger>(_ value: inout Number) throws(Failure)
    /// A number of so many bytes, right-aligned in the model.
    mutating func field(_ value: inout UInt128, byteCount: Int) throws(Failure)
    /// Written as zero, read without looking.
    mutating func pad(_ count: Int) throws(Failure)
    /// All bytes up to the end of the scope.
    mutating func rest(_ bytes: inout [UInt8]) throws(Failure)
    /// Text in a field of `byteCount` bytes, the last of which is always NUL.
    mutating func text(_ value: inout String, byteCount: Int) throws(Failure)
    /// What follows the header in a message within a message.
    mutating func message(_ message: inout Message, _ type: MessageType) throws(Failure)

    /// A 16-bit length that is known only when what it counts has been written.
    mutating func lengthField() throws(Failure) -> LengthField
    mutating func setLength(_ field: LengthField, _ byteCount: Int) throws(Failure)
    /// Opens a scope of `byteCount` bytes from here; what does not fit is refused with `shortage`.
    mutating func enter(byteCount: Int, shortage: ErrorCode) throws(Failure) -> WireScope
    /// Closes a scope, all of which must have been read.
    mutating func leave(_ scope: WireScope) throws(Failure)

    /// The error that refuses the bytes, or says that the model has no such bytes.
    func refusal(_ code: ErrorCode, _ detail: String) -> Failure
}

/// Where a length stands, and what it says when reading.
struct LengthField {
    var position: Int
    var value: Int
}

/// What an inner scope hides of the outer one, and where it starts.
struct WireScope {
    var start: Int
    var outerEnd: Int
    var outerShortage: ErrorCode
}

/// A structure that occurs in lists.
protocol WireElement {
    static var blank: Self { get }
    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure)
}

extension WireCoder where Self: ~Copyable {
    /// A list that goes on to the end of the scope.
    @inline(__always)
    mutating func list<Element: WireElement>(_ list: inout [Element]) throws(Failure) {
        if Self.isReading {
            while remaining > 0 {
                var element = Element.blank
                try element.layout(&self)
                list.append(element)
            }
        } else {
            for var element in list { try element.layout(&self) }
        }
    }

    /// A structure whose first field is its length, or whose length follows `offset` bytes already passed.
    @inline(__always)
    mutating func enterSized(
        after offset: Int,
        shortage: ErrorCode
    ) throws(Failure) -> (scope: WireScope, length: LengthField) {
        let length = try lengthField()
        guard !Self.isReading || length.value >= offset + 2 else { throw refusal(shortage, "length \(length.value)") }
        var scope = try enter(byteCount: length.value - offset - 2, shortage: shortage)
        scope.start -= offset + 2
        return (scope, length)
    }

    @inline(__always)
    mutating func leaveSized(_ sized: (scope: WireScope, length: LengthField)) throws(Failure) {
        let byteCount = position - sized.scope.start
        try leave(sized.scope)
        try setLength(sized.length, byteCount)
    }

    /// A closed set of numbers; others are refused with `code`.
    @inline(__always)
    mutating func choice<Value: RawRepresentable>(
        _ value: inout Value,
        _ code: ErrorCode,
        _ what: StaticString
    ) throws(Failure) where Value.RawValue: FixedWidthInteger {
        var number = value.rawValue
        try field(&number)
        guard let found = Value(rawValue: number) else { throw refusal(code, "\(what) \(number)") }
        value = found
    }

    /// A buffer number, which the model leaves out when the wire says NO_BUFFER.
    @inline(__always)
    mutating func buffer(_ id: inout UInt32?) throws(Failure) {
        var number = id ?? Reserved.noBuffer
        try field(&number)
        id = number == Reserved.noBuffer ? nil : number
    }

    /// A MAC address, right-aligned in the model.
    @inline(__always)
    mutating func hardwareAddress(_ address: inout UInt64) throws(Failure) {
        var high = UInt16(truncatingIfNeeded: address >> 32)
        var low = UInt32(truncatingIfNeeded: address)
        try field(&high)
        try field(&low)
        address = UInt64(high) << 32 | UInt64(low)
    }

    /// Seconds and nanoseconds, which the model counts as nanoseconds.
    @inline(__always)
    mutating func duration(_ nanoseconds: inout UInt64) throws(Failure) {
        let billion: UInt64 = 1_000_000_000
        var seconds = UInt32(clamping: nanoseconds / billion)
        var rest = UInt32(nanoseconds % billion)
        try field(&seconds)
        try field(&rest)
        nanoseconds = UInt64(seconds) * billion + min(UInt64(rest), billion - 1)
    }

    /// A port number; 16 bits in 1.0 (1.0.0 §5.2.1).
    @inline(__always)
    mutating func port(_ number: inout PortNumber) throws(Failure) {
        if version == .v1_0 {
            guard var short = PortNumbers10.short(number) else {
                throw refusal(.badRequestBadType, "port \(number.rawValue) has no number in OpenFlow 1.0")
            }
            try field(&short)
            number = PortNumbers10.long(short)
        } else {
            try field(&number.rawValue)
        }
    }
}
