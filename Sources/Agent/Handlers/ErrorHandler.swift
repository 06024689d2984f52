import OpenFlow

/// ERROR (1.3.5 §7.4.4), in both directions.
extension Agent {
    /// The peer could not use something that the switch sent. There is nothing to repair, so it is kept for the status.
    func handleError(_ error: ErrorMessage, from connection: Connection) {
        connection.counters.errorsReceived += 1
        connection.lastError =
            switch error.kind {
            case .standard(let code): code.name
            case .other(let type, let code): "type \(type) code \(code)"
            }
    }

    /// Refuses a message which the agent itself answers, behind the barriers that are open.
    func refuse(_ envelope: Envelope, _ error: OpenFlowError, from connection: Connection) {
        connection.answer(Self.errorMessage(error, about: envelope))
    }

    /// The error with the request's xid; who encodes it quotes the request.
    static func errorMessage(_ error: OpenFlowError, about envelope: Envelope) -> Envelope {
        Envelope(
            xid: envelope.xid,
            .error(ErrorMessage(.standard(error.code), request: RefusedRequest(envelope)))
        )
    }
}
