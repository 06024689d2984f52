public import OpenFlow

/// What `show` prints, in JSON.
public struct SwitchRecord: Encodable, Hashable, Sendable {
    public var version: String
    /// 16 hexadecimal digits.
    public var datapathID: String
    public var tableCount: UInt8
    public var bufferCount: UInt32
    public var capabilities: [String]
    public var ports: [PortRecord]
    public var configuration: ConfigurationRecord

    private enum CodingKeys: String, CodingKey {
        case version, capabilities, ports
        case datapathID = "dpid"
        case tableCount = "n_tables"
        case bufferCount = "n_buffers"
        case configuration = "config"
    }

    public init(
        _ features: FeaturesReply,
        _ ports: [PortDescription],
        _ config: SwitchConfig,
        in version: OpenFlowVersion
    ) {
        self.version = version.text
        let digits = String(features.datapathID, radix: 16)
        datapathID = String(repeating: "0", count: 16 - digits.count) + digits
        tableCount = features.tableCount
        bufferCount = features.bufferCount
        capabilities = features.capabilities.words(in: version)
        self.ports = ports.map(PortRecord.init)
        configuration = ConfigurationRecord(config)
    }
}

extension Capabilities {
    /// The names that the text about the features has for them.
    fileprivate func words(in version: OpenFlowVersion) -> [String] {
        let only = FeaturesReply(datapathID: 0, bufferCount: 0, tableCount: 0, capabilities: self)
        let line = only.text(in: version).split(separator: "\n").first { $0.hasPrefix("capabilities: ") } ?? ""
        let words = line.dropFirst("capabilities: ".count).split(separator: " ").map(String.init)
        return words == ["0"] ? [] : words
    }
}

public struct ConfigurationRecord: Encodable, Hashable, Sendable {
    /// "normal", "drop" or "reassemble".
    public var fragments: String
    public var missSendLength: UInt16

    private enum CodingKeys: String, CodingKey {
        case fragments = "frags"
        case missSendLength = "miss_send_len"
    }

    public init(_ config: SwitchConfig) {
        fragments = config.fragments.text
        missSendLength = config.missSendLength
    }
}

public struct PortRecord: Encodable, Hashable, Sendable {
    /// A number, or "LOCAL".
    public var number: String
    public var name: String
    public var hardwareAddress: String
    public var config: [String]
    public var state: [String]
    /// kbit/s; 0: not known.
    public var currentSpeed: UInt32
    public var maxSpeed: UInt32

    private enum CodingKeys: String, CodingKey {
        case number = "port_no"
        case name
        case hardwareAddress = "hw_addr"
        case config, state
        case currentSpeed = "curr_speed"
        case maxSpeed = "max_speed"
    }

    public init(_ port: PortDescription) {
        number = port.number.text
        name = port.name
        hardwareAddress = stride(from: 40, through: 0, by: -8).map { shift in
            let byte = String(port.hardwareAddress >> UInt64(shift) & 0xff, radix: 16)
            return byte.count == 1 ? "0" + byte : byte
        }
        .joined(separator: ":")
        let lines = port.text(in: .v1_3).split(separator: "\n")
        func words(_ title: String) -> [String] {
            let line = lines.first { $0.drop { $0 == " " }.hasPrefix(title) } ?? ""
            let words = line.split(separator: " ").dropFirst().map(String.init)
            return words == ["0"] ? [] : words
        }
        config = words("config:")
        state = words("state:")
        currentSpeed = port.currentSpeed
        maxSpeed = port.maxSpeed
    }
}

/// Counters of a port; those that the switch does not have are left out.
public struct PortStatisticsRecord: Encodable, Hashable, Sendable {
    public var port: String
    public var rx: [String: UInt64]
    public var tx: [String: UInt64]
    /// Seconds; not before 1.3.
    public var duration: Double?

    private enum CodingKeys: String, CodingKey {
        case port = "port_no"
        case rx, tx, duration
    }

    public init(_ statistics: PortStatistics, in version: OpenFlowVersion, names: PortNames = .none) {
        port = names.text(of: statistics.number)
        rx = [
            "pkts": statistics.rxPackets, "bytes": statistics.rxBytes, "drop": statistics.rxDropped,
            "errs": statistics.rxErrors, "frame": statistics.rxFrameErrors, "over": statistics.rxOverErrors,
            "crc": statistics.rxCRCErrors,
        ].filter { $0.value != .max }
        tx = [
            "pkts": statistics.txPackets, "bytes": statistics.txBytes, "drop": statistics.txDropped,
            "errs": statistics.txErrors, "coll": statistics.collisions,
        ].filter { $0.value != .max }
        duration = version >= .v1_3 ? seconds(statistics.duration) : nil
    }
}

public struct TableStatisticsRecord: Encodable, Hashable, Sendable {
    public var table: UInt8
    /// Only in 1.0 to 1.2, as the limit.
    public var name: String?
    public var maxEntries: UInt32?
    public var active: UInt32
    public var lookup: UInt64
    public var matched: UInt64

    private enum CodingKeys: String, CodingKey {
        case table = "table_id"
        case name
        case maxEntries = "max_entries"
        case active, lookup, matched
    }

    public init(_ table: TableStatistics, in version: OpenFlowVersion) {
        self.table = table.tableID
        name = version < .v1_3 ? table.name : nil
        maxEntries = version < .v1_3 ? table.maxEntries : nil
        active = table.activeCount
        lookup = table.lookupCount
        matched = table.matchedCount
    }
}

public struct TableDescriptionRecord: Encodable, Hashable, Sendable {
    public var table: UInt8
    public var eviction: Bool
    public var vacancyEvents: Bool
    /// Percent of free space; only when vacancy events are described.
    public var vacancyDown: UInt8?
    public var vacancyUp: UInt8?
    public var vacancy: UInt8?

    private enum CodingKeys: String, CodingKey {
        case table = "table_id"
        case eviction
        case vacancyEvents = "vacancy_events"
        case vacancyDown = "vacancy_down"
        case vacancyUp = "vacancy_up"
        case vacancy
    }

    public init(_ table: TableDescription) {
        self.table = table.tableID
        eviction = table.config.contains(.eviction)
        vacancyEvents = table.config.contains(.vacancyEvents)
        vacancyDown = table.vacancy?.down
        vacancyUp = table.vacancy?.up
        vacancy = table.vacancy?.current
    }
}

/// What a table can do, by the specification's names; a list that the switch does not give is left out.
public struct TableFeaturesRecord: Encodable, Hashable, Sendable {
    public struct Abilities: Encodable, Hashable, Sendable {
        public var instructions: [String]?
        public var nextTables: [UInt8]?
        public var writeActions: [String]?
        public var applyActions: [String]?
        public var writeSetFields: [String]?
        public var applySetFields: [String]?

        private enum CodingKeys: String, CodingKey {
            case instructions
            case nextTables = "next_tables"
            case writeActions = "write_actions"
            case applyActions = "apply_actions"
            case writeSetFields = "write_setfield"
            case applySetFields = "apply_setfield"
        }

        init(_ abilities: TableFeatures.Abilities) {
            instructions = abilities.instructions?.map { snakeCase("\($0)") }
            nextTables = abilities.nextTables
            writeActions = abilities.writeActions?.map { snakeCase("\($0)") }
            applyActions = abilities.applyActions?.map { snakeCase("\($0)") }
            writeSetFields = abilities.writeSetFields?.map(\.field.info.name)
            applySetFields = abilities.applySetFields?.map(\.field.info.name)
        }
    }
    public var table: UInt8
    public var name: String
    public var metadataMatch: String
    public var metadataWrite: String
    public var maxEntries: UInt32
    public var entries: Abilities
    public var miss: Abilities
    /// Fields that can be matched on, and of those the ones that take a mask.
    public var match: [String]?
    public var maskable: [String]?

    private enum CodingKeys: String, CodingKey {
        case table = "table_id"
        case name
        case metadataMatch = "metadata_match"
        case metadataWrite = "metadata_write"
        case maxEntries = "max_entries"
        case entries, miss, match, maskable
    }

    public init(_ table: TableFeatures) {
        self.table = table.tableID
        name = table.name
        metadataMatch = "0x" + String(table.metadataMatch, radix: 16)
        metadataWrite = "0x" + String(table.metadataWrite, radix: 16)
        maxEntries = table.maxEntries
        entries = Abilities(table.entries)
        miss = Abilities(table.miss)
        match = table.match?.map(\.field.info.name)
        maskable = table.match?.filter(\.hasMask).map(\.field.info.name)
    }
}

/// "pushVLAN" as "push_vlan", "setFields" as "set_fields".
func snakeCase(_ name: String) -> String {
    var result = ""
    var previousIsUpper = true
    for character in name {
        if character.isUppercase, !previousIsUpper { result += "_" }
        previousIsUpper = character.isUppercase
        result += character.lowercased()
    }
    return result
}
