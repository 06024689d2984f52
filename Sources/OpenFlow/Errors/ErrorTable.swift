/// What is known of each error of the specification. Numbers of errors stand here and nowhere else.
///
/// Errors come and go with versions: `older` is what a version before the first one says in place of an error, `newer`
/// what a version after the last one says. These chains end in a code of every version; a test follows them all.
struct ErrorRow: Sendable {
    let code: ErrorCode
    let type: ErrorType
    /// Without the prefix of its type.
    let name: String
    let number: UInt16
    /// The number in 1.0, where that is another one.
    let numberIn10: UInt16
    let since: OpenFlowVersion
    let until: OpenFlowVersion
    let older: ErrorCode?
    let newer: ErrorCode?

    init(
        _ code: ErrorCode,
        _ type: ErrorType,
        _ name: String,
        _ number: UInt16,
        in10: UInt16? = nil,
        since: OpenFlowVersion = .v1_0,
        until: OpenFlowVersion = .v1_5,
        older: ErrorCode? = nil,
        newer: ErrorCode? = nil
    ) {
        self.code = code
        self.type = type
        self.name = name
        self.number = number
        self.numberIn10 = in10 ?? number
        self.since = since
        self.until = until
        self.older = older
        self.newer = newer
    }
}

/// Every type of errors (1.5.1 §7.5.4).
enum ErrorType: UInt8, CaseIterable, Sendable {
    case helloFailed, badRequest, badAction, badInstruction, badMatch, flowModFailed, groupModFailed, portModFailed,
        tableModFailed, queueOpFailed, switchConfigFailed, roleRequestFailed, meterModFailed, tableFeaturesFailed,
        badProperty, asyncConfigFailed, flowMonitorFailed, bundleFailed
}

/// The number and the prefix of codes of each type, in the order of `ErrorType`.
let errorTypeTable: [(type: ErrorType, prefix: String, number: UInt16, numberIn10: UInt16)] = [
    // 1.0 has no errors of instructions, matches and groups; its numbers close up.
    (.helloFailed, "OFPHFC_", 0, 0),
    (.badRequest, "OFPBRC_", 1, 1),
    (.badAction, "OFPBAC_", 2, 2),
    (.badInstruction, "OFPBIC_", 3, 3),
    (.badMatch, "OFPBMC_", 4, 4),
    (.flowModFailed, "OFPFMFC_", 5, 3),
    (.groupModFailed, "OFPGMFC_", 6, 6),
    (.portModFailed, "OFPPMFC_", 7, 4),
    (.tableModFailed, "OFPTMFC_", 8, 8),
    (.queueOpFailed, "OFPQOFC_", 9, 5),
    (.switchConfigFailed, "OFPSCFC_", 10, 10),
    (.roleRequestFailed, "OFPRRFC_", 11, 11),
    (.meterModFailed, "OFPMMFC_", 12, 12),
    (.tableFeaturesFailed, "OFPTFFC_", 13, 13),
    (.badProperty, "OFPBPC_", 14, 14),
    (.asyncConfigFailed, "OFPACFC_", 15, 15),
    (.flowMonitorFailed, "OFPMOFC_", 16, 16),
    (.bundleFailed, "OFPBFC_", 17, 17),
]

/// All errors, in the order of `ErrorCode`.
let errorTable: [ErrorRow] = [
    // OFPET_HELLO_FAILED
    .init(.helloFailedIncompatible, .helloFailed, "INCOMPATIBLE", 0),
    .init(.helloFailedEperm, .helloFailed, "EPERM", 1),
    // OFPET_BAD_REQUEST
    .init(.badRequestBadVersion, .badRequest, "BAD_VERSION", 0),
    .init(.badRequestBadType, .badRequest, "BAD_TYPE", 1),
    .init(.badRequestBadStat, .badRequest, "BAD_STAT", 2, until: .v1_2, newer: .badRequestBadMultipart),
    .init(.badRequestBadMultipart, .badRequest, "BAD_MULTIPART", 2, since: .v1_3, older: .badRequestBadStat),
    .init(.badRequestBadVendor, .badRequest, "BAD_VENDOR", 3, until: .v1_0, newer: .badRequestBadExperimenter),
    .init(.badRequestBadExperimenter, .badRequest, "BAD_EXPERIMENTER", 3, since: .v1_1, older: .badRequestBadVendor),
    .init(.badRequestBadSubtype, .badRequest, "BAD_SUBTYPE", 4, until: .v1_1, newer: .badRequestBadExpType),
    .init(.badRequestBadExpType, .badRequest, "BAD_EXP_TYPE", 4, since: .v1_2, older: .badRequestBadSubtype),
    .init(.badRequestEperm, .badRequest, "EPERM", 5),
    .init(.badRequestBadLen, .badRequest, "BAD_LEN", 6),
    .init(.badRequestBufferEmpty, .badRequest, "BUFFER_EMPTY", 7),
    .init(.badRequestBufferUnknown, .badRequest, "BUFFER_UNKNOWN", 8),
    .init(.badRequestBadTableId, .badRequest, "BAD_TABLE_ID", 9, since: .v1_1, older: .badRequestBadType),
    .init(.badRequestIsSlave, .badRequest, "IS_SLAVE", 10, since: .v1_2, older: .badRequestEperm),
    .init(.badRequestBadPort, .badRequest, "BAD_PORT", 11, since: .v1_2, older: .badActionBadArgument),
    .init(.badRequestBadPacket, .badRequest, "BAD_PACKET", 12, since: .v1_2, older: .badRequestBadLen),
    .init(
        .badRequestMultipartBufferOverflow,
        .badRequest,
        "MULTIPART_BUFFER_OVERFLOW",
        13,
        since: .v1_3,
        older: .badRequestBadLen
    ),
    .init(
        .badRequestMultipartRequestTimeout,
        .badRequest,
        "MULTIPART_REQUEST_TIMEOUT",
        14,
        since: .v1_4,
        older: .badRequestBadLen
    ),
    .init(
        .badRequestMultipartReplyTimeout,
        .badRequest,
        "MULTIPART_REPLY_TIMEOUT",
        15,
        since: .v1_4,
        older: .badRequestBadLen
    ),
    .init(
        .badRequestMultipartBadSched,
        .badRequest,
        "MULTIPART_BAD_SCHED",
        16,
        since: .v1_5,
        older: .badRequestBadMultipart
    ),
    .init(
        .badRequestPipelineFieldsOnly,
        .badRequest,
        "PIPELINE_FIELDS_ONLY",
        17,
        since: .v1_5,
        older: .badMatchBadField
    ),
    .init(.badRequestUnknown, .badRequest, "UNKNOWN", 18, since: .v1_5, older: .badRequestBadType),
    // OFPET_BAD_ACTION
    .init(.badActionBadType, .badAction, "BAD_TYPE", 0),
    .init(.badActionBadLen, .badAction, "BAD_LEN", 1),
    .init(.badActionBadVendor, .badAction, "BAD_VENDOR", 2, until: .v1_0, newer: .badActionBadExperimenter),
    .init(.badActionBadExperimenter, .badAction, "BAD_EXPERIMENTER", 2, since: .v1_1, older: .badActionBadVendor),
    .init(
        .badActionBadVendorType,
        .badAction,
        "BAD_VENDOR_TYPE",
        3,
        until: .v1_0,
        newer: .badActionBadExperimenterType
    ),
    .init(
        .badActionBadExperimenterType,
        .badAction,
        "BAD_EXPERIMENTER_TYPE",
        3,
        since: .v1_1,
        until: .v1_1,
        older: .badActionBadVendorType,
        newer: .badActionBadExpType
    ),
    .init(.badActionBadExpType, .badAction, "BAD_EXP_TYPE", 3, since: .v1_2, older: .badActionBadExperimenterType),
    .init(.badActionBadOutPort, .badAction, "BAD_OUT_PORT", 4),
    .init(.badActionBadArgument, .badAction, "BAD_ARGUMENT", 5),
    .init(.badActionEperm, .badAction, "EPERM", 6),
    .init(.badActionTooMany, .badAction, "TOO_MANY", 7),
    .init(.badActionBadQueue, .badAction, "BAD_QUEUE", 8),
    .init(.badActionBadOutGroup, .badAction, "BAD_OUT_GROUP", 9, since: .v1_1, older: .badActionBadOutPort),
    .init(
        .badActionMatchInconsistent,
        .badAction,
        "MATCH_INCONSISTENT",
        10,
        since: .v1_1,
        older: .badActionBadArgument
    ),
    .init(
        .badActionUnsupportedOrder,
        .badAction,
        "UNSUPPORTED_ORDER",
        11,
        since: .v1_1,
        older: .flowModFailedUnsupported
    ),
    .init(.badActionBadTag, .badAction, "BAD_TAG", 12, since: .v1_1, older: .badActionBadArgument),
    .init(.badActionBadSetType, .badAction, "BAD_SET_TYPE", 13, since: .v1_2, older: .badActionBadType),
    .init(.badActionBadSetLen, .badAction, "BAD_SET_LEN", 14, since: .v1_2, older: .badActionBadLen),
    .init(.badActionBadSetArgument, .badAction, "BAD_SET_ARGUMENT", 15, since: .v1_2, older: .badActionBadArgument),
    .init(.badActionBadSetMask, .badAction, "BAD_SET_MASK", 16, since: .v1_5, older: .badActionBadSetType),
    .init(.badActionBadMeter, .badAction, "BAD_METER", 17, since: .v1_5, older: .badActionBadArgument),
    // OFPET_BAD_INSTRUCTION
    .init(.badInstructionUnknownInst, .badInstruction, "UNKNOWN_INST", 0, since: .v1_1, older: .badActionBadType),
    .init(.badInstructionUnsupInst, .badInstruction, "UNSUP_INST", 1, since: .v1_1, older: .badActionBadType),
    .init(.badInstructionBadTableId, .badInstruction, "BAD_TABLE_ID", 2, since: .v1_1, older: .badActionBadArgument),
    .init(
        .badInstructionUnsupMetadata,
        .badInstruction,
        "UNSUP_METADATA",
        3,
        since: .v1_1,
        older: .badActionBadArgument
    ),
    .init(
        .badInstructionUnsupMetadataMask,
        .badInstruction,
        "UNSUP_METADATA_MASK",
        4,
        since: .v1_1,
        older: .badActionBadArgument
    ),
    .init(
        .badInstructionUnsupExpInst,
        .badInstruction,
        "UNSUP_EXP_INST",
        5,
        since: .v1_1,
        until: .v1_1,
        older: .badActionBadVendor,
        newer: .badInstructionBadExperimenter
    ),
    .init(
        .badInstructionBadExperimenter,
        .badInstruction,
        "BAD_EXPERIMENTER",
        5,
        since: .v1_2,
        older: .badInstructionUnsupExpInst
    ),
    .init(
        .badInstructionBadExpType,
        .badInstruction,
        "BAD_EXP_TYPE",
        6,
        since: .v1_2,
        older: .badInstructionUnsupExpInst
    ),
    .init(.badInstructionBadLen, .badInstruction, "BAD_LEN", 7, since: .v1_2, older: .badRequestBadLen),
    .init(.badInstructionEperm, .badInstruction, "EPERM", 8, since: .v1_2, older: .badActionEperm),
    .init(.badInstructionDupInst, .badInstruction, "DUP_INST", 9, since: .v1_4, older: .badInstructionUnsupInst),
    // OFPET_BAD_MATCH
    .init(.badMatchBadType, .badMatch, "BAD_TYPE", 0, since: .v1_1, older: .flowModFailedUnsupported),
    .init(.badMatchBadLen, .badMatch, "BAD_LEN", 1, since: .v1_1, older: .badRequestBadLen),
    .init(.badMatchBadTag, .badMatch, "BAD_TAG", 2, since: .v1_1, older: .flowModFailedUnsupported),
    .init(.badMatchBadDlAddrMask, .badMatch, "BAD_DL_ADDR_MASK", 3, since: .v1_1, older: .flowModFailedUnsupported),
    .init(.badMatchBadNwAddrMask, .badMatch, "BAD_NW_ADDR_MASK", 4, since: .v1_1, older: .flowModFailedUnsupported),
    .init(.badMatchBadWildcards, .badMatch, "BAD_WILDCARDS", 5, since: .v1_1, older: .flowModFailedUnsupported),
    .init(.badMatchBadField, .badMatch, "BAD_FIELD", 6, since: .v1_1, older: .flowModFailedUnsupported),
    .init(.badMatchBadValue, .badMatch, "BAD_VALUE", 7, since: .v1_1, older: .flowModFailedUnsupported),
    .init(.badMatchBadMask, .badMatch, "BAD_MASK", 8, since: .v1_2, older: .badMatchBadWildcards),
    .init(.badMatchBadPrereq, .badMatch, "BAD_PREREQ", 9, since: .v1_2, older: .badMatchBadValue),
    .init(.badMatchDupField, .badMatch, "DUP_FIELD", 10, since: .v1_2, older: .badMatchBadField),
    .init(.badMatchEperm, .badMatch, "EPERM", 11, since: .v1_2, older: .flowModFailedEperm),
    // OFPET_FLOW_MOD_FAILED
    .init(
        .flowModFailedAllTablesFull,
        .flowModFailed,
        "ALL_TABLES_FULL",
        0,
        until: .v1_0,
        newer: .flowModFailedTableFull
    ),
    .init(.flowModFailedUnknown, .flowModFailed, "UNKNOWN", 0, since: .v1_1, older: .flowModFailedUnsupported),
    .init(.flowModFailedTableFull, .flowModFailed, "TABLE_FULL", 1, since: .v1_1, older: .flowModFailedAllTablesFull),
    .init(.flowModFailedBadTableId, .flowModFailed, "BAD_TABLE_ID", 2, since: .v1_1, older: .flowModFailedUnsupported),
    .init(.flowModFailedOverlap, .flowModFailed, "OVERLAP", 3, in10: 1),
    .init(
        .flowModFailedBadEmergTimeout,
        .flowModFailed,
        "BAD_EMERG_TIMEOUT",
        3,
        until: .v1_0,
        newer: .flowModFailedBadTimeout
    ),
    .init(.flowModFailedEperm, .flowModFailed, "EPERM", 4, in10: 2),
    .init(.flowModFailedUnsupported, .flowModFailed, "UNSUPPORTED", 5, until: .v1_0, newer: .flowModFailedUnknown),
    .init(.flowModFailedBadTimeout, .flowModFailed, "BAD_TIMEOUT", 5, since: .v1_1, older: .flowModFailedUnsupported),
    .init(.flowModFailedBadCommand, .flowModFailed, "BAD_COMMAND", 6, in10: 4),
    .init(.flowModFailedBadFlags, .flowModFailed, "BAD_FLAGS", 7, since: .v1_2, older: .flowModFailedUnknown),
    .init(.flowModFailedCantSync, .flowModFailed, "CANT_SYNC", 8, since: .v1_4, older: .flowModFailedUnknown),
    .init(.flowModFailedBadPriority, .flowModFailed, "BAD_PRIORITY", 9, since: .v1_4, older: .flowModFailedUnknown),
    .init(.flowModFailedIsSync, .flowModFailed, "IS_SYNC", 10, since: .v1_5, older: .flowModFailedEperm),
    // OFPET_GROUP_MOD_FAILED
    .init(
        .groupModFailedGroupExists,
        .groupModFailed,
        "GROUP_EXISTS",
        0,
        since: .v1_1,
        older: .groupModFailedInvalidGroup
    ),
    .init(.groupModFailedInvalidGroup, .groupModFailed, "INVALID_GROUP", 1, since: .v1_1, older: .badRequestBadType),
    .init(
        .groupModFailedWeightUnsupported,
        .groupModFailed,
        "WEIGHT_UNSUPPORTED",
        2,
        since: .v1_1,
        older: .groupModFailedInvalidGroup
    ),
    .init(
        .groupModFailedOutOfGroups,
        .groupModFailed,
        "OUT_OF_GROUPS",
        3,
        since: .v1_1,
        older: .groupModFailedInvalidGroup
    ),
    .init(
        .groupModFailedOutOfBuckets,
        .groupModFailed,
        "OUT_OF_BUCKETS",
        4,
        since: .v1_1,
        older: .groupModFailedInvalidGroup
    ),
    .init(
        .groupModFailedChainingUnsupported,
        .groupModFailed,
        "CHAINING_UNSUPPORTED",
        5,
        since: .v1_1,
        older: .groupModFailedInvalidGroup
    ),
    .init(
        .groupModFailedWatchUnsupported,
        .groupModFailed,
        "WATCH_UNSUPPORTED",
        6,
        since: .v1_1,
        older: .groupModFailedInvalidGroup
    ),
    .init(.groupModFailedLoop, .groupModFailed, "LOOP", 7, since: .v1_1, older: .groupModFailedInvalidGroup),
    .init(
        .groupModFailedUnknownGroup,
        .groupModFailed,
        "UNKNOWN_GROUP",
        8,
        since: .v1_1,
        older: .groupModFailedInvalidGroup
    ),
    .init(
        .groupModFailedChainedGroup,
        .groupModFailed,
        "CHAINED_GROUP",
        9,
        since: .v1_2,
        older: .groupModFailedInvalidGroup
    ),
    .init(.groupModFailedBadType, .groupModFailed, "BAD_TYPE", 10, since: .v1_2, older: .groupModFailedInvalidGroup),
    .init(
        .groupModFailedBadCommand,
        .groupModFailed,
        "BAD_COMMAND",
        11,
        since: .v1_2,
        older: .groupModFailedInvalidGroup
    ),
    .init(
        .groupModFailedBadBucket,
        .groupModFailed,
        "BAD_BUCKET",
        12,
        since: .v1_2,
        older: .groupModFailedInvalidGroup
    ),
    .init(.groupModFailedBadWatch, .groupModFailed, "BAD_WATCH", 13, since: .v1_2, older: .groupModFailedInvalidGroup),
    .init(.groupModFailedEperm, .groupModFailed, "EPERM", 14, since: .v1_2, older: .badRequestEperm),
    .init(
        .groupModFailedUnknownBucket,
        .groupModFailed,
        "UNKNOWN_BUCKET",
        15,
        since: .v1_5,
        older: .groupModFailedInvalidGroup
    ),
    .init(
        .groupModFailedBucketExists,
        .groupModFailed,
        "BUCKET_EXISTS",
        16,
        since: .v1_5,
        older: .groupModFailedInvalidGroup
    ),
    // OFPET_PORT_MOD_FAILED
    .init(.portModFailedBadPort, .portModFailed, "BAD_PORT", 0),
    .init(.portModFailedBadHwAddr, .portModFailed, "BAD_HW_ADDR", 1),
    .init(.portModFailedBadConfig, .portModFailed, "BAD_CONFIG", 2, since: .v1_1, older: .portModFailedBadPort),
    .init(.portModFailedBadAdvertise, .portModFailed, "BAD_ADVERTISE", 3, since: .v1_1, older: .portModFailedBadPort),
    .init(.portModFailedEperm, .portModFailed, "EPERM", 4, since: .v1_2, older: .badRequestEperm),
    // OFPET_TABLE_MOD_FAILED
    .init(.tableModFailedBadTable, .tableModFailed, "BAD_TABLE", 0, since: .v1_1, older: .badRequestBadTableId),
    .init(.tableModFailedBadConfig, .tableModFailed, "BAD_CONFIG", 1, since: .v1_1, older: .badRequestBadType),
    .init(.tableModFailedEperm, .tableModFailed, "EPERM", 2, since: .v1_2, older: .badRequestEperm),
    // OFPET_QUEUE_OP_FAILED
    .init(.queueOpFailedBadPort, .queueOpFailed, "BAD_PORT", 0),
    .init(.queueOpFailedBadQueue, .queueOpFailed, "BAD_QUEUE", 1),
    .init(.queueOpFailedEperm, .queueOpFailed, "EPERM", 2),
    // OFPET_SWITCH_CONFIG_FAILED
    .init(.switchConfigFailedBadFlags, .switchConfigFailed, "BAD_FLAGS", 0, since: .v1_1, older: .badRequestBadType),
    .init(.switchConfigFailedBadLen, .switchConfigFailed, "BAD_LEN", 1, since: .v1_1, older: .badRequestBadLen),
    .init(.switchConfigFailedEperm, .switchConfigFailed, "EPERM", 2, since: .v1_2, older: .badRequestEperm),
    // OFPET_ROLE_REQUEST_FAILED
    .init(.roleRequestFailedStale, .roleRequestFailed, "STALE", 0, since: .v1_2, older: .badRequestBadType),
    .init(.roleRequestFailedUnsup, .roleRequestFailed, "UNSUP", 1, since: .v1_2, older: .badRequestBadType),
    .init(.roleRequestFailedBadRole, .roleRequestFailed, "BAD_ROLE", 2, since: .v1_2, older: .badRequestBadType),
    .init(.roleRequestFailedIdUnsup, .roleRequestFailed, "ID_UNSUP", 3, since: .v1_5, older: .roleRequestFailedUnsup),
    .init(.roleRequestFailedIdInUse, .roleRequestFailed, "ID_IN_USE", 4, since: .v1_5, older: .roleRequestFailedUnsup),
    // OFPET_METER_MOD_FAILED
    .init(.meterModFailedUnknown, .meterModFailed, "UNKNOWN", 0, since: .v1_3, older: .badRequestBadType),
    .init(.meterModFailedMeterExists, .meterModFailed, "METER_EXISTS", 1, since: .v1_3, older: .badRequestBadType),
    .init(.meterModFailedInvalidMeter, .meterModFailed, "INVALID_METER", 2, since: .v1_3, older: .badRequestBadType),
    .init(.meterModFailedUnknownMeter, .meterModFailed, "UNKNOWN_METER", 3, since: .v1_3, older: .badRequestBadType),
    .init(.meterModFailedBadCommand, .meterModFailed, "BAD_COMMAND", 4, since: .v1_3, older: .badRequestBadType),
    .init(.meterModFailedBadFlags, .meterModFailed, "BAD_FLAGS", 5, since: .v1_3, older: .badRequestBadType),
    .init(.meterModFailedBadRate, .meterModFailed, "BAD_RATE", 6, since: .v1_3, older: .badRequestBadType),
    .init(.meterModFailedBadBurst, .meterModFailed, "BAD_BURST", 7, since: .v1_3, older: .badRequestBadType),
    .init(.meterModFailedBadBand, .meterModFailed, "BAD_BAND", 8, since: .v1_3, older: .badRequestBadType),
    .init(.meterModFailedBadBandValue, .meterModFailed, "BAD_BAND_VALUE", 9, since: .v1_3, older: .badRequestBadType),
    .init(.meterModFailedOutOfMeters, .meterModFailed, "OUT_OF_METERS", 10, since: .v1_3, older: .badRequestBadType),
    .init(.meterModFailedOutOfBands, .meterModFailed, "OUT_OF_BANDS", 11, since: .v1_3, older: .badRequestBadType),
    // OFPET_TABLE_FEATURES_FAILED
    .init(.tableFeaturesFailedBadTable, .tableFeaturesFailed, "BAD_TABLE", 0, since: .v1_3, older: .badRequestBadType),
    .init(
        .tableFeaturesFailedBadMetadata,
        .tableFeaturesFailed,
        "BAD_METADATA",
        1,
        since: .v1_3,
        older: .badRequestBadType
    ),
    .init(
        .tableFeaturesFailedBadType,
        .tableFeaturesFailed,
        "BAD_TYPE",
        2,
        since: .v1_3,
        until: .v1_3,
        older: .badRequestBadType,
        newer: .badPropertyBadType
    ),
    .init(
        .tableFeaturesFailedBadLen,
        .tableFeaturesFailed,
        "BAD_LEN",
        3,
        since: .v1_3,
        until: .v1_3,
        older: .badRequestBadLen,
        newer: .badPropertyBadLen
    ),
    .init(
        .tableFeaturesFailedBadArgument,
        .tableFeaturesFailed,
        "BAD_ARGUMENT",
        4,
        since: .v1_3,
        until: .v1_3,
        older: .badRequestBadType,
        newer: .badPropertyBadValue
    ),
    .init(.tableFeaturesFailedEperm, .tableFeaturesFailed, "EPERM", 5, since: .v1_3, older: .badRequestEperm),
    .init(.tableFeaturesFailedBadCap, .tableFeaturesFailed, "BAD_CAP", 6, since: .v1_5, older: .badRequestBadType),
    .init(
        .tableFeaturesFailedBadMaxEnt,
        .tableFeaturesFailed,
        "BAD_MAX_ENT",
        7,
        since: .v1_5,
        older: .badRequestBadType
    ),
    .init(
        .tableFeaturesFailedBadFeatures,
        .tableFeaturesFailed,
        "BAD_FEATURES",
        8,
        since: .v1_5,
        older: .badRequestBadType
    ),
    .init(
        .tableFeaturesFailedBadCommand,
        .tableFeaturesFailed,
        "BAD_COMMAND",
        9,
        since: .v1_5,
        older: .badRequestBadType
    ),
    .init(.tableFeaturesFailedTooMany, .tableFeaturesFailed, "TOO_MANY", 10, since: .v1_5, older: .badRequestBadType),
    // OFPET_BAD_PROPERTY
    .init(.badPropertyBadType, .badProperty, "BAD_TYPE", 0, since: .v1_4, older: .tableFeaturesFailedBadType),
    .init(.badPropertyBadLen, .badProperty, "BAD_LEN", 1, since: .v1_4, older: .tableFeaturesFailedBadLen),
    .init(.badPropertyBadValue, .badProperty, "BAD_VALUE", 2, since: .v1_4, older: .tableFeaturesFailedBadArgument),
    .init(.badPropertyTooMany, .badProperty, "TOO_MANY", 3, since: .v1_4, older: .tableFeaturesFailedBadType),
    .init(.badPropertyDupType, .badProperty, "DUP_TYPE", 4, since: .v1_4, older: .tableFeaturesFailedBadType),
    .init(
        .badPropertyBadExperimenter,
        .badProperty,
        "BAD_EXPERIMENTER",
        5,
        since: .v1_4,
        older: .badRequestBadExperimenter
    ),
    .init(.badPropertyBadExpType, .badProperty, "BAD_EXP_TYPE", 6, since: .v1_4, older: .badRequestBadExpType),
    .init(.badPropertyBadExpValue, .badProperty, "BAD_EXP_VALUE", 7, since: .v1_4, older: .badRequestBadExpType),
    .init(.badPropertyEperm, .badProperty, "EPERM", 8, since: .v1_4, older: .badRequestEperm),
    // OFPET_ASYNC_CONFIG_FAILED
    .init(.asyncConfigFailedInvalid, .asyncConfigFailed, "INVALID", 0, since: .v1_4, older: .badRequestBadType),
    .init(.asyncConfigFailedUnsupported, .asyncConfigFailed, "UNSUPPORTED", 1, since: .v1_4, older: .badRequestBadType),
    .init(.asyncConfigFailedEperm, .asyncConfigFailed, "EPERM", 2, since: .v1_4, older: .badRequestEperm),
    // OFPET_FLOW_MONITOR_FAILED
    .init(.flowMonitorFailedUnknown, .flowMonitorFailed, "UNKNOWN", 0, since: .v1_4, older: .badRequestBadType),
    .init(
        .flowMonitorFailedMonitorExists,
        .flowMonitorFailed,
        "MONITOR_EXISTS",
        1,
        since: .v1_4,
        older: .badRequestBadType
    ),
    .init(
        .flowMonitorFailedInvalidMonitor,
        .flowMonitorFailed,
        "INVALID_MONITOR",
        2,
        since: .v1_4,
        older: .badRequestBadType
    ),
    .init(
        .flowMonitorFailedUnknownMonitor,
        .flowMonitorFailed,
        "UNKNOWN_MONITOR",
        3,
        since: .v1_4,
        older: .badRequestBadType
    ),
    .init(.flowMonitorFailedBadCommand, .flowMonitorFailed, "BAD_COMMAND", 4, since: .v1_4, older: .badRequestBadType),
    .init(.flowMonitorFailedBadFlags, .flowMonitorFailed, "BAD_FLAGS", 5, since: .v1_4, older: .badRequestBadType),
    .init(
        .flowMonitorFailedBadTableId,
        .flowMonitorFailed,
        "BAD_TABLE_ID",
        6,
        since: .v1_4,
        older: .badRequestBadTableId
    ),
    .init(.flowMonitorFailedBadOut, .flowMonitorFailed, "BAD_OUT", 7, since: .v1_4, older: .badRequestBadType),
    // OFPET_BUNDLE_FAILED
    .init(.bundleFailedUnknown, .bundleFailed, "UNKNOWN", 0, since: .v1_4, older: .badRequestBadType),
    .init(.bundleFailedEperm, .bundleFailed, "EPERM", 1, since: .v1_4, older: .badRequestEperm),
    .init(.bundleFailedBadId, .bundleFailed, "BAD_ID", 2, since: .v1_4, older: .badRequestBadType),
    .init(.bundleFailedBundleExist, .bundleFailed, "BUNDLE_EXIST", 3, since: .v1_4, older: .badRequestBadType),
    .init(.bundleFailedBundleClosed, .bundleFailed, "BUNDLE_CLOSED", 4, since: .v1_4, older: .badRequestBadType),
    .init(.bundleFailedOutOfBundles, .bundleFailed, "OUT_OF_BUNDLES", 5, since: .v1_4, older: .badRequestBadType),
    .init(.bundleFailedBadType, .bundleFailed, "BAD_TYPE", 6, since: .v1_4, older: .badRequestBadType),
    .init(.bundleFailedBadFlags, .bundleFailed, "BAD_FLAGS", 7, since: .v1_4, older: .badRequestBadType),
    .init(.bundleFailedMsgBadLen, .bundleFailed, "MSG_BAD_LEN", 8, since: .v1_4, older: .badRequestBadLen),
    .init(.bundleFailedMsgBadXid, .bundleFailed, "MSG_BAD_XID", 9, since: .v1_4, older: .badRequestBadType),
    .init(.bundleFailedMsgUnsup, .bundleFailed, "MSG_UNSUP", 10, since: .v1_4, older: .badRequestBadType),
    .init(.bundleFailedMsgConflict, .bundleFailed, "MSG_CONFLICT", 11, since: .v1_4, older: .badRequestBadType),
    .init(.bundleFailedMsgTooMany, .bundleFailed, "MSG_TOO_MANY", 12, since: .v1_4, older: .badRequestBadType),
    .init(.bundleFailedMsgFailed, .bundleFailed, "MSG_FAILED", 13, since: .v1_4, older: .badRequestBadType),
    .init(.bundleFailedTimeout, .bundleFailed, "TIMEOUT", 14, since: .v1_4, older: .badRequestBadType),
    .init(
        .bundleFailedBundleInProgress,
        .bundleFailed,
        "BUNDLE_IN_PROGRESS",
        15,
        since: .v1_4,
        older: .badRequestBadType
    ),
    .init(
        .bundleFailedSchedNotSupported,
        .bundleFailed,
        "SCHED_NOT_SUPPORTED",
        16,
        since: .v1_5,
        older: .bundleFailedUnknown
    ),
    .init(.bundleFailedSchedFuture, .bundleFailed, "SCHED_FUTURE", 17, since: .v1_5, older: .bundleFailedUnknown),
    .init(.bundleFailedSchedPast, .bundleFailed, "SCHED_PAST", 18, since: .v1_5, older: .bundleFailedUnknown),
]
