import OpenFlow

/// OFPFMF_* (1.4.1 §7.3.5.17).
private let flowMonitorFlagRows: [FlagRow<FlowMonitor.Flags>] = [
    .init(.initial, bit: 0),
    .init(.add, bit: 1),
    .init(.removed, bit: 2),
    .init(.modify, bit: 3),
    .init(.instructions, bit: 4),
    .init(.noAbbreviation, bit: 5),
    .init(.onlyOwn, bit: 6),
]

extension FlowMonitor: WireElement {
    static var blank: FlowMonitor { FlowMonitor(monitorID: 0, flags: []) }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.field(&monitorID)
        try c.port(&outPort)
        try c.field(&outGroup)
        try c.shortFlags(&flags, flowMonitorFlagRows, unknown: .flowMonitorFailedBadFlags)
        try c.field(&tableID)
        try c.choice(&command, .flowMonitorFailedBadCommand, "command")
        try match.layout(&c)
    }
}

/// OFPFME_* (1.4.1 §7.3.5.17); the numbers of full updates are those of `FlowUpdate.Event`.
private enum FlowUpdateType: UInt16 {
    case initial = 0
    case added = 1
    case removed = 2
    case modified = 3
    case abbreviated = 4
    case paused = 5
    case resumed = 6

    init(_ event: FlowUpdate.Event) {
        switch event {
        case .initial: self = .initial
        case .added: self = .added
        case .removed: self = .removed
        case .modified: self = .modified
        }
    }

    /// Nil for updates that are about no flow.
    var event: FlowUpdate.Event? {
        switch self {
        case .initial: .initial
        case .added: .added
        case .removed: .removed
        case .modified: .modified
        case .abbreviated, .paused, .resumed: nil
        }
    }
}

extension FlowUpdate: WireElement {
    static var blank: FlowUpdate { .paused }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        let sized = try c.enterSized(after: 0, shortage: .badRequestBadLen)
        var type = type
        try c.choice(&type, .badRequestBadType, "event")
        switch type {
        case .initial, .added, .removed, .modified:
            var flow = Flow(type.event ?? .initial, tableID: 0, priority: 0, cookie: 0, match: Match())
            if case .flow(let update) = self { flow = update }
            try flow.layout(&c)
            self = .flow(flow)
        case .abbreviated:
            var xid: UInt32 = 0
            if case .abbreviated(let flowMod) = self { xid = flowMod }
            try c.field(&xid)
            self = .abbreviated(xid: xid)
        case .paused:
            try c.pad(4)
            self = .paused
        case .resumed:
            try c.pad(4)
            self = .resumed
        }
        try c.leaveSized(sized)
    }

    private var type: FlowUpdateType {
        switch self {
        case .flow(let flow): FlowUpdateType(flow.event)
        case .abbreviated: .abbreviated
        case .paused: .paused
        case .resumed: .resumed
        }
    }
}

extension FlowUpdate.Flow {
    /// What follows the event.
    fileprivate mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.field(&tableID)
        try c.choice(&reason, .badRequestBadType, "reason")
        try c.field(&idleTimeout)
        try c.field(&hardTimeout)
        try c.field(&priority)
        try c.pad(4)
        try c.field(&cookie)
        try match.layout(&c)
        try layoutInstructions(&instructions, match: match, &c)
    }
}
