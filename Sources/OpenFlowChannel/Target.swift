/// Where a connection goes to or comes from, as people write it on the command line.
///
///     tcp:HOST[:PORT]      connect          HOST is a name, an IPv4 address or an IPv6 address in brackets
///     HOST[:PORT]          the same
///     unix:PATH            connect
///     ptcp:[PORT][:HOST]   listen           HOST is 127.0.0.1 when it is not given; port 0 takes any free one
///     punix:PATH           listen
///     embedded             the controller in this process
///
/// The port is 6653 when it is not given. `tls:` and `ptls:` (and their other names `ssl:` and `pssl:`) are known to the
/// grammar and refused: they become two further cases here when the channel can speak TLS.
public enum Target: Hashable, Sendable {
    case tcp(host: String, port: UInt16)
    case unix(path: String)
    case passiveTCP(host: String, port: UInt16)
    case passiveUnix(path: String)
    case embedded

    /// The port that IANA has given to OpenFlow.
    public static let defaultPort: UInt16 = 6653
    /// Who may connect to a `ptcp:` target that names no host: this machine.
    public static let defaultListenHost = "127.0.0.1"

    /// True for the targets that wait for others to connect.
    public var isPassive: Bool {
        switch self {
        case .passiveTCP, .passiveUnix: true
        case .tcp, .unix, .embedded: false
        }
    }

    /// Reads a target; the error says what is wrong and what would be right.
    public init(_ text: String) throws(TargetError) {
        let (scheme, rest) = Self.splitScheme(text)
        switch scheme {
        case "tcp":
            self = try Self.active(rest, in: text)
        case "ptcp":
            self = try Self.passive(rest, in: text)
        case "unix":
            self = .unix(path: try Self.path(rest, in: text))
        case "punix":
            self = .passiveUnix(path: try Self.path(rest, in: text))
        case "tls", "ssl":
            throw TargetError(text, "TLS is not supported yet; use tcp:HOST[:PORT]")
        case "ptls", "pssl":
            throw TargetError(text, "TLS is not supported yet; use ptcp:[PORT][:HOST]")
        default:
            if text == "embedded" {
                self = .embedded
            } else if text.isEmpty {
                throw TargetError(text, "a target is empty; write tcp:HOST[:PORT], for example tcp:127.0.0.1:6653")
            } else if text.contains("/") {
                throw TargetError(text, "this looks like a path; write unix:PATH to connect or punix:PATH to listen")
            } else {
                self = try Self.active(text[...], in: text)
            }
        }
    }
}

/// A target that cannot be read.
public struct TargetError: Error, Hashable, CustomStringConvertible {
    public var target: String
    public var problem: String

    init(_ target: String, _ problem: String) {
        self.target = target
        self.problem = problem
    }

    public var description: String { "target \"\(target)\": \(problem)" }
}

extension Target: CustomStringConvertible {
    /// The target in the grammar above, with nothing left out.
    public var description: String {
        switch self {
        case .tcp(let host, let port): "tcp:\(Self.bracketed(host)):\(port)"
        case .unix(let path): "unix:\(path)"
        case .passiveTCP(let host, let port): "ptcp:\(port):\(Self.bracketed(host))"
        case .passiveUnix(let path): "punix:\(path)"
        case .embedded: "embedded"
        }
    }

    private static func bracketed(_ host: String) -> String { host.contains(":") ? "[\(host)]" : host }
}

extension Target {
    private static let schemes: Set<String> = ["tcp", "ptcp", "unix", "punix", "tls", "ssl", "ptls", "pssl"]

    private static func splitScheme(_ text: String) -> (scheme: String, rest: Substring) {
        guard let colon = text.firstIndex(of: ":"), schemes.contains(String(text[..<colon])) else {
            return ("", text[...])
        }
        return (String(text[..<colon]), text[text.index(after: colon)...])
    }

    /// HOST[:PORT]
    private static func active(_ rest: Substring, in text: String) throws(TargetError) -> Target {
        let (host, port) = try splitHost(rest, in: text)
        guard let port else { return .tcp(host: host, port: defaultPort) }
        let number = try Self.port(port, in: text)
        guard number != 0 else { throw TargetError(text, "nobody can connect to port 0; use a port of 1 to 65535") }
        return .tcp(host: host, port: number)
    }

    /// [PORT][:HOST]
    private static func passive(_ rest: Substring, in text: String) throws(TargetError) -> Target {
        let colon = rest.firstIndex(of: ":") ?? rest.endIndex
        let portText = rest[..<colon]
        guard portText.allSatisfy(\.isNumber) else {
            throw TargetError(text, "the port comes first: ptcp:[PORT][:HOST], for example ptcp:6654:127.0.0.1")
        }
        let port = portText.isEmpty ? defaultPort : try Self.port(portText, in: text)
        guard colon < rest.endIndex else { return .passiveTCP(host: defaultListenHost, port: port) }
        let (host, surplus) = try splitHost(rest[rest.index(after: colon)...], in: text)
        guard surplus == nil else {
            throw TargetError(text, "the port comes first: ptcp:[PORT][:HOST], for example ptcp:6654:127.0.0.1")
        }
        return .passiveTCP(host: host, port: port)
    }

    /// Takes `HOST:rest` or `[IPv6]:rest` apart; without the colon the second part is nil.
    private static func splitHost(
        _ text: Substring,
        in target: String
    ) throws(TargetError) -> (host: String, rest: Substring?) {
        if text.first == "[" {
            guard let end = text.firstIndex(of: "]") else {
                throw TargetError(target, "the bracket of the IPv6 address is not closed; write [::1]")
            }
            let host = text[text.index(after: text.startIndex)..<end]
            guard host.contains(":"), host.allSatisfy(isPartOfIPv6) else {
                throw TargetError(target, "\"\(host)\" in brackets is not an IPv6 address; write for example [::1]")
            }
            let rest = text[text.index(after: end)...]
            guard !rest.isEmpty else { return (String(host), nil) }
            guard rest.first == ":" else {
                throw TargetError(target, "\"\(rest)\" follows the bracket; only :PORT can stand there")
            }
            return (String(host), rest.dropFirst())
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count <= 2 else {
            let isIPv6 = text.prefix { $0 != "%" }.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." }
            let hint = isIPv6 ? "an IPv6 address stands in brackets: [::1]" : grammarHint
            throw TargetError(target, "more than one colon; \(hint)")
        }
        let host = parts[0]
        guard !host.isEmpty else { throw TargetError(target, "the host is missing; \(grammarHint)") }
        guard host.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-._".contains($0)) }) else {
            throw TargetError(target, "\"\(host)\" is not a host name or address; \(grammarHint)")
        }
        return (String(host), parts.count == 2 ? parts[1] : nil)
    }

    private static let grammarHint =
        "write tcp:HOST[:PORT], unix:PATH, ptcp:[PORT][:HOST], punix:PATH or embedded"

    private static func isPartOfIPv6(_ character: Character) -> Bool {
        // A scope such as %eth0 may follow the digits.
        character.isASCII && (character.isLetter || character.isNumber || ":.%-_".contains(character))
    }

    private static func port(_ text: Substring, in target: String) throws(TargetError) -> UInt16 {
        guard text.allSatisfy(\.isNumber), let number = UInt16(text) else {
            throw TargetError(target, "\"\(text)\" is not a port; use a number of 0 to 65535")
        }
        return number
    }

    private static func path(_ text: Substring, in target: String) throws(TargetError) -> String {
        guard !text.isEmpty else {
            throw TargetError(target, "the path is missing; write for example unix:/run/s1.sock")
        }
        // sun_path holds 108 bytes, one of them the final zero.
        guard text.utf8.count <= 107 else {
            throw TargetError(
                target,
                "the path has \(text.utf8.count) bytes, a Unix socket's has at most 107; use a shorter one"
            )
        }
        return String(text)
    }
}
