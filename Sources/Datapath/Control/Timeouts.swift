import OpenFlow

/// Idle and hard timeouts, and what controllers hear of entries that go (1.3.5 §5.5, §6.5, §7.4.2).
extension Datapath {
    private static let second: UInt64 = 1_000_000_000

    mutating func setTimer(_ index: UInt32, _ record: FlowRecord) {
        if let due = dueTime(record, lastUsed: pool.entries[Int(index)].lastUsed) { wheel.set(index, at: due) }
    }

    /// The earliest time at which the entry could go; nil: never.
    private func dueTime(_ record: FlowRecord, lastUsed: UInt64) -> UInt64? {
        let idle = record.idleTimeout == 0 ? nil : lastUsed + UInt64(record.idleTimeout) * Self.second
        let hard = record.hardTimeout == 0 ? nil : record.created + UInt64(record.hardTimeout) * Self.second
        guard let idle, let hard else { return idle ?? hard }
        return min(idle, hard)
    }

    /// Entries that a turn looks at: frames must not wait for thousands of them.
    private static let expiryBudget = 256

    /// Removes what is due, or a part of it: true when more may be left. An idle entry that was used since is set anew: the
    /// frame path does not touch timers.
    mutating func expire() -> Bool {
        for _ in 0..<Self.expiryBudget {
            guard let index = wheel.popDue(at: now) else { return false }
            let record = pool.records[Int(index)]!
            let lastUsed = pool.entries[Int(index)].lastUsed
            guard let due = dueTime(record, lastUsed: lastUsed) else { continue }
            if due > now {
                wheel.set(index, at: due)
                continue
            }
            let isHard = record.hardTimeout != 0 && record.created + UInt64(record.hardTimeout) * Self.second <= now
            report(index, reason: isHard ? .hardTimeout : .idleTimeout)
            remove(index)
        }
        return true
    }

    /// FLOW_REMOVED, if the entry asked for it.
    mutating func report(_ index: UInt32, reason: FlowRemoved.Reason) {
        let entry = pool.entries[Int(index)]
        guard entry.reportsRemoval else { return }
        let record = pool.records[Int(index)]!
        let removed = FlowRemoved(
            reason: reason,
            tableID: entry.tableID,
            priority: record.priority,
            match: record.match,
            cookie: entry.cookie,
            duration: now - record.created,
            idleTimeout: record.idleTimeout,
            hardTimeout: record.hardTimeout,
            packetCount: entry.packetCount,
            byteCount: entry.byteCount
        )
        post(.flowRemoved(removed))
    }
}
