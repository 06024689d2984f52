import OpenFlow

/// Three pairs of masks in 1.3 (1.3.5 §7.3.10), one property for each mask from 1.4 on (1.4.1 §7.3.10).
extension AsyncConfig: WireElement, PropertyHolder {
    static var blank: AsyncConfig { AsyncConfig() }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        if c.version >= .v1_4 { return try c.properties(of: &self) }
        for kind in [Kind.packetIn, .portStatus, .flowRemoved] {
            try layout(AsyncProperty(kind, isSlave: false), &c)
            try layout(AsyncProperty(kind, isSlave: true), &c)
        }
    }

    func says(_ property: AsyncProperty) -> Bool {
        guard let kind = property.kind else { return false }
        return self[kind, isSlave: property.isSlave] != nil
    }

    mutating func layout<C: WireCoder & ~Copyable>(_ property: AsyncProperty, _ c: inout C) throws(C.Failure) {
        guard let kind = property.kind else {
            throw c.refusal(.badPropertyBadExperimenter, "experimenter's mask for slaves")
        }
        var mask = self[kind, isSlave: property.isSlave] ?? 0
        try c.field(&mask)
        self[kind, isSlave: property.isSlave] = mask
    }
}

/// OFPACPT_*: even numbers for slaves, odd ones for masters, in the order of `AsyncConfig.Kind`.
struct AsyncProperty: PropertyType {
    /// OFPACPT_EXPERIMENTER_SLAVE, which the model does not have.
    private static let slaveExperimenter: UInt16 = 0xfffe

    let rawValue: UInt16

    init?(rawValue: UInt16) {
        guard rawValue / 2 < AsyncConfig.Kind.allCases.count || rawValue == AsyncProperty.slaveExperimenter else {
            return nil
        }
        self.rawValue = rawValue
    }

    init(_ kind: AsyncConfig.Kind, isSlave: Bool) { rawValue = UInt16(kind.rawValue * 2 + (isSlave ? 0 : 1)) }

    static let allCases = AsyncConfig.Kind.allCases.flatMap {
        [AsyncProperty($0, isSlave: true), AsyncProperty($0, isSlave: false)]
    }

    var kind: AsyncConfig.Kind? { AsyncConfig.Kind(rawValue: Int(rawValue / 2)) }
    var isSlave: Bool { rawValue % 2 == 0 }

    var since: OpenFlowVersion {
        switch kind {
        case .flowStatistics, .controllerStatus: .v1_5
        case .packetIn, .portStatus, .flowRemoved, .roleStatus, .tableStatus, .requestForward, nil: .v1_4
        }
    }
}
