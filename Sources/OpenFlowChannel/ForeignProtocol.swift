/// What a peer that does not speak OpenFlow seems to speak: for the log, since a wrong port is a common mistake.
enum ForeignProtocol {
    /// A guess from the first bytes; nil when they say nothing.
    static func guess(_ bytes: some Collection<UInt8>) -> String? {
        if bytes.starts(with: [0x16, 0x03]) || bytes.starts(with: [0x15, 0x03]) { return "TLS" }
        if bytes.starts(with: "{".utf8) { return "JSON (OVSDB?)" }
        if bytes.starts(with: "SSH-".utf8) { return "SSH" }
        let isHTTP = httpStarts.contains { start in bytes.count >= start.utf8.count && bytes.starts(with: start.utf8) }
        return isHTTP ? "HTTP" : nil
    }

    private static let httpStarts = [
        "GET ", "POST ", "PUT ", "HEAD ", "DELETE ", "PATCH ", "OPTIONS ", "CONNECT ", "TRACE ", "PRI ", "HTTP/",
    ]

    /// The first bytes as people like to see them: hexadecimal, and as text where they are.
    static func excerpt(_ bytes: some Collection<UInt8>) -> String {
        let hex = bytes.prefix(8).map { hexByte($0) }.joined(separator: " ")
        let text = String(decoding: bytes.prefix(8).map { (0x20...0x7e).contains($0) ? $0 : 0x2e }, as: UTF8.self)
        return "\(hex) \"\(text)\""
    }

    static func hexByte(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return byte < 0x10 ? "0\(digits)" : digits
    }
}
