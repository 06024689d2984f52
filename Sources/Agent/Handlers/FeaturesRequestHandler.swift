import Datapath
import OpenFlow

/// FEATURES_REQUEST (1.3.5 §7.3.1; 1.0.0 §5.3.1). Up to 1.2 the reply lists the ports, which the datapath knows.
extension Agent {
    func handleFeaturesRequest(_ envelope: Envelope, from connection: Connection) {
        if connection.version < .v1_3 {
            request(.statistics(.portDescription()), .features(ports: []), for: envelope, from: connection)
        } else {
            connection.answer(Envelope(xid: envelope.xid, .featuresReply(features(ports: []))))
        }
    }

    /// One part of the ports: the reply goes when the last has come.
    func portsArrived(
        _ body: MultipartReply.Body,
        after earlier: [PortDescription],
        _ reply: DatapathReply,
        xid: UInt32,
        for connection: Connection
    ) {
        guard case .portDescription(let some) = body else { return }
        let ports = earlier + some
        if reply.isLast {
            connection.send(Envelope(xid: xid, .featuresReply(features(ports: ports))))
        } else {
            keep(.features(ports: ports), until: reply)
        }
    }

    private func features(ports: [PortDescription]) -> FeaturesReply {
        FeaturesReply(
            datapathID: configuration.datapathID,
            bufferCount: configuration.bufferCount,
            tableCount: configuration.tableCount,
            capabilities: configuration.capabilities,
            supportedActions: configuration.supportedActions,
            ports: ports
        )
    }
}
