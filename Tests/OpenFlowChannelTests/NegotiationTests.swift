import OpenFlow
import OpenFlowChannel
import Testing

struct NegotiationTests {
    struct Case: Sendable {
        var ours: Set<OpenFlowVersion>
        var peer: UInt8
        var bitmap: Set<UInt8>?
        var agreed: OpenFlowVersion?
    }

    @Test(arguments: [
        // Both have a bitmap: the highest common one, whatever the headers say.
        Case(ours: [.v1_0, .v1_3], peer: 4, bitmap: [1, 4], agreed: .v1_3),
        Case(ours: [.v1_0, .v1_3], peer: 5, bitmap: [1, 4, 5], agreed: .v1_3),
        Case(ours: [.v1_0, .v1_3], peer: 6, bitmap: [1, 6], agreed: .v1_0),
        Case(ours: [.v1_3], peer: 0x7f, bitmap: [4, 0x1f], agreed: .v1_3),
        Case(ours: [.v1_0, .v1_3], peer: 5, bitmap: [2, 3, 5], agreed: nil),
        Case(ours: [.v1_0, .v1_3], peer: 4, bitmap: [], agreed: nil),
        // One has none: the lower of the headers, if we speak it.
        Case(ours: [.v1_0, .v1_3], peer: 1, bitmap: nil, agreed: .v1_0),
        Case(ours: [.v1_0, .v1_3], peer: 4, bitmap: nil, agreed: .v1_3),
        Case(ours: [.v1_0, .v1_3], peer: 6, bitmap: nil, agreed: .v1_3),
        Case(ours: [.v1_0, .v1_3], peer: 0x7f, bitmap: nil, agreed: .v1_3),
        Case(ours: [.v1_0], peer: 4, bitmap: nil, agreed: .v1_0),
        Case(ours: [.v1_3], peer: 1, bitmap: nil, agreed: nil),
        Case(ours: [.v1_0, .v1_3], peer: 2, bitmap: nil, agreed: nil),
        Case(ours: [.v1_0, .v1_3], peer: 3, bitmap: nil, agreed: nil),
        Case(ours: [.v1_0, .v1_3], peer: 0, bitmap: nil, agreed: nil),
        Case(ours: [], peer: 4, bitmap: nil, agreed: nil),
    ])
    func agrees(_ example: Case) {
        let outcome = Negotiation.agree(ours: example.ours, peerVersion: example.peer, peerBitmap: example.bitmap)
        switch outcome {
        case .agreed(let version): #expect(version == example.agreed)
        case .failed(let text):
            #expect(example.agreed == nil)
            #expect(text.contains("version"))
        }
    }

    @Test func failureNamesBothSides() {
        let outcome = Negotiation.agree(ours: [.v1_0, .v1_3], peerVersion: 6, peerBitmap: [6, 9])
        #expect(outcome == .failed("no common version: we speak 1.0, 1.3, you speak 1.5, 0x09"))
    }
}
