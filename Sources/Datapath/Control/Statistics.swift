import OpenFlow
import Ports

/// A long answer given in slices, so that frames do not wait for it: what is left of it.
struct SlicedReply {
    enum Subject {
        /// Entries with their generations when the request came; those that have gone since are left out.
        case flows([(index: UInt32, generation: UInt32)])
        /// All tables in their order.
        case tableFeatures
    }
    let ticket: UInt64
    let subject: Subject
    var position = 0
}

/// Statistics (1.3.5 §7.3.5).
extension Datapath {
    private static let flowsPerSlice = 128
    private static let tablesPerSlice = 32

    mutating func answer(_ request: MultipartRequest.Body, ticket: UInt64) throws(OpenFlowError) {
        switch request {
        case .flow(let filter):
            try check(filter)
            slicedReply = SlicedReply(
                ticket: ticket,
                subject: .flows(select(filter).map { ($0, pool.generations[Int($0)]) })
            )
            continueSlicedReply()
        case .aggregate(let filter):
            try check(filter)
            post(.statistics(.aggregate(aggregate(filter))), ticket: ticket)
        case .table:
            post(.statistics(.table((0..<configuration.tableCount).map { tableStatistics($0) })), ticket: ticket)
        case .port(let number):
            collectDeviceDrops()
            post(.statistics(.port(try portStatistics(number))), ticket: ticket)
        case .portDescription(let number):
            post(.statistics(.portDescription(try portDescriptions(number))), ticket: ticket)
        case .tableFeatures(let wanted):
            precondition(wanted.isEmpty, "the agent refuses to change what tables can do")
            slicedReply = SlicedReply(ticket: ticket, subject: .tableFeatures)
            continueSlicedReply()
        case .queue(let filter):
            try checkQueues(filter)
            post(.statistics(.queue([])), ticket: ticket)
        case .queueDescription(let filter):
            try checkQueues(filter)
            post(.statistics(.queueDescription([])), ticket: ticket)
        case .description, .group, .groupDescription, .groupFeatures, .meter, .meterDescription, .meterFeatures,
            .tableDescription, .flowMonitor, .flowCounters, .controllerStatus, .bundleFeatures,
            .experimenter:
            preconditionFailure("the agent answers these or refuses them")
        }
    }

    /// The next slice of the answer under way.
    mutating func continueSlicedReply() {
        guard var reply = slicedReply else { return }
        let start = reply.position
        let part: MultipartReply.Body
        let count: Int
        switch reply.subject {
        case .flows(let entries):
            count = entries.count
            reply.position = min(start + Self.flowsPerSlice, count)
            part = .flow(flowStatistics(entries[start..<reply.position]))
        case .tableFeatures:
            count = configuration.tableCount
            reply.position = min(start + Self.tablesPerSlice, count)
            part = .tableFeatures((start..<reply.position).map { tableFeatures($0) })
        }
        let isLast = reply.position == count
        slicedReply = isLast ? nil : reply
        post(.statistics(part), ticket: reply.ticket, isLast: isLast)
    }

    private func flowStatistics(_ entries: ArraySlice<(index: UInt32, generation: UInt32)>) -> [FlowStatistics] {
        var statistics: [FlowStatistics] = []
        statistics.reserveCapacity(entries.count)
        for (index, generation) in entries where pool.generations[Int(index)] == generation {
            statistics.append(flowStatistics(index))
        }
        return statistics
    }

    private func check(_ filter: FlowFilter) throws(OpenFlowError) {
        guard filter.tableID == Reserved.allTables || Int(filter.tableID) < configuration.tableCount else {
            throw OpenFlowError(
                .badRequestBadTableId,
                "table \(filter.tableID): there are \(configuration.tableCount) tables"
            )
        }
        try filter.match.validate()
    }

    private func flowStatistics(_ index: UInt32) -> FlowStatistics {
        let (entry, record) = (pool.entries[Int(index)], pool.records[Int(index)]!)
        return FlowStatistics(
            tableID: entry.tableID,
            priority: record.priority,
            match: record.match,
            instructions: record.instructions,
            cookie: entry.cookie,
            duration: now - record.created,
            idleTimeout: record.idleTimeout,
            hardTimeout: record.hardTimeout,
            flags: record.flags,
            importance: record.importance,
            packetCount: entry.packetCount,
            byteCount: entry.byteCount
        )
    }

    private func aggregate(_ filter: FlowFilter) -> AggregateStatistics {
        var sum = AggregateStatistics(packetCount: 0, byteCount: 0, flowCount: 0)
        for index in select(filter) {
            sum.packetCount &+= pool.entries[Int(index)].packetCount
            sum.byteCount &+= pool.entries[Int(index)].byteCount
            sum.flowCount += 1
        }
        return sum
    }

    private func tableStatistics(_ table: Int) -> TableStatistics {
        TableStatistics(
            tableID: UInt8(table),
            name: Self.name(ofTable: table),
            maxEntries: maxEntries,
            activeCount: UInt32(tables[table].classifier.ruleCount),
            lookupCount: tables[table].lookupCount,
            matchedCount: tables[table].matchedCount
        )
    }

    private func portStatistics(_ number: PortNumber) throws(OpenFlowError) -> [PortStatistics] {
        if number == .any { return (0..<ports.count).map { ports.statistics($0, now: now) } }
        let index = ports.index(of: number.rawValue)
        guard index != PortTable.missing else {
            throw OpenFlowError(.badRequestBadPort, "there is no port \(number.rawValue)")
        }
        return [ports.statistics(index, now: now)]
    }

    /// Ports whose interface is there; `.any` is all of them.
    private func portDescriptions(_ number: PortNumber) throws(OpenFlowError) -> [PortDescription] {
        let all = (0..<ports.count).filter { !ports.states[$0].isMissing }.map { ports.description($0) }
        if number == .any { return all }
        guard let port = all.first(where: { $0.number == number }) else {
            throw OpenFlowError(.badRequestBadPort, "there is no port \(number.rawValue)")
        }
        return [port]
    }

    /// Ports have no queues: only questions about all queues of a port, or of all ports, have an answer, an empty one.
    private func checkQueues(_ filter: QueueFilter) throws(OpenFlowError) {
        guard filter.port == .any || ports.index(of: filter.port.rawValue) != PortTable.missing else {
            throw OpenFlowError(.queueOpFailedBadPort, "there is no port \(filter.port.rawValue)")
        }
        guard filter.queueID == Reserved.allQueues else {
            throw OpenFlowError(.queueOpFailedBadQueue, "there is no queue \(filter.queueID)")
        }
    }

    /// What kernel and devices dropped since the last time counts as dropped by the port.
    private func collectDeviceDrops() {
        for index in 0..<ports.count {
            ports.states[index].rxDropped &+= ports.states[index].device.takeReceiveDrops()
            ports.states[index].txDropped &+= ports.states[index].device.takeTransmitDrops()
        }
    }

    func status() -> DatapathStatus {
        collectDeviceDrops()
        return DatapathStatus(
            ports: (0..<ports.count).map { ports.description($0) },
            portStatistics: (0..<ports.count).map { ports.statistics($0, now: now) },
            tables: (0..<configuration.tableCount).compactMap { table in
                guard tables[table].classifier.ruleCount > 0 || tables[table].lookupCount > 0 else { return nil }
                return DatapathStatus.Table(
                    tableID: UInt8(table),
                    flowCount: tables[table].classifier.ruleCount,
                    lookupCount: tables[table].lookupCount,
                    matchedCount: tables[table].matchedCount,
                    tupleCount: tables[table].classifier.tupleCount
                )
            },
            drops: DropReason.allCases.compactMap { reason in
                let count = drops[Int(reason.rawValue)]
                return count == 0 ? nil : DatapathStatus.Drop(reason: reason, count: count)
            },
            buffersInUse: buffers.inUse,
            bufferCapacity: buffers.capacity,
            upcalls: upcallCount
        )
    }
}
