import Datapath
import OpenFlow

/// FLOW_MOD (1.3.5 §7.3.4.1; 1.0.0 §5.3.3): the datapath checks and applies it, and answers only errors.
extension Agent {
    func handleFlowMod(_ flowMod: FlowMod, _ envelope: Envelope, from connection: Connection) {
        request(.flowMod(flowMod), .change, for: envelope, from: connection)
    }
}
