import OpenFlow

/// The kinds of messages that the codec speaks; the cases of `Message`.
enum MessageType: UInt8, CaseIterable {
    case hello, error, echoRequest, echoReply, experimenter, featuresRequest, featuresReply, getConfigRequest,
        getConfigReply, setConfig, packetIn, flowRemoved, portStatus, packetOut, flowMod, portMod, multipartRequest,
        multipartReply, barrierRequest, barrierReply
}

/// Numbers of messages (1.0.0 §5.1; 1.5.1 §7.1.1), in the order of `MessageType`.
///
/// `everyVersion`: the layout is the same from 1.0 to 1.5. Others are spoken in the versions that have layouts.
private let messageTypeTable: [(type: MessageType, in10: UInt8, since11: UInt8, everyVersion: Bool)] = [
    (.hello, 0, 0, true),
    (.error, 1, 1, true),
    (.echoRequest, 2, 2, true),
    (.echoReply, 3, 3, true),
    (.experimenter, 4, 4, true),
    (.featuresRequest, 5, 5, true),
    (.featuresReply, 6, 6, false),
    (.getConfigRequest, 7, 7, true),
    (.getConfigReply, 8, 8, true),
    (.setConfig, 9, 9, true),
    (.packetIn, 10, 10, false),
    (.flowRemoved, 11, 11, false),
    (.portStatus, 12, 12, false),
    (.packetOut, 13, 13, false),
    (.flowMod, 14, 14, false),
    (.portMod, 15, 16, false),
    (.multipartRequest, 16, 18, false),
    (.multipartReply, 17, 19, false),
    (.barrierRequest, 18, 20, true),
    (.barrierReply, 19, 21, true),
]

/// Versions whose layouts are complete.
private func hasLayouts(_ version: OpenFlowVersion) -> Bool { version == .v1_0 || version == .v1_3 }

private func index(of version: OpenFlowVersion) -> Int { Int(version.rawValue) - 1 }

/// Per version, the type of each number.
private let typesByNumber: [[MessageType?]] = OpenFlowVersion.allCases.map { version in
    var types = [MessageType?](repeating: nil, count: 256)
    for row in messageTypeTable where row.everyVersion || hasLayouts(version) {
        types[Int(version == .v1_0 ? row.in10 : row.since11)] = row.type
    }
    return types
}

extension MessageType {
    /// Nil when the version does not have the message or the codec does not speak it.
    @inline(__always)
    init?(number: UInt8, version: OpenFlowVersion) {
        guard let type = typesByNumber[index(of: version)][Int(number)] else { return nil }
        self = type
    }

    /// Two types that are understood whatever version their header says.
    static var helloNumber: UInt8 { messageTypeTable[Int(MessageType.hello.rawValue)].since11 }
    static var errorNumber: UInt8 { messageTypeTable[Int(MessageType.error.rawValue)].since11 }

    @inline(__always)
    func number(in version: OpenFlowVersion) -> UInt8? {
        let row = messageTypeTable[Int(rawValue)]
        guard row.everyVersion || hasLayouts(version) else { return nil }
        return version == .v1_0 ? row.in10 : row.since11
    }
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
        }
    }
}
