extension MultipartRequest {
    func detail(in version: OpenFlowVersion) -> String { (more ? " flags=[more]" : "") + body.detail(in: version) }
}

extension MultipartReply {
    func detail(in version: OpenFlowVersion) -> String { (more ? " flags=[more]" : "") + body.detail(in: version) }
}

extension MultipartRequest.Body {
    fileprivate func detail(in version: OpenFlowVersion) -> String {
        switch self {
        case .flow(let filter), .aggregate(let filter), .flowCounters(let filter):
            filter.text(in: version).isEmpty ? "" : " " + filter.text(in: version)
        case .port(let port): " port_no=\(port.text)"
        case .portDescription(let port): " port=\(port.text)"
        case .tableFeatures(let tables): tables.isEmpty ? "" : "\n" + tables.text(in: version)
        case .queue(let filter): " " + filter.text
        case .queueDescription(let filter): " " + filter.descriptionText
        case .group(let group), .groupDescription(let group): " group_id=\(GroupStatistics.name(of: group))"
        case .meter(let meter), .meterDescription(let meter): " meter=\(MeterName.text(meter))"
        case .flowMonitor(let monitors): monitors.map { "\n " + $0.text }.joined()
        case .bundleFeatures(let features): " " + features.text(isRequest: true)
        case .experimenter(let experimenter): experimenter.detail(in: version)
        case .description, .table, .groupFeatures, .meterFeatures, .tableDescription, .controllerStatus: ""
        }
    }
}

extension MultipartReply.Body {
    fileprivate func detail(in version: OpenFlowVersion) -> String {
        switch self {
        case .description(let description): "\n" + description.text
        case .flow(let flows): flows.map { "\n" + $0.text(in: version) }.joined()
        case .aggregate(let sums): " " + sums.text
        case .table(let tables): "\n" + tables.text
        case .port(let ports): " \(ports.count) ports" + ports.map { "\n" + $0.text(in: version) }.joined()
        case .portDescription(let ports): ports.inOrder.map { "\n" + $0.text(in: version) }.joined()
        case .tableFeatures(let tables): tables.isEmpty ? "" : "\n" + tables.text(in: version)
        case .queue(let queues): " \(queues.count) queues" + queues.map { "\n" + $0.text(in: version) }.joined()
        case .group(let groups): groups.map { "\n" + $0.text(in: version) }.joined()
        case .groupDescription(let groups): groups.map { "\n " + $0.text(in: version) }.joined()
        case .groupFeatures(let features): "\n" + features.text
        // An empty line between two meters, as ovs-ofctl has it.
        case .meter(let meters): meters.isEmpty ? "" : "\n" + meters.map(\.text).joined(separator: "\n\n")
        case .meterDescription(let meters): meters.isEmpty ? "" : "\n" + meters.map(\.text).joined(separator: "\n\n")
        case .meterFeatures(let features): "\n" + features.text
        case .tableDescription(let tables): tables.isEmpty ? "" : "\n" + tables.map(\.text).joined(separator: "\n\n")
        case .queueDescription(let queues): queues.isEmpty ? "" : " " + queues.text
        case .flowMonitor(let updates): updates.map { "\n " + $0.text(in: version) }.joined()
        case .flowCounters(let flows): flows.map { "\n" + $0.text }.joined()
        case .controllerStatus(let controllers): controllers.map { "\n " + $0.text }.joined()
        case .bundleFeatures(let features): " " + features.text(isRequest: false)
        case .experimenter(let experimenter): experimenter.detail(in: version)
        }
    }
}

extension SwitchDescription {
    /// The lines of `ovs-ofctl show` and `dump-desc` about who made the switch.
    public var text: String {
        """
        Manufacturer: \(manufacturer)
        Hardware: \(hardware)
        Software: \(software)
        Serial Num: \(serialNumber)
        DP Description: \(datapath)
        """
    }
}
