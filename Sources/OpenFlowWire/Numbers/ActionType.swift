import OpenFlow

/// The kinds of actions on the wire: those of the model, and three setters that only 1.1 has actions of their own for.
enum ActionType: UInt8, CaseIterable {
    case output, group, setQueue, setField, pushVLAN, popVLAN, pushMPLS, popMPLS, pushPBB, popPBB, setMPLSTTL,
        decrementMPLSTTL, setNetworkTTL, decrementNetworkTTL, copyTTLOut, copyTTLIn, copyField, meter, experimenter,
        setVLANVID, setVLANPCP, stripVLAN, setEthernetSource, setEthernetDestination, setNetworkSource,
        setNetworkDestination, setNetworkTOS, setNetworkECN, setTransportSource, setTransportDestination, setMPLSLabel,
        setMPLSTC, enqueue
}

/// Numbers of actions (OFPAT_*, 1.0.0 §5.2.4; 1.5.1 §7.2.6), in the order of `ActionType`: in 1.0, and in the versions
/// from `since` to `until`.
private let actionTypeTable:
    [(
        type: ActionType, kind: ActionKind, in10: UInt16?, number: UInt16?, since: OpenFlowVersion,
        until: OpenFlowVersion
    )] = [
        (.output, .output, 0, 0, .v1_1, .v1_5),
        (.group, .group, nil, 22, .v1_1, .v1_5),
        (.setQueue, .setQueue, nil, 21, .v1_1, .v1_5),
        (.setField, .setField, nil, 25, .v1_2, .v1_5),
        (.pushVLAN, .pushVLAN, nil, 17, .v1_1, .v1_5),
        (.popVLAN, .popVLAN, nil, 18, .v1_1, .v1_5),
        (.pushMPLS, .pushMPLS, nil, 19, .v1_1, .v1_5),
        (.popMPLS, .popMPLS, nil, 20, .v1_1, .v1_5),
        (.pushPBB, .pushPBB, nil, 26, .v1_3, .v1_5),
        (.popPBB, .popPBB, nil, 27, .v1_3, .v1_5),
        (.setMPLSTTL, .setMPLSTTL, nil, 15, .v1_1, .v1_5),
        (.decrementMPLSTTL, .decrementMPLSTTL, nil, 16, .v1_1, .v1_5),
        (.setNetworkTTL, .setNetworkTTL, nil, 23, .v1_1, .v1_5),
        (.decrementNetworkTTL, .decrementNetworkTTL, nil, 24, .v1_1, .v1_5),
        (.copyTTLOut, .copyTTLOut, nil, 11, .v1_1, .v1_5),
        (.copyTTLIn, .copyTTLIn, nil, 12, .v1_1, .v1_5),
        (.copyField, .copyField, nil, 28, .v1_5, .v1_5),
        (.meter, .meter, nil, 29, .v1_5, .v1_5),
        (.experimenter, .experimenter, 0xffff, 0xffff, .v1_1, .v1_5),
        (.setVLANVID, .setVLANVID, 1, 1, .v1_1, .v1_1),
        (.setVLANPCP, .setVLANPCP, 2, 2, .v1_1, .v1_1),
        (.stripVLAN, .stripVLAN, 3, nil, .v1_1, .v1_1),
        (.setEthernetSource, .setEthernetSource, 4, 3, .v1_1, .v1_1),
        (.setEthernetDestination, .setEthernetDestination, 5, 4, .v1_1, .v1_1),
        (.setNetworkSource, .setNetworkSource, 6, 5, .v1_1, .v1_1),
        (.setNetworkDestination, .setNetworkDestination, 7, 6, .v1_1, .v1_1),
        (.setNetworkTOS, .setNetworkTOS, 8, 7, .v1_1, .v1_1),
        (.setNetworkECN, .setField, nil, 8, .v1_1, .v1_1),
        (.setTransportSource, .setTransportSource, 9, 9, .v1_1, .v1_1),
        (.setTransportDestination, .setTransportDestination, 10, 10, .v1_1, .v1_1),
        (.setMPLSLabel, .setField, nil, 13, .v1_1, .v1_1),
        (.setMPLSTC, .setField, nil, 14, .v1_1, .v1_1),
        (.enqueue, .enqueue, 11, nil, .v1_1, .v1_1),
    ]

/// Instructions (OFPIT_*, 1.5.1 §7.2.5), in the order of `InstructionKind`. 1.5 has an action in the place of the meter.
private let instructionTable: [(number: UInt16, since: OpenFlowVersion, until: OpenFlowVersion)] = [
    (1, .v1_1, .v1_5),
    (2, .v1_1, .v1_5),
    (3, .v1_1, .v1_5),
    (4, .v1_1, .v1_5),
    (5, .v1_1, .v1_5),
    (6, .v1_3, .v1_4),
    (7, .v1_5, .v1_5),
    (0xffff, .v1_1, .v1_5),
]

/// The number of each type of action in each version, one version behind the other; -1: it does not have the action.
private let actionNumbers: [Int32] = OpenFlowVersion.allCases.flatMap { version in
    actionTypeTable.map { row in
        let isNewer = row.since <= version && version <= row.until
        return (version == .v1_0 ? row.in10 : isNewer ? row.number : nil).map(Int32.init) ?? -1
    }
}

/// The type of each number up to 31 in each version, one version behind the other.
private let actionTypes: [ActionType?] = OpenFlowVersion.allCases.flatMap { version in
    (0..<32).map { number in ActionType.allCases.first { $0.number(in: version) == number } }
}

private let actionTypeCount = ActionType.allCases.count

/// Of each kind of action, the type.
private let typesOfKinds: [ActionType] = ActionKind.allCases.map { kind in
    actionTypeTable.first { $0.kind == kind }.unsafelyUnwrapped.type
}

/// What experimenters' actions, instructions and identifiers have as their number.
let experimenterNumber: UInt16 = 0xffff

extension ActionType {
    @inline(__always)
    init(_ kind: ActionKind) { self = typesOfKinds[Int(kind.rawValue)] }

    @inline(__always)
    init?(number: UInt16, version: OpenFlowVersion) {
        if number == experimenterNumber {
            self = .experimenter
        } else if number < 32, let type = actionTypes[(Int(version.rawValue) - 1) * 32 + Int(number)] {
            self = type
        } else {
            return nil
        }
    }

    /// Nil when the version does not have the action.
    @inline(__always)
    func number(in version: OpenFlowVersion) -> UInt16? {
        UInt16(exactly: actionNumbers[(Int(version.rawValue) - 1) * actionTypeCount + Int(rawValue)])
    }

    var kind: ActionKind { actionTypeTable[Int(rawValue)].kind }
}

/// The instruction of each number up to 7 in each version, one version behind the other.
private let instructionKinds: [InstructionKind?] = OpenFlowVersion.allCases.flatMap { version in
    (0..<8).map { number in
        InstructionKind.allCases.first { $0.number == number && $0.exists(in: version) }
    }
}

extension InstructionKind {
    @inline(__always)
    init?(number: UInt16, version: OpenFlowVersion) {
        if number == experimenterNumber {
            self = .experimenter
        } else if number < 8, let kind = instructionKinds[(Int(version.rawValue) - 1) * 8 + Int(number)] {
            self = kind
        } else {
            return nil
        }
    }

    @inline(__always)
    var number: UInt16 { instructionTable[Int(rawValue)].number }

    @inline(__always)
    func exists(in version: OpenFlowVersion) -> Bool {
        let row = instructionTable[Int(rawValue)]
        return row.since <= version && version <= row.until
    }
}
