import Datapath
import OpenFlow

/// QUEUE_GET_CONFIG_REQUEST (1.3.5 §7.3.6; 1.0.0 §5.3.4); the datapath knows the queues.
extension Agent {
    func handleQueueGetConfigRequest(_ port: PortNumber, _ envelope: Envelope, from connection: Connection) {
        request(
            .statistics(.queueDescription(QueueFilter(port: port))),
            .queueConfig(port, queues: []),
            for: envelope,
            from: connection
        )
    }

    /// One part of the queues: the reply goes when the last has come.
    func queuesArrived(
        _ body: MultipartReply.Body,
        of port: PortNumber,
        after earlier: [QueueDescription],
        _ reply: DatapathReply,
        xid: UInt32,
        for connection: Connection
    ) {
        guard case .queueDescription(let some) = body else { return }
        let queues = earlier + some
        if reply.isLast {
            connection.send(Envelope(xid: xid, .queueGetConfigReply(QueueConfig(port: port, queues: queues))))
        } else {
            keep(.queueConfig(port, queues: queues), until: reply)
        }
    }
}
