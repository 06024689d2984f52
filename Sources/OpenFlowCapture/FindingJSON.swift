import OpenFlow
import OpenFlowWire

extension Finding {
    /// One JSON object in one line: time, source, destination, offset; of messages version, xid, type, length and text,
    /// of everything else "problem" with its kind, and the bytes in hexadecimal. What is not known is left out.
    public var json: String {
        var members: [String] = []
        if let time { members.append("\"time\":\(JSONText.quoted(TimeText.text(nanoseconds: time)))") }
        if let direction {
            members.append("\"source\":\(JSONText.quoted(direction.source.description))")
            members.append("\"destination\":\(JSONText.quoted(direction.destination.description))")
        }
        members.append("\"offset\":\(offset)")
        return "{" + (members + contentMembers).joined(separator: ",") + "}"
    }

    private var contentMembers: [String] {
        let textMember =
            "\"text\":" + JSONText.quoted(Finding(time: nil, direction: nil, offset: offset, content: content).text)
        switch content {
        case .message(let envelope, let version, let header):
            return header.members(version: version.text, type: JSONText.quoted(envelope.message.name(in: version)))
                + [textMember]
        case .undecoded(let bytes, let header, let error):
            let version = OpenFlowVersion(rawValue: header.version)?.text ?? "\(header.version)"
            return header.members(version: version, type: "\(header.type)")
                + ["\"problem\":\"decode\"", "\"error\":\(JSONText.quoted(error.code.name))", data(bytes), textMember]
        case .skipped(let head, let count):
            return ["\"problem\":\"no OpenFlow\"", "\"length\":\(count)", data(head), textMember]
        case .cut(let bytes, _):
            return ["\"problem\":\"cut\"", "\"length\":\(bytes.count)", data(bytes), textMember]
        case .gap(let count): return ["\"problem\":\"gap\"", "\"length\":\(count)", textMember]
        case .encrypted: return ["\"problem\":\"TLS\"", textMember]
        case .fragments(let count): return ["\"problem\":\"fragments\"", "\"frames\":\(count)", textMember]
        }
    }

    private func data(_ bytes: [UInt8]) -> String { "\"data\":\"\(HexDump.row(bytes).dropFirst(2))\"" }
}

extension MessageHeader {
    fileprivate func members(version: String, type: String) -> [String] {
        ["\"version\":\(JSONText.quoted(version))", "\"xid\":\(xid)", "\"type\":\(type)", "\"length\":\(length)"]
    }
}

enum JSONText {
    /// A string with its quotes (RFC 8259 §7).
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{0}"..."\u{1f}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
