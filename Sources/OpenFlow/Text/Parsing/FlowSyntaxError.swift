/// What is wrong in a text, where, and what would be right.
public struct FlowSyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The whole text that was read.
    public var text: String
    /// UTF-8 bytes from its start to the wrong word.
    public var offset: Int
    /// UTF-8 bytes of the wrong word; 0 where one is missing.
    public var length: Int
    /// "unknown field 'nw_scr'; did you mean nw_src?"
    public var message: String

    public init(text: String, offset: Int, length: Int, message: String) {
        self.text = text
        self.offset = offset
        self.length = length
        self.message = message
    }

    /// Three lines: the message, the line of the text that holds the word, and carets under the word.
    public var description: String {
        let bytes = Array(text.utf8)
        let newline = UInt8(ascii: "\n")
        let start = (bytes[..<offset].lastIndex(of: newline) ?? -1) + 1
        let end = bytes[offset...].firstIndex(of: newline) ?? bytes.count
        let marked = min(max(offset + length, offset), end)
        // A tab is kept, so that the carets stand under the word however wide it is shown.
        let before = String(decoding: bytes[start..<offset], as: UTF8.self).map { $0 == "\t" ? "\t" : " " as Character }
        let width = String(decoding: bytes[offset..<marked], as: UTF8.self).count
        let line = String(decoding: bytes[start..<end], as: UTF8.self)
        return "\(message)\n\(line)\n\(String(before))\(String(repeating: "^", count: max(1, width)))"
    }
}

extension FlowSyntaxError {
    /// About a word that is part of the text.
    init(_ word: Substring, _ message: String) {
        let text = word.base
        self.init(
            text: text,
            offset: text.utf8.distance(from: text.startIndex, to: word.startIndex),
            length: word.utf8.count,
            message: message
        )
    }
}

/// The nearest of the words that would have been right.
enum Suggestion {
    /// "; did you mean nw_src?", or nothing when no known word is near.
    static func text(for word: Substring, among known: some Sequence<String>) -> String {
        let wrong = Array(word.lowercased().utf8)
        let limit = wrong.count <= 3 ? 1 : wrong.count <= 6 ? 2 : 3
        var best: (word: String, distance: Int)?
        for candidate in known where abs(candidate.utf8.count - wrong.count) <= limit {
            let distance = distance(wrong, Array(candidate.lowercased().utf8))
            if distance <= limit, distance < candidate.utf8.count, distance < best?.distance ?? .max {
                best = (candidate, distance)
            }
        }
        return best.map { "; did you mean \($0.word)?" } ?? ""
    }

    /// How many letters to add, drop, change or swap with their neighbour (optimal string alignment).
    private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var before: [Int] = []
        var last = Array(0...b.count)
        for i in a.indices {
            var row = [i + 1]
            for j in b.indices {
                var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
                row.append(cost)
            }
            (before, last) = (last, row)
        }
        return last[b.count]
    }
}
