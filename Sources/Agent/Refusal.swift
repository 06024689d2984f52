import OpenFlow

/// The errors that the agent finds by itself; all others come from the codec and the datapath.
enum Refusal {
    static let messageOfSwitch = OpenFlowError(.badRequestBadType, "this message is sent by switches only")
    /// 1.0 has another name for it.
    static func experimenter(_ version: OpenFlowVersion) -> OpenFlowError {
        OpenFlowError(
            version == .v1_0 ? .badRequestBadVendor : .badRequestBadExperimenter,
            "no experimenter or vendor message is known"
        )
    }
    static func unsupported(_ what: String) -> OpenFlowError {
        OpenFlowError(.badRequestBadType, "this switch has no \(what)")
    }
    static func unsupportedMultipart(_ what: String) -> OpenFlowError {
        OpenFlowError(.badRequestBadMultipart, "this switch has no \(what)")
    }
    static let slave = OpenFlowError(.badRequestIsSlave, "a slave may ask but not change anything")
    static let staleGeneration = OpenFlowError(.roleRequestFailedStale, "the generation_id is older than the last one")
    static let asyncMask = OpenFlowError(.asyncConfigFailedInvalid, "a mask has bits that stand for no reason")
    static let table = OpenFlowError(.tableModFailedBadTable, "there is no such table")
    static let tableConfig = OpenFlowError(
        .tableModFailedBadConfig,
        "tables have neither eviction nor vacancy events, and misses follow the table-miss entry"
    )
    static let reassembly = OpenFlowError(
        .switchConfigFailedBadFlags,
        "fragments can be passed on or dropped, not reassembled"
    )
    static let tableFeatures = OpenFlowError(
        .tableFeaturesFailedEperm,
        "table features can be asked for, with an empty body, but not changed"
    )
    static let splitRequest = OpenFlowError(
        .badRequestMultipartBufferOverflow,
        "a multipart request must be a single message without the more flag"
    )
}
