import OpenFlow

extension PortStatistics: WireElement, PropertyHolder {
    /// OFPPSPT_* (1.4.1 §7.3.5.6).
    enum Property: UInt16, PropertyType { case ethernet = 0, optical = 1 }

    static var blank: PortStatistics { PortStatistics(number: .any) }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        if c.version >= .v1_4 {
            let sized = try c.enterSized(after: 0, shortage: .badRequestBadLen)
            try c.pad(2)
            try c.port(&number)
            try c.duration(&duration)
            try layoutCounters(&c)
            try c.properties(of: &self)
            try c.leaveSized(sized)
        } else {
            try c.port(&number)
            try c.pad(c.version == .v1_0 ? 6 : 4)
            try layoutCounters(&c)
            try layoutEthernet(&c)
            if c.version >= .v1_3 { try c.duration(&duration) }
        }
    }

    private mutating func layoutCounters<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.field(&rxPackets)
        try c.field(&txPackets)
        try c.field(&rxBytes)
        try c.field(&txBytes)
        try c.field(&rxDropped)
        try c.field(&txDropped)
        try c.field(&rxErrors)
        try c.field(&txErrors)
    }

    private mutating func layoutEthernet<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.field(&rxFrameErrors)
        try c.field(&rxOverErrors)
        try c.field(&rxCRCErrors)
        try c.field(&collisions)
    }

    func says(_ property: Property) -> Bool {
        switch property {
        case .ethernet: [rxFrameErrors, rxOverErrors, rxCRCErrors, collisions].contains { $0 != .max }
        case .optical: optical != nil
        }
    }

    mutating func layout<C: WireCoder & ~Copyable>(_ property: Property, _ c: inout C) throws(C.Failure) {
        try c.pad(4)
        switch property {
        case .ethernet: try layoutEthernet(&c)
        case .optical:
            var port = optical ?? OpticalPortStatistics()
            try port.layout(&c)
            optical = port
        }
    }
}

extension OpticalPortStatistics {
    fileprivate mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.field(&flags)
        try c.field(&transmitFrequency)
        try c.field(&transmitOffset)
        try c.field(&transmitGridSpan)
        try c.field(&receiveFrequency)
        try c.field(&receiveOffset)
        try c.field(&receiveGridSpan)
        try c.field(&transmitPower)
        try c.field(&receivePower)
        try c.field(&biasCurrent)
        try c.field(&temperature)
    }
}
