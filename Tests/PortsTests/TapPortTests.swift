import Glibc
import Packets
import Ports
import Testing

private let rings = AFPacketOptions(receiveSlots: 256, transmitSlots: 64, socketBufferBytes: 64 << 20)

private let reason = "needs the right to make network namespaces and taps (root, and /dev/net/tun)"

private let isAvailable: Bool = {
    guard NetworkNamespace.isAvailable else { return false }
    return (try? NetworkNamespace.run { _ = try TapPort(interface: "probe0", portNumber: 1) }) != nil
}()

/// Frames between a tap and its interface, whose side of the host is played by packet rings, in a namespace of the test's
/// own.
@Suite(.enabled(if: isAvailable, Comment(rawValue: reason)))
struct TapPortTests {
    /// Runs `body` with a tap and a port on its interface.
    private func withTap(mtu: Int = 1500, _ body: (_ tap: PortDevice, _ host: PortDevice) throws -> Void) throws {
        try NetworkNamespace.run {
            let tap = PortDevice.allocate(try TapPort(interface: "tap1", portNumber: 1))
            defer { tap.deallocate() }
            try #require(NetworkNamespace.shell("ip link set tap1 mtu \(mtu)") == 0)
            tap.update(try LinkMonitor.link(named: "tap1"))
            let host = PortDevice.allocate(try AFPacketPort(interface: "tap1", portNumber: 2, options: rings))
            defer { host.deallocate() }
            try body(tap, host)
        }
    }

    @Test(arguments: [60, 1514, 9014]) func framesArriveAsTheyWere(length: Int) throws {
        try withTap(mtu: 9000) { tap, host in
            let frames = (0..<5).map { TestFrames.plain(length: length, seed: $0) }
            for frame in frames { #expect(host.send(frame) == .sent) }
            host.flush()
            let received = try tap.arrivals(frames.count)
            #expect(received.map(\.bytes) == frames)
            #expect(received.allSatisfy { $0.headroom >= Frame.headroom && $0.inPort == 1 && $0.timestamp == 1 })
            for frame in frames { #expect(tap.send(frame) == .sent) }
            tap.flush()
            let returned = try host.arrivals(frames.count).map(\.bytes)
            #expect(returned == frames)
            #expect(tap.receiveAll().isEmpty)
            #expect(tap.takeReceiveDrops() == 0 && tap.takeTransmitDrops() == 0)
        }
    }

    @Test func burstsAreLimited() throws {
        try withTap { tap, host in
            for seed in 0..<70 as Range<UInt32> {
                #expect(host.send(TestFrames.plain(length: 100, seed: seed)) == .sent)
            }
            host.flush()
            #expect(tap.receiveAll(limit: 10).count == 10)
            #expect(tap.receiveAll(limit: 100).count == 60, "the other buffers are lent again after the release")
            #expect(tap.receiveAll().isEmpty)
        }
    }

    @Test(arguments: [[], [0x81, 0x00, 0x60, 0x05]] as [[UInt8]])
    func offloadIsCarriedOver(tag: [UInt8]) throws {
        try withTap { tap, host in
            for payload in [10, 1400, 20_000, 60_000] {
                let (bytes, offload) = TestFrames.tcp(payload: payload, tag: tag)
                #expect(tap.send(bytes, offload: offload) == .sent)
                let there = try #require(try host.arrivals(1).first)
                #expect(there.bytes == bytes && there.offload.summary == offload.summary, "payload \(payload)")
                #expect(host.send(bytes, offload: offload) == .sent)
                host.flush()
                let back = try #require(try tap.arrivals(1).first)
                #expect(back.bytes == bytes && back.offload.summary == offload.summary, "payload \(payload)")
            }
        }
    }

    /// A large frame without a partial checksum: the kernel cannot tell what it is.
    @Test func whatTheKernelDoesNotTakeIsCut() throws {
        try withTap { tap, host in
            var (bytes, offload) = TestFrames.tcp(payload: 5000)
            offload.headerLength = 60_000
            #expect(tap.send(bytes, offload: offload) != .sent)
            offload = TestFrames.tcp(payload: 5000).offload
            offload.needsChecksum = false
            #expect(tap.send(bytes, offload: offload) == .sent)
            let arrived = try host.arrivals(1).flatMap { $0.bytes.dropFirst(54) }
            #expect(arrived.starts(with: bytes.dropFirst(54).prefix(1448)))
        }
    }

    @Test func badFramesAreRefused() throws {
        try withTap { tap, _ in
            #expect(tap.send(TestFrames.plain(length: 1515)) == .tooLong)
            #expect(tap.send(TestFrames.plain(length: 13)) == .error)
            let outside = Offload(needsChecksum: true, checksumStart: 50, checksumOffset: 16)
            #expect(tap.send(TestFrames.plain(length: 60), offload: outside) == .error)
            let tagged = TestFrames.fill(TestFrames.addresses + [0x81, 0, 0, 5, 8, 0], to: 1518, seed: 1)
            #expect(tap.send(tagged) == .sent, "a tag does not count")
        }
    }

    @Test func theInterfaceIsUpAndCanGoDown() throws {
        try withTap { tap, _ in
            let link = try LinkMonitor.link(named: "tap1")
            #expect(link.isAdminUp && link.hasCarrier && link.isEthernet)
            try #require(NetworkNamespace.shell("ip link set tap1 down") == 0)
            #expect(tap.send(TestFrames.plain(length: 60)) == .down)
            #expect(!tap.isGone)
            try #require(NetworkNamespace.shell("ip link set tap1 up") == 0)
            let again3 = try tap.sendWhenUp(TestFrames.plain(length: 60))
            #expect(again3 == .sent)
        }
    }

    @Test func goesWithItsInterface() throws {
        try NetworkNamespace.run {
            let tap = PortDevice.allocate(try TapPort(interface: "tap1", portNumber: 1))
            defer { tap.deallocate() }
            tap.handleError()
            #expect(!tap.isGone)
            try #require(NetworkNamespace.shell("ip link del tap1") == 0)
            tap.handleError()
            #expect(tap.isGone)
            #expect(tap.send(TestFrames.plain(length: 60)) == .down)
            #expect(tap.receiveAll().isEmpty)
        }
    }

    @Test func theInterfaceGoesWithThePort() throws {
        try NetworkNamespace.run {
            let tap = PortDevice.allocate(try TapPort(interface: "tap1", portNumber: 1))
            _ = try LinkMonitor.link(named: "tap1")
            tap.deallocate()
            #expect(throws: PortError.self) { try LinkMonitor.link(named: "tap1") }
        }
    }

    @Test func aNewInterfaceGetsTheAddressAskedFor() throws {
        try NetworkNamespace.run {
            for _ in 0..<2 {
                let port = try TapPort(interface: "tap1", portNumber: 1, hardwareAddress: 0x0200_1234_56fe)
                let address = try LinkMonitor.link(named: port.interface).hardwareAddress
                #expect(address == 0x0200_1234_56fe)
            }
        }
    }

    @Test func aPersistentTapIsUsedAndStays() throws {
        try NetworkNamespace.run {
            try #require(NetworkNamespace.shell("ip tuntap add dev keep1 mode tap") == 0)
            let tap = PortDevice.allocate(try TapPort(interface: "keep1", portNumber: 1))
            let link = try LinkMonitor.link(named: "keep1")
            #expect(!link.isAdminUp, "whoever made it takes it up")
            tap.deallocate()
            _ = try LinkMonitor.link(named: "keep1")
        }
    }

    /// A container's runtime, or somebody by hand, moves the host's side elsewhere.
    @Test func followsItsInterfaceIntoAnotherNamespace() throws {
        try NetworkNamespace.run {
            let tap = PortDevice.allocate(try TapPort(interface: "tap1", portNumber: 1))
            defer { tap.deallocate() }
            let here = open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC)
            defer { close(here) }
            try NetworkNamespace.run {
                let there = open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC)
                defer { close(there) }
                let place = "/proc/\(getpid())/fd"
                let command = "nsenter --net=\(place)/\(here) ip link set tap1 netns \(place)/\(there)"
                try #require(NetworkNamespace.shell(command) == 0)
                try #require(NetworkNamespace.shell("ip link set tap1 up") == 0)
                let host = PortDevice.allocate(try AFPacketPort(interface: "tap1", portNumber: 2, options: rings))
                defer { host.deallocate() }
                tap.handleError()
                #expect(!tap.isGone && tap.followsItsInterface)
                let frame = TestFrames.plain(length: 60)
                let again4 = try tap.sendWhenUp(frame)
                #expect(again4 == .sent)
                let arrived1 = try host.arrivals(1).map(\.bytes)
                #expect(arrived1 == [frame])
                #expect(host.send(frame) == .sent)
                host.flush()
                let arrived2 = try tap.arrivals(1).map(\.bytes)
                #expect(arrived2 == [frame])
            }
        }
    }

    @Test func namesThatCannotBeUsedAreTold() throws {
        try NetworkNamespace.run {
            try NetworkNamespace.makeVeth()
            let other = #expect(throws: PortError.self) { _ = try TapPort(interface: "a1", portNumber: 1) }
            #expect(other?.description.contains("cannot use the interface a1: it exists and is no tap") == true)
            let first = PortDevice.allocate(try TapPort(interface: "tap1", portNumber: 1))
            defer { first.deallocate() }
            let busy = #expect(throws: PortError.self) { _ = try TapPort(interface: "tap1", portNumber: 2) }
            #expect(busy?.description.contains("another program has it open") == true, "\(busy?.description ?? "")")
            let long = #expect(throws: PortError.self) {
                _ = try TapPort(interface: "much-too-long-for-a-name", portNumber: 1)
            }
            #expect(long?.description.contains("1 to 15 bytes") == true)
        }
    }
}
