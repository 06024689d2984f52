/// Every error of OpenFlow 1.0 to 1.5 (1.5.1 §7.5.4; 1.0.0 §5.4.4), named after its type and code in the specification.
///
/// Numbers, names and what an older version says instead stand in `errorTable`, in the same order.
public enum ErrorCode: UInt8, CaseIterable, Sendable {
    // OFPET_HELLO_FAILED
    case helloFailedIncompatible = 0
    case helloFailedEperm

    // OFPET_BAD_REQUEST
    case badRequestBadVersion
    case badRequestBadType
    case badRequestBadStat
    case badRequestBadMultipart
    case badRequestBadVendor
    case badRequestBadExperimenter
    case badRequestBadSubtype
    case badRequestBadExpType
    case badRequestEperm
    case badRequestBadLen
    case badRequestBufferEmpty
    case badRequestBufferUnknown
    case badRequestBadTableId
    case badRequestIsSlave
    case badRequestBadPort
    case badRequestBadPacket
    case badRequestMultipartBufferOverflow
    case badRequestMultipartRequestTimeout
    case badRequestMultipartReplyTimeout
    case badRequestMultipartBadSched
    case badRequestPipelineFieldsOnly
    case badRequestUnknown

    // OFPET_BAD_ACTION
    case badActionBadType
    case badActionBadLen
    case badActionBadVendor
    case badActionBadExperimenter
    case badActionBadVendorType
    case badActionBadExperimenterType
    case badActionBadExpType
    case badActionBadOutPort
    case badActionBadArgument
    case badActionEperm
    case badActionTooMany
    case badActionBadQueue
    case badActionBadOutGroup
    case badActionMatchInconsistent
    case badActionUnsupportedOrder
    case badActionBadTag
    case badActionBadSetType
    case badActionBadSetLen
    case badActionBadSetArgument
    case badActionBadSetMask
    case badActionBadMeter

    // OFPET_BAD_INSTRUCTION
    case badInstructionUnknownInst
    case badInstructionUnsupInst
    case badInstructionBadTableId
    case badInstructionUnsupMetadata
    case badInstructionUnsupMetadataMask
    case badInstructionUnsupExpInst
    case badInstructionBadExperimenter
    case badInstructionBadExpType
    case badInstructionBadLen
    case badInstructionEperm
    case badInstructionDupInst

    // OFPET_BAD_MATCH
    case badMatchBadType
    case badMatchBadLen
    case badMatchBadTag
    case badMatchBadDlAddrMask
    case badMatchBadNwAddrMask
    case badMatchBadWildcards
    case badMatchBadField
    case badMatchBadValue
    case badMatchBadMask
    case badMatchBadPrereq
    case badMatchDupField
    case badMatchEperm

    // OFPET_FLOW_MOD_FAILED
    case flowModFailedAllTablesFull
    case flowModFailedUnknown
    case flowModFailedTableFull
    case flowModFailedBadTableId
    case flowModFailedOverlap
    case flowModFailedBadEmergTimeout
    case flowModFailedEperm
    case flowModFailedUnsupported
    case flowModFailedBadTimeout
    case flowModFailedBadCommand
    case flowModFailedBadFlags
    case flowModFailedCantSync
    case flowModFailedBadPriority
    case flowModFailedIsSync

    // OFPET_GROUP_MOD_FAILED
    case groupModFailedGroupExists
    case groupModFailedInvalidGroup
    case groupModFailedWeightUnsupported
    case groupModFailedOutOfGroups
    case groupModFailedOutOfBuckets
    case groupModFailedChainingUnsupported
    case groupModFailedWatchUnsupported
    case groupModFailedLoop
    case groupModFailedUnknownGroup
    case groupModFailedChainedGroup
    case groupModFailedBadType
    case groupModFailedBadCommand
    case groupModFailedBadBucket
    case groupModFailedBadWatch
    case groupModFailedEperm
    case groupModFailedUnknownBucket
    case groupModFailedBucketExists

    // OFPET_PORT_MOD_FAILED
    case portModFailedBadPort
    case portModFailedBadHwAddr
    case portModFailedBadConfig
    case portModFailedBadAdvertise
    case portModFailedEperm

    // OFPET_TABLE_MOD_FAILED
    case tableModFailedBadTable
    case tableModFailedBadConfig
    case tableModFailedEperm

    // OFPET_QUEUE_OP_FAILED
    case queueOpFailedBadPort
    case queueOpFailedBadQueue
    case queueOpFailedEperm

    // OFPET_SWITCH_CONFIG_FAILED
    case switchConfigFailedBadFlags
    case switchConfigFailedBadLen
    case switchConfigFailedEperm

    // OFPET_ROLE_REQUEST_FAILED
    case roleRequestFailedStale
    case roleRequestFailedUnsup
    case roleRequestFailedBadRole
    case roleRequestFailedIdUnsup
    case roleRequestFailedIdInUse

    // OFPET_METER_MOD_FAILED
    case meterModFailedUnknown
    case meterModFailedMeterExists
    case meterModFailedInvalidMeter
    case meterModFailedUnknownMeter
    case meterModFailedBadCommand
    case meterModFailedBadFlags
    case meterModFailedBadRate
    case meterModFailedBadBurst
    case meterModFailedBadBand
    case meterModFailedBadBandValue
    case meterModFailedOutOfMeters
    case meterModFailedOutOfBands

    // OFPET_TABLE_FEATURES_FAILED
    case tableFeaturesFailedBadTable
    case tableFeaturesFailedBadMetadata
    case tableFeaturesFailedBadType
    case tableFeaturesFailedBadLen
    case tableFeaturesFailedBadArgument
    case tableFeaturesFailedEperm
    case tableFeaturesFailedBadCap
    case tableFeaturesFailedBadMaxEnt
    case tableFeaturesFailedBadFeatures
    case tableFeaturesFailedBadCommand
    case tableFeaturesFailedTooMany

    // OFPET_BAD_PROPERTY
    case badPropertyBadType
    case badPropertyBadLen
    case badPropertyBadValue
    case badPropertyTooMany
    case badPropertyDupType
    case badPropertyBadExperimenter
    case badPropertyBadExpType
    case badPropertyBadExpValue
    case badPropertyEperm

    // OFPET_ASYNC_CONFIG_FAILED
    case asyncConfigFailedInvalid
    case asyncConfigFailedUnsupported
    case asyncConfigFailedEperm

    // OFPET_FLOW_MONITOR_FAILED
    case flowMonitorFailedUnknown
    case flowMonitorFailedMonitorExists
    case flowMonitorFailedInvalidMonitor
    case flowMonitorFailedUnknownMonitor
    case flowMonitorFailedBadCommand
    case flowMonitorFailedBadFlags
    case flowMonitorFailedBadTableId
    case flowMonitorFailedBadOut

    // OFPET_BUNDLE_FAILED
    case bundleFailedUnknown
    case bundleFailedEperm
    case bundleFailedBadId
    case bundleFailedBundleExist
    case bundleFailedBundleClosed
    case bundleFailedOutOfBundles
    case bundleFailedBadType
    case bundleFailedBadFlags
    case bundleFailedMsgBadLen
    case bundleFailedMsgBadXid
    case bundleFailedMsgUnsup
    case bundleFailedMsgConflict
    case bundleFailedMsgTooMany
    case bundleFailedMsgFailed
    case bundleFailedTimeout
    case bundleFailedBundleInProgress
    case bundleFailedSchedNotSupported
    case bundleFailedSchedFuture
    case bundleFailedSchedPast
}

extension ErrorCode {
    private var row: ErrorRow { errorTable[Int(rawValue)].row }
    private var group: ErrorGroup { errorTable[Int(rawValue)].group }

    /// The specification's name, such as `OFPBRC_BAD_TYPE`.
    public var name: String { group.prefix + row.name }

    /// Whether `version` defines this very error.
    public func exists(in version: OpenFlowVersion) -> Bool { row.since <= version && version <= row.until }

    /// This error, or the nearest one that `version` has.
    public func resolved(in version: OpenFlowVersion) -> ErrorCode {
        var code = self
        while !code.exists(in: version) {
            guard let next = version < code.row.since ? code.row.older : code.row.newer else {
                return .badRequestBadType
            }
            code = next
        }
        return code
    }

    /// Type and code on the wire; those of the nearest error when `version` lacks this one.
    public func number(in version: OpenFlowVersion) -> (type: UInt16, code: UInt16) {
        let code = resolved(in: version)
        return version == .v1_0
            ? (code.group.numberIn10, code.row.numberIn10) : (code.group.number, code.row.number)
    }

    /// The error that `version` gives these numbers; nil when it defines none.
    public init?(type: UInt16, code: UInt16, version: OpenFlowVersion) {
        for candidate in ErrorCode.allCases where candidate.exists(in: version) {
            if candidate.number(in: version) == (type, code) {
                self = candidate
                return
            }
        }
        return nil
    }
}
