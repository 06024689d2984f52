import Packets
import Ports

/// Frames to send and what a port makes of them.
enum TestFrames {
    static let etherType: [UInt8] = [0x88, 0xb5]  // for local experiments (IEEE 802)
    static let addresses: [UInt8] = [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1]

    /// `length` bytes with content that depends on `seed`.
    static func plain(length: Int, seed: UInt32 = 1) -> [UInt8] {
        fill(addresses + etherType, to: length, seed: seed)
    }

    static func fill(_ head: [UInt8], to length: Int, seed: UInt32) -> [UInt8] {
        var bytes = head
        bytes.reserveCapacity(length)
        withUnsafeBytes(of: seed.bigEndian) { bytes.append(contentsOf: $0) }
        var state = seed &* 2_654_435_761 | 1
        while bytes.count < length {
            state ^= state << 13
            state ^= state >> 17
            state ^= state << 5
            bytes.append(UInt8(truncatingIfNeeded: state))
        }
        return Array(bytes.prefix(length))
    }

    /// A TCP/IPv4 frame with a partial checksum as a host with offloads sends it; `tag` goes between addresses and type.
    static func tcp(payload: Int, tag: [UInt8] = []) -> (bytes: [UInt8], offload: Offload) {
        let total = 40 + payload
        var ip: [UInt8] = [
            0x45, 0, UInt8(total >> 8 & 0xff), UInt8(total & 0xff), 0, 1, 0x40, 0, 64, 6, 0, 0, 10, 0, 0, 1, 10, 0, 0,
            2,
        ]
        let check = ~sum(ip)
        ip[10] = UInt8(check >> 8)
        ip[11] = UInt8(check & 0xff)
        let segment = 20 + payload
        let pseudo = sum(Array(ip[12..<20]) + [0, 6, UInt8(segment >> 8 & 0xff), UInt8(segment & 0xff)])
        let tcp: [UInt8] = [
            0x30, 0x39, 0x00, 0x50, 0, 0, 0, 1, 0, 0, 0, 1, 0x50, 0x18, 0xff, 0xff, UInt8(pseudo >> 8),
            UInt8(pseudo & 0xff), 0, 0,
        ]
        let headers = addresses + tag + [8, 0] + ip + tcp
        let start = UInt16(34 + tag.count)
        var offload = Offload(needsChecksum: true, checksumStart: start, checksumOffset: 16)
        if payload > 1460 {
            offload.segmentation = .tcp4
            offload.segmentSize = 1448
            offload.headerLength = start + 20
        }
        return (fill(headers, to: headers.count + payload, seed: 7), offload)
    }

    /// The folded sum of 16-bit words (RFC 1071), not complemented.
    static func sum(_ bytes: [UInt8]) -> UInt16 {
        var total: UInt32 = 0
        for (index, byte) in bytes.enumerated() { total += index % 2 == 0 ? UInt32(byte) << 8 : UInt32(byte) }
        while total >> 16 != 0 { total = total & 0xffff + total >> 16 }
        return UInt16(total)
    }
}

/// A received frame, copied.
struct Received {
    var bytes: [UInt8]
    var offload: Offload
    var headroom: Int
    var inPort: UInt32
    var timestamp: UInt64

    init(_ frame: Frame) {
        bytes = Array(UnsafeRawBufferPointer(start: frame.bytes, count: frame.byteCount))
        offload = frame.offload
        headroom = frame.headroom
        inPort = frame.inPort
        timestamp = frame.timestamp
    }
}

extension PortDevice {
    /// One burst, given back at once.
    func receiveAll(limit: Int = 64, now: UInt64 = 1) -> [Received] {
        withUnsafeTemporaryAllocation(of: Frame.self, capacity: limit) { frames in
            guard let base = frames.baseAddress else { return [] }
            let count = receive(into: base, limit: limit, now: now)
            defer { release() }
            return frames.prefix(count).map(Received.init)
        }
    }

    /// Sends a copy of `bytes` from a buffer that is overwritten right after.
    func send(_ bytes: [UInt8], offload: Offload = Offload(), timestamp: UInt64 = 0) -> TransmitResult {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Frame.headroom + bytes.count, alignment: 64)
        defer { buffer.deallocate() }
        guard let base = buffer.baseAddress else { return .error }
        (base + Frame.headroom).copyMemory(from: bytes, byteCount: bytes.count)
        var frame = Frame(
            storage: base,
            capacity: buffer.count,
            start: Frame.headroom,
            length: bytes.count,
            timestamp: timestamp,
            offload: offload
        )
        let result = transmit(&frame)
        buffer.initializeMemory(as: UInt8.self, repeating: 0xee)
        return result
    }

    /// Tries until the port is up again or 10 seconds have passed; the kernel takes up an interface in its own time.
    func sendWhenUp(_ bytes: [UInt8]) throws -> TransmitResult {
        var poller = try Poller()
        for _ in 0..<10_000 {
            let result = send(bytes)
            guard result == .down else { return result }
            flush()
            poller.pause()
        }
        return .down
    }

    /// Waits until the descriptor says something, and takes frames until there are `count`, or 5 seconds have passed.
    func arrivals(_ count: Int) throws -> [Received] {
        var received: [Received] = []
        var poller = try Poller()
        try poller.add(fileDescriptor, token: 0)
        try withUnsafeTemporaryAllocation(of: PollEvent.self, capacity: 1) { events in
            while received.count < count {
                guard poller.wait(timeoutNanoseconds: 5_000_000_000, into: events) > 0 else { return }
                received += receiveAll()
            }
            try poller.remove(fileDescriptor)
        }
        return received
    }
}

extension Poller {
    /// Waits a millisecond between two looks at something that sends no event.
    mutating func pause() {
        withUnsafeTemporaryAllocation(of: PollEvent.self, capacity: 1) {
            _ = wait(timeoutNanoseconds: 1_000_000, into: $0)
        }
    }
}

extension Offload {
    /// For comparing; `checksumValid` depends on the way.
    var summary: [UInt16] {
        [
            needsChecksum ? 1 : 0, UInt16(segmentation.rawValue), segmentationECN ? 1 : 0, checksumStart,
            checksumOffset, segmentSize, headerLength,
        ]
    }
}
