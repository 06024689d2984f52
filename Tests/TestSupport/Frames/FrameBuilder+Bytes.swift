extension FrameBuilder {
    /// The whole frame, without any padding.
    public var bytes: [UInt8] {
        var inner: [UInt8] = []
        for index in layers.indices.reversed() { inner = wrap(inner, at: index) }
        return inner
    }

    /// The frame with zeros up to the 60 bytes that Ethernet wants.
    public var padded: [UInt8] {
        let frame = bytes
        return frame + [UInt8](repeating: 0, count: max(0, 60 - frame.count))
    }

    private func wrap(_ inner: [UInt8], at index: Int) -> [UInt8] {
        switch layers[index] {
        case .ethernet(let dst, let src, let type):
            let field = type ?? etherType(after: index) ?? UInt16(inner.count)
            return bigEndian(UInt128(dst), 6) + bigEndian(UInt128(src), 6) + bigEndian16(field) + inner
        case .vlan(let tci, _):
            return bigEndian16(tci) + bigEndian16(etherType(after: index) ?? UInt16(inner.count)) + inner
        case .mpls(let label, let tc, let ttl):
            var isBottom = true
            if index + 1 < layers.count, case .mpls = layers[index + 1] { isBottom = false }
            return bigEndian32(label << 12 | UInt32(tc) << 9 | (isBottom ? 0x100 : 0) | UInt32(ttl)) + inner
        case .llc(let header): return header + inner
        case .snap(let oui):
            return [0xaa, 0xaa, 3] + bigEndian(UInt128(oui), 3) + bigEndian16(etherType(after: index) ?? 0) + inner
        case .arp(let header): return header + inner
        case .ipv4(let ip): return ip.header(proto: ip.proto ?? ipProto(after: index), payload: inner.count) + inner
        case .ipv6(let ip): return ip.header(proto: ip.proto ?? ipProto(after: index), payload: inner.count) + inner
        case .tcp(let header): return checksummed(header + inner, at: 16, proto: 6, index)
        case .udp(var header, let noChecksum):
            header.set16(4, UInt16(8 + inner.count))
            if noChecksum { return header + inner }
            var datagram = checksummed(header + inner, at: 6, proto: 17, index)
            if datagram.number16(6) == 0 { datagram.set16(6, 0xffff) }
            return datagram
        case .sctp(let header):
            var packet = header + inner
            packet.set(8, 4, UInt128(slowCRC32C(packet)))
            return packet
        case .icmp(let header):
            var message = header + inner
            message.set16(2, internetChecksum(message))
            return message
        case .icmpv6(let header): return checksummed(header + inner, at: 2, proto: 58, index)
        case .payload(let bytes): return bytes + inner
        }
    }

    /// The type that names the layer after `index`; nil for 802.2 and when it is not known.
    private func etherType(after index: Int) -> UInt16? {
        guard index + 1 < layers.count else { return 0x88b5 }
        switch layers[index + 1] {
        case .vlan(_, let tpid): return tpid
        case .mpls: return 0x8847
        case .llc, .snap: return nil
        case .arp: return 0x0806
        case .ipv4: return 0x0800
        case .ipv6: return 0x86dd
        case .payload, .ethernet, .tcp, .udp, .sctp, .icmp, .icmpv6: return 0x88b5  // local experimental
        }
    }

    private func ipProto(after index: Int) -> UInt8 {
        guard index + 1 < layers.count else { return 59 }
        switch layers[index + 1] {
        case .tcp: return 6
        case .udp: return 17
        case .sctp: return 132
        case .icmp: return 1
        case .icmpv6: return 58
        case .ipv4: return 4
        case .ipv6: return 41
        case .payload, .ethernet, .vlan, .mpls, .llc, .snap, .arp: return 253  // for experiments
        }
    }

    /// With the checksum over pseudo header and segment; without an IP layer around, over the segment alone.
    private func checksummed(_ segment: [UInt8], at offset: Int, proto: UInt8, _ index: Int) -> [UInt8] {
        var pseudo: [UInt8] = []
        for layer in layers[..<index] {
            if case .ipv4(let ip) = layer {
                pseudo = bigEndian32(ip.src) + bigEndian32(ip.dst) + [0, proto] + bigEndian16(UInt16(segment.count))
            }
            if case .ipv6(let ip) = layer {
                pseudo =
                    bigEndian(ip.src, 16) + bigEndian(ip.dst, 16) + bigEndian32(UInt32(segment.count))
                    + [0, 0, 0, proto]
            }
        }
        var result = segment
        result.set16(offset, internetChecksum(pseudo + segment))
        return result
    }
}

extension FrameBuilder.IPv4Layer {
    func header(proto: UInt8, payload: Int) -> [UInt8] {
        let headerCount = 20 + options.count
        let fragment = (moreFragments ? 0x2000 : 0) | fragmentOffset
        var header: [UInt8] = [0x40 | UInt8(headerCount / 4), tos]
        header += bigEndian16(UInt16(headerCount + payload)) + bigEndian16(identification) + bigEndian16(fragment)
        header += [ttl, proto, 0, 0] + bigEndian32(src) + bigEndian32(dst) + options
        header.set16(10, internetChecksum(header))
        return header
    }
}

extension FrameBuilder.IPv6Layer {
    func header(proto: UInt8, payload: Int) -> [UInt8] {
        var next = proto
        var chain: [UInt8] = []
        for item in extensions.reversed() {
            chain = item.bytes(next: next) + chain
            next = item.number
        }
        return bigEndian32(0x6000_0000 | UInt32(trafficClass) << 20 | flowLabel)
            + bigEndian16(UInt16(chain.count + payload)) + [next, hopLimit] + bigEndian(src, 16) + bigEndian(dst, 16)
            + chain
    }
}
