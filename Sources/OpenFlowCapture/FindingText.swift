import OpenFlow
import OpenFlowWire

extension Finding {
    /// Time, direction and message, or what is wrong and the bytes; without a line end after the last line.
    public var text: String {
        var lead = time.map { TimeText.text(nanoseconds: $0) + " " } ?? ""
        if let direction { lead += "\(direction.source) > \(direction.destination): " }
        return lead + contentText
    }

    private var contentText: String {
        switch content {
        case .message(let envelope, let version, _): envelope.text(in: version, quoted: Self.quotedText)
        case .undecoded(let bytes, let header, let error):
            "***\(error.text)*** in \(header.text) at byte \(offset)\n\(HexDump.text(bytes))"
        case .skipped(let head, let count):
            "***no OpenFlow*** in \(Self.bytes(count)) at byte \(offset)\n\(HexDump.text(head))"
                + (head.count < count ? "\n… \(Self.bytes(count - head.count)) more" : "")
        case .cut(let bytes, let needed):
            "***cut off after \(Self.bytes(bytes.count))\(needed.map { " of \($0)" } ?? "")*** at byte \(offset)\n"
                + HexDump.text(bytes)
        case .gap(let count): "***\(Self.bytes(count)) missing in the capture*** at byte \(offset)"
        case .encrypted: "***TLS: cannot be read***"
        case .fragments(let count): "***IP fragments are not put together: \(count) frames left out***"
        }
    }

    private static func bytes(_ count: Int) -> String { count == 1 ? "1 byte" : "\(count) bytes" }

    /// What an error quotes: the message when all of it is there and right, else its bytes. An error in an error is
    /// not followed further, so that no nesting is too deep.
    private static func quotedText(_ bytes: [UInt8]) -> String? {
        guard let header = bytes.withUnsafeBytes({ MessageHeader($0) }), header.isPlausible,
            Int(header.length) == bytes.count, let version = OpenFlowVersion(rawValue: header.version),
            let envelope = try? decodeMessage(bytes[...], header)
        else { return nil }
        return envelope.text(in: version)
    }
}

extension OpenFlowError {
    /// The specification's name of the error, and what was wrong.
    fileprivate var text: String { code.name + (detail.isEmpty ? "" : ": \(detail)") }
}

extension MessageHeader {
    /// What a header says of a message that cannot be printed otherwise.
    fileprivate var text: String {
        let name = OpenFlowVersion(rawValue: version).map { "OpenFlow \($0.text)" } ?? "OpenFlow version \(version)"
        return "\(name) message of type \(type), \(length) bytes, xid \(HexDump.row(xid.bigEndianBytes))"
    }
}

extension UInt32 {
    fileprivate var bigEndianBytes: [UInt8] { stride(from: 24, through: 0, by: -8).map { UInt8(self >> $0 & 0xff) } }
}

/// Times as ISO 8601 writes them, in UTC, with six decimals, or nine where it takes them.
enum TimeText {
    static func text(nanoseconds: UInt64) -> String {
        let (seconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        let (days, second) = seconds.quotientAndRemainder(dividingBy: 86400)
        let date = date(daysSince1970: Int(days))
        let decimals = rest % 1000 == 0 ? padded(rest / 1000, 6) : padded(rest, 9)
        return "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))T"
            + "\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2)).\(decimals)Z"
    }

    /// The Gregorian calendar, counted from 1 March 0000 so that leap days stand at the end of years.
    private static func date(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let (era, dayOfEra) = shifted.quotientAndRemainder(dividingBy: 146_097)
        let year = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * year + year / 4 - year / 100)
        let month = (5 * dayOfYear + 2) / 153
        let isNextYear = month >= 10
        return (
            era * 400 + year + (isNextYear ? 1 : 0), isNextYear ? month - 9 : month + 3,
            dayOfYear - (153 * month + 2) / 5 + 1
        )
    }

    private static func padded(_ number: some BinaryInteger, _ digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
}

/// Addresses as they are written everywhere.
enum AddressText {
    static func ipv4(_ address: UInt32) -> String {
        stride(from: 24, through: 0, by: -8).map { String(address >> UInt32($0) & 0xff) }.joined(separator: ".")
    }

    static func ipv6(_ address: UInt128) -> String {
        // The printer of matches knows the canonical form; its text begins with the name of the field.
        String(Match([FieldMatch(.ipv6Src, address)]).text.dropFirst("ipv6_src=".count))
    }
}
