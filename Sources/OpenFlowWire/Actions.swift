import OpenFlow

/// What a list of actions stands in: what its flow matches, for the setters of 1.0 that later versions can only say of
/// frames that have the header.
struct ActionContext {
    var ipProto: UInt8?
    /// Whether frames are sure to have a VLAN tag.
    var hasTag: Bool

    init(_ match: Match? = nil) {
        ipProto = match?.exactValue(.ipProto).map { UInt8(truncatingIfNeeded: $0) }
        hasTag = match?.establishes(.vlanPCP) ?? false
    }
}

/// A list of actions up to the end of the scope (1.5.1 §7.2.6; 1.0.0 §5.2.4).
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
            try action.layout(as: .popVLAN, &c)
            actions.append(action)
        }
    } else {
        for index in actions.indices {
            var action = actions[index]
            if let type = action.type(in: c.version) {
                try action.layout(as: type, &c)
            } else {
                for var lowered in action.lowered(in: c.version, context(), after: actions[..<index]) {
                    guard let type = lowered.type(in: c.version) else { continue }
                    try lowered.layout(as: type, &c)
                }
            }
        }
    }
}

extension Action {
    /// One action: type, length, arguments, zeros up to 8 bytes. `type` is what the writer is to call it.
    fileprivate mutating func layout<C: WireCoder & ~Copyable>(
        as writtenType: ActionType,
        _ c: inout C
    ) throws(C.Failure) {
        var number = C.isReading ? 0 : writtenType.number(in: c.version) ?? experimenterNumber
        try c.field(&number)
        let sized = try c.enterSized(after: 2, shortage: .badActionBadLen)
        guard let type = ActionType(number: number, version: c.version) else {
            throw c.refusal(.badActionBadType, "action \(number)")
        }
        switch type {
        case .output:
            var (port, maxLength) = (PortNumber.any, UInt16(0))
            if case .output(let p, let length) = self { (port, maxLength) = (p, length) }
            try c.outputPort(&port)
            try c.field(&maxLength)
            if c.version > .v1_0 { try c.pad(6) }
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
        case .copyField:
            var copy = FieldCopy(bits: 0, source: .inPort, destination: .inPort)
            if case .copyField(let arguments) = self { copy = arguments }
            try copy.layout(&c)
            try c.pad(4)
            self = .copyField(copy)
        case .meter:
            var meter: UInt32 = 0
            if case .meter(let id) = self { meter = id }
            try c.field(&meter)
            self = .meter(meter)
        case .experimenter:
            var (id, data) = (UInt32(0), [UInt8]())
            if case .experimenter(let experimenter, let rest) = self { (id, data) = (experimenter, rest) }
            try c.experimenter(&id, &data, badLength: .badActionBadLen)
            self = .experimenter(id: id, data: data)
        case .enqueue:
            var (port, queue) = (PortNumber.any, UInt32(0))
            if case .enqueue(let p, let id) = self { (port, queue) = (p, id) }
            try c.outputPort(&port)
            try c.pad(6)
            try c.field(&queue)
            self = .enqueue(port: port, queue: queue)
        case .setVLANVID:
            var vid: UInt16 = 0
            if case .setVLANVID(let value) = self { vid = value }
            try c.field(&vid)
            try c.pad(2)
            guard vid <= 0xfff else { throw c.refusal(.badActionBadArgument, "VLAN \(vid)") }
            self = .setVLANVID(vid)
        case .setVLANPCP:
            var pcp: UInt8 = 0
            if case .setVLANPCP(let value) = self { pcp = value }
            try c.field(&pcp)
            try c.pad(3)
            guard pcp <= 7 else { throw c.refusal(.badActionBadArgument, "VLAN priority \(pcp)") }
            self = .setVLANPCP(pcp)
        case .setNetworkTOS:
            var tos: UInt8 = 0
            if case .setNetworkTOS(let value) = self { tos = value }
            try c.field(&tos)
            try c.pad(3)
            guard tos & 3 == 0 else { throw c.refusal(.badActionBadArgument, "ToS \(tos) has ECN bits") }
            self = .setNetworkTOS(tos)
        case .stripVLAN:
            try c.pad(4)
            self = .stripVLAN
        case .setNetworkSource:
            var address: UInt32 = 0
            if case .setNetworkSource(let value) = self { address = value }
            try c.field(&address)
            self = .setNetworkSource(address)
        case .setNetworkDestination:
            var address: UInt32 = 0
            if case .setNetworkDestination(let value) = self { address = value }
            try c.field(&address)
            self = .setNetworkDestination(address)
        case .setTransportSource:
            var port: UInt16 = 0
            if case .setTransportSource(let value) = self { port = value }
            try c.field(&port)
            try c.pad(2)
            self = .setTransportSource(port)
        case .setTransportDestination:
            var port: UInt16 = 0
            if case .setTransportDestination(let value) = self { port = value }
            try c.field(&port)
            try c.pad(2)
            self = .setTransportDestination(port)
        case .setEthernetSource: try addressSetter(.ethSrc, &c)
        case .setEthernetDestination: try addressSetter(.ethDst, &c)
        case .setNetworkECN: try numberSetter(.ipECN, byteCount: 1, &c)
        case .setMPLSLabel: try numberSetter(.mplsLabel, byteCount: 4, &c)
        case .setMPLSTC: try numberSetter(.mplsTC, byteCount: 1, &c)
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

    private mutating func addressSetter<C: WireCoder & ~Copyable>(
        _ field: MatchField,
        _ c: inout C
    ) throws(C.Failure) {
        var address: UInt64 = 0
        if case .setField(let value) = self { address = UInt64(truncatingIfNeeded: value.value) }
        try c.hardwareAddress(&address)
        try c.pad(6)
        self = .setField(FieldMatch(field, UInt128(address)))
    }

    /// A setter of 1.1 for a field that later versions set with set-field.
    private mutating func numberSetter<C: WireCoder & ~Copyable>(
        _ field: MatchField,
        byteCount: Int,
        _ c: inout C
    ) throws(C.Failure) {
        var number: UInt128 = 0
        if case .setField(let value) = self { number = value.value }
        try c.field(&number, byteCount: byteCount)
        try c.pad(4 - byteCount)
        guard number <= field.info.fullMask else {
            throw c.refusal(.badActionBadArgument, "\(field.info.name) \(number)")
        }
        self = .setField(FieldMatch(field, number))
    }
}

extension FieldCopy {
    /// The identifiers of the fields follow the numbers, as headers of OXM fields without values (1.5.1 §7.2.6.9).
    fileprivate mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.field(&bits)
        try c.field(&sourceOffset)
        try c.field(&destinationOffset)
        try c.pad(2)
        try layout(&source, &c)
        try layout(&destination, &c)
        let sourceBits = source.info.bits
        let destinationBits = destination.info.bits
        guard bits > 0, Int(sourceOffset) + Int(bits) <= sourceBits,
            Int(destinationOffset) + Int(bits) <= destinationBits
        else {
            throw c.refusal(
                .badActionBadSetLen,
                "\(bits) bits from bit \(sourceOffset) of \(sourceBits) to bit \(destinationOffset) of \(destinationBits)"
            )
        }
    }
}

extension FieldCopy {
    private func layout<C: WireCoder & ~Copyable>(_ field: inout MatchField, _ c: inout C) throws(C.Failure) {
        var hasMask = false
        try OXM.identifier(&field, hasMask: &hasMask, &c, errors: .setField)
        guard !hasMask else { throw c.refusal(.badActionBadSetMask, "copy-field of \(field.info.name) with a mask") }
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

    /// Number and data of an experimenter's action or instruction, whose length is a multiple of 8.
    mutating func experimenter(_ id: inout UInt32, _ data: inout [UInt8], badLength: ErrorCode) throws(Failure) {
        try field(&id)
        try rest(&data)
        guard !Self.isReading || data.count % 8 == 0 else { throw refusal(badLength, "\(data.count) bytes of data") }
        try pad(-data.count & 7)
    }
}
