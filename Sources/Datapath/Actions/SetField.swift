import OpenFlow
import Packets

/// Set-field (1.3.5 §7.2.5): one case per settable field.
extension Datapath {
    func setField(_ op: UnsafePointer<Op>, _ context: inout PacketContext) {
        let value = op.pointee.value
        let address = EthernetAddress(value)
        let byte = UInt8(truncatingIfNeeded: value)
        let short = UInt16(truncatingIfNeeded: value)
        let word = UInt32(truncatingIfNeeded: value)
        let layout = context.layout
        switch op.pointee.field {
        case .ethDst: context.frame.setEthernetDestination(address)
        case .ethSrc: context.frame.setEthernetSource(address)
        case .ethType: context.frame.setEtherType(short, &context.layout)
        case .vlanVID: context.frame.setVLANVID(short, &context.layout)
        case .vlanPCP: context.frame.setVLANPCP(byte, &context.layout)
        case .ipDSCP: context.frame.setDSCP(byte, layout)
        case .ipECN: context.frame.setECN(byte, layout)
        case .ipProto: context.frame.setIPProtocol(byte, &context.layout)
        case .ipv4Src: context.frame.setIPv4Source(word, layout)
        case .ipv4Dst: context.frame.setIPv4Destination(word, layout)
        case .ipv6Src: context.frame.setIPv6Source(wide(op), layout)
        case .ipv6Dst: context.frame.setIPv6Destination(wide(op), layout)
        case .ipv6FlowLabel: context.frame.setIPv6FlowLabel(word, layout)
        case .tcpSrc: context.frame.setTCPSource(short, layout)
        case .tcpDst: context.frame.setTCPDestination(short, layout)
        case .tcpFlags: context.frame.setTCPFlags(short, layout)
        case .udpSrc: context.frame.setUDPSource(short, layout)
        case .udpDst: context.frame.setUDPDestination(short, layout)
        case .sctpSrc: context.frame.setSCTPSource(short, layout)
        case .sctpDst: context.frame.setSCTPDestination(short, layout)
        case .icmpv4Type: context.frame.setICMPType(byte, layout)
        case .icmpv4Code: context.frame.setICMPCode(byte, layout)
        case .icmpv6Type: context.frame.setICMPv6Type(byte, layout)
        case .icmpv6Code: context.frame.setICMPv6Code(byte, layout)
        case .ipv6NDTarget: context.frame.setNDTarget(wide(op), layout)
        case .ipv6NDSLL: context.frame.setNDSourceLinkLayer(address, layout)
        case .ipv6NDTLL: context.frame.setNDTargetLinkLayer(address, layout)
        case .arpOp: context.frame.setARPOperation(short, layout)
        case .arpSPA: context.frame.setARPSenderProtocolAddress(word, layout)
        case .arpTPA: context.frame.setARPTargetProtocolAddress(word, layout)
        case .arpSHA: context.frame.setARPSenderHardwareAddress(address, layout)
        case .arpTHA: context.frame.setARPTargetHardwareAddress(address, layout)
        case .mplsLabel: context.frame.setMPLSLabel(word, layout)
        case .mplsTC: context.frame.setMPLSTrafficClass(byte, layout)
        case .mplsBOS: context.frame.setMPLSBottomOfStack(byte != 0, layout)
        case .pbbISID: context.frame.setPBBISID(word, layout)
        case .pbbUCA: context.frame.setPBBUCA(byte != 0, layout)
        case .tunnelID: context.tunnelID = value
        // The compiler lets none of these through: they cannot be set.
        case .inPort, .inPhyPort, .metadata, .ipv6ExtHdr, .actsetOutput, .packetType: break
        }
    }

    private func wide(_ op: UnsafePointer<Op>) -> UInt128 { UInt128(op.pointee.high) << 64 | UInt128(op.pointee.value) }
}
