/// The outermost structure of all texts of this syntax: words with commas or white space between them.
///
/// A word is `name`, `name=value`, `name:value` (the same) or `name(value)`. A value goes on through parentheses and
/// double quotes, so that it may be a list of words itself. All parts are slices of the whole text, which is how an
/// error knows its place.
struct Words {
    private var rest: Substring

    init(_ text: Substring) { rest = text }

    /// The next word; nil at the end.
    mutating func next() throws(FlowSyntaxError) -> Word? {
        skip { $0.isDelimiter }
        guard !rest.isEmpty else { return nil }
        let start = rest.startIndex
        let name = try take { $0.isDelimiter || [":", "=", "("].contains($0) }
        guard !name.isEmpty else {
            throw FlowSyntaxError(rest.prefix(1), "a name is missing before '\(rest.prefix(1))'")
        }
        switch rest.unicodeScalars.first {
        case ":", "=":
            rest.unicodeScalars.removeFirst()
            let value = try take { $0.isDelimiter }
            return Word(name: name, value: value, form: .assigned, whole: name.base[start..<rest.startIndex])
        case "(":
            let inner = try takeParentheses()
            let whole = name.base[start..<rest.startIndex]
            if let next = rest.unicodeScalars.first, !next.isDelimiter {
                throw FlowSyntaxError(try take { $0.isDelimiter }, "a comma is missing after '\(whole)'")
            }
            return Word(name: name, value: inner, form: .parenthesized, whole: whole)
        default:
            return Word(name: name, value: name[name.endIndex...], form: .bare, whole: name)
        }
    }

    /// The slice up to a scalar that ends it, which is not looked for inside parentheses and quotes.
    private mutating func take(until isEnd: (Unicode.Scalar) -> Bool) throws(FlowSyntaxError) -> Substring {
        let text = rest
        while let scalar = rest.unicodeScalars.first, !isEnd(scalar) {
            switch scalar {
            case "(": _ = try takeParentheses()
            case ")": throw FlowSyntaxError(rest.prefix(1), "')' without '('")
            case "\"": try skipQuotes()
            default: rest.unicodeScalars.removeFirst()
            }
        }
        return text[..<rest.startIndex]
    }

    /// What is between the parenthesis that is next and the one that closes it, however deep others stand in it.
    private mutating func takeParentheses() throws(FlowSyntaxError) -> Substring {
        let text = rest
        var open: [Substring] = []
        while let scalar = rest.unicodeScalars.first {
            let start = rest
            if scalar == "\"" {
                try skipQuotes()
                continue
            }
            rest.unicodeScalars.removeFirst()
            if scalar == "(" { open.append(start.prefix(1)) }
            if scalar == ")" {
                open.removeLast()
                guard open.isEmpty else { continue }
                return text[text.unicodeScalars.index(after: text.startIndex)..<start.startIndex]
            }
        }
        throw FlowSyntaxError(open.last ?? text.prefix(1), "'(' without ')'")
    }

    private mutating func skipQuotes() throws(FlowSyntaxError) {
        let open = rest.prefix(1)
        rest.unicodeScalars.removeFirst()
        while let scalar = rest.unicodeScalars.popFirst() {
            if scalar == "\"" { return }
            if scalar == "\\" { _ = rest.unicodeScalars.popFirst() }
        }
        throw FlowSyntaxError(open, "the quotation mark is not closed")
    }

    private mutating func skip(while isSkipped: (Unicode.Scalar) -> Bool) {
        while let scalar = rest.unicodeScalars.first, isSkipped(scalar) { rest.unicodeScalars.removeFirst() }
    }

    /// The text from `word`'s value on, as where "actions=" takes all the rest.
    func remainder(from word: Word) -> Substring { rest.base[word.value.startIndex..<rest.endIndex] }
}

/// One word of a list.
struct Word {
    enum Form { case bare, assigned, parenthesized }

    var name: Substring
    /// Empty for a bare word.
    var value: Substring
    var form: Form
    var whole: Substring

    /// The name as known words are written.
    var key: String { name.lowercased() }

    /// Throws when the word has no value.
    func requireValue(_ what: String) throws(FlowSyntaxError) -> Substring {
        guard form != .bare, !value.isEmpty else { throw FlowSyntaxError(whole, "\(name) needs \(what)") }
        return value
    }

    func requireNoValue() throws(FlowSyntaxError) {
        guard form == .bare || value.isEmpty else { throw FlowSyntaxError(value, "\(name) takes no value") }
    }
}

/// Refuses words that say something twice.
struct UniqueWords {
    private var keys: Set<String> = []

    /// Throws when a word with this name has been passed before.
    mutating func add(_ word: Word) throws(FlowSyntaxError) {
        guard keys.insert(word.key).inserted else { throw FlowSyntaxError(word.whole, "\(word.name) occurs twice") }
    }
}

extension Unicode.Scalar {
    fileprivate var isDelimiter: Bool { self == "," || self == " " || self == "\t" || self == "\r" || self == "\n" }
}

extension Substring {
    /// The two parts around the first `separator`; nil when there is none.
    func halves(_ separator: Character) -> (Substring, Substring)? {
        guard let middle = firstIndex(of: separator) else { return nil }
        return (self[..<middle], self[index(after: middle)...])
    }

    /// The parts around the first "->".
    var arrowHalves: (Substring, Substring)? {
        var index = startIndex
        while index < endIndex {
            if self[index...].hasPrefix("->") { return (self[..<index], self[index...].dropFirst(2)) }
            formIndex(after: &index)
        }
        return nil
    }

    /// Without the double quotes around it and the backslashes in it, if there are any.
    var unquoted: String {
        guard count >= 2, first == "\"", last == "\"" else { return String(self) }
        var text = ""
        var isEscaped = false
        for character in dropFirst().dropLast() {
            if character == "\\", !isEscaped {
                isEscaped = true
            } else {
                text.append(character)
                isEscaped = false
            }
        }
        return text
    }
}
