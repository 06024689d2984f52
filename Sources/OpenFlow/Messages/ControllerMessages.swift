/// What a controller may do (1.3.5 §7.3.9).
public enum ControllerRole: UInt32, Sendable { case noChange = 0, equal = 1, master = 2, slave = 3 }

/// ROLE_REQUEST and ROLE_REPLY (1.3.5 §7.3.9); 1.2 and later.
public struct RoleMessage: Hashable, Sendable {
    public var role: ControllerRole
    /// 1.5: the controller's identifier in status messages; 0xffff: none.
    public var shortID: UInt16
    public var generationID: UInt64

    public init(_ role: ControllerRole, shortID: UInt16 = 0xffff, generationID: UInt64) {
        self.role = role
        self.shortID = shortID
        self.generationID = generationID
    }
}

/// ROLE_STATUS (1.4.1 §7.4.4).
public struct RoleStatus: Hashable, Sendable {
    public enum Reason: UInt8, Sendable { case masterRequest = 0, config = 1, experimenter = 2 }

    public var role: ControllerRole
    public var reason: Reason
    public var generationID: UInt64
    public var experimenters: [ExperimenterProperty]

    public init(
        _ role: ControllerRole,
        reason: Reason,
        generationID: UInt64,
        experimenters: [ExperimenterProperty] = []
    ) {
        self.role = role
        self.reason = reason
        self.generationID = generationID
        self.experimenters = experimenters
    }
}

/// Which asynchronous messages a controller wants (1.3.5 §7.3.10; 1.4.1 §7.3.10).
///
/// Bit n of a mask stands for reason n of the message. A SET_ASYNC of 1.3 says the first three whole; one of 1.4
/// changes what it names, and leaves what is nil.
public struct AsyncConfig: Hashable, Sendable {
    public enum Kind: Int, CaseIterable, Sendable {
        case packetIn, portStatus, flowRemoved, roleStatus, tableStatus, requestForward
        /// 1.5.
        case flowStatistics, controllerStatus
    }
    /// In the role of master or equal.
    public var master: [UInt32?]
    public var slave: [UInt32?]
    public var experimenters: [ExperimenterProperty]

    public init() {
        master = [UInt32?](repeating: nil, count: Kind.allCases.count)
        slave = master
        experimenters = []
    }

    public subscript(kind: Kind, isSlave isSlave: Bool) -> UInt32? {
        get { isSlave ? slave[kind.rawValue] : master[kind.rawValue] }
        set { if isSlave { slave[kind.rawValue] = newValue } else { master[kind.rawValue] = newValue } }
    }
}

/// REQUESTFORWARD (1.4.1 §7.4.6): what another controller has done.
public struct RequestForward: Hashable, Sendable {
    public enum Request: Hashable, Sendable {
        case groupMod(GroupMod)
        case meterMod(MeterMod)
    }
    /// Of the forwarded request itself.
    public var xid: UInt32
    public var request: Request

    public init(xid: UInt32, _ request: Request) {
        self.xid = xid
        self.request = request
    }
}

/// State of a controller as others are told (1.5.1 §7.4.7); 1.5.
public struct ControllerStatus: Hashable, Sendable {
    public enum Reason: UInt8, Sendable {
        case request = 0, channelStatus = 1, role = 2, controllerAdded = 3, controllerRemoved = 4, shortID = 5,
            experimenter = 6
    }
    public var shortID: UInt16
    public var role: ControllerRole
    public var reason: Reason
    public var isChannelUp: Bool
    /// URIs of the connections, such as "tcp:10.0.0.1:6653".
    public var uris: [String]
    public var experimenters: [ExperimenterProperty]

    public init(
        shortID: UInt16,
        role: ControllerRole,
        reason: Reason,
        isChannelUp: Bool,
        uris: [String] = [],
        experimenters: [ExperimenterProperty] = []
    ) {
        self.shortID = shortID
        self.role = role
        self.reason = reason
        self.isChannelUp = isChannelUp
        self.uris = uris
        self.experimenters = experimenters
    }
}
