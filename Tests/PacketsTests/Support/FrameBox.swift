import Packets
import Testing

/// Runs `body` on a frame with exactly this much room around it, in an allocation of exactly that size, so that the
/// address sanitizer sees a step too far. Returns what became of the frame's bytes.
@discardableResult
func withFrame(
    _ bytes: [UInt8],
    headroom: Int = Frame.headroom,
    tailroom: Int = 64,
    offload: Offload = Offload(),
    _ body: (inout Frame) throws -> Void
) rethrows -> [UInt8] {
    let capacity = headroom + bytes.count + tailroom
    let storage = UnsafeMutableRawPointer.allocate(byteCount: max(capacity, 1), alignment: 1)
    defer { storage.deallocate() }
    storage.initializeMemory(as: UInt8.self, repeating: 0xee, count: capacity)
    bytes.withUnsafeBytes { source in
        if let base = source.baseAddress { (storage + headroom).copyMemory(from: base, byteCount: bytes.count) }
    }
    var frame = Frame(
        storage: storage,
        capacity: capacity,
        start: headroom,
        length: bytes.count,
        inPort: 7,
        timestamp: 11,
        offload: offload
    )
    try body(&frame)
    return frame.copiedBytes
}

func layout(of bytes: [UInt8]) -> HeaderLayout {
    var result = HeaderLayout()
    withFrame(bytes, headroom: 0, tailroom: 0) { result = $0.layout }
    return result
}

/// Applies an edit to a frame with room around it; nil if the edit said no.
func edited(_ bytes: [UInt8], _ edit: (inout Frame, inout HeaderLayout) -> Bool) -> [UInt8]? {
    var isDone = false
    let result = withFrame(bytes) { frame in
        var layout = frame.layout
        isDone = edit(&frame, &layout)
    }
    return isDone ? result : nil
}

/// `#expect` cannot hold a call that changes what it is called on.
func expectDone(_ isDone: Bool, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(isDone, sourceLocation: sourceLocation)
}

func expectRefused(_ isDone: Bool, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(!isDone, sourceLocation: sourceLocation)
}

extension Frame {
    var copiedBytes: [UInt8] { [UInt8](UnsafeRawBufferPointer(start: bytes, count: byteCount)) }
}

/// SplitMix64: the same numbers for the same seed, everywhere.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) } }
}

/// Bytes written as hexadecimal digits, with or without spaces.
func hex(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var high: UInt8?
    for character in text.utf8 where character != UInt8(ascii: " ") {
        // '0' is 30, 'a' is 61: both without bits 4 to 6, and nine more for letters.
        let digit = character & 0x0f + (character > UInt8(ascii: "9") ? 9 : 0)
        if let first = high {
            bytes.append(first << 4 | digit)
            high = nil
        } else {
            high = digit
        }
    }
    return bytes
}
