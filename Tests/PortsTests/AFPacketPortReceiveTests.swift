import CLinux
import Glibc
import Packets
import Testing

@testable import Ports

private let small = AFPacketOptions(receiveSlots: 256, transmitSlots: 64, socketBufferBytes: 64 << 20)

/// What a port does with frames it cannot hand out, and with large frames whose slot and copy do not go together.
@Suite(.enabled(if: NetworkNamespace.isAvailable, Comment(rawValue: NetworkNamespace.reason)))
struct AFPacketPortReceiveTests {
    /// Runs `body` with a port on each end; the second one also as what it is.
    private func withPorts(
        mtu: Int = 9000,
        _ body: (_ near: PortDevice, _ far: PortDevice, _ port: UnsafeMutablePointer<AFPacketPort>) throws -> Void
    ) throws {
        try NetworkNamespace.run {
            try NetworkNamespace.makeVeth(mtu: mtu)
            let near = PortDevice.allocate(try AFPacketPort(interface: "a1", portNumber: 1, options: small))
            defer { near.deallocate() }
            let far = PortDevice.allocate(try AFPacketPort(interface: "b1", portNumber: 2, options: small))
            defer { far.deallocate() }
            guard case .afPacket(let port) = far else { return }
            try body(near, far, port)
        }
    }

    /// Sends what no port would, by a plain socket on a1.
    private func sendRaw(_ bytes: [UInt8], _ offload: Offload, linearLength: Int) throws {
        let socket = try openPacketSocket(interface: "a1", socketBufferBytes: 1 << 20)
        try #require(clinux_packet_bind(socket.raw, try LinkMonitor.link(named: "a1").index, 0) == 0)
        var header: (UInt64, UInt16) = (0, 0)
        let sent = withUnsafeMutableBytes(of: &header) { header -> Int in
            guard let base = header.baseAddress else { return -1 }
            VnetHeader.write(offload, linearLength: linearLength, to: base)
            return clinux_send_two(socket.raw, base, VnetHeader.byteCount, bytes, bytes.count)
        }
        try #require(sent == VnetHeader.byteCount + bytes.count, "errno \(errno)")
    }

    private func isReadable(_ port: PortDevice) throws -> Bool {
        var poller = try Poller()
        try poller.add(port.fileDescriptor, token: 0)
        return withUnsafeTemporaryAllocation(of: PollEvent.self, capacity: 1) {
            poller.wait(timeoutNanoseconds: 0, into: $0) > 0
        }
    }

    private func expectNothingWaits(_ port: PortDevice, sourceLocation: SourceLocation = #_sourceLocation) throws {
        #expect(try !isReadable(port), sourceLocation: sourceLocation)
    }

    private func isInDoubt(_ port: UnsafeMutablePointer<AFPacketPort>) -> Bool {
        port.pointee.isPairingDoubtful
    }

    private func large(_ seeds: Range<UInt32>) -> [[UInt8]] {
        seeds.map { TestFrames.plain(length: 5000, seed: $0) }
    }

    private func send(_ frames: [[UInt8]], by port: PortDevice) {
        for frame in frames { #expect(port.send(frame) == .sent) }
        port.flush()
    }

    /// The kernel tells the error before it gives the frame.
    @Test func aLargeFrameOutlastsAFlap() throws {
        try withPorts { near, far, _ in
            send(large(0..<2), by: near)
            NetworkNamespace.shell("ip link set b1 down")
            #expect(far.receiveAll().map(\.bytes) == large(0..<2))
            try expectNothingWaits(far)
            NetworkNamespace.shell("ip link set b1 up")
            near.update(try LinkMonitor.link(named: "a1"))
            send(large(2..<5), by: near)
            let arrived = try far.arrivals(3).map(\.bytes)
            #expect(arrived == large(2..<5))
            #expect(far.takeReceiveDrops() == 0)
        }
    }

    @Test func aSurplusCopyIsSkipped() throws {
        try withPorts { near, far, port in
            send(large(0..<4), by: near)
            clinux_slot_set_status(port.pointee.rings.receiveSlot(0), SlotStatus.user)
            #expect(far.receiveAll().map(\.bytes) == large(1..<4))
            #expect(far.takeReceiveDrops() == 1)
            #expect(!isInDoubt(port))
            try expectNothingWaits(far)
        }
    }

    @Test(arguments: [1, 2, 3])
    func missingCopiesDoNotShiftTheOthers(missing: Int) throws {
        try withPorts { near, far, port in
            send(large(0..<8), by: near)
            var header = [UInt8](repeating: 0, count: 64)
            for _ in 0..<missing { #expect(recv(far.fileDescriptor, &header, header.count, 0) == header.count) }
            // One more is lost in finding it out.
            let first = UInt32(missing) + 1
            #expect(far.receiveAll().map(\.bytes) == large(first..<8))
            #expect(far.takeReceiveDrops() == UInt64(first))
            #expect(!isInDoubt(port))
            try expectNothingWaits(far)
            send(large(8..<10), by: near)
            let arrived = try far.arrivals(2).map(\.bytes)
            #expect(arrived == large(8..<10))
        }
    }

    @Test func allCopiesMissingIsNoEnd() throws {
        try withPorts { near, far, port in
            send(large(0..<3), by: near)
            var header = [UInt8](repeating: 0, count: 64)
            for _ in 0..<3 { #expect(recv(far.fileDescriptor, &header, header.count, 0) == header.count) }
            #expect(far.receiveAll().isEmpty)
            #expect(far.takeReceiveDrops() == 3)
            #expect(isInDoubt(port))
            send(large(3..<6), by: near)
            let arrived = try far.arrivals(3).map(\.bytes)
            #expect(arrived == large(3..<6))
            #expect(!isInDoubt(port))
        }
    }

    /// A copy without a slot would keep the descriptor readable.
    @Test func leftCopiesAreDiscardedWhenNothingElseWaits() throws {
        try withPorts { near, far, port in
            send(large(0..<2), by: near)
            for index in 0..<2 { clinux_slot_set_status(port.pointee.rings.receiveSlot(index), SlotStatus.user) }
            #expect(far.receiveAll().isEmpty)
            #expect(try isReadable(far))
            port.pointee.isPairingDoubtful = true
            for _ in 0..<64 { #expect(far.receiveAll().isEmpty) }
            try expectNothingWaits(far)
            #expect(!isInDoubt(port))
        }
    }

    /// Longer than any buffer: dropped, and its slot given back though nothing was received.
    @Test func aFrameBeyond64KiBIsDropped() throws {
        try withPorts { near, far, port in
            // Of the frames that a veth passes on in this size are those of TCP over IPv6.
            NetworkNamespace.shell("ip link set a1 gso_max_size 131072")
            let network: [UInt8] = [0x86, 0xdd, 0x60, 0, 0, 0, 0, 0, 6, 64] + Array(repeating: 0, count: 32)
            let transport: [UInt8] = Array(repeating: 0, count: 12) + [0x50] + Array(repeating: 0, count: 7)
            let bytes = TestFrames.fill(TestFrames.addresses + network + transport, to: 70_000, seed: 1)
            let offload = Offload(
                needsChecksum: true,
                segmentation: .tcp6,
                checksumStart: 54,
                checksumOffset: 16,
                segmentSize: 1400
            )
            try sendRaw(bytes, offload, linearLength: 74)
            #expect(try isReadable(far))
            withUnsafeTemporaryAllocation(of: Frame.self, capacity: 4) { frames in
                guard let base = frames.baseAddress else { return }
                #expect(far.receive(into: base, limit: 4, now: 1) == 0)
            }
            let held = port.pointee.held
            #expect(held == 0)
            try expectNothingWaits(far)
            #expect(far.takeReceiveDrops() == 1)
            send(large(0..<2), by: near)
            let arrived = try far.arrivals(2).map(\.bytes)
            #expect(arrived == large(0..<2))
        }
    }

    /// With the tag put back, the headers would be longer than their field can say.
    @Test func aTagThatCannotBePutBackDropsTheFrame() throws {
        try withPorts { near, far, port in
            let frames = (0..<3).map { TestFrames.plain(length: 100, seed: $0) }
            send(frames, by: near)
            let slot = port.pointee.rings.receiveSlot(1)
            let start = Int(slot.assumingMemoryBound(to: tpacket2_hdr.self).pointee.tp_mac)
            let offload = Offload(segmentation: .tcp4, segmentSize: 1400)
            VnetHeader.write(offload, linearLength: 65_533, to: slot + start - VnetHeader.byteCount)
            clinux_slot_set_status(slot, SlotStatus.user | SlotStatus.vlanValid)
            #expect(far.receiveAll().map(\.bytes) == [frames[0], frames[2]])
            #expect(far.takeReceiveDrops() == 1)
        }
    }

    @Test func aChecksumBeyondTheFrameIsDropped() throws {
        try withPorts { near, far, port in
            let frames = (0..<3).map { TestFrames.plain(length: 100, seed: $0) }
            send(frames, by: near)
            let slot = port.pointee.rings.receiveSlot(1)
            let start = Int(slot.assumingMemoryBound(to: tpacket2_hdr.self).pointee.tp_mac)
            let beyond = Offload(needsChecksum: true, checksumStart: 90, checksumOffset: 16)
            VnetHeader.write(beyond, linearLength: 0, to: slot + start - VnetHeader.byteCount)
            #expect(far.receiveAll().map(\.bytes) == [frames[0], frames[2]])
            #expect(far.takeReceiveDrops() == 1)
        }
    }
}
