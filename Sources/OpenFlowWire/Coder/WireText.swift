/// Texts in fields of fixed size: UTF-8, cut at a character's border; bytes that are no UTF-8 read as question marks.
enum WireText {
    static func decode(_ field: UnsafeRawBufferPointer) -> String {
        let bytes = field.prefix { $0 != 0 }
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        return String(decoding: bytes.map { $0 < 0x80 ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
    }

    /// At most `limit` bytes, none of them NUL.
    static func encode(_ text: String, limit: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        for character in text.unicodeScalars {
            let encoded = UTF8.encode(character).unsafelyUnwrapped
            guard character != "\0", bytes.count + encoded.count <= limit else { break }
            bytes.append(contentsOf: encoded)
        }
        return bytes
    }
}
