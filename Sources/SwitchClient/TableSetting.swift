public import OpenFlow

/// What `mod-table` can change of a flow table, in ovs-ofctl's words.
public enum TableSetting: Hashable, Sendable {
    /// What happens to misses; 1.1 and 1.2.
    case miss(TableConfig)
    /// 1.4 and later, as all that follow.
    case eviction(Bool)
    case vacancy(down: UInt8, up: UInt8)
    case noVacancy

    /// Reads "drop", "evict", "vacancy:20,80" and the like.
    public init(_ text: String) throws(ClientError) {
        switch text {
        case "drop": self = .miss(.missDrop)
        case "continue": self = .miss(.missContinue)
        case "controller": self = .miss([])
        case "evict": self = .eviction(true)
        case "noevict": self = .eviction(false)
        case "novacancy": self = .noVacancy
        default:
            if text.hasPrefix("name:") {
                throw ClientError(
                    "no OpenFlow message changes the name of a table; Open vSwitch has an extension for it"
                )
            }
            guard text.hasPrefix("vacancy:") else {
                throw ClientError(
                    "\"\(text)\" is no setting of a table; write drop, continue or controller (OpenFlow 1.1 and 1.2), "
                        + "evict, noevict, vacancy:LOW,HIGH or novacancy (OpenFlow 1.4 and later)"
                )
            }
            let numbers = text.dropFirst(8).split(separator: ",", omittingEmptySubsequences: false).map { UInt8($0) }
            guard numbers.count == 2, let down = numbers[0], let up = numbers[1], down <= up, up <= 100 else {
                throw ClientError("\"\(text)\": write vacancy:LOW,HIGH with percentages, LOW not above HIGH")
            }
            self = .vacancy(down: down, up: up)
        }
    }

    public var need: VersionNeed {
        switch self {
        case .miss: VersionNeed("settings of table misses", .v1_1, to: .v1_2)
        case .eviction, .vacancy, .noVacancy: VersionNeed("eviction and vacancy events", .v1_4)
        }
    }

    /// The message that makes the change.
    ///
    /// - Parameter current: the table as it is; TABLE_MOD sets all of its configuration at once.
    public func message(for tableID: UInt8, current: TableDescription?) -> TableDescription {
        var table = TableDescription(tableID: tableID, config: current?.config ?? [])
        switch self {
        case .miss(let config): table.config = config
        case .eviction(let isOn):
            if isOn { table.config.insert(.eviction) } else { table.config.remove(.eviction) }
        case .vacancy(let down, let up):
            table.config.insert(.vacancyEvents)
            table.vacancy = Vacancy(down: down, up: up)
        case .noVacancy: table.config.remove(.vacancyEvents)
        }
        // Thresholds that are set stay so.
        if table.vacancy == nil, table.config.contains(.vacancyEvents), let vacancy = current?.vacancy {
            table.vacancy = Vacancy(down: vacancy.down, up: vacancy.up)
        }
        return table
    }
}

extension SwitchSession {
    /// "ALL", a number, or the name of one of the switch's tables.
    public func tableID(_ text: String, acceptsNames: Bool = true) async throws -> UInt8 {
        if text.lowercased() == "all" { return Reserved.allTables }
        if let number = UInt8(text) { return number }
        if acceptsNames, let number = await tableNames()[text] { return number }
        throw ClientError("\"\(text)\" is no table of \(name); write 0 to 254, ALL or the name of a table")
    }

    /// Changes one table or all, and keeps the rest of their configuration.
    public func change(_ tableID: UInt8, _ setting: TableSetting) async throws {
        var current: [TableDescription] = []
        if version >= .v1_4, case .tableDescription(let all) = try await multipart(.tableDescription).body {
            current = all
        }
        guard tableID == Reserved.allTables, !current.isEmpty else {
            let table = current.first { $0.tableID == tableID }
            return try await perform([.tableMod(setting.message(for: tableID, current: table))])
        }
        try await perform(current.map { .tableMod(setting.message(for: $0.tableID, current: $0)) })
    }
}
