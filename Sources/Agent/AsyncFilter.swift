import OpenFlow

/// Which asynchronous messages a connection takes, by role and reason (1.3.5 §7.3.10; 1.4.1 §7.3.10).
///
/// It starts with the specification's defaults: a master or equal controller gets all but invalid TTLs, which before 1.3
/// have to be asked for as well (1.2 §A.3.2); a slave gets port and role changes only.
struct AsyncFilter {
    private var master: [UInt32]
    private var slave: [UInt32]

    init() {
        master = AsyncConfig.Kind.allCases.map { $0 == .packetIn ? $0.reasons & ~Self.invalidTTL : $0.reasons }
        slave = AsyncConfig.Kind.allCases.map { $0 == .portStatus || $0 == .roleStatus ? $0.reasons : 0 }
    }

    private static let invalidTTL: UInt32 = 1 << UInt32(PacketIn.Reason.invalidTTL.rawValue)

    /// Bit n stands for reason n.
    subscript(kind: AsyncConfig.Kind, role: ControllerRole) -> UInt32 {
        role == .slave ? slave[kind.rawValue] : master[kind.rawValue]
    }

    /// Whether a master or equal controller gets packets with an invalid TTL; SET_CONFIG of 1.1 and 1.2 says so.
    var takesInvalidTTL: Bool {
        get { master[AsyncConfig.Kind.packetIn.rawValue] & Self.invalidTTL != 0 }
        set {
            let others = master[AsyncConfig.Kind.packetIn.rawValue] & ~Self.invalidTTL
            master[AsyncConfig.Kind.packetIn.rawValue] = others | (newValue ? Self.invalidTTL : 0)
        }
    }

    /// What the wire says of it: the kinds and reasons that `version` has.
    func config(in version: OpenFlowVersion) -> AsyncConfig {
        var config = AsyncConfig()
        for kind in AsyncConfig.Kind.allCases where kind.since <= version {
            config[kind, isSlave: false] = master[kind.rawValue] & kind.reasons(in: version)
            config[kind, isSlave: true] = slave[kind.rawValue] & kind.reasons(in: version)
        }
        return config
    }

    /// Takes over the masks that are said; false, and no change, when one of them has a bit that stands for no reason.
    ///
    /// 1.3 has no error for such bits, which then mean nothing.
    mutating func apply(_ wanted: AsyncConfig, in version: OpenFlowVersion) -> Bool {
        let masks = wanted.master + wanted.slave
        let known = AsyncConfig.Kind.allCases.map(\.reasons)
        let isKnown = zip(masks, known + known).allSatisfy { ($0 ?? 0) & ~$1 == 0 }
        guard isKnown || version < .v1_4 else { return false }
        for kind in AsyncConfig.Kind.allCases {
            if let mask = wanted[kind, isSlave: false] { master[kind.rawValue] = mask & kind.reasons }
            if let mask = wanted[kind, isSlave: true] { slave[kind.rawValue] = mask & kind.reasons }
        }
        return true
    }
}

extension AsyncConfig.Kind {
    /// A bit for each reason that any version has.
    fileprivate var reasons: UInt32 {
        switch self {
        case .packetIn: 0b11_1111
        case .portStatus: 0b111
        case .flowRemoved: 0b11_1111
        case .roleStatus: 0b111
        case .tableStatus: 0b1_1000
        case .requestForward: 0b11
        case .flowStatistics: 0b11
        case .controllerStatus: 0b111_1111
        }
    }

    /// 1.4 tells more reasons apart (1.4.1 §7.4.1, §7.4.2).
    fileprivate func reasons(in version: OpenFlowVersion) -> UInt32 {
        switch self {
        case .packetIn: version >= .v1_4 ? reasons : 0b111
        case .flowRemoved: version >= .v1_4 ? reasons : 0b1111
        case .portStatus, .roleStatus, .tableStatus, .requestForward, .flowStatistics, .controllerStatus: reasons
        }
    }

    fileprivate var since: OpenFlowVersion {
        switch self {
        case .packetIn, .portStatus, .flowRemoved: .v1_3
        case .roleStatus, .tableStatus, .requestForward: .v1_4
        case .flowStatistics, .controllerStatus: .v1_5
        }
    }
}

extension Connection {
    func wants(_ kind: AsyncConfig.Kind, reason: UInt8) -> Bool { asyncFilter[kind, role] >> UInt32(reason) & 1 != 0 }

    /// Whether an event that is no packet-in goes here.
    func wants(_ event: Message) -> Bool {
        switch event {
        case .flowRemoved(let event): wants(.flowRemoved, reason: event.reason.rawValue)
        case .portStatus(let event): wants(.portStatus, reason: event.reason.rawValue)
        case .roleStatus(let event): wants(.roleStatus, reason: event.reason.rawValue)
        case .tableStatus(let event): wants(.tableStatus, reason: event.reason.rawValue)
        case .hello, .error, .echoRequest, .echoReply, .experimenter, .featuresRequest, .featuresReply,
            .getConfigRequest, .getConfigReply, .setConfig, .packetIn, .packetOut, .flowMod, .portMod,
            .multipartRequest,
            .multipartReply, .barrierRequest, .barrierReply, .groupMod, .tableMod, .queueGetConfigRequest,
            .queueGetConfigReply, .roleRequest, .roleReply, .getAsyncRequest, .getAsyncReply, .setAsync, .meterMod,
            .requestForward, .bundleControl, .bundleAdd, .controllerStatus:
            true
        }
    }
}
