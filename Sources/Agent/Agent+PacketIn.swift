public import Datapath
import OpenFlow

/// Packet-ins: one upcall of the datapath becomes one message for each connection that takes events.
///
/// How much of the frame a message carries is decided here, as controllers ask for different lengths while the datapath
/// captures as much as the most demanding one wants (1.3.5 §7.3.2, §7.4.1; 1.0.0 §5.4.1):
/// - a frame that met no entry is cut to the connection's `miss_send_len`, and so is one with an invalid TTL;
/// - a frame that an output action sent is cut to the action's `max_len`, which the datapath has done;
/// - a frame that is not buffered is not cut, since nobody could get at the rest.
extension Agent {
    /// A frame for controllers; `data` is valid during the call only.
    public func handle(upcall header: UpcallHeader, data: UnsafeRawBufferPointer) {
        let reason = PacketIn.Reason(rawValue: header.reason) ?? .action
        let isBuffered = header.bufferID != Reserved.noBuffer
        let match = pipelineFields(header)
        for connection in interested where connection.takes(reason) {
            var length = data.count
            if isBuffered { length = min(length, connection.lengthWanted(header, reason)) }
            let packetIn = PacketIn(
                bufferID: isBuffered ? header.bufferID : nil,
                totalLength: UInt16(clamping: header.totalLength),
                reason: connection.reported(reason, header),
                tableID: header.tableID,
                cookie: header.cookie,
                match: match,
                data: Array(data.prefix(length))
            )
            connection.counters.packetInsSent += 1
            connection.send(Envelope(xid: 0, .packetIn(packetIn)))
        }
    }

    private func pipelineFields(_ header: UpcallHeader) -> Match {
        var fields = [FieldMatch(.inPort, UInt128(header.inPort))]
        if header.metadata != 0 { fields.append(FieldMatch(.metadata, UInt128(header.metadata))) }
        if header.tunnelID != 0 { fields.append(FieldMatch(.tunnelID, UInt128(header.tunnelID))) }
        return Match(fields)
    }
}

extension UpcallHeader {
    /// True for a frame that met no entry at all; the table-miss entry of 1.3 has a cookie, which is never all ones.
    fileprivate var isImplicitMiss: Bool { reason == PacketIn.Reason.noMatch.rawValue && cookie == .max }
}

extension Connection {
    /// Before 1.4 the finer reasons are all ACTION.
    fileprivate func takes(_ reason: PacketIn.Reason) -> Bool {
        switch reason {
        case .noMatch, .action, .invalidTTL: wants(.packetIn, reason: reason.rawValue)
        case .actionSet, .group, .packetOut:
            wants(.packetIn, reason: version >= .v1_4 ? reason.rawValue : PacketIn.Reason.action.rawValue)
        }
    }

    fileprivate func lengthWanted(_ header: UpcallHeader, _ reason: PacketIn.Reason) -> Int {
        let length = header.isImplicitMiss || reason == .invalidTTL ? missSendLength : header.maxLength
        return length == Reserved.noBufferLength ? .max : Int(length)
    }

    /// Versions before 1.3 have no table-miss entries: what such an entry sends comes from an output action to them.
    fileprivate func reported(_ reason: PacketIn.Reason, _ header: UpcallHeader) -> PacketIn.Reason {
        reason == .noMatch && !header.isImplicitMiss && version < .v1_3 ? .action : reason
    }
}
