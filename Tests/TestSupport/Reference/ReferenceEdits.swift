import OpenFlow

// What actions do to a frame's bytes, slowly (1.3.5 §5.12; 1.0.0 §3.3).
//
// A checksum is never taken over: after an edit it is corrected by the difference of the sums of all bytes that it
// covers, before and after. So a right checksum stays right, a wrong one stays wrong, and one that covers more than
// this frame holds (a first fragment) stays what it should be.

/// The frame after `action`; the frame itself when the action does not apply to it or does not change frames.
/// nil when the action drops the frame for an invalid TTL.
func referenceEdit(_ frame: [UInt8], _ action: Action) -> [UInt8]? {
    let headers = ReferenceHeaders(frame)
    switch action {
    case .setField(let field): return setting(frame, field.field, field.value)
    case .pushVLAN(let type): return pushingVLAN(frame, type, headers)
    case .popVLAN, .stripVLAN: return headers.vlan == nil ? frame : padded(removing(frame, 12, 4))
    case .setVLANVID(let vid):
        return setting(headers.vlan == nil ? pushingVLAN(frame, 0x8100, headers) : frame, .vlanVID, UInt128(vid))
    case .setVLANPCP(let pcp):
        return setting(headers.vlan == nil ? pushingVLAN(frame, 0x8100, headers) : frame, .vlanPCP, UInt128(pcp))
    case .setNetworkSource(let address): return setting(frame, .ipv4Src, UInt128(address))
    case .setNetworkDestination(let address): return setting(frame, .ipv4Dst, UInt128(address))
    case .setNetworkTOS(let tos):
        return setting(frame, .ipDSCP, UInt128(tos >> 2))
    case .setTransportSource(let port):
        let field: MatchField = headers.tcp != nil ? .tcpSrc : headers.udp != nil ? .udpSrc : .sctpSrc
        return setting(frame, field, UInt128(port))
    case .setTransportDestination(let port):
        let field: MatchField = headers.tcp != nil ? .tcpDst : headers.udp != nil ? .udpDst : .sctpDst
        return setting(frame, field, UInt128(port))
    case .setNetworkTTL(let ttl): return settingTTL(frame, headers, to: ttl)
    case .decrementNetworkTTL:
        guard let offset = ttlOffset(headers) else { return frame }
        return frame[offset] <= 1 ? nil : settingTTL(frame, headers, to: frame[offset] - 1)
    case .output, .group, .setQueue, .enqueue: return frame
    case .pushMPLS, .popMPLS, .pushPBB, .popPBB, .setMPLSTTL, .decrementMPLSTTL, .copyTTLOut, .copyTTLIn,
        .copyField, .meter, .experimenter:
        preconditionFailure("\(action) is none of the actions that the reference knows")
    }
}

private func setting(_ frame: [UInt8], _ field: MatchField, _ value: UInt128) -> [UInt8] {
    guard let place = ReferencePlace(field, in: ReferenceHeaders(frame)) else { return frame }
    return correctingChecksums(frame) { place.set(value, in: &$0) }
}

private func ttlOffset(_ headers: ReferenceHeaders) -> Int? {
    headers.ipv4.map { $0 + 8 } ?? headers.ipv6.map { $0 + 7 }
}

private func settingTTL(_ frame: [UInt8], _ headers: ReferenceHeaders, to ttl: UInt8) -> [UInt8] {
    guard let offset = ttlOffset(headers) else { return frame }
    return correctingChecksums(frame) { $0[offset] = ttl }
}

/// The new tag takes VLAN and priority, not the drop eligible bit, from the outermost one, else zero (1.3.5 §5.12).
private func pushingVLAN(_ frame: [UInt8], _ type: UInt16, _ headers: ReferenceHeaders) -> [UInt8] {
    let tci = headers.vlan.map { frame.number16($0 + 2) & 0xefff } ?? 0
    return Array(frame[..<12]) + bigEndian16(type) + bigEndian16(tci) + Array(frame[12...])
}

private func removing(_ frame: [UInt8], _ offset: Int, _ count: Int) -> [UInt8] {
    Array(frame[..<offset]) + Array(frame[(offset + count)...])
}

/// Ethernet's least length, without the FCS, filled up with zeros.
private func padded(_ frame: [UInt8]) -> [UInt8] { frame + [UInt8](repeating: 0, count: max(0, 60 - frame.count)) }

/// Runs an edit that moves no header, and corrects the checksums that cover what it changed.
private func correctingChecksums(_ frame: [UInt8], _ edit: (inout [UInt8]) -> Void) -> [UInt8] {
    let headers = ReferenceHeaders(frame)
    var after = frame
    edit(&after)
    if let ipv4 = headers.ipv4 {
        let header = ipv4..<ipv4 + Int(frame[ipv4] & 0xf) * 4
        correct(&after, at: ipv4 + 10, Array(frame[header]), Array(after[header]))
    }
    if let tcp = headers.tcp { correctTransport(&after, frame, headers, tcp, at: 16) }
    if let udp = headers.udp, frame.number16(udp + 6) != 0 {
        correctTransport(&after, frame, headers, udp, at: 6)
        if after.number16(udp + 6) == 0 { after.set16(udp + 6, 0xffff) }
    }
    if let icmp = headers.icmpv4 {
        let end = headers.networkEnd
        correct(&after, at: icmp + 2, Array(frame[icmp..<end]), Array(after[icmp..<end]))
    }
    if let icmp = headers.icmpv6 { correctTransport(&after, frame, headers, icmp, at: 2) }
    if let sctp = headers.sctp, !headers.isFragment { correctSCTP(&after, frame, sctp..<headers.networkEnd) }
    return after
}

private func correctTransport(
    _ after: inout [UInt8],
    _ before: [UInt8],
    _ headers: ReferenceHeaders,
    _ start: Int,
    at offset: Int
) {
    let addresses: Range<Int>
    if let ipv4 = headers.ipv4 {
        addresses = ipv4 + 12..<ipv4 + 20
    } else if let ipv6 = headers.ipv6 {
        addresses = ipv6 + 8..<ipv6 + 40
    } else {
        return
    }
    func covered(_ frame: [UInt8]) -> [UInt8] {
        let proto = headers.ipProtoOffset.map { frame[$0] } ?? 0
        return Array(frame[addresses]) + [0, proto] + Array(frame[start..<headers.networkEnd])
    }
    correct(&after, at: start + offset, covered(before), covered(after))
}

/// Corrects the checksum at `offset` by the difference of two sums, both of which include the checksum as it was.
private func correct(_ frame: inout [UInt8], at offset: Int, _ before: [UInt8], _ after: [UInt8]) {
    if before == after { return }
    let old = UInt32(~frame.number16(offset))
    var sum = old + UInt32(~onesComplementSum(before)) + UInt32(onesComplementSum(after))
    while sum > 0xffff { sum = (sum & 0xffff) + (sum >> 16) }
    frame.set16(offset, ~UInt16(sum))
}

/// CRC-32C over the whole packet, where it was right before: a wrong one stays as it is.
private func correctSCTP(_ after: inout [UInt8], _ before: [UInt8], _ packet: Range<Int>) {
    func crc(_ frame: [UInt8]) -> UInt32 {
        var bytes = Array(frame[packet])
        bytes.set(8, 4, 0)
        return slowCRC32C(bytes)
    }
    let field = packet.lowerBound + 8
    guard UInt32(before.number(field, 4)) == crc(before), Array(before[packet]) != Array(after[packet]) else { return }
    after.set(field, 4, UInt128(crc(after)))
}
