import OpenFlow

/// ROLE_REQUEST (1.3.5 §6.3.5, §7.3.9).
extension Agent {
    /// Generations tell old requests from new ones: one that is behind the newest, by their signed distance, is stale.
    func handleRoleRequest(_ wanted: RoleMessage, _ envelope: Envelope, from connection: Connection) {
        if wanted.role == .master || wanted.role == .slave {
            if let generationID, Int64(bitPattern: wanted.generationID &- generationID) < 0 {
                return refuse(envelope, Refusal.staleGeneration, from: connection)
            }
            generationID = wanted.generationID
        }
        if wanted.role != .noChange { setRole(wanted.role, of: connection) }
        let reply = RoleMessage(connection.role, shortID: wanted.shortID, generationID: generationID ?? .max)
        connection.answer(Envelope(xid: envelope.xid, .roleReply(reply)))
    }
}
