import Datapath
import OpenFlow

/// GET_CONFIG_REQUEST and SET_CONFIG (1.3.5 §7.3.2).
///
/// `miss_send_len` belongs to the connection: each controller gets the length it asked for, and the datapath captures
/// the longest. How fragments are treated belongs to the switch: the last word counts.
extension Agent {
    func handleGetConfigRequest(_ envelope: Envelope, from connection: Connection) {
        let config = SwitchConfig(
            fragments: config.fragments,
            missSendLength: connection.missSendLength,
            sendsInvalidTTL: connection.asyncFilter.takesInvalidTTL
        )
        connection.answer(Envelope(xid: envelope.xid, .getConfigReply(config)))
    }

    /// Fragments are not reassembled. From 1.1 on there is an error to say so, and the message changes nothing. 1.0 has
    /// none: the switch goes on as it was, as GET_CONFIG then shows.
    func handleSetConfig(_ wanted: SwitchConfig, _ envelope: Envelope, from connection: Connection) {
        // A slave's word counts for its own packet-ins only.
        var fragments = connection.role == .slave ? config.fragments : wanted.fragments
        if fragments == .reassemble {
            guard connection.version == .v1_0 else { return refuse(envelope, Refusal.reassembly, from: connection) }
            fragments = config.fragments
        }
        connection.missSendLength = wanted.missSendLength
        // Other versions have SET_ASYNC for it, or nothing.
        if connection.version == .v1_1 || connection.version == .v1_2 {
            connection.asyncFilter.takesInvalidTTL = wanted.sendsInvalidTTL
        }
        if !connection.isController { connection.takesEvents = wanted.missSendLength > 0 }
        refreshInterested()
        // Sent on behalf of this message, so that a failure is answered, and before packet-ins may begin.
        if let changed = configChange(fragments: fragments) {
            request(.setConfig(changed), .change, for: envelope, from: connection)
        }
        interestChanged()
    }
}
