/// OFPTC_*; 1.1 and 1.2 said here what happens to misses, 1.4 has eviction and vacancy events (1.4.1 §7.3.3).
public struct TableConfig: OptionSet, Hashable, Sendable {
    public var rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// 1.1 and 1.2: misses go on to the next table; neither flag: to the controller.
    public static let missContinue = TableConfig(rawValue: 1 << 0)
    /// 1.1 and 1.2: misses are dropped.
    public static let missDrop = TableConfig(rawValue: 1 << 1)
    public static let eviction = TableConfig(rawValue: 1 << 2)
    public static let vacancyEvents = TableConfig(rawValue: 1 << 3)
}

/// OFPTMPEF_*: what decides who is evicted (1.4.1 §7.3.3).
public struct EvictionFlags: OptionSet, Hashable, Sendable {
    public var rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    public static let other = EvictionFlags(rawValue: 1 << 0)
    public static let importance = EvictionFlags(rawValue: 1 << 1)
    public static let lifetime = EvictionFlags(rawValue: 1 << 2)
}

/// Thresholds of vacancy events, in percent of free space (1.4.1 §7.3.3).
public struct Vacancy: Hashable, Sendable {
    public var down: UInt8
    public var up: UInt8
    /// What it is now; 0 in TABLE_MOD.
    public var current: UInt8

    public init(down: UInt8, up: UInt8, current: UInt8 = 0) {
        self.down = down
        self.up = up
        self.current = current
    }
}

/// A table's configuration: TABLE_MOD and one part of TABLE_DESC (1.4.1 §7.3.3 and §7.3.5.16; 1.1 to 1.3: `config` only).
public struct TableDescription: Hashable, Sendable {
    /// `Reserved.allTables` in TABLE_MOD for all.
    public var tableID: UInt8
    public var config: TableConfig
    public var eviction: EvictionFlags?
    public var vacancy: Vacancy?
    public var experimenters: [ExperimenterProperty]

    public init(
        tableID: UInt8,
        config: TableConfig = [],
        eviction: EvictionFlags? = nil,
        vacancy: Vacancy? = nil,
        experimenters: [ExperimenterProperty] = []
    ) {
        self.tableID = tableID
        self.config = config
        self.eviction = eviction
        self.vacancy = vacancy
        self.experimenters = experimenters
    }
}

/// TABLE_STATUS (1.4.1 §7.4.5).
public struct TableStatus: Hashable, Sendable {
    public enum Reason: UInt8, Sendable { case vacancyDown = 3, vacancyUp = 4 }

    public var reason: Reason
    public var table: TableDescription

    public init(_ reason: Reason, _ table: TableDescription) {
        self.reason = reason
        self.table = table
    }
}
