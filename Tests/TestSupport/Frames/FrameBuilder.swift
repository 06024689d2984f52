/// Builds frames layer by layer, from the outside in; `bytes` fills in types, lengths and checksums.
///
///     FrameBuilder().ethernet(dst: 2, src: 1).vlan(vid: 5).ipv4(src: 0x0a000001, dst: 0x0a000002).tcp(dst: 80)
///         .payload([1, 2, 3]).bytes
///
/// Slow and simple on purpose: tests trust it, so it shares nothing with the code under test.
public struct FrameBuilder: Sendable {
    var layers: [Layer] = []

    public init() {}

    indirect enum Layer: Sendable {
        case ethernet(dst: UInt64, src: UInt64, type: UInt16?)
        case vlan(tci: UInt16, tpid: UInt16)
        case mpls(label: UInt32, tc: UInt8, ttl: UInt8)
        case llc([UInt8])
        case snap(oui: UInt32)
        case arp([UInt8])
        case ipv4(IPv4Layer)
        case ipv6(IPv6Layer)
        case tcp([UInt8])
        case udp([UInt8], noChecksum: Bool)
        case sctp([UInt8])
        case icmp([UInt8])
        case icmpv6([UInt8])
        case payload([UInt8])
    }

    struct IPv4Layer: Sendable {
        var src, dst: UInt32
        var tos, ttl: UInt8
        var identification: UInt16
        /// In units of 8 bytes.
        var fragmentOffset: UInt16
        var moreFragments: Bool
        var options: [UInt8]
        var proto: UInt8?
    }

    struct IPv6Layer: Sendable {
        var src, dst: UInt128
        var trafficClass, hopLimit: UInt8
        var flowLabel: UInt32
        var extensions: [IPv6Extension]
        var proto: UInt8?
    }

    /// An IPv6 extension header (RFC 8200 §4, RFC 4302).
    public enum IPv6Extension: Sendable {
        case hopByHop, routing, destination, authentication
        /// The offset is in units of 8 bytes.
        case fragment(offset: UInt16, more: Bool)

        var number: UInt8 {
            switch self {
            case .hopByHop: 0
            case .routing: 43
            case .fragment: 44
            case .authentication: 51
            case .destination: 60
            }
        }

        func bytes(next: UInt8) -> [UInt8] {
            switch self {
            case .hopByHop, .destination: [next, 0, 1, 4, 0, 0, 0, 0]  // one PadN of 6 bytes
            case .routing: [next, 0, 4, 0, 0, 0, 0, 0]  // no segments left
            case .fragment(let offset, let more):
                [next, 0] + bigEndian16(offset << 3 | (more ? 1 : 0)) + [0, 0, 0, 9]
            case .authentication: [next, 2, 0, 0, 0, 0, 0, 7, 0, 0, 0, 1, 0xaa, 0xbb, 0xcc, 0xdd]
            }
        }
    }

    /// `type` overrides what the next layer says.
    public func ethernet(dst: UInt64, src: UInt64, type: UInt16? = nil) -> FrameBuilder {
        adding(.ethernet(dst: dst, src: src, type: type))
    }

    public func vlan(vid: UInt16, pcp: UInt8 = 0, dei: Bool = false, tpid: UInt16 = 0x8100) -> FrameBuilder {
        adding(.vlan(tci: UInt16(pcp) << 13 | (dei ? 0x1000 : 0) | vid, tpid: tpid))
    }

    /// The bottom-of-stack bit is set when no further MPLS layer follows.
    public func mpls(label: UInt32, tc: UInt8 = 0, ttl: UInt8 = 64) -> FrameBuilder {
        adding(.mpls(label: label, tc: tc, ttl: ttl))
    }

    /// 802.2; makes the Ethernet type field a length. `control` is one or two bytes.
    public func llc(dsap: UInt8, ssap: UInt8, control: [UInt8] = [3]) -> FrameBuilder {
        adding(.llc([dsap, ssap] + control))
    }

    /// 802.2 with SNAP; the type is that of the next layer.
    public func snap(oui: UInt32 = 0) -> FrameBuilder { adding(.snap(oui: oui)) }

    public func arp(op: UInt16 = 1, sha: UInt64, spa: UInt32, tha: UInt64 = 0, tpa: UInt32) -> FrameBuilder {
        adding(
            .arp(
                [0, 1, 8, 0, 6, 4] + bigEndian16(op) + bigEndian(UInt128(sha), 6) + bigEndian32(spa)
                    + bigEndian(UInt128(tha), 6) + bigEndian32(tpa)
            )
        )
    }

    /// `options` must be a multiple of 4 bytes; `proto` overrides what the next layer says.
    public func ipv4(
        src: UInt32,
        dst: UInt32,
        tos: UInt8 = 0,
        ttl: UInt8 = 64,
        identification: UInt16 = 1,
        fragmentOffset: UInt16 = 0,
        moreFragments: Bool = false,
        options: [UInt8] = [],
        proto: UInt8? = nil
    ) -> FrameBuilder {
        adding(
            .ipv4(
                IPv4Layer(
                    src: src,
                    dst: dst,
                    tos: tos,
                    ttl: ttl,
                    identification: identification,
                    fragmentOffset: fragmentOffset,
                    moreFragments: moreFragments,
                    options: options,
                    proto: proto
                )
            )
        )
    }

    public func ipv6(
        src: UInt128,
        dst: UInt128,
        trafficClass: UInt8 = 0,
        flowLabel: UInt32 = 0,
        hopLimit: UInt8 = 64,
        extensions: [IPv6Extension] = [],
        proto: UInt8? = nil
    ) -> FrameBuilder {
        adding(
            .ipv6(
                IPv6Layer(
                    src: src,
                    dst: dst,
                    trafficClass: trafficClass,
                    hopLimit: hopLimit,
                    flowLabel: flowLabel,
                    extensions: extensions,
                    proto: proto
                )
            )
        )
    }

    /// `flags` are the 12 bits of OpenFlow's tcp_flags.
    public func tcp(src: UInt16 = 1024, dst: UInt16 = 80, flags: UInt16 = 0x010, sequence: UInt32 = 1) -> FrameBuilder {
        adding(
            .tcp(
                bigEndian16(src) + bigEndian16(dst) + bigEndian32(sequence) + bigEndian32(0)
                    + bigEndian16(0x5000 | flags) + [0xff, 0xff, 0, 0, 0, 0]
            )
        )
    }

    /// With `noChecksum` the checksum field stays 0, which IPv4 allows.
    public func udp(src: UInt16 = 1024, dst: UInt16 = 53, noChecksum: Bool = false) -> FrameBuilder {
        adding(.udp(bigEndian16(src) + bigEndian16(dst) + [0, 0, 0, 0], noChecksum: noChecksum))
    }

    public func sctp(src: UInt16 = 1024, dst: UInt16 = 2905) -> FrameBuilder {
        adding(.sctp(bigEndian16(src) + bigEndian16(dst) + [0, 0, 0, 1, 0, 0, 0, 0]))
    }

    public func icmp(type: UInt8 = 8, code: UInt8 = 0) -> FrameBuilder {
        adding(.icmp([type, code, 0, 0, 0, 1, 0, 1]))
    }

    public func icmpv6(type: UInt8 = 128, code: UInt8 = 0) -> FrameBuilder {
        adding(.icmpv6([type, code, 0, 0, 0, 1, 0, 1]))
    }

    /// Neighbor solicitation (135, with a source option) or advertisement (136, with a target option), RFC 4861 §4.3.
    public func neighbor(type: UInt8, target: UInt128, linkLayer: UInt64?) -> FrameBuilder {
        let option = linkLayer.map { [type == 135 ? 1 : 2, 1] + bigEndian(UInt128($0), 6) } ?? []
        return adding(.icmpv6([type, 0, 0, 0, 0, 0, 0, 0] + bigEndian(target, 16) + option))
    }

    public func payload(_ bytes: [UInt8]) -> FrameBuilder { adding(.payload(bytes)) }

    private func adding(_ layer: Layer) -> FrameBuilder {
        var copy = self
        copy.layers.append(layer)
        return copy
    }
}
