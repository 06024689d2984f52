import Datapath
import OpenFlow

/// PORT_MOD (1.3.5 §7.3.4.3): the datapath checks and applies it, and answers only errors.
extension Agent {
    func handlePortMod(_ portMod: PortMod, _ envelope: Envelope, from connection: Connection) {
        request(.portMod(portMod), .change, for: envelope, from: connection)
    }
}
