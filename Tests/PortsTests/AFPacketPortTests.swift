import CLinux
import Glibc
import Packets
import Testing

@testable import Ports

private let small = AFPacketOptions(receiveSlots: 256, transmitSlots: 64, socketBufferBytes: 64 << 20)

/// Frames from port to port over a veth pair, in a namespace of the test's own.
@Suite(.enabled(if: NetworkNamespace.isAvailable, Comment(rawValue: NetworkNamespace.reason)))
struct AFPacketPortTests {
    /// Runs `body` with a port on each end.
    private func withPorts(
        mtu: Int = 1500,
        options: AFPacketOptions = small,
        _ body: (PortDevice, PortDevice) throws -> Void
    ) throws {
        try NetworkNamespace.run {
            try NetworkNamespace.makeVeth(mtu: mtu)
            let near = PortDevice.allocate(try AFPacketPort(interface: "a1", portNumber: 1, options: options))
            defer { near.deallocate() }
            let far = PortDevice.allocate(try AFPacketPort(interface: "b1", portNumber: 2, options: options))
            defer { far.deallocate() }
            try body(near, far)
        }
    }

    @Test(arguments: [60, 1514, 1870, 1871, 2006, 2007, 9014])
    func framesArriveAsTheyWere(length: Int) throws {
        try withPorts(mtu: 9000) { near, far in
            let frames = (0..<5).map { TestFrames.plain(length: length, seed: $0) }
            for frame in frames { #expect(near.send(frame) == .sent) }
            near.flush()
            let received = try far.arrivals(frames.count)
            #expect(received.map(\.bytes) == frames)
            #expect(received.allSatisfy { $0.headroom >= Frame.headroom && $0.inPort == 2 && $0.timestamp == 1 })
            #expect(received.allSatisfy { $0.offload.summary == Offload().summary })
            #expect(far.takeReceiveDrops() == 0)
            #expect(near.receiveAll().isEmpty, "own frames must not come back")
        }
    }

    @Test(arguments: [[], [0x81, 0x00, 0x60, 0x05], [0x88, 0xa8, 0x20, 0x09]] as [[UInt8]])
    func offloadIsCarriedOver(tag: [UInt8]) throws {
        try withPorts { near, far in
            for payload in [10, 1400, 1500, 20_000, 65_000] {
                let (bytes, offload) = TestFrames.tcp(payload: payload, tag: tag)
                #expect(near.send(bytes, offload: offload) == .sent)
                near.flush()
                let received = try #require(try far.arrivals(1).first)
                #expect(received.bytes == bytes, "payload \(payload)")
                #expect(received.offload.summary == offload.summary, "payload \(payload)")
                #expect(received.headroom >= Frame.headroom)
            }
        }
    }

    @Test(arguments: [[0x81, 0x00], [0x88, 0xa8]] as [[UInt8]])
    func tagsComeBack(type: [UInt8]) throws {
        try withPorts(mtu: 9000) { near, far in
            let outer = type + [0xe1, 0x23]
            let inner: [UInt8] = [0x81, 0x00, 0x00, 0x2a]
            let heads = [outer, outer + inner].map { TestFrames.addresses + $0 + TestFrames.etherType }
            for (head, length) in zip([heads[0], heads[1], heads[0]], [64, 64, 5000]) {
                let bytes = TestFrames.fill(head, to: length, seed: 3)
                #expect(near.send(bytes) == .sent)
                near.flush()
                let arrived = try far.arrivals(1).map(\.bytes)
                #expect(arrived == [bytes])
            }
        }
    }

    /// Far more frames than slots, all of which wait in a plain socket's queue before the first is read.
    @Test func framesReadLateAreWhatWasSent() throws {
        try NetworkNamespace.run {
            try NetworkNamespace.makeVeth()
            let near = PortDevice.allocate(try AFPacketPort(interface: "a1", portNumber: 1, options: small))
            defer { near.deallocate() }
            let reader = clinux_packet_socket()
            defer { close(reader) }
            var size: Int32 = 256 << 20
            try #require(
                setsockopt(reader, SOL_SOCKET, SO_RCVBUFFORCE, &size, socklen_t(MemoryLayout<Int32>.size)) == 0
            )
            try #require(clinux_packet_bind(reader, try LinkMonitor.link(named: "b1").index, 1) == 0)

            let count: UInt32 = 10_000
            func frame(_ index: UInt32) -> [UInt8] {
                TestFrames.plain(length: 60 + Int(index &* 7919 % 1455), seed: index)
            }
            for index in 0..<count {
                #expect(near.send(frame(index)) == .sent)
                if index % 64 == 63 { near.flush() }
            }
            near.flush()
            #expect(near.takeTransmitDrops() == 0)
            var buffer = [UInt8](repeating: 0, count: 2048)
            for index in 0..<count {
                let length = recv(reader, &buffer, buffer.count, 0)
                try #require(length >= 0, "frame \(index) of \(count): errno \(errno)")
                try #require(Array(buffer.prefix(length)) == frame(index), "frame \(index) differs")
            }
        }
    }

    /// The kernel neither sends nor steps over a slot whose virtio-net header is nonsense.
    @Test func aRefusedSlotGoesAndTheOthersFollow() throws {
        try withPorts { near, far in
            guard case .afPacket(let port) = near else { return }
            for round in 0..<30 {
                let frames = (0..<5).map { TestFrames.plain(length: 100, seed: UInt32(round * 5 + $0)) }
                let first = port.pointee.transmitNext
                for frame in frames { #expect(near.send(frame) == .sent) }
                let bad = port.pointee.rings.transmitSlot((first + 2) % port.pointee.rings.transmitCount)
                let offload = Offload(needsChecksum: true, checksumStart: 5000, checksumOffset: 16)
                VnetHeader.write(offload, linearLength: 100, to: bad + Int(CLINUX_TX_DATA_OFFSET))
                near.flush()
                let arrived = try far.arrivals(4).map(\.bytes)
                #expect(arrived == [frames[0], frames[1], frames[3], frames[4]])
                #expect(near.takeTransmitDrops() == 1)
            }
        }
    }

    /// A large frame with a tag and no partial checksum: the kernel cannot tell what it is.
    @Test func whatTheKernelDoesNotSegmentWeDo() throws {
        try withPorts { near, far in
            var (bytes, offload) = TestFrames.tcp(payload: 5000, tag: [0x81, 0, 0, 9])
            offload.needsChecksum = false
            #expect(near.send(bytes, offload: offload) == .sent)
            near.flush()
            let arrived = try far.arrivals(4).map(\.bytes)
            #expect(arrived.map(\.count) == [1506, 1506, 1506, 714])
            #expect(arrived.flatMap { $0.dropFirst(58) } == Array(bytes.dropFirst(58)))
        }
    }

    /// "Headers" as long as the frame are what makes the kernel copy it instead of referring to the slot.
    @Test func theKernelIsToldToCopyTheWholeFrame() throws {
        try withPorts { near, _ in
            guard case .afPacket(let port) = near else { return }
            for length in [60, 1000, 1514] {
                let slot = port.pointee.rings.transmitSlot(port.pointee.transmitNext)
                #expect(near.send(TestFrames.plain(length: length)) == .sent)
                let told = slot.loadUnaligned(fromByteOffset: Int(CLINUX_TX_DATA_OFFSET) + 2, as: UInt16.self)
                #expect(Int(told) == length)
            }
        }
    }

    @Test func aFullReceiveRingDropsAndCounts() throws {
        try withPorts(options: AFPacketOptions(receiveSlots: 32, transmitSlots: 256)) { near, far in
            for index in 0..<100 { #expect(near.send(TestFrames.plain(length: 60, seed: UInt32(index))) == .sent) }
            near.flush()
            let received = try far.arrivals(32)
            #expect(received.map(\.bytes) == (0..<32).map { TestFrames.plain(length: 60, seed: $0) })
            #expect(far.takeReceiveDrops() == 68)
            #expect(far.takeReceiveDrops() == 0)
            #expect(near.send(TestFrames.plain(length: 60)) == .sent)
            near.flush()
            #expect(try far.arrivals(1).count == 1, "the ring goes on")
        }
    }

    @Test func aBurstEndsWhenTheLargeBuffersAreLent() throws {
        var options = small
        options.largeFrames = 2
        try withPorts(mtu: 9000, options: options) { near, far in
            let frames = (0..<5).map { TestFrames.plain(length: 9000, seed: $0) }
            for frame in frames { #expect(near.send(frame) == .sent) }
            near.flush()
            let bursts = [far.receiveAll(), far.receiveAll(), far.receiveAll(), far.receiveAll()]
            #expect(bursts.map(\.count) == [2, 2, 1, 0])
            #expect(bursts.joined().map(\.bytes) == frames)
        }
    }

    @Test func heldSlotsAreNotReceivedTwice() throws {
        try withPorts(options: AFPacketOptions(receiveSlots: 32, transmitSlots: 64)) { near, far in
            for index in 0..<40 { #expect(near.send(TestFrames.plain(length: 60, seed: UInt32(index))) == .sent) }
            near.flush()
            withUnsafeTemporaryAllocation(of: Frame.self, capacity: 64) { frames in
                guard let base = frames.baseAddress else { return }
                #expect(far.receive(into: base, limit: 20, now: 1) == 20)
                #expect(far.receive(into: base, limit: 64, now: 1) == 12)
                #expect(far.receive(into: base, limit: 64, now: 1) == 0)
                far.release()
                #expect(far.receive(into: base, limit: 64, now: 1) == 0)
            }
        }
    }

    @Test func theMTUIsKept() throws {
        try withPorts { near, far in
            let tagged = TestFrames.addresses + [0x81, 0, 0, 5] + TestFrames.etherType
            #expect(near.send(TestFrames.plain(length: 1515)) == .tooLong)
            #expect(near.send(TestFrames.fill(tagged, to: 1518, seed: 1)) == .sent)
            #expect(near.send(TestFrames.fill(tagged, to: 1519, seed: 1)) == .tooLong)
            #expect(near.send(TestFrames.plain(length: 13)) == .error)
            let beyond = Offload(needsChecksum: true, checksumStart: 58, checksumOffset: 16)
            #expect(near.send(TestFrames.plain(length: 60), offload: beyond) == .error)
            NetworkNamespace.shell("ip link set a1 mtu 9000")
            NetworkNamespace.shell("ip link set b1 mtu 9000")
            near.update(try LinkMonitor.link(named: "a1"))
            #expect(near.send(TestFrames.plain(length: 9014)) == .sent)
            near.flush()
            #expect(try far.arrivals(2).map(\.bytes.count) == [1518, 9014])
            var (bytes, offload) = TestFrames.tcp(payload: 20_000)
            offload.segmentSize = 9000
            #expect(near.send(bytes, offload: offload) == .tooLong)
        }
    }

    @Test func anInterfaceGoesDownAndComesBack() throws {
        try withPorts { near, far in
            NetworkNamespace.shell("ip link set a1 down")
            near.handleError()
            #expect(!near.isGone)
            #expect(near.send(TestFrames.plain(length: 60)) == .down)
            NetworkNamespace.shell("ip link set a1 up")
            #expect(try near.sendWhenUp(TestFrames.plain(length: 60, seed: 9)) == .sent)
            near.flush()
            let arrived = try far.arrivals(1).map(\.bytes)
            #expect(arrived == [TestFrames.plain(length: 60, seed: 9)])
        }
    }

    /// The link is looked at in the first flushes and then rarely, but often enough.
    @Test func aPortThatStaysDownIsLookedAtRarely() throws {
        try withPorts { near, _ in
            guard case .afPacket(let port) = near else { return }
            NetworkNamespace.shell("ip link set a1 down")
            near.handleError()
            for _ in 0..<9 {
                #expect(near.send(TestFrames.plain(length: 60)) == .down)
                near.flush()
            }
            NetworkNamespace.shell("ip link set a1 up")
            try waitUntilRunning("a1", socket: port.pointee.fileDescriptor)
            var refused = 0
            while near.send(TestFrames.plain(length: 60)) == .down, refused < 64 {
                refused += 1
                near.flush()
            }
            #expect((2..<64).contains(refused))
            let counted = port.pointee.downFlushes
            #expect(counted == 0)
        }
    }

    /// The kernel sets the flag some time after the interface is up.
    private func waitUntilRunning(_ interface: String, socket: Int32) throws {
        var poller = try Poller()
        var flags: UInt32 = 0
        for _ in 0..<10_000 {
            if clinux_get_flags(socket, interface, &flags) == 0, flags & LinkFlags.running != 0 { return }
            poller.pause()
        }
        Issue.record("\(interface) is not running after 10 seconds")
    }

    /// Frames that the device refuses must neither stay in the ring nor come out later.
    @Test func framesWithoutCarrierAreDroppedAndCounted() throws {
        try withPorts { near, far in
            NetworkNamespace.shell("ip link set b1 down")
            for seed in 0..<10 { #expect(near.send(TestFrames.plain(length: 60, seed: UInt32(seed))) == .sent) }
            near.flush()
            #expect(near.takeTransmitDrops() == 10)
            NetworkNamespace.shell("ip link set b1 up")
            near.update(try LinkMonitor.link(named: "a1"))
            for seed in 20..<120 { #expect(near.send(TestFrames.plain(length: 60, seed: UInt32(seed))) == .sent) }
            near.flush()
            let arrived = try far.arrivals(100).map(\.bytes)
            #expect(arrived == (20..<120).map { TestFrames.plain(length: 60, seed: $0) })
        }
    }

    @Test func aRemovedInterfaceIsGone() throws {
        try withPorts { near, far in
            NetworkNamespace.shell("ip link del b1")
            var poller = try Poller()
            try poller.add(far.fileDescriptor, token: 7)
            let events = UnsafeMutableBufferPointer<PollEvent>.allocate(capacity: 4)
            defer { events.deallocate() }
            try #require(poller.wait(timeoutNanoseconds: 5_000_000_000, into: events) == 1)
            #expect(events[0].token == 7)
            #expect(events[0].isError)
            far.handleError()
            #expect(far.isGone)
            #expect(far.send(TestFrames.plain(length: 60)) == .down)
            #expect(poller.wait(timeoutNanoseconds: 0, into: events) == 0, "the error is read")
            // The other end learns of it by sending.
            _ = near.send(TestFrames.plain(length: 60))
            near.flush()
            #expect(near.isGone)
        }
    }

    @Test func aBusyPollerNoticesToo() throws {
        try withPorts { _, far in
            NetworkNamespace.shell("ip link del b1")
            for _ in 0..<64 { #expect(far.receiveAll().isEmpty) }
            #expect(far.isGone)
        }
    }
}

struct AFPacketPortErrorTests {
    @Test func anUnknownInterfaceIsNamedWithThoseThereAre() {
        let error = #expect(throws: PortError.self) { _ = try openDiscarding("nosuch0") }
        #expect(error?.description.contains("nosuch0: No such device; interfaces here: ") == true)
        #expect(error?.code == ENODEV)
    }

    @Test(arguments: ["", "a-name-of-16-byte"])
    func aNameThatCannotBeIsRefused(name: String) {
        let error = #expect(throws: PortError.self) { _ = try openDiscarding(name) }
        #expect(error?.description.contains("1 to 15 bytes") == true)
    }

    @Test func sizesAreChecked() {
        let error = #expect(throws: PortError.self) {
            _ = try openDiscarding("lo", options: AFPacketOptions(receiveSlots: 0))
        }
        #expect(error?.description.contains("receiveSlots = 0 for lo: it must lie in 1...") == true)
    }

    private func openDiscarding(_ name: String, options: AFPacketOptions = .init()) throws -> Int32 {
        let port = try AFPacketPort(interface: name, portNumber: 1, options: options)
        return port.fileDescriptor
    }
}
