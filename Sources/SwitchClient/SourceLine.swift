/// One line of a file of flows or groups, or a text from the command line.
public struct SourceLine: Hashable, Sendable {
    /// The file's name; "standard input"; nil for the command line.
    public var source: String?
    /// From 1.
    public var number: Int
    public var text: String

    public init(source: String? = nil, number: Int = 1, text: String) {
        self.source = source
        self.number = number
        self.text = text
    }

    /// "flows.txt:3: ", or nothing for the command line.
    public var place: String { source.map { "\($0):\(number): " } ?? "" }

    /// The lines that say something: without comments, which begin with "#", without empty lines, and without the
    /// headings that ovs-ofctl prints above what it dumps ("OFPST_FLOW reply (OF1.3) (xid=0x2):").
    public static func lines(of text: String, source: String?) -> [SourceLine] {
        var lines: [SourceLine] = []
        // A carriage return and a line feed are one character; a mark of the byte order is none of the text.
        let text = text.first == "\u{feff}" ? text.dropFirst() : text[...]
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        for (index, line) in parts.enumerated() {
            let said = String(line.prefix { $0 != "#" })
            let isHeading =
                ["OFPST_", "NXST_"].contains(where: said.hasPrefix) && said.contains(" reply ") && said.hasSuffix(":")
            guard said.contains(where: { !$0.isWhitespace }), !isHeading else { continue }
            lines.append(SourceLine(source: source, number: index + 1, text: said))
        }
        return lines
    }
}

/// A line that cannot be read, or that the switch refuses.
public struct LineError: Error, Hashable, Sendable, CustomStringConvertible {
    public var line: SourceLine
    public var problem: String

    public init(_ line: SourceLine, _ problem: String) {
        self.line = line
        self.problem = problem
    }

    public var description: String { line.place + problem }
}

extension String {
    /// Without white space at both ends.
    var trimmed: String {
        guard let last = lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(self[...last].drop(while: \.isWhitespace))
    }
}
