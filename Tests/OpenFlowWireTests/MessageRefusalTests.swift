import OpenFlow
import OpenFlowWire
import Testing

/// Which error answers which fault in the messages of 1.1 and later.
@Suite struct MessageRefusalTests {
    struct Fault: Sendable, CustomTestStringConvertible {
        var what: String
        var version: OpenFlowVersion
        var type: UInt8
        var body: String
        var error: ErrorCode?

        var testDescription: String { "\(version): \(what)" }

        init(_ what: String, _ version: OpenFlowVersion, _ type: UInt8, _ body: String, _ error: ErrorCode?) {
            (self.what, self.version, self.type, self.body, self.error) = (what, version, type, body, error)
        }
    }

    private func error(_ version: OpenFlowVersion, _ type: UInt8, _ body: [UInt8]) -> ErrorCode? {
        do throws(OpenFlowError) {
            _ = try decodeBytes(([version.rawValue, type, 0, 0, 0, 0, 0, 1] + body).withLengthFixed, version)
            return nil
        } catch { return error.code }
    }

    static let faults: [Fault] = [
        Fault("group without buckets", .v1_3, 15, "0000 00 00 00000001", nil),
        Fault("group command", .v1_3, 15, "0009 00 00 00000001", .groupModFailedBadCommand),
        Fault("insert bucket before 1.5", .v1_4, 15, "0003 00 00 00000001", .groupModFailedBadCommand),
        Fault("group type", .v1_3, 15, "0000 04 00 00000001", .groupModFailedBadType),
        Fault("bucket too short", .v1_3, 15, "0000 00 00 00000001 0001", .groupModFailedBadBucket),
        Fault(
            "bucket too long",
            .v1_3,
            15,
            "0000 00 00 00000001 0020 0000 ffffffff ffffffff 00000000",
            .groupModFailedBadBucket
        ),
        Fault(
            "action in a bucket",
            .v1_3,
            15,
            "0000 00 00 00000001 0018 0000 ffffffff ffffffff 00000000 0063 0008 00000000",
            .badActionBadType
        ),
        Fault("insert bucket", .v1_5, 15, "0003 00 00 00000001 0000 0000 ffffffff", nil),
        Fault("buckets too long", .v1_5, 15, "0000 00 00 00000001 0008 0000 ffffffff", .groupModFailedBadBucket),
        Fault(
            "property of a bucket",
            .v1_5,
            15,
            "0000 00 00 00000001 0010 0000 ffffffff 0010 0000 00000001 0009 0008 00000000",
            .badPropertyBadType
        ),
        Fault(
            "weight twice",
            .v1_5,
            15,
            "0000 00 00 00000001 0018 0000 ffffffff 0018 0000 00000001 0000 0008 00010000 0000 0008 00020000",
            .badPropertyDupType
        ),
        Fault(
            "experimenter in a bucket",
            .v1_5,
            15,
            "0000 00 00 00000001 0018 0000 ffffffff 0018 0000 00000001 ffff 000c 00002320 00000001 00000000",
            .badPropertyBadExperimenter
        ),
        Fault("meter command", .v1_3, 29, "0003 0001 00000001", .meterModFailedBadCommand),
        Fault("meter flags", .v1_3, 29, "0000 0010 00000001", .meterModFailedBadFlags),
        Fault(
            "meter band",
            .v1_3,
            29,
            "0000 0001 00000001 0003 0010 00000001 00000000 00000000",
            .meterModFailedBadBand
        ),
        Fault("meter band too short", .v1_3, 29, "0000 0001 00000001 0001 000c 00000001 00000000", .badRequestBadLen),
        Fault("role", .v1_2, 24, "00000004 00000000 0000000000000000", .roleRequestFailedBadRole),
        Fault("role without generation", .v1_3, 24, "00000002 00000000", .badRequestBadLen),
        Fault("half of the masks", .v1_3, 28, "00000007 00000000", .badRequestBadLen),
        Fault("one mask", .v1_4, 28, "0000 0008 00000007", nil),
        Fault("mask of 1.5", .v1_4, 28, "000c 0008 00000007", .badPropertyBadType),
        Fault("mask of 1.5", .v1_5, 28, "000c 0008 00000003", nil),
        Fault("mask without value", .v1_4, 28, "0000 0004 00000000", .badPropertyBadLen),
        Fault("the same mask twice", .v1_4, 28, "0001 0008 00000007 0001 0008 00000003", .badPropertyDupType),
        Fault("experimenter's mask", .v1_4, 28, "fffe 000c 00002320 00000001 00000000", .badPropertyBadExperimenter),
        Fault("what is wanted of a configuration", .v1_4, 26, "0001 0008 00000000", nil),
        Fault("a request has no body in 1.3", .v1_3, 26, "0001 0008 00000000", .badRequestBadLen),
        Fault("table configuration", .v1_3, 17, "00 000000 00000004", .tableModFailedBadConfig),
        Fault("eviction came with 1.4", .v1_4, 17, "00 000000 00000004", nil),
        Fault("table configuration", .v1_4, 17, "00 000000 00000010", .tableModFailedBadConfig),
        Fault("property of tables", .v1_4, 17, "00 000000 00000004 0001 0008 00000000", .badPropertyBadType),
        Fault("bundle control type", .v1_4, 33, "00000001 0008 0000", .bundleFailedBadType),
        Fault("bundle flags", .v1_4, 33, "00000001 0000 0004", .bundleFailedBadFlags),
        Fault("timed bundles came with 1.5", .v1_5, 33, "00000001 0000 0004", nil),
        Fault(
            "more nanoseconds than a second has",
            .v1_5,
            33,
            "00000001 0004 0004 0001 0018 00000000 0000000000000001 3b9aca00 00000000",
            .badPropertyBadValue
        ),
        Fault(
            "time that 64 bits of nanoseconds cannot say",
            .v1_5,
            33,
            "00000001 0004 0004 0001 0018 00000000 ffffffffffffffff 00000000 00000000",
            .badPropertyBadValue
        ),
        Fault("bundled message", .v1_4, 34, "00000001 0000 0001 0514 0008 00000001", nil),
        Fault("xid of a bundled message", .v1_4, 34, "00000001 0000 0001 0514 0008 00000002", .bundleFailedMsgBadXid),
        Fault(
            "version of a bundled message",
            .v1_4,
            34,
            "00000001 0000 0001 0414 0008 00000001",
            .badRequestBadVersion
        ),
        Fault("type of a bundled message", .v1_4, 34, "00000001 0000 0001 0563 0008 00000001", .badRequestBadType),
        Fault(
            "length of a bundled message",
            .v1_4,
            34,
            "00000001 0000 0001 0514 0010 00000001",
            .bundleFailedMsgBadLen
        ),
        Fault("bundled message too short", .v1_4, 34, "00000001 0000 0001 0514 0007 00000001", .bundleFailedMsgBadLen),
        Fault(
            "multipart message in a bundle",
            .v1_4,
            34,
            "00000001 0000 0001 0512 0010 00000001 0003 0000 00000000",
            .bundleFailedMsgUnsup
        ),
        Fault(
            "forwarded request that is none",
            .v1_4,
            32,
            "0514 0008 00000001",
            .badRequestBadType
        ),
        Fault("port of queues", .v1_3, 22, "00000001", .badRequestBadLen),
        Fault(
            "queue property before 1.2",
            .v1_0,
            21,
            "0001 000000000000 00000001 0018 0000 0002 0010 00000000 0064 000000000000",
            .badRequestBadType
        ),
        Fault(
            "monitor command",
            .v1_4,
            18,
            "0010 0000 00000000 00000001 ffffffff ffffffff 0001 ff 03 0001 0004 00000000",
            .flowMonitorFailedBadCommand
        ),
        Fault(
            "monitor flags",
            .v1_4,
            18,
            "0010 0000 00000000 00000001 ffffffff ffffffff 0080 ff 00 0001 0004 00000000",
            .flowMonitorFailedBadFlags
        ),
        Fault("group without its zeros", .v1_3, 18, "0006 0000 00000000 00000001", .badRequestBadLen),
    ]

    @Test(arguments: faults) func faultsHaveErrors(_ fault: Fault) {
        #expect(error(fault.version, fault.type, [UInt8](hex: fault.body)) == fault.error)
    }

    /// As many bundles in each other as a message can hold do not exhaust the stack.
    @Test func nestedBundlesAreRefused() {
        var body: [UInt8] = []
        while body.count < 65500 {
            let inner: [UInt8] = [5, 34, 0, 0, 0, 0, 0, 1] + body
            body = [0, 0, 0, 1, 0, 0, 0, 0] + inner.withLengthFixed
        }
        #expect(error(.v1_4, 34, body) == .bundleFailedMsgUnsup)
    }

    @Test func whatIsWithinIsCheckedWhenWriting() {
        let barrier = Envelope(xid: 2, .barrierRequest)
        #expect(throws: EncodingError.self) {
            try encodeMessage(.bundleAdd(.init(bundleID: 1, request: barrier)), .v1_4)
        }
        let queues = Envelope(xid: 1, .queueGetConfigRequest(.any))
        #expect(throws: EncodingError.self) {
            try encodeMessage(.bundleAdd(.init(bundleID: 1, request: queues)), .v1_4)
        }
        let tables = Envelope(xid: 1, .multipartRequest(MultipartRequest(.table)))
        #expect(throws: EncodingError.self) {
            try encodeMessage(.bundleAdd(.init(bundleID: 1, request: tables)), .v1_4)
        }
        let insert = GroupMod(.insertBucket, groupID: 1)
        #expect(throws: EncodingError.self) { try encodeMessage(.groupMod(insert), .v1_4) }
        #expect(throws: Never.self) { try encodeMessage(.groupMod(insert), .v1_5) }
    }

    /// Properties behind the message start at a multiple of 8 bytes.
    @Test func propertiesFollowABundledMessage() throws {
        let property = ExperimenterProperty(id: 0x2320, type: 1, data: [9])
        for count in 0..<8 {
            let echo = Envelope(xid: 1, .echoRequest(Array(repeating: 7, count: count)))
            let bundled = Message.bundleAdd(BundleAdd(bundleID: 5, request: echo, experimenters: [property]))
            let bytes = try encodeMessage(bundled, .v1_4)
            #expect(bytes.count == 16 + (count == 0 ? 8 : 16) + 16)
            #expect(try decodeBytes(bytes, .v1_4).message == bundled)
        }
    }
}
