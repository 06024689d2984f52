import OpenFlow

extension RoleMessage: WireElement {
    static var blank: RoleMessage { RoleMessage(.noChange, generationID: 0) }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.choice(&role, .roleRequestFailedBadRole, "role")
        if c.version >= .v1_5 {
            try c.field(&shortID)
            try c.pad(2)
        } else {
            try c.pad(4)
        }
        try c.field(&generationID)
    }
}

extension RoleStatus: WireElement, PropertyHolder {
    typealias Property = NoProperty

    static var blank: RoleStatus { RoleStatus(.noChange, reason: .config, generationID: 0) }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.choice(&role, .roleRequestFailedBadRole, "role")
        try c.choice(&reason, .badRequestBadType, "reason")
        try c.pad(3)
        try c.field(&generationID)
        try c.properties(of: &self)
    }
}

extension RequestForward: WireElement {
    static var blank: RequestForward { RequestForward(xid: 0, .groupMod(.blank)) }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        var envelope =
            switch request {
            case .groupMod(let groupMod): Envelope(xid: xid, .groupMod(groupMod))
            case .meterMod(let meterMod): Envelope(xid: xid, .meterMod(meterMod))
            }
        try envelope.layout(&c, shortage: .badRequestBadLen) { type in
            type == .groupMod || type == .meterMod ? nil : .badRequestBadType
        }
        xid = envelope.xid
        if case .groupMod(let groupMod) = envelope.message { request = .groupMod(groupMod) }
        if case .meterMod(let meterMod) = envelope.message { request = .meterMod(meterMod) }
    }
}

/// 1.5.1 §7.4.7. A controller has one property for each of its connections.
extension ControllerStatus: WireElement {
    /// OFPCSPT_URI.
    private static let uriProperty: UInt16 = 0
    /// OFPCT_STATUS_*.
    private enum ChannelStatus: UInt8 { case isUp = 0, isDown = 1 }

    static var blank: ControllerStatus {
        ControllerStatus(shortID: 0, role: .noChange, reason: .request, isChannelUp: false)
    }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        let sized = try c.enterSized(after: 0, shortage: .badRequestBadLen)
        try c.field(&shortID)
        try c.choice(&role, .roleRequestFailedBadRole, "role")
        try c.choice(&reason, .badRequestBadType, "reason")
        var status = isChannelUp ? ChannelStatus.isUp : .isDown
        try c.choice(&status, .badRequestBadType, "channel status")
        isChannelUp = status == .isUp
        try c.pad(6)
        if C.isReading {
            while c.remaining > 0 { try readProperty(&c) }
        } else {
            for uri in uris {
                var (number, bytes) = (ControllerStatus.uriProperty, WireText.encode(uri, limit: Int(UInt16.max)))
                try c.field(&number)
                let property = try c.enterProperty()
                try c.rest(&bytes)
                try c.leaveProperty(property)
            }
            try c.experimenterProperties(&experimenters, type: experimenterPropertyType)
        }
        try c.leaveSized(sized)
    }

    private mutating func readProperty<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        var number: UInt16 = 0
        try c.field(&number)
        let property = try c.enterProperty()
        switch number {
        case ControllerStatus.uriProperty:
            var bytes: [UInt8] = []
            try c.rest(&bytes)
            uris.append(bytes.withUnsafeBytes { WireText.decode($0) })
        case experimenterPropertyType: experimenters.append(try c.experimenterProperty())
        default: throw c.refusal(.badPropertyBadType, "property \(number)")
        }
        try c.leaveProperty(property)
    }
}
