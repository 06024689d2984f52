import OpenFlow
import Packets

/// Frames for controllers: copied into the upcall ring up to `max_len`, the whole of them kept in a buffer.
extension Datapath {
    /// What fits a PACKET_IN of any version, whose length has 16 bits.
    private static let maxUpcallBytes = 65_000

    /// - Parameter maxLength: bytes that the controller wants; 0xffff: all, unbuffered (1.3.5 §7.2.5, OFPCML_NO_BUFFER).
    mutating func toController(_ context: inout PacketContext, maxLength: UInt16) {
        context.outputs += 1
        guard packetInsEnabled else { return drop(.noController) }
        if context.reason == .noMatch {
            let index = ports.index(of: context.inPort)
            if index != PortTable.missing && ports.states[index].config.contains(.noPacketIn) {
                return drop(.noPacketIn)
            }
        }
        if context.frame.offload.segmentation == .none {
            guard completeChecksum(&context.frame) else { return drop(.badOffload) }
            return upcall(context.frame, context, maxLength: maxLength)
        }
        // A large frame stands for many: the controller gets those that would be on a wire.
        guard var segments = Segmenter(context.frame) else { return drop(.badOffload) }
        while let segment = segments.next(into: segmentScratch, capacity: Self.scratchBytes) {
            upcall(segment, context, maxLength: maxLength)
        }
    }

    private mutating func upcall(_ frame: Frame, _ context: PacketContext, maxLength: UInt16) {
        var bufferID = Reserved.noBuffer
        var captured = frame.byteCount
        if maxLength != Reserved.noBufferLength, let stored = buffers.store(frame, now: now) {
            bufferID = stored
            captured = min(captured, Int(maxLength), Self.maxUpcallBytes)
        } else if captured > Self.maxUpcallBytes {
            return drop(.frameTooLong)
        }
        let header = UpcallHeader(
            datapath: Int32(truncatingIfNeeded: index),
            capturedLength: UInt32(captured),
            totalLength: UInt32(frame.byteCount),
            bufferID: bufferID,
            inPort: context.inPort,
            maxLength: maxLength,
            reason: context.reason.rawValue,
            tableID: context.tableID,
            cookie: context.cookie,
            metadata: context.metadata,
            tunnelID: context.tunnelID
        )
        if link.push(header, frame.bytes) {
            upcallCount &+= 1
        } else {
            if bufferID != Reserved.noBuffer { buffers.release(bufferID) }
            drop(.upcallRingFull)
        }
    }
}
