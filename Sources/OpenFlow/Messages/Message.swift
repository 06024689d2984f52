/// An OpenFlow message in no particular version (1.5.1 §7.1); the union of what all versions say.
public enum Message: Hashable, Sendable {
    case hello(Hello)
    case error(ErrorMessage)
    case echoRequest([UInt8])
    case echoReply([UInt8])
    /// 1.0 calls it vendor.
    case experimenter(Experimenter)
    case featuresRequest
    case featuresReply(FeaturesReply)
    case getConfigRequest
    case getConfigReply(SwitchConfig)
    case setConfig(SwitchConfig)
    case packetIn(PacketIn)
    case flowRemoved(FlowRemoved)
    /// Indirect, as it is far larger than the messages that come often.
    indirect case portStatus(PortStatus)
    case packetOut(PacketOut)
    case flowMod(FlowMod)
    case portMod(PortMod)
    /// 1.0 to 1.2 call it statistics.
    case multipartRequest(MultipartRequest)
    case multipartReply(MultipartReply)
    case barrierRequest
    case barrierReply
    /// 1.1 and later.
    case groupMod(GroupMod)
    /// 1.1 and later.
    case tableMod(TableDescription)
    /// 1.0 to 1.3.
    case queueGetConfigRequest(PortNumber)
    /// 1.0 to 1.3.
    case queueGetConfigReply(QueueConfig)
    /// 1.2 and later.
    case roleRequest(RoleMessage)
    case roleReply(RoleMessage)
    /// 1.3 and later. What a request says besides its header (1.4) is not looked at.
    case getAsyncRequest
    case getAsyncReply(AsyncConfig)
    case setAsync(AsyncConfig)
    /// 1.3 and later.
    case meterMod(MeterMod)
    /// 1.4 and later, as all that follow.
    case roleStatus(RoleStatus)
    case tableStatus(TableStatus)
    case requestForward(RequestForward)
    case bundleControl(BundleControl)
    indirect case bundleAdd(BundleAdd)
    /// 1.5.
    case controllerStatus(ControllerStatus)
}

/// A message with what its header says besides type and length.
public struct Envelope: Hashable, Sendable {
    public var xid: UInt32
    public var message: Message

    public init(xid: UInt32, _ message: Message) {
        self.xid = xid
        self.message = message
    }
}

/// HELLO (1.3.5 §7.5.1).
public struct Hello: Hashable, Sendable {
    /// Version numbers of the version bitmap element, also ones unknown to us; nil without the element.
    public var versions: Set<UInt8>?

    public init(versions: Set<UInt8>? = nil) { self.versions = versions }
}

/// ERROR (1.3.5 §7.4.4).
public struct ErrorMessage: Hashable, Sendable {
    /// What went wrong; `.other` holds a type and code that no version defines.
    public enum Kind: Hashable, Sendable {
        case standard(ErrorCode)
        case other(type: UInt16, code: UInt16)
    }
    public var kind: Kind
    /// At least the first 64 bytes of the refused message; text for HELLO_FAILED.
    public var data: [UInt8]
    /// The refused message where its bytes are no longer at hand; nil in messages that were decoded.
    ///
    /// Who sends an error with empty `data` and a `request` encodes the request in the connection's version and quotes
    /// its first 64 bytes, or more of them as long as the error fits a message (65535 bytes).
    public var request: RefusedRequest?

    public init(_ kind: Kind, data: [UInt8] = [], request: RefusedRequest? = nil) {
        self.kind = kind
        self.data = data
        self.request = request
    }
}

/// A message that is quoted in an error; a class, as an error message cannot hold a message directly.
public final class RefusedRequest: Hashable, Sendable {
    public let envelope: Envelope

    public init(_ envelope: Envelope) { self.envelope = envelope }

    public static func == (a: RefusedRequest, b: RefusedRequest) -> Bool { a.envelope == b.envelope }

    public func hash(into hasher: inout Hasher) { hasher.combine(envelope) }
}

/// EXPERIMENTER or VENDOR (1.3.5 §7.5.4): `type` does not exist in 1.0, whose data begins at once.
public struct Experimenter: Hashable, Sendable {
    public var id: UInt32
    public var type: UInt32
    public var data: [UInt8]

    public init(id: UInt32, type: UInt32 = 0, data: [UInt8] = []) {
        self.id = id
        self.type = type
        self.data = data
    }
}

/// FEATURES_REPLY (1.3.5 §7.3.1; 1.0.0 §5.3.1).
public struct FeaturesReply: Hashable, Sendable {
    public var datapathID: UInt64
    /// How many frames the switch buffers for controllers.
    public var bufferCount: UInt32
    public var tableCount: UInt8
    public var auxiliaryID: UInt8
    public var capabilities: Capabilities
    /// 1.0 only.
    public var supportedActions: [ActionKind]
    /// 1.0 to 1.2 only; later versions have the port description multipart.
    public var ports: [PortDescription]

    public init(
        datapathID: UInt64,
        bufferCount: UInt32,
        tableCount: UInt8,
        auxiliaryID: UInt8 = 0,
        capabilities: Capabilities,
        supportedActions: [ActionKind] = [],
        ports: [PortDescription] = []
    ) {
        self.datapathID = datapathID
        self.bufferCount = bufferCount
        self.tableCount = tableCount
        self.auxiliaryID = auxiliaryID
        self.capabilities = capabilities
        self.supportedActions = supportedActions
        self.ports = ports
    }
}

/// Switch capabilities; the codec maps them to the bits of each version.
public struct Capabilities: OptionSet, Hashable, Sendable {
    public var rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    public static let flowStatistics = Capabilities(rawValue: 1 << 0)
    public static let tableStatistics = Capabilities(rawValue: 1 << 1)
    public static let portStatistics = Capabilities(rawValue: 1 << 2)
    public static let groupStatistics = Capabilities(rawValue: 1 << 3)
    public static let spanningTree = Capabilities(rawValue: 1 << 4)
    public static let reassembly = Capabilities(rawValue: 1 << 5)
    public static let queueStatistics = Capabilities(rawValue: 1 << 6)
    /// 1.0: matches IP addresses in ARP packets.
    public static let arpMatchIP = Capabilities(rawValue: 1 << 7)
    public static let portBlocked = Capabilities(rawValue: 1 << 8)
    public static let bundles = Capabilities(rawValue: 1 << 9)
    public static let flowMonitoring = Capabilities(rawValue: 1 << 10)
}

/// GET_CONFIG_REPLY and SET_CONFIG (1.3.5 §7.3.2).
public struct SwitchConfig: Hashable, Sendable {
    public enum Fragments: UInt16, Sendable { case normal = 0, drop = 1, reassemble = 2 }
    public var fragments: Fragments
    /// Bytes of each miss that go to the controller; 0xffff: all, unbuffered.
    public var missSendLength: UInt16
    /// 1.1 and 1.2: whether the controller gets packets with an invalid TTL; later versions ask by SET_ASYNC.
    public var sendsInvalidTTL: Bool

    public init(fragments: Fragments = .normal, missSendLength: UInt16 = 128, sendsInvalidTTL: Bool = false) {
        self.fragments = fragments
        self.missSendLength = missSendLength
        self.sendsInvalidTTL = sendsInvalidTTL
    }
}
