import OpenFlow
import OpenFlowWire
import Testing

/// Which error answers which fault.
@Suite struct RefusalTests {
    private func error(_ version: OpenFlowVersion, _ hex: String) -> ErrorCode? {
        do {
            _ = try decodeBytes([UInt8](hex: hex), version)
            return nil
        } catch { return error.code }
    }

    /// An add of 1.3 with this match and these instructions.
    private func add13(match: String = "", instructions: String = "", table: String = "00") -> String {
        let fields = [UInt8](hex: match)
        let length = 4 + fields.count
        var body = [UInt8](
            hex: "0000000000000000 0000000000000000 \(table) 00 0000 0000 8000 ffffffff ffffffff ffffffff 0000 0000"
        )
        body += [0, 1, UInt8(length >> 8), UInt8(length & 0xff)] + fields
        body += Array(repeating: 0, count: -length & 7)
        body += [UInt8](hex: instructions)
        return frame(4, 14, body)
    }

    private func apply(_ actions: String) -> String {
        let bytes = [UInt8](hex: actions)
        return hex([0, 4, 0, UInt8(8 + bytes.count), 0, 0, 0, 0] + bytes)
    }

    private func frame(_ version: UInt8, _ type: UInt8, _ body: [UInt8]) -> String {
        hex(([version, type, 0, 0, 0, 0, 0, 1] + body).withLengthFixed)
    }

    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    @Test func headers() {
        #expect(error(.v1_3, "04000008") == .badRequestBadLen)
        #expect(error(.v1_3, "0405000700000001") == .badRequestBadLen)
        #expect(error(.v1_3, "0405000900000001") == .badRequestBadLen)
        #expect(error(.v1_3, "040500090000000100") == .badRequestBadLen)
        #expect(error(.v1_3, "0105000800000001") == .badRequestBadVersion)
        #expect(error(.v1_3, "7f05000800000001") == .badRequestBadVersion)
        #expect(error(.v1_3, "7f00000800000001") == nil)
        #expect(error(.v1_3, "0463000800000001") == .badRequestBadType)
        #expect(error(.v1_3, "041e000800000001") == .badRequestBadType)
        #expect(error(.v1_0, "0116000800000001") == .badRequestBadType)
    }

    @Test func multipart() {
        #expect(error(.v1_3, frame(4, 18, [0, 99, 0, 0, 0, 0, 0, 0])) == .badRequestBadMultipart)
        #expect(error(.v1_0, frame(1, 16, [0, 13, 0, 0])) == .badRequestBadStat)
        #expect(error(.v1_0, frame(1, 16, [0xff, 0xff, 0, 0, 0, 0, 0x23, 0x20])) == nil)
        #expect(error(.v1_0, frame(1, 16, [0xff, 0xff, 0, 0, 0, 0, 0x23])) == .badRequestBadLen)
        #expect(error(.v1_3, frame(4, 18, [0, 3, 0, 0, 0, 0, 0, 0, 1])) == .badRequestBadLen)
        #expect(error(.v1_3, frame(4, 18, [0, 4, 0, 0, 0, 0, 0, 0, 1])) == .badRequestBadLen)
    }

    @Test(arguments: [
        ("80000a01 08", ErrorCode.badMatchBadLen),
        ("80000004 00000001 80000004 00000001", .badMatchDupField),
        ("80001401 06", .badMatchBadPrereq),
        ("80001401 06 80000a02 0800", .badMatchBadPrereq),
        ("80000a02 0800 80001401 06 80001a02 0050", nil),
        ("80000a02 0800 80001401 11 80001a02 0050", .badMatchBadPrereq),
        ("00010004 00000001", .badMatchBadField),
        ("80007a02 0000", .badMatchBadField),
        ("80005402 0000", .badMatchBadField),
        ("80000002 0001", .badMatchBadLen),
        ("80000108 00000001 fffffffe", .badMatchBadMask),
        ("80000a02 0800 80001708 0a000001 ffffff00", .badMatchBadWildcards),
        ("80000c02 2001", .badMatchBadValue),
        ("80000a02 0800 80001001 40", .badMatchBadValue),
        ("80000e01 01", .badMatchBadPrereq),
        ("80000d04 1000 1000 80000e01 01", nil),
    ]) func matches(_ fields: String, _ expected: ErrorCode?) {
        #expect(error(.v1_3, add13(match: fields)) == expected)
    }

    @Test func matchType() {
        var bytes = [UInt8](hex: add13())
        bytes[49] = 0
        #expect(error(.v1_3, hex(bytes)) == .badMatchBadType)
        bytes[49] = 1
        bytes[51] = 3
        #expect(error(.v1_3, hex(bytes)) == .badMatchBadLen)
    }

    @Test(arguments: [
        ("0063 0008 00000000", ErrorCode.badActionBadType),
        ("0000 0008 00000001", .badActionBadLen),
        ("0000 0000 00000001", .badActionBadLen),
        ("0000 0010 ffffff01 0000 000000000000", .badActionBadOutPort),
        ("0000 0010 00000001 0000 000000000000", nil),
        ("0011 0008 0800 0000", .badActionBadArgument),
        ("0013 0008 0800 0000", .badActionBadArgument),
        ("001a 0008 8100 0000", .badActionBadArgument),
        ("ffff 0010 00002320 0000000000000000", nil),
        ("ffff 0008 00002320", nil),
        ("ffff 000c 00002320 00000000", .badActionBadLen),
        ("0019 0010 80000004 00000001 00000000", .badActionBadSetType),
        ("0019 0010 8000fe04 00000001 00000000", .badActionBadSetType),
        ("0019 0010 80000c02 0064 000000000000", .badActionBadSetArgument),
        ("0019 0010 80001001 40 00000000000000", .badActionBadSetArgument),
        ("0019 0010 80000c04 10640000 00000000", .badActionBadSetLen),
        ("0019 0018 80000c02 1064 00000000000000000000 00000000", .badActionBadSetLen),
        ("0019 0010 80000d04 1064 1fff 00000000", nil),
        ("0019 0010 80000d04 1064 10ff 00000000", .badActionBadSetMask),
    ]) func actions(_ action: String, _ expected: ErrorCode?) {
        #expect(error(.v1_3, add13(instructions: apply(action))) == expected)
    }

    @Test(arguments: [
        ("0007 0008 00000000", ErrorCode.badInstructionUnknownInst),
        ("0001 0010 01000000 0000000000000000", .badInstructionBadLen),
        ("0001 0004", .badInstructionBadLen),
        ("0001 0008 01", .badInstructionBadLen),
        ("0001", .badInstructionBadLen),
        ("ffff 0008 00002320", nil),
        ("ffff 0007 000023", .badInstructionBadLen),
        ("0001 0008 01000000 0001 0008 02000000", .badInstructionDupInst),
        ("0001 0008 01000000", nil),
    ]) func instructions(_ instruction: String, _ expected: ErrorCode?) {
        #expect(error(.v1_3, add13(instructions: instruction)) == expected)
    }

    @Test func flowModsOf13() {
        #expect(error(.v1_3, add13(table: "ff")) == .flowModFailedBadTableId)
        var bytes = [UInt8](hex: add13(table: "ff"))
        bytes[25] = 3
        #expect(error(.v1_3, hex(bytes)) == nil)
        bytes[25] = 5
        #expect(error(.v1_3, hex(bytes)) == .flowModFailedBadCommand)
        bytes = [UInt8](hex: add13())
        bytes[45] = 0x20
        #expect(error(.v1_3, hex(bytes)) == .flowModFailedBadFlags)
    }

    /// An add of 1.0 that matches everything, with these actions.
    private func add10(_ actions: String, command: String = "0000", flags: String = "0000") -> String {
        let match = [UInt8](hex: "003fffff") + Array(repeating: 0, count: 36)
        let rest = "0000000000000000 \(command) 0000 0000 8000 ffffffff ffff \(flags) \(actions)"
        return frame(1, 14, match + [UInt8](hex: rest))
    }

    @Test(arguments: [
        ("000c 0008 00000000", ErrorCode.badActionBadType),
        ("0000 0008 ff01 0000", .badActionBadOutPort),
        ("0000 0008 fffd 0000", nil),
        ("0000 0010 0001 0000 0000000000000000", .badActionBadLen),
        ("0000 0008 0001", .badActionBadLen),
        ("0001 0008 1000 0000", .badActionBadArgument),
        ("0002 0008 08 000000", .badActionBadArgument),
        ("0008 0008 01 000000", .badActionBadArgument),
        ("000b 0010 ff05 000000000000 00000001", .badActionBadOutPort),
        ("ffff 0008 00002320", nil),
        ("ffff 0004", .badActionBadLen),
    ]) func actionsOf10(_ action: String, _ expected: ErrorCode?) {
        #expect(error(.v1_0, add10(action)) == expected)
    }

    @Test func flowModsOf10() {
        #expect(error(.v1_0, add10("", command: "0005")) == .flowModFailedBadCommand)
        #expect(error(.v1_0, add10("", command: "0100")) == .flowModFailedBadCommand)
        #expect(error(.v1_0, add10("", flags: "0008")) == .flowModFailedBadFlags)
    }

    @Test func packetOuts() {
        let tooLong = "ffffffff 0001 0010 0000 0008 0001 0000"
        #expect(error(.v1_0, frame(1, 13, [UInt8](hex: tooLong))) == .badActionBadLen)
        let badPort = "ffffffff ff05 0008 0000 0008 0001 0000"
        #expect(error(.v1_0, frame(1, 13, [UInt8](hex: badPort))) == .badRequestBadPort)
    }

    @Test func portsAndConfigurations() throws {
        var bytes = try Fixture.named("port_mod", .v1_3).bytes
        bytes[31] = 0x80
        #expect(error(.v1_3, hex(bytes)) == .portModFailedBadConfig)
        #expect(error(.v1_3, frame(4, 9, [0, 7, 0, 128])) == .switchConfigFailedBadFlags)
    }
}
