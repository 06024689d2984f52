/// Reads bytes that people have as hexadecimal text.
///
/// Digits may stand together or apart, with "0x", colons, commas, dashes and line ends between them. Lines of dumps are
/// known by their offset, which goes on from line to line: `hexdump -C`, `xxd`, `tcpdump -x`, `tshark -x` and what this
/// program prints itself. A `*` line of hexdump repeats the line before it. The rest of a line after `#` is a comment.
public enum HexText {
    /// Errors name line and column and say what would be right.
    public static func bytes(of text: some StringProtocol) throws(HexTextError) -> [UInt8] {
        var reader = Reader()
        // A carriage return and a line feed are one character in Swift.
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            try reader.read(Array(line.unicodeScalars))
        }
        return try reader.finish()
    }
}

/// What is wrong with hexadecimal text, and where; both count from 1.
public struct HexTextError: Error, Hashable, Sendable, CustomStringConvertible {
    public var line: Int
    public var column: Int
    public var message: String

    public init(line: Int, column: Int, message: String) {
        self.line = line
        self.column = column
        self.message = message
    }

    public var description: String { "line \(line), column \(column): \(message)" }
}

private struct Reader {
    private var bytes: [UInt8] = []
    /// The first digit of a byte whose second one has not come yet.
    private var half: UInt8?
    private var halfColumn = 0
    private var line = 0
    /// Where in `bytes` the dump begins whose lines are being read.
    private var dumpStart: Int?
    /// Bytes of the last line of the dump.
    private var lastLine: Range<Int> = 0..<0
    private var repeats = false

    /// To how many bytes `*` lines, which say little and may mean a lot, can take the text.
    private static let maxRepeatedByteCount = 1 << 26

    mutating func read(_ scalars: [Unicode.Scalar]) throws(HexTextError) {
        line += 1
        if scalars.filter({ !$0.isSpace }) == ["*"], dumpStart != nil {
            repeats = true
            return
        }
        let begin = bytes.count
        if let rest = try dumpPart(of: scalars) {
            if half != nil { throw oddDigits() }
            try readDigits(scalars, in: rest)
            if half != nil { throw oddDigits() }
            lastLine = max(begin, lastLine.upperBound)..<bytes.count
        } else {
            try readDigits(scalars, in: 0..<scalars.count)
        }
    }

    mutating func finish() throws(HexTextError) -> [UInt8] {
        if half != nil { throw oddDigits() }
        return bytes
    }

    private func oddDigits() -> HexTextError {
        HexTextError(line: line, column: halfColumn, message: "a single digit: each byte has two")
    }

    private mutating func readDigits(_ scalars: [Unicode.Scalar], in range: Range<Int>) throws(HexTextError) {
        var index = range.lowerBound
        while index < range.upperBound {
            let scalar = scalars[index]
            if scalar == "#" { return }
            let isX = index + 1 < range.upperBound && (scalars[index + 1] == "x" || scalars[index + 1] == "X")
            if scalar == "0", isX, half == nil {
                index += 2
                continue
            }
            if let digit = scalar.hexDigit {
                if let first = half {
                    bytes.append(first << 4 | digit)
                    half = nil
                } else {
                    half = digit
                    halfColumn = index + 1
                }
            } else if !scalar.isSpace, !":,-".unicodeScalars.contains(scalar) {
                throw HexTextError(
                    line: line,
                    column: index + 1,
                    message: "\"\(scalar)\" is no hexadecimal digit; write bytes as in 04 00 00 08"
                )
            }
            index += 1
        }
    }

    /// The part of a line between the offset of a dump and its column of characters; nil for lines without an offset.
    private mutating func dumpPart(of scalars: [Unicode.Scalar]) throws(HexTextError) -> Range<Int>? {
        guard let (offset, end, hasColon) = Self.offset(scalars) else { return nil }
        if offset == 0 {
            dumpStart = bytes.count
            lastLine = bytes.count..<bytes.count
            repeats = false
        }
        guard let dumpStart else { return nil }
        if repeats, !lastLine.isEmpty, offset > bytes.count - dumpStart {
            guard dumpStart + offset <= Self.maxRepeatedByteCount else {
                throw HexTextError(line: line, column: 1, message: "the line before * is repeated to more than 64 MiB")
            }
            let repeated = Array(bytes[lastLine])
            while bytes.count - dumpStart < offset {
                bytes.append(repeated[(bytes.count - lastLine.upperBound) % repeated.count])
            }
        }
        guard offset == bytes.count - dumpStart else { return nil }
        repeats = false
        return end..<Self.endOfDigits(scalars, from: end, spaces: hasColon ? 2 : 3)
    }

    /// "00000010  ", "00000010: " or "0x0010: " at the beginning of a line, or an offset alone on the last one.
    private static func offset(_ scalars: [Unicode.Scalar]) -> (value: Int, end: Int, hasColon: Bool)? {
        var index = scalars.prefix { $0.isSpace }.count
        if index + 1 < scalars.count, scalars[index] == "0", scalars[index + 1] == "x" { index += 2 }
        let digits = scalars[index...].prefix { $0.hexDigit != nil }
        guard (4...8).contains(digits.count) else { return nil }
        let value = digits.reduce(0) { $0 << 4 | Int($1.hexDigit ?? 0) }
        let rest = scalars[digits.endIndex...]
        if rest.first == ":" {
            guard rest.count == 1 || rest.dropFirst().first?.isSpace == true else { return nil }
            return (value, digits.endIndex + 1, true)
        }
        let spaces = rest.prefix { $0.isSpace }.count
        // An offset without digits behind it ends the dump of hexdump.
        guard spaces >= 2 || (rest.isEmpty && value != 0 && digits.count == 8) else { return nil }
        return (value, digits.endIndex, false)
    }

    /// Where the column of characters begins: at a bar, or after some spaces.
    private static func endOfDigits(_ scalars: [Unicode.Scalar], from start: Int, spaces: Int) -> Int {
        let bar = scalars[start...].firstIndex(of: "|") ?? scalars.count
        var index = start + scalars[start...].prefix { $0.isSpace }.count
        while index < bar {
            let run = scalars[index...].prefix { $0.isSpace }.count
            if run >= spaces { return index }
            index += max(run, 1)
        }
        return bar
    }
}

extension Unicode.Scalar {
    fileprivate var isSpace: Bool { self == " " || self == "\t" || self == "\r" || self == "\u{feff}" }

    fileprivate var hexDigit: UInt8? {
        switch self {
        case "0"..."9": UInt8(value - 0x30)
        case "a"..."f": UInt8(value - 0x61 + 10)
        case "A"..."F": UInt8(value - 0x41 + 10)
        default: nil
        }
    }
}
