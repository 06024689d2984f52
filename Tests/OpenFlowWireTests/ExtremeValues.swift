import OpenFlow
import Testing

/// Messages at the limits of what can be said: the largest numbers, full and empty lists, lists of several messages.
struct ExtremeValue: Sendable, CustomTestStringConvertible {
    var name: String
    var version: OpenFlowVersion
    var message: Message
    /// Entries of the list of a multipart reply, over all messages it takes.
    var count = 1

    var testDescription: String { "\(version) \(name)" }

    static let all: [ExtremeValue] = OpenFlowVersion.allCases.flatMap { version in
        commands(version) + replies(version) + newerReplies(version)
    }
}

private let largeMatch = Match([
    FieldMatch(.inPort, 0xffff_fffe), FieldMatch(.ethDst, 0xffff_ffff_ffff), FieldMatch(.ethSrc, 0xffff_ffff_ffff),
    FieldMatch(.ethType, 0x0800), FieldMatch(.ipProto, 6), FieldMatch(.ipv4Src, 0xffff_ffff),
    FieldMatch(.ipv4Dst, 0xffff_ffff), FieldMatch(.tcpSrc, 0xffff), FieldMatch(.tcpDst, 0xffff),
])

private func outputs(_ count: Int) -> [Action] {
    (0..<count).map { .output(port: PortNumber(UInt32($0 % 0xfeff + 1)), maxLength: 0) }
}

/// What controllers send, and messages without lists.
private func commands(_ version: OpenFlowVersion) -> [ExtremeValue] {
    var values: [ExtremeValue] = []
    func add(_ name: String, since: OpenFlowVersion = .v1_0, _ message: Message) {
        if since <= version { values.append(ExtremeValue(name: name, version: version, message: message)) }
    }
    let is10 = version == .v1_0
    add("echo of 65527 bytes", .echoRequest([UInt8](repeating: 0xff, count: 65527)))
    let table = is10 ? 0 : UInt8.max - 1
    var mod = FlowMod(.add, tableID: table, priority: .max, match: largeMatch, cookie: .max, bufferID: 0xffff_fffe)
    (mod.idleTimeout, mod.hardTimeout, mod.flags) = (.max, .max, [.sendFlowRemoved, .checkOverlap])
    if version <= .v1_1 { mod.flags.insert(.resetCounts) }
    mod.outranksWildcards = false
    mod.instructions = [.applyActions(outputs(is10 ? 8182 : 4000))]
    if version >= .v1_4 { mod.importance = .max }
    add("flow-mod of many actions", .flowMod(mod))
    mod.instructions = []
    mod.match = Match()
    add("flow-mod of nothing", .flowMod(mod))
    let frame = [UInt8](repeating: 0xee, count: 65000)
    add("packet-out of 65000 bytes", .packetOut(PacketOut(inPort: .controller, actions: outputs(3), data: frame)))
    add("packet-out of nothing", .packetOut(PacketOut(bufferID: 0, inPort: PortNumber(1), actions: [])))
    let bucket = Bucket(actions: outputs(2))
    add(
        "group-mod of 1300 buckets",
        since: .v1_1,
        .groupMod(
            GroupMod(
                .add,
                groupID: Reserved.maxGroup,
                buckets: [Bucket](repeating: bucket, count: 1300)
            )
        )
    )
    add(
        "group-mod of a bucket of 4000 actions",
        since: .v1_1,
        .groupMod(
            GroupMod(
                .modify,
                type: .indirect,
                groupID: 0,
                buckets: [Bucket(actions: outputs(4000))]
            )
        )
    )
    let band = MeterBand(.dscpRemark(precedenceLevel: .max), rate: .max, burstSize: .max)
    add(
        "meter-mod of 4094 bands",
        since: .v1_3,
        .meterMod(
            MeterMod(
                .add,
                flags: [.kbps, .burst, .stats],
                meterID: Reserved.maxMeter,
                bands: .init(repeating: band, count: 4094)
            )
        )
    )
    add("role-request", since: .v1_2, .roleRequest(RoleMessage(.master, generationID: .max)))
    let inner = Envelope(xid: 1, .packetOut(PacketOut(inPort: .controller, actions: outputs(3), data: frame)))
    add(
        "bundle-add of 65000 bytes",
        since: .v1_4,
        .bundleAdd(
            BundleAdd(
                bundleID: .max,
                flags: [.atomic, .ordered],
                request: inner
            )
        )
    )
    return values
}

/// Lists of replies, each empty and too long for one message.
private func replies(_ version: OpenFlowVersion) -> [ExtremeValue] {
    var values: [ExtremeValue] = []
    func add<Element>(
        _ name: String,
        since: OpenFlowVersion = .v1_0,
        _ count: Int,
        _ body: ([Element]) -> MultipartReply.Body,
        _ element: (Int) -> Element
    ) {
        guard since <= version else { return }
        for count in [0, count] {
            let message = Message.multipartReply(MultipartReply(body((0..<count).map(element))))
            values.append(ExtremeValue(name: "\(count) \(name)", version: version, message: message, count: count))
        }
    }
    let isOld = version <= .v1_2
    add("flows", 900, MultipartReply.Body.flow) { number in
        FlowStatistics(
            tableID: 0,
            priority: UInt16(number),
            match: largeMatch,
            instructions: [.applyActions(outputs(number % 20 + 1))],
            cookie: .max,
            duration: 4_294_967_295_999_999_999,
            idleTimeout: .max,
            hardTimeout: .max,
            flags: [],
            packetCount: .max,
            byteCount: .max,
            idleTime: version >= .v1_5 ? 4_294_967_295_999_999_999 : nil
        )
    }
    add("ports", since: .v1_3, 1500, MultipartReply.Body.portDescription) { number in
        var port = PortDescription(
            number: PortNumber(UInt32(number + 1)),
            hardwareAddress: 0xffff_ffff_ffff,
            name: "port-name-\(10000 + number)",
            config: [.portDown, .noPacketIn],
            state: [.linkDown, .blocked],
            current: PortFeatures(rawValue: 0xffff)
        )
        (port.currentSpeed, port.maxSpeed) = (.max, .max)
        return port
    }
    add("ports' counters", 1000, MultipartReply.Body.port) { number in
        var port = PortStatistics(number: PortNumber(UInt32(number + 1)))
        (port.rxPackets, port.txBytes) = (.max, .max)
        if !isOld { port.duration = 4_294_967_295_999_999_999 }
        return port
    }
    add("queues' counters", 3000, MultipartReply.Body.queue) { number in
        QueueStatistics(
            port: PortNumber(1),
            queueID: UInt32(number),
            txBytes: .max,
            txPackets: .max,
            txErrors: .max,
            duration: isOld ? 0 : 4_294_967_295_999_999_999
        )
    }
    add("groups' counters", since: .v1_1, 600, MultipartReply.Body.group) { number in
        GroupStatistics(
            groupID: UInt32(number),
            referenceCount: .max,
            total: .init(packetCount: .max, byteCount: .max),
            duration: isOld ? 0 : 4_294_967_295_999_999_999,
            buckets: .init(repeating: .init(packetCount: .max, byteCount: .max), count: number % 40)
        )
    }
    add("groups", since: .v1_1, 300, MultipartReply.Body.groupDescription) { number in
        let bucket = Bucket(weight: .max, watchPort: .max, watchGroup: 7, actions: outputs(number % 9))
        return GroupDescription(
            type: .select,
            groupID: UInt32(number),
            buckets: .init(repeating: bucket, count: number % 11)
        )
    }
    return values
}

private func newerReplies(_ version: OpenFlowVersion) -> [ExtremeValue] {
    var values: [ExtremeValue] = []
    func add<Element>(
        _ name: String,
        since: OpenFlowVersion,
        _ count: Int,
        _ body: ([Element]) -> MultipartReply.Body,
        _ element: (Int) -> Element
    ) {
        guard since <= version else { return }
        for count in [0, count] {
            let message = Message.multipartReply(MultipartReply(body((0..<count).map(element))))
            values.append(ExtremeValue(name: "\(count) \(name)", version: version, message: message, count: count))
        }
    }
    add("meters' counters", since: .v1_3, 800, MultipartReply.Body.meter) { number in
        MeterStatistics(
            meterID: UInt32(number),
            flowCount: .max,
            packetInCount: .max,
            byteInCount: .max,
            duration: 4_294_967_295_999_999_999,
            bands: .init(repeating: .init(packetCount: .max, byteCount: .max), count: number % 30)
        )
    }
    add("meters", since: .v1_3, 800, MultipartReply.Body.meterDescription) { number in
        let band = MeterBand(.drop, rate: .max, burstSize: .max)
        return MeterDescription(
            flags: [.pktps, .burst],
            meterID: UInt32(number),
            bands: .init(repeating: band, count: number % 30)
        )
    }
    add("queues", since: .v1_4, 2500, MultipartReply.Body.queueDescription) { number in
        QueueDescription(port: .max, queueID: UInt32(number), minRate: 1000, maxRate: .max)
    }
    add("tables", since: .v1_4, 3500, MultipartReply.Body.tableDescription) { number in
        TableDescription(
            tableID: UInt8(number & 0xfe),
            config: [.eviction, .vacancyEvents],
            eviction: [.other, .importance, .lifetime],
            vacancy: Vacancy(down: 0, up: 100, current: 50)
        )
    }
    add("flows' counters alone", since: .v1_5, 900, MultipartReply.Body.flowCounters) { number in
        let counters = FlowCounters(
            duration: 4_294_967_295_999_999_999,
            idleTime: 0,
            flowCount: .max,
            packetCount: .max,
            byteCount: .max
        )
        return FlowCounterStatistics(
            tableID: .max - 1,
            priority: UInt16(number),
            match: largeMatch,
            counters: number % 2 == 0 ? counters : FlowCounters()
        )
    }
    return values
}
