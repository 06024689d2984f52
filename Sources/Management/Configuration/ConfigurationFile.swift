import Glibc
public import Switch
import Yams

/// What a configuration file says: the switches that are to run, each checked, and all of them together.
///
///     switches:
///       - name: s1                                 # each key is explained in Configs/
///         ports: [veth1, {tap: tap0, number: 7}]
///         controllers: ["tcp:127.0.0.1:6653"]
///         flows: ["priority=10,in_port=veth1,actions=output:tap0"]
///
/// Everything that the text alone can get wrong is found here, before anything is touched: unknown keys, wrong values,
/// flows that cannot be read, and switches that want the same interface, address, name or identifier.
public struct ConfigurationFile: Sendable {
    /// One switch of the file.
    public struct Entry: Sendable {
        /// All ports have numbers.
        public var configuration: SwitchConfiguration
        /// The control socket; nil: the one in the run directory.
        public var controlPath: String?

        public init(_ configuration: SwitchConfiguration, controlPath: String? = nil) {
            self.configuration = configuration
            self.controlPath = controlPath
        }
    }

    /// What can be said of a switch.
    public static var switchKeys: [String] { SwitchEntryReader.keys }

    public var path: String
    /// In the order of the file.
    public var entries: [Entry]

    /// Reads the file from disk, and those that it names.
    ///
    /// - Parameter previous: what was read before; ports that are in both keep their numbers.
    public static func load(
        _ path: String,
        previous: ConfigurationFile? = nil
    ) throws(ConfigurationError) -> ConfigurationFile {
        let text: String
        do throws(FileProblem) {
            text = try readTextFile(path)
        } catch {
            throw ConfigurationError([ConfigurationProblem(.start(of: path), "the file \(error.description)")])
        }
        return try parse(text, path: path, previous: previous, readFile: readTextFile)
    }

    /// - Parameter readFile: gives the text of files that the configuration names.
    static func parse(
        _ source: String,
        path: String,
        previous: ConfigurationFile? = nil,
        readFile: (String) throws(FileProblem) -> String
    ) throws(ConfigurationError) -> ConfigurationFile {
        let problems = ConfigurationProblems()
        let text = ConfigurationText(source, file: path)
        var entries: [Entry] = []
        let claims = ConfigurationClaims()
        for node in problems.gather({ () throws(ConfigurationProblem) in try switchNodes(source, text, problems) })
            ?? []
        {
            guard var reader = SwitchEntryReader(node, claims: claims, problems: problems) else { continue }
            let before = previous?.entries.first { $0.configuration.name == reader.name }
            entries.append(reader.read(previous: before?.configuration, directory: directory(of: path), readFile))
        }
        guard problems.all.isEmpty else { throw ConfigurationError(problems.all) }
        return ConfigurationFile(path: path, entries: entries)
    }

    private static func switchNodes(
        _ source: String,
        _ text: ConfigurationText,
        _ problems: ConfigurationProblems
    ) throws(ConfigurationProblem) -> [ConfigurationNode] {
        let advice = "a configuration begins with \"switches:\", and each switch below it with \"- name: NAME\""
        guard let root = try compose(source, text) else {
            throw ConfigurationProblem(.start(of: text.file), "the file is empty; \(advice)")
        }
        let node = ConfigurationNode(node: root, text: text)
        let top = try node.mapping("the configuration", keys: ["switches"], problems)
        guard let switches = top["switches"] else {
            // An unknown key in its place has been named already.
            if problems.all.isEmpty { throw ConfigurationProblem(node.place, advice) }
            return []
        }
        let nodes = try switches.list(of: "switches")
        if nodes.isEmpty { throw ConfigurationProblem(switches.place, "there is no switch in the list; \(advice)") }
        return nodes
    }

    private static func compose(_ source: String, _ text: ConfigurationText) throws(ConfigurationProblem) -> Node? {
        do {
            return try Yams.compose(yaml: source, .default, .default, .utf8)
        } catch let error as YamlError {
            throw error.problem(in: text)
        } catch {
            throw ConfigurationProblem(.start(of: text.file), "this is not YAML: \(error)")
        }
    }

    private static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "" }
        return String(path[...slash])
    }
}

extension ConfigurationPlace {
    static func start(of file: String) -> ConfigurationPlace { ConfigurationPlace(file: file, line: 1, column: 1) }
}

extension YamlError {
    /// In the words of a person who sees the file, not the parser.
    fileprivate func problem(in text: ConfigurationText) -> ConfigurationProblem {
        switch self {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let about = context.map { " (\($0.text), from line \($0.mark.line) on)" } ?? ""
            return ConfigurationProblem(text.place(mark), "this is not YAML: \(problem)\(about)")
        case .duplicatedKeysInMapping(let keys, let context):
            let list = keys.map { "\"\($0)\"" }.joined(separator: ", ")
            return ConfigurationProblem(
                text.place(context.mark),
                "\(list) stands here and once more below in the same mapping: a key can be given once"
            )
        case .reader(let problem, let offset, _, _):
            let place = offset.map { text.place(ofCharacter: $0) } ?? .start(of: text.file)
            return ConfigurationProblem(place, "this is not YAML: \(problem)")
        case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
            return ConfigurationProblem(.start(of: text.file), "this is not YAML: \(self)")
        }
    }
}

/// Why a file cannot be read.
struct FileProblem: Error, CustomStringConvertible {
    var description: String
}

/// The whole of a text file.
func readTextFile(_ path: String) throws(FileProblem) -> String {
    guard let file = fopen(path, "re") else { throw FileProblem(description: "cannot be read: \(describe(errno))") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    let portion = 1 << 16
    while feof(file) == 0 {
        let count = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: portion))
        let got = bytes.withUnsafeMutableBytes { fread($0.baseAddress! + count, 1, portion, file) }
        bytes.removeLast(portion - got)
        guard ferror(file) == 0 else { throw FileProblem(description: "cannot be read: \(describe(errno))") }
        guard bytes.count <= 1 << 28 else { throw FileProblem(description: "is larger than 256 MiB") }
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
        throw FileProblem(description: "is not UTF-8 text")
    }
    return text
}
