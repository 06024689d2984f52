import OpenFlow

extension PacketIn {
    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.buffer(&bufferID)
        if c.version == .v1_1 { try layoutPorts11(&c) }
        try c.field(&totalLength)
        if c.version == .v1_0 {
            var port = inPort
            try c.port(&port)
            if C.isReading { match = Match([FieldMatch(.inPort, UInt128(port.rawValue))]) }
        }
        var wireReason = reason.inVersion(c.version)
        try c.choice(&wireReason, .badRequestBadType, "reason")
        guard wireReason == wireReason.inVersion(c.version) else {
            throw c.refusal(.badRequestBadType, "reason \(wireReason.rawValue)")
        }
        if C.isReading { reason = wireReason }
        if c.version == .v1_0 {
            try c.pad(1)
        } else {
            try c.field(&tableID)
            if c.version >= .v1_3 { try c.field(&cookie) }
            if c.version >= .v1_2 {
                try match.layout(&c)
                try c.pad(2)
            }
        }
        try c.rest(&data)
    }

    /// 1.1 has no match but both ports, which are the same unless in_phy_port is said.
    private mutating func layoutPorts11<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        var port = inPort
        var physical = match[.inPhyPort].map { PortNumber(UInt32(truncatingIfNeeded: $0.value)) } ?? port
        try c.port(&port)
        try c.port(&physical)
        guard C.isReading else { return }
        match = Match([FieldMatch(.inPort, UInt128(port.rawValue))])
        if physical != port { match.fields.append(FieldMatch(.inPhyPort, UInt128(physical.rawValue))) }
    }
}

extension PacketIn.Reason {
    /// What older versions say for the finer reasons of newer ones.
    fileprivate func inVersion(_ version: OpenFlowVersion) -> PacketIn.Reason {
        switch self {
        case .noMatch, .action: self
        case .invalidTTL: version >= .v1_2 ? self : .action
        case .actionSet, .group, .packetOut: version >= .v1_4 ? self : .action
        }
    }
}

extension PacketOut {
    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.buffer(&bufferID)
        if c.version < .v1_5 {
            try c.port(&inPort)
            try checkInPort(&c)
        }
        let length = try c.lengthField()
        if c.version >= .v1_5 {
            try c.pad(2)
            try layoutPipelineFields(&c)
        } else if c.version > .v1_0 {
            try c.pad(6)
        }
        let scope = try c.enter(byteCount: length.value, shortage: .badActionBadLen)
        try layoutActions(&actions, ActionContext(), &c)
        let byteCount = c.position - scope.start
        try c.leave(scope)
        try c.setLength(length, byteCount)
        try c.rest(&data)
    }

    private func checkInPort<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        if C.isReading, inPort.rawValue > PortNumber.max.rawValue, inPort != .local, inPort != .controller,
            inPort != .any
        {
            throw c.refusal(.badRequestBadPort, "in_port 0x\(String(inPort.rawValue, radix: 16))")
        }
    }

    /// 1.5 says in_port in a match, and may say other pipeline fields there (1.5.1 §7.3.6).
    private mutating func layoutPipelineFields<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        var match = Match()
        if !C.isReading {
            match = Match([FieldMatch(.inPort, UInt128(inPort.rawValue))] + pipelineFields.fields)
        }
        try match.layout(&c)
        guard C.isReading else { return }
        for field in match.fields where !field.field.isPipelineField || field.mask != nil {
            throw c.refusal(.badRequestPipelineFieldsOnly, "\(field.field.info.name) is no exact pipeline field")
        }
        guard let port = match[.inPort] else { throw c.refusal(.badRequestBadPort, "no in_port") }
        inPort = PortNumber(UInt32(truncatingIfNeeded: port.value))
        try checkInPort(&c)
        pipelineFields = Match(match.fields.filter { $0.field != .inPort })
    }
}

extension MatchField {
    /// What goes with a packet besides its bytes (1.5.1 §7.2.3.9).
    fileprivate var isPipelineField: Bool {
        switch self {
        case .inPort, .inPhyPort, .metadata, .tunnelID, .actsetOutput, .packetType: true
        case .ethDst, .ethSrc, .ethType, .vlanVID, .vlanPCP, .ipDSCP, .ipECN, .ipProto, .ipv4Src, .ipv4Dst, .tcpSrc,
            .tcpDst, .udpSrc, .udpDst, .sctpSrc, .sctpDst, .icmpv4Type, .icmpv4Code, .arpOp, .arpSPA, .arpTPA, .arpSHA,
            .arpTHA, .ipv6Src, .ipv6Dst, .ipv6FlowLabel, .icmpv6Type, .icmpv6Code, .ipv6NDTarget, .ipv6NDSLL,
            .ipv6NDTLL, .mplsLabel, .mplsTC, .mplsBOS, .pbbISID, .ipv6ExtHdr, .pbbUCA, .tcpFlags:
            false
        }
    }
}
