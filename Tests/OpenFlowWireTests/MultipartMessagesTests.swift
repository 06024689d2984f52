import OpenFlow
import OpenFlowWire
import Testing

/// Types of multipart messages by version, and lists that fill more than one message.
@Suite struct MultipartMessagesTests {
    /// The first version of each type, by number (1.5.1 §7.3.5).
    private static let since: [OpenFlowVersion] = [
        .v1_0, .v1_0, .v1_0, .v1_0, .v1_0, .v1_0, .v1_1, .v1_1, .v1_2, .v1_3, .v1_3, .v1_3, .v1_3, .v1_3, .v1_4, .v1_4,
        .v1_4, .v1_5, .v1_5, .v1_5,
    ]

    @Test(arguments: OpenFlowVersion.allCases) func typesThatTheVersionLacksAreRefused(_ version: OpenFlowVersion) {
        let expected: ErrorCode = version < .v1_3 ? .badRequestBadStat : .badRequestBadMultipart
        for direction in 0..<UInt8(2) {
            for type in UInt8.min...UInt8.max {
                let message = (version == .v1_0 ? 16 : 18) + direction
                let header = [version.rawValue, message, 0, 16, 0, 0, 0, 1, 0, type, 0, 0]
                let isKnown = Int(type) < Self.since.count && Self.since[Int(type)] <= version
                var code: ErrorCode?
                do throws(OpenFlowError) {
                    _ = try decodeBytes(header + [0, 0, 0, 0], version)
                } catch { code = error.code }
                #expect((code == expected) == !isKnown, "type \(type)")
            }
        }
    }

    @Test func whatTheVersionLacksCannotBeEncoded() {
        let requests: [(MultipartRequest.Body, OpenFlowVersion)] = [
            (.group(1), .v1_0), (.groupDescription(), .v1_0), (.groupFeatures, .v1_1), (.meter(1), .v1_2),
            (.meterDescription(1), .v1_2), (.meterFeatures, .v1_2), (.tableFeatures([]), .v1_2),
            (.portDescription(), .v1_2), (.tableDescription, .v1_3), (.queueDescription(QueueFilter()), .v1_3),
            (.flowMonitor([]), .v1_3), (.flowCounters(FlowFilter()), .v1_4), (.controllerStatus, .v1_4),
            (.bundleFeatures(BundleFeatures(flags: 0)), .v1_4),
        ]
        for (body, version) in requests {
            #expect(throws: EncodingError.self) {
                try encodeMessage(.multipartRequest(MultipartRequest(body)), version)
            }
            let next = OpenFlowVersion(rawValue: version.rawValue + 1)!
            #expect(throws: Never.self) { try encodeMessage(.multipartRequest(MultipartRequest(body)), next) }
        }
    }

    /// One request for a port or a group is one for all before 1.5.
    @Test func filtersOf15() throws {
        for version in [OpenFlowVersion.v1_4, .v1_5] {
            let isFiltered = version == .v1_5
            let port = Message.multipartRequest(MultipartRequest(.portDescription(PortNumber(7))))
            let back = try decodeBytes(encodeMessage(port, version), version).message
            let ports = MultipartRequest(.portDescription(isFiltered ? PortNumber(7) : .any))
            #expect(back == .multipartRequest(ports))
            let group = Message.multipartRequest(MultipartRequest(.groupDescription(7)))
            let groups = MultipartRequest(.groupDescription(isFiltered ? 7 : Reserved.allGroups))
            #expect(try decodeBytes(encodeMessage(group, version), version).message == .multipartRequest(groups))
        }
    }

    /// 1.0 says ALL, not NONE, for the queues of all ports.
    @Test func queuesOfAllPortsIn10() throws {
        let request = Message.multipartRequest(MultipartRequest(.queue(QueueFilter())))
        let bytes = try encodeMessage(request, .v1_0)
        #expect(bytes == [UInt8](hex: "0110 0014 00000001 0005 0000 fffc 0000 ffffffff"))
        #expect(try decodeBytes(bytes, .v1_0).message == request)
    }

    /// Replies of every kind that has elements, each list too long for one message.
    static let lists: [(MultipartReply.Body, since: OpenFlowVersion)] = [
        (.queue((0..<3000).map { QueueStatistics(port: PortNumber(1), queueID: $0, txBytes: 5) }), .v1_0),
        (.table((0..<200).flatMap { table in (0..<20).map { _ in Self.table(table) } }), .v1_0),
        (.group((1..<2000).map { GroupStatistics(groupID: $0, buckets: [.init(packetCount: 1)]) }), .v1_1),
        (
            .groupDescription(
                (1..<2000).map {
                    GroupDescription(
                        type: .all,
                        groupID: $0,
                        buckets: [Bucket(actions: [.output(port: PortNumber($0), maxLength: 0)])]
                    )
                }
            ), .v1_1
        ),
        (.meter((1..<2000).map { MeterStatistics(meterID: $0, bands: [.init(packetCount: 7)]) }), .v1_3),
        (
            .meterDescription((1..<4000).map { MeterDescription(flags: [.kbps], meterID: $0, bands: [.blankDrop]) }),
            .v1_3
        ),
        (.portDescription((1..<2000).map { .init(number: PortNumber($0), hardwareAddress: 2, name: "p") }), .v1_3),
        (.tableDescription((0..<9000).map { TableDescription(tableID: UInt8($0 % 254), eviction: [.other]) }), .v1_4),
        (.queueDescription((0..<4000).map { QueueDescription(port: PortNumber(1), queueID: $0, minRate: 9) }), .v1_4),
        (.flowMonitor((0..<9000).map { .abbreviated(xid: $0) }), .v1_4),
        (
            .controllerStatus(
                (0..<3000).map {
                    ControllerStatus(shortID: $0, role: .slave, reason: .request, isChannelUp: true, uris: ["tcp:x:1"])
                }
            ), .v1_5
        ),
    ]

    private static func table(_ id: UInt8) -> TableStatistics {
        TableStatistics(tableID: id, name: "", maxEntries: 1, activeCount: 2, lookupCount: 3, matchedCount: 4)
    }

    @Test(arguments: lists.indices, OpenFlowVersion.allCases)
    func longListsAreSplit(_ index: Int, _ version: OpenFlowVersion) throws {
        let (body, since) = Self.lists[index]
        guard version >= since else { return }
        let bytes = try encodeMessage(.multipartReply(MultipartReply(body)), version, xid: 77)
        let parts = messages(in: bytes)
        #expect(parts.count > 1)
        #expect(parts.map(\.count).reduce(0, +) == bytes.count)
        var elements: [String] = []
        for (position, part) in parts.enumerated() {
            let envelope = try decodeBytes(part, version)
            guard case .multipartReply(let reply) = envelope.message else {
                Issue.record("no multipart reply")
                return
            }
            #expect(envelope.xid == 77)
            #expect(reply.more == (position < parts.count - 1))
            elements += reply.body.elements
        }
        let sent = try #require(Self.whatIsSaid(of: body, in: version))
        #expect(elements == sent.elements)
    }

    /// What older versions do not say of elements.
    private static func whatIsSaid(of body: MultipartReply.Body, in version: OpenFlowVersion) -> MultipartReply.Body? {
        guard case .table(let tables) = body, version >= .v1_3 else { return body }
        return .table(
            tables.map {
                var table = $0
                table.maxEntries = 0
                return table
            }
        )
    }

    @Test func longRequestsAreSplit() throws {
        let monitors = (0..<3000).map { FlowMonitor(monitorID: $0, flags: [.initial, .add]) }
        let bytes = try encodeMessage(.multipartRequest(MultipartRequest(.flowMonitor(monitors))), .v1_4, xid: 3)
        var found: [FlowMonitor] = []
        let parts = messages(in: bytes)
        for (position, part) in parts.enumerated() {
            guard case .multipartRequest(let request) = try decodeBytes(part, .v1_4).message,
                case .flowMonitor(let some) = request.body
            else {
                Issue.record("no flow monitor request")
                return
            }
            #expect(request.more == (position < parts.count - 1))
            found += some
        }
        #expect(parts.count == 2)
        #expect(found == monitors)
    }

    /// The last part says so when the caller has more to send.
    @Test func moreIsKeptOnTheLastPart() throws {
        let updates = (0..<9000).map { FlowUpdate.abbreviated(xid: $0) }
        let bytes = try encodeMessage(.multipartReply(MultipartReply(.flowMonitor(updates), more: true)), .v1_4)
        #expect(messages(in: bytes).allSatisfy { $0[11] == 1 })
    }

    @Test func anElementThatFitsNoMessageIsRefused() {
        let actions = [Action](repeating: .popVLAN, count: 9000)
        let group = GroupDescription(type: .all, groupID: 1, buckets: [Bucket(actions: actions)])
        let small = GroupDescription(type: .all, groupID: 2)
        for groups in [[group], [small, group], [group, small]] {
            #expect(throws: EncodingError.self) {
                try encodeMessage(.multipartReply(MultipartReply(.groupDescription(groups))), .v1_3)
            }
        }
    }

    @Test(arguments: OpenFlowVersion.allCases) func experimentersAreNotRefusedHere(_ version: OpenFlowVersion) throws {
        let experimenter = Experimenter(id: 0x2320, type: version == .v1_0 ? 0 : 9, data: [1, 2, 3, 4])
        let messages: [Message] = [
            .multipartRequest(MultipartRequest(.experimenter(experimenter))),
            .multipartReply(MultipartReply(.experimenter(experimenter), more: true)),
        ]
        for message in messages {
            #expect(try decodeBytes(encodeMessage(message, version), version).message == message)
        }
    }
}

extension MeterBand {
    fileprivate static var blankDrop: MeterBand { MeterBand(.drop, rate: 1) }
}

extension MultipartReply.Body {
    /// Each element of the list as text.
    fileprivate var elements: [String] {
        let payload = Mirror(reflecting: self).children.first?.value
        guard let payload else { return [] }
        return Mirror(reflecting: payload).children.map { String(describing: $0.value) }
    }
}
