import OpenFlow

extension Message {
    /// Reads what follows the header.
    @inline(__always)
    init(_ type: MessageType, _ reader: inout WireReader) throws(OpenFlowError) {
        switch type {
        case .flowMod:
            var body = FlowMod(.add)
            try body.layout(&reader)
            self = .flowMod(body)
        case .packetIn:
            var body = PacketIn(bufferID: nil, totalLength: 0, reason: .noMatch, match: Match(), data: [])
            try body.layout(&reader)
            self = .packetIn(body)
        case .packetOut:
            var body = PacketOut(actions: [])
            try body.layout(&reader)
            self = .packetOut(body)
        case .flowRemoved:
            var body = FlowRemoved(
                reason: .delete,
                tableID: 0,
                priority: 0,
                match: Match(),
                cookie: 0,
                duration: 0,
                idleTimeout: 0,
                hardTimeout: 0,
                packetCount: 0,
                byteCount: 0
            )
            try body.layout(&reader)
            self = .flowRemoved(body)
        case .hello:
            var body = Hello()
            try body.layout(&reader)
            self = .hello(body)
        case .error:
            var body = ErrorMessage(.other(type: 0, code: 0))
            try body.layout(&reader)
            self = .error(body)
        case .echoRequest:
            var data: [UInt8] = []
            try reader.rest(&data)
            self = .echoRequest(data)
        case .echoReply:
            var data: [UInt8] = []
            try reader.rest(&data)
            self = .echoReply(data)
        case .experimenter:
            var body = Experimenter(id: 0)
            try body.layout(&reader)
            self = .experimenter(body)
        case .featuresReply:
            var body = FeaturesReply(datapathID: 0, bufferCount: 0, tableCount: 0, capabilities: [])
            try body.layout(&reader)
            self = .featuresReply(body)
        case .getConfigReply:
            var body = SwitchConfig()
            try body.layout(&reader)
            self = .getConfigReply(body)
        case .setConfig:
            var body = SwitchConfig()
            try body.layout(&reader)
            self = .setConfig(body)
        case .portStatus:
            var body = PortStatus(.add, .blank)
            try body.layout(&reader)
            self = .portStatus(body)
        case .portMod:
            var body = PortMod(number: .any, hardwareAddress: 0, config: [], mask: [])
            try body.layout(&reader)
            self = .portMod(body)
        case .multipartRequest:
            var body = MultipartRequest(.description)
            try body.layout(&reader)
            self = .multipartRequest(body)
        case .multipartReply:
            var body = MultipartReply(.flow([]))
            try body.layout(&reader)
            self = .multipartReply(body)
        case .featuresRequest: self = .featuresRequest
        case .getConfigRequest: self = .getConfigRequest
        case .barrierRequest: self = .barrierRequest
        case .barrierReply: self = .barrierReply
        }
    }

    /// Writes what follows the header.
    @inline(__always)
    func write(_ writer: inout WireWriter) throws(EncodingError) {
        switch self {
        case .flowMod(var body): try body.layout(&writer)
        case .packetIn(var body): try body.layout(&writer)
        case .packetOut(var body): try body.layout(&writer)
        case .flowRemoved(var body): try body.layout(&writer)
        case .hello(var body): try body.layout(&writer)
        case .error(var body): try body.layout(&writer)
        case .echoRequest(var data): try writer.rest(&data)
        case .echoReply(var data): try writer.rest(&data)
        case .experimenter(var body): try body.layout(&writer)
        case .featuresReply(var body): try body.layout(&writer)
        case .getConfigReply(var body): try body.layout(&writer)
        case .setConfig(var body): try body.layout(&writer)
        case .portStatus(var body): try body.layout(&writer)
        case .portMod(var body): try body.layout(&writer)
        case .multipartRequest(var body): try body.layout(&writer)
        case .multipartReply(var body): try body.layout(&writer)
        case .featuresRequest, .getConfigRequest, .barrierRequest, .barrierReply: break
        }
    }
}
