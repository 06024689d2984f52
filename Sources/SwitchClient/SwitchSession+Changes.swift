import OpenFlow
import OpenFlowChannel
import OpenFlowWire

/// What has become of a list of changes.
public struct ChangeOutcome: Hashable, Sendable {
    public var appliedCount: Int
    /// What the switch has refused, in the order of the lines.
    public var failures: [LineError]

    public init(appliedCount: Int, failures: [LineError] = []) {
        self.appliedCount = appliedCount
        self.failures = failures
    }
}

extension SwitchSession {
    /// Messages between two barriers; also what is under way at most.
    private static let batchSize = 500

    /// Sends the changes in order, with barriers between them, and gathers all errors.
    ///
    /// A change that is refused keeps no other one from taking effect.
    /// - Throws: `LineError` for a change that the version cannot say; nothing is sent then.
    public func apply(_ changes: [Change]) async throws -> ChangeOutcome {
        let changes = try await resolved(changes)
        try checkEncoding(changes)
        var failures: [LineError] = []
        for start in stride(from: 0, to: changes.count, by: Self.batchSize) {
            let batch = changes[start..<min(start + Self.batchSize, changes.count)]
            let answers = try await connection.exchange(batch.map(\.message), then: .barrierRequest, earlier: 0..<0)
            failures += self.failures(answers.errors) { xid in
                xid - answers.xids.lowerBound < batch.count ? batch[start + Int(xid - answers.xids.lowerBound)] : nil
            }
        }
        let refused = Set(failures.map(\.line))
        return ChangeOutcome(appliedCount: changes.count - refused.count, failures: failures)
    }

    /// Sends the changes as one bundle, which takes effect as a whole or not at all (1.4.1 §6.9).
    ///
    /// - Throws: `LineError` for a change that the version cannot say; `ClientError` when there are no bundles.
    public func applyAsBundle(_ changes: [Change]) async throws -> ChangeOutcome {
        let changes = try await resolved(changes)
        try checkEncoding(changes)
        let id: UInt32 = 1
        let flags: BundleFlags = [.atomic, .ordered]
        _ = try await request(.bundleControl(BundleControl(.openRequest, bundleID: id, flags: flags)))
        var xids: [UInt32: Change] = [:]
        var range: Range<UInt32>?
        var failures: [LineError] = []
        for start in stride(from: 0, to: changes.count, by: Self.batchSize) {
            let batch = changes[start..<min(start + Self.batchSize, changes.count)]
            let adds = batch.map { change in
                Message.bundleAdd(BundleAdd(bundleID: id, flags: flags, request: Envelope(xid: 0, change.message)))
            }
            let answers = try await connection.exchange(adds, then: .barrierRequest, earlier: 0..<0)
            for (xid, change) in zip(answers.xids, batch) { xids[xid] = change }
            range = (range?.lowerBound ?? answers.xids.lowerBound)..<answers.xids.upperBound
            failures += self.failures(answers.errors) { xids[$0] }
            guard failures.isEmpty else {
                _ = try? await request(.bundleControl(BundleControl(.discardRequest, bundleID: id, flags: flags)))
                return ChangeOutcome(appliedCount: 0, failures: failures)
            }
        }
        let commit = BundleControl(.commitRequest, bundleID: id, flags: flags)
        let answers = try await connection.exchange([], then: .bundleControl(commit), earlier: range ?? 0..<0)
        let own = answers.errors.filter { !answers.xids.contains($0.xid) }
        // The error about the commit itself says only that there are others.
        failures = self.failures(own) { xids[$0] }
        if failures.isEmpty { try check(answers) }
        return ChangeOutcome(appliedCount: failures.isEmpty ? changes.count : 0, failures: failures)
    }

    private func failures(_ errors: [Envelope], _ change: (UInt32) -> Change?) -> [LineError] {
        errors.compactMap { envelope in
            guard case .error(let error) = envelope.message else { return nil }
            let found = change(envelope.xid)
            let line = found?.line ?? SourceLine(source: name, number: 0, text: "")
            return LineError(line, "the switch refuses this with \(error.kind.text): \(line.text.trimmed)")
        }
    }

    /// Finds what cannot be said before anything is sent.
    private func checkEncoding(_ changes: [Change]) throws(LineError) {
        var bytes: [UInt8] = []
        for change in changes {
            bytes.removeAll(keepingCapacity: true)
            do {
                try encode(Envelope(xid: 0, change.message), version: version, into: &bytes)
            } catch {
                throw LineError(change.line, "this cannot be said in OpenFlow \(version.text): \(error)")
            }
        }
    }

    /// Decides for each add-or-modify which of the two it is, by the groups that are there and come before it.
    private func resolved(_ changes: [Change]) async throws -> [Change] {
        guard changes.contains(where: \.addsOrModifies) else { return changes }
        guard case .groupDescription(let groups) = try await multipart(.groupDescription()).body else { return changes }
        var known = Set(groups.map(\.groupID))
        return changes.map { change in
            guard case .groupMod(var mod) = change.message else { return change }
            var change = change
            if change.addsOrModifies, !known.contains(mod.groupID) { mod.command = .add }
            change.message = .groupMod(mod)
            switch mod.command {
            case .add: known.insert(mod.groupID)
            case .delete: if mod.groupID == Reserved.allGroups { known = [] } else { known.remove(mod.groupID) }
            case .modify, .insertBucket, .removeBucket: break
            }
            return change
        }
    }
}
