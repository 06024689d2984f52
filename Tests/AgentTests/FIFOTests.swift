import Testing

@testable import Agent

@Suite struct FIFOTests {
    @Test func keepsOrderWhileItsStorageIsCompacted() {
        var queue = FIFO<Int>()
        var next = 0
        var expected = 0
        for round in 0..<500 {
            for _ in 0...(round % 4) {
                queue.append(next)
                next += 1
            }
            for _ in 0..<(round % 3) {
                guard let value = queue.popFirst() else { break }
                #expect(value == expected)
                expected += 1
            }
            #expect(queue.count == next - expected)
        }
        queue.removeAll { $0 % 2 == 1 }
        while let value = queue.popFirst() { #expect(value % 2 == 0) }
        #expect(queue.isEmpty && queue.popFirst() == nil)
    }
}
