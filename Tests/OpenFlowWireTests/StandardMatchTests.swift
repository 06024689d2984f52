import OpenFlow
import OpenFlowWire
import Testing

/// The match of 1.1, whose masks are turned around on the wire (1.1.0 §A.2.3).
@Suite struct StandardMatchTests {
    private func match(_ name: String) throws -> Match {
        let bytes = try Fixture.named("flow_mod_match_\(name)", .v1_1).bytes
        guard case .flowMod(let mod) = try decodeBytes(bytes, .v1_1).message else { throw NotAFlowMod() }
        return mod.match
    }

    @Test func masks() throws {
        #expect(
            try match("l2_masked")
                == Match([
                    FieldMatch(.ethSrc, 0x0011_2200_0000, mask: 0xffff_ff00_0000),
                    FieldMatch(.ethDst, 0x0100_0000_0000, mask: 0x0100_0000_0000),
                ])
        )
        #expect(
            try match("metadata")
                == Match([FieldMatch(.metadata, 0x1122_3344_5566_0000, mask: 0xffff_ffff_ffff_0000)])
        )
        #expect(
            try match("tcp")
                == Match([
                    FieldMatch(.ethType, 0x0800), FieldMatch(.ipDSCP, 46), FieldMatch(.ipProto, 6),
                    FieldMatch(.ipv4Dst, 0x0a00_0001, mask: 0xffff_00ff), FieldMatch(.tcpDst, 80),
                ])
        )
    }

    @Test func tags() throws {
        #expect(try match("untagged") == Match([FieldMatch(.vlanVID, 0)]))
        #expect(try match("tagged") == Match([FieldMatch(.vlanVID, 0x1000, mask: 0x1000)]))
        #expect(try match("vlan") == Match([FieldMatch(.vlanVID, 0x1064), FieldMatch(.vlanPCP, 5)]))
    }

    /// An add of 1.1 with this match and no instructions.
    private func decoded(_ match: [UInt8]) throws(OpenFlowError) -> FlowMod? {
        let fields = "0000000000000000 0000000000000000 00 00 0000 0000 8000 ffffffff ffffffff ffffffff 0000 0000"
        let bytes = ([2, 14, 0, 0, 0, 0, 0, 1] + [UInt8](hex: fields) + match).withLengthFixed
        guard case .flowMod(let mod) = try decodeBytes(bytes, .v1_1).message else { return nil }
        return mod
    }

    /// dl_vlan, dl_vlan_pcp, dl_type, nw_tos, mpls_label and mpls_tc, with all other fields wildcarded.
    private func match(
        vlan: UInt16,
        pcp: UInt8 = 0,
        type: UInt16 = 0,
        tos: UInt8 = 0,
        label: UInt32 = 0,
        wildcards: UInt16
    ) -> [UInt8] {
        func bytes<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
            (0..<Number.bitWidth / 8).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
        }
        var match: [UInt8] = [0, 0, 0, 88, 0, 0, 0, 0, 0, 0] + bytes(wildcards)
        for _ in 0..<2 { match += [UInt8](repeating: 0, count: 6) + [UInt8](repeating: 0xff, count: 6) }
        match += bytes(vlan) + [pcp, 0] + bytes(type) + [tos, 0]
        for _ in 0..<2 { match += bytes(UInt32(0)) + bytes(UInt32.max) }
        return match + bytes(UInt32(0)) + bytes(label) + bytes(UInt32(0)) + bytes(UInt64(0)) + bytes(UInt64.max)
    }

    @Test func aPriorityWithoutATagIsIgnored() throws {
        #expect(try decoded(match(vlan: 0, pcp: 3, wildcards: 0x3fb))?.match == Match())
    }

    @Test func valuesThatCannotBeAreRefused() {
        let wrong = [
            match(vlan: 0x1000, wildcards: 0x3fd), match(vlan: 5, pcp: 8, wildcards: 0x3f9),
            match(vlan: 0, type: 0x0800, tos: 1, wildcards: 0x3e7),
            match(vlan: 0, type: 0x8847, label: 0x10_0000, wildcards: 0x2f7),
        ]
        for bytes in wrong { #expect(throws: OpenFlowError.self) { try decoded(bytes) } }
        for bytes in wrong {
            do { _ = try decoded(bytes) } catch { #expect(error.code == .badMatchBadValue) }
        }
    }

    @Test func typeAndLength() {
        var bytes = match(vlan: 0, wildcards: 0x3ff)
        bytes[3] = 80
        do {
            _ = try decoded(bytes)
            Issue.record("a match of 80 bytes was taken")
        } catch { #expect(error.code == .badMatchBadLen) }
        bytes[1] = 1
        do {
            _ = try decoded(bytes)
            Issue.record("a match of type 1 was taken")
        } catch { #expect(error.code == .badMatchBadType) }
    }

    @Test func whatAMatchOf11CannotSayIsWildcarded() throws {
        let wide = Match([
            FieldMatch(.inPort, 0x1_0000), FieldMatch(.ethType, 0x86dd), FieldMatch(.ipv6Src, 1),
            FieldMatch(.ipProto, 6),
            FieldMatch(.tcpFlags, 2), FieldMatch(.tcpSrc, 7),
        ])
        let bytes = try encodeMessage(.flowMod(FlowMod(.delete, match: wide)), .v1_1)
        guard case .flowMod(let mod) = try decodeBytes(bytes, .v1_1).message else { throw NotAFlowMod() }
        #expect(
            mod.match
                == Match([
                    FieldMatch(.inPort, 0x1_0000), FieldMatch(.ethType, 0x86dd), FieldMatch(.ipProto, 6),
                    FieldMatch(.tcpSrc, 7),
                ])
        )
    }
}
