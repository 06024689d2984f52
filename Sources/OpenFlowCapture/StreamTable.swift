import OpenFlowWire
import Packets

/// The TCP connections of a capture, each direction by itself.
///
/// Connections at OpenFlow ports are read from their first segment in the capture; others only when they begin with a
/// hello, which must fit the first segment.
struct StreamTable {
    private struct Stream {
        var queue = SegmentQueue()
        var scanner: MessageScanner
        var state: State
        /// The number after the last SYN, to tell a new connection from a repeated SYN.
        var start: UInt32?
        var hasBytes = false
    }

    private enum State { case undecided, read, ignored }

    private var streams: [Finding.Direction: Stream] = [:]
    /// Order of appearance, so that what is left at the end comes in that order.
    private var order: [Finding.Direction] = []
    private let ports: Set<UInt16>

    /// More directions than these are read at OpenFlow ports only.
    private static let maxStreamCount = 65536

    init(ports: Set<UInt16>) { self.ports = ports }

    mutating func add(_ segment: TCPSegment, time: UInt64, _ report: (Finding) -> Void) {
        let direction = segment.direction
        let isKnownPort = ports.contains(direction.source.port) || ports.contains(direction.destination.port)
        if streams[direction] == nil {
            guard isKnownPort || streams.count < Self.maxStreamCount else { return }
            // Without its SYN a connection may begin anywhere.
            streams[direction] = Stream(
                scanner: MessageScanner(direction: direction, isInStep: false),
                state: isKnownPort ? .read : .undecided
            )
            order.append(direction)
        }
        guard var stream = streams.removeValue(forKey: direction) else { return }
        defer { streams[direction] = stream }
        if segment.flags & TCPFlags.syn != 0 {
            begin(&stream, segment, isKnownPort: isKnownPort, report)
        }
        if stream.state == .undecided, !segment.payload.isEmpty { decide(&stream, segment) }
        guard stream.state == .read else { return }
        let sequence = segment.flags & TCPFlags.syn != 0 ? segment.sequence &+ 1 : segment.sequence
        var queue = stream.queue
        queue.add(segment.payload, at: sequence, time: time) { take($0, &stream, report) }
        stream.queue = queue
        if segment.flags & TCPFlags.rst != 0 { finish(&stream, report) }
    }

    mutating func finish(_ report: (Finding) -> Void) {
        for direction in order {
            guard var stream = streams.removeValue(forKey: direction) else { continue }
            finish(&stream, report)
        }
        order.removeAll()
    }

    /// A SYN: a new connection between the same ports, unless it repeats the one before.
    private func begin(_ stream: inout Stream, _ segment: TCPSegment, isKnownPort: Bool, _ report: (Finding) -> Void) {
        guard stream.start != segment.sequence &+ 1 else { return }
        finish(&stream, report)
        stream = Stream(
            scanner: MessageScanner(direction: segment.direction),
            state: isKnownPort ? .read : .undecided,
            start: segment.sequence &+ 1
        )
        stream.queue.begin(at: segment.sequence)
    }

    private func decide(_ stream: inout Stream, _ segment: TCPSegment) {
        // A connection of which one side has said hello is OpenFlow.
        let isOpenFlow = streams[segment.direction.reversed]?.state == .read || Self.beginsWithHello(segment.payload)
        stream.state = isOpenFlow ? .read : .ignored
    }

    private static func beginsWithHello(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let header = bytes.withUnsafeBytes({ MessageHeader($0) }), header.isPlausible, header.type == 0 else {
            return false
        }
        let length = Int(header.length)
        return bytes.count >= length && (try? decodeMessage(bytes.prefix(length), header)) != nil
    }

    private func take(_ piece: SegmentQueue.Piece, _ stream: inout Stream, _ report: (Finding) -> Void) {
        switch piece {
        case .bytes(let bytes, let time):
            guard stream.state == .read else { return }
            if !stream.hasBytes, Self.isTLS(bytes) {
                stream.state = .ignored
                report(Finding(time: time, direction: stream.scanner.direction, offset: 0, content: .encrypted))
                return
            }
            stream.hasBytes = true
            stream.scanner.append(bytes, time: time, report)
        case .gap(let byteCount, let time):
            guard stream.state == .read else { return }
            stream.hasBytes = true
            stream.scanner.noteGap(of: byteCount, time: time, report)
        }
    }

    /// A TLS handshake record (RFC 8446 §5.1).
    private static func isTLS(_ bytes: ArraySlice<UInt8>) -> Bool {
        let first = Array(bytes.prefix(6))
        return first.count == 6 && first[0] == 0x16 && first[1] == 0x03 && (first[5] == 1 || first[5] == 2)
    }

    private func finish(_ stream: inout Stream, _ report: (Finding) -> Void) {
        guard stream.state == .read else { return }
        var queue = stream.queue
        queue.finish { take($0, &stream, report) }
        stream.queue = queue
        if stream.state == .read { stream.scanner.finish(report) }
    }
}
