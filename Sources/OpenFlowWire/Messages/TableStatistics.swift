import OpenFlow

extension TableStatistics: WireElement {
    static var blank: TableStatistics {
        TableStatistics(tableID: 0, name: "", maxEntries: 0, activeCount: 0, lookupCount: 0, matchedCount: 0)
    }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.field(&tableID)
        try c.pad(c.version == .v1_1 || c.version == .v1_2 ? 7 : 3)
        if c.version < .v1_3 {
            try c.text(&name, byteCount: 32)
            let whole = TableBitmaps(allOf: c.version)
            var bits = bitmaps ?? whole
            try bits.layout(&c)
            if C.isReading { bitmaps = bits == whole ? nil : bits }
            try c.field(&maxEntries)
        }
        try c.field(&activeCount)
        try c.field(&lookupCount)
        try c.field(&matchedCount)
    }
}

extension TableBitmaps {
    fileprivate mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        switch c.version {
        case .v1_0: try TableBitmaps.half(&wildcards, &c)
        case .v1_1:
            try TableBitmaps.half(&wildcards, &c)
            try TableBitmaps.half(&match, &c)
            try c.field(&instructions)
            try c.field(&writeActions)
            try c.field(&applyActions)
            try c.field(&config)
        case .v1_2, .v1_3, .v1_4, .v1_5:
            try c.field(&match)
            try c.field(&wildcards)
            try c.field(&writeActions)
            try c.field(&applyActions)
            try c.field(&writeSetFields)
            try c.field(&applySetFields)
            try c.field(&metadataMatch)
            try c.field(&metadataWrite)
            try c.field(&instructions)
            try c.field(&config)
        }
    }

    /// A bitmap that has 32 bits up to 1.1.
    private static func half<C: WireCoder & ~Copyable>(_ bitmap: inout UInt64, _ c: inout C) throws(C.Failure) {
        var bits = UInt32(truncatingIfNeeded: bitmap)
        try c.field(&bits)
        bitmap = UInt64(bits)
    }

    /// Of a table that can do all that the version knows.
    fileprivate init(allOf version: OpenFlowVersion) {
        self.init()
        wildcards = UInt64(version == .v1_0 ? StandardWildcards.all10 : StandardWildcards.allFields11)
        guard version > .v1_0 else { return }
        match = wildcards
        for type in ActionType.allCases where type != .experimenter {
            if let number = type.number(in: version) { writeActions |= 1 << UInt32(number) }
        }
        applyActions = writeActions
        for kind in InstructionKind.allCases where kind != .experimenter && kind.exists(in: version) {
            instructions |= 1 << UInt32(kind.number)
        }
        guard version > .v1_1 else { return }
        (match, writeSetFields) = (0, 0)
        for field in MatchField.allCases where OXMSize(field).since <= version {
            match |= 1 << UInt64(field.rawValue)
            if field.info.isSettable { writeSetFields |= 1 << UInt64(field.rawValue) }
        }
        (wildcards, applySetFields) = (match, writeSetFields)
        (metadataMatch, metadataWrite) = (.max, .max)
    }
}
