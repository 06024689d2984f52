import OpenFlow
import Packets

/// The reserved port NORMAL (1.3.5 §4.5; 1.0.0 §3.3): the frame is switched as a bridge does it that learns addresses,
/// without any flow entry.
///
/// As Open vSwitch does it where the specification leaves it open, because that is what people rely on: addresses are
/// learned for each VLAN apart (that of the outer tag, 0 without one) and all ports are trunks, so tags stay as they
/// are; what is addressed to one of the group addresses that bridges do not forward is dropped and teaches nothing; a
/// frame for a station behind the port it came in by is dropped; ports with NO_FLOOD get what is known to be for them,
/// but nothing that is flooded. LOCAL is a port like others.
extension Datapath {
    mutating func normal(_ context: inout PacketContext) {
        let header = EthernetHeader(unchecked: UnsafeRawPointer(context.frame.bytes))
        let destination = header.destination
        guard !destination.isReserved else {
            context.outputs += 1
            return drop(.reservedAddress)
        }
        let vlan = context.layout.vlanCount > 0 ? context.layout.outerTCI & 0x0fff : 0
        macTable.expire(now: now)
        learn(header.source, vlan: vlan, from: context.inPort)
        guard !destination.isMulticast else { return flood(&context, excluding: .noFlood) }
        let port = macTable.port(of: MACTable.Key(address: destination.rawValue, vlan: vlan))
        guard port != MACTable.unknown else { return flood(&context, excluding: .noFlood) }
        output(&context, to: port)
    }

    /// A controller that sends a frame of its own is behind no port: that teaches nothing. Nor can anybody be behind a
    /// port that is down, whatever a packet-out says of its in_port.
    @inline(__always)
    private mutating func learn(_ source: EthernetAddress, vlan: UInt16, from port: UInt32) {
        guard !source.isMulticast else { return }
        let index = ports.index(of: port)
        guard index != PortTable.missing, ports.states[index].isUp else { return }
        macTable.learn(MACTable.Key(address: source.rawValue, vlan: vlan), port: port, now: now)
    }

    /// Frames for stations behind a port that is down or gone are flooded: they may have moved.
    mutating func forgetStations(behind index: Int) { macTable.forget(port: ports.states[index].number) }
}
