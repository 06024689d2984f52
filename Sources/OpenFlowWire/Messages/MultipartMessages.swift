import OpenFlow

/// Type and flags, which requests and replies begin with (1.3.5 §7.3.5).
private struct MultipartHeader {
    var type: MultipartType
    var more: Bool

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        let unknown: ErrorCode = c.version < .v1_3 ? .badRequestBadStat : .badRequestBadMultipart
        try c.choice(&type, unknown, "multipart type")
        guard type.exists(in: c.version) else {
            throw c.refusal(unknown, "multipart type \(type.rawValue) does not exist in this version")
        }
        var flags = more ? multipartMore : 0
        try c.field(&flags)
        more = flags & multipartMore != 0
        if c.version > .v1_0 { try c.pad(4) }
        if type == .experimenter {
            var id: UInt32 = 0
            try c.field(&id)
            throw c.refusal(.badRequestBadExperimenter, "experimenter 0x\(String(id, radix: 16))")
        }
    }
}

extension MultipartRequest {
    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        var header = MultipartHeader(type: type, more: more)
        try header.layout(&c)
        more = header.more
        switch header.type {
        case .description: body = .description
        case .table: body = .table
        case .portDescription: body = .portDescription
        case .flow:
            var filter = FlowFilter()
            if case .flow(let flows) = body { filter = flows }
            try filter.layout(&c)
            body = .flow(filter)
        case .aggregate:
            var filter = FlowFilter()
            if case .aggregate(let flows) = body { filter = flows }
            try filter.layout(&c)
            body = .aggregate(filter)
        case .port:
            var port = PortNumber.any
            if case .port(let number) = body { port = number }
            try c.port(&port)
            try c.pad(c.version == .v1_0 ? 6 : 4)
            body = .port(port)
        case .tableFeatures:
            var tables: [TableFeatures] = []
            if case .tableFeatures(let features) = body { tables = features }
            try c.list(&tables)
            body = .tableFeatures(tables)
        case .experimenter: break
        }
    }

    private var type: MultipartType {
        switch body {
        case .description: .description
        case .flow: .flow
        case .aggregate: .aggregate
        case .table: .table
        case .port: .port
        case .portDescription: .portDescription
        case .tableFeatures: .tableFeatures
        }
    }
}

extension MultipartReply {
    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        var header = MultipartHeader(type: type, more: more)
        try header.layout(&c)
        more = header.more
        switch header.type {
        case .description:
            var description = SwitchDescription(
                manufacturer: "",
                hardware: "",
                software: "",
                serialNumber: "",
                datapath: ""
            )
            if case .description(let texts) = body { description = texts }
            try description.layout(&c)
            body = .description(description)
        case .aggregate:
            var sums = AggregateStatistics(packetCount: 0, byteCount: 0, flowCount: 0)
            if case .aggregate(let statistics) = body { sums = statistics }
            try sums.layout(&c)
            body = .aggregate(sums)
        // The writer appends the elements of lists itself: `encodeReply`.
        case .flow: if C.isReading { body = .flow(try c.elements()) }
        case .table: if C.isReading { body = .table(try c.elements()) }
        case .port: if C.isReading { body = .port(try c.elements()) }
        case .portDescription: if C.isReading { body = .portDescription(try c.elements()) }
        case .tableFeatures: if C.isReading { body = .tableFeatures(try c.elements()) }
        case .experimenter: break
        }
    }

    private var type: MultipartType {
        switch body {
        case .description: .description
        case .flow: .flow
        case .aggregate: .aggregate
        case .table: .table
        case .port: .port
        case .portDescription: .portDescription
        case .tableFeatures: .tableFeatures
        }
    }
}

extension WireCoder where Self: ~Copyable {
    fileprivate mutating func elements<Element: WireElement>() throws(Failure) -> [Element] {
        var elements: [Element] = []
        try list(&elements)
        return elements
    }
}

extension MultipartReply {
    /// Writes the reply as one or several messages of at most 65535 bytes; all but the last say that more follow.
    func encode(type: UInt8, xid: UInt32, _ writer: inout WireWriter) throws(EncodingError) {
        switch body {
        case .flow(let flows): try encode(flows, type, xid, &writer) { _ in true }
        case .table(let tables): try encode(tables, type, xid, &writer) { _ in true }
        case .port(let ports):
            let version = writer.version
            try encode(ports, type, xid, &writer) { version > .v1_0 || PortNumbers10.short($0.number) != nil }
        case .portDescription(let ports): try encode(ports, type, xid, &writer) { _ in true }
        case .tableFeatures(let tables): try encode(tables, type, xid, &writer) { _ in true }
        case .description, .aggregate:
            try writer.beginMessage(type: type, xid: xid)
            var reply = self
            try reply.layout(&writer)
            try writer.finishMessage()
        }
    }

    private func encode<Element: WireElement>(
        _ elements: [Element],
        _ type: UInt8,
        _ xid: UInt32,
        _ writer: inout WireWriter,
        where isIncluded: (Element) -> Bool
    ) throws(EncodingError) {
        var head = self
        try writer.beginMessage(type: type, xid: xid)
        try head.layout(&writer)
        let headByteCount = writer.position
        for var element in elements where isIncluded(element) {
            let end = writer.position
            try element.layout(&writer)
            guard writer.position > WireWriter.maxMessage, end > headByteCount else { continue }
            writer.truncate(to: end)
            writer.setMultipartMore()
            try writer.finishMessage()
            try writer.beginMessage(type: type, xid: xid)
            try head.layout(&writer)
            try element.layout(&writer)
        }
        try writer.finishMessage()
    }
}

extension SwitchDescription {
    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.text(&manufacturer, byteCount: 256)
        try c.text(&hardware, byteCount: 256)
        try c.text(&software, byteCount: 256)
        try c.text(&serialNumber, byteCount: 32)
        try c.text(&datapath, byteCount: 256)
    }
}

extension AggregateStatistics {
    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.field(&packetCount)
        try c.field(&byteCount)
        try c.field(&flowCount)
        try c.pad(4)
    }
}

extension TableStatistics: WireElement {
    static var blank: TableStatistics {
        TableStatistics(tableID: 0, name: "", maxEntries: 0, activeCount: 0, lookupCount: 0, matchedCount: 0)
    }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.field(&tableID)
        try c.pad(3)
        if c.version == .v1_0 {
            try c.text(&name, byteCount: 32)
            // Every field of 1.0 can be wildcarded in every table.
            var wildcards = Wildcards10.all.rawValue
            try c.field(&wildcards)
            try c.field(&maxEntries)
        }
        try c.field(&activeCount)
        try c.field(&lookupCount)
        try c.field(&matchedCount)
    }
}
