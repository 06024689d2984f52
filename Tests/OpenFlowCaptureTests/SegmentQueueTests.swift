import Testing

@testable import OpenFlowCapture

@Suite struct SegmentQueueTests {
    /// Delivered bytes in a row, and each gap as its negative length.
    private func deliver(_ segments: [(sequence: UInt32, bytes: [UInt8])], from start: UInt32?) -> [Int] {
        var queue = SegmentQueue()
        var result: [Int] = []
        let note = { (piece: SegmentQueue.Piece) in
            switch piece {
            case .bytes(let bytes, _): result += bytes.map { Int($0) }
            case .gap(let count, _): result.append(-count)
            }
        }
        if let start { queue.begin(at: start) }
        for segment in segments { queue.add(segment.bytes[...], at: segment.sequence, time: 0, note) }
        queue.finish(note)
        return result
    }

    @Test func orderIsRestored() {
        #expect(deliver([(103, [3, 4]), (101, [1, 2])], from: 100) == [1, 2, 3, 4])
    }

    @Test func repeatedAndOverlappingBytesComeOnce() {
        #expect(deliver([(101, [1, 2]), (101, [1, 2]), (102, [2, 3]), (100, [0, 1])], from: 100) == [1, 2, 3])
        #expect(deliver([(104, [4, 5]), (103, [3, 4, 5, 6]), (101, [1, 2])], from: 100) == [1, 2, 3, 4, 5, 6])
    }

    @Test func numbersWrapAround() {
        #expect(deliver([(1, [3]), (0xffff_ffff, [1, 2])], from: 0xffff_fffe) == [1, 2, 3])
    }

    @Test func aNumberHalfWayAroundIsNeitherAheadNorBehind() {
        #expect(deliver([(101, [1]), (102 &+ 0x8000_0000, [9]), (102, [2])], from: 100) == [1, 2])
    }

    @Test func gapsAreReportedAtTheEnd() {
        #expect(deliver([(101, [1]), (104, [4]), (107, [7])], from: 100) == [1, -2, 4, -2, 7])
    }

    @Test func withoutASynTheFirstSegmentIsTheBeginning() {
        #expect(deliver([(500, [1]), (501, [2])], from: nil) == [1, 2])
    }

    /// More than a mebibyte does not wait for a lost byte.
    @Test func waitingBytesAreBounded() {
        var queue = SegmentQueue()
        queue.begin(at: 0)
        var delivered = 0
        var gaps = 0
        for index in 0..<40 {
            let bytes = [UInt8](repeating: 0, count: 32_768)
            queue.add(bytes[...], at: UInt32(2 + index * 32_768), time: 0) { piece in
                switch piece {
                case .bytes(let bytes, _): delivered += bytes.count
                case .gap(let count, _): gaps += count
                }
            }
        }
        #expect(gaps == 1)
        #expect(delivered == 40 * 32_768)
    }

    /// Seeded segments of one stream, in any order and with repeats, give the stream.
    @Test func anyOrderGivesTheSameBytes() {
        var state: UInt64 = 3
        let next = { (limit: Int) -> Int in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        let stream = (0..<200).map { UInt8($0) }
        for _ in 0..<100 {
            var segments: [(sequence: UInt32, bytes: [UInt8])] = []
            var start = 0
            while start < stream.count {
                let end = min(stream.count, start + 1 + next(20))
                let begin = max(0, start - next(5))
                segments.append((UInt32(1 + begin), Array(stream[begin..<end])))
                start = end
            }
            segments += segments.prefix(3)
            for index in segments.indices { segments.swapAt(index, next(segments.count)) }
            #expect(deliver(segments, from: 0) == stream.map { Int($0) })
        }
    }
}
