import OpenFlow
import OpenFlowWire
import Testing

@Suite struct EncodingTests {
    private func flow(_ number: Int) -> FlowStatistics {
        FlowStatistics(
            tableID: 0,
            priority: 1,
            match: Match([FieldMatch(.ethDst, UInt128(number))]),
            instructions: [.applyActions([.output(port: PortNumber(UInt32(number % 40 + 1)), maxLength: 0)])],
            cookie: UInt64(number),
            duration: 1,
            idleTimeout: 0,
            hardTimeout: 0,
            flags: [],
            packetCount: 2,
            byteCount: 3
        )
    }

    @Test(arguments: [OpenFlowVersion.v1_0, .v1_3], [false, true])
    func longListsBecomeSeveralMessages(_ version: OpenFlowVersion, more: Bool) throws {
        let flows = (0..<3000).map(flow)
        let bytes = try encodeMessage(.multipartReply(MultipartReply(.flow(flows), more: more)), version, xid: 9)
        let parts = messages(in: bytes)
        #expect(parts.count > 3)
        var joined: [FlowStatistics] = []
        for (index, part) in parts.enumerated() {
            #expect(part.count <= 65535)
            let envelope = try decodeBytes(part, version)
            #expect(envelope.xid == 9)
            guard case .multipartReply(let reply) = envelope.message, case .flow(let list) = reply.body else {
                Issue.record("no flow statistics")
                return
            }
            #expect(reply.more == (index < parts.count - 1 || more))
            joined += list
        }
        #expect(joined == flows)
    }

    @Test func anEmptyListIsOneMessage() throws {
        let bytes = try encodeMessage(.multipartReply(MultipartReply(.flow([]))), .v1_3)
        #expect(bytes == [UInt8](hex: "0413 0010 00000001 0001 0000 00000000"))
    }

    @Test func whatIsTooLongIsRefusedAndAppendsNothing() {
        var bytes: [UInt8] = [1, 2, 3]
        let message = Message.echoRequest(Array(repeating: 0, count: 65528))
        #expect(throws: EncodingError.self) { try encode(Envelope(xid: 1, message), version: .v1_3, into: &bytes) }
        #expect(bytes == [1, 2, 3])
        let largest = Message.echoRequest(Array(repeating: 0, count: 65527))
        #expect(throws: Never.self) { try encode(Envelope(xid: 1, largest), version: .v1_3, into: &bytes) }
        #expect(bytes.count == 3 + 65535)
    }

    @Test func whatAVersionDoesNotHaveIsRefused() {
        #expect(throws: EncodingError.self) {
            try encodeMessage(.multipartRequest(MultipartRequest(.portDescription())), .v1_0)
        }
        #expect(throws: EncodingError.self) { try encodeMessage(.groupMod(GroupMod(.add, groupID: 1)), .v1_0) }
        #expect(throws: EncodingError.self) { try encodeMessage(.meterMod(MeterMod(.add, meterID: 1)), .v1_2) }
        #expect(throws: EncodingError.self) { try encodeMessage(.queueGetConfigRequest(.any), .v1_4) }
        #expect(throws: EncodingError.self) {
            try encodeMessage(.roleRequest(RoleMessage(.equal, generationID: 0)), .v1_1)
        }
        #expect(throws: EncodingError.self) {
            try encodeMessage(.multipartRequest(MultipartRequest(.bundleFeatures(BundleFeatures(flags: 0)))), .v1_4)
        }
        #expect(throws: EncodingError.self) {
            try encodeMessage(.packetOut(PacketOut(inPort: PortNumber(0x1_0000), actions: [])), .v1_0)
        }
    }

    @Test(arguments: OpenFlowVersion.allCases) func everyVersionSpeaksTheBasics(_ version: OpenFlowVersion) throws {
        let basics: [Message] = [
            .hello(Hello()), .error(ErrorMessage(.standard(.badRequestBadType), data: [1, 2])), .echoRequest([1]),
            .echoReply([]), .experimenter(Experimenter(id: 5, data: [1, 2, 3])), .featuresRequest, .barrierRequest,
            .barrierReply,
        ]
        for message in basics {
            let bytes = try encodeMessage(message, version)
            #expect(bytes[0] == version.rawValue)
            #expect(try decodeBytes(bytes, version) == Envelope(xid: 1, message))
        }
    }

    @Test func portsThat10CannotNumberAreLeftOutOfLists() throws {
        let ports = [1, 0xff00, 0xff01].map {
            PortDescription(number: PortNumber($0), hardwareAddress: 0, name: "p\($0)")
        }
        let features = FeaturesReply(datapathID: 1, bufferCount: 0, tableCount: 1, capabilities: [], ports: ports)
        guard
            case .featuresReply(let reply) = try decodeBytes(encodeMessage(.featuresReply(features), .v1_0), .v1_0)
                .message
        else {
            Issue.record("no features reply")
            return
        }
        #expect(reply.ports == Array(ports.prefix(2)))
    }

    @Test func longNamesAreCutBetweenCharacters() throws {
        let port = PortDescription(number: PortNumber(1), hardwareAddress: 0, name: "abcdefghijklm☃☃")
        guard
            case .portStatus(let status) = try decodeBytes(
                encodeMessage(.portStatus(PortStatus(.add, port)), .v1_3),
                .v1_3
            ).message
        else {
            Issue.record("no port status")
            return
        }
        #expect(status.port.name == "abcdefghijklm")
    }

    @Test func fieldsAreWrittenInTheOrderOfTheirNumbers() throws {
        let match = Match([FieldMatch(.tcpDst, 80), FieldMatch(.ipProto, 6), FieldMatch(.ethType, 0x0800)])
        let bytes = try encodeMessage(.flowMod(FlowMod(.add, match: match)), .v1_3)
        #expect(try decodeBytes(bytes, .v1_3).message == .flowMod(FlowMod(.add, match: match)))
    }
}

@Suite struct ErrorEncodingTests {
    private func encoded(_ code: ErrorCode, request: [UInt8], _ version: OpenFlowVersion) throws -> ErrorMessage {
        var bytes: [UInt8] = []
        request.withUnsafeBytes {
            encodeError(OpenFlowError(code), request: $0, xid: 77, version: version, into: &bytes)
        }
        let envelope = try decodeBytes(bytes, version)
        #expect(envelope.xid == 77)
        guard case .error(let message) = envelope.message else { throw NotAFlowMod() }
        return message
    }

    @Test func quotesTheRequest() throws {
        let request = (0..<100).map { UInt8($0) }
        #expect(try encoded(.badRequestBadType, request: request, .v1_3).data == Array(request.prefix(64)))
        #expect(
            try encoded(.badRequestBadType, request: Array(request.prefix(9)), .v1_3).data == Array(request.prefix(9))
        )
        #expect(try encoded(.badRequestBadType, request: [], .v1_0).data == [])
    }

    @Test func saysTheNearestErrorOfTheVersion() throws {
        #expect(try encoded(.badRequestBadExperimenter, request: [], .v1_0).kind == .standard(.badRequestBadVendor))
        #expect(try encoded(.flowModFailedTableFull, request: [], .v1_0).kind == .standard(.flowModFailedAllTablesFull))
        #expect(try encoded(.badInstructionDupInst, request: [], .v1_3).kind == .standard(.badInstructionUnsupInst))
    }
}

@Suite struct HelloTests {
    @Test func listsVersions() throws {
        var bytes: [UInt8] = []
        encodeHello(versions: [.v1_0, .v1_3], xid: 5, into: &bytes)
        #expect(bytes == [UInt8](hex: "0400 0010 00000005 0001 0008 00000012"))
        #expect(try decodeBytes(bytes, .v1_0).message == .hello(Hello(versions: [1, 4])))
    }

    @Test func of10HasNoElements() {
        var bytes: [UInt8] = []
        encodeHello(versions: [.v1_0], xid: 5, into: &bytes)
        #expect(bytes == [UInt8](hex: "0100 0008 00000005"))
    }

    @Test func unknownElementsAndVersionsAreNoFault() throws {
        let unknown = "0600 0020 00000001 0063 0005 aa000000 0001 000c 00000010 00000001 00000000"
        #expect(try decodeBytes([UInt8](hex: unknown), .v1_3).message == .hello(Hello(versions: [4, 32])))
        #expect(try decodeBytes([UInt8](hex: "0100 000c 00000001 ffffffff"), .v1_3).message == .hello(Hello()))
        #expect(try decodeBytes([UInt8](hex: "7f00 0008 00000001"), .v1_3).message == .hello(Hello()))
    }
}
