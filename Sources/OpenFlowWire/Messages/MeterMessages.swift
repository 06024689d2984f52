import OpenFlow

extension MeterMod: WireElement {
    static var blank: MeterMod { MeterMod(.add, meterID: 0) }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.choice(&command, .meterModFailedBadCommand, "command")
        try c.shortFlags(&flags, meterFlagRows, unknown: .meterModFailedBadFlags)
        try c.field(&meterID)
        try c.list(&bands)
    }
}

extension MeterDescription: WireElement {
    static var blank: MeterDescription { MeterDescription(flags: [], meterID: 0) }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        let sized = try c.enterSized(after: 0, shortage: .badRequestBadLen)
        try c.shortFlags(&flags, meterFlagRows, unknown: .meterModFailedBadFlags)
        try c.field(&meterID)
        try c.list(&bands)
        try c.leaveSized(sized)
    }
}

/// OFPMF_* (1.3.5 §7.3.4.4).
private let meterFlagRows: [FlagRow<MeterFlags>] = [
    .init(.kbps, bit: 0),
    .init(.pktps, bit: 1),
    .init(.burst, bit: 2),
    .init(.stats, bit: 3),
]

/// OFPMBT_* (1.3.5 §7.3.4.4).
private enum MeterBandType: UInt16 { case drop = 1, dscpRemark = 2, experimenter = 0xffff }

extension MeterBand: WireElement {
    static var blank: MeterBand { MeterBand(.drop, rate: 0) }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        var type = type
        try c.choice(&type, .meterModFailedBadBand, "meter band")
        let sized = try c.enterSized(after: 2, shortage: .badRequestBadLen)
        try c.field(&rate)
        try c.field(&burstSize)
        switch type {
        case .drop:
            try c.pad(4)
            kind = .drop
        case .dscpRemark:
            var level: UInt8 = 0
            if case .dscpRemark(let precedenceLevel) = kind { level = precedenceLevel }
            try c.field(&level)
            try c.pad(3)
            kind = .dscpRemark(precedenceLevel: level)
        case .experimenter:
            var (id, data) = (UInt32(0), [UInt8]())
            if case .experimenter(let experimenter, let bytes) = kind { (id, data) = (experimenter, bytes) }
            try c.field(&id)
            try c.rest(&data)
            kind = .experimenter(id: id, data: data)
        }
        try c.leaveSized(sized)
    }

    private var type: MeterBandType {
        switch kind {
        case .drop: .drop
        case .dscpRemark: .dscpRemark
        case .experimenter: .experimenter
        }
    }
}

extension MeterStatistics: WireElement {
    static var blank: MeterStatistics { MeterStatistics(meterID: 0) }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.field(&meterID)
        let sized = try c.enterSized(after: 4, shortage: .badRequestBadLen)
        try c.pad(6)
        try c.field(&flowCount)
        try c.field(&packetInCount)
        try c.field(&byteInCount)
        try c.duration(&duration)
        try c.list(&bands)
        try c.leaveSized(sized)
    }
}

extension MeterStatistics.Band: WireElement {
    static var blank: MeterStatistics.Band { MeterStatistics.Band() }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.field(&packetCount)
        try c.field(&byteCount)
    }
}

extension MeterFeatures: WireElement {
    static var blank: MeterFeatures {
        MeterFeatures(maxMeters: 0, bandTypes: [], capabilities: [], maxBands: 0, maxColor: 0)
    }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.field(&maxMeters)
        try c.field(&bandTypes.rawValue)
        try c.flags(&capabilities, meterFlagRows)
        try c.field(&maxBands)
        try c.field(&maxColor)
        try c.pad(2)
        guard c.version >= .v1_5 else { return }
        try c.field(&features)
        try c.pad(4)
    }
}
