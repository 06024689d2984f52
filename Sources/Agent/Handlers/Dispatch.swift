import OpenFlow

/// Where each kind of message is handled.
extension Agent {
    func handle(_ envelope: Envelope, from connection: Connection) {
        switch envelope.message {
        case .hello: break  // The version is agreed on; a late one changes nothing (1.3.5 §6.3.1).
        case .error(let error): handleError(error, from: connection)
        case .echoRequest(let data): connection.answer(Envelope(xid: envelope.xid, .echoReply(data)))
        case .echoReply: break  // That it came is all it says, and the channel has seen that.
        case .experimenter: refuse(envelope, Refusal.experimenter(connection.version), from: connection)
        case .featuresRequest: handleFeaturesRequest(envelope, from: connection)
        case .getConfigRequest: handleGetConfigRequest(envelope, from: connection)
        case .setConfig(let config): handleSetConfig(config, envelope, from: connection)
        case .packetOut(let packetOut): handlePacketOut(packetOut, envelope, from: connection)
        case .flowMod(let flowMod): handleFlowMod(flowMod, envelope, from: connection)
        case .portMod(let portMod): handlePortMod(portMod, envelope, from: connection)
        case .multipartRequest(let request): handleMultipartRequest(request, envelope, from: connection)
        case .barrierRequest: handleBarrierRequest(envelope, from: connection)
        case .featuresReply, .getConfigReply, .packetIn, .flowRemoved, .portStatus, .multipartReply, .barrierReply:
            refuse(envelope, Refusal.messageOfSwitch, from: connection)
        }
    }
}
