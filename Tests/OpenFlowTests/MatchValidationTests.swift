import OpenFlow
import Testing

@Suite struct MatchValidationTests {
    private func error(_ fields: [FieldMatch], inOrder: Bool = false) -> ErrorCode? {
        do {
            try Match(fields).validate(inOrder: inOrder)
            return nil
        } catch { return error.code }
    }

    private func setFieldError(_ field: FieldMatch, _ version: OpenFlowVersion = .v1_3) -> ErrorCode? {
        do {
            try field.validateAsSetField(in: version)
            return nil
        } catch { return error.code }
    }

    private let ipv4 = FieldMatch(.ethType, 0x0800)
    private let ipv6 = FieldMatch(.ethType, 0x86dd)

    @Test func duplicates() {
        #expect(error([FieldMatch(.inPort, 1), FieldMatch(.inPort, 1)]) == .badMatchDupField)
    }

    @Test func prerequisites() {
        #expect(error([]) == nil)
        #expect(error([FieldMatch(.ipProto, 6)]) == .badMatchBadPrereq)
        #expect(error([ipv4, FieldMatch(.ipProto, 6), FieldMatch(.tcpSrc, 1)]) == nil)
        #expect(error([ipv6, FieldMatch(.ipProto, 6), FieldMatch(.tcpSrc, 1)]) == nil)
        #expect(error([ipv4, FieldMatch(.ipProto, 17), FieldMatch(.tcpSrc, 1)]) == .badMatchBadPrereq)
        #expect(error([ipv4, FieldMatch(.ipv6Src, 1)]) == .badMatchBadPrereq)
        #expect(error([FieldMatch(.inPhyPort, 1)]) == .badMatchBadPrereq)
        #expect(error([FieldMatch(.vlanVID, 0), FieldMatch(.vlanPCP, 1)]) == .badMatchBadPrereq)
        #expect(error([FieldMatch(.vlanVID, 0x1000, mask: 0x1000), FieldMatch(.vlanPCP, 1)]) == nil)
        let neighbour = [ipv6, FieldMatch(.ipProto, 58), FieldMatch(.icmpv6Type, 136)]
        #expect(error(neighbour + [FieldMatch(.ipv6NDTarget, 1), FieldMatch(.ipv6NDTLL, 2)]) == nil)
        #expect(error(neighbour + [FieldMatch(.ipv6NDSLL, 2)]) == .badMatchBadPrereq)
    }

    @Test func orderMattersOnlyWhenAsked() {
        let reversed = [FieldMatch(.ipProto, 6), ipv4]
        #expect(error(reversed) == nil)
        #expect(error(reversed, inOrder: true) == .badMatchBadPrereq)
        #expect(error(reversed.reversed(), inOrder: true) == nil)
    }

    @Test func valuesAndMasks() {
        #expect(error([FieldMatch(.vlanVID, 0x2000)]) == .badMatchBadValue)
        #expect(error([FieldMatch(.inPort, 1, mask: 1)]) == .badMatchBadMask)
        #expect(error([FieldMatch(.inPort, 1, mask: 0xffff_ffff)]) == nil)
        #expect(error([FieldMatch(.ethDst, 0, mask: 1 << 48)]) == .badMatchBadMask)
        #expect(error([FieldMatch(.ethDst, 1, mask: 2)]) == .badMatchBadWildcards)
        #expect(error([FieldMatch(.ethDst, 2, mask: 3)]) == nil)
    }

    @Test func whatAMatchEstablishes() {
        let match = Match([ipv4, FieldMatch(.ipProto, 6)])
        #expect(match.establishes(.tcpSrc))
        #expect(match.establishes(.ipv4Src))
        #expect(match.establishes(.ethDst))
        #expect(!match.establishes(.udpSrc))
        #expect(!match.establishes(.ipv6Src))
        #expect(!Match([FieldMatch(.ipProto, 6)]).establishes(.tcpSrc))
    }

    @Test func setFields() {
        #expect(setFieldError(FieldMatch(.ethDst, 1)) == nil)
        #expect(setFieldError(FieldMatch(.inPort, 1)) == .badActionBadSetType)
        #expect(setFieldError(FieldMatch(.metadata, 1)) == .badActionBadSetType)
        #expect(setFieldError(FieldMatch(.metadata, 1), .v1_5) == nil)
        #expect(setFieldError(FieldMatch(.ipv6ExtHdr, 1)) == .badActionBadSetType)
        #expect(setFieldError(FieldMatch(.ethDst, 1, mask: 1)) == .badActionBadSetMask)
        #expect(setFieldError(FieldMatch(.ethDst, 1, mask: 1), .v1_5) == nil)
        #expect(setFieldError(FieldMatch(.ipDSCP, 64)) == .badActionBadSetArgument)
        #expect(setFieldError(FieldMatch(.vlanVID, 5)) == .badActionBadSetArgument)
        #expect(setFieldError(FieldMatch(.vlanVID, 0x1005)) == nil)
    }
}
