import OpenFlow

/// What flow tables can do, in no particular version (1.3.5 §7.3.5.5): the codec leaves out what a version has no
/// number for.
///
/// Nothing stands here that a flow-mod could not use. All tables are alike but for goto, which only leads to later ones:
/// the last table has none. The table-miss entry, whose match promises nothing about the packet, can set only those
/// fields that its own pushes and pops can put into it.
extension Datapath {
    static func name(ofTable table: Int) -> String { "table\(table)" }

    func tableFeatures(_ table: Int) -> TableFeatures {
        let next = (table + 1..<configuration.tableCount).map { UInt8($0) }
        let instructions = InstructionKind.allCases.filter {
            $0.isSupported && ($0 != .gotoTable || !next.isEmpty)
        }
        return TableFeatures(
            tableID: UInt8(table),
            name: Self.name(ofTable: table),
            metadataMatch: .max,
            metadataWrite: .max,
            maxEntries: maxEntries,
            entries: TableFeatures.Abilities(
                instructions: instructions,
                nextTables: next,
                writeActions: supportedActions,
                applyActions: supportedActions,
                writeSetFields: settableFields,
                applySetFields: settableFields
            ),
            miss: TableFeatures.Abilities(writeSetFields: settableOnMiss, applySetFields: settableOnMiss),
            match: matchableFields,
            wildcards: wildcardFields
        )
    }
}

private let supportedActions = ActionKind.allCases.filter(\.isSupported)
private let matchableFields = MatchField.allCases.filter(\.isExtracted).map {
    TableFeatures.Field($0, hasMask: $0.info.isMaskable)
}
private let wildcardFields = matchableFields.map { TableFeatures.Field($0.field) }
private let settableFields = MatchField.allCases.filter(\.info.isSettable).map { TableFeatures.Field($0) }
private let settableOnMiss = settableFields.filter(\.field.canBePutIntoAnyPacket)

extension InstructionKind {
    /// Whether `ActionCompiler` takes it.
    fileprivate var isSupported: Bool {
        switch self {
        case .gotoTable, .writeMetadata, .writeActions, .applyActions, .clearActions: true
        case .meter, .statTrigger, .experimenter: false
        }
    }
}

extension ActionKind {
    /// Whether `ActionCompiler` takes it.
    fileprivate var isSupported: Bool {
        switch self {
        case .output, .setField, .pushVLAN, .popVLAN, .pushMPLS, .popMPLS, .pushPBB, .popPBB, .setMPLSTTL,
            .decrementMPLSTTL, .setNetworkTTL, .decrementNetworkTTL, .copyTTLOut, .copyTTLIn, .setVLANVID, .setVLANPCP,
            .stripVLAN, .setEthernetSource, .setEthernetDestination, .setNetworkSource, .setNetworkDestination,
            .setNetworkTOS, .setTransportSource, .setTransportDestination:
            true
        case .group, .setQueue, .enqueue, .copyField, .meter, .experimenter: false
        }
    }
}

extension MatchField {
    /// Whether the flow key gets its value from packets.
    fileprivate var isExtracted: Bool {
        switch self {
        case .actsetOutput, .packetType: false
        case .inPort, .inPhyPort, .metadata, .ethDst, .ethSrc, .ethType, .vlanVID, .vlanPCP, .ipDSCP, .ipECN, .ipProto,
            .ipv4Src, .ipv4Dst, .tcpSrc, .tcpDst, .udpSrc, .udpDst, .sctpSrc, .sctpDst, .icmpv4Type, .icmpv4Code,
            .arpOp, .arpSPA, .arpTPA, .arpSHA, .arpTHA, .ipv6Src, .ipv6Dst, .ipv6FlowLabel, .icmpv6Type, .icmpv6Code,
            .ipv6NDTarget, .ipv6NDSLL, .ipv6NDTLL, .mplsLabel, .mplsTC, .mplsBOS, .pbbISID, .tunnelID, .ipv6ExtHdr,
            .pbbUCA, .tcpFlags:
            true
        }
    }

    /// Whether actions alone can see to what the field depends on: they know tags and EtherTypes, but no protocol of IP.
    fileprivate var canBePutIntoAnyPacket: Bool {
        switch info.prerequisite {
        case .none, .vlanTagged: true
        case .present: false
        case .equals(let needed, _), .equalsEither(let needed, _, _): needed == .ethType
        }
    }
}
