import OpenFlow
import OpenFlowWire
import Testing

/// Which version has which message, by number (1.0.0 §5.1; 1.5.1 §7.1.1).
@Suite struct MessageTypeTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var message: Message
        var in10: UInt8?
        var number: UInt8
        var versions: ClosedRange<OpenFlowVersion>

        var testDescription: String { "number \(number)" }

        init(_ message: Message, _ in10: UInt8?, _ number: UInt8, _ versions: ClosedRange<OpenFlowVersion>) {
            (self.message, self.in10, self.number, self.versions) = (message, in10, number, versions)
        }

        func number(in version: OpenFlowVersion) -> UInt8? {
            if version == .v1_0 { return in10 }
            return versions.contains(version) ? number : nil
        }
    }

    static let rows: [Row] = [
        Row(.groupMod(GroupMod(.add, groupID: 1)), nil, 15, .v1_1 ... .v1_5),
        Row(.portMod(PortMod(number: .local, hardwareAddress: 0, config: [], mask: [])), 15, 16, .v1_1 ... .v1_5),
        Row(.tableMod(TableDescription(tableID: 1)), nil, 17, .v1_1 ... .v1_5),
        Row(.multipartRequest(MultipartRequest(.table)), 16, 18, .v1_1 ... .v1_5),
        Row(.multipartReply(MultipartReply(.table([]))), 17, 19, .v1_1 ... .v1_5),
        Row(.barrierRequest, 18, 20, .v1_1 ... .v1_5),
        Row(.queueGetConfigRequest(PortNumber(1)), 20, 22, .v1_1 ... .v1_3),
        Row(.queueGetConfigReply(QueueConfig(port: PortNumber(1), queues: [])), 21, 23, .v1_1 ... .v1_3),
        Row(.roleRequest(RoleMessage(.equal, generationID: 0)), nil, 24, .v1_2 ... .v1_5),
        Row(.roleReply(RoleMessage(.equal, generationID: 0)), nil, 25, .v1_2 ... .v1_5),
        Row(.getAsyncRequest, nil, 26, .v1_3 ... .v1_5),
        Row(.getAsyncReply(AsyncConfig()), nil, 27, .v1_3 ... .v1_5),
        Row(.setAsync(AsyncConfig()), nil, 28, .v1_3 ... .v1_5),
        Row(.meterMod(MeterMod(.add, meterID: 1)), nil, 29, .v1_3 ... .v1_5),
        Row(.roleStatus(RoleStatus(.slave, reason: .config, generationID: 0)), nil, 30, .v1_4 ... .v1_5),
        Row(
            .tableStatus(TableStatus(.vacancyUp, TableDescription(tableID: 0))),
            nil,
            31,
            .v1_4 ... .v1_5
        ),
        Row(.requestForward(RequestForward(xid: 0, .meterMod(MeterMod(.add, meterID: 1)))), nil, 32, .v1_4 ... .v1_5),
        Row(.bundleControl(BundleControl(.openRequest, bundleID: 0)), nil, 33, .v1_4 ... .v1_5),
        Row(
            .bundleAdd(BundleAdd(bundleID: 0, request: Envelope(xid: 1, .flowMod(FlowMod(.add))))),
            nil,
            34,
            .v1_4 ... .v1_5
        ),
        Row(
            .controllerStatus(ControllerStatus(shortID: 1, role: .equal, reason: .role, isChannelUp: true)),
            nil,
            35,
            .v1_5 ... .v1_5
        ),
    ]

    @Test(arguments: rows, OpenFlowVersion.allCases)
    func versionsAndNumbers(_ row: Row, _ version: OpenFlowVersion) throws {
        guard let number = row.number(in: version) else {
            #expect(throws: EncodingError.self) { try encodeMessage(row.message, version) }
            return
        }
        let bytes = try encodeMessage(row.message, version)
        #expect(bytes[0] == version.rawValue)
        #expect(bytes[1] == number)
        #expect(try decodeBytes(bytes, version).message.isOfSameKind(as: row.message))
    }

    /// A number that the version does not know is refused, whatever follows.
    @Test(arguments: OpenFlowVersion.allCases) func unknownNumbersAreRefused(_ version: OpenFlowVersion) {
        let last: [OpenFlowVersion: UInt8] = [.v1_0: 21, .v1_1: 23, .v1_2: 25, .v1_3: 29, .v1_4: 34, .v1_5: 35]
        let gaps: [OpenFlowVersion: ClosedRange<UInt8>] = [.v1_4: 22...23, .v1_5: 22...23]
        for number in UInt8.min...UInt8.max {
            var code: ErrorCode?
            do throws(OpenFlowError) {
                _ = try decodeBytes([version.rawValue, number, 0, 8, 0, 0, 0, 1], version)
            } catch { code = error.code }
            let isKnown = number <= last[version] ?? 0 && gaps[version]?.contains(number) != true
            #expect((code == .badRequestBadType) == !isKnown, "number \(number)")
        }
    }
}

extension Message {
    fileprivate func isOfSameKind(as other: Message) -> Bool {
        String(describing: self).prefix { $0 != "(" } == String(describing: other).prefix { $0 != "(" }
    }
}
