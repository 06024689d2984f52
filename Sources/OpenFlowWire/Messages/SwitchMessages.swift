import OpenFlow

extension Hello {
    /// Header of an element: type and length (1.3.5 §7.5.1).
    private static let versionBitmap: UInt16 = 1

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        if C.isReading {
            // Elements came with 1.3.1; whatever follows the header of a 1.0 hello is to be ignored (1.0.0 §5.5.1).
            if c.version == .v1_0 { return try c.pad(c.remaining) }
            while c.remaining > 0 { try readElement(&c) }
        } else if let versions {
            var type = Hello.versionBitmap
            try c.field(&type)
            let sized = try c.enterSized(after: 2, shortage: .badRequestBadLen)
            for word in 0...(versions.max() ?? 0) / 32 {
                var bitmap: UInt32 = 0
                for version in versions where version / 32 == word { bitmap |= 1 << UInt32(version % 32) }
                try c.field(&bitmap)
            }
            let byteCount = c.position - sized.scope.start
            try c.leaveSized(sized)
            try c.pad(-byteCount & 7)
        }
    }

    private mutating func readElement<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        var type: UInt16 = 0
        try c.field(&type)
        let sized = try c.enterSized(after: 2, shortage: .badRequestBadLen)
        if type == Hello.versionBitmap {
            var found = versions ?? []
            var word = 0
            while c.remaining >= 4 {
                var bitmap: UInt32 = 0
                try c.field(&bitmap)
                for bit in 0..<32 where bitmap & (1 << UInt32(bit)) != 0 {
                    if let version = UInt8(exactly: word * 32 + bit) { found.insert(version) }
                }
                word += 1
            }
            versions = found
        }
        try c.pad(c.remaining)
        let byteCount = c.position - sized.scope.start
        try c.leaveSized(sized)
        try c.pad(min(-byteCount & 7, c.remaining))
    }
}

extension ErrorMessage {
    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        var (type, code) = (UInt16(0), UInt16(0))
        switch kind {
        case .standard(let error): (type, code) = error.number(in: c.version)
        case .other(let otherType, let otherCode): (type, code) = (otherType, otherCode)
        }
        try c.field(&type)
        try c.field(&code)
        if C.isReading {
            kind =
                ErrorCode(type: type, code: code, version: c.version).map { .standard($0) }
                ?? .other(type: type, code: code)
        }
        try c.rest(&data)
    }
}

extension Experimenter {
    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.field(&id)
        if c.version >= .v1_1 { try c.field(&type) }
        try c.rest(&data)
    }
}

extension FeaturesReply {
    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.field(&datapathID)
        try c.field(&bufferCount)
        try c.field(&tableCount)
        if c.version >= .v1_3 {
            try c.field(&auxiliaryID)
            try c.pad(2)
        } else {
            try c.pad(3)
        }
        try c.flags(&capabilities, capabilityRows)
        if c.version == .v1_0 { try c.actionBitmap(&supportedActions) } else { try c.pad(4) }
        if c.version < .v1_3 { try c.ports(&ports) }
    }
}

extension SwitchConfig {
    /// OFPC_INVALID_TTL_TO_CONTROLLER (1.1.0 §A.3.2; 1.2 §A.3.2).
    private static let invalidTTL: UInt16 = 1 << 2

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        let knowsInvalidTTL = c.version == .v1_1 || c.version == .v1_2
        var flags = fragments.rawValue | (knowsInvalidTTL && sendsInvalidTTL ? SwitchConfig.invalidTTL : 0)
        try c.field(&flags)
        guard let found = Fragments(rawValue: knowsInvalidTTL ? flags & ~SwitchConfig.invalidTTL : flags) else {
            throw c.refusal(.switchConfigFailedBadFlags, "flags 0x\(String(flags, radix: 16))")
        }
        fragments = found
        if C.isReading { sendsInvalidTTL = knowsInvalidTTL && flags & SwitchConfig.invalidTTL != 0 }
        try c.field(&missSendLength)
    }
}
