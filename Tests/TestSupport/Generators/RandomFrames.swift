/// The few values from which random frames and random matches draw, so that they meet often.
public enum SmallWorld {
    public static let ethernet: [UInt64] = [0x0200_0000_0001, 0x0200_0000_0002, 0x0200_0000_0003, 0xffff_ffff_ffff]
    public static let vlan: [UInt16] = [1, 2, 5, 4095]
    public static let ipv4: [UInt32] = [0x0a00_0001, 0x0a00_0002, 0x0a00_0103, 0xc0a8_0001]
    public static let ipv6: [UInt128] = [
        0x2001_0db8_0000_0000_0000_0000_0000_0001, 0x2001_0db8_0000_0000_0000_0000_0000_0002,
        0xfe80_0000_0000_0000_0200_00ff_fe00_0001,
    ]
    public static let ports: [UInt16] = [22, 53, 80, 1024]
    public static let tos: [UInt8] = [0, 0x28, 0xb9, 3]
    public static let ttl: [UInt8] = [0, 1, 2, 64]
}

/// Random frames of every kind that the switch tells apart, drawn from `SmallWorld`.
public struct RandomFrames {
    public var generator: SeededGenerator

    public init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    /// A well-formed frame; about half of them padded to Ethernet's 60 bytes.
    public mutating func next() -> [UInt8] {
        var frame = FrameBuilder().ethernet(
            dst: generator.pick(SmallWorld.ethernet),
            src: generator.pick(SmallWorld.ethernet)
        )
        for _ in 0..<generator.pick([0, 0, 0, 1, 1, 2]) {
            frame = frame.vlan(
                vid: generator.pick(SmallWorld.vlan),
                pcp: UInt8(generator.below(8)),
                dei: generator.oneIn(8),
                tpid: generator.pick([0x8100, 0x8100, 0x88a8])
            )
        }
        let built: FrameBuilder
        switch generator.below(12) {
        case 0, 1: built = arp(frame)
        case 2...6: built = ipv4(frame)
        case 7...9: built = ipv6(frame)
        case 10: built = other(frame)
        default: built = ipv4(frame.snap(oui: generator.pick([0, 0, 0xf8])))
        }
        return generator.oneIn(2) ? built.padded : built.bytes
    }

    /// A frame that was cut off, or that has some bytes overwritten, or is nothing but random bytes.
    public mutating func nextBroken() -> [UInt8] {
        var frame = next()
        switch generator.below(3) {
        case 0: return Array(frame.prefix(generator.below(frame.count + 1)))
        case 1:
            for _ in 0...generator.below(4) {
                frame[generator.below(frame.count)] = generator.pick([0, 1, 0x0f, 0x45, 0x60, 0x81, 0xff])
            }
            return frame
        default: return generator.bytes(generator.below(200))
        }
    }

    private mutating func arp(_ frame: FrameBuilder) -> FrameBuilder {
        frame.arp(
            op: generator.pick([1, 2]),
            sha: generator.pick(SmallWorld.ethernet),
            spa: generator.pick(SmallWorld.ipv4),
            tha: generator.pick(SmallWorld.ethernet),
            tpa: generator.pick(SmallWorld.ipv4)
        )
    }

    private mutating func ipv4(_ frame: FrameBuilder) -> FrameBuilder {
        let fragment = generator.oneIn(8)
        let isLater = fragment && generator.oneIn(2)
        let proto = generator.pick([6, 6, 17, 17, 1, 132, 47])
        let ip = frame.ipv4(
            src: generator.pick(SmallWorld.ipv4),
            dst: generator.pick(SmallWorld.ipv4),
            tos: generator.pick(SmallWorld.tos),
            ttl: generator.pick(SmallWorld.ttl),
            fragmentOffset: isLater ? 3 : 0,
            moreFragments: fragment && (!isLater || generator.oneIn(2)),
            options: generator.oneIn(6) ? [7, 7, 4, 0, 0, 0, 0, 0] : [],
            proto: UInt8(proto)
        )
        return isLater ? ip.payload(generator.bytes(24)) : transport(ip, proto)
    }

    private mutating func ipv6(_ frame: FrameBuilder) -> FrameBuilder {
        var extensions: [FrameBuilder.IPv6Extension] = []
        if generator.oneIn(6) { extensions.append(.hopByHop) }
        if generator.oneIn(6) { extensions.append(.destination) }
        if generator.oneIn(6) { extensions.append(.routing) }
        let isFragment = generator.oneIn(6)
        let isLater = isFragment && generator.oneIn(2)
        if isFragment { extensions.append(.fragment(offset: isLater ? 3 : 0, more: !isLater)) }
        if !isLater && generator.oneIn(8) { extensions.append(.authentication) }
        let proto = generator.pick([6, 17, 58, 58, 132, 59])
        let ip = frame.ipv6(
            src: generator.pick(SmallWorld.ipv6),
            dst: generator.pick(SmallWorld.ipv6),
            trafficClass: generator.pick(SmallWorld.tos),
            flowLabel: generator.pick([0, 7]),
            hopLimit: generator.pick(SmallWorld.ttl),
            extensions: extensions,
            proto: UInt8(proto)
        )
        return isLater ? ip.payload(generator.bytes(24)) : transport(ip, proto)
    }

    private mutating func transport(_ frame: FrameBuilder, _ proto: Int) -> FrameBuilder {
        let (src, dst) = (generator.pick(SmallWorld.ports), generator.pick(SmallWorld.ports))
        let payload = generator.bytes(generator.pick([0, 1, 6, 26, 31]))
        switch proto {
        case 6: return frame.tcp(src: src, dst: dst, flags: generator.pick([0x002, 0x010, 0x112])).payload(payload)
        case 17: return frame.udp(src: src, dst: dst).payload(payload)
        case 132: return frame.sctp(src: src, dst: dst).payload(payload)
        case 1: return frame.icmp(type: generator.pick([0, 8]), code: generator.pick([0, 1])).payload(payload)
        case 58:
            let target = generator.pick(SmallWorld.ipv6)
            switch generator.below(4) {
            case 0: return frame.neighbor(type: 135, target: target, linkLayer: generator.pick(SmallWorld.ethernet))
            case 1: return frame.neighbor(type: 136, target: target, linkLayer: generator.pick(SmallWorld.ethernet))
            case 2: return frame.neighbor(type: 135, target: target, linkLayer: nil)
            default: return frame.icmpv6(type: generator.pick([128, 129])).payload(payload)
            }
        default: return frame.payload(payload)
        }
    }

    private mutating func other(_ frame: FrameBuilder) -> FrameBuilder {
        let payload = generator.bytes(generator.pick([4, 46]))
        switch generator.below(4) {
        case 0: return frame.llc(dsap: 0x42, ssap: 0x42).payload(payload)
        case 1: return frame.mpls(label: 17, tc: 2).mpls(label: 18).payload(payload)
        case 2: return frame.mpls(label: 18, ttl: 1).payload(payload)
        default: return frame.payload(payload)
        }
    }
}
