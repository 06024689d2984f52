import Packets
import Testing

/// Segments against a slow twin that cuts arrays, and against full recomputation of their checksums.
@Suite struct SegmenterTests {
    struct Large {
        var bytes: [UInt8]
        var offload: Offload
        var network: Int
        var transport: Int
        var header: Int
    }

    /// A large frame with `payload` bytes under the headers of a fixture.
    static func large(_ name: String, payload: Int, segmentSize: Int, flags: UInt8 = 0x19) -> Large {
        var bytes = FrameFixture.named(name)
        let layout = layout(of: bytes)
        let (network, transport) = (Int(layout.networkOffset), Int(layout.transportOffset))
        let isTCP = layout.ipProtocol == 6
        let header = transport + (isTCP ? 20 : 8)
        bytes = Array(bytes[..<header]) + (0..<payload).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) }
        if isTCP { bytes[transport + 13] = flags }
        setLengths(&bytes, layout, network: network, transport: transport)
        let segmentation: Offload.Segmentation = isTCP ? (layout.isIPv4 ? .tcp4 : .tcp6) : .udpL4
        let partial = OffloadTests.partial(bytes)
        var offload = partial.offload
        offload.segmentation = segmentation
        offload.segmentSize = UInt16(segmentSize)
        offload.headerLength = UInt16(header)
        return Large(bytes: partial.bytes, offload: offload, network: network, transport: transport, header: header)
    }

    static func setLengths(_ bytes: inout [UInt8], _ layout: HeaderLayout, network: Int, transport: Int) {
        func put(_ value: Int, _ offset: Int) {
            bytes[offset] = UInt8(value >> 8)
            bytes[offset + 1] = UInt8(value & 0xff)
        }
        if layout.isIPv4 {
            put(bytes.count - network, network + 2)
            put(0, network + 10)
            put(~Slow.fold(Slow.sum(bytes[network..<transport])) & 0xffff, network + 10)
        } else {
            put(bytes.count - network - 40, network + 4)
        }
        if layout.ipProtocol == 17 { put(bytes.count - transport, transport + 4) }
    }

    static func segments(_ large: Large) -> [[UInt8]]? {
        var result: [[UInt8]]?
        withFrame(large.bytes, headroom: 0, tailroom: 0, offload: large.offload) { frame in
            guard var segmenter = Segmenter(frame) else { return }
            var all: [[UInt8]] = []
            let capacity = segmenter.maximumSegmentByteCount + 5
            let storage = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 1)
            defer { storage.deallocate() }
            while let segment = segmenter.next(into: storage, capacity: capacity) {
                all.append(segment.copiedBytes)
                #expect(segment.inPort == frame.inPort)
                #expect(!segment.offload.needsChecksum)
                #expect(segment.offload.segmentation == .none)
            }
            #expect(segmenter.producedCount == segmenter.segmentCount)
            result = all
        }
        return result
    }

    @Test(arguments: [
        "plain: ipv4 tcp", "vlan: ipv4 tcp", "qinq: ipv6 tcp", "plain: ipv6 hop tcp", "plain: ipv4 options udp",
        "plain: ipv4 udp", "vlan: ipv6 udp", "plain: ipv6 routing tcp",
    ])
    func cutsAsTheSlowTwin(name: String) throws {
        for (payload, size) in [(1, 100), (100, 100), (101, 100), (2999, 1000), (60_000, 1448), (3, 1)] {
            let large = Self.large(name, payload: payload, segmentSize: size)
            let segments = try #require(Self.segments(large), "\(name)")
            let expected = Self.slowCuts(large, size: size)
            #expect(segments.count == expected.count)
            for (index, segment) in segments.enumerated() where index < expected.count {
                #expect(Slow.checksumFaults(segment) == [], "\(name), segment \(index)")
                #expect(Self.withoutChecksums(segment, large) == expected[index], "\(name), segment \(index)")
            }
        }
    }

    /// The segments with their checksum fields zeroed.
    static func slowCuts(_ large: Large, size: Int) -> [[UInt8]] {
        let headers = Array(large.bytes[..<large.header])
        let payload = Array(large.bytes[large.header...])
        let isTCP = large.offload.segmentation != .udpL4
        let isIPv4 = large.bytes[large.network] >> 4 == 4
        return stride(from: 0, to: payload.count, by: size).enumerated().map { index, start in
            let part = payload[start..<min(start + size, payload.count)]
            let isLast = start + size >= payload.count
            var bytes = headers + part
            func put(_ value: Int, _ offset: Int) {
                bytes[offset] = UInt8(value >> 8 & 0xff)
                bytes[offset + 1] = UInt8(value & 0xff)
            }
            if isIPv4 {
                put(bytes.count - large.network, large.network + 2)
                put(Slow.u16(headers, large.network + 4) + index, large.network + 4)
            } else {
                put(bytes.count - large.network - 40, large.network + 4)
            }
            if isTCP {
                let sequence =
                    Slow.u16(headers, large.transport + 4) << 16 + Slow.u16(headers, large.transport + 6) + start
                put(sequence >> 16, large.transport + 4)
                put(sequence, large.transport + 6)
                if !isLast { bytes[large.transport + 13] &= ~0x09 }
                if index > 0, large.offload.segmentationECN { bytes[large.transport + 13] &= ~0x80 }
            } else {
                put(bytes.count - large.transport, large.transport + 4)
            }
            return withoutChecksums(bytes, large)
        }
    }

    static func withoutChecksums(_ segment: [UInt8], _ large: Large) -> [UInt8] {
        var bytes = segment
        let field = large.transport + (large.offload.segmentation == .udpL4 ? 6 : 16)
        bytes.replaceSubrange(field..<field + 2, with: [0, 0])
        if bytes[large.network] >> 4 == 4 {
            bytes.replaceSubrange(large.network + 10..<large.network + 12, with: [0, 0])
        }
        return bytes
    }

    @Test func congestionIsToldOnce() throws {
        var large = Self.large("plain: ipv4 tcp", payload: 300, segmentSize: 100, flags: 0xd9)
        large.offload.segmentationECN = true
        let segments = try #require(Self.segments(large))
        #expect(segments.map { $0[large.transport + 13] } == [0xd0, 0x50, 0x59])
        large.offload.segmentationECN = false
        #expect(Self.segments(large)?.map { $0[large.transport + 13] } == [0xd0, 0xd0, 0xd9])
    }

    @Test func noChecksumInTheWholeMeansNoneInTheParts() throws {
        var large = Self.large("plain: ipv4 udp", payload: 300, segmentSize: 100)
        large.offload.needsChecksum = false
        large.bytes.replaceSubrange(40..<42, with: [0, 0])
        let segments = try #require(Self.segments(large))
        #expect(segments.allSatisfy { Slow.u16($0, 40) == 0 })
    }

    @Test func segmentsFrameThatGotALabelOnTheWay() throws {
        let large = Self.large("plain: ipv4 tcp", payload: 300, segmentSize: 100)
        try withFrame(large.bytes, offload: large.offload) { frame in
            var layout = frame.layout
            expectDone(frame.pushMPLS(0x8847, &layout))
            var segmenter = try #require(Segmenter(frame))
            #expect(segmenter.segmentCount == 3)
            let storage = UnsafeMutableRawPointer.allocate(byteCount: 400, alignment: 1)
            defer { storage.deallocate() }
            while let segment = segmenter.next(into: storage, capacity: 400) {
                #expect(segment.headroom == 128)
                #expect(Slow.checksumFaults(segment.copiedBytes) == [])
            }
        }
    }

    @Test func aStoreTooSmallIsNotOverrun() throws {
        let large = Self.large("plain: ipv4 tcp", payload: 300, segmentSize: 100)
        try withFrame(large.bytes, offload: large.offload) { frame in
            var segmenter = try #require(Segmenter(frame))
            let capacity = segmenter.maximumSegmentByteCount - 1
            let storage = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 1)
            defer { storage.deallocate() }
            let segment = segmenter.next(into: storage, capacity: capacity)
            #expect(segment?.length == nil)
            #expect(segmenter.producedCount == 0)
        }
    }

    @Test func refusesWhatIsNotALargeFrame() {
        let good = Self.large("plain: ipv4 tcp", payload: 300, segmentSize: 100)
        #expect(Self.segments(good) != nil)
        func refuses(_ change: (inout Large) -> Void) -> Bool {
            var large = good
            change(&large)
            return Self.segments(large) == nil
        }
        #expect(refuses { $0.offload.segmentation = .none })
        #expect(refuses { $0.offload.segmentation = .udpFragment })
        #expect(refuses { $0.offload.segmentation = .tcp6 })
        #expect(refuses { $0.offload.segmentation = .udpL4 })
        #expect(refuses { $0.offload.segmentSize = 0 })
        #expect(refuses { $0.bytes[$0.transport + 12] = 0x40 })
        #expect(refuses { $0.bytes[$0.network + 6] = 0x20 })
        #expect(refuses { $0.bytes.removeLast() })
        #expect(refuses { $0.bytes = Array($0.bytes[..<20]) })
    }

    /// Large frames cut anywhere and spoilt anywhere.
    @Test func neverReachesBeyondASpoiltFrame() {
        var generator = SeededGenerator(seed: 8)
        for name in ["plain: ipv4 tcp", "plain: ipv6 udp", "plain: ipv6 routing tcp"] {
            let large = Self.large(name, payload: 60, segmentSize: 7)
            for _ in 0..<3000 {
                var spoilt = large
                let offset = Int.random(in: 12..<spoilt.header, using: &generator)
                spoilt.bytes[offset] = generator.bytes(1)[0]
                if Bool.random(using: &generator) {
                    spoilt.bytes.removeLast(Int.random(in: 0...spoilt.bytes.count, using: &generator))
                }
                let segments = Self.segments(spoilt) ?? []
                #expect(segments.allSatisfy { $0.count <= spoilt.bytes.count })
            }
        }
    }
}
