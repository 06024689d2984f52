import OpenFlow

/// What one step of an action program does. Each is a case of the executor's one `switch`.
enum OpCode: UInt8 {
    // Control
    case end
    case gotoTable
    case writeMetadata
    case clearActions
    /// The next op goes into the action set instead of being run.
    case writeAction
    // Outputs
    case output
    case outputInPort
    case outputFlood
    case outputAll
    case outputController
    case outputTable
    case outputNone
    case outputNormal
    // Edits
    case setField
    case pushVLAN
    case popVLAN
    case pushMPLS
    case popMPLS
    case pushPBB
    case popPBB
    case setMPLSTTL
    case decrementMPLSTTL
    case setNetworkTTL
    case decrementNetworkTTL
    case copyTTLOut
    case copyTTLIn
    /// 1.0's setters, which add a header or apply to whatever the frame has.
    case setOrPushVLANVID
    case setOrPushVLANPCP
    case setNetworkSource
    case setNetworkDestination
    case setNetworkTOS
    case setTransportSource
    case setTransportDestination
}

/// One step: trivial, 24 bytes. What `number`, `value` and `high` hold depends on the code.
struct Op {
    var code: OpCode
    /// For `setField`.
    var field: MatchField = .inPort
    /// `max_len` of an output to the controller, or an EtherType.
    var short: UInt16 = 0
    /// A port or table number.
    var number: UInt32 = 0
    /// The low 64 bits of a field's value, or metadata.
    var value: UInt64 = 0
    /// The high 64 bits of a field's value, or the mask of metadata.
    var high: UInt64 = 0

    /// The op's place in an action set, which is also its turn there (1.3.5 §5.10): copy TTL in, pops, pushes MPLS, PBB,
    /// VLAN, copy TTL out, decrement TTL, sets, output. One op a place; `setField` has one per field.
    var actionSetSlot: Int {
        switch code {
        case .copyTTLIn: 0
        case .popVLAN: 1
        case .popMPLS: 2
        case .popPBB: 3
        case .pushMPLS: 4
        case .pushPBB: 5
        case .pushVLAN: 6
        case .copyTTLOut: 7
        case .decrementMPLSTTL: 8
        case .decrementNetworkTTL: 9
        case .setMPLSTTL: 10
        case .setNetworkTTL: 11
        case .setField: 12 + Int(field.rawValue)
        case .setOrPushVLANVID, .setOrPushVLANPCP, .setNetworkSource, .setNetworkDestination, .setNetworkTOS,
            .setTransportSource, .setTransportDestination:
            57
        case .output, .outputInPort, .outputFlood, .outputAll, .outputController, .outputTable, .outputNone,
            .outputNormal:
            60
        case .end, .gotoTable, .writeMetadata, .clearActions, .writeAction: 63
        }
    }
}

/// The compiled instructions of a flow entry or of a packet-out: ops up to and including an `end`.
///
/// Invariant: `ops` points to `count` initialised ops of which the last is `end`; who made the program deallocates it.
struct Program {
    let ops: UnsafeMutablePointer<Op>
    let count: Int

    init(_ list: [Op]) {
        count = list.count + 1
        ops = .allocate(capacity: count)
        for (i, op) in list.enumerated() { (ops + i).initialize(to: op) }
        (ops + list.count).initialize(to: Op(code: .end))
    }

    func deallocate() { ops.deallocate() }
}
