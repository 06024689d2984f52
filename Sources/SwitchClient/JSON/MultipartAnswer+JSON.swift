import OpenFlow

extension MultipartAnswer {
    /// The reply as JSON: a list of records, or one record for a reply that is no list.
    public func json(names: PortNames = .none) throws -> String {
        switch body {
        case .description(let description):
            return try JSONText.lines([
                "mfr_desc": description.manufacturer, "hw_desc": description.hardware,
                "sw_desc": description.software, "serial_num": description.serialNumber,
                "dp_desc": description.datapath,
            ])
        case .flow(let flows):
            return try JSONText.lines(flows.map { FlowEntryRecord($0, in: version, names: names) })
        case .aggregate(let sums): return try JSONText.lines(AggregateRecord(sums))
        case .table(let tables): return try JSONText.lines(tables.map { TableStatisticsRecord($0, in: version) })
        case .port(let ports):
            return try JSONText.lines(ports.map { PortStatisticsRecord($0, in: version, names: names) })
        case .portDescription(let ports): return try JSONText.lines(ports.map(PortRecord.init))
        case .tableFeatures(let tables): return try JSONText.lines(tables.map(TableFeaturesRecord.init))
        case .queue(let queues):
            return try JSONText.lines(queues.map { QueueStatisticsRecord($0, in: version, names: names) })
        case .group(let groups): return try JSONText.lines(groups.map { GroupStatisticsRecord($0, in: version) })
        case .groupDescription(let groups):
            return try JSONText.lines(groups.map { GroupRecord($0, in: version, names: names) })
        case .groupFeatures(let features): return try JSONText.lines(GroupFeaturesRecord(features))
        case .meter(let meters): return try JSONText.lines(meters.map(MeterStatisticsRecord.init))
        case .meterDescription(let meters): return try JSONText.lines(meters.map(MeterRecord.init))
        case .meterFeatures(let features): return try JSONText.lines(MeterFeaturesRecord(features))
        case .tableDescription(let tables): return try JSONText.lines(tables.map(TableDescriptionRecord.init))
        case .queueDescription(let queues):
            return try JSONText.lines(queues.map { QueueRecord($0, port: $0.port, names: names) })
        case .flowMonitor, .flowCounters, .controllerStatus, .bundleFeatures, .experimenter:
            let reply = Envelope(xid: xid, .multipartReply(MultipartReply(body)))
            return try JSONText.lines(MessageRecord(reply, in: version))
        }
    }
}
