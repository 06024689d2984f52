import OpenFlow
import OpenFlowWire

/// Cuts a stream of bytes into OpenFlow messages.
///
/// In step, each message begins where the one before it ended, and its header says where it ends. A header that cannot
/// be one, and a gap, bring the scanner out of step: it then looks for the next place where a whole message can be
/// decoded, and reports what it has skipped.
///
/// Invariant: `buffer[start...]` are the bytes not reported yet, at most one message (65535 bytes) and one segment.
struct MessageScanner {
    private var buffer: [UInt8] = []
    private var start = 0
    /// Out of step: where to look on; everything before it begins no message.
    private var candidate = 0
    private var isInStep: Bool
    /// The position of `buffer[0]` in the stream.
    private var base = 0
    /// When the bytes from an offset of the stream on came.
    private var marks: [(offset: Int, time: UInt64?)] = []
    private var skipped: (offset: Int, head: [UInt8], count: Int)?
    /// Of the messages so far, except hellos and errors: a stream does not change its version.
    private var version: UInt8?
    let direction: Finding.Direction?

    /// How much of skipped bytes is kept to be shown.
    private static let shownByteCount = 256

    /// `isInStep` says that the first byte begins a message.
    init(direction: Finding.Direction?, isInStep: Bool = true) {
        self.direction = direction
        self.isInStep = isInStep
    }

    mutating func append(_ bytes: some Collection<UInt8>, time: UInt64?, _ report: (Finding) -> Void) {
        marks.append((base + buffer.count, time))
        buffer += bytes
        scan(isEnd: false, report)
        dropReported()
    }

    /// `byteCount` bytes of the stream are missing at this point.
    mutating func noteGap(of byteCount: Int, time: UInt64?, _ report: (Finding) -> Void) {
        finish(report)
        report(Finding(time: time, direction: direction, offset: base, content: .gap(byteCount: byteCount)))
        base += byteCount
        isInStep = false
    }

    /// Reports what is left; the scanner can be used further.
    mutating func finish(_ report: (Finding) -> Void) {
        scan(isEnd: true, report)
        if start < buffer.count {
            let header = buffer[start...].withUnsafeBytes { MessageHeader($0) }
            let content = Finding.Content.cut(Array(buffer[start...]), needed: header.map { Int($0.length) })
            self.report(content, at: start, byteCount: buffer.count - start, report)
            start = buffer.count
        }
        dropReported()
        marks.removeAll()
    }

    private mutating func scan(isEnd: Bool, _ report: (Finding) -> Void) {
        while isInStep ? takeMessage(report) : findMessage(isEnd: isEnd, report) {}
    }

    /// In step: the message at `start`. False when there are too few bytes for it.
    private mutating func takeMessage(_ report: (Finding) -> Void) -> Bool {
        guard let header = buffer[start...].withUnsafeBytes({ MessageHeader($0) }) else { return false }
        guard header.isPlausible else {
            (isInStep, candidate) = (false, start)
            return true
        }
        let length = Int(header.length)
        guard buffer.count - start >= length else { return false }
        let bytes = buffer[start..<start + length]
        do {
            let envelope = try decodeMessage(bytes, header)
            if header.type > 1 { version = header.version }
            let known = OpenFlowVersion(rawValue: header.version) ?? .v1_5
            self.report(.message(envelope, version: known, header: header), at: start, byteCount: length, report)
        } catch {
            self.report(.undecoded(Array(bytes), header: header, error: error), at: start, byteCount: length, report)
        }
        start += length
        return true
    }

    /// Out of step: skips to the next place where a whole message decodes. False when more bytes are needed.
    private mutating func findMessage(isEnd: Bool, _ report: (Finding) -> Void) -> Bool {
        while let header = buffer[candidate...].withUnsafeBytes({ MessageHeader($0) }) {
            let end = candidate + Int(header.length)
            if header.isPlausible, version == nil || header.type <= 1 || header.version == version {
                if end > buffer.count, !isEnd { break }
                if end <= buffer.count, (try? decodeMessage(buffer[candidate..<end], header)) != nil {
                    skip(to: candidate)
                    reportSkipped(report)
                    isInStep = true
                    return true
                }
            }
            candidate += 1
        }
        if isEnd {
            skip(to: buffer.count)
            reportSkipped(report)
        } else {
            skip(to: candidate)
        }
        return false
    }

    private mutating func skip(to end: Int) {
        guard end > start else { return }
        var skipped = self.skipped ?? (base + start, [], 0)
        skipped.head += buffer[start..<end].prefix(Self.shownByteCount - skipped.head.count)
        skipped.count += end - start
        self.skipped = skipped
        start = end
        candidate = end
    }

    private mutating func reportSkipped(_ report: (Finding) -> Void) {
        guard let skipped else { return }
        self.skipped = nil
        let time = time(of: skipped.offset + skipped.count - 1)
        let content = Finding.Content.skipped(head: skipped.head, byteCount: skipped.count)
        report(Finding(time: time, direction: direction, offset: skipped.offset, content: content))
    }

    private func report(_ content: Finding.Content, at index: Int, byteCount: Int, _ report: (Finding) -> Void) {
        let offset = base + index
        let time = time(of: offset + byteCount - 1)
        report(Finding(time: time, direction: direction, offset: offset, content: content))
    }

    private func time(of offset: Int) -> UInt64? { marks.last { $0.offset <= offset }?.time ?? nil }

    private mutating func dropReported() {
        guard start > 0 else { return }
        buffer.removeFirst(start)
        base += start
        (start, candidate) = (0, max(candidate - start, 0))
        let current = marks.lastIndex { $0.offset <= base } ?? 0
        marks.removeFirst(current)
    }
}

extension MessageHeader {
    /// What a header of a version that we know, or a hello of a later one, can look like.
    var isPlausible: Bool {
        guard length >= UInt16(Self.byteCount), version != 0 else { return false }
        guard let version = OpenFlowVersion(rawValue: version) else { return type == 0 && self.version < 0x10 }
        return type <= lastMessageType(in: version)
    }
}

/// Decodes one whole message in the version of its own header.
func decodeMessage(_ bytes: ArraySlice<UInt8>, _ header: MessageHeader) throws(OpenFlowError) -> Envelope {
    let version = OpenFlowVersion(rawValue: header.version) ?? .v1_5
    var result: Result<Envelope, OpenFlowError>?
    bytes.withUnsafeBytes { buffer in
        result = Result { () throws(OpenFlowError) in try decode(buffer, version: version) }
    }
    guard let result else { throw OpenFlowError(.badRequestBadLen, "no bytes") }
    return try result.get()
}
