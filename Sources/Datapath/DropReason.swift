/// Why a frame, or a copy of it, went nowhere. The list is closed: every drop has one of these and is counted under it.
public enum DropReason: UInt8, CaseIterable, Sendable {
    /// No entry matched and the table has no table-miss entry (1.3.5 §5.4), or nobody takes packet-ins.
    case tableMiss
    /// The entry, or the action set at the pipeline's end, has no output.
    case noOutput
    case noController
    case portDown
    case portMissing
    case noReceive
    case noForward
    case noPacketIn
    /// Output to the port the frame came in by, which needs IN_PORT.
    case outputToInPort
    /// FLOOD or ALL found no port but the one the frame came in by.
    case noFloodPort
    case frameTooShort
    case frameTooLong
    case fragment
    case invalidTTL
    case transmitRingFull
    case transmitError
    case upcallRingFull
    case noHeadroom
    /// What the kernel left to be done (checksum, segments) does not fit the frame's headers.
    case badOffload
    /// NORMAL does not forward what is for 01:80:c2:00:00:00 to 0f (IEEE 802.1Q §8.6.3).
    case reservedAddress

    /// The name in status and statistics.
    public var name: String {
        switch self {
        case .tableMiss: "table_miss"
        case .noOutput: "no_output"
        case .noController: "no_controller"
        case .portDown: "port_down"
        case .portMissing: "port_missing"
        case .noReceive: "no_receive"
        case .noForward: "no_forward"
        case .noPacketIn: "no_packet_in"
        case .outputToInPort: "output_to_in_port"
        case .noFloodPort: "no_flood_port"
        case .frameTooShort: "frame_too_short"
        case .frameTooLong: "frame_too_long"
        case .fragment: "fragment"
        case .invalidTTL: "invalid_ttl"
        case .transmitRingFull: "transmit_ring_full"
        case .transmitError: "transmit_error"
        case .upcallRingFull: "upcall_ring_full"
        case .noHeadroom: "no_headroom"
        case .badOffload: "bad_offload"
        case .reservedAddress: "reserved_address"
        }
    }
}
