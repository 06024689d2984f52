import OpenFlow
import OpenFlowCapture
import Ports
import Testing

@Suite struct CaptureTests {
    /// What `session()` of the script says, in the order in which the last byte of each message comes.
    private let session = [
        "OFPT_HELLO", "OFPT_HELLO", "OFPT_FEATURES_REQUEST", "OFPT_BARRIER_REQUEST", "OFPT_FEATURES_REPLY",
        "OFPT_BARRIER_REPLY",
    ]

    @Test(arguments: [
        "session.pcap", "session.pcapng", "session_v6.pcap", "cooked.pcap", "cooked2.pcap", "raw.pcap",
        "loopback.pcap", "other_port.pcap",
    ])
    func everyLinkTypeGivesTheSameMessages(_ name: String) throws {
        #expect(try findings(in: name).summaries == session)
    }

    @Test func messagesSayWhenAndWhichWay() throws {
        let found = try findings(in: "session.pcap")
        #expect(
            found[4].text.hasPrefix("2023-11-14T22:13:20.005000Z 10.0.0.2:44321 > 10.0.0.1:6653: OFPT_FEATURES_REPLY")
        )
        #expect(found[1].direction?.source.description == "10.0.0.1:6653")
        #expect(found[2].offset == 8)
        let sixth = try findings(in: "session_v6.pcap")
        #expect(sixth[1].direction?.source.description == "[2001:db8::1]:6653")
    }

    @Test func otherPortsAreReadWhenTheyBeginWithHello() throws {
        #expect(try findings(in: "other_port.pcap", ports: [6653]).count == session.count)
        #expect(try findings(in: "web_other_port.pcap").isEmpty)
    }

    @Test func segmentsArePutInOrder() throws {
        let expected = ["OFPT_HELLO", "OFPT_FEATURES_REQUEST", "OFPT_FLOW_MOD", "OFPT_BARRIER_REQUEST"]
        #expect(try findings(in: "reordered.pcap").summaries == expected)
    }

    /// Behind the gap the rest of a barrier is skipped, and the next two messages are found.
    @Test func aLostSegmentIsReportedAndTheNextMessageFound() throws {
        #expect(
            try findings(in: "lost.pcap").summaries == [
                "OFPT_HELLO", "OFPT_FEATURES_REQUEST", "cut 20 of 104", "gap 87", "skipped 5", "OFPT_ECHO_REQUEST",
                "OFPT_BARRIER_REQUEST",
            ]
        )
    }

    @Test func aCaptureCanBeginWithinAMessage() throws {
        let found = try findings(in: "begun.pcap").summaries
        let expected = ["OFPT_FLOW_MOD", "OFPT_BARRIER_REQUEST", "OFPT_ECHO_REQUEST", "OFPT_BARRIER_REQUEST"]
        #expect(found == ["skipped 3"] + expected)
    }

    @Test func somethingElseOnThePortIsSkipped() throws {
        #expect(try findings(in: "web.pcap").summaries == ["skipped 34", "OFPT_HELLO"])
        #expect(try findings(in: "tls.pcap").summaries == ["encrypted"])
    }

    @Test func whatBreaksTheRulesIsNamedAndPassed() throws {
        let found = try findings(in: "broken.pcap")
        #expect(found.summaries == ["OFPT_HELLO", "OFPBRC_BAD_LEN", "OFPT_BARRIER_REQUEST", "cut 50 of 104"])
        #expect(found.map(\.isProblem) == [false, true, false, true])
        #expect(found[1].text.contains("***OFPBRC_BAD_LEN"))
        #expect(found[1].text.contains("message of type 9, 14 bytes, xid 0x01020304 at byte 8\n00000000  04 09 00 0e"))
        #expect(found[3].text.contains("***cut off after 50 bytes of 104*** at byte 30"))
    }

    @Test func fragmentsAreCounted() throws { #expect(try findings(in: "fragments.pcap").summaries == ["fragments 3"]) }

    @Test func whatIsNoCaptureIsRefused() {
        #expect(throws: PortError.self) { try OpenFlowCapture.search(file: "/proc/self/status") { _ in } }
        #expect(throws: PortError.self) { try OpenFlowCapture.search(file: "/nowhere") { _ in } }
        #expect(OpenFlowCapture.isCapture([0xd4, 0xc3, 0xb2, 0xa1, 2]))
        #expect(OpenFlowCapture.isCapture([0x0a, 0x0d, 0x0d, 0x0a]))
        #expect(!OpenFlowCapture.isCapture([4, 0, 0, 8]))
    }

    @Test func jsonSaysTheSame() throws {
        let found = try findings(in: "session.pcap")
        #expect(
            found[2].json == """
                {"time":"2023-11-14T22:13:20.003000Z","source":"10.0.0.1:6653","destination":"10.0.0.2:44321",\
                "offset":8,\
                "version":"1.3","xid":16909060,"type":"OFPT_FEATURES_REQUEST","length":8,\
                "text":"OFPT_FEATURES_REQUEST (OF1.3) (xid=0x1020304):"}
                """
        )
        let broken = try findings(in: "broken.pcap")
        #expect(broken[1].json.contains("\"type\":9,\"length\":14,\"problem\":\"decode\",\"error\":\"OFPBRC_BAD_LEN\""))
        #expect(broken[3].json.contains("\"problem\":\"cut\",\"length\":50,\"data\":\"040e0068"))
    }
}
