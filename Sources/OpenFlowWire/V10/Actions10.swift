import OpenFlow

/// Actions as 1.0 numbers them (1.0.0 §5.2.4).
enum ActionType10: UInt16 {
    case output = 0
    case setVLANVID = 1
    case setVLANPCP = 2
    case stripVLAN = 3
    case setEthernetSource = 4
    case setEthernetDestination = 5
    case setNetworkSource = 6
    case setNetworkDestination = 7
    case setNetworkTOS = 8
    case setTransportSource = 9
    case setTransportDestination = 10
    case enqueue = 11
    case vendor = 0xffff
}

/// The actions of a 1.0 flow are one `applyActions` in the model; none when there are no actions.
@inline(__always)
func layoutInstructions10<C: WireCoder & ~Copyable>(
    _ instructions: inout [Instruction],
    _ c: inout C
) throws(C.Failure) {
    var actions: [Action] = []
    if !C.isReading {
        for case .applyActions(let list) in instructions { actions.append(contentsOf: list) }
    }
    let scope = try c.enter(byteCount: c.remaining, shortage: .badActionBadLen)
    try layoutActions(&actions, ActionContext(), &c)
    try c.leave(scope)
    if C.isReading, !actions.isEmpty { instructions = [.applyActions(actions)] }
}

extension Action {
    /// The action in the words of 1.0; nil when it has none for it.
    var lowered10: Action? {
        switch self {
        case .output(let port, _): PortNumbers10.short(port) == nil ? nil : self
        case .enqueue(let port, _): PortNumbers10.short(port) == nil ? nil : self
        case .setVLANVID, .setVLANPCP, .stripVLAN, .setNetworkSource, .setNetworkDestination, .setNetworkTOS,
            .setTransportSource, .setTransportDestination, .experimenter:
            self
        case .popVLAN: .stripVLAN
        case .setField(let field): field.isExact ? Action.setter10(field) : nil
        case .group, .setQueue, .pushVLAN, .pushMPLS, .popMPLS, .pushPBB, .popPBB, .setMPLSTTL, .decrementMPLSTTL,
            .setNetworkTTL, .decrementNetworkTTL, .copyTTLOut, .copyTTLIn:
            nil
        }
    }

    private static func setter10(_ field: FieldMatch) -> Action? {
        let number = UInt32(truncatingIfNeeded: field.value)
        switch field.field {
        case .ethSrc, .ethDst: return .setField(field)
        case .vlanVID: return .setVLANVID(UInt16(number & 0xfff))
        case .vlanPCP: return .setVLANPCP(UInt8(number & 7))
        case .ipDSCP: return .setNetworkTOS(UInt8(number & 0x3f) << 2)
        case .ipv4Src: return .setNetworkSource(number)
        case .ipv4Dst: return .setNetworkDestination(number)
        case .tcpSrc, .udpSrc, .sctpSrc: return .setTransportSource(UInt16(truncatingIfNeeded: number))
        case .tcpDst, .udpDst, .sctpDst: return .setTransportDestination(UInt16(truncatingIfNeeded: number))
        case .inPort, .inPhyPort, .metadata, .ethType, .ipECN, .ipProto, .icmpv4Type, .icmpv4Code, .arpOp, .arpSPA,
            .arpTPA, .arpSHA, .arpTHA, .ipv6Src, .ipv6Dst, .ipv6FlowLabel, .icmpv6Type, .icmpv6Code, .ipv6NDTarget,
            .ipv6NDSLL, .ipv6NDTLL, .mplsLabel, .mplsTC, .mplsBOS, .pbbISID, .tunnelID, .ipv6ExtHdr, .pbbUCA,
            .tcpFlags, .actsetOutput, .packetType:
            return nil
        }
    }

    /// Of an action that `lowered10` has let through.
    private var type10: ActionType10 {
        switch self {
        case .output: .output
        case .setVLANVID: .setVLANVID
        case .setVLANPCP: .setVLANPCP
        case .stripVLAN, .popVLAN: .stripVLAN
        case .setField(let field): field.field == .ethSrc ? .setEthernetSource : .setEthernetDestination
        case .setNetworkSource: .setNetworkSource
        case .setNetworkDestination: .setNetworkDestination
        case .setNetworkTOS: .setNetworkTOS
        case .setTransportSource: .setTransportSource
        case .setTransportDestination: .setTransportDestination
        case .enqueue: .enqueue
        case .experimenter, .group, .setQueue, .pushVLAN, .pushMPLS, .popMPLS, .pushPBB, .popPBB, .setMPLSTTL,
            .decrementMPLSTTL, .setNetworkTTL, .decrementNetworkTTL, .copyTTLOut, .copyTTLIn:
            .vendor
        }
    }

    /// One action of 1.0: type, length, arguments.
    mutating func layout10<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        var number = C.isReading ? 0 : type10.rawValue
        try c.field(&number)
        let sized = try c.enterSized(after: 2, shortage: .badActionBadLen)
        guard let type = ActionType10(rawValue: number) else { throw c.refusal(.badActionBadType, "action \(number)") }
        switch type {
        case .output:
            var (port, maxLength) = (PortNumber.any, UInt16(0))
            if case .output(let p, let length) = self { (port, maxLength) = (p, length) }
            try c.outputPort(&port)
            try c.field(&maxLength)
            self = .output(port: port, maxLength: maxLength)
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
        case .setEthernetSource: try addressSetter(.ethSrc, &c)
        case .setEthernetDestination: try addressSetter(.ethDst, &c)
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
        case .vendor:
            var (id, data) = (UInt32(0), [UInt8]())
            if case .experimenter(let vendor, let rest) = self { (id, data) = (vendor, rest) }
            try c.field(&id)
            if C.isReading { throw c.refusal(.badActionBadVendor, "vendor 0x\(String(id, radix: 16))") }
            try c.rest(&data)
            try c.pad(-data.count & 7)
        }
        try c.leaveSized(sized)
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
}
