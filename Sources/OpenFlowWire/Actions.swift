import OpenFlow

/// What a list of actions stands in: which protocol its flow matches, for the setters of transport ports that 1.2 and
/// later can only say protocol by protocol.
struct ActionContext {
    var ipProto: UInt8?

    init(_ match: Match? = nil) { ipProto = match?.exactValue(.ipProto).map { UInt8(truncatingIfNeeded: $0) } }
}

/// A list of actions up to the end of the scope (1.3.5 §7.2.5; 1.0.0 §5.2.4).
///
/// What the version cannot say is said in another way where that means the same, and left out otherwise.
@inline(__always)
func layoutActions<C: WireCoder & ~Copyable>(
    _ actions: inout [Action],
    _ context: @autoclosure () -> ActionContext,
    _ c: inout C
) throws(C.Failure) {
    if C.isReading {
        while c.remaining > 0 {
            var action = Action.popVLAN
            if c.version == .v1_0 { try action.layout10(&c) } else { try action.layout(&c) }
            actions.append(action)
        }
    } else if c.version == .v1_0 {
        for action in actions {
            guard var lowered = action.lowered10 else { continue }
            try lowered.layout10(&c)
        }
    } else {
        for var action in actions {
            if let type = action.type, type != .setField || action.fits(c.version) {
                try action.layout(&c)
            } else {
                for var lowered in action.lowered(context()) { try lowered.layout(&c) }
            }
        }
    }
}

extension Action {
    /// Nil for actions that only 1.0 has.
    var type: ActionType? {
        switch self {
        case .output: .output
        case .group: .group
        case .setQueue: .setQueue
        case .setField: .setField
        case .pushVLAN: .pushVLAN
        case .popVLAN: .popVLAN
        case .pushMPLS: .pushMPLS
        case .popMPLS: .popMPLS
        case .pushPBB: .pushPBB
        case .popPBB: .popPBB
        case .setMPLSTTL: .setMPLSTTL
        case .decrementMPLSTTL: .decrementMPLSTTL
        case .setNetworkTTL: .setNetworkTTL
        case .decrementNetworkTTL: .decrementNetworkTTL
        case .copyTTLOut: .copyTTLOut
        case .copyTTLIn: .copyTTLIn
        case .experimenter: .experimenter
        case .setVLANVID, .setVLANPCP, .stripVLAN, .setNetworkSource, .setNetworkDestination, .setNetworkTOS,
            .setTransportSource, .setTransportDestination, .enqueue:
            nil
        }
    }

    fileprivate func fits(_ version: OpenFlowVersion) -> Bool {
        guard case .setField(let field) = self else { return true }
        return field.field.info.since <= version && (field.mask == nil || version >= .v1_5)
    }

    /// What 1.2 and later say for an action of 1.0; nothing when they cannot.
    fileprivate func lowered(_ context: ActionContext) -> [Action] {
        switch self {
        case .setVLANVID(let vid): [.setField(FieldMatch(.vlanVID, UInt128(vid & 0xfff | Reserved.vlanPresent)))]
        case .setVLANPCP(let pcp): [.setField(FieldMatch(.vlanPCP, UInt128(pcp & 7)))]
        case .stripVLAN: [.popVLAN]
        case .setNetworkSource(let address): [.setField(FieldMatch(.ipv4Src, UInt128(address)))]
        case .setNetworkDestination(let address): [.setField(FieldMatch(.ipv4Dst, UInt128(address)))]
        case .setNetworkTOS(let tos): [.setField(FieldMatch(.ipDSCP, UInt128(tos >> 2)))]
        case .setTransportSource(let port):
            switch context.ipProto {
            case 6: [.setField(FieldMatch(.tcpSrc, UInt128(port)))]
            case 17: [.setField(FieldMatch(.udpSrc, UInt128(port)))]
            case 132: [.setField(FieldMatch(.sctpSrc, UInt128(port)))]
            default: []
            }
        case .setTransportDestination(let port):
            switch context.ipProto {
            case 6: [.setField(FieldMatch(.tcpDst, UInt128(port)))]
            case 17: [.setField(FieldMatch(.udpDst, UInt128(port)))]
            case 132: [.setField(FieldMatch(.sctpDst, UInt128(port)))]
            default: []
            }
        case .enqueue(let port, let queue): [.setQueue(queue), .output(port: port, maxLength: 0)]
        case .output, .group, .setQueue, .setField, .pushVLAN, .popVLAN, .pushMPLS, .popMPLS, .pushPBB, .popPBB,
            .setMPLSTTL, .decrementMPLSTTL, .setNetworkTTL, .decrementNetworkTTL, .copyTTLOut, .copyTTLIn,
            .experimenter:
            []
        }
    }
}

extension Action {
    /// One action as 1.1 and later have it: type, length, arguments, zeros up to 8 bytes.
    fileprivate mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        var number = C.isReading ? 0 : (self.type ?? .output).rawValue
        try c.field(&number)
        let sized = try c.enterSized(after: 2, shortage: .badActionBadLen)
        guard let type = ActionType(rawValue: number) else { throw c.refusal(.badActionBadType, "action \(number)") }
        switch type {
        case .output:
            var (port, maxLength) = (PortNumber.any, UInt16(0))
            if case .output(let p, let length) = self { (port, maxLength) = (p, length) }
            try c.outputPort(&port)
            try c.field(&maxLength)
            try c.pad(6)
            self = .output(port: port, maxLength: maxLength)
        case .group:
            var group: UInt32 = 0
            if case .group(let id) = self { group = id }
            try c.field(&group)
            self = .group(group)
        case .setQueue:
            var queue: UInt32 = 0
            if case .setQueue(let id) = self { queue = id }
            try c.field(&queue)
            self = .setQueue(queue)
        case .setField:
            if C.isReading {
                self = .setField(try readSetField(&c))
            } else if case .setField(let field) = self {
                try OXM.write(field, &c)
            }
            try c.pad(C.isReading ? c.remaining : -(c.position - sized.scope.start) & 7)
        case .pushVLAN:
            var etherType: UInt16 = 0
            if case .pushVLAN(let tag) = self { etherType = tag }
            try c.pushedType(&etherType, 0x8100, 0x88a8)
            self = .pushVLAN(etherType: etherType)
        case .pushMPLS:
            var etherType: UInt16 = 0
            if case .pushMPLS(let tag) = self { etherType = tag }
            try c.pushedType(&etherType, 0x8847, 0x8848)
            self = .pushMPLS(etherType: etherType)
        case .pushPBB:
            var etherType: UInt16 = 0
            if case .pushPBB(let tag) = self { etherType = tag }
            try c.pushedType(&etherType, 0x88e7, 0x88e7)
            self = .pushPBB(etherType: etherType)
        case .popMPLS:
            var etherType: UInt16 = 0
            if case .popMPLS(let next) = self { etherType = next }
            try c.field(&etherType)
            try c.pad(2)
            self = .popMPLS(etherType: etherType)
        case .setMPLSTTL:
            var ttl: UInt8 = 0
            if case .setMPLSTTL(let value) = self { ttl = value }
            try c.field(&ttl)
            try c.pad(3)
            self = .setMPLSTTL(ttl)
        case .setNetworkTTL:
            var ttl: UInt8 = 0
            if case .setNetworkTTL(let value) = self { ttl = value }
            try c.field(&ttl)
            try c.pad(3)
            self = .setNetworkTTL(ttl)
        case .popVLAN: try bare(.popVLAN, &c)
        case .popPBB: try bare(.popPBB, &c)
        case .decrementMPLSTTL: try bare(.decrementMPLSTTL, &c)
        case .decrementNetworkTTL: try bare(.decrementNetworkTTL, &c)
        case .copyTTLOut: try bare(.copyTTLOut, &c)
        case .copyTTLIn: try bare(.copyTTLIn, &c)
        case .experimenter:
            var (id, data) = (UInt32(0), [UInt8]())
            if case .experimenter(let experimenter, let rest) = self { (id, data) = (experimenter, rest) }
            try c.field(&id)
            if C.isReading { throw c.refusal(.badActionBadExperimenter, "experimenter 0x\(String(id, radix: 16))") }
            try c.rest(&data)
            try c.pad(-data.count & 7)
        }
        try c.leaveSized(sized)
    }

    /// An action without arguments.
    @inline(__always)
    private mutating func bare<C: WireCoder & ~Copyable>(_ action: Action, _ c: inout C) throws(C.Failure) {
        try c.pad(4)
        self = action
    }

    private func readSetField<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) -> FieldMatch {
        let start = c.position - 4
        let field = try OXM.read(&c, errors: .setField)
        do throws(OpenFlowError) {
            try field.validateAsSetField(in: c.version)
        } catch { throw c.refusal(error.code, error.detail) }
        let padding = -(c.position - start) & 7
        guard c.remaining == padding else { throw c.refusal(.badActionBadSetLen, "\(c.remaining) bytes of padding") }
        return field
    }
}

extension WireCoder where Self: ~Copyable {
    /// A port that frames can go to: a number for ports, or a reserved one. 1.0's NONE is one, ANY is none (1.3.5 §7.2.1).
    @inline(__always)
    mutating func outputPort(_ port: inout PortNumber) throws(Failure) {
        try self.port(&port)
        guard Self.isReading else { return }
        let isUndefined = port.rawValue > PortNumber.max.rawValue && port.rawValue < PortNumber.inPort.rawValue
        if isUndefined || (port == .any && version > .v1_0) {
            throw refusal(.badActionBadOutPort, "port 0x\(String(port.rawValue, radix: 16))")
        }
    }

    /// The EtherType of a header that is pushed: one of two.
    @inline(__always)
    fileprivate mutating func pushedType(_ type: inout UInt16, _ one: UInt16, _ other: UInt16) throws(Failure) {
        try field(&type)
        guard !Self.isReading || type == one || type == other else {
            throw refusal(.badActionBadArgument, "EtherType 0x\(String(type, radix: 16))")
        }
        try pad(2)
    }
}
