import OpenFlow

extension PacketIn {
    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.buffer(&bufferID)
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
            try match.layout(&c)
            try c.pad(2)
        }
        try c.rest(&data)
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
        try c.port(&inPort)
        if C.isReading, inPort.rawValue > PortNumber.max.rawValue, inPort != .local, inPort != .controller,
            inPort != .any
        {
            throw c.refusal(.badRequestBadPort, "in_port 0x\(String(inPort.rawValue, radix: 16))")
        }
        let length = try c.lengthField()
        if c.version > .v1_0 { try c.pad(6) }
        let scope = try c.enter(byteCount: length.value, shortage: .badActionBadLen)
        try layoutActions(&actions, ActionContext(), &c)
        let byteCount = c.position - scope.start
        try c.leave(scope)
        try c.setLength(length, byteCount)
        try c.rest(&data)
    }
}
