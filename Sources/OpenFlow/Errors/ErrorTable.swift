/// All errors with their types, by raw value of `ErrorCode`: the rows stand in the order of its cases.
let errorTable: [(group: ErrorGroup, row: ErrorRow)] = errorGroups.flatMap { group in
    group.rows.map { (group, $0) }
}

private let errorGroups: [ErrorGroup] = [
    // OFPET_HELLO_FAILED
    ErrorGroup(
        "OFPHFC_",
        0,
        [
            .init(.helloFailedIncompatible, "INCOMPATIBLE", 0),
            .init(.helloFailedEperm, "EPERM", 1),
        ]
    ),
    // OFPET_BAD_REQUEST
    ErrorGroup(
        "OFPBRC_",
        1,
        [
            .init(.badRequestBadVersion, "BAD_VERSION", 0),
            .init(.badRequestBadType, "BAD_TYPE", 1),
            .init(.badRequestBadStat, "BAD_STAT", 2, until: .v1_2, newer: .badRequestBadMultipart),
            .init(.badRequestBadMultipart, "BAD_MULTIPART", 2, since: .v1_3, older: .badRequestBadStat),
            .init(.badRequestBadVendor, "BAD_VENDOR", 3, until: .v1_0, newer: .badRequestBadExperimenter),
            .init(.badRequestBadExperimenter, "BAD_EXPERIMENTER", 3, since: .v1_1, older: .badRequestBadVendor),
            .init(.badRequestBadSubtype, "BAD_SUBTYPE", 4, until: .v1_1, newer: .badRequestBadExpType),
            .init(.badRequestBadExpType, "BAD_EXP_TYPE", 4, since: .v1_2, older: .badRequestBadSubtype),
            .init(.badRequestEperm, "EPERM", 5),
            .init(.badRequestBadLen, "BAD_LEN", 6),
            .init(.badRequestBufferEmpty, "BUFFER_EMPTY", 7),
            .init(.badRequestBufferUnknown, "BUFFER_UNKNOWN", 8),
            .init(.badRequestBadTableId, "BAD_TABLE_ID", 9, since: .v1_1, older: .badRequestBadType),
            .init(.badRequestIsSlave, "IS_SLAVE", 10, since: .v1_2, older: .badRequestEperm),
            .init(.badRequestBadPort, "BAD_PORT", 11, since: .v1_2, older: .badActionBadArgument),
            .init(.badRequestBadPacket, "BAD_PACKET", 12, since: .v1_2, older: .badRequestBadLen),
            .init(
                .badRequestMultipartBufferOverflow,
                "MULTIPART_BUFFER_OVERFLOW",
                13,
                since: .v1_3,
                older: .badRequestBadLen
            ),
            .init(
                .badRequestMultipartRequestTimeout,
                "MULTIPART_REQUEST_TIMEOUT",
                14,
                since: .v1_4,
                older: .badRequestBadLen
            ),
            .init(
                .badRequestMultipartReplyTimeout,
                "MULTIPART_REPLY_TIMEOUT",
                15,
                since: .v1_4,
                older: .badRequestBadLen
            ),
            .init(
                .badRequestMultipartBadSched,
                "MULTIPART_BAD_SCHED",
                16,
                since: .v1_5,
                older: .badRequestBadMultipart
            ),
            .init(.badRequestPipelineFieldsOnly, "PIPELINE_FIELDS_ONLY", 17, since: .v1_5, older: .badMatchBadField),
            .init(.badRequestUnknown, "UNKNOWN", 18, since: .v1_5, older: .badRequestBadType),
        ]
    ),
    // OFPET_BAD_ACTION
    ErrorGroup(
        "OFPBAC_",
        2,
        [
            .init(.badActionBadType, "BAD_TYPE", 0),
            .init(.badActionBadLen, "BAD_LEN", 1),
            .init(.badActionBadVendor, "BAD_VENDOR", 2, until: .v1_0, newer: .badActionBadExperimenter),
            .init(.badActionBadExperimenter, "BAD_EXPERIMENTER", 2, since: .v1_1, older: .badActionBadVendor),
            .init(.badActionBadVendorType, "BAD_VENDOR_TYPE", 3, until: .v1_0, newer: .badActionBadExperimenterType),
            .init(
                .badActionBadExperimenterType,
                "BAD_EXPERIMENTER_TYPE",
                3,
                since: .v1_1,
                until: .v1_1,
                older: .badActionBadVendorType,
                newer: .badActionBadExpType
            ),
            .init(.badActionBadExpType, "BAD_EXP_TYPE", 3, since: .v1_2, older: .badActionBadExperimenterType),
            .init(.badActionBadOutPort, "BAD_OUT_PORT", 4),
            .init(.badActionBadArgument, "BAD_ARGUMENT", 5),
            .init(.badActionEperm, "EPERM", 6),
            .init(.badActionTooMany, "TOO_MANY", 7),
            .init(.badActionBadQueue, "BAD_QUEUE", 8),
            .init(.badActionBadOutGroup, "BAD_OUT_GROUP", 9, since: .v1_1, older: .badActionBadOutPort),
            .init(.badActionMatchInconsistent, "MATCH_INCONSISTENT", 10, since: .v1_1, older: .badActionBadArgument),
            .init(.badActionUnsupportedOrder, "UNSUPPORTED_ORDER", 11, since: .v1_1, older: .flowModFailedUnsupported),
            .init(.badActionBadTag, "BAD_TAG", 12, since: .v1_1, older: .badActionBadArgument),
            .init(.badActionBadSetType, "BAD_SET_TYPE", 13, since: .v1_2, older: .badActionBadType),
            .init(.badActionBadSetLen, "BAD_SET_LEN", 14, since: .v1_2, older: .badActionBadLen),
            .init(.badActionBadSetArgument, "BAD_SET_ARGUMENT", 15, since: .v1_2, older: .badActionBadArgument),
            .init(.badActionBadSetMask, "BAD_SET_MASK", 16, since: .v1_5, older: .badActionBadSetType),
            .init(.badActionBadMeter, "BAD_METER", 17, since: .v1_5, older: .badActionBadArgument),
        ]
    ),
    // OFPET_BAD_INSTRUCTION
    ErrorGroup(
        "OFPBIC_",
        3,
        [
            .init(.badInstructionUnknownInst, "UNKNOWN_INST", 0, since: .v1_1, older: .badActionBadType),
            .init(.badInstructionUnsupInst, "UNSUP_INST", 1, since: .v1_1, older: .badActionBadType),
            .init(.badInstructionBadTableId, "BAD_TABLE_ID", 2, since: .v1_1, older: .badActionBadArgument),
            .init(.badInstructionUnsupMetadata, "UNSUP_METADATA", 3, since: .v1_1, older: .badActionBadArgument),
            .init(
                .badInstructionUnsupMetadataMask,
                "UNSUP_METADATA_MASK",
                4,
                since: .v1_1,
                older: .badActionBadArgument
            ),
            .init(
                .badInstructionUnsupExpInst,
                "UNSUP_EXP_INST",
                5,
                since: .v1_1,
                until: .v1_1,
                older: .badActionBadVendor,
                newer: .badInstructionBadExperimenter
            ),
            .init(
                .badInstructionBadExperimenter,
                "BAD_EXPERIMENTER",
                5,
                since: .v1_2,
                older: .badInstructionUnsupExpInst
            ),
            .init(.badInstructionBadExpType, "BAD_EXP_TYPE", 6, since: .v1_2, older: .badInstructionUnsupExpInst),
            .init(.badInstructionBadLen, "BAD_LEN", 7, since: .v1_2, older: .badRequestBadLen),
            .init(.badInstructionEperm, "EPERM", 8, since: .v1_2, older: .badActionEperm),
            .init(.badInstructionDupInst, "DUP_INST", 9, since: .v1_4, older: .badInstructionUnsupInst),
        ]
    ),
    // OFPET_BAD_MATCH
    ErrorGroup(
        "OFPBMC_",
        4,
        [
            .init(.badMatchBadType, "BAD_TYPE", 0, since: .v1_1, older: .flowModFailedUnsupported),
            .init(.badMatchBadLen, "BAD_LEN", 1, since: .v1_1, older: .badRequestBadLen),
            .init(.badMatchBadTag, "BAD_TAG", 2, since: .v1_1, older: .flowModFailedUnsupported),
            .init(.badMatchBadDlAddrMask, "BAD_DL_ADDR_MASK", 3, since: .v1_1, older: .flowModFailedUnsupported),
            .init(.badMatchBadNwAddrMask, "BAD_NW_ADDR_MASK", 4, since: .v1_1, older: .flowModFailedUnsupported),
            .init(.badMatchBadWildcards, "BAD_WILDCARDS", 5, since: .v1_1, older: .flowModFailedUnsupported),
            .init(.badMatchBadField, "BAD_FIELD", 6, since: .v1_1, older: .flowModFailedUnsupported),
            .init(.badMatchBadValue, "BAD_VALUE", 7, since: .v1_1, older: .flowModFailedUnsupported),
            .init(.badMatchBadMask, "BAD_MASK", 8, since: .v1_2, older: .badMatchBadWildcards),
            .init(.badMatchBadPrereq, "BAD_PREREQ", 9, since: .v1_2, older: .badMatchBadValue),
            .init(.badMatchDupField, "DUP_FIELD", 10, since: .v1_2, older: .badMatchBadField),
            .init(.badMatchEperm, "EPERM", 11, since: .v1_2, older: .flowModFailedEperm),
        ]
    ),
    // OFPET_FLOW_MOD_FAILED
    ErrorGroup(
        "OFPFMFC_",
        5,
        in10: 3,
        [
            .init(.flowModFailedAllTablesFull, "ALL_TABLES_FULL", 0, until: .v1_0, newer: .flowModFailedTableFull),
            .init(.flowModFailedUnknown, "UNKNOWN", 0, since: .v1_1, older: .flowModFailedUnsupported),
            .init(.flowModFailedTableFull, "TABLE_FULL", 1, since: .v1_1, older: .flowModFailedAllTablesFull),
            .init(.flowModFailedBadTableId, "BAD_TABLE_ID", 2, since: .v1_1, older: .flowModFailedUnsupported),
            .init(.flowModFailedOverlap, "OVERLAP", 3, in10: 1),
            .init(.flowModFailedBadEmergTimeout, "BAD_EMERG_TIMEOUT", 3, until: .v1_0, newer: .flowModFailedBadTimeout),
            .init(.flowModFailedEperm, "EPERM", 4, in10: 2),
            .init(.flowModFailedUnsupported, "UNSUPPORTED", 5, until: .v1_0, newer: .flowModFailedUnknown),
            .init(.flowModFailedBadTimeout, "BAD_TIMEOUT", 5, since: .v1_1, older: .flowModFailedUnsupported),
            .init(.flowModFailedBadCommand, "BAD_COMMAND", 6, in10: 4),
            .init(.flowModFailedBadFlags, "BAD_FLAGS", 7, since: .v1_2, older: .flowModFailedUnknown),
            .init(.flowModFailedCantSync, "CANT_SYNC", 8, since: .v1_4, older: .flowModFailedUnknown),
            .init(.flowModFailedBadPriority, "BAD_PRIORITY", 9, since: .v1_4, older: .flowModFailedUnknown),
            .init(.flowModFailedIsSync, "IS_SYNC", 10, since: .v1_5, older: .flowModFailedEperm),
        ]
    ),
    // OFPET_GROUP_MOD_FAILED
    ErrorGroup(
        "OFPGMFC_",
        6,
        [
            .init(.groupModFailedGroupExists, "GROUP_EXISTS", 0, since: .v1_1, older: .groupModFailedInvalidGroup),
            .init(.groupModFailedInvalidGroup, "INVALID_GROUP", 1, since: .v1_1, older: .badRequestBadType),
            .init(
                .groupModFailedWeightUnsupported,
                "WEIGHT_UNSUPPORTED",
                2,
                since: .v1_1,
                older: .groupModFailedInvalidGroup
            ),
            .init(.groupModFailedOutOfGroups, "OUT_OF_GROUPS", 3, since: .v1_1, older: .groupModFailedInvalidGroup),
            .init(.groupModFailedOutOfBuckets, "OUT_OF_BUCKETS", 4, since: .v1_1, older: .groupModFailedInvalidGroup),
            .init(
                .groupModFailedChainingUnsupported,
                "CHAINING_UNSUPPORTED",
                5,
                since: .v1_1,
                older: .groupModFailedInvalidGroup
            ),
            .init(
                .groupModFailedWatchUnsupported,
                "WATCH_UNSUPPORTED",
                6,
                since: .v1_1,
                older: .groupModFailedInvalidGroup
            ),
            .init(.groupModFailedLoop, "LOOP", 7, since: .v1_1, older: .groupModFailedInvalidGroup),
            .init(.groupModFailedUnknownGroup, "UNKNOWN_GROUP", 8, since: .v1_1, older: .groupModFailedInvalidGroup),
            .init(.groupModFailedChainedGroup, "CHAINED_GROUP", 9, since: .v1_2, older: .groupModFailedInvalidGroup),
            .init(.groupModFailedBadType, "BAD_TYPE", 10, since: .v1_2, older: .groupModFailedInvalidGroup),
            .init(.groupModFailedBadCommand, "BAD_COMMAND", 11, since: .v1_2, older: .groupModFailedInvalidGroup),
            .init(.groupModFailedBadBucket, "BAD_BUCKET", 12, since: .v1_2, older: .groupModFailedInvalidGroup),
            .init(.groupModFailedBadWatch, "BAD_WATCH", 13, since: .v1_2, older: .groupModFailedInvalidGroup),
            .init(.groupModFailedEperm, "EPERM", 14, since: .v1_2, older: .badRequestEperm),
            .init(.groupModFailedUnknownBucket, "UNKNOWN_BUCKET", 15, since: .v1_5, older: .groupModFailedInvalidGroup),
            .init(.groupModFailedBucketExists, "BUCKET_EXISTS", 16, since: .v1_5, older: .groupModFailedInvalidGroup),
        ]
    ),
    // OFPET_PORT_MOD_FAILED
    ErrorGroup(
        "OFPPMFC_",
        7,
        in10: 4,
        [
            .init(.portModFailedBadPort, "BAD_PORT", 0),
            .init(.portModFailedBadHwAddr, "BAD_HW_ADDR", 1),
            .init(.portModFailedBadConfig, "BAD_CONFIG", 2, since: .v1_1, older: .portModFailedBadPort),
            .init(.portModFailedBadAdvertise, "BAD_ADVERTISE", 3, since: .v1_1, older: .portModFailedBadPort),
            .init(.portModFailedEperm, "EPERM", 4, since: .v1_2, older: .badRequestEperm),
        ]
    ),
    // OFPET_TABLE_MOD_FAILED
    ErrorGroup(
        "OFPTMFC_",
        8,
        [
            .init(.tableModFailedBadTable, "BAD_TABLE", 0, since: .v1_1, older: .badRequestBadTableId),
            .init(.tableModFailedBadConfig, "BAD_CONFIG", 1, since: .v1_1, older: .badRequestBadType),
            .init(.tableModFailedEperm, "EPERM", 2, since: .v1_2, older: .badRequestEperm),
        ]
    ),
    // OFPET_QUEUE_OP_FAILED
    ErrorGroup(
        "OFPQOFC_",
        9,
        in10: 5,
        [
            .init(.queueOpFailedBadPort, "BAD_PORT", 0),
            .init(.queueOpFailedBadQueue, "BAD_QUEUE", 1),
            .init(.queueOpFailedEperm, "EPERM", 2),
        ]
    ),
    // OFPET_SWITCH_CONFIG_FAILED
    ErrorGroup(
        "OFPSCFC_",
        10,
        [
            .init(.switchConfigFailedBadFlags, "BAD_FLAGS", 0, since: .v1_1, older: .badRequestBadType),
            .init(.switchConfigFailedBadLen, "BAD_LEN", 1, since: .v1_1, older: .badRequestBadLen),
            .init(.switchConfigFailedEperm, "EPERM", 2, since: .v1_2, older: .badRequestEperm),
        ]
    ),
    // OFPET_ROLE_REQUEST_FAILED
    ErrorGroup(
        "OFPRRFC_",
        11,
        [
            .init(.roleRequestFailedStale, "STALE", 0, since: .v1_2, older: .badRequestBadType),
            .init(.roleRequestFailedUnsup, "UNSUP", 1, since: .v1_2, older: .badRequestBadType),
            .init(.roleRequestFailedBadRole, "BAD_ROLE", 2, since: .v1_2, older: .badRequestBadType),
            .init(.roleRequestFailedIdUnsup, "ID_UNSUP", 3, since: .v1_5, older: .roleRequestFailedUnsup),
            .init(.roleRequestFailedIdInUse, "ID_IN_USE", 4, since: .v1_5, older: .roleRequestFailedUnsup),
        ]
    ),
    // OFPET_METER_MOD_FAILED
    ErrorGroup(
        "OFPMMFC_",
        12,
        [
            .init(.meterModFailedUnknown, "UNKNOWN", 0, since: .v1_3, older: .badRequestBadType),
            .init(.meterModFailedMeterExists, "METER_EXISTS", 1, since: .v1_3, older: .badRequestBadType),
            .init(.meterModFailedInvalidMeter, "INVALID_METER", 2, since: .v1_3, older: .badRequestBadType),
            .init(.meterModFailedUnknownMeter, "UNKNOWN_METER", 3, since: .v1_3, older: .badRequestBadType),
            .init(.meterModFailedBadCommand, "BAD_COMMAND", 4, since: .v1_3, older: .badRequestBadType),
            .init(.meterModFailedBadFlags, "BAD_FLAGS", 5, since: .v1_3, older: .badRequestBadType),
            .init(.meterModFailedBadRate, "BAD_RATE", 6, since: .v1_3, older: .badRequestBadType),
            .init(.meterModFailedBadBurst, "BAD_BURST", 7, since: .v1_3, older: .badRequestBadType),
            .init(.meterModFailedBadBand, "BAD_BAND", 8, since: .v1_3, older: .badRequestBadType),
            .init(.meterModFailedBadBandValue, "BAD_BAND_VALUE", 9, since: .v1_3, older: .badRequestBadType),
            .init(.meterModFailedOutOfMeters, "OUT_OF_METERS", 10, since: .v1_3, older: .badRequestBadType),
            .init(.meterModFailedOutOfBands, "OUT_OF_BANDS", 11, since: .v1_3, older: .badRequestBadType),
        ]
    ),
    // OFPET_TABLE_FEATURES_FAILED
    ErrorGroup(
        "OFPTFFC_",
        13,
        [
            .init(.tableFeaturesFailedBadTable, "BAD_TABLE", 0, since: .v1_3, older: .badRequestBadType),
            .init(.tableFeaturesFailedBadMetadata, "BAD_METADATA", 1, since: .v1_3, older: .badRequestBadType),
            .init(
                .tableFeaturesFailedBadType,
                "BAD_TYPE",
                2,
                since: .v1_3,
                until: .v1_3,
                older: .badRequestBadType,
                newer: .badPropertyBadType
            ),
            .init(
                .tableFeaturesFailedBadLen,
                "BAD_LEN",
                3,
                since: .v1_3,
                until: .v1_3,
                older: .badRequestBadLen,
                newer: .badPropertyBadLen
            ),
            .init(
                .tableFeaturesFailedBadArgument,
                "BAD_ARGUMENT",
                4,
                since: .v1_3,
                until: .v1_3,
                older: .badRequestBadType,
                newer: .badPropertyBadValue
            ),
            .init(.tableFeaturesFailedEperm, "EPERM", 5, since: .v1_3, older: .badRequestEperm),
            .init(.tableFeaturesFailedBadCap, "BAD_CAP", 6, since: .v1_5, older: .badRequestBadType),
            .init(.tableFeaturesFailedBadMaxEnt, "BAD_MAX_ENT", 7, since: .v1_5, older: .badRequestBadType),
            .init(.tableFeaturesFailedBadFeatures, "BAD_FEATURES", 8, since: .v1_5, older: .badRequestBadType),
            .init(.tableFeaturesFailedBadCommand, "BAD_COMMAND", 9, since: .v1_5, older: .badRequestBadType),
            .init(.tableFeaturesFailedTooMany, "TOO_MANY", 10, since: .v1_5, older: .badRequestBadType),
        ]
    ),
    // OFPET_BAD_PROPERTY
    ErrorGroup(
        "OFPBPC_",
        14,
        [
            .init(.badPropertyBadType, "BAD_TYPE", 0, since: .v1_4, older: .tableFeaturesFailedBadType),
            .init(.badPropertyBadLen, "BAD_LEN", 1, since: .v1_4, older: .tableFeaturesFailedBadLen),
            .init(.badPropertyBadValue, "BAD_VALUE", 2, since: .v1_4, older: .tableFeaturesFailedBadArgument),
            .init(.badPropertyTooMany, "TOO_MANY", 3, since: .v1_4, older: .tableFeaturesFailedBadType),
            .init(.badPropertyDupType, "DUP_TYPE", 4, since: .v1_4, older: .tableFeaturesFailedBadType),
            .init(.badPropertyBadExperimenter, "BAD_EXPERIMENTER", 5, since: .v1_4, older: .badRequestBadExperimenter),
            .init(.badPropertyBadExpType, "BAD_EXP_TYPE", 6, since: .v1_4, older: .badRequestBadExpType),
            .init(.badPropertyBadExpValue, "BAD_EXP_VALUE", 7, since: .v1_4, older: .badRequestBadExpType),
            .init(.badPropertyEperm, "EPERM", 8, since: .v1_4, older: .badRequestEperm),
        ]
    ),
    // OFPET_ASYNC_CONFIG_FAILED
    ErrorGroup(
        "OFPACFC_",
        15,
        [
            .init(.asyncConfigFailedInvalid, "INVALID", 0, since: .v1_4, older: .badRequestBadType),
            .init(.asyncConfigFailedUnsupported, "UNSUPPORTED", 1, since: .v1_4, older: .badRequestBadType),
            .init(.asyncConfigFailedEperm, "EPERM", 2, since: .v1_4, older: .badRequestEperm),
        ]
    ),
    // OFPET_FLOW_MONITOR_FAILED
    ErrorGroup(
        "OFPMOFC_",
        16,
        [
            .init(.flowMonitorFailedUnknown, "UNKNOWN", 0, since: .v1_4, older: .badRequestBadType),
            .init(.flowMonitorFailedMonitorExists, "MONITOR_EXISTS", 1, since: .v1_4, older: .badRequestBadType),
            .init(.flowMonitorFailedInvalidMonitor, "INVALID_MONITOR", 2, since: .v1_4, older: .badRequestBadType),
            .init(.flowMonitorFailedUnknownMonitor, "UNKNOWN_MONITOR", 3, since: .v1_4, older: .badRequestBadType),
            .init(.flowMonitorFailedBadCommand, "BAD_COMMAND", 4, since: .v1_4, older: .badRequestBadType),
            .init(.flowMonitorFailedBadFlags, "BAD_FLAGS", 5, since: .v1_4, older: .badRequestBadType),
            .init(.flowMonitorFailedBadTableId, "BAD_TABLE_ID", 6, since: .v1_4, older: .badRequestBadTableId),
            .init(.flowMonitorFailedBadOut, "BAD_OUT", 7, since: .v1_4, older: .badRequestBadType),
        ]
    ),
    // OFPET_BUNDLE_FAILED
    ErrorGroup(
        "OFPBFC_",
        17,
        [
            .init(.bundleFailedUnknown, "UNKNOWN", 0, since: .v1_4, older: .badRequestBadType),
            .init(.bundleFailedEperm, "EPERM", 1, since: .v1_4, older: .badRequestEperm),
            .init(.bundleFailedBadId, "BAD_ID", 2, since: .v1_4, older: .badRequestBadType),
            .init(.bundleFailedBundleExist, "BUNDLE_EXIST", 3, since: .v1_4, older: .badRequestBadType),
            .init(.bundleFailedBundleClosed, "BUNDLE_CLOSED", 4, since: .v1_4, older: .badRequestBadType),
            .init(.bundleFailedOutOfBundles, "OUT_OF_BUNDLES", 5, since: .v1_4, older: .badRequestBadType),
            .init(.bundleFailedBadType, "BAD_TYPE", 6, since: .v1_4, older: .badRequestBadType),
            .init(.bundleFailedBadFlags, "BAD_FLAGS", 7, since: .v1_4, older: .badRequestBadType),
            .init(.bundleFailedMsgBadLen, "MSG_BAD_LEN", 8, since: .v1_4, older: .badRequestBadLen),
            .init(.bundleFailedMsgBadXid, "MSG_BAD_XID", 9, since: .v1_4, older: .badRequestBadType),
            .init(.bundleFailedMsgUnsup, "MSG_UNSUP", 10, since: .v1_4, older: .badRequestBadType),
            .init(.bundleFailedMsgConflict, "MSG_CONFLICT", 11, since: .v1_4, older: .badRequestBadType),
            .init(.bundleFailedMsgTooMany, "MSG_TOO_MANY", 12, since: .v1_4, older: .badRequestBadType),
            .init(.bundleFailedMsgFailed, "MSG_FAILED", 13, since: .v1_4, older: .badRequestBadType),
            .init(.bundleFailedTimeout, "TIMEOUT", 14, since: .v1_4, older: .badRequestBadType),
            .init(.bundleFailedBundleInProgress, "BUNDLE_IN_PROGRESS", 15, since: .v1_4, older: .badRequestBadType),
            .init(.bundleFailedSchedNotSupported, "SCHED_NOT_SUPPORTED", 16, since: .v1_5, older: .bundleFailedUnknown),
            .init(.bundleFailedSchedFuture, "SCHED_FUTURE", 17, since: .v1_5, older: .bundleFailedUnknown),
            .init(.bundleFailedSchedPast, "SCHED_PAST", 18, since: .v1_5, older: .bundleFailedUnknown),
        ]
    ),
]
