import OpenFlow

/// TABLE_MOD (1.3.5 §7.3.3; 1.4.1 §7.3.3): tables have nothing to configure, which is what they are told to be.
extension Agent {
    func handleTableMod(_ wanted: TableDescription, _ envelope: Envelope, from connection: Connection) {
        guard wanted.tableID < configuration.tableCount || wanted.tableID == Reserved.allTables else {
            return refuse(envelope, Refusal.table, from: connection)
        }
        // From 1.3 on the bits of 1.1 and 1.2 are deprecated, and to be ignored (1.3.5 §7.3.3).
        let deprecated: TableConfig = connection.version >= .v1_3 ? [.missContinue, .missDrop] : []
        let config = wanted.config.subtracting(deprecated)
        guard config.isEmpty else { return refuse(envelope, Refusal.tableConfig, from: connection) }
    }
}
