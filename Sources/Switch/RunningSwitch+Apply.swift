import Datapath
import Logging
import OpenFlow
import OpenFlowChannel
import Ports

/// What came of a new configuration for a switch at work, in sentences for people.
public struct AppliedChanges: Sendable, Hashable {
    public var done: [String] = []
    /// What should have changed and could not; it is tried again with the next configuration.
    public var failed: [String] = []
    /// What only a new start can change; it stays as it was.
    public var needsRestart: [String] = []

    public init() {}

    public static func += (left: inout AppliedChanges, right: AppliedChanges) {
        left.done += right.done
        left.failed += right.failed
        left.needsRestart += right.needsRestart
    }
}

extension RunningSwitch {
    /// Makes the switch what the configuration says, as far as that goes without a new start.
    ///
    /// Everything that is in both the old and the new configuration is left alone: ports forward, connections stay, flow
    /// entries keep their counters. Flows are compared as they were written, entry by entry, so those of controllers
    /// stay; new ones are in before old ones go, and so no frame meets a table that has neither.
    ///
    /// - Parameter wanted: valid, all ports numbered. Not to be called again before it returns.
    public func apply(_ wanted: SwitchConfiguration) async -> AppliedChanges {
        var changes = await release(for: wanted)
        let old = current.configuration
        changes.needsRestart = old.restartReasons(wanted, datapathID: datapathID)
        await addPorts(old, wanted, &changes)
        // Room for more flows comes before them; what is to hold fewer is emptied first.
        let hasMoreRoom = wanted.maxEntries > old.maxEntries
        if hasMoreRoom { await changeLimits(old, wanted, &changes) }
        await changeFlows(old.flows, wanted.flows, &changes)
        if !hasMoreRoom { await changeLimits(old, wanted, &changes) }
        await addConnections(old, wanted, &changes)
        if old.verboseController != wanted.verboseController {
            current.change { $0.verboseController = wanted.verboseController }
            changes.done.append("verbose is \(wanted.verboseController)")
        }
        return changes
    }

    /// The part of `apply` that gives up ports, listeners and controllers: so that another switch, or a port with another
    /// number, can have them.
    public func release(for wanted: SwitchConfiguration) async -> AppliedChanges {
        let old = current.configuration
        var changes = AppliedChanges()
        await removeConnections(old, wanted, &changes)
        await removePorts(old, wanted, &changes)
        return changes
    }

    // MARK: Connections

    private func removeConnections(
        _ old: SwitchConfiguration,
        _ wanted: SwitchConfiguration,
        _ changes: inout AppliedChanges
    ) async {
        for target in old.controllers where !wanted.controllers.contains(target) {
            await endpoints.remove(controller: target)
            current.change { $0.controllers.removeAll { $0 == target } }
            changes.done.append("controller \(target) removed")
        }
        for target in old.listeners where !wanted.listeners.contains(target) {
            await endpoints.stopListening(on: current.takeListener(target))
            current.change { $0.listeners.removeAll { $0 == target } }
            changes.done.append("listener \(target) removed")
        }
    }

    private func addConnections(
        _ old: SwitchConfiguration,
        _ wanted: SwitchConfiguration,
        _ changes: inout AppliedChanges
    ) async {
        for target in wanted.listeners where !old.listeners.contains(target) {
            do {
                try await listen(on: target)
                current.change { $0.listeners.append(target) }
                changes.done.append("listener \(target) added")
            } catch {
                changes.failed.append("listener \(target) cannot be added: \(error)")
            }
        }
        for target in wanted.controllers where !old.controllers.contains(target) {
            do {
                try connect(to: target)
                current.change { $0.controllers.append(target) }
                changes.done.append("controller \(target) added")
            } catch {
                changes.failed.append("controller \(target) cannot be added: \(error)")
            }
        }
    }

    // MARK: Ports

    private func removePorts(
        _ old: SwitchConfiguration,
        _ wanted: SwitchConfiguration,
        _ changes: inout AppliedChanges
    ) async {
        for port in old.ports where !wanted.ports.contains(port) {
            await remove(port, port.number ?? 0, &changes) { $0.ports.removeAll { $0 == port } }
        }
        if let name = old.localPort, name != wanted.localPort {
            await remove(.init(.tap(name)), PortNumber.local.rawValue, &changes) { $0.localPort = nil }
        }
    }

    private func addPorts(
        _ old: SwitchConfiguration,
        _ wanted: SwitchConfiguration,
        _ changes: inout AppliedChanges
    ) async {
        for port in wanted.ports where !old.ports.contains(port) {
            await add(port, port.number ?? 0, &changes) { $0.ports.append(port) }
        }
        if let name = wanted.localPort, name != old.localPort {
            await add(.init(.tap(name)), PortNumber.local.rawValue, &changes) { $0.localPort = name }
        }
    }

    private func remove(
        _ port: SwitchConfiguration.Port,
        _ number: UInt32,
        _ changes: inout AppliedChanges,
        _ record: (inout SwitchConfiguration) -> Void
    ) async {
        current.change(record)
        let problem = await problem(with: .removePort(number))
        if let problem {
            changes.failed.append("port \(Self.name(number)) (\(port.name)) cannot be removed: \(problem)")
        } else {
            changes.done.append("port \(Self.name(number)) (\(port.name)) removed")
        }
    }

    private func add(
        _ port: SwitchConfiguration.Port,
        _ number: UInt32,
        _ changes: inout AppliedChanges,
        _ record: (inout SwitchConfiguration) -> Void
    ) async {
        let problem: String?
        do throws(SwitchError) {
            problem = await self.problem(with: .addPort(try openPort(port, number)))
        } catch {
            problem = error.description
        }
        if let problem {
            changes.failed.append("port \(Self.name(number)) (\(port.name)) cannot be added: \(problem)")
        } else {
            current.change(record)
            changes.done.append("port \(Self.name(number)) (\(port.name)) added")
        }
    }

    private static func name(_ number: UInt32) -> String {
        number == PortNumber.local.rawValue ? "LOCAL" : "\(number)"
    }

    /// What the datapath says against a request that it answers; nil when it was done.
    private func problem(with request: DatapathRequest.Body) async -> String? {
        guard let reply = await ask(request).last else { return "the switch is stopping" }
        if case .error(let error) = reply.body { return error.detail }
        return nil
    }

    // MARK: Tables

    private func changeFlows(
        _ old: [SwitchConfiguration.InitialFlow],
        _ wanted: [SwitchConfiguration.InitialFlow],
        _ changes: inout AppliedChanges
    ) async {
        let difference = FlowDifference(from: old, to: wanted)
        guard !difference.isEmpty else {
            // Only lines have moved, if anything.
            return current.change { $0.flows = wanted }
        }
        let mods = difference.mods
        guard var errors = await change(mods.map(\.mod)) else {
            return changes.failed.append("flows cannot be changed: the switch is stopping")
        }
        // What found its table full has room by now if others have gone.
        let late = errors.filter { $1.code == .flowModFailedTableFull }.keys.sorted()
        if !late.isEmpty, let again = await change(late.map { mods[$0].mod }) {
            for (place, index) in late.enumerated() { errors[index] = again[place] }
        }
        var refused: Set<SwitchConfiguration.InitialFlow.Identity> = []
        for (index, error) in errors.sorted(by: { $0.key < $1.key }) {
            let flow = mods[index].flow
            refused.insert(flow.identity)
            changes.failed.append(
                "\(flow.writtenAt): the switch refuses this flow: \(error.detail) (\(error.code.name))"
            )
        }
        // Where a new flow was refused the old one is still there, unless it had to go first.
        let kept = old.filter { refused.contains($0.identity) && !difference.cleared.contains($0) }
        let now = wanted.filter { !refused.contains($0.identity) } + kept
        current.change { $0.flows = now }
        let counts = [
            ("added", difference.added), ("replaced", difference.replaced), ("removed", difference.removed),
        ].map { what, flows in (what, flows.filter { !refused.contains($0.identity) }.count) }
        for (what, count) in counts where count > 0 {
            changes.done.append("\(count) \(count == 1 ? "flow" : "flows") \(what)")
        }
    }

    private func changeLimits(
        _ old: SwitchConfiguration,
        _ wanted: SwitchConfiguration,
        _ changes: inout AppliedChanges
    ) async {
        guard SwitchParts.limits(old) != SwitchParts.limits(wanted) else { return }
        if let problem = await problem(with: .setLimits(SwitchParts.limits(wanted))) {
            return changes.failed.append("limits cannot be changed: \(problem)")
        }
        current.change { configuration in
            configuration.maxEntries = wanted.maxEntries
            configuration.normal.ageingSeconds = wanted.normal.ageingSeconds
        }
        if old.maxEntries != wanted.maxEntries {
            changes.done.append("tables hold \(wanted.maxEntries) entries each")
        }
        if old.normal.ageingSeconds != wanted.normal.ageingSeconds {
            changes.done.append("addresses are forgotten after \(wanted.normal.ageingSeconds) s")
        }
    }
}

/// What to do to the tables so that the flows of one list are there in place of those of another.
private struct FlowDifference {
    typealias Flow = SwitchConfiguration.InitialFlow

    private(set) var added: [Flow] = []
    /// Their table, priority and match stay, the rest is new.
    private(set) var replaced: [Flow] = []
    private(set) var removed: [Flow] = []
    /// Those in whose place comes one that must not overlap with others: it would overlap with them.
    private(set) var cleared: [Flow] = []

    init(from old: [Flow], to wanted: [Flow]) {
        let before = Dictionary(old.map { ($0.identity, $0) }) { $1 }
        for flow in wanted {
            guard let other = before[flow.identity] else {
                added.append(flow)
                continue
            }
            guard other.mod != flow.mod else { continue }
            replaced.append(flow)
            if flow.mod.flags.contains(.checkOverlap) { cleared.append(other) }
        }
        let after = Set(wanted.map(\.identity))
        removed = old.filter { !after.contains($0.identity) }
    }

    var isEmpty: Bool { added.isEmpty && replaced.isEmpty && removed.isEmpty }

    /// In an order in which frames meet either an old flow or a new one. Only flows that must not overlap with others
    /// wait until the old ones are gone.
    var mods: [(flow: Flow, mod: FlowMod)] {
        let adds = added + replaced
        let late = adds.filter { $0.mod.flags.contains(.checkOverlap) }
        let early = adds.filter { !$0.mod.flags.contains(.checkOverlap) }
        return early.map { ($0, $0.mod) } + (removed + cleared).map { ($0, $0.removal) } + late.map { ($0, $0.mod) }
    }
}

extension SwitchConfiguration {
    /// What differs and only a new start can change.
    func restartReasons(_ wanted: SwitchConfiguration, datapathID: UInt64) -> [String] {
        var reasons: [String] = []
        if let id = wanted.datapathID, id != datapathID { reasons.append("dpid") }
        if versions != wanted.versions { reasons.append("versions") }
        if poll != wanted.poll { reasons.append("poll") }
        if (initialBackoff, maxBackoff) != (wanted.initialBackoff, wanted.maxBackoff) { reasons.append("backoff") }
        if tableCount != wanted.tableCount { reasons.append("tables: count") }
        if bufferCount != wanted.bufferCount { reasons.append("limits: buffers") }
        if normal.maxEntries != wanted.normal.maxEntries { reasons.append("mac-learning: max-entries") }
        return reasons
    }
}
