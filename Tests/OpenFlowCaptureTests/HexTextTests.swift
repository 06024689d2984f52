import OpenFlow
import OpenFlowCapture
import Testing

@Suite struct HexTextTests {
    private let bytes: [UInt8] = [4, 0, 0, 8, 0, 0, 0, 1]

    @Test(arguments: [
        "0400000800000001", "04 00 00 08 00 00 00 01", "0x0400000800000001", "04:00:00:08:00:00:00:01",
        "0x04, 0x00, 0x00, 0x08, 0x00, 0x00, 0x00, 0x01", "0400 0008\r\n0000 0001\n", "04000008 # hello\n00000001",
        "00000000  04 00 00 08 00 00 00 01                           |........|\n00000008",
        "00000000: 0400 0008 0000 0001                      ........",
        "\t0x0000:  0400 0008 0000 0001", "0000  04 00 00 08 00 00 00 01   ........",
        "00000000  04 00 00 08 00 00 00 01-                        |........        |",
    ])
    func readsEveryForm(_ text: String) throws { #expect(try HexText.bytes(of: text) == bytes) }

    @Test func readsDumpsOfSeveralLines() throws {
        let all = (0..<40).map { UInt8(16 + $0) }
        #expect(try HexText.bytes(of: HexDump.text(all)) == all)
        #expect(try HexText.bytes(of: HexDump.text(all, ascii: false)) == all)
        // Two dumps, one after the other.
        #expect(try HexText.bytes(of: HexDump.text(all) + "\n" + HexDump.text(all)) == all + all)
    }

    @Test func readsRepeatedLinesOfHexdump() throws {
        let text = """
            00000000  01 02 03 04 05 06 07 08  09 0a 0b 0c 0d 0e 0f 10  |................|
            *
            00000030  aa                                                |.|
            00000031
            """
        let line = (1...16).map { UInt8($0) }
        #expect(try HexText.bytes(of: text) == line + line + line + [0xaa])
    }

    @Test func columnsOfCharactersAreLeftOut() throws {
        let text = "00000000: 7c7c 2020 6162 6364 6566                 ||  abcdef"
        #expect(try HexText.bytes(of: text) == Array("||  abcdef".utf8))
    }

    @Test func saysWhatIsWrong() {
        expect(
            "04 00\n00 0g",
            HexTextError(line: 2, column: 5, message: "\"g\" is no hexadecimal digit; write bytes as in 04 00 00 08")
        )
        expect(
            "00000000  01\n*\nffffffff  02",
            HexTextError(line: 3, column: 1, message: "the line before * is repeated to more than 64 MiB")
        )
        expect("040", HexTextError(line: 1, column: 3, message: "a single digit: each byte has two"))
    }

    private func expect(_ text: String, _ error: HexTextError) {
        #expect(throws: error) { try HexText.bytes(of: text) }
    }
}
