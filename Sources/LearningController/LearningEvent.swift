public import OpenFlow
public import Packets

extension LearningController {
    /// What the controller saw and did, for people to read.
    public enum Event: Hashable, Sendable {
        /// The switch has answered the features request.
        case switchJoined(datapathID: UInt64, bufferCount: UInt32, tableCount: UInt8)
        /// A packet-in has come; `byteCount` is the whole frame's length.
        case packetIn(
            source: EthernetAddress,
            destination: EthernetAddress,
            inPort: PortNumber,
            bufferID: UInt32?,
            byteCount: UInt16
        )
        case learned(address: EthernetAddress, vlan: UInt16, port: PortNumber)
        case moved(address: EthernetAddress, vlan: UInt16, from: PortNumber, to: PortNumber)
        /// The address table is full: the host stays unknown, and frames to it are flooded.
        case notLearned(address: EthernetAddress, vlan: UInt16, port: PortNumber)
        /// A flow was sent to the switch; the frame in the buffer goes the same way.
        case installed(match: Match, port: PortNumber, bufferID: UInt32?)
        case flooded(destination: EthernetAddress, inPort: PortNumber, bufferID: UInt32?)
        case discarded(Discard, inPort: PortNumber, bufferID: UInt32?)
        /// A port has gone or is down, and so many hosts behind it are forgotten.
        case portLost(PortNumber, forgotten: Int)
        /// The switch has refused something.
        case refused(ErrorMessage.Kind, xid: UInt32)
    }

    /// Why a frame is not forwarded.
    public enum Discard: String, Hashable, Sendable {
        case linkLocal = "its destination is link-local"
        case samePort = "its destination is behind the port it came from"
        case unreadable = "its Ethernet header is cut off"
        case incomplete = "the switch has kept no copy of it and sent only a part"
        case invalidTTL = "its time to live has run out"
    }
}

extension LearningController.Event: CustomStringConvertible {
    public var description: String {
        switch self {
        case .switchJoined(let id, let buffers, let tables):
            "switch \(hexadecimal(id, digits: 16)) joined: \(buffers) buffers, \(tables) tables"
        case .packetIn(let source, let destination, let port, let buffer, let byteCount):
            "packet-in: \(source) -> \(destination), \(byteCount) bytes, in_port \(name(port))"
                + kept(buffer)
        case .learned(let host, let vlan, let port): "learned \(host)\(tag(vlan)) on port \(name(port))"
        case .moved(let host, let vlan, let from, let to):
            "\(host)\(tag(vlan)) moved from port \(name(from)) to port \(name(to))"
        case .notLearned(let host, let vlan, let port):
            "address table full: \(host)\(tag(vlan)) on port \(name(port)) not learned"
        case .installed(let match, let port, let buffer):
            "flow-mod: \(flow(match)) -> output \(name(port))" + kept(buffer)
        case .flooded(let destination, let port, let buffer):
            "packet-out: flood to \(destination), in_port \(name(port))" + kept(buffer)
        case .discarded(let reason, let port, let buffer):
            "frame from port \(name(port)) not forwarded, as \(reason.rawValue)" + kept(buffer)
        case .portLost(let port, let count): "port \(name(port)) lost: \(count) hosts forgotten"
        case .refused(.standard(let code), let xid): "the switch refused message \(xid): \(code.name)"
        case .refused(.other(let type, let code), let xid):
            "the switch refused message \(xid): type \(type) code \(code)"
        }
    }
}

private func hexadecimal(_ value: UInt64, digits: Int) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
}

private func name(_ port: PortNumber) -> String {
    port == .local ? "LOCAL" : "\(port.rawValue)"
}

private func kept(_ buffer: UInt32?) -> String {
    buffer.map { ", buffer_id 0x\(hexadecimal(UInt64($0), digits: 1))" } ?? ""
}

private func tag(_ vlan: UInt16) -> String { vlan == 0 ? "" : " in VLAN \(vlan)" }

/// The match of one of this controller's flows.
private func flow(_ match: Match) -> String {
    func value(_ field: MatchField) -> UInt64 { UInt64(truncatingIfNeeded: match.exactValue(field) ?? 0) }
    let vlan = value(.vlanVID)
    return "in_port=\(name(PortNumber(UInt32(truncatingIfNeeded: value(.inPort)))))"
        + ",eth_src=\(EthernetAddress(value(.ethSrc))),eth_dst=\(EthernetAddress(value(.ethDst)))"
        + (vlan == 0 ? ",untagged" : ",vlan_vid=\(vlan & 0xfff)")
}
