import OpenFlow
import TestSupport
import Testing

/// The oracles checked against frames and answers that were worked out by other means.
@Suite struct ReferenceTests {
    private static let ethernet = FrameBuilder().ethernet(dst: 0x0200_0000_0002, src: 0x0200_0000_0001)
    private static let src6: UInt128 = 0x2001_0db8_0000_0000_0000_0000_0000_0001
    private static let dst6: UInt128 = 0x2001_0db8_0000_0000_0000_0000_0000_0002

    private static func ipv4(_ frame: FrameBuilder = ethernet, tos: UInt8 = 0, ttl: UInt8 = 64) -> FrameBuilder {
        frame.ipv4(src: 0x0a00_0001, dst: 0x0a00_0002, tos: tos, ttl: ttl)
    }

    /// Bytes from an independent packet library.
    static let golden: [(name: String, frame: FrameBuilder, hex: String)] = [
        (
            "tcp4", ipv4(tos: 0x28).tcp().payload([1, 2, 3]),
            "02000000000202000000000108004528002b00010000400666a20a0000010a00000204000050000000010000"
                + "00005010ffff937c0000010203"
        ),
        (
            "udp4vlan", ipv4(ethernet.vlan(vid: 5, pcp: 3), ttl: 2).udp(src: 53, dst: 1024).payload([1, 2, 3]),
            "0200000000020200000000018100600508004500001f000100000211a4cb0a0000010a00000200350400000b"
                + "e39e010203"
        ),
        (
            "qinq", ipv4(ethernet.vlan(vid: 7, pcp: 1, tpid: 0x88a8).vlan(vid: 5)).icmp().payload([1, 2, 3]),
            "02000000000202000000000188a820078100000508004500001f00010000400166db0a0000010a0000020800"
                + "f3fb00010001010203"
        ),
        (
            "arp", ethernet.arp(sha: 0x0200_0000_0001, spa: 0x0a00_0001, tpa: 0x0a00_0002),
            "020000000002020000000001080600010800060400010200000000010a0000010000000000000a000002"
        ),
        (
            "udp6",
            ethernet.ipv6(src: src6, dst: dst6, trafficClass: 0xb9, flowLabel: 7).udp(src: 53, dst: 1024)
                .payload([1, 2, 3]),
            "02000000000202000000000186dd6b900007000b114020010db800000000000000000000000120010db80000"
                + "0000000000000000000200350400000b9c2c010203"
        ),
        (
            "tcp6ext",
            ethernet.ipv6(src: src6, dst: dst6, extensions: [.hopByHop, .destination])
                .tcp(dst: 22, flags: 2),
            "02000000000202000000000186dd600000000024004020010db800000000000000000000000120010db80000"
                + "000000000000000000023c0001040000000006000104000000000400001600000001000000005002ffff5057"
                + "0000"
        ),
        (
            "ns",
            ethernet.ipv6(src: src6, dst: dst6)
                .neighbor(type: 135, target: dst6, linkLayer: 0x0200_0000_0001),
            "02000000000202000000000186dd6000000000203a4020010db800000000000000000000000120010db80000"
                + "000000000000000000028700ec720000000020010db80000000000000000000000020101020000000001"
        ),
        (
            "sctp", ipv4().sctp().payload([1, 2, 3, 4]),
            "02000000000202000000000108004500002400010000408466530a0000010a00000204000b5900000001917a"
                + "12fa01020304"
        ),
        (
            "mpls", ethernet.mpls(label: 17, tc: 2).mpls(label: 18).payload([1, 2, 3]),
            "02000000000202000000000188470001144000012140010203"
        ),
    ]

    @Test(arguments: 0..<golden.count) func builtFramesAreRight(_ index: Int) {
        let (name, frame, text) = Self.golden[index]
        #expect(hex(frame.bytes) == text, "\(name)")
    }

    @Test func fieldsOfATaggedFrame() {
        let fields = ReferenceFields(Self.golden[1].frame.bytes, inPort: 3, metadata: 9)
        let expected: [MatchField: UInt128] = [
            .inPort: 3, .inPhyPort: 3, .metadata: 9, .tunnelID: 0, .ethDst: 0x0200_0000_0002,
            .ethSrc: 0x0200_0000_0001, .ethType: 0x0800, .vlanVID: 0x1005, .vlanPCP: 3, .ipDSCP: 0, .ipECN: 0,
            .ipProto: 17, .ipv4Src: 0x0a00_0001, .ipv4Dst: 0x0a00_0002, .udpSrc: 53, .udpDst: 1024,
        ]
        #expect(fields.values == expected)
    }

    @Test func fieldsOfIPv6WithExtensionHeaders() {
        let fields = ReferenceFields(Self.golden[5].frame.bytes, inPort: 1)
        #expect(fields[.ipProto] == 6)
        #expect(fields[.ipv6ExtHdr] == 0x48)
        #expect(fields[.tcpDst] == 22)
        #expect(fields[.tcpFlags] == 2)
        #expect(fields[.vlanVID] == 0)
        #expect(fields[.vlanPCP] == nil)
    }

    @Test func fieldsOfNeighborSolicitation() {
        let fields = ReferenceFields(Self.golden[6].frame.bytes, inPort: 1)
        #expect(fields[.icmpv6Type] == 135)
        #expect(fields[.ipv6NDTarget] == Self.dst6)
        #expect(fields[.ipv6NDSLL] == 0x0200_0000_0001)
        #expect(fields[.ipv6NDTLL] == nil)
    }

    @Test func fieldsOfMPLSAreTheOutermost() {
        let fields = ReferenceFields(Self.golden[8].frame.bytes, inPort: 1)
        #expect(fields[.ethType] == 0x8847)
        #expect(fields[.mplsLabel] == 17)
        #expect(fields[.mplsTC] == 2)
        #expect(fields[.mplsBOS] == 0)
    }

    @Test func fieldsOfLaterFragmentsHaveNoPorts() {
        let frame = Self.ethernet.ipv4(src: 1, dst: 2, fragmentOffset: 3, proto: 17).payload([UInt8](0..<24)).bytes
        let fields = ReferenceFields(frame, inPort: 1)
        #expect(fields[.ipProto] == 17)
        #expect(fields[.udpSrc] == nil)
    }

    @Test func typesOf8023() {
        let llc = Self.ethernet.llc(dsap: 0x42, ssap: 0x42).payload([1, 2, 3]).bytes
        #expect(ReferenceFields(llc, inPort: 1)[.ethType] == 0x05ff)
        let snap = Self.ethernet.snap().arp(sha: 1, spa: 2, tpa: 3).bytes
        #expect(ReferenceFields(snap, inPort: 1)[.ethType] == 0x0806)
        #expect(ReferenceFields(snap, inPort: 1)[.arpSPA] == 2)
        let vendor = Self.ethernet.snap(oui: 0xf8).arp(sha: 1, spa: 2, tpa: 3).bytes
        #expect(ReferenceFields(vendor, inPort: 1)[.ethType] == 0x05ff)
    }

    /// An edited frame is the frame that would have been built with the new values: checksums and all.
    @Test func editsGiveTheFrameThatWouldHaveBeenBuilt() {
        var pipeline = ReferencePipeline(ports: [1, 2])
        let actions: [Action] = [
            .pushVLAN(etherType: 0x8100), .setField(FieldMatch(.vlanVID, 0x1009)), .setField(FieldMatch(.vlanPCP, 2)),
            .setField(FieldMatch(.ipv4Src, 0xc0a8_0001)), .setField(FieldMatch(.ipDSCP, 0x2e)), .decrementNetworkTTL,
            .setField(FieldMatch(.tcpDst, 443)), .output(port: PortNumber(2), maxLength: 0),
        ]
        let sent = pipeline.packetOut(Self.golden[0].frame.bytes, inPort: 1, actions).sent
        let expected = Self.ethernet.vlan(vid: 9, pcp: 2)
            .ipv4(src: 0xc0a8_0001, dst: 0x0a00_0002, tos: 0xb8, ttl: 63).tcp(dst: 443).payload([1, 2, 3]).bytes
        #expect(sent == [SentFrame(port: 2, bytes: expected)])
    }

    @Test func popPadsToEthernetsMinimum() {
        var pipeline = ReferencePipeline(ports: [1, 2])
        let tagged = Self.ethernet.vlan(vid: 5).arp(sha: 1, spa: 2, tpa: 3)
        let sent = pipeline.packetOut(
            tagged.bytes,
            inPort: 1,
            [.popVLAN, .output(port: PortNumber(2), maxLength: 0)]
        ).sent
        #expect(sent == [SentFrame(port: 2, bytes: Self.ethernet.arp(sha: 1, spa: 2, tpa: 3).padded)])
    }

    @Test func subsumptionAndOverlap() {
        let type = FieldMatch(.ethType, 0x0800)
        let net = Match([type, FieldMatch(.ipv4Src, 0x0a00_0000, mask: 0xff00_0000)])
        let host = Match([FieldMatch(.ipv4Src, 0x0a00_0001), type])
        #expect(host.isWithin(net))
        #expect(!net.isWithin(host))
        #expect(net.isWithin(Match()))
        #expect(host.canOverlap(net))
        #expect(!host.canOverlap(Match([FieldMatch(.ethType, 0x0806)])))
        #expect(host.isSame(as: Match([type, FieldMatch(.ipv4Src, 0x0a00_0001, mask: 0xffff_ffff)])))
        #expect(!host.isSame(as: net))
    }

    @Test func classifierNamesAllOfTheHighestRank() {
        var classifier = ReferenceClassifier()
        classifier.insert(rank: 1, Match(), id: 1)
        classifier.insert(rank: 5, Match([FieldMatch(.inPort, 1)]), id: 2)
        classifier.insert(rank: 5, Match([FieldMatch(.ethType, 0x88b5)]), id: 3)
        let frame = Self.ethernet.payload([0]).bytes
        #expect(classifier.winners(ReferenceFields(frame, inPort: 1)).sorted() == [2, 3])
        #expect(classifier.winners(ReferenceFields(frame, inPort: 2)) == [3])
        classifier.remove(id: 3)
        #expect(classifier.winners(ReferenceFields(frame, inPort: 2)) == [1])
    }

    /// The action set runs in its own order, whatever the order in which it was written (1.3.5 §5.10).
    @Test func actionSetOrder() {
        var pipeline = ReferencePipeline(ports: [1, 2])
        let match = Match([FieldMatch(.vlanVID, 0x1000, mask: 0x1000)])
        let actions: [Action] = [
            .output(port: PortNumber(2), maxLength: 0), .setField(FieldMatch(.vlanVID, 0x1002)),
            .pushVLAN(etherType: 0x88a8), .popVLAN,
        ]
        #expect(pipeline.tables.apply(FlowMod(.add, match: match, instructions: [.writeActions(actions)])) == nil)
        let frame = Self.ethernet.vlan(vid: 1, pcp: 3).payload([UInt8](0..<60)).bytes
        let expected = Self.ethernet.vlan(vid: 2, tpid: 0x88a8).payload([UInt8](0..<60)).bytes
        #expect(pipeline.receive(frame, inPort: 1).sent == [SentFrame(port: 2, bytes: expected)])
        #expect(pipeline.tables.flows.map(\.packetCount) == [1])
        #expect(pipeline.tables.flows.map(\.byteCount) == [UInt64(frame.count)])
    }

    @Test func generatorsRepeatThemselves() {
        var one = FlowGenerator(seed: 4)
        var other = FlowGenerator(seed: 4)
        var (tables, frames, moreFrames) = (ReferenceTables(), RandomFrames(seed: 4), RandomFrames(seed: 4))
        for _ in 0..<50 {
            let mod = one.next(after: tables)
            #expect(mod == other.next(after: tables))
            #expect((try? mod.match.validate()) != nil, "\(mod.match)")
            _ = tables.apply(mod)
            #expect(frames.next() == moreFrames.next())
        }
    }
}
