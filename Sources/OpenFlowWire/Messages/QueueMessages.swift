import OpenFlow

/// QUEUE_GET_CONFIG_REQUEST (1.3.5 §7.3.6).
struct QueueConfigRequest: WireElement {
    var port: PortNumber

    static var blank: QueueConfigRequest { QueueConfigRequest(port: .any) }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.port(&port)
        try c.pad(c.version == .v1_0 ? 2 : 4)
    }
}

extension QueueConfig: WireElement {
    static var blank: QueueConfig { QueueConfig(port: .any, queues: []) }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.port(&port)
        try c.pad(c.version == .v1_0 ? 6 : 4)
        var packetQueues = queues.map { PacketQueue(queue: $0) }
        try c.list(&packetQueues)
        queues = packetQueues.map(\.queue)
        guard C.isReading, c.version < .v1_2 else { return }
        for index in queues.indices { queues[index].port = port }
    }
}

/// One queue in a QUEUE_GET_CONFIG_REPLY (1.3.5 §7.2.2; 1.0.0 §5.2.2), which does not know its port before 1.2.
private struct PacketQueue: WireElement {
    /// OFPQT_*; 0 says nothing.
    private enum PropertyType: UInt16 {
        case none = 0
        case minRate = 1
        case maxRate = 2
        case experimenter = 0xffff

        var since: OpenFlowVersion {
            switch self {
            case .none, .minRate: .v1_0
            case .maxRate, .experimenter: .v1_2
            }
        }
    }

    var queue: QueueDescription

    static var blank: PacketQueue { PacketQueue(queue: .blank) }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.field(&queue.queueID)
        let knowsPort = c.version >= .v1_2
        if knowsPort { try c.port(&queue.port) }
        let sized = try c.enterSized(after: knowsPort ? 8 : 4, shortage: .badRequestBadLen)
        try c.pad(knowsPort ? 6 : 2)
        if C.isReading {
            while c.remaining > 0 { try layout(.none, &c) }
        } else {
            try write(&c)
        }
        try c.leaveSized(sized)
    }

    private mutating func write<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        if queue.minRate != nil { try layout(.minRate, &c) }
        guard c.version >= .v1_2 else { return }
        if queue.maxRate != nil { try layout(.maxRate, &c) }
        let experimenters = queue.experimenters
        for property in experimenters {
            queue.experimenters = [property]
            try layout(.experimenter, &c)
        }
        queue.experimenters = experimenters
    }

    /// One property, which the writer names. The writer has one experimenter's property at a time.
    private mutating func layout<C: WireCoder & ~Copyable>(_ type: PropertyType, _ c: inout C) throws(C.Failure) {
        var type = type
        try c.choice(&type, .badRequestBadType, "queue property")
        guard type.since <= c.version else {
            throw c.refusal(.badRequestBadType, "queue property \(type.rawValue) came with OpenFlow 1.2")
        }
        let sized = try c.enterSized(after: 2, shortage: .badRequestBadLen)
        try c.pad(4)
        switch type {
        case .none: try c.pad(c.remaining)
        case .minRate: try c.rate(&queue.minRate, padding: 6)
        case .maxRate: try c.rate(&queue.maxRate, padding: 6)
        case .experimenter:
            var property = queue.experimenters.first ?? ExperimenterProperty(id: 0)
            try c.field(&property.id)
            try c.pad(4)
            if C.isReading { property.data = [] }
            try c.rest(&property.data)
            if C.isReading { queue.experimenters.append(property) }
        }
        try c.leaveSized(sized)
    }
}

extension WireCoder where Self: ~Copyable {
    /// Tenths of a percent, and zeros.
    fileprivate mutating func rate(_ rate: inout UInt16?, padding: Int) throws(Failure) {
        var number = rate ?? 0
        try field(&number)
        try pad(padding)
        rate = number
    }
}

/// A queue's description of 1.4 and later (1.4.1 §7.3.5.15).
extension QueueDescription: WireElement, PropertyHolder {
    /// OFPQDPT_*.
    enum Property: UInt16, PropertyType { case minRate = 1, maxRate = 2 }

    static var blank: QueueDescription { QueueDescription(port: .any, queueID: 0) }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.port(&port)
        try c.field(&queueID)
        let sized = try c.enterSized(after: 8, shortage: .badRequestBadLen)
        try c.pad(6)
        try c.properties(of: &self)
        try c.leaveSized(sized)
    }

    func says(_ property: Property) -> Bool {
        switch property {
        case .minRate: minRate != nil
        case .maxRate: maxRate != nil
        }
    }

    mutating func layout<C: WireCoder & ~Copyable>(_ property: Property, _ c: inout C) throws(C.Failure) {
        switch property {
        case .minRate: try c.rate(&minRate, padding: 2)
        case .maxRate: try c.rate(&maxRate, padding: 2)
        }
    }
}

extension QueueFilter: WireElement {
    static var blank: QueueFilter { QueueFilter() }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        if c.version == .v1_0 {
            // Here alone 1.0 asks for all ports by ALL (1.0.0 §5.3.5).
            var number = port == .any ? PortNumber.all : port
            try c.port(&number)
            port = number == .all ? .any : number
            try c.pad(2)
        } else {
            try c.port(&port)
        }
        try c.field(&queueID)
    }
}

extension QueueStatistics: WireElement, PropertyHolder {
    typealias Property = NoProperty

    static var blank: QueueStatistics { QueueStatistics(port: .any, queueID: 0) }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        guard c.version >= .v1_4 else { return try layoutCounters(&c) }
        let sized = try c.enterSized(after: 0, shortage: .badRequestBadLen)
        try c.pad(6)
        try layoutCounters(&c)
        try c.properties(of: &self)
        try c.leaveSized(sized)
    }

    private mutating func layoutCounters<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.port(&port)
        if c.version == .v1_0 { try c.pad(2) }
        try c.field(&queueID)
        try c.field(&txBytes)
        try c.field(&txPackets)
        try c.field(&txErrors)
        if c.version >= .v1_3 { try c.duration(&duration) }
    }
}
