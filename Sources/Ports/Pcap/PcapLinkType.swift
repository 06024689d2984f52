import CPcap

/// What stands before the network header in the frames of a capture, for the kinds that we can read.
public enum PcapLinkType: CaseIterable, Sendable {
    case ethernet
    /// What `-i any` captures, in its two versions.
    case linuxCooked, linuxCooked2
    /// IPv4 or IPv6 at once.
    case rawIP
    /// Four bytes with the address family, in the byte order of whoever captured.
    case loopback

    /// Nil for a kind that we cannot read.
    init?(_ number: Int32) {
        switch number {
        case DLT_EN10MB: self = .ethernet
        case DLT_LINUX_SLL: self = .linuxCooked
        case DLT_LINUX_SLL2: self = .linuxCooked2
        case DLT_RAW, DLT_IPV4, DLT_IPV6: self = .rawIP
        case DLT_NULL, DLT_LOOP: self = .loopback
        default: return nil
        }
    }

    var name: String {
        switch self {
        case .ethernet: "EN10MB (Ethernet)"
        case .linuxCooked: "LINUX_SLL"
        case .linuxCooked2: "LINUX_SLL2"
        case .rawIP: "RAW"
        case .loopback: "NULL"
        }
    }
}
