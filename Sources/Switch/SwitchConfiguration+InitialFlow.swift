public import OpenFlow

extension SwitchConfiguration {
    /// A flow that a switch begins with.
    public struct InitialFlow: Sendable, Hashable {
        /// An add; what else it says is up to whoever wrote it.
        public var mod: FlowMod
        /// Where it was written, for people: "lab.yaml:12:9".
        public var writtenAt: String

        public init(_ mod: FlowMod, writtenAt: String) {
            self.mod = mod
            self.writtenAt = writtenAt
        }

        /// What tells flow entries of a switch apart (1.3.5 §5.2).
        public struct Identity: Hashable, Sendable {
            public var tableID: UInt8
            public var priority: UInt16
            public var match: Match
        }

        public var identity: Identity {
            Identity(tableID: mod.tableID, priority: mod.priority, match: mod.match)
        }

        /// Takes away the entry that this flow has made, and no other: not one with another cookie in its place.
        var removal: FlowMod {
            FlowMod(
                .deleteStrict,
                tableID: mod.tableID,
                priority: mod.priority,
                match: mod.match,
                cookie: mod.cookie,
                cookieMask: .max,
                outranksWildcards: mod.outranksWildcards
            )
        }
    }
}
