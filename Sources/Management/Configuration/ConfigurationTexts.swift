public import OpenFlow
public import Switch

/// Reads the parts of a configuration as people write them; each error names the text and what would be right.
public enum ConfigurationTexts {
    public typealias Invalid = SwitchConfiguration.Invalid

    /// "veth1,veth2=7": interfaces with commas between them, each with the number it is to have if that matters.
    public static func ports(_ text: String) throws(Invalid) -> [SwitchConfiguration.Port] {
        var ports: [SwitchConfiguration.Port] = []
        for item in text.split(separator: ",", omittingEmptySubsequences: false) {
            let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let interface = parts.first, !interface.isEmpty else {
                throw Invalid("an interface is missing in the ports \"\(text)\": write IF[=NUMBER],…")
            }
            guard parts.count == 2 else {
                ports.append(SwitchConfiguration.Port(interface: String(interface)))
                continue
            }
            guard let number = UInt32(parts[1]) else {
                throw Invalid(
                    "\"\(parts[1])\" cannot be the number of port \(interface): 1 to \(PortNumber.max.rawValue) can be"
                )
            }
            ports.append(SwitchConfiguration.Port(interface: String(interface), number: number))
        }
        return ports
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
                throw Invalid("\"\(item)\" is not a version of OpenFlow: 1.0 and 1.3 are supported")
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

    /// "unix:PATH".
    public static func controlPath(_ text: String) throws(Invalid) -> String {
        guard text.hasPrefix("unix:"), text.utf8.count > 5 else {
            throw Invalid("\"\(text)\" cannot be a control socket: write unix:PATH")
        }
        return String(text.dropFirst(5))
    }
}
