import Datapath
import OpenFlow

/// PACKET_OUT (1.3.5 §7.3.7; 1.0.0 §5.3.6): the datapath checks and executes it, and answers only errors.
extension Agent {
    func handlePacketOut(_ packetOut: PacketOut, _ envelope: Envelope, from connection: Connection) {
        request(.packetOut(packetOut), .change, for: envelope, from: connection)
    }
}
