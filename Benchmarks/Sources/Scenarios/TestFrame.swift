import Packets

/// A UDP datagram over IPv4 in an Ethernet frame of 60 bytes (64 with the frame check sequence), checksums filled in.
func udpFrame(
    station: UInt64,
    destinationStation: UInt64,
    source: UInt32,
    destination: UInt32,
    sourcePort: UInt16,
    destinationPort: UInt16
) -> [UInt8] {
    let frameLength = 60
    let ipLength = UInt16(frameLength - 14)
    let udpLength = ipLength - 20

    var ip: [UInt8] = [0x45, 0] + bytes(ipLength) + [0, 1, 0, 0, 64, IPProtocol.udp, 0, 0]
    ip += bytes(source) + bytes(destination)
    ip.replaceSubrange(10..<12, with: bytes(ip.withUnsafeBytes { Checksum.checksum($0.baseAddress!, count: 20) }))

    var udp = bytes(sourcePort) + bytes(destinationPort) + bytes(udpLength) + [0, 0]
    udp += [UInt8](repeating: 0, count: Int(udpLength) - udp.count)
    let pseudoHeader = Checksum.pseudoHeader(
        source: source,
        destination: destination,
        ipProtocol: IPProtocol.udp,
        length: udp.count
    )
    let sum = udp.withUnsafeBytes { Checksum.sum($0.baseAddress!, count: udp.count) } + pseudoHeader
    udp.replaceSubrange(6..<8, with: bytes(~Checksum.fold(sum)))

    let addresses = [UInt8](bytes(destinationStation)[2...]) + [UInt8](bytes(station)[2...])
    return addresses + bytes(EtherType.ipv4) + ip + udp
}

private func bytes(_ value: some FixedWidthInteger) -> [UInt8] { withUnsafeBytes(of: value.bigEndian) { [UInt8]($0) } }
