import OpenFlow
import OpenFlowCapture
import OpenFlowWire
import Testing

@Suite struct MessageSearchTests {
    private func bytes(_ message: Message, _ version: OpenFlowVersion = .v1_3) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try encode(Envelope(xid: 1, message), version: version, into: &bytes)
        return bytes
    }

    @Test(arguments: OpenFlowVersion.allCases) func eachHeaderSaysItsVersion(_ version: OpenFlowVersion) throws {
        let all = try bytes(.hello(Hello()), version) + bytes(.barrierRequest, version)
        #expect(findings(in: all).summaries == ["OFPT_HELLO", "OFPT_BARRIER_REQUEST"])
    }

    @Test func versionsCanBeMixed() throws {
        let all = try bytes(.barrierRequest, .v1_0) + bytes(.barrierRequest, .v1_4) + bytes(.barrierRequest, .v1_5)
        #expect(findings(in: all).summaries == [String](repeating: "OFPT_BARRIER_REQUEST", count: 3))
    }

    @Test func helloOfALaterVersionIsRead() {
        #expect(findings(in: [7, 0, 0, 8, 0, 0, 0, 1]).summaries == ["OFPT_HELLO"])
    }

    @Test func quotedRequestsAreDecoded() throws {
        let request = try bytes(.barrierRequest)
        let error = try bytes(.error(ErrorMessage(.standard(.badRequestEperm), data: request)))
        #expect(
            findings(in: error).first?.text == """
                OFPT_ERROR (OF1.3) (xid=0x1): OFPBRC_EPERM
                OFPT_BARRIER_REQUEST (OF1.3) (xid=0x1):
                """
        )
    }

    @Test func errorsInErrorsAreNotTooDeep() throws {
        var error = try bytes(.barrierRequest)
        while error.count < 65_000 {
            error = try bytes(.error(ErrorMessage(.standard(.badRequestEperm), data: error)))
        }
        let text = findings(in: error).first?.text ?? ""
        #expect(text.components("OFPT_ERROR") == 2 && text.contains("00000000  04 01"))
    }

    @Test func emptyInputHasNothing() { #expect(findings(in: []).isEmpty) }

    @Test func longGarbageIsShownInPart() {
        let found = findings(in: [UInt8](repeating: 0xff, count: 200_000))
        #expect(found.summaries == ["skipped 200000"])
        #expect(found.first?.text.contains("\n… 199744 bytes more") == true)
    }

    /// Whatever the bytes are, each of them is in exactly one finding.
    @Test func everyByteIsAccountedFor() throws {
        var generator = SystemIndependentGenerator(state: 7)
        let good = try bytes(.flowMod(FlowMod(.add))) + bytes(.echoRequest([1, 2, 3]))
        for _ in 0..<200 {
            var all: [UInt8] = []
            for _ in 0..<8 {
                all +=
                    generator.next() % 3 == 0
                    ? (0..<Int(generator.next() % 40)).map { _ in UInt8(truncatingIfNeeded: generator.next() % 8) }
                    : good
            }
            var end = 0
            for finding in findings(in: all) {
                #expect(finding.offset == end)
                end += finding.byteCount
            }
            #expect(end == all.count)
        }
    }
}

extension String {
    /// How often a word occurs.
    fileprivate func components(_ word: String) -> Int { ranges(of: word).count }
}

extension Finding {
    fileprivate var byteCount: Int {
        switch content {
        case .message(_, _, let header), .undecoded(_, let header, _): Int(header.length)
        case .skipped(_, let count), .gap(let count): count
        case .cut(let bytes, _): bytes.count
        case .encrypted, .fragments: 0
        }
    }
}

/// A small generator that gives the same numbers on every machine (SplitMix64).
private struct SystemIndependentGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }
}
