public import OpenFlow
public import Switch

/// Reads the parts of a configuration as people write them; each error names the text and what would be right.
public enum ConfigurationTexts {
    public typealias Invalid = SwitchConfiguration.Invalid

    private static let portForms =
        "write IF, tap:NAME, pcap:IF or pcap-file:IN:OUT, each with =NUMBER behind it if that matters"

    /// "veth1,tap:tap0=7,pcap-file:in.pcap:out.pcap": ports with commas between them (see `port`).
    public static func ports(_ text: String) throws(Invalid) -> [SwitchConfiguration.Port] {
        var ports: [SwitchConfiguration.Port] = []
        for item in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard !item.isEmpty else { throw Invalid("a port is missing in the ports \"\(text)\": \(portForms)") }
            ports.append(try port(String(item)))
        }
        return ports
    }

    /// One port: "veth1" (a network interface), "tap:NAME" (a tap to be made), "pcap:IF" (an interface by libpcap),
    /// "pcap-file:IN:OUT" (capture files, of which one may be missing); with "=NUMBER" behind it if it is to have that.
    public static func port(_ text: String) throws(Invalid) -> SwitchConfiguration.Port {
        // Names of files may have a "=" of their own: there only digits make it a number.
        let isFiles = text.hasPrefix("pcap-file:")
        let mark = text.lastIndex(of: "=").flatMap { mark in
            isFiles && !text[mark...].dropFirst().allSatisfy(\.isWholeNumber) ? nil : mark
        }
        let what = text[..<(mark ?? text.endIndex)]
        let kind = try portKind(what, in: text)
        guard let mark else { return SwitchConfiguration.Port(kind) }
        let digits = text[text.index(after: mark)...]
        guard let number = UInt32(digits) else {
            throw Invalid(
                "\"\(digits)\" cannot be the number of port \(what): 1 to \(PortNumber.max.rawValue) can be"
            )
        }
        return SwitchConfiguration.Port(kind, number: number)
    }

    private static func portKind(
        _ what: Substring,
        in text: String
    ) throws(Invalid) -> SwitchConfiguration.Port.Kind {
        let parts = what.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count > 1 else {
            guard !what.isEmpty else { throw Invalid("an interface is missing in the port \"\(text)\": \(portForms)") }
            return .interface(String(what))
        }
        switch parts[0] {
        case "tap" where parts.count == 2 && !parts[1].isEmpty: return .tap(parts[1])
        case "pcap" where parts.count == 2 && !parts[1].isEmpty: return .pcap(parts[1])
        case "pcap-file" where parts.count == 3 && !(parts[1].isEmpty && parts[2].isEmpty):
            return .pcapFiles(
                input: parts[1].isEmpty ? nil : parts[1],
                output: parts[2].isEmpty ? nil : parts[2]
            )
        case "tap", "pcap": throw Invalid("\"\(text)\" needs one interface: write \(parts[0]):NAME")
        case "pcap-file":
            throw Invalid("\"\(text)\" needs two files, of which one may be empty: write pcap-file:IN.pcap:OUT.pcap")
        default: throw Invalid("\"\(parts[0])\" in \"\(text)\" is no kind of port: \(portForms)")
        }
    }

    /// 1 to 16 hexadecimal digits, with "0x" before them or colons between pairs if one likes.
    public static func datapathID(_ text: String) throws(Invalid) -> UInt64 {
        let digits = (text.hasPrefix("0x") ? text.dropFirst(2) : text[...]).filter { $0 != ":" }
        guard digits.allSatisfy(\.isHexDigit), let id = UInt64(digits, radix: 16) else {
            throw Invalid(
                "\"\(text)\" is not a datapath id: give 1 to 16 hexadecimal digits, for example 00000000000000a1"
            )
        }
        return id
    }

    /// "1.0,1.3".
    public static func versions(_ text: String) throws(Invalid) -> Set<OpenFlowVersion> {
        var versions: Set<OpenFlowVersion> = []
        for item in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let version = OpenFlowVersion(text: String(item)) else {
                throw Invalid(
                    "\"\(item)\" is not a version of OpenFlow: \(SwitchConfiguration.supportedText) are supported"
                )
            }
            versions.insert(version)
        }
        return versions
    }

    /// "1:8" or "0.5:8", seconds.
    public static func backoff(_ text: String) throws(Invalid) -> (initial: Duration, max: Duration) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Double($0) }
        guard parts.count == 2, let initial = parts[0], let max = parts[1], initial > 0, initial <= max, max <= 86_400
        else {
            throw Invalid("\"\(text)\" is no backoff: give MIN:MAX in seconds, for example 1:8, at most 86400")
        }
        return (.seconds(initial), .seconds(max))
    }

    /// "adaptive", "busy" or "interrupt".
    public static func pollMode(_ text: String) throws(Invalid) -> SwitchConfiguration.PollMode {
        guard let mode = SwitchConfiguration.PollMode(rawValue: text) else {
            throw Invalid("\"\(text)\" is no way to wait for packets: adaptive, busy and interrupt are")
        }
        return mode
    }

    /// "secure", the only one there is.
    public static func checkFailMode(_ text: String) throws(Invalid) {
        guard text != "secure" else { return }
        throw Invalid(
            text == "standalone"
                ? "fail mode standalone is not supported yet: only secure is"
                : "\"\(text)\" is no fail mode: secure is"
        )
    }

    /// "unix:PATH".
    public static func controlPath(_ text: String) throws(Invalid) -> String {
        guard text.hasPrefix("unix:"), text.utf8.count > 5 else {
            throw Invalid("\"\(text)\" cannot be a control socket: write unix:PATH")
        }
        return String(text.dropFirst(5))
    }
}
