public import OpenFlow

/// The kinds of messages; the cases of `Message`.
enum MessageType: UInt8, CaseIterable {
    case hello, error, echoRequest, echoReply, experimenter, featuresRequest, featuresReply, getConfigRequest,
        getConfigReply, setConfig, packetIn, flowRemoved, portStatus, packetOut, flowMod, portMod, multipartRequest,
        multipartReply, barrierRequest, barrierReply, groupMod, tableMod, queueGetConfigRequest, queueGetConfigReply,
        roleRequest, roleReply, getAsyncRequest, getAsyncReply, setAsync, meterMod, roleStatus, tableStatus,
        requestForward, bundleControl, bundleAdd, controllerStatus
}

/// What a message is called on the wire, and in which versions there is one.
private struct MessageRow: Sendable {
    var type: MessageType
    /// Nil: 1.0 does not have it.
    var in10: UInt8?
    var since11: UInt8
    /// Besides 1.0.
    var since: OpenFlowVersion
    var until: OpenFlowVersion

    init(
        _ type: MessageType,
        _ in10: UInt8?,
        _ since11: UInt8,
        since: OpenFlowVersion = .v1_1,
        until: OpenFlowVersion = .v1_5
    ) {
        (self.type, self.in10, self.since11, self.since, self.until) = (type, in10, since11, since, until)
    }

    @inline(__always)
    func number(in version: OpenFlowVersion) -> UInt8? {
        if version == .v1_0 { return in10 }
        return since <= version && version <= until ? since11 : nil
    }
}

/// Numbers of messages in 1.0 and later (1.0.0 §5.1; 1.5.1 §7.1.1), in the order of `MessageType`.
private let messageTypeTable: [MessageRow] = [
    .init(.hello, 0, 0),
    .init(.error, 1, 1),
    .init(.echoRequest, 2, 2),
    .init(.echoReply, 3, 3),
    .init(.experimenter, 4, 4),
    .init(.featuresRequest, 5, 5),
    .init(.featuresReply, 6, 6),
    .init(.getConfigRequest, 7, 7),
    .init(.getConfigReply, 8, 8),
    .init(.setConfig, 9, 9),
    .init(.packetIn, 10, 10),
    .init(.flowRemoved, 11, 11),
    .init(.portStatus, 12, 12),
    .init(.packetOut, 13, 13),
    .init(.flowMod, 14, 14),
    .init(.portMod, 15, 16),
    .init(.multipartRequest, 16, 18),
    .init(.multipartReply, 17, 19),
    .init(.barrierRequest, 18, 20),
    .init(.barrierReply, 19, 21),
    .init(.groupMod, nil, 15),
    .init(.tableMod, nil, 17),
    .init(.queueGetConfigRequest, 20, 22, until: .v1_3),
    .init(.queueGetConfigReply, 21, 23, until: .v1_3),
    .init(.roleRequest, nil, 24, since: .v1_2),
    .init(.roleReply, nil, 25, since: .v1_2),
    .init(.getAsyncRequest, nil, 26, since: .v1_3),
    .init(.getAsyncReply, nil, 27, since: .v1_3),
    .init(.setAsync, nil, 28, since: .v1_3),
    .init(.meterMod, nil, 29, since: .v1_3),
    .init(.roleStatus, nil, 30, since: .v1_4),
    .init(.tableStatus, nil, 31, since: .v1_4),
    .init(.requestForward, nil, 32, since: .v1_4),
    .init(.bundleControl, nil, 33, since: .v1_4),
    .init(.bundleAdd, nil, 34, since: .v1_4),
    .init(.controllerStatus, nil, 35, since: .v1_5),
]

/// The type of each number in each version, one version behind the other.
private let typesByNumber: [MessageType?] = OpenFlowVersion.allCases.flatMap { version in
    var types = [MessageType?](repeating: nil, count: 256)
    for row in messageTypeTable {
        if let number = row.number(in: version) { types[Int(number)] = row.type }
    }
    return types
}

private let lastTypes = OpenFlowVersion.allCases.map { v in messageTypeTable.compactMap { $0.number(in: v) }.max()! }

/// The highest type that a message of the version has in its header.
public func lastMessageType(in version: OpenFlowVersion) -> UInt8 { lastTypes[Int(version.rawValue) - 1] }

extension MessageType {
    /// Nil when the version does not have the message.
    @inline(__always)
    init?(number: UInt8, version: OpenFlowVersion) {
        guard let type = typesByNumber[(Int(version.rawValue) - 1) * 256 + Int(number)] else { return nil }
        self = type
    }

    /// Two types that are understood whatever version their header says.
    static var helloNumber: UInt8 { messageTypeTable[Int(MessageType.hello.rawValue)].since11 }
    static var errorNumber: UInt8 { messageTypeTable[Int(MessageType.error.rawValue)].since11 }

    /// Nil when the version does not have the message.
    @inline(__always)
    func number(in version: OpenFlowVersion) -> UInt8? { messageTypeTable[Int(rawValue)].number(in: version) }
}

extension Message {
    var type: MessageType {
        switch self {
        case .hello: .hello
        case .error: .error
        case .echoRequest: .echoRequest
        case .echoReply: .echoReply
        case .experimenter: .experimenter
        case .featuresRequest: .featuresRequest
        case .featuresReply: .featuresReply
        case .getConfigRequest: .getConfigRequest
        case .getConfigReply: .getConfigReply
        case .setConfig: .setConfig
        case .packetIn: .packetIn
        case .flowRemoved: .flowRemoved
        case .portStatus: .portStatus
        case .packetOut: .packetOut
        case .flowMod: .flowMod
        case .portMod: .portMod
        case .multipartRequest: .multipartRequest
        case .multipartReply: .multipartReply
        case .barrierRequest: .barrierRequest
        case .barrierReply: .barrierReply
        case .groupMod: .groupMod
        case .tableMod: .tableMod
        case .queueGetConfigRequest: .queueGetConfigRequest
        case .queueGetConfigReply: .queueGetConfigReply
        case .roleRequest: .roleRequest
        case .roleReply: .roleReply
        case .getAsyncRequest: .getAsyncRequest
        case .getAsyncReply: .getAsyncReply
        case .setAsync: .setAsync
        case .meterMod: .meterMod
        case .roleStatus: .roleStatus
        case .tableStatus: .tableStatus
        case .requestForward: .requestForward
        case .bundleControl: .bundleControl
        case .bundleAdd: .bundleAdd
        case .controllerStatus: .controllerStatus
        }
    }
}
