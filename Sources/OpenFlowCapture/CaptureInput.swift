import Glibc
import OpenFlow
import Ports

/// Where OpenFlow is looked for: a file, standard input, or text that a person has typed.
public enum CaptureInput: Sendable {
    /// A capture, or hexadecimal text.
    case file(String)
    case standardInput
    case text(String)

    /// "-" is standard input; one word that names a file is that file; everything else is hexadecimal text.
    public init(words: [String]) {
        if words == ["-"] {
            self = .standardInput
        } else if words.count == 1, access(words[0], F_OK) == 0 {
            self = .file(words[0])
        } else {
            self = .text(words.joined(separator: " "))
        }
    }

    /// Reports everything that is found. Errors: `PortError` for files that cannot be read, `HexTextError` for text.
    public func search(ports: Set<UInt16>, _ report: (Finding) -> Void) throws {
        switch self {
        case .file(let path): try Self.search(path, descriptor: nil, ports: ports, report)
        case .standardInput: try Self.search("standard input", descriptor: STDIN_FILENO, ports: ports, report)
        case .text(let text): OpenFlowCapture.search(try HexText.bytes(of: text), report)
        }
    }

    private static func search(
        _ path: String,
        descriptor: Int32?,
        ports: Set<UInt16>,
        _ report: (Finding) -> Void
    ) throws {
        let opened = descriptor ?? open(path, O_RDONLY | O_CLOEXEC)
        guard opened >= 0 else { throw PortError("read", on: path, code: errno) }
        defer { if descriptor == nil { close(opened) } }
        let head = try read(4, from: opened, path)
        guard OpenFlowCapture.isCapture(head) else {
            let bytes = head + (try read(.max, from: opened, path))
            OpenFlowCapture.search(try HexText.bytes(of: String(decoding: bytes, as: UTF8.self)), report)
            return
        }
        if descriptor == nil, isRegularFile(opened) {
            return try OpenFlowCapture.search(file: path, ports: ports, report)
        }
        let copy = try temporaryCopy(head + (try read(.max, from: opened, path)))
        defer { close(copy) }
        try OpenFlowCapture.search(file: "/proc/self/fd/\(copy)", ports: ports, report)
    }

    /// Others, such as pipes, can be read only once.
    private static func isRegularFile(_ descriptor: Int32) -> Bool {
        var status = stat()
        return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    private static func read(_ limit: Int, from descriptor: Int32, _ path: String) throws(PortError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65536)
        while bytes.count < limit {
            let count = Glibc.read(descriptor, &chunk, min(chunk.count, limit - bytes.count))
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw PortError("read", on: path, code: errno) }
            if count == 0 { break }
            bytes += chunk[..<count]
        }
        return bytes
    }

    /// libpcap reads captures from files alone. This one has no name any more, so that nothing of it stays behind.
    private static func temporaryCopy(_ bytes: [UInt8]) throws(PortError) -> Int32 {
        var template = Array("/tmp/ofswitch-capture-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        let path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress.unsafelyUnwrapped) }
        guard descriptor >= 0 else { throw PortError("make a temporary file", on: path, code: errno) }
        unlink(path)
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let code = errno
                close(descriptor)
                throw PortError("write", on: path, code: code)
            }
            rest = rest.dropFirst(count)
        }
        return descriptor
    }
}
