import OpenFlow

/// Counters of flow entries as 1.5 says them (1.5.1 §7.2.4): two reserved bytes, the length without the padding, OXS
/// fields, zeros up to 8 bytes.
///
///     0               2               4               6       7       8
///     +---------------+---------------+---------------+-------+-------+-----------------
///     |   reserved    |    length     |   oxs_class   |field|R| length| value …
///     +---------------+---------------+---------------+-------+-------+-----------------
extension FlowCounters {
    private static let basicClass: UInt16 = 0x8002

    /// OFPXST_OFB_*.
    private enum Field: UInt8, CaseIterable {
        case duration = 0
        case idleTime = 1
        case flowCount = 3
        case packetCount = 4
        case byteCount = 5

        var byteCount: UInt8 { self == .flowCount ? 4 : 8 }
    }

    /// `unknown` refuses fields that are none, `badLength` those of wrong size.
    mutating func layout<C: WireCoder & ~Copyable>(
        _ c: inout C,
        unknown: ErrorCode = .badRequestBadLen,
        badLength: ErrorCode = .badRequestBadLen
    ) throws(C.Failure) {
        try c.pad(2)
        let sized = try c.enterSized(after: 2, shortage: badLength)
        if C.isReading {
            while c.remaining > 0 { try layout(.duration, &c, unknown, badLength) }
        } else {
            for field in Field.allCases where says(field) { try layout(field, &c, unknown, badLength) }
        }
        let byteCount = c.position - sized.scope.start
        try c.leaveSized(sized)
        try c.pad(-byteCount & 7)
    }

    private func says(_ field: Field) -> Bool {
        switch field {
        case .duration: duration != nil
        case .idleTime: idleTime != nil
        case .flowCount: flowCount != nil
        case .packetCount: packetCount != nil
        case .byteCount: byteCount != nil
        }
    }

    private mutating func layout<C: WireCoder & ~Copyable>(
        _ written: Field,
        _ c: inout C,
        _ unknown: ErrorCode,
        _ badLength: ErrorCode
    ) throws(C.Failure) {
        var oxsClass = FlowCounters.basicClass
        var number = written.rawValue << 1
        var length = written.byteCount
        try c.field(&oxsClass)
        try c.field(&number)
        try c.field(&length)
        guard oxsClass == FlowCounters.basicClass, let field = Field(rawValue: number >> 1) else {
            throw c.refusal(unknown, "OXS class 0x\(String(oxsClass, radix: 16)) field \(number >> 1)")
        }
        guard length == field.byteCount else { throw c.refusal(badLength, "OXS field \(field) of \(length) bytes") }
        switch field {
        case .duration:
            var time = duration ?? 0
            try c.duration(&time)
            duration = time
        case .idleTime:
            var time = idleTime ?? 0
            try c.duration(&time)
            idleTime = time
        case .flowCount: try c.counter(&flowCount)
        case .packetCount: try c.counter(&packetCount)
        case .byteCount: try c.counter(&byteCount)
        }
    }
}

extension WireCoder where Self: ~Copyable {
    fileprivate mutating func counter<Number: FixedWidthInteger>(_ value: inout Number?) throws(Failure) {
        var number = value ?? 0
        try field(&number)
        value = number
    }

    /// The counters that older versions have fields for. All ones stand for a counter that is not available, which 1.5
    /// leaves out.
    mutating func counters(
        _ duration: inout UInt64,
        _ idleTime: inout UInt64?,
        _ packetCount: inout UInt64,
        _ byteCount: inout UInt64
    ) throws(Failure) {
        var counters = FlowCounters()
        if !Self.isReading {
            counters = FlowCounters(
                duration: duration,
                idleTime: idleTime,
                packetCount: packetCount == .max ? nil : packetCount,
                byteCount: byteCount == .max ? nil : byteCount
            )
        }
        try counters.layout(&self)
        guard Self.isReading else { return }
        duration = counters.duration ?? 0
        idleTime = counters.idleTime
        packetCount = counters.packetCount ?? .max
        byteCount = counters.byteCount ?? .max
    }
}

extension StatTrigger {
    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.field(&flags.rawValue)
        try thresholds.layout(&c, unknown: .badInstructionUnsupInst, badLength: .badInstructionBadLen)
    }
}
