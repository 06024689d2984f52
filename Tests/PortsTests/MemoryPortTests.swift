import Packets
import Ports
import Testing

struct MemoryPortTests {
    private func withPort(
        _ options: MemoryPortOptions = .init(),
        _ body: (PortDevice, MemoryPeer) throws -> Void
    ) throws {
        let port = MemoryPort(portNumber: 7, options: options)
        let peer = port.peer
        let device = PortDevice.allocate(port)
        defer { device.deallocate() }
        try body(device, peer)
    }

    @Test(arguments: [0, 14, 60, 1514, 65_550])
    func injectedFramesAreReceived(length: Int) throws {
        try withPort { port, peer in
            let frames = (0..<3).map { Array(TestFrames.plain(length: 65_550, seed: $0).prefix(length)) }
            for frame in frames { #expect(peer.inject(frame)) }
            let received = port.receiveAll(limit: 2, now: 99) + port.receiveAll(limit: 64, now: 99)
            #expect(received.map(\.bytes) == frames)
            #expect(received.allSatisfy { $0.headroom == Frame.headroom && $0.inPort == 7 && $0.timestamp == 99 })
            #expect(port.receiveAll().isEmpty)
        }
    }

    @Test func theQueueIsBoundedUntilRelease() throws {
        try withPort(MemoryPortOptions(queueLength: 4)) { port, peer in
            for seed in 0..<4 { #expect(peer.inject(TestFrames.plain(length: 60, seed: UInt32(seed)))) }
            #expect(!peer.inject(TestFrames.plain(length: 60)))
            withUnsafeTemporaryAllocation(of: Frame.self, capacity: 8) { frames in
                guard let base = frames.baseAddress else { return }
                #expect(port.receive(into: base, limit: 3, now: 0) == 3)
                #expect(port.receive(into: base + 3, limit: 5, now: 0) == 1)
                #expect(port.receive(into: base, limit: 5, now: 0) == 0)
                #expect(!peer.inject(TestFrames.plain(length: 60)), "lent slots are not reused")
                #expect(frames.prefix(4).map { Received($0).bytes[17] } == [0, 1, 2, 3])
                port.release()
            }
            #expect(peer.inject(TestFrames.plain(length: 60)))
            #expect(port.takeReceiveDrops() == 2)
            #expect(port.takeReceiveDrops() == 0)
        }
    }

    @Test func transmittedFramesAreDrainedInOrder() throws {
        try withPort(MemoryPortOptions(queueLength: 3)) { port, peer in
            for round in 0..<5 {
                let frames = (0..<3).map { TestFrames.plain(length: 100 + round, seed: $0) }
                for frame in frames { #expect(port.send(frame) == .sent) }
                #expect(port.send(frames[0]) == .ringFull)
                port.flush()
                #expect(peer.drainFrames() == frames)
            }
        }
    }

    @Test func whatDoesNotFitIsRefused() throws {
        try withPort(MemoryPortOptions(maxFrameLength: 100)) { port, peer in
            #expect(port.send(TestFrames.plain(length: 101)) == .tooLong)
            #expect(port.send(TestFrames.plain(length: 13)) == .error)
            let beyond = Offload(needsChecksum: true, checksumStart: 90, checksumOffset: 16)
            #expect(port.send(TestFrames.plain(length: 100), offload: beyond) == .error)
            #expect(!peer.inject(TestFrames.plain(length: 101)))
            #expect(peer.drainFrames().isEmpty)
        }
    }

    @Test func checksumsAreCompleted() throws {
        try withPort { port, peer in
            let (bytes, offload) = TestFrames.tcp(payload: 101)
            #expect(port.send(bytes, offload: offload) == .sent)
            var left: [Offload] = []
            var frame: [UInt8] = []
            peer.drain { bytes, offload in
                frame = Array(bytes)
                left.append(offload)
            }
            #expect(left.map(\.needsChecksum) == [false])
            #expect(isTCPSound(frame))
            #expect(!isTCPSound(bytes))
        }
    }

    @Test func largeFramesAreCut() throws {
        try withPort { port, peer in
            let (bytes, offload) = TestFrames.tcp(payload: 10_000, tag: [0x81, 0, 0, 9])
            #expect(port.send(bytes, offload: offload) == .sent)
            let segments = peer.drainFrames()
            #expect(segments.map(\.count) == Array(repeating: 58 + 1448, count: 6) + [58 + 10_000 - 6 * 1448])
            #expect(segments.flatMap { $0.dropFirst(58) } == Array(bytes.dropFirst(58)))
            #expect(segments.allSatisfy { isTCPSound(Array($0.prefix(12) + $0.dropFirst(16))) })
        }
    }

    @Test func offloadIsPassedOnWhereItIsTaken() throws {
        try withPort(MemoryPortOptions(acceptsOffload: true)) { port, peer in
            let (bytes, offload) = TestFrames.tcp(payload: 10_000)
            #expect(port.send(bytes, offload: offload) == .sent)
            let count = peer.drain { drained, left in
                #expect(Array(drained) == bytes)
                #expect(left.summary == offload.summary)
            }
            #expect(count == 1)
            #expect(peer.inject(bytes, offload: offload))
            #expect(port.receiveAll().map(\.offload.summary) == [offload.summary])
        }
    }

    @Test func aLoopYieldsFreshCopiesForEver() throws {
        var port = MemoryPort(portNumber: 7, options: MemoryPortOptions(queueLength: 4, isLoopback: true))
        let frames = (0..<3).map { TestFrames.plain(length: 60, seed: $0) }
        for frame in frames { #expect(port.peer.inject(frame)) }
        withUnsafeTemporaryAllocation(of: Frame.self, capacity: 8) { burst in
            guard let base = burst.baseAddress else { return }
            for round in 0..<5 {
                #expect(port.receive(into: base, limit: 8, now: 0) == 4)
                for index in 0..<4 {
                    #expect(Received(base[index]).bytes == frames[(round * 4 + index) % 3])
                    base[index].bytes.storeBytes(of: 0xff, as: UInt8.self)
                    #expect(port.transmit(base + index) == .sent)
                }
                port.release()
            }
        }
        #expect(port.transmittedFrames == 20)
        #expect(port.transmittedBytes == 1200)
        #expect(port.peer.drainFrames().isEmpty)
    }

    @Test func portsMayBeAbsent() {
        let port = PortDevice.none
        #expect(port.receiveAll().isEmpty)
        #expect(port.send(TestFrames.plain(length: 60)) == .down)
        #expect(port.fileDescriptor == -1)
    }

    /// Both checksums of an untagged IPv4 frame with TCP.
    private func isTCPSound(_ frame: [UInt8]) -> Bool {
        let ip = Array(frame[14..<34])
        let segment = Array(frame.dropFirst(34))
        let pseudo = Array(ip[12..<20]) + [0, 6, UInt8(segment.count >> 8), UInt8(segment.count & 0xff)]
        return TestFrames.sum(ip) == 0xffff && TestFrames.sum(pseudo + segment) == 0xffff
    }
}
