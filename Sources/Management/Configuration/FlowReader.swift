import OpenFlow
import Switch

/// Reads the flows that a switch begins with, in the syntax of ovs-ofctl: each is added as `add-flow` would.
///
/// Names of ports stand for the numbers that they have in the configuration. Empty lines and what follows a `#` at the
/// start of a line or after white space are comments.
struct FlowReader {
    /// The version whose words flows may use. They enter the tables directly, so it need not be one that is spoken.
    private static let version = OpenFlowVersion.v1_4

    private let problems: ConfigurationProblems
    private let context: SyntaxContext
    /// Where the flows so far were written.
    private var known: [SwitchConfiguration.InitialFlow.Identity: String] = [:]

    init(configuration: SwitchConfiguration, problems: ConfigurationProblems) {
        self.problems = problems
        for flow in configuration.flows { known[flow.identity] = flow.writtenAt }
        var numbers: [String: PortNumber] = [:]
        for (port, number) in configuration.numberedPorts() { numbers[port.name] = PortNumber(number) }
        if let local = configuration.localPort { numbers[local] = .local }
        let portNumbers = numbers
        context = SyntaxContext(version: Self.version, portNumber: { portNumbers[$0] })
    }

    /// A list of flows, or a text with a flow a line.
    mutating func read(_ node: ConfigurationNode) -> [SwitchConfiguration.InitialFlow] {
        var scalars: [ConfigurationScalar] = []
        if node.isScalar {
            if let all = problems.gather({ () throws(ConfigurationProblem) in try node.scalar("a list of flows") }) {
                scalars = [all]
            }
        } else {
            let nodes = problems.gather { () throws(ConfigurationProblem) in try node.list(of: "flows") } ?? []
            for node in nodes {
                if let one = problems.gather({ () throws(ConfigurationProblem) in try node.scalar("a flow") }) {
                    scalars.append(one)
                }
            }
        }
        var flows: [SwitchConfiguration.InitialFlow] = []
        for scalar in scalars {
            var walk = scalar.walk()
            add(to: &flows, from: scalar.string) { walk.place(atOffset: $0) }
        }
        return flows
    }

    /// The flows of a file.
    mutating func read(
        _ name: ConfigurationScalar,
        directory: String,
        _ readFile: (String) throws(FileProblem) -> String
    ) -> [SwitchConfiguration.InitialFlow] {
        let path = resolve(name.string, in: directory)
        var flows: [SwitchConfiguration.InitialFlow] = []
        do throws(FileProblem) {
            let text = try readFile(path)
            let lines = LineStarts(text)
            add(to: &flows, from: text) { lines.place(offset: $0, file: path) }
        } catch {
            problems.add(name.place, "\(path) \(error.description)")
        }
        return flows
    }

    /// Adds what is in a text line by line; `place` finds the character at a UTF-8 offset of it, with offsets going up.
    private mutating func add(
        to flows: inout [SwitchConfiguration.InitialFlow],
        from text: String,
        _ place: (Int) -> ConfigurationPlace
    ) {
        var offset = 0
        for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            let start = offset
            offset += line.count + 1
            let content = withoutComment(Substring(line))
            let indent = content.utf8.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
            let flow = String(content.dropFirst(indent))
            if flow.isEmpty { continue }
            do throws(FlowSyntaxError) {
                let mod = try FlowMod.parse(flow, .add, context)
                add(mod, at: place(start + indent), to: &flows)
            } catch {
                problems.add(place(start + indent + error.offset), error.message)
            }
        }
    }

    private mutating func add(
        _ mod: FlowMod,
        at place: ConfigurationPlace,
        to flows: inout [SwitchConfiguration.InitialFlow]
    ) {
        let flow = SwitchConfiguration.InitialFlow(mod, writtenAt: place.description)
        if let other = known[flow.identity] {
            problems.add(
                place,
                "this flow has the table, priority and match of the one at \(other), and would replace it"
            )
        } else {
            known[flow.identity] = flow.writtenAt
            flows.append(flow)
        }
    }

    /// Also without white space at the end.
    private func withoutComment(_ line: Substring) -> Substring {
        var end = line.endIndex
        var isAfterSpace = true
        for index in line.indices {
            if line[index] == "#", isAfterSpace {
                end = index
                break
            }
            isAfterSpace = line[index].isWhitespace
        }
        var content = line[..<end]
        while content.last?.isWhitespace == true { content.removeLast() }
        return content
    }
}

/// Finds lines and columns by offset in a plain text.
private struct LineStarts {
    private let text: String
    /// UTF-8 offsets.
    private var starts = [0]

    init(_ text: String) {
        self.text = text
        for (offset, byte) in text.utf8.enumerated() where byte == UInt8(ascii: "\n") { starts.append(offset + 1) }
    }

    func place(offset: Int, file: String) -> ConfigurationPlace {
        var (line, end) = (0, starts.count)
        while end - line > 1 {
            let middle = (line + end) / 2
            if starts[middle] <= offset { line = middle } else { end = middle }
        }
        let before = text.utf8.dropFirst(starts[line]).prefix(offset - starts[line])
        let column = String(Substring(before)).unicodeScalars.count + 1
        return ConfigurationPlace(file: file, line: line + 1, column: column)
    }
}
