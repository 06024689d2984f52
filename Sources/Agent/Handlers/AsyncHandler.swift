import OpenFlow

/// GET_ASYNC_REQUEST and SET_ASYNC (1.3.5 §7.3.10).
extension Agent {
    func handleGetAsyncRequest(_ envelope: Envelope, from connection: Connection) {
        let config = connection.asyncFilter.config(in: connection.version)
        connection.answer(Envelope(xid: envelope.xid, .getAsyncReply(config)))
    }

    func handleSetAsync(_ wanted: AsyncConfig, _ envelope: Envelope, from connection: Connection) {
        guard connection.asyncFilter.apply(wanted, in: connection.version) else {
            return refuse(envelope, Refusal.asyncMask, from: connection)
        }
        interestChanged()
    }
}
