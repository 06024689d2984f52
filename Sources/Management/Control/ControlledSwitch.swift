public import OpenFlow
public import Switch

/// What the control API needs of a switch; a running one has it, and tests have a fake.
public protocol ControlledSwitch: Sendable {
    func status() async -> SwitchStatus
    /// All flow entries of all tables.
    func flows() async throws -> [FlowStatistics]
}

extension RunningSwitch: ControlledSwitch {}
