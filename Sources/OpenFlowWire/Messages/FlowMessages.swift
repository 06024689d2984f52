import OpenFlow

extension FlowMod {
    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        if c.version == .v1_0 { return try layout10(&c) }
        try c.field(&cookie)
        try c.field(&cookieMask)
        try c.field(&tableID)
        try c.choice(&command, .flowModFailedBadCommand, "command")
        try c.field(&idleTimeout)
        try c.field(&hardTimeout)
        try c.field(&priority)
        try c.buffer(&bufferID)
        try c.port(&outPort)
        try c.field(&outGroup)
        try layoutFlags(&c)
        if c.version >= .v1_4 { try c.field(&importance) } else { try c.pad(2) }
        if C.isReading { try checkTable(&c) }
        try match.layout(&c)
        try layoutInstructions(&instructions, match: match, &c)
    }

    @inline(__always)
    fileprivate mutating func layoutFlags<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        var bits = C.isReading ? 0 : UInt16(truncatingIfNeeded: flowModFlagRows.bits(of: flags, in: c.version))
        try c.field(&bits)
        guard C.isReading else { return }
        if bits != 0 {
            let found = flowModFlagRows.flags(of: UInt32(bits), in: c.version)
            guard found.unknown == 0 else {
                throw c.refusal(.flowModFailedBadFlags, "flags 0x\(String(bits, radix: 16))")
            }
            flags = found.flags
        }
        // Up to 1.1 an add always begins with new counters, and a modify of nothing is an add.
        guard c.version <= .v1_1 else { return }
        if command == .add { flags.insert(.resetCounts) }
        addsWhenMissing = command == .modify || command == .modifyStrict
    }

    /// Only deletes of 1.2 and later can be about all tables (1.3.5 §7.3.4.1).
    private func checkTable<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        guard tableID == Reserved.allTables else { return }
        let isDelete = command == .delete || command == .deleteStrict
        guard isDelete, c.version >= .v1_2 else { throw c.refusal(.flowModFailedBadTableId, "table 255") }
    }

    /// 1.0.0 §5.3.3.
    private mutating func layout10<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        var wire = C.isReading ? StandardMatch() : try StandardMatch(match, isExact: outranksWildcards, &c)
        try wire.layout(&c)
        try c.field(&cookie)
        var number = UInt16(command.rawValue)
        try c.field(&number)
        guard let command = UInt8(exactly: number).flatMap({ Command(rawValue: $0) }) else {
            throw c.refusal(.flowModFailedBadCommand, "command \(number)")
        }
        self.command = command
        try c.field(&idleTimeout)
        try c.field(&hardTimeout)
        try c.field(&priority)
        try c.buffer(&bufferID)
        try c.port(&outPort)
        try layoutFlags(&c)
        if C.isReading {
            match = try wire.match(&c)
            outranksWildcards = wire.isExact10
            tableID = command == .add ? 0 : Reserved.allTables
        }
        try layoutInstructions(&instructions, match: match, &c)
    }
}

extension FlowRemoved {
    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        if c.version == .v1_0 { try match.layout(&c) }
        if c.version >= .v1_5 { return try layout15(&c) }
        try c.field(&cookie)
        try c.field(&priority)
        try layoutReason(&c)
        if c.version == .v1_0 { try c.pad(1) } else { try c.field(&tableID) }
        try c.duration(&duration)
        try c.field(&idleTimeout)
        if c.version <= .v1_1 { try c.pad(2) } else { try c.field(&hardTimeout) }
        try c.field(&packetCount)
        try c.field(&byteCount)
        if c.version > .v1_0 { try match.layout(&c) }
    }

    /// 1.5.1 §7.4.2.
    private mutating func layout15<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.field(&tableID)
        try layoutReason(&c)
        try c.field(&priority)
        try c.field(&idleTimeout)
        try c.field(&hardTimeout)
        try c.field(&cookie)
        try match.layout(&c)
        try c.counters(&duration, &idleTime, &packetCount, &byteCount)
    }

    private mutating func layoutReason<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        var wireReason = reason.inVersion(c.version)
        try c.choice(&wireReason, .badRequestBadType, "reason")
        guard wireReason == wireReason.inVersion(c.version) else {
            throw c.refusal(.badRequestBadType, "reason \(wireReason.rawValue)")
        }
        if C.isReading { reason = wireReason }
    }
}

extension FlowRemoved.Reason {
    /// Reasons that the version lacks are deletes there.
    fileprivate func inVersion(_ version: OpenFlowVersion) -> FlowRemoved.Reason {
        switch self {
        case .idleTimeout, .hardTimeout, .delete: self
        case .groupDelete: version >= .v1_1 ? self : .delete
        case .meterDelete, .eviction: version >= .v1_4 ? self : .delete
        }
    }
}

extension FlowStatistics: WireElement {
    static var blank: FlowStatistics {
        FlowStatistics(
            tableID: 0,
            priority: 0,
            match: Match(),
            instructions: [],
            cookie: 0,
            duration: 0,
            idleTimeout: 0,
            hardTimeout: 0,
            flags: [],
            packetCount: 0,
            byteCount: 0
        )
    }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        let sized = try c.enterSized(after: 0, shortage: .badRequestBadLen)
        if c.version >= .v1_5 { try c.pad(2) }
        try c.field(&tableID)
        try c.pad(1)
        if c.version >= .v1_5 {
            try layoutHead15(&c)
        } else {
            try layoutHead(&c)
        }
        try layoutInstructions(&instructions, match: match, &c)
        try c.leaveSized(sized)
    }

    private mutating func layoutHead<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        if c.version == .v1_0 { try match.layout(&c) }
        try c.duration(&duration)
        try c.field(&priority)
        try c.field(&idleTimeout)
        try c.field(&hardTimeout)
        if c.version >= .v1_3 {
            try layoutFlags(&c)
            if c.version >= .v1_4 { try c.field(&importance) } else { try c.pad(2) }
            try c.pad(2)
        } else {
            try c.pad(6)
        }
        try c.field(&cookie)
        try c.field(&packetCount)
        try c.field(&byteCount)
        if c.version > .v1_0 { try match.layout(&c) }
    }

    /// 1.5 calls it the description of a flow (1.5.1 §7.3.5.2).
    private mutating func layoutHead15<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.field(&priority)
        try c.field(&idleTimeout)
        try c.field(&hardTimeout)
        try layoutFlags(&c)
        try c.field(&importance)
        try c.field(&cookie)
        try match.layout(&c)
        try c.counters(&duration, &idleTime, &packetCount, &byteCount)
    }

    private mutating func layoutFlags<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        var bits = UInt16(truncatingIfNeeded: flowModFlagRows.bits(of: flags, in: c.version))
        try c.field(&bits)
        if C.isReading { flags = flowModFlagRows.flags(of: UInt32(bits), in: c.version).flags }
    }
}

extension FlowCounterStatistics: WireElement {
    static var blank: FlowCounterStatistics {
        FlowCounterStatistics(tableID: 0, priority: 0, match: Match(), counters: FlowCounters())
    }

    /// 1.5.1 §7.3.5.4.
    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        let sized = try c.enterSized(after: 0, shortage: .badRequestBadLen)
        try c.pad(2)
        try c.field(&tableID)
        try c.choice(&reason, .badRequestBadType, "reason")
        try c.field(&priority)
        try match.layout(&c)
        try counters.layout(&c)
        try c.leaveSized(sized)
    }
}

extension FlowFilter {
    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        if c.version == .v1_0 {
            try match.layout(&c)
            try c.field(&tableID)
            try c.pad(1)
            try c.port(&outPort)
        } else {
            try c.field(&tableID)
            try c.pad(3)
            try c.port(&outPort)
            try c.field(&outGroup)
            try c.pad(4)
            try c.field(&cookie)
            try c.field(&cookieMask)
            try match.layout(&c)
        }
    }
}
