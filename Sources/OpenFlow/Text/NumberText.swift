/// Numbers and addresses as ovs-ofctl prints them; used by all the other printers of this folder.
enum NumberText {
    /// "0x1f", with leading zeros up to `digits`.
    static func hex(_ value: some BinaryInteger, digits: Int = 1) -> String { "0x" + bareHex(value, digits: digits) }

    static func bareHex(_ value: some BinaryInteger, digits: Int) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }

    static func decimal(_ value: some BinaryInteger, digits: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }

    /// The lower 48 bits.
    static func ethernetAddress(_ value: UInt64) -> String {
        stride(from: 40, through: 0, by: -8).map { bareHex(UInt8(truncatingIfNeeded: value >> UInt64($0)), digits: 2) }
            .joined(separator: ":")
    }

    static func ipv4Address(_ value: UInt32) -> String {
        stride(from: 24, through: 0, by: -8).map { String(UInt8(truncatingIfNeeded: value >> UInt32($0))) }
            .joined(separator: ".")
    }

    /// The canonical form of RFC 5952: the longest run of two or more zero groups becomes "::".
    ///
    /// The two kinds of address that hold an IPv4 address (`::1.2.3.4`, `::ffff:1.2.3.4`) end with it.
    static func ipv6Address(_ value: UInt128) -> String {
        let groups = (0..<8).map { UInt16(truncatingIfNeeded: value >> UInt128(112 - 16 * $0)) }
        let zeros = longestZeroRun(groups)
        let holdsIPv4 = zeros == 0..<6 || (zeros == 0..<5 && groups[5] == 0xffff)
        var parts = groups.map { String($0, radix: 16) }
        if holdsIPv4 { parts.replaceSubrange(6..<8, with: [ipv4Address(UInt32(truncatingIfNeeded: value))]) }
        guard zeros.count >= 2 else { return parts.joined(separator: ":") }
        return parts[..<zeros.lowerBound].joined(separator: ":") + "::"
            + parts[zeros.upperBound...].joined(separator: ":")
    }

    private static func longestZeroRun(_ groups: [UInt16]) -> Range<Int> {
        var best = 0..<0
        var start = 0
        for index in groups.indices {
            if groups[index] != 0 {
                start = index + 1
            } else if index + 1 - start > best.count {
                best = start..<index + 1
            }
        }
        return best
    }

    /// The length of a mask that is ones followed by zeros; nil for any other.
    static func prefixLength<Mask: FixedWidthInteger>(_ mask: Mask) -> Int? {
        let ones = (~mask).leadingZeroBitCount
        let isPrefix = ones == Mask.bitWidth || mask << Mask(ones) == 0
        return isPrefix ? ones : nil
    }

    /// Seconds without decimals, with three, or with as many as it takes; `nanoseconds` is the whole time.
    static func duration(nanoseconds: UInt64) -> String {
        let (seconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        if rest == 0 { return "\(seconds)s" }
        if rest % 1_000_000 == 0 { return "\(seconds).\(decimal(rest / 1_000_000, digits: 3))s" }
        var decimals = decimal(rest, digits: 9)
        while decimals.last == "0" { decimals.removeLast() }
        return "\(seconds).\(decimals)s"
    }
}
