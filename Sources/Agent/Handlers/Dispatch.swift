import OpenFlow

/// Where each kind of message is handled.
extension Agent {
    func handle(_ envelope: Envelope, from connection: Connection) {
        if connection.role == .slave, envelope.message.isChange {
            return refuse(envelope, Refusal.slave, from: connection)
        }
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
        case .roleRequest(let wanted): handleRoleRequest(wanted, envelope, from: connection)
        case .getAsyncRequest: handleGetAsyncRequest(envelope, from: connection)
        case .setAsync(let wanted): handleSetAsync(wanted, envelope, from: connection)
        case .tableMod(let wanted): handleTableMod(wanted, envelope, from: connection)
        case .queueGetConfigRequest(let port): handleQueueGetConfigRequest(port, envelope, from: connection)
        case .groupMod: refuse(envelope, Refusal.unsupported("groups"), from: connection)
        case .meterMod: refuse(envelope, Refusal.unsupported("meters"), from: connection)
        case .bundleControl, .bundleAdd: refuse(envelope, Refusal.unsupported("bundles"), from: connection)
        case .featuresReply, .getConfigReply, .packetIn, .flowRemoved, .portStatus, .multipartReply, .barrierReply,
            .queueGetConfigReply, .roleReply, .getAsyncReply, .roleStatus, .tableStatus, .requestForward,
            .controllerStatus:
            refuse(envelope, Refusal.messageOfSwitch, from: connection)
        }
    }
}

extension Message {
    /// What a slave may not send (1.3.5 §6.3.4).
    fileprivate var isChange: Bool {
        switch self {
        case .packetOut, .flowMod, .portMod, .groupMod, .tableMod, .meterMod, .bundleControl, .bundleAdd: true
        case .multipartRequest(let request):
            if case .tableFeatures(let wanted) = request.body { !wanted.isEmpty } else { false }
        case .hello, .error, .echoRequest, .echoReply, .experimenter, .featuresRequest, .featuresReply,
            .getConfigRequest, .getConfigReply, .setConfig, .packetIn, .flowRemoved, .portStatus, .multipartReply,
            .barrierRequest, .barrierReply, .queueGetConfigRequest, .queueGetConfigReply, .roleRequest, .roleReply,
            .getAsyncRequest, .getAsyncReply, .setAsync, .roleStatus, .tableStatus, .requestForward, .controllerStatus:
            false
        }
    }
}
