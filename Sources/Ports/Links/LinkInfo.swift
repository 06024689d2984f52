/// What the kernel says of an interface.
public struct LinkInfo: Sendable, Hashable {
    public var name: String
    public var index: Int32
    /// The low 48 bits; 0 where the interface has no Ethernet address.
    public var hardwareAddress: UInt64
    /// Bytes of the largest payload, without the Ethernet header.
    public var mtu: Int
    public var isAdminUp: Bool
    public var hasCarrier: Bool
    /// nil where the driver does not know, as without carrier, or was not asked (see `LinkMonitor.withSpeed`).
    public var speedMbps: Int?
    public var isFullDuplex: Bool
    /// Its frames start with an Ethernet header.
    public var isEthernet: Bool

    public init(
        name: String,
        index: Int32,
        hardwareAddress: UInt64,
        mtu: Int,
        isAdminUp: Bool,
        hasCarrier: Bool,
        speedMbps: Int? = nil,
        isFullDuplex: Bool = false,
        isEthernet: Bool = true
    ) {
        self.name = name
        self.index = index
        self.hardwareAddress = hardwareAddress
        self.mtu = mtu
        self.isAdminUp = isAdminUp
        self.hasCarrier = hasCarrier
        self.speedMbps = speedMbps
        self.isFullDuplex = isFullDuplex
        self.isEthernet = isEthernet
    }
}

/// What happened to an interface.
public enum LinkEvent: Sendable, Hashable {
    /// It is new, or something about it may have changed.
    case changed(LinkInfo)
    case removed(name: String, index: Int32)
}

/// Interface flags (linux/if.h) that Swift sees only as an enum of C.
enum LinkFlags {
    static let up: UInt32 = 1 << 0
    static let running: UInt32 = 1 << 6
    static let lowerUp: UInt32 = 1 << 16
}
