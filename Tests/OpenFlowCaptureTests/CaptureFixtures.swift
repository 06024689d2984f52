import Foundation
import OpenFlow
import OpenFlowCapture
import Ports
import Testing

/// Everything that is found in a capture of `Fixtures`, which `make_captures.py` writes.
func findings(
    in name: String,
    ports: Set<UInt16> = OpenFlowCapture.defaultPorts
) throws -> [Finding] {
    let file = try #require(Bundle.module.url(forResource: name, withExtension: nil, subdirectory: "Fixtures"))
    var findings: [Finding] = []
    try OpenFlowCapture.search(file: file.path, ports: ports) { findings.append($0) }
    return findings
}

func findings(in bytes: [UInt8]) -> [Finding] {
    var findings: [Finding] = []
    OpenFlowCapture.search(bytes) { findings.append($0) }
    return findings
}

extension Finding {
    /// The message's name, or in a word what is wrong.
    var summary: String {
        switch content {
        case .message(let envelope, let version, _): envelope.message.name(in: version)
        case .undecoded(_, _, let error): error.code.name
        case .skipped(_, let count): "skipped \(count)"
        case .cut(let bytes, let needed): "cut \(bytes.count) of \(needed.map(String.init) ?? "?")"
        case .gap(let count): "gap \(count)"
        case .encrypted: "encrypted"
        case .fragments(let count): "fragments \(count)"
        }
    }
}

extension [Finding] {
    var summaries: [String] { map(\.summary) }
}
