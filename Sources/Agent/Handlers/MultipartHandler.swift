import Datapath
import OpenFlow

/// MULTIPART_REQUEST, STATS_REQUEST before 1.3 (1.3.5 §7.3.5). The agent knows the description, the datapath the rest;
/// its answer is passed on part by part.
extension Agent {
    func handleMultipartRequest(_ multipart: MultipartRequest, _ envelope: Envelope, from connection: Connection) {
        if case .tableFeatures(let wanted) = multipart.body, !wanted.isEmpty {
            return refuse(envelope, Refusal.tableFeatures, from: connection)
        }
        // None of the other requests can need a second message. Before 1.3 the flag means nothing in requests.
        if multipart.more, connection.version >= .v1_3 {
            return refuse(envelope, Refusal.splitRequest, from: connection)
        }
        switch multipart.body {
        case .description:
            let reply = MultipartReply(.description(configuration.description))
            connection.answer(Envelope(xid: envelope.xid, .multipartReply(reply)))
        case .flow, .aggregate, .table, .port, .portDescription, .tableFeatures, .queue, .queueDescription:
            request(.statistics(multipart.body), .statistics, for: envelope, from: connection)
        case .tableDescription:
            let tables = (0..<configuration.tableCount).map { TableDescription(tableID: $0) }
            connection.answer(Envelope(xid: envelope.xid, .multipartReply(MultipartReply(.tableDescription(tables)))))
        case .group, .groupDescription, .groupFeatures:
            refuse(envelope, Refusal.unsupportedMultipart("groups"), from: connection)
        case .meter, .meterDescription, .meterFeatures:
            refuse(envelope, Refusal.unsupportedMultipart("meters"), from: connection)
        case .flowMonitor: refuse(envelope, Refusal.unsupportedMultipart("flow monitors"), from: connection)
        case .flowCounters, .controllerStatus, .bundleFeatures:
            refuse(envelope, Refusal.unsupportedMultipart("requests of OpenFlow 1.5"), from: connection)
        case .experimenter: refuse(envelope, Refusal.experimenter(connection.version), from: connection)
        }
    }
}
