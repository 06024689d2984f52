import OpenFlow
import OpenFlowWire
import Testing

@Suite struct TableFeaturesTests {
    private let fields13 = MatchField.allCases.filter { $0.info.since <= .v1_3 }

    private func decodedTables(_ bytes: [UInt8]) throws -> [TableFeatures] {
        switch try decodeBytes(bytes, .v1_3).message {
        case .multipartReply(let reply):
            if case .tableFeatures(let tables) = reply.body { return tables }
        case .multipartRequest(let request):
            if case .tableFeatures(let tables) = request.body { return tables }
        default: break
        }
        Issue.record("no table features")
        return []
    }

    private func table(_ id: UInt8 = 0, entries: TableFeatures.Abilities = .init()) -> TableFeatures {
        TableFeatures(tableID: id, name: "t", metadataMatch: 1, metadataWrite: 2, maxEntries: 3, entries: entries)
    }

    // MARK: Meaning

    @Test func aQueryHasNoTables() throws {
        let bytes = try Fixture.named("multipart_request_table_features", .v1_3).bytes
        #expect(try decodeBytes(bytes, .v1_3).message == .multipartRequest(MultipartRequest(.tableFeatures([]))))
    }

    @Test func goldenTables() throws {
        let tables = try decodedTables(Fixture.named("multipart_reply_table_features", .v1_3).bytes)
        let exact = fields13.map { TableFeatures.Field($0) }
        let settable = exact.filter { $0.field.info.isSettable }
        let actions: [ActionKind] = [
            .output, .copyTTLOut, .copyTTLIn, .setMPLSTTL, .decrementMPLSTTL, .pushVLAN, .popVLAN, .pushMPLS, .popMPLS,
            .setQueue, .group, .setNetworkTTL, .decrementNetworkTTL, .setField, .pushPBB, .popPBB,
        ]
        let rich = TableFeatures(
            tableID: 0,
            name: "classifier",
            metadataMatch: .max,
            metadataWrite: 0xffff_0000,
            maxEntries: 1000,
            entries: TableFeatures.Abilities(
                instructions: [.gotoTable, .writeMetadata, .writeActions, .applyActions, .clearActions, .meter],
                nextTables: [1, 2, 7, 253],
                writeActions: actions,
                applyActions: actions,
                writeSetFields: settable,
                applySetFields: settable
            ),
            miss: TableFeatures.Abilities(
                instructions: [.applyActions],
                nextTables: [1],
                writeActions: [.output],
                applyActions: [.output, .setField],
                writeSetFields: [],
                applySetFields: [TableFeatures.Field(.ethDst), TableFeatures.Field(.pbbISID)]
            ),
            match: fields13.map { TableFeatures.Field($0, hasMask: $0.info.isMaskable) },
            wildcards: exact
        )
        let plain = TableFeatures(
            tableID: 253,
            name: "last ☃",
            metadataMatch: 0,
            metadataWrite: 0,
            config: 3,
            maxEntries: 1,
            entries: TableFeatures.Abilities(
                instructions: [.writeActions, .applyActions],
                nextTables: [],
                applyActions: [.output, .group]
            ),
            match: [.inPort, .inPhyPort, .metadata, .ethDst, .ethSrc].map {
                TableFeatures.Field($0, hasMask: $0.info.isMaskable)
            }
        )
        #expect(tables == [rich, plain])
        #expect(try decodedTables(Fixture.named("multipart_request_table_features_set", .v1_3).bytes) == [plain])
    }

    // MARK: Writing

    @Test func whatTheVersionLacksIsLeftOut() throws {
        let abilities = TableFeatures.Abilities(
            instructions: InstructionKind.allCases,
            writeActions: ActionKind.allCases,
            applySetFields: MatchField.allCases.map { TableFeatures.Field($0) }
        )
        let message = Message.multipartReply(MultipartReply(.tableFeatures([table(entries: abilities)])))
        let entries = try #require(decodedTables(encodeMessage(message, .v1_3)).first?.entries)
        #expect(entries.instructions == InstructionKind.allCases.filter { $0 != .experimenter && $0 != .statTrigger })
        #expect(entries.writeActions?.count == 16)
        #expect(entries.writeActions?.contains(.setVLANVID) == false)
        #expect(entries.applySetFields?.map(\.field) == fields13)
        #expect(throws: EncodingError.self) { try encodeMessage(message, .v1_0) }
    }

    @Test func manyTablesBecomeSeveralMessages() throws {
        let entries = TableFeatures.Abilities(
            nextTables: Array(0...253),
            writeSetFields: fields13.map { TableFeatures.Field($0) },
            applySetFields: fields13.map { TableFeatures.Field($0) }
        )
        let tables = (UInt8(0)...253).map { table($0, entries: entries) }
        let parts = messages(
            in: try encodeMessage(.multipartReply(MultipartReply(.tableFeatures(tables))), .v1_3, xid: 9)
        )
        #expect(parts.count == 3)
        var joined: [TableFeatures] = []
        for (index, part) in parts.enumerated() {
            joined += try decodedTables(part)
            guard case .multipartReply(let reply) = try decodeBytes(part, .v1_3).message else { continue }
            #expect(reply.more == (index < parts.count - 1))
        }
        #expect(joined == tables)
    }

    // MARK: Refusals

    /// A request with one table that has these properties.
    private func decoded(_ properties: String, length: Int? = nil) throws(OpenFlowError) -> Envelope {
        let properties = [UInt8](hex: properties)
        let byteCount = length ?? 64 + properties.count
        let table = [UInt8(byteCount >> 8), UInt8(byteCount & 0xff)] + Array(repeating: 0, count: 62)
        let header = [UInt8](hex: "0412 0000 00000001 000c 0000 00000000")
        return try decodeBytes((header + table + properties).withLengthFixed, .v1_3)
    }

    private func error(_ properties: String, length: Int? = nil) -> ErrorCode? {
        do {
            _ = try decoded(properties, length: length)
            return nil
        } catch { return error.code }
    }

    @Test(arguments: [
        ("", nil),
        ("0002 0006 01 02 0000", nil),
        ("0009 0004 00000000", ErrorCode.tableFeaturesFailedBadType),
        ("0010 0004 00000000", .tableFeaturesFailedBadType),
        ("fffe 000c 00002320 00000001 00000000", nil),
        ("fffe 0008 00002320", .badPropertyBadLen),
        ("0002 0004 00000000 0002 0004 00000000", .badPropertyDupType),
        ("0002", .tableFeaturesFailedBadLen),
        ("0002 0003 00000000", .tableFeaturesFailedBadLen),
        ("0002 0009 00000000", .tableFeaturesFailedBadLen),
        ("0002 0006 01 02", .tableFeaturesFailedBadLen),
        ("0000 0008 0001 0004", nil),
        ("0000 0008 0001 0008", .tableFeaturesFailedBadLen),
        ("0000 0006 0001 0000", .tableFeaturesFailedBadLen),
        ("0000 0008 0007 0004", .tableFeaturesFailedBadArgument),
        ("0000 000c ffff 0008 00002320 00000000", .tableFeaturesFailedBadArgument),
        ("0000 0008 ffff 0004", .tableFeaturesFailedBadArgument),
        ("0004 0008 0019 0004", nil),
        ("0004 0008 0001 0004", .tableFeaturesFailedBadArgument),
        ("0004 0008 ffff 0004", .tableFeaturesFailedBadArgument),
        ("0004 0008 0019 0010", .tableFeaturesFailedBadLen),
        ("0008 0008 80000606", nil),
        ("0008 0008 80000605", .tableFeaturesFailedBadLen),
        ("0008 0008 8000060c", .tableFeaturesFailedBadLen),
        ("0008 0008 00010004", .tableFeaturesFailedBadArgument),
        ("0008 0008 80005402", .tableFeaturesFailedBadArgument),
        ("0008 0008 80007e02", .tableFeaturesFailedBadArgument),
    ]) func properties(_ properties: String, _ expected: ErrorCode?) {
        #expect(error(properties) == expected)
    }

    @Test func lengthsOfTables() {
        #expect(error("", length: 63) == .badRequestBadLen)
        #expect(error("", length: 65) == .badRequestBadLen)
        #expect(error("", length: 0) == .badRequestBadLen)
        #expect(error("0002 0004 00000000", length: 68) == .tableFeaturesFailedBadLen)
    }

    /// The length of a field's header once was anybody's guess.
    @Test(arguments: ["80000700", "80000706", "8000070c"]) func lengthsOfFields(_ header: String) throws {
        guard case .multipartRequest(let request) = try decoded("0008 0008 \(header)").message,
            case .tableFeatures(let tables) = request.body
        else {
            Issue.record("no table features")
            return
        }
        #expect(tables.first?.match == [TableFeatures.Field(.ethDst, hasMask: true)])
    }

    /// Open vSwitch lists fields of Nicira's classes, and one of ONF's behind an experimenter's number.
    @Test func fieldsWithoutANameArePassedOverInRepliesOnly() throws {
        let fields = "00010004 8000 06 06 ffff 54 06 4f4e4600 8000 fe 02 80000706"
        let properties = "0008 001c \(fields) 00000000"
        #expect(error(properties) == .tableFeaturesFailedBadArgument)
        let tables = try decodedTables(reply(properties))
        #expect(tables.map(\.match) == [[TableFeatures.Field(.ethDst), TableFeatures.Field(.ethDst, hasMask: true)]])
        // What has a name must have its length, and an experimenter a number.
        #expect(throws: OpenFlowError.self) { try decodeBytes(reply("0008 0008 80000605"), .v1_3) }
        #expect(throws: OpenFlowError.self) { try decodeBytes(reply("0008 0008 ffff5406"), .v1_3) }
    }

    private func reply(_ properties: String) -> [UInt8] {
        let properties = [UInt8](hex: properties)
        let byteCount = 64 + properties.count
        let table = [UInt8(byteCount >> 8), UInt8(byteCount & 0xff)] + Array(repeating: 0, count: 62)
        return ([UInt8](hex: "0413 0000 00000001 000c 0000 00000000") + table + properties).withLengthFixed
    }

    @Test func duplicatesAreABadTypeIn13() throws {
        #expect(ErrorCode.badPropertyDupType.resolved(in: .v1_3) == .tableFeaturesFailedBadType)
    }

    @Test func of10HasNone() {
        #expect(throws: OpenFlowError(.badRequestBadStat, "multipart type 12 does not exist in this version")) {
            try decodeBytes([UInt8](hex: "0110 000c 00000001 000c 0000"), .v1_0)
        }
    }
}
