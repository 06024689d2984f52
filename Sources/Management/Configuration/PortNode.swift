import OpenFlow
import Switch

/// One element of `ports:`: a text as in the command line's `--ports`, or a mapping that says the same at length.
///
///     - veth1                                          - {interface: veth1, number: 1}
///     - tap:tap0=7                                     - {tap: tap0, number: 7}
///     - pcap:eth0                                      - {pcap: eth0}
///     - pcap-file:in.pcap:out.pcap                     - {pcap-file: {input: in.pcap, output: out.pcap}}
struct PortNode {
    private static let kinds = ["interface", "tap", "pcap", "pcap-file"]

    let node: ConfigurationNode
    /// Where relative names of files begin, with a slash at its end; empty: the working directory.
    let directory: String
    let problems: ConfigurationProblems

    /// nil when a problem has been named already.
    func read() throws(ConfigurationProblem) -> SwitchConfiguration.Port? {
        let read = node.isMapping ? try readMapping() : try node.scalar("a port").read(ConfigurationTexts.port)
        guard var port = read else { return nil }
        if case .pcapFiles(let input, let output) = port.kind {
            port.kind = .pcapFiles(
                input: input.map { resolve($0, in: directory) },
                output: output.map { resolve($0, in: directory) }
            )
        }
        return port
    }

    private func readMapping() throws(ConfigurationProblem) -> SwitchConfiguration.Port? {
        let values = try node.mapping("a port", keys: Self.kinds + ["number"], problems)
        // Perhaps an unknown key was to say what it is.
        guard values.isComplete else { return nil }
        let given = Self.kinds.filter { values[$0] != nil }
        guard given.count == 1, let kind = given.first, let what = values[kind] else {
            let problem = given.isEmpty ? "says not what it is" : "is \(given.joined(separator: " and ")) at once"
            throw ConfigurationProblem(node.place, "this port \(problem): give one of \(list(Self.kinds))")
        }
        var port = SwitchConfiguration.Port(try portKind(kind, what))
        if let number = values["number"] {
            let range = 1...Int(PortNumber.max.rawValue)
            port.number = UInt32(try number.scalar("a port number").integer(range, "port number"))
        }
        return port
    }

    private func portKind(
        _ kind: String,
        _ node: ConfigurationNode
    ) throws(ConfigurationProblem) -> SwitchConfiguration.Port.Kind {
        switch kind {
        case "tap": return .tap(try node.scalar("the name of a tap").string)
        case "pcap": return .pcap(try node.scalar("the name of an interface").string)
        case "pcap-file":
            let files = try node.mapping("capture files", keys: ["input", "output"], problems)
            var names: [String: String] = [:]
            for key in files.keys { names[key] = try files[key]?.scalar("the name of a file").string }
            guard !names.isEmpty else {
                throw ConfigurationProblem(node.place, "there is no file: give input, output or both")
            }
            return .pcapFiles(input: names["input"], output: names["output"])
        default: return .interface(try node.scalar("the name of an interface").string)
        }
    }

    private func list(_ words: [String]) -> String { words.joined(separator: ", ") }
}

/// A file's name in a configuration begins where the configuration is.
func resolve(_ path: String, in directory: String) -> String { path.hasPrefix("/") ? path : directory + path }
