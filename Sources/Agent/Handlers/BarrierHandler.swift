import Datapath
import OpenFlow

/// BARRIER_REQUEST (1.3.5 §7.3.8): answered when the datapath has passed a burst boundary after all that came before.
extension Agent {
    func handleBarrierRequest(_ envelope: Envelope, from connection: Connection) {
        connection.barrierOpened(request(.barrier, .barrier, for: envelope, from: connection))
    }
}
