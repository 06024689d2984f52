import Testing

@testable import SwitchClient

struct SourceLineTests {
    @Test func takesWhatSaysSomething() {
        let text = """
            # all of it
            OFPST_FLOW reply (OF1.3) (xid=0x2):
             cookie=0x0, actions=drop

            ip,actions=2 # to h2
            \t
            """
        let found = SourceLine.lines(of: text, source: "f.txt")
        #expect(found.map(\.number) == [3, 5])
        #expect(found.map(\.text) == [" cookie=0x0, actions=drop", "ip,actions=2 "])
        #expect(found.last?.place == "f.txt:5: ")
    }

    @Test func takesLinesThatEndInCarriageReturns() {
        let found = SourceLine.lines(of: "\u{feff}ip,actions=1\r\n# no\r\n\r\narp,actions=2\r\n", source: "f.txt")
        #expect(found.map(\.number) == [1, 4])
        #expect(found.map(\.text) == ["ip,actions=1", "arp,actions=2"])
    }

    @Test func theCommandLineHasNoPlace() {
        #expect(LineError(SourceLine(text: "x"), "no").description == "no")
        #expect(LineError(SourceLine(source: "f", number: 2, text: "x"), "no").description == "f:2: no")
    }

    @Test(arguments: [("  a b ", "a b"), ("", ""), (" ", ""), ("a", "a")])
    func trims(text: String, expected: String) {
        #expect(text.trimmed == expected)
    }
}
