import Packets
import Ports
import Testing

private let rings = AFPacketOptions(receiveSlots: 256, transmitSlots: 64, socketBufferBytes: 64 << 20)

/// Frames from and to a port by libpcap over a veth pair, in a namespace of the test's own.
@Suite(.enabled(if: NetworkNamespace.isAvailable, Comment(rawValue: NetworkNamespace.reason)))
struct PcapLivePortTests {
    /// Runs `body` with a port by libpcap on one end and one by packet rings on the other.
    private func withPorts(mtu: Int = 1500, _ body: (_ pcap: PortDevice, _ far: PortDevice) throws -> Void) throws {
        try NetworkNamespace.run {
            try NetworkNamespace.makeVeth(mtu: mtu)
            let pcap = PortDevice.allocate(try PcapLivePort(interface: "a1", portNumber: 1))
            defer { pcap.deallocate() }
            let far = PortDevice.allocate(try AFPacketPort(interface: "b1", portNumber: 2, options: rings))
            defer { far.deallocate() }
            try body(pcap, far)
        }
    }

    @Test(arguments: [60, 1514, 9014]) func framesArriveAsTheyWere(length: Int) throws {
        try withPorts(mtu: 9000) { pcap, far in
            let frames = (0..<5).map { TestFrames.plain(length: length, seed: $0) }
            for frame in frames { #expect(far.send(frame) == .sent) }
            far.flush()
            let received = try pcap.arrivals(frames.count)
            #expect(received.map(\.bytes) == frames)
            #expect(received.allSatisfy { $0.headroom >= Frame.headroom && $0.inPort == 1 && $0.timestamp == 1 })
            for frame in frames { #expect(pcap.send(frame) == .sent) }
            pcap.flush()
            let returned = try far.arrivals(frames.count).map(\.bytes)
            #expect(returned == frames)
            #expect(pcap.receiveAll().isEmpty, "own frames must not come back")
            #expect(pcap.takeReceiveDrops() == 0)
        }
    }

    @Test func tagsComeBack() throws {
        try withPorts { pcap, far in
            let bytes = TestFrames.fill(TestFrames.addresses + [0x81, 0, 0xe1, 0x23, 0x88, 0xb5], to: 100, seed: 3)
            #expect(far.send(bytes) == .sent)
            far.flush()
            let arrived1 = try pcap.arrivals(1).map(\.bytes)
            #expect(arrived1 == [bytes])
            #expect(pcap.send(bytes) == .sent)
            let arrived2 = try far.arrivals(1).map(\.bytes)
            #expect(arrived2 == [bytes])
        }
    }

    @Test func whatIsTransmittedIsCompleteAndCut() throws {
        try withPorts { pcap, far in
            let (checked, checksum) = TestFrames.tcp(payload: 100)
            #expect(pcap.send(checked, offload: checksum) == .sent)
            let whole = try #require(try far.arrivals(1).first)
            #expect(!whole.offload.needsChecksum)
            #expect(whole.bytes[50..<52] != checked[50..<52], "the checksum is completed")
            #expect(whole.bytes.dropFirst(52) == checked.dropFirst(52))
            let (large, segmentation) = TestFrames.tcp(payload: 3000)
            #expect(pcap.send(large, offload: segmentation) == .sent)
            let segments = try far.arrivals(3).map(\.bytes)
            #expect(segments.map(\.count) == [1502, 1502, 158])
            #expect(segments.flatMap { $0.dropFirst(54) } == Array(large.dropFirst(54)))
        }
    }

    @Test func badFramesAreRefused() throws {
        try withPorts { pcap, _ in
            #expect(pcap.send(TestFrames.plain(length: 1515)) == .tooLong)
            #expect(pcap.send(TestFrames.plain(length: 13)) == .error)
        }
    }

    @Test func goesDownAndUpAndAway() throws {
        try withPorts { pcap, far in
            let frame = TestFrames.plain(length: 60)
            try #require(NetworkNamespace.shell("ip link set a1 down") == 0)
            #expect(pcap.send(frame) == .down)
            pcap.handleError()
            #expect(!pcap.isGone)
            #expect(pcap.receiveAll().isEmpty)
            try #require(NetworkNamespace.shell("ip link set a1 up") == 0)
            let again4 = try pcap.sendWhenUp(frame)
            #expect(again4 == .sent)
            let again5 = try far.sendWhenUp(frame)
            #expect(again5 == .sent)
            far.flush()
            let arrived3 = try pcap.arrivals(1).map(\.bytes)
            #expect(arrived3 == [frame])
            try #require(NetworkNamespace.shell("ip link del a1") == 0)
            pcap.handleError()
            #expect(pcap.isGone)
            #expect(pcap.send(frame) == .down)
            #expect(pcap.receiveAll().isEmpty)
        }
    }

    @Test func interfacesThatCannotBeUsedAreTold() throws {
        try NetworkNamespace.run {
            let missing = #expect(throws: PortError.self) { _ = try PcapLivePort(interface: "nosuch0", portNumber: 1) }
            #expect(missing?.description.contains("interfaces here: lo") == true)
            try #require(NetworkNamespace.shell("ip tuntap add dev tun1 mode tun && ip link set tun1 up") == 0)
            let raw = #expect(throws: PortError.self) { _ = try PcapLivePort(interface: "tun1", portNumber: 1) }
            #expect(raw?.description.contains("it carries no Ethernet frames") == true, "\(raw?.description ?? "")")
        }
    }
}
