/// What one flow table can do (1.3.5 §7.3.5.5).
///
/// A list that is nil is not said. In `miss` that means the same as in `entries`; an empty list means none.
public struct TableFeatures: Hashable, Sendable {
    /// What flow entries may hold: `entries` all but the table-miss entry, `miss` that one.
    public struct Abilities: Hashable, Sendable {
        public var instructions: [InstructionKind]?
        /// Tables that goto can name.
        public var nextTables: [UInt8]?
        public var writeActions: [ActionKind]?
        public var applyActions: [ActionKind]?
        /// Fields for set-field in write-actions and apply-actions.
        public var writeSetFields: [Field]?
        public var applySetFields: [Field]?
        /// Fields that copy-field writes; 1.5.
        public var writeCopyFields: [Field]?
        public var applyCopyFields: [Field]?

        public init(
            instructions: [InstructionKind]? = nil,
            nextTables: [UInt8]? = nil,
            writeActions: [ActionKind]? = nil,
            applyActions: [ActionKind]? = nil,
            writeSetFields: [Field]? = nil,
            applySetFields: [Field]? = nil,
            writeCopyFields: [Field]? = nil,
            applyCopyFields: [Field]? = nil
        ) {
            self.instructions = instructions
            self.nextTables = nextTables
            self.writeActions = writeActions
            self.applyActions = applyActions
            self.writeSetFields = writeSetFields
            self.applySetFields = applySetFields
            self.writeCopyFields = writeCopyFields
            self.applyCopyFields = applyCopyFields
        }
    }

    /// A field in a list; `hasMask` says that it takes a mask there.
    public struct Field: Hashable, Sendable {
        public var field: MatchField
        public var hasMask: Bool

        public init(_ field: MatchField, hasMask: Bool = false) {
            self.field = field
            self.hasMask = hasMask
        }
    }

    /// OFPTFC_* (1.5.1 §7.3.5.18); before 1.5 every request replaces.
    public enum Command: UInt8, Sendable { case replace = 0, modify = 1, enable = 2, disable = 3 }

    public var tableID: UInt8
    /// 1.5.
    public var command: Command
    /// OFPTFF_*; 1.5.
    public var features: UInt32
    public var name: String
    /// Bits of the metadata that the table can match, and those that it can write.
    public var metadataMatch: UInt64
    public var metadataWrite: UInt64
    /// OFPTC_*; no version up to 1.3 has a flag that is in use.
    public var config: UInt32
    public var maxEntries: UInt32
    public var entries: Abilities
    public var miss: Abilities
    public var match: [Field]?
    /// Fields that a match may leave out.
    public var wildcards: [Field]?
    /// Packet types, 1.5: namespace and type.
    public var packetTypes: [UInt32]?
    /// 1.4: tables whose entries this one takes over by itself.
    public var synchronizedFrom: [UInt8]?
    public var experimenters: [ExperimenterProperty]
    /// Those about the table-miss entry.
    public var missExperimenters: [ExperimenterProperty]

    public init(
        tableID: UInt8,
        command: Command = .replace,
        features: UInt32 = 0,
        name: String,
        metadataMatch: UInt64,
        metadataWrite: UInt64,
        config: UInt32 = 0,
        maxEntries: UInt32,
        entries: Abilities = Abilities(),
        miss: Abilities = Abilities(),
        match: [Field]? = nil,
        wildcards: [Field]? = nil,
        packetTypes: [UInt32]? = nil,
        synchronizedFrom: [UInt8]? = nil,
        experimenters: [ExperimenterProperty] = [],
        missExperimenters: [ExperimenterProperty] = []
    ) {
        self.tableID = tableID
        self.command = command
        self.features = features
        self.name = name
        self.metadataMatch = metadataMatch
        self.metadataWrite = metadataWrite
        self.config = config
        self.maxEntries = maxEntries
        self.entries = entries
        self.miss = miss
        self.match = match
        self.wildcards = wildcards
        self.packetTypes = packetTypes
        self.synchronizedFrom = synchronizedFrom
        self.experimenters = experimenters
        self.missExperimenters = missExperimenters
    }
}
