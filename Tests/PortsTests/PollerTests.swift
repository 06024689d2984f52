import Glibc
import Ports
import Testing

struct PollerTests {
    private func wait(_ poller: inout Poller, nanoseconds: Int64) -> [PollEvent] {
        withUnsafeTemporaryAllocation(of: PollEvent.self, capacity: 8) { events in
            Array(events.prefix(poller.wait(timeoutNanoseconds: nanoseconds, into: events)))
        }
    }

    @Test func aFlagWakesAndIsCleared() throws {
        var poller = try Poller()
        let flag = try EventFlag()
        try poller.add(flag.fileDescriptor, token: .max - 1)
        #expect(wait(&poller, nanoseconds: 0).isEmpty)
        var wasUp = flag.clear()
        #expect(!wasUp)
        flag.signal()
        flag.handle.signal()
        #expect(wait(&poller, nanoseconds: -1) == [PollEvent(token: .max - 1, isReadable: true)])
        #expect(wait(&poller, nanoseconds: 0).count == 1, "it stays up until it is cleared")
        wasUp = flag.clear()
        #expect(wasUp)
        #expect(wait(&poller, nanoseconds: 1000).isEmpty)
    }

    @Test func aFlagWakesAnotherThread() async throws {
        let flag = try EventFlag()
        let signal = flag.handle
        let signaller = Task.detached { signal.signal() }
        var poller = try Poller()
        try poller.add(flag.fileDescriptor, token: 5)
        await signaller.value
        #expect(wait(&poller, nanoseconds: 5_000_000_000).map(\.token) == [5])
    }

    @Test func removedDescriptorsAreSilent() throws {
        var poller = try Poller()
        let flags = [try EventFlag.owned(), try EventFlag.owned()]
        for (index, flag) in flags.enumerated() { try poller.add(flag.descriptor, token: UInt64(index)) }
        for flag in flags { flag.signal() }
        #expect(Set(wait(&poller, nanoseconds: 0).map(\.token)) == [0, 1])
        try poller.remove(flags[0].descriptor)
        #expect(wait(&poller, nanoseconds: 0).map(\.token) == [1])
    }

    @Test func hangUpsAreErrors() throws {
        var poller = try Poller()
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        defer { close(ends[0]) }
        try poller.add(ends[0], token: 9)
        close(ends[1])
        #expect(wait(&poller, nanoseconds: 0).map(\.isError) == [true])
    }

    @Test func wrongDescriptorsAreRefused() throws {
        let poller = try Poller()
        let error = #expect(throws: PortError.self) { try poller.add(-1, token: 0) }
        #expect(error?.code == EBADF)
        let flag = try EventFlag()
        #expect(throws: PortError.self) { try poller.remove(flag.fileDescriptor) }
    }
}

/// Flags cannot stand in arrays.
private final class OwnedFlag {
    private let flag: EventFlag

    init(_ flag: consuming EventFlag) {
        self.flag = flag
    }

    var descriptor: Int32 { flag.fileDescriptor }

    func signal() {
        flag.signal()
    }
}

extension EventFlag {
    fileprivate static func owned() throws -> OwnedFlag {
        OwnedFlag(try EventFlag())
    }
}
