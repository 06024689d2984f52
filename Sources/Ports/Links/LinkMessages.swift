/// One rtnetlink message, as far as links are concerned.
enum LinkMessage: Hashable {
    /// Speed and duplex are not in the message.
    case link(LinkInfo)
    case removed(name: String, index: Int32)
    /// The end of a list.
    case done
    /// An answer with an errno (0: acknowledged).
    case error(Int32)
}

/// Reads the messages of one datagram: `struct nlmsghdr`, `struct ifinfomsg`, attributes; each aligned to 4 bytes.
///
/// What does not concern links, or is cut short, is skipped. `body` is called for each message, `isInterrupted` becomes true
/// when the kernel says that a list is not of one moment.
func readLinkMessages(
    _ bytes: UnsafeRawBufferPointer,
    isInterrupted: inout Bool,
    _ body: (LinkMessage) -> Void
) {
    var offset = 0
    while offset + Netlink.headerLength <= bytes.count {
        let length = Int(bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
        let type = bytes.loadUnaligned(fromByteOffset: offset + 4, as: UInt16.self)
        let flags = bytes.loadUnaligned(fromByteOffset: offset + 6, as: UInt16.self)
        guard length >= Netlink.headerLength, length <= bytes.count - offset else { return }
        if flags & Netlink.interrupted != 0 { isInterrupted = true }
        let payload = UnsafeRawBufferPointer(rebasing: bytes[(offset + Netlink.headerLength)..<(offset + length)])
        switch type {
        case Netlink.done: body(.done)
        case Netlink.error where payload.count >= 4:
            // The kernel sends -errno.
            body(.error(0 &- payload.loadUnaligned(as: Int32.self)))
        case Netlink.newLink:
            if let link = readLink(payload) { body(.link(link)) }
        case Netlink.deleteLink:
            if let link = readLink(payload) { body(.removed(name: link.name, index: link.index)) }
        default: break
        }
        offset += (length + 3) & ~3
    }
}

private func readLink(_ payload: UnsafeRawBufferPointer) -> LinkInfo? {
    guard payload.count >= Netlink.linkLength else { return nil }
    // A bridge speaks of its ports in messages of its own family: no link comes or goes with them.
    guard payload[0] == Netlink.anyFamily else { return nil }
    let hardware = payload.loadUnaligned(fromByteOffset: 2, as: UInt16.self)
    let flags = payload.loadUnaligned(fromByteOffset: 8, as: UInt32.self)
    var link = LinkInfo(
        name: "",
        index: payload.loadUnaligned(fromByteOffset: 4, as: Int32.self),
        hardwareAddress: 0,
        mtu: -1,
        isAdminUp: flags & LinkFlags.up != 0,
        hasCarrier: flags & LinkFlags.lowerUp != 0,
        isEthernet: hardware == Netlink.ethernet || hardware == Netlink.loopback
    )
    var offset = Netlink.linkLength
    while offset + 4 <= payload.count {
        let length = Int(payload.loadUnaligned(fromByteOffset: offset, as: UInt16.self))
        let type = payload.loadUnaligned(fromByteOffset: offset + 2, as: UInt16.self)
        guard length >= 4, length <= payload.count - offset else { break }
        let value = UnsafeRawBufferPointer(rebasing: payload[(offset + 4)..<(offset + length)])
        switch type {
        case Netlink.name: link.name = String(decoding: value.prefix { $0 != 0 }, as: UTF8.self)
        case Netlink.address where value.count == 6:
            link.hardwareAddress = value.reduce(0) { $0 << 8 | UInt64($1) }
        case Netlink.mtu where value.count >= 4: link.mtu = Int(value.loadUnaligned(as: UInt32.self))
        case Netlink.carrier where value.count >= 1: link.hasCarrier = value[0] != 0
        default: break
        }
        offset += (length + 3) & ~3
    }
    // Wireless events come as links without the attributes every link has.
    return link.name.isEmpty || link.mtu < 0 ? nil : link
}

/// Numbers of linux/netlink.h, rtnetlink.h, if_link.h and if_arp.h.
private enum Netlink {
    static let headerLength = 16
    static let linkLength = 16
    static let interrupted: UInt16 = 0x10
    static let anyFamily: UInt8 = 0
    // Message types
    static let error: UInt16 = 2
    static let done: UInt16 = 3
    static let newLink: UInt16 = 16
    static let deleteLink: UInt16 = 17
    // Attributes
    static let address: UInt16 = 1
    static let name: UInt16 = 3
    static let mtu: UInt16 = 4
    static let carrier: UInt16 = 33
    // Hardware types
    static let ethernet: UInt16 = 1
    static let loopback: UInt16 = 772
}
