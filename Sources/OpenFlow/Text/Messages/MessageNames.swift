/// What messages are called when they are printed. ovs-ofctl has the names of the newest version for all of them, with
/// OFPST_ for statistics and multipart messages; VENDOR of 1.0 keeps its own.
extension Message {
    public func name(in version: OpenFlowVersion) -> String {
        switch self {
        case .hello: "OFPT_HELLO"
        case .error: "OFPT_ERROR"
        case .echoRequest: "OFPT_ECHO_REQUEST"
        case .echoReply: "OFPT_ECHO_REPLY"
        case .experimenter: version == .v1_0 ? "OFPT_VENDOR" : "OFPT_EXPERIMENTER"
        case .featuresRequest: "OFPT_FEATURES_REQUEST"
        case .featuresReply: "OFPT_FEATURES_REPLY"
        case .getConfigRequest: "OFPT_GET_CONFIG_REQUEST"
        case .getConfigReply: "OFPT_GET_CONFIG_REPLY"
        case .setConfig: "OFPT_SET_CONFIG"
        case .packetIn: "OFPT_PACKET_IN"
        case .flowRemoved: "OFPT_FLOW_REMOVED"
        case .portStatus: "OFPT_PORT_STATUS"
        case .packetOut: "OFPT_PACKET_OUT"
        case .flowMod: "OFPT_FLOW_MOD"
        case .portMod: "OFPT_PORT_MOD"
        case .multipartRequest(let request): "OFPST_\(request.body.name(in: version)) request"
        case .multipartReply(let reply): "OFPST_\(reply.body.name(in: version)) reply"
        case .barrierRequest: "OFPT_BARRIER_REQUEST"
        case .barrierReply: "OFPT_BARRIER_REPLY"
        case .groupMod: "OFPT_GROUP_MOD"
        case .tableMod: "OFPT_TABLE_MOD"
        case .queueGetConfigRequest: "OFPT_QUEUE_GET_CONFIG_REQUEST"
        case .queueGetConfigReply: "OFPT_QUEUE_GET_CONFIG_REPLY"
        case .roleRequest: "OFPT_ROLE_REQUEST"
        case .roleReply: "OFPT_ROLE_REPLY"
        case .getAsyncRequest: "OFPT_GET_ASYNC_REQUEST"
        case .getAsyncReply: "OFPT_GET_ASYNC_REPLY"
        case .setAsync: "OFPT_SET_ASYNC"
        case .meterMod: "OFPT_METER_MOD"
        case .roleStatus: "OFPT_ROLE_STATUS"
        case .tableStatus: "OFPT_TABLE_STATUS"
        case .requestForward: "OFPT_REQUESTFORWARD"
        case .bundleControl: "OFPT_BUNDLE_CONTROL"
        case .bundleAdd: "OFPT_BUNDLE_ADD_MESSAGE"
        case .controllerStatus: "OFPT_CONTROLLER_STATUS"
        }
    }
}

extension MultipartRequest.Body {
    func name(in version: OpenFlowVersion) -> String {
        switch self {
        case .description: "DESC"
        case .flow: "FLOW"
        case .aggregate: "AGGREGATE"
        case .table: "TABLE"
        case .port: "PORT"
        case .portDescription: "PORT_DESC"
        case .tableFeatures: "TABLE_FEATURES"
        case .queue: "QUEUE"
        case .group: "GROUP"
        case .groupDescription: "GROUP_DESC"
        case .groupFeatures: "GROUP_FEATURES"
        case .meter: "METER"
        case .meterDescription: "METER_CONFIG"
        case .meterFeatures: "METER_FEATURES"
        case .tableDescription: "TABLE_DESC"
        case .queueDescription: "QUEUE_DESC"
        case .flowMonitor: "FLOW_MONITOR"
        case .flowCounters: "FLOW_STATS"
        case .controllerStatus: "CONTROLLER_STATUS"
        case .bundleFeatures: "BUNDLE_FEATURES"
        case .experimenter: version == .v1_0 ? "VENDOR" : "EXPERIMENTER"
        }
    }
}

extension MultipartReply.Body {
    func name(in version: OpenFlowVersion) -> String {
        switch self {
        case .description: "DESC"
        case .flow: "FLOW"
        case .aggregate: "AGGREGATE"
        case .table: "TABLE"
        case .port: "PORT"
        case .portDescription: "PORT_DESC"
        case .tableFeatures: "TABLE_FEATURES"
        case .queue: "QUEUE"
        case .group: "GROUP"
        case .groupDescription: "GROUP_DESC"
        case .groupFeatures: "GROUP_FEATURES"
        case .meter: "METER"
        case .meterDescription: "METER_CONFIG"
        case .meterFeatures: "METER_FEATURES"
        case .tableDescription: "TABLE_DESC"
        case .queueDescription: "QUEUE_DESC"
        case .flowMonitor: "FLOW_MONITOR"
        case .flowCounters: "FLOW_STATS"
        case .controllerStatus: "CONTROLLER_STATUS"
        case .bundleFeatures: "BUNDLE_FEATURES"
        case .experimenter: version == .v1_0 ? "VENDOR" : "EXPERIMENTER"
        }
    }
}
