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
