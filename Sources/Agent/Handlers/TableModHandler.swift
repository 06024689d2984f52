import OpenFlow

/// TABLE_MOD (1.3.5 §7.3.3; 1.4.1 §7.3.3): tables have nothing to configure, which is what they are told to be.
extension Agent {
    func handleTableMod(_ wanted: TableDescription, _ envelope: Envelope, from connection: Connection) {
        guard wanted.tableID < configuration.tableCount || wanted.tableID == Reserved.allTables else {
            return refuse(envelope, Refusal.table, from: connection)
        }
        // 1.3 has only bits that are deprecated, and says that they are to be ignored.
        let config = connection.version == .v1_3 ? [] : wanted.config
        guard config.isEmpty else { return refuse(envelope, Refusal.tableConfig, from: connection) }
    }
}
