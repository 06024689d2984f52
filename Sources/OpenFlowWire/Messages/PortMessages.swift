import OpenFlow

extension PortDescription: WireElement {
    static var blank: PortDescription { PortDescription(number: .any, hardwareAddress: 0, name: "") }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        let is10 = c.version == .v1_0
        try c.port(&number)
        if !is10 { try c.pad(4) }
        try c.hardwareAddress(&hardwareAddress)
        if !is10 { try c.pad(2) }
        try c.text(&name, byteCount: 16)
        try c.flags(&config, portConfigRows)
        try c.flags(&state, portStateRows)
        try c.flags(&current, portFeatureRows)
        try c.flags(&advertised, portFeatureRows)
        try c.flags(&supported, portFeatureRows)
        try c.flags(&peer, portFeatureRows)
        if !is10 {
            try c.field(&currentSpeed)
            try c.field(&maxSpeed)
        }
    }

    /// Whether the version has a number for the port.
    func exists(in version: OpenFlowVersion) -> Bool { version > .v1_0 || PortNumbers10.short(number) != nil }
}

extension WireCoder where Self: ~Copyable {
    /// The ports that the version has numbers for.
    mutating func ports(_ ports: inout [PortDescription]) throws(Failure) {
        if Self.isReading { return try list(&ports) }
        for var port in ports where port.exists(in: version) { try port.layout(&self) }
    }
}

extension PortStatus {
    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.choice(&reason, .badRequestBadType, "reason")
        try c.pad(7)
        try port.layout(&c)
    }
}

extension PortMod {
    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        let is10 = c.version == .v1_0
        try c.port(&number)
        if !is10 { try c.pad(4) }
        try c.hardwareAddress(&hardwareAddress)
        if !is10 { try c.pad(2) }
        // Bits that are not masked do not count, whatever they are.
        try c.flags(&config, portConfigRows)
        try c.flags(&mask, portConfigRows, unknown: is10 ? nil : .portModFailedBadConfig)
        try c.flags(&advertise, portFeatureRows, unknown: is10 ? nil : .portModFailedBadAdvertise)
        try c.pad(4)
    }
}

extension PortStatistics: WireElement {
    static var blank: PortStatistics { PortStatistics(number: .any) }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.port(&number)
        try c.pad(c.version == .v1_0 ? 6 : 4)
        try c.field(&rxPackets)
        try c.field(&txPackets)
        try c.field(&rxBytes)
        try c.field(&txBytes)
        try c.field(&rxDropped)
        try c.field(&txDropped)
        try c.field(&rxErrors)
        try c.field(&txErrors)
        try c.field(&rxFrameErrors)
        try c.field(&rxOverErrors)
        try c.field(&rxCRCErrors)
        try c.field(&collisions)
        if c.version >= .v1_3 { try c.duration(&duration) }
    }
}
