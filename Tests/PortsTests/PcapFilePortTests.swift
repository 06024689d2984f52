import Glibc
import Packets
import Ports
import Testing

struct PcapFilePortTests {
    /// A path in a new directory that goes with all in it.
    private func withDirectory(_ body: (String) throws -> Void) throws {
        var template = Array("/tmp/ofswitch-pcap-XXXXXX".utf8CString)
        let path = try #require(mkdtemp(&template).map { String(cString: $0) })
        defer {
            for name in ["in.pcap", "out.pcap"] { unlink("\(path)/\(name)") }
            rmdir(path)
        }
        try body(path)
    }

    private func write(_ frames: [[UInt8]], timestamps: [UInt64], to path: String) throws {
        var writer = try PcapFileWriter(path: path)
        for (frame, timestamp) in zip(frames, timestamps) {
            frame.withUnsafeBytes { writer.write($0, timestamp: timestamp) }
        }
        try writer.flush()
    }

    private func read(_ path: String) throws -> [(bytes: [UInt8], timestamp: UInt64)] {
        var reader = try PcapFileReader(path: path)
        var records: [(bytes: [UInt8], timestamp: UInt64)] = []
        while let record = try reader.next() {
            #expect(record.originalLength == record.bytes.count)
            records.append((Array(record.bytes), record.timestamp))
        }
        return records
    }

    private let frames = (0..<4).map { TestFrames.plain(length: 60 + 500 * Int($0), seed: $0) }
    private let times: [UInt64] = [
        1_700_000_000_000_000_001, 1_700_000_000_000_000_999, 1_700_000_001_999_999_999, .max / 2,
    ]

    @Test func whatIsWrittenIsRead() throws {
        try withDirectory { directory in
            try write(frames, timestamps: times, to: "\(directory)/in.pcap")
            let records = try read("\(directory)/in.pcap")
            #expect(records.map(\.bytes) == frames)
            #expect(records.prefix(3).map(\.timestamp) == Array(times.prefix(3)))
        }
    }

    @Test func framesComeWhenTheirTimeHasCome() throws {
        try withDirectory { directory in
            try write(Array(frames.prefix(3)), timestamps: Array(times.prefix(3)), to: "\(directory)/in.pcap")
            var file = try PcapFilePort(input: "\(directory)/in.pcap", output: nil, portNumber: 3)
            #expect(file.nextTimestamp == times[0])
            withUnsafeTemporaryAllocation(of: Frame.self, capacity: 8) { burst in
                guard let base = burst.baseAddress else { return }
                #expect(file.receive(into: base, limit: 8, now: times[0] - 1) == 0)
                #expect(file.receive(into: base, limit: 8, now: times[1]) == 2)
                #expect(burst.prefix(2).map { Received($0).bytes } == Array(frames.prefix(2)))
                #expect(burst.prefix(2).map(\.timestamp) == Array(times.prefix(2)))
                #expect(base[0].headroom == Frame.headroom && base[0].inPort == 3)
                file.release()
                #expect(file.nextTimestamp == times[2])
                #expect(file.receive(into: base, limit: 8, now: .max) == 1)
                file.release()
                #expect(file.nextTimestamp == nil)
                #expect(file.receive(into: base, limit: 8, now: .max) == 0)
            }
            #expect(file.readError == nil)
        }
    }

    /// A switch at work has another clock than the capture.
    @Test func framesComeInTheRhythmOfTheCapture() throws {
        try withDirectory { directory in
            // The clock was set back before the last frame.
            let captured = [times[0], times[0] + 500, times[0] - 7]
            try write(Array(frames.prefix(3)), timestamps: captured, to: "\(directory)/in.pcap")
            let port = PortDevice.allocate(
                try PcapFilePort(
                    input: "\(directory)/in.pcap",
                    output: nil,
                    portNumber: 3,
                    timing: .fromStart(delay: 100)
                )
            )
            defer { port.deallocate() }
            #expect(port.nextDue == 0)
            #expect(port.receiveAll(now: 1000).isEmpty)
            #expect(port.nextDue == 1100)
            #expect(port.receiveAll(now: 1099).isEmpty)
            let first = port.receiveAll(now: 1103)
            #expect(first.map(\.bytes) == [frames[0]])
            #expect(first.map(\.timestamp) == [1103], "the time of the switch")
            #expect(port.nextDue == 1600)
            #expect(port.receiveAll(now: 1599).isEmpty)
            #expect(port.receiveAll(now: 1600).map(\.bytes) == [frames[1], frames[2]])
            #expect(port.nextDue == nil)
            #expect(port.receiveAll(now: .max).isEmpty)
        }
    }

    @Test func aSwitchAtWorkWritesTheTimeOfDay() throws {
        func nanoseconds(_ clock: clockid_t) -> UInt64 {
            var time = timespec()
            clock_gettime(clock, &time)
            return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
        }
        try withDirectory { directory in
            let path = "\(directory)/out.pcap"
            let port = try PortSource.pcapFiles(input: nil, output: path).open(portNumber: 3)
            defer { port.deallocate() }
            let before = nanoseconds(CLOCK_REALTIME)
            #expect(port.send(frames[0], timestamp: nanoseconds(CLOCK_MONOTONIC)) == .sent)
            port.flush()
            let records = try read(path)
            let time = try #require(records.first?.timestamp)
            // The two clocks are not read at once; a minute is far less than between their zeros.
            #expect(time > before - 60_000_000_000 && time < before + 60_000_000_000)
        }
    }

    @Test func transmittedFramesReachTheFile() throws {
        try withDirectory { directory in
            let path = "\(directory)/out.pcap"
            let port = PortDevice.allocate(try PcapFilePort(input: nil, output: path, portNumber: 3))
            defer { port.deallocate() }
            let (checked, checksum) = TestFrames.tcp(payload: 100)
            let (large, segmentation) = TestFrames.tcp(payload: 3000)
            #expect(port.send(frames[0], timestamp: times[0]) == .sent)
            #expect(port.send(checked, offload: checksum, timestamp: times[1]) == .sent)
            #expect(port.send(large, offload: segmentation, timestamp: times[2]) == .sent)
            #expect(port.send([1, 2, 3]) == .error)
            port.flush()
            let records = try read(path)
            #expect(records.map(\.bytes.count) == [60, 154, 1502, 1502, 158])
            #expect(records.map(\.timestamp) == [times[0], times[1], times[2], times[2], times[2]])
            #expect(records[0].bytes == frames[0])
            #expect(records[1].bytes[50..<52] != checked[50..<52], "the checksum is completed")
            #expect(records[2...].flatMap { $0.bytes.dropFirst(54) } == Array(large.dropFirst(54)))
            #expect(port.takeTransmitDrops() == 0)
            #expect(port.receiveAll().isEmpty)
        }
    }

    @Test func aFrameWithoutTimeGetsThatOfTheLastReceived() throws {
        try withDirectory { directory in
            try write([frames[0]], timestamps: [times[1]], to: "\(directory)/in.pcap")
            let port = PortDevice.allocate(
                try PcapFilePort(input: "\(directory)/in.pcap", output: "\(directory)/out.pcap", portNumber: 3)
            )
            defer { port.deallocate() }
            #expect(port.receiveAll(now: .max).count == 1)
            #expect(port.send(frames[2]) == .sent)
            port.flush()
            #expect(try read("\(directory)/out.pcap").map(\.timestamp) == [times[1]])
        }
    }

    @Test func withoutOutputThePortIsDown() throws {
        let port = PortDevice.allocate(try PcapFilePort(input: nil, output: nil, portNumber: 3))
        defer { port.deallocate() }
        #expect(port.send(frames[0]) == .down)
    }

    @Test func aFullDiskIsTold() throws {
        let port = PortDevice.allocate(try PcapFilePort(input: nil, output: "/dev/full", portNumber: 3))
        defer { port.deallocate() }
        #expect(port.send(frames[0]) == .sent)
        port.flush()
        #expect(port.takeTransmitDrops() == 1)
        #expect(port.send(frames[0]) == .error)
    }

    /// A capture made with a snap length, then one that ends within a record.
    @Test func cutFramesAndCutFiles() throws {
        func word(_ value: UInt32) -> [UInt8] { withUnsafeBytes(of: value.littleEndian, Array.init) }
        let header = word(0xa1b2_c3d4) + [2, 0, 4, 0] + word(0) + word(0) + word(64) + word(1)
        let cut = word(1) + word(2) + word(20) + word(60) + frames[0].prefix(20)
        let whole = word(1) + word(3) + word(60) + word(60) + frames[0]
        try withDirectory { directory in
            let path = "\(directory)/in.pcap"
            try store(header + cut + whole + whole.prefix(30), at: path)
            var port = try PcapFilePort(input: path, output: nil, portNumber: 3)
            #expect(port.nextTimestamp == 1_000_003_000)
            #expect(port.takeReceiveDrops() == 1)
            withUnsafeTemporaryAllocation(of: Frame.self, capacity: 4) { burst in
                guard let base = burst.baseAddress else { return }
                #expect(port.receive(into: base, limit: 4, now: .max) == 1)
                #expect(Received(base[0]).bytes == frames[0])
            }
            #expect(port.readError?.description.contains("in.pcap: truncated dump file") == true)
            #expect(port.takeReceiveDrops() == 1)
            #expect(port.nextTimestamp == nil)
        }
    }

    @Test func wrongFilesAreRefused() throws {
        try withDirectory { directory in
            let path = "\(directory)/in.pcap"
            let missing = #expect(throws: PortError.self) { _ = try read(path) }
            #expect(missing?.description.contains("in.pcap: No such file") == true)
            try store(Array("not a capture at all, but long".utf8), at: path)
            let other = #expect(throws: PortError.self) { _ = try read(path) }
            #expect(other?.description.contains("unknown file format") == true)
            let raw: [UInt8] = [0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 64, 0, 0, 0, 101, 0, 0, 0]
            try store(raw, at: path)
            let linkType = #expect(throws: PortError.self) { _ = try read(path) }
            #expect(linkType?.description.contains("its link type is RAW; only EN10MB") == true)
            let output = #expect(throws: PortError.self) {
                try write([], timestamps: [], to: "\(directory)/no/out.pcap")
            }
            #expect(output?.description.contains("No such file or directory") == true)
        }
    }

    private func store(_ bytes: [UInt8], at path: String) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        try #require(file >= 0)
        defer { close(file) }
        try #require(Glibc.write(file, bytes, bytes.count) == bytes.count)
    }
}
