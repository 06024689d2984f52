/// Numbers and addresses as the syntax has them, each with the error that says what would be right.
enum NumberSyntax {
    /// A decimal number, or a hexadecimal one with 0x before it; nil for anything else and for more than 128 bits.
    ///
    /// Leading zeros are refused, because some tools read them as octal.
    static func number(_ text: some StringProtocol) -> UInt128? {
        let lower = text.lowercased()
        if lower.hasPrefix("0x") {
            let digits = lower.dropFirst(2)
            return digits.utf8.allSatisfy(\.isHexDigit) ? UInt128(digits, radix: 16) : nil
        }
        guard lower.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), lower == "0" || lower.first != "0" else {
            return nil
        }
        return UInt128(lower)
    }

    /// A number from `range`.
    static func read<Number: FixedWidthInteger & UnsignedInteger>(
        _ text: Substring,
        for name: some StringProtocol,
        in range: ClosedRange<Number> = 0...Number.max
    ) throws(FlowSyntaxError) -> Number {
        let allowed = "\(name) takes a number from \(range.lowerBound) to \(range.upperBound)"
        guard let number = number(text) else { throw FlowSyntaxError(text, "'\(text)' is no number; \(allowed)") }
        guard number >= UInt128(range.lowerBound), number <= UInt128(range.upperBound) else {
            throw FlowSyntaxError(text, "\(text) is out of range; \(allowed)")
        }
        return Number(number)
    }

    /// "00:11:22:33:44:55", with one or two digits in each part.
    static func ethernetAddress(_ text: some StringProtocol) -> UInt64? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 6 else { return nil }
        var address: UInt64 = 0
        for part in parts {
            guard (1...2).contains(part.utf8.count), part.utf8.allSatisfy(\.isHexDigit),
                let byte = UInt8(part, radix: 16)
            else { return nil }
            address = address << 8 | UInt64(byte)
        }
        return address
    }

    /// "10.0.0.1".
    static func ipv4Address(_ text: some StringProtocol) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var address: UInt32 = 0
        for part in parts {
            guard (1...3).contains(part.utf8.count), part.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
                let byte = UInt8(part)
            else { return nil }
            address = address << 8 | UInt32(byte)
        }
        return address
    }

    /// All forms of RFC 4291 §2.2: eight groups, "::" for a run of zeros, an IPv4 address for the last two groups.
    static func ipv6Address(_ text: some StringProtocol) -> UInt128? {
        let text = String(text)
        guard let gap = doubleColon(in: text) else {
            guard let groups = groups(text[...]), groups.count == 8 else { return nil }
            return value(of: groups)
        }
        let (head, tail) = (text[..<gap], text[gap...].dropFirst(2))
        guard let head = head.isEmpty ? [] : groups(head), let tail = tail.isEmpty ? [] : groups(tail),
            head.count + tail.count < 8
        else { return nil }
        return value(of: head + [UInt16](repeating: 0, count: 8 - head.count - tail.count) + tail)
    }

    private static func doubleColon(in text: String) -> String.Index? {
        var index = text.startIndex
        while index < text.endIndex {
            if text[index...].hasPrefix("::") { return index }
            text.formIndex(after: &index)
        }
        return nil
    }

    private static func groups(_ text: Substring) -> [UInt16]? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        var groups: [UInt16] = []
        for (index, part) in parts.enumerated() {
            if index == parts.count - 1, part.contains(".") {
                guard let address = ipv4Address(part) else { return nil }
                groups += [UInt16(address >> 16), UInt16(truncatingIfNeeded: address)]
            } else {
                guard (1...4).contains(part.utf8.count), part.utf8.allSatisfy(\.isHexDigit),
                    let group = UInt16(part, radix: 16)
                else { return nil }
                groups.append(group)
            }
        }
        return groups
    }

    private static func value(of groups: [UInt16]) -> UInt128 { groups.reduce(0) { $0 << 16 | UInt128($1) } }

    /// Pairs of hexadecimal digits, with or without 0x before them.
    static func bytes(_ text: Substring) throws(FlowSyntaxError) -> [UInt8] {
        let digits = text.hasPrefix("0x") || text.hasPrefix("0X") ? text.dropFirst(2) : text
        let values = digits.utf8.map { $0.hexDigitValue }
        if let wrong = values.firstIndex(of: nil) {
            let place = digits.utf8.index(digits.startIndex, offsetBy: wrong)
            throw FlowSyntaxError(digits[place...].prefix(1), "'\(digits[place...].prefix(1))' is no hexadecimal digit")
        }
        guard values.count.isMultiple(of: 2) else {
            throw FlowSyntaxError(digits.suffix(1), "an odd number of hexadecimal digits; a byte has two")
        }
        return stride(from: 0, to: values.count, by: 2).map { (values[$0] ?? 0) << 4 | (values[$0 + 1] ?? 0) }
    }

    /// "1.5s" in nanoseconds; up to nine decimals.
    static func duration(_ text: Substring) throws(FlowSyntaxError) -> UInt64 {
        let number = text.last == "s" ? text.dropLast() : text
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        let decimals = parts.count == 2 ? parts[1] : "0"
        guard (1...2).contains(parts.count), (1...9).contains(decimals.utf8.count),
            (parts[0] + decimals).utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let seconds = UInt64(parts[0]),
            let fraction = UInt64(decimals + String(repeating: "0", count: 9 - decimals.utf8.count)),
            seconds <= (UInt64.max - fraction) / 1_000_000_000
        else { throw FlowSyntaxError(text, "'\(text)' is no time; write seconds such as 1.5s") }
        return seconds * 1_000_000_000 + fraction
    }
}

extension UInt8 {
    fileprivate var isHexDigit: Bool { hexDigitValue != nil }

    fileprivate var hexDigitValue: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x41 + 10
        case 0x61...0x66: self - 0x61 + 10
        default: nil
        }
    }
}
