/// Every match field of OpenFlow 1.0 to 1.5 (1.5.1 §7.2.3.7); raw values are OXM field numbers of class OPENFLOW_BASIC.
///
/// What is known of each (width, masking, prerequisite …) stands in `FieldRegistry`.
public enum MatchField: UInt8, CaseIterable, Sendable {
    case inPort = 0
    case inPhyPort = 1
    case metadata = 2
    case ethDst = 3
    case ethSrc = 4
    case ethType = 5
    case vlanVID = 6
    case vlanPCP = 7
    case ipDSCP = 8
    case ipECN = 9
    case ipProto = 10
    case ipv4Src = 11
    case ipv4Dst = 12
    case tcpSrc = 13
    case tcpDst = 14
    case udpSrc = 15
    case udpDst = 16
    case sctpSrc = 17
    case sctpDst = 18
    case icmpv4Type = 19
    case icmpv4Code = 20
    case arpOp = 21
    case arpSPA = 22
    case arpTPA = 23
    case arpSHA = 24
    case arpTHA = 25
    case ipv6Src = 26
    case ipv6Dst = 27
    case ipv6FlowLabel = 28
    case icmpv6Type = 29
    case icmpv6Code = 30
    case ipv6NDTarget = 31
    case ipv6NDSLL = 32
    case ipv6NDTLL = 33
    case mplsLabel = 34
    case mplsTC = 35
    case mplsBOS = 36
    case pbbISID = 37
    case tunnelID = 38
    case ipv6ExtHdr = 39
    case pbbUCA = 41
    case tcpFlags = 42
    case actsetOutput = 43
    case packetType = 44
}
