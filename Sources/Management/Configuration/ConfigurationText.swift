import Yams

/// The text of one configuration file, for finding places in it.
struct ConfigurationText {
    let file: String
    /// Without their ends.
    fileprivate let lines: [[Unicode.Scalar]]

    init(_ text: String, file: String) {
        self.file = file
        lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
    }

    func place(_ mark: Mark?) -> ConfigurationPlace {
        ConfigurationPlace(file: file, line: mark?.line ?? 1, column: mark?.column ?? 1)
    }

    /// Of the character with this number, from 0, in the whole text.
    func place(ofCharacter number: Int) -> ConfigurationPlace {
        var left = number
        for (index, line) in lines.enumerated() {
            if left <= line.count { return ConfigurationPlace(file: file, line: index + 1, column: left + 1) }
            left -= line.count + 1
        }
        return ConfigurationPlace(file: file, line: max(1, lines.count), column: 1)
    }

}

/// Goes through a scalar as it is written in the file, side by side with the value that it stands for.
///
/// What a parser makes of a scalar differs from what is written in white space (folding, indentation) and in escapes. So
/// all white space is stepped over on both sides, an escape counts as the character it stands for, and everything else is
/// the same on both sides.
struct ScalarWalk {
    private let text: ConfigurationText
    private let value: [Unicode.Scalar]
    /// How far it has come in the value: characters, and their UTF-8 bytes.
    private var index = 0
    private var bytes = 0
    private let style: Node.Scalar.Style
    /// Both from 0.
    private var line: Int
    private var column: Int

    init(_ text: ConfigurationText, _ scalar: Node.Scalar) {
        self.text = text
        value = Array(scalar.string.unicodeScalars)
        style = scalar.style
        line = (scalar.mark?.line ?? 1) - 1
        column = (scalar.mark?.column ?? 1) - 1
        switch style {
        case .singleQuoted, .doubleQuoted: column += 1
        case .literal, .folded: (line, column) = (line + 1, 0)
        case .any, .plain: break
        }
    }

    /// Where the character at a UTF-8 offset of the value stands in the file; offsets must not go down from call to call.
    mutating func place(atOffset offset: Int) -> ConfigurationPlace {
        while index < value.count, bytes < offset {
            step(over: value[index])
            bytes += UTF8.width(value[index])
            index += 1
        }
        if index < value.count, !value[index].properties.isWhitespace { skipToNext() }
        return ConfigurationPlace(file: text.file, line: line + 1, column: column + 1)
    }

    private var next: Unicode.Scalar? { character(0) }

    private func character(_ ahead: Int) -> Unicode.Scalar? {
        guard line < text.lines.count, column + ahead < text.lines[line].count else { return nil }
        return text.lines[line][column + ahead]
    }

    private mutating func skipSpace() {
        while line < text.lines.count {
            if let next {
                guard next.properties.isWhitespace else { return }
                column += 1
            } else {
                // Past the last line there is nothing to step over.
                guard line + 1 < text.lines.count else { return }
                (line, column) = (line + 1, 0)
            }
        }
    }

    private mutating func step(over character: Unicode.Scalar) {
        if character.properties.isWhitespace {
            // Written as it is, it is stepped over with the next character; as an escape it has to be now.
            if style == .doubleQuoted, next == "\\" { column += escapeLength }
            return
        }
        skipToNext()
        switch style {
        case .doubleQuoted where next == "\\": column += escapeLength
        case .singleQuoted where next == "'": column += 2
        case .any, .plain, .literal, .folded, .singleQuoted, .doubleQuoted: column += 1
        }
    }

    /// To the next character that stands for one of the value that is no white space.
    private mutating func skipToNext() {
        skipSpace()
        // A backslash at the end of a line only joins it with the next.
        while style == .doubleQuoted, next == "\\", character(1) == nil, line + 1 < text.lines.count {
            (line, column) = (line + 1, 0)
            skipSpace()
        }
    }

    /// Of the escape that begins here, with its backslash.
    private var escapeLength: Int {
        switch character(1) {
        case "x": 4
        case "u": 6
        case "U": 10
        default: 2
        }
    }
}
