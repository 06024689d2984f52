import OpenFlow
import Packets

/// PACKET_OUT (1.3.5 §7.3.7; 1.0.0 §5.3.6).
extension Datapath {
    mutating func apply(_ out: PacketOut) throws(OpenFlowError) {
        let isKnown = ports.index(of: out.inPort.rawValue) != PortTable.missing
        guard isKnown || [.local, .controller, .any].contains(out.inPort) else {
            throw OpenFlowError(.badRequestBadPort, "in_port \(out.inPort.rawValue) is no port to come in by")
        }
        let program = Program(try ActionCompiler.compilePacketOut(out.actions))
        defer { program.deallocate() }
        var context = PacketContext(try frame(of: out))
        context.reason = .packetOut
        actionSet.present = 0
        let result = run(program.ops, &context)
        if let bufferID = out.bufferID { buffers.release(bufferID) }
        if case .finished = result, context.outputs == 0 { drop(.noOutput) }
    }

    private func frame(of out: PacketOut) throws(OpenFlowError) -> Frame {
        if let bufferID = out.bufferID {
            var frame = try bufferedFrame(bufferID)
            // The conversation decides where the frame came in; as a rule it says what the packet-in said.
            frame.inPort = out.inPort.rawValue
            return frame
        }
        guard out.data.count >= 14 else {
            throw OpenFlowError(
                .badRequestBadPacket,
                "a frame of \(out.data.count) bytes has no Ethernet header; 14 are needed"
            )
        }
        let frame = Frame(
            storage: scratch,
            capacity: Self.scratchBytes,
            start: Frame.headroom,
            length: out.data.count,
            inPort: out.inPort.rawValue,
            timestamp: now
        )
        out.data.withUnsafeBytes { frame.bytes.copyMemory(from: $0.baseAddress!, byteCount: out.data.count) }
        return frame
    }
}
