/// A protocol version as it stands in the header of each message (OpenFlow 1.5.1 §7.1.1).
public enum OpenFlowVersion: UInt8, CaseIterable, Comparable, Sendable {
    case v1_0 = 0x01
    case v1_1 = 0x02
    case v1_2 = 0x03
    case v1_3 = 0x04
    case v1_4 = 0x05
    case v1_5 = 0x06

    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// A port number in the 32-bit space of OpenFlow 1.1 and later (1.5.1 §7.2.1.1).
///
/// The codec of 1.0 maps its 16-bit reserved numbers (0xfff8 …) to these and back; 1.0's NONE is `any`.
@frozen public struct PortNumber: RawRepresentable, Hashable, Sendable {
    public var rawValue: UInt32
    @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
    @inlinable public init(_ number: UInt32) { rawValue = number }

    /// The largest number of a physical or logical port.
    public static let max = PortNumber(0xffff_ff00)
    /// 1.5: an output port that is not set in the action set.
    public static let unset = PortNumber(0xffff_fff7)
    public static let inPort = PortNumber(0xffff_fff8)
    public static let table = PortNumber(0xffff_fff9)
    public static let normal = PortNumber(0xffff_fffa)
    public static let flood = PortNumber(0xffff_fffb)
    public static let all = PortNumber(0xffff_fffc)
    public static let controller = PortNumber(0xffff_fffd)
    public static let local = PortNumber(0xffff_fffe)
    /// Wildcard in requests; NONE as an output or input.
    public static let any = PortNumber(0xffff_ffff)

    /// True for 1 … 0xffffff00, the numbers that ports can have.
    @inlinable public var isOrdinary: Bool { rawValue != 0 && rawValue <= 0xffff_ff00 }
}

/// Numbers with a special meaning that are no ports.
public enum Reserved {
    /// All tables, in requests and deletes (OFPTT_ALL).
    public static let allTables: UInt8 = 0xff
    /// No filter by group (OFPG_ANY).
    public static let anyGroup: UInt32 = 0xffff_ffff
    /// All groups, in deletes (OFPG_ALL).
    public static let allGroups: UInt32 = 0xffff_fffc
    /// The largest number of a group that can be made (OFPG_MAX).
    public static let maxGroup: UInt32 = 0xffff_ff00
    /// 1.5: positions of buckets in groups (OFPG_BUCKET_*).
    public static let firstBucket: UInt32 = 0xffff_fffd
    public static let lastBucket: UInt32 = 0xffff_fffe
    public static let allBuckets: UInt32 = 0xffff_ffff
    /// The largest number of a meter that can be made (OFPM_MAX).
    public static let maxMeter: UInt32 = 0xffff_0000
    /// Virtual meters (OFPM_SLOWPATH, OFPM_CONTROLLER).
    public static let slowPathMeter: UInt32 = 0xffff_fffd
    public static let controllerMeter: UInt32 = 0xffff_fffe
    /// All meters, in deletes and requests (OFPM_ALL).
    public static let allMeters: UInt32 = 0xffff_ffff
    /// All queues of a port, in requests (OFPQ_ALL).
    public static let allQueues: UInt32 = 0xffff_ffff
    /// No buffer, on the wire (OFP_NO_BUFFER). The model says `nil`.
    public static let noBuffer: UInt32 = 0xffff_ffff
    /// `max_len` that asks for the whole frame and no buffer (OFPCML_NO_BUFFER).
    public static let noBufferLength: UInt16 = 0xffff
    /// The VLAN-present bit of `vlan_vid` (OFPVID_PRESENT).
    public static let vlanPresent: UInt16 = 0x1000
}

/// One connection of a switch with a controller or a tool, unique for the life of the process.
public struct ConnectionID: Hashable, Sendable {
    public var rawValue: UInt64
    public init(_ rawValue: UInt64) { self.rawValue = rawValue }
}
