import OpenFlow
import OpenFlowWire
import Testing

/// Actions and matches that a version says in another way than the model, or not at all.
@Suite struct LoweringTests {
    private func roundTrip(
        _ actions: [Action],
        match: Match = Match(),
        _ version: OpenFlowVersion
    ) throws -> [Action] {
        let mod = FlowMod(.add, match: match, instructions: [.applyActions(actions)])
        guard case .flowMod(let decoded) = try decodeBytes(encodeMessage(.flowMod(mod), version), version).message
        else {
            throw NotAFlowMod()
        }
        guard case .applyActions(let list) = decoded.instructions.first else { return [] }
        return list
    }

    private func tcp(_ proto: UInt128) -> Match {
        Match([FieldMatch(.ethType, 0x0800), FieldMatch(.ipProto, proto)])
    }

    @Test func actionsOf10In13() throws {
        let actions: [Action] = [
            .setVLANVID(5), .setVLANPCP(3), .stripVLAN, .setNetworkSource(1), .setNetworkDestination(2),
            .setNetworkTOS(0xb8), .enqueue(port: PortNumber(3), queue: 4),
        ]
        #expect(
            try roundTrip(actions, .v1_3) == [
                .pushVLAN(etherType: 0x8100), .setField(FieldMatch(.vlanVID, 0x1005)),
                .setField(FieldMatch(.vlanPCP, 3)), .popVLAN, .setField(FieldMatch(.ipv4Src, 1)),
                .setField(FieldMatch(.ipv4Dst, 2)), .setField(FieldMatch(.ipDSCP, 46)), .setQueue(4),
                .output(port: PortNumber(3), maxLength: 0),
            ]
        )
    }

    @Test func aTagIsPushedUnlessThereIsOne() throws {
        let set = Action.setField(FieldMatch(.vlanVID, 0x1005))
        let push = Action.pushVLAN(etherType: 0x8100)
        let tagged = Match([FieldMatch(.vlanVID, 0x1000, mask: 0x1000)])
        #expect(try roundTrip([.setVLANVID(5)], match: tagged, .v1_2) == [set])
        #expect(try roundTrip([.setVLANVID(5)], match: Match([FieldMatch(.vlanVID, 0)]), .v1_2) == [push, set])
        #expect(try roundTrip([push, .setVLANVID(5)], .v1_5) == [push, set])
        #expect(
            try roundTrip([.stripVLAN, .setVLANPCP(2)], match: tagged, .v1_3) == [
                .popVLAN, push, .setField(FieldMatch(.vlanPCP, 2)),
            ]
        )
        #expect(try roundTrip([.setVLANVID(5)], .v1_1) == [.setVLANVID(5)])
    }

    @Test func transportSettersFollowTheMatch() throws {
        let actions: [Action] = [.setTransportSource(1), .setTransportDestination(2)]
        #expect(
            try roundTrip(actions, match: tcp(6), .v1_3) == [
                .setField(FieldMatch(.tcpSrc, 1)), .setField(FieldMatch(.tcpDst, 2)),
            ]
        )
        #expect(
            try roundTrip(actions, match: tcp(17), .v1_3) == [
                .setField(FieldMatch(.udpSrc, 1)), .setField(FieldMatch(.udpDst, 2)),
            ]
        )
        #expect(
            try roundTrip(actions, match: tcp(132), .v1_3) == [
                .setField(FieldMatch(.sctpSrc, 1)), .setField(FieldMatch(.sctpDst, 2)),
            ]
        )
        #expect(try roundTrip(actions, .v1_3) == [])
    }

    @Test func actionsOf13In10() throws {
        let actions: [Action] = [
            .popVLAN, .setField(FieldMatch(.ipv4Src, 1)), .setField(FieldMatch(.ipv4Dst, 2)),
            .setField(FieldMatch(.ipDSCP, 46)), .setField(FieldMatch(.vlanVID, 0x1005)),
            .setField(FieldMatch(.vlanPCP, 3)), .setField(FieldMatch(.udpSrc, 9)), .setField(FieldMatch(.tcpDst, 8)),
            .setField(FieldMatch(.ethDst, 7)), .setField(FieldMatch(.ipv6Src, 1)), .group(1), .decrementNetworkTTL,
            .output(port: PortNumber(0x1_0000), maxLength: 0), .output(port: .controller, maxLength: 9),
        ]
        #expect(
            try roundTrip(actions, .v1_0) == [
                .stripVLAN, .setNetworkSource(1), .setNetworkDestination(2), .setNetworkTOS(0xb8), .setVLANVID(5),
                .setVLANPCP(3), .setTransportSource(9), .setTransportDestination(8),
                .setField(FieldMatch(.ethDst, 7)), .output(port: .controller, maxLength: 9),
            ]
        )
    }

    private func matchIn10(_ match: Match) throws -> FlowMod {
        let bytes = try encodeMessage(.flowMod(FlowMod(.add, match: match)), .v1_0)
        guard case .flowMod(let mod) = try decodeBytes(bytes, .v1_0).message else { throw NotAFlowMod() }
        return mod
    }

    @Test func whatAMatchOf10CannotSayIsWildcarded() throws {
        let match = Match([
            FieldMatch(.metadata, 1), FieldMatch(.ethDst, 0, mask: 1 << 40), FieldMatch(.ethType, 0x0800),
            FieldMatch(.ipECN, 1), FieldMatch(.ipv4Src, 0x0a00_0001, mask: 0xff00_00ff),
            FieldMatch(.ipv4Dst, 0x0a00_0000, mask: 0xff00_0000),
        ])
        let expected = Match([FieldMatch(.ethType, 0x0800), FieldMatch(.ipv4Dst, 0x0a00_0000, mask: 0xff00_0000)])
        #expect(try matchIn10(match).match == expected)
    }

    /// wildcards, in_port, dl_src, dl_dst, dl_vlan, dl_vlan_pcp, dl_type, nw_tos, nw_proto, nw_src, nw_dst, tp_src and
    /// tp_dst, with padding.
    private func decoded10(_ match: String) throws -> FlowMod {
        let rest = "0000000000000000 0000 0000 0000 8000 ffffffff ffff 0000"
        let bytes = [UInt8](hex: "010e 0000 00000001 " + match + rest).withLengthFixed
        guard case .flowMod(let mod) = try decodeBytes(bytes, .v1_0).message else { throw NotAFlowMod() }
        return mod
    }

    @Test func fieldsWithoutTheirPrerequisiteAreIgnoredIn10() throws {
        let noType = "001fff1f 0000 000000000000 000000000000 0000 00 00 0800 20 06 0000 0a000001 0a000002 0001 0002"
        #expect(try decoded10(noType).match == Match())
        let arpPorts = "0030002f 0000 000000000000 000000000000 0000 00 00 0806 20 06 0000 0a000001 0a000002 0001 0002"
        #expect(
            try decoded10(arpPorts).match
                == Match([
                    FieldMatch(.ethType, 0x0806), FieldMatch(.arpSPA, 0x0a00_0001), FieldMatch(.arpTPA, 0x0a00_0002),
                ])
        )
    }

    @Test func anExactMatchOf10StaysExact() throws {
        let arp = "00000000 0001 000000000001 000000000002 ffff 00 00 0806 00 01 0000 0a000001 0a000002 0000 0000"
        let mod = try decoded10(arp)
        #expect(mod.outranksWildcards)
        #expect(mod.match[.arpOp]?.value == 1)
        let bytes = try encodeMessage(.flowMod(mod), .v1_0)
        #expect(Array(bytes[8..<48]) == [UInt8](hex: arp))
        #expect(try !decoded10(arp.replacingPrefix("00000001")).outranksWildcards)
    }

    @Test func addressesWith32AndMoreIgnoredBitsAreWildcarded() throws {
        for ignored in ["20", "21", "3f"] {
            let wildcards = UInt32(0x0030_00ef) | UInt32(ignored, radix: 16)! << 8 | UInt32(ignored, radix: 16)! << 14
            let text = String(wildcards, radix: 16)
            let padded = String(repeating: "0", count: 8 - text.count) + text
            let mod = try decoded10(
                padded + " 0000 000000000000 000000000000 0000 00 00 0800 00 00 0000 0a000001 0a000002 0000 0000"
            )
            #expect(mod.match == Match([FieldMatch(.ethType, 0x0800)]))
        }
    }
}

extension String {
    fileprivate func replacingPrefix(_ prefix: String) -> String { prefix + dropFirst(prefix.count) }
}
