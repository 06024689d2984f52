import OpenFlow

/// Type and flags, which requests and replies begin with (1.3.5 §7.3.5).
private struct MultipartHeader: WireElement {
    var type: MultipartType
    var more: Bool

    static var blank: MultipartHeader { MultipartHeader(type: .description, more: false) }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        let unknown: ErrorCode = c.version < .v1_3 ? .badRequestBadStat : .badRequestBadMultipart
        try c.choice(&type, unknown, "multipart type")
        guard type.since <= c.version else {
            throw c.refusal(unknown, "multipart type \(type.rawValue) does not exist in this version")
        }
        var flags = more ? multipartMore : 0
        try c.field(&flags)
        more = flags & multipartMore != 0
        if c.version > .v1_0 { try c.pad(4) }
    }
}

extension MultipartRequest {
    init(_ c: inout WireReader) throws(OpenFlowError) {
        let header: MultipartHeader = try c.element()
        self.init(try Body(header.type, &c), more: header.more)
    }

    /// A list that does not fit 65535 bytes goes on in further messages.
    func write(_ c: inout WireWriter) throws(EncodingError) {
        switch body {
        case .description: try c.multipart(.description, more)
        case .flow(let filter): try c.multipart(.flow, more, filter)
        case .aggregate(let filter): try c.multipart(.aggregate, more, filter)
        case .table: try c.multipart(.table, more)
        case .port(let port): try c.multipart(.port, more, PortFilter(port: port))
        case .portDescription(let port):
            try c.multipart(.portDescription, more)
            if c.version >= .v1_5 { try c.element(PortFilter(port: port)) }
        case .tableFeatures(let tables): try c.multipart(.tableFeatures, more, tables)
        case .queue(let filter): try c.multipart(.queue, more, filter)
        case .group(let id): try c.multipart(.group, more, IdentifierFilter(id: id))
        case .groupDescription(let id):
            try c.multipart(.groupDescription, more)
            if c.version >= .v1_5 { try c.element(IdentifierFilter(id: id)) }
        case .groupFeatures: try c.multipart(.groupFeatures, more)
        case .meter(let id): try c.multipart(.meter, more, IdentifierFilter(id: id))
        case .meterDescription(let id): try c.multipart(.meterDescription, more, IdentifierFilter(id: id))
        case .meterFeatures: try c.multipart(.meterFeatures, more)
        case .tableDescription: try c.multipart(.tableDescription, more)
        case .queueDescription(let filter): try c.multipart(.queueDescription, more, filter)
        case .flowMonitor(let monitors): try c.multipart(.flowMonitor, more, monitors)
        case .flowCounters(let filter): try c.multipart(.flowCounters, more, filter)
        case .controllerStatus: try c.multipart(.controllerStatus, more)
        case .bundleFeatures(let features):
            try c.multipart(.bundleFeatures, more, BundleFeaturesRequest(features: features))
        case .experimenter(let body): try c.multipart(.experimenter, more, body)
        }
    }
}

extension MultipartRequest.Body {
    fileprivate init(_ type: MultipartType, _ c: inout WireReader) throws(OpenFlowError) {
        switch type {
        case .description: self = .description
        case .flow: self = .flow(try c.element())
        case .aggregate: self = .aggregate(try c.element())
        case .table: self = .table
        case .port: self = .port(try c.element(PortFilter.self).port)
        case .portDescription:
            self = .portDescription(c.version >= .v1_5 ? try c.element(PortFilter.self).port : .any)
        case .tableFeatures: self = .tableFeatures(try c.elements())
        case .queue: self = .queue(try c.element())
        case .group: self = .group(try c.element(IdentifierFilter.self).id)
        case .groupDescription:
            let isFiltered = c.version >= .v1_5
            self = .groupDescription(isFiltered ? try c.element(IdentifierFilter.self).id : Reserved.allGroups)
        case .groupFeatures: self = .groupFeatures
        case .meter: self = .meter(try c.element(IdentifierFilter.self).id)
        case .meterDescription: self = .meterDescription(try c.element(IdentifierFilter.self).id)
        case .meterFeatures: self = .meterFeatures
        case .tableDescription: self = .tableDescription
        case .queueDescription: self = .queueDescription(try c.element())
        case .flowMonitor: self = .flowMonitor(try c.elements())
        case .flowCounters: self = .flowCounters(try c.element())
        case .controllerStatus: self = .controllerStatus
        case .bundleFeatures: self = .bundleFeatures(try c.element(BundleFeaturesRequest.self).features)
        case .experimenter: self = .experimenter(try c.element())
        }
    }
}

extension MultipartReply {
    init(_ c: inout WireReader) throws(OpenFlowError) {
        let header: MultipartHeader = try c.element()
        self.init(try Body(header.type, &c), more: header.more)
    }

    /// A list that does not fit 65535 bytes goes on in further messages. 1.0 leaves out ports it has no numbers for.
    func write(_ c: inout WireWriter) throws(EncodingError) {
        let version = c.version
        switch body {
        case .description(let texts): try c.multipart(.description, more, texts)
        case .flow(let flows): try c.multipart(.flow, more, flows)
        case .aggregate(let sums): try c.multipart(.aggregate, more, sums)
        case .table(let tables): try c.multipart(.table, more, tables)
        case .port(let ports): try c.multipart(.port, more, ports.filter { $0.number.exists(in: version) })
        case .portDescription(let ports): try c.multipart(.portDescription, more, ports)
        case .tableFeatures(let tables): try c.multipart(.tableFeatures, more, tables)
        case .queue(let queues): try c.multipart(.queue, more, queues.filter { $0.port.exists(in: version) })
        case .group(let groups): try c.multipart(.group, more, groups)
        case .groupDescription(let groups): try c.multipart(.groupDescription, more, groups)
        case .groupFeatures(let features): try c.multipart(.groupFeatures, more, features)
        case .meter(let meters): try c.multipart(.meter, more, meters)
        case .meterDescription(let meters): try c.multipart(.meterDescription, more, meters)
        case .meterFeatures(let features): try c.multipart(.meterFeatures, more, features)
        case .tableDescription(let tables): try c.multipart(.tableDescription, more, tables)
        case .queueDescription(let queues): try c.multipart(.queueDescription, more, queues)
        case .flowMonitor(let updates): try c.multipart(.flowMonitor, more, updates)
        case .flowCounters(let flows): try c.multipart(.flowCounters, more, flows)
        case .controllerStatus(let controllers): try c.multipart(.controllerStatus, more, controllers)
        case .bundleFeatures(let features): try c.multipart(.bundleFeatures, more, features)
        case .experimenter(let body): try c.multipart(.experimenter, more, body)
        }
    }
}

extension MultipartReply.Body {
    fileprivate init(_ type: MultipartType, _ c: inout WireReader) throws(OpenFlowError) {
        switch type {
        case .description: self = .description(try c.element())
        case .flow: self = .flow(try c.elements())
        case .aggregate: self = .aggregate(try c.element())
        case .table: self = .table(try c.elements())
        case .port: self = .port(try c.elements())
        case .portDescription: self = .portDescription(try c.elements())
        case .tableFeatures:
            c.skipsUnknownFields = true
            self = .tableFeatures(try c.elements())
        case .queue: self = .queue(try c.elements())
        case .group: self = .group(try c.elements())
        case .groupDescription: self = .groupDescription(try c.elements())
        case .groupFeatures: self = .groupFeatures(try c.element())
        case .meter: self = .meter(try c.elements())
        case .meterDescription: self = .meterDescription(try c.elements())
        case .meterFeatures: self = .meterFeatures(try c.element())
        case .tableDescription: self = .tableDescription(try c.elements())
        case .queueDescription: self = .queueDescription(try c.elements())
        case .flowMonitor: self = .flowMonitor(try c.elements())
        case .flowCounters: self = .flowCounters(try c.elements())
        case .controllerStatus: self = .controllerStatus(try c.elements())
        case .bundleFeatures: self = .bundleFeatures(try c.element())
        case .experimenter: self = .experimenter(try c.element())
        }
    }
}

extension WireReader {
    fileprivate mutating func elements<Element: WireElement>() throws(OpenFlowError) -> [Element] {
        var elements: [Element] = []
        try list(&elements)
        return elements
    }
}

extension WireWriter {
    fileprivate mutating func multipart(_ type: MultipartType, _ more: Bool) throws(EncodingError) {
        try element(MultipartHeader(type: type, more: more))
    }

    fileprivate mutating func multipart<Body: WireElement>(
        _ type: MultipartType,
        _ more: Bool,
        _ body: Body
    ) throws(EncodingError) {
        try multipart(type, more)
        try element(body)
    }

    /// Begins another message with the same header where one gets too long.
    fileprivate mutating func multipart<Element: WireElement>(
        _ type: MultipartType,
        _ more: Bool,
        _ elements: [Element]
    ) throws(EncodingError) {
        try multipart(type, more)
        let headByteCount = position
        for var element in elements {
            let end = position
            try element.layout(&self)
            guard position > WireWriter.maxMessage, end > headByteCount else { continue }
            try splitMultipart(at: end, headByteCount: headByteCount)
            try element.layout(&self)
        }
    }
}

extension PortNumber {
    fileprivate func exists(in version: OpenFlowVersion) -> Bool {
        version > .v1_0 || PortNumbers10.short(self) != nil
    }
}

/// A request about a port; 16 bits in 1.0.
private struct PortFilter: WireElement {
    var port: PortNumber

    static var blank: PortFilter { PortFilter(port: .any) }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.port(&port)
        try c.pad(c.version == .v1_0 ? 6 : 4)
    }
}

/// A request about a group or a meter.
private struct IdentifierFilter: WireElement {
    var id: UInt32

    static var blank: IdentifierFilter { IdentifierFilter(id: 0) }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.field(&id)
        try c.pad(4)
    }
}

extension FlowFilter: WireElement {
    static var blank: FlowFilter { FlowFilter() }
}

extension Experimenter: WireElement {
    static var blank: Experimenter { Experimenter(id: 0) }
}

extension SwitchDescription: WireElement {
    static var blank: SwitchDescription {
        SwitchDescription(manufacturer: "", hardware: "", software: "", serialNumber: "", datapath: "")
    }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.text(&manufacturer, byteCount: 256)
        try c.text(&hardware, byteCount: 256)
        try c.text(&software, byteCount: 256)
        try c.text(&serialNumber, byteCount: 32)
        try c.text(&datapath, byteCount: 256)
    }
}

extension AggregateStatistics: WireElement {
    static var blank: AggregateStatistics { AggregateStatistics(packetCount: 0, byteCount: 0, flowCount: 0) }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        if c.version >= .v1_5 { return try layoutCounters(&c) }
        try c.field(&packetCount)
        try c.field(&byteCount)
        try c.field(&flowCount)
        try c.pad(4)
    }

    /// 1.5.1 §7.3.5.3; what is not counted is 0.
    private mutating func layoutCounters<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        var counters = FlowCounters()
        if !C.isReading {
            counters = FlowCounters(flowCount: flowCount, packetCount: packetCount, byteCount: byteCount)
        }
        try counters.layout(&c)
        packetCount = counters.packetCount ?? 0
        byteCount = counters.byteCount ?? 0
        flowCount = counters.flowCount ?? 0
    }
}
