import OpenFlow

/// OFPTC_* (1.1.0 §A.3.3; 1.4.1 §7.3.3). 1.3 and later keep the first two as bits without a meaning.
let tableConfigRows: [FlagRow<TableConfig>] = [
    .init(.missContinue, bit: 0, since: .v1_1),
    .init(.missDrop, bit: 1, since: .v1_1),
    .init(.eviction, bit: 2, since: .v1_4),
    .init(.vacancyEvents, bit: 3, since: .v1_4),
]

/// TABLE_MOD.
struct TableMod: WireElement {
    var table: TableDescription

    static var blank: TableMod { TableMod(table: .blank) }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.field(&table.tableID)
        try c.pad(3)
        try table.layoutConfig(&c)
    }
}

/// One table of TABLE_DESC.
extension TableDescription: WireElement, PropertyHolder {
    /// OFPTMPT_*.
    enum Property: UInt16, PropertyType { case eviction = 2, vacancy = 3 }

    static var blank: TableDescription { TableDescription(tableID: 0) }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        let sized = try c.enterSized(after: 0, shortage: .badRequestBadLen)
        try c.field(&tableID)
        try c.pad(1)
        try layoutConfig(&c)
        try c.leaveSized(sized)
    }

    fileprivate mutating func layoutConfig<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.flags(&config, tableConfigRows, unknown: .tableModFailedBadConfig)
        if c.version >= .v1_4 { try c.properties(of: &self) }
    }

    func says(_ property: Property) -> Bool {
        switch property {
        case .eviction: eviction != nil
        case .vacancy: vacancy != nil
        }
    }

    mutating func layout<C: WireCoder & ~Copyable>(_ property: Property, _ c: inout C) throws(C.Failure) {
        switch property {
        case .eviction:
            var flags = eviction ?? []
            try c.field(&flags.rawValue)
            eviction = flags
        case .vacancy:
            var thresholds = vacancy ?? Vacancy(down: 0, up: 0)
            try c.field(&thresholds.down)
            try c.field(&thresholds.up)
            try c.field(&thresholds.current)
            try c.pad(1)
            vacancy = thresholds
        }
    }
}

extension TableStatus: WireElement {
    static var blank: TableStatus { TableStatus(.vacancyDown, .blank) }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.choice(&reason, .badRequestBadType, "reason")
        try c.pad(7)
        try table.layout(&c)
    }
}
