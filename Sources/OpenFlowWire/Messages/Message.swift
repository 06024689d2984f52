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
        case .experimenter: self = .experimenter(try reader.element())
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
            self = .multipartRequest(try MultipartRequest(&reader))
        case .multipartReply:
            self = .multipartReply(try MultipartReply(&reader))
        case .groupMod: self = .groupMod(try reader.element())
        case .meterMod: self = .meterMod(try reader.element())
        case .tableMod: self = .tableMod(try reader.element(TableMod.self).table)
        case .queueGetConfigRequest: self = .queueGetConfigRequest(try reader.element(QueueConfigRequest.self).port)
        case .queueGetConfigReply: self = .queueGetConfigReply(try reader.element())
        case .roleRequest: self = .roleRequest(try reader.element())
        case .roleReply: self = .roleReply(try reader.element())
        case .getAsyncRequest:
            // Properties may say which part is wanted (1.4.1 §7.3.10); the reply is always the whole.
            if reader.version >= .v1_4 { try reader.pad(reader.remaining) }
            self = .getAsyncRequest
        case .getAsyncReply: self = .getAsyncReply(try reader.element())
        case .setAsync: self = .setAsync(try reader.element())
        case .roleStatus: self = .roleStatus(try reader.element())
        case .tableStatus: self = .tableStatus(try reader.element())
        case .requestForward: self = .requestForward(try reader.element())
        case .bundleControl: self = .bundleControl(try reader.element())
        case .bundleAdd: self = .bundleAdd(try reader.element())
        case .controllerStatus: self = .controllerStatus(try reader.element())
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
        case .multipartRequest(let body): try body.write(&writer)
        case .multipartReply(let body): try body.write(&writer)
        case .groupMod(var body): try body.layout(&writer)
        case .meterMod(var body): try body.layout(&writer)
        case .tableMod(let body): try writer.element(TableMod(table: body))
        case .queueGetConfigRequest(let port): try writer.element(QueueConfigRequest(port: port))
        case .queueGetConfigReply(var body): try body.layout(&writer)
        case .roleRequest(var body): try body.layout(&writer)
        case .roleReply(var body): try body.layout(&writer)
        case .getAsyncReply(var body): try body.layout(&writer)
        case .setAsync(var body): try body.layout(&writer)
        case .roleStatus(var body): try body.layout(&writer)
        case .tableStatus(var body): try body.layout(&writer)
        case .requestForward(var body): try body.layout(&writer)
        case .bundleControl(var body): try body.layout(&writer)
        case .bundleAdd(var body): try body.layout(&writer)
        case .controllerStatus(var body): try body.layout(&writer)
        case .featuresRequest, .getConfigRequest, .barrierRequest, .barrierReply, .getAsyncRequest: break
        }
    }
}

extension WireCoder where Self: ~Copyable {
    mutating func element<Element: WireElement>(_ type: Element.Type = Element.self) throws(Failure) -> Element {
        var element = Element.blank
        try element.layout(&self)
        return element
    }

    mutating func element<Element: WireElement>(_ element: Element) throws(Failure) {
        var element = element
        try element.layout(&self)
    }
}
