/// Bytes in lines of sixteen, as ovs-ofctl prints what it has no better words for:
/// "00000000  61 72 65 20 79 6f 75 20-74 68 65 72 65          |are you there   |".
public enum HexDump {
    private static let bytesPerLine = 16

    /// The lines, without a line end after the last; empty for no bytes. `ascii` adds the column on the right.
    public static func text(_ bytes: some Collection<UInt8>, ascii: Bool = true) -> String {
        let bytes = Array(bytes)
        return stride(from: 0, to: bytes.count, by: bytesPerLine)
            .map { line(bytes[$0..<min($0 + bytesPerLine, bytes.count)], ascii: ascii) }
            .joined(separator: "\n")
    }

    /// All digits in one row, "0x616263"; empty for no bytes.
    public static func row(_ bytes: some Collection<UInt8>) -> String {
        bytes.isEmpty ? "" : "0x" + bytes.map { NumberText.bareHex($0, digits: 2) }.joined()
    }

    private static func line(_ bytes: ArraySlice<UInt8>, ascii: Bool) -> String {
        var text = NumberText.bareHex(bytes.startIndex, digits: 8) + "  "
        for (index, byte) in bytes.enumerated() {
            text += NumberText.bareHex(byte, digits: 2) + (index == bytesPerLine / 2 - 1 ? "-" : " ")
        }
        guard ascii else {
            if text.last == " " { text.removeLast() }
            return text
        }
        let missing = bytesPerLine - bytes.count
        let printed = bytes.map { (0x20...0x7e).contains($0) ? String(UnicodeScalar($0)) : "." }.joined()
        return text + String(repeating: "   ", count: missing) + "|" + printed + String(repeating: " ", count: missing)
            + "|"
    }
}
