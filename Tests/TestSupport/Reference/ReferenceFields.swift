public import OpenFlow

/// Every match field of a frame, read one by one from the bytes (1.3.5 §7.2.3.7): only fields that are present, except
/// `vlan_vid`, which is 0 for a frame without a tag.
public struct ReferenceFields: Sendable {
    public var values: [MatchField: UInt128]

    public init(_ frame: [UInt8], inPort: UInt32, metadata: UInt64 = 0, tunnelID: UInt64 = 0) {
        values = [:]
        for field in MatchField.allCases {
            switch field {
            case .inPort, .inPhyPort: values[field] = UInt128(inPort)
            case .metadata: values[field] = UInt128(metadata)
            case .tunnelID: values[field] = UInt128(tunnelID)
            case .vlanVID: values[field] = 0
            default: break
            }
        }
        guard frame.count >= 14 else { return }
        let headers = ReferenceHeaders(frame)
        for field in MatchField.allCases {
            if let place = ReferencePlace(field, in: headers) { values[field] = place.value(in: frame) }
        }
        values[.ethType] = UInt128(headers.etherType)
        if headers.ipv6 != nil { values[.ipv6ExtHdr] = UInt128(headers.extensionBits) }
        if headers.vlan != nil { values[.vlanVID, default: 0] |= 0x1000 }
    }

    public subscript(field: MatchField) -> UInt128? { values[field] }

    /// True when the frame has every field of the match with the value wanted.
    ///
    /// The match is valid, so it names the types of the headers that its fields stand in. A field of such a header that
    /// is cut short, malformed, or in another fragment reads as zero (1.0.0 §3.4).
    public func satisfy(_ match: Match) -> Bool {
        match.fields.allSatisfy { wanted in
            let value = values[wanted.field] ?? 0
            let mask = wanted.mask ?? .max
            return value & mask == wanted.value & mask
        }
    }
}

/// The bits of a frame in which a field stands: `bits` bits above the lowest `shift` ones of `count` bytes at `offset`.
struct ReferencePlace {
    var offset: Int
    var count: Int
    var shift: Int = 0
    var bits: Int

    private init(_ offset: Int, bytes: Int) {
        self.offset = offset
        count = bytes
        bits = bytes * 8
    }

    private init(_ offset: Int, _ count: Int, shift: Int, bits: Int) {
        self.offset = offset
        self.count = count
        self.shift = shift
        self.bits = bits
    }

    /// nil when the frame has no such field, or it is no part of the frame's bytes.
    init?(_ field: MatchField, in h: ReferenceHeaders) {
        let place: ReferencePlace? =
            switch field {
            case .inPort, .inPhyPort, .metadata, .tunnelID, .actsetOutput, .packetType, .ipv6ExtHdr: nil
            case .ethDst: ReferencePlace(0, bytes: 6)
            case .ethSrc: ReferencePlace(6, bytes: 6)
            case .ethType: h.etherTypeOffset.map { ReferencePlace($0, bytes: 2) }
            case .vlanVID: h.vlan.map { ReferencePlace($0 + 2, 2, shift: 0, bits: 12) }
            case .vlanPCP: h.vlan.map { ReferencePlace($0 + 2, 2, shift: 13, bits: 3) }
            case .ipDSCP:
                h.ipv4.map { ReferencePlace($0 + 1, 1, shift: 2, bits: 6) }
                    ?? h.ipv6.map { ReferencePlace($0, 2, shift: 6, bits: 6) }
            case .ipECN:
                h.ipv4.map { ReferencePlace($0 + 1, 1, shift: 0, bits: 2) }
                    ?? h.ipv6.map { ReferencePlace($0, 2, shift: 4, bits: 2) }
            case .ipProto: h.ipProtoOffset.map { ReferencePlace($0, bytes: 1) }
            case .ipv4Src: h.ipv4.map { ReferencePlace($0 + 12, bytes: 4) }
            case .ipv4Dst: h.ipv4.map { ReferencePlace($0 + 16, bytes: 4) }
            case .tcpSrc: h.tcp.map { ReferencePlace($0, bytes: 2) }
            case .tcpDst: h.tcp.map { ReferencePlace($0 + 2, bytes: 2) }
            case .tcpFlags: h.tcp.map { ReferencePlace($0 + 12, 2, shift: 0, bits: 12) }
            case .udpSrc: h.udp.map { ReferencePlace($0, bytes: 2) }
            case .udpDst: h.udp.map { ReferencePlace($0 + 2, bytes: 2) }
            case .sctpSrc: h.sctp.map { ReferencePlace($0, bytes: 2) }
            case .sctpDst: h.sctp.map { ReferencePlace($0 + 2, bytes: 2) }
            case .icmpv4Type: h.icmpv4.map { ReferencePlace($0, bytes: 1) }
            case .icmpv4Code: h.icmpv4.map { ReferencePlace($0 + 1, bytes: 1) }
            case .arpOp: h.arp.map { ReferencePlace($0 + 6, bytes: 2) }
            case .arpSHA: h.arp.map { ReferencePlace($0 + 8, bytes: 6) }
            case .arpSPA: h.arp.map { ReferencePlace($0 + 14, bytes: 4) }
            case .arpTHA: h.arp.map { ReferencePlace($0 + 18, bytes: 6) }
            case .arpTPA: h.arp.map { ReferencePlace($0 + 24, bytes: 4) }
            case .ipv6Src: h.ipv6.map { ReferencePlace($0 + 8, bytes: 16) }
            case .ipv6Dst: h.ipv6.map { ReferencePlace($0 + 24, bytes: 16) }
            case .ipv6FlowLabel: h.ipv6.map { ReferencePlace($0, 4, shift: 0, bits: 20) }
            case .icmpv6Type: h.icmpv6.map { ReferencePlace($0, bytes: 1) }
            case .icmpv6Code: h.icmpv6.map { ReferencePlace($0 + 1, bytes: 1) }
            case .ipv6NDTarget: h.ndTarget.map { ReferencePlace($0, bytes: 16) }
            case .ipv6NDSLL: h.ndSLL.map { ReferencePlace($0, bytes: 6) }
            case .ipv6NDTLL: h.ndTLL.map { ReferencePlace($0, bytes: 6) }
            case .mplsLabel: h.mpls.map { ReferencePlace($0, 4, shift: 12, bits: 20) }
            case .mplsTC: h.mpls.map { ReferencePlace($0, 4, shift: 9, bits: 3) }
            case .mplsBOS: h.mpls.map { ReferencePlace($0, 4, shift: 8, bits: 1) }
            case .pbbISID: h.pbb.map { ReferencePlace($0 + 1, bytes: 3) }
            case .pbbUCA: h.pbb.map { ReferencePlace($0, 1, shift: 3, bits: 1) }
            }
        guard let place else { return nil }
        self = place
    }

    private var mask: UInt128 { bits == 128 ? .max : (UInt128(1) << UInt128(bits)) - 1 }

    func value(in frame: [UInt8]) -> UInt128 { frame.number(offset, count) >> UInt128(shift) & mask }

    func set(_ value: UInt128, in frame: inout [UInt8]) {
        let others = frame.number(offset, count) & ~(mask << UInt128(shift))
        frame.set(offset, count, others | (value & mask) << UInt128(shift))
    }
}
