public import OpenFlow

/// The names of a switch's ports, to read and to print. Names that two ports share are none.
public struct PortNames: Sendable {
    private let numbers: [String: PortNumber]
    private let names: [PortNumber: String]

    public static let none = PortNames([])

    public init(_ ports: [PortDescription]) {
        let byName = Dictionary(grouping: ports, by: \.name).filter { !$0.key.isEmpty && $0.value.count == 1 }
        numbers = byName.compactMapValues { $0.first?.number }
        names = Dictionary(byName.compactMap { name, ports in ports.first.map { ($0.number, name) } }) { $1 }
    }

    public func number(of name: String) -> PortNumber? { numbers[name] }

    /// The name as it stands in a flow, in quotes unless it is a letter followed by letters and digits; the number or
    /// reserved name of a port that has none.
    public func text(of number: PortNumber) -> String {
        guard number.isOrdinary, let name = names[number] else { return number.text }
        return Self.quoted(name)
    }

    static func quoted(_ name: String) -> String {
        let isPlain =
            name.first?.isASCII == true && name.first?.isLetter == true
            && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        guard !isPlain else { return name }
        var text = "\""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "\"", "\\": text += "\\" + String(scalar)
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }
}

extension PortNames {
    /// What a port number follows in the texts about flows, groups and statistics.
    private static let introductions = [
        "in_port=", "output:", "enqueue:", "watch_port:", "out_port=", "  port ", " port ",
    ]

    /// A text about flows, groups, ports or queues with names in place of the numbers of ports.
    public func replacingNumbers(in text: String) -> String {
        guard !names.isEmpty else { return text }
        var result = ""
        var rest = text[...]
        while let found = firstNumber(in: rest) {
            result += rest[..<found.range.lowerBound] + self.text(of: found.number)
            rest = rest[found.range.upperBound...]
        }
        return result + rest
    }

    /// The next number behind one of the introductions that belongs to a port with a name.
    private func firstNumber(in text: Substring) -> (range: Range<Substring.Index>, number: PortNumber)? {
        var index = text.startIndex
        while index < text.endIndex {
            guard let start = Self.introductions.lazy.compactMap({ text.end(of: $0, at: index) }).first else {
                index = text.index(after: index)
                continue
            }
            let first = text[start...].prefix { $0 == " " }.endIndex
            let digits = text[first...].prefix { $0.isASCII && $0.isNumber }
            if let number = UInt32(digits), names[PortNumber(number)] != nil {
                return (first..<digits.endIndex, PortNumber(number))
            }
            index = start
        }
        return nil
    }
}

extension Substring {
    /// Where `word` ends, if it stands at `index`.
    fileprivate func end(of word: String, at index: Index) -> Index? {
        guard self[index...].hasPrefix(word) else { return nil }
        return self.index(index, offsetBy: word.count)
    }
}
