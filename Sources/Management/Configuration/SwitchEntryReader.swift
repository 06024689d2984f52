import OpenFlow
import Switch

/// Reads one entry below `switches:` into the configuration of a switch.
///
/// The configuration starts as the default, and each value is put in alone and checked by the configuration's own rules:
/// so what is wrong is found where it stands, and one rule serves files, command line and programs.
struct SwitchEntryReader {
    static let keys = [
        "name", "dpid", "versions", "fail-mode", "ports", "local", "controllers", "listen", "control", "poll",
        "backoff",
        "verbose", "tables", "limits", "mac-learning", "flows", "flows-file",
    ]

    let name: String
    private let values: ConfigurationMapping
    private let claims: ConfigurationClaims
    private let problems: ConfigurationProblems
    private var configuration = SwitchConfiguration()
    private var controlPath: String?

    /// nil, and a problem, when this is no switch or has no name to speak of it by.
    init?(_ node: ConfigurationNode, claims: ConfigurationClaims, problems: ConfigurationProblems) {
        self.claims = claims
        self.problems = problems
        let read = problems.gather { () throws(ConfigurationProblem) in
            let values = try node.mapping("a switch", keys: Self.keys, problems)
            guard let name = values["name"] else {
                throw ConfigurationProblem(node.place, "this switch has no name: add \"name: NAME\"")
            }
            return (values, try name.scalar("a name"))
        }
        guard let (values, name) = read else { return nil }
        self.values = values
        self.name = name.string
        set(name.place) { $0.name = name.string }
        claim(.name(name.string), name.place)
    }

    mutating func read(
        previous: SwitchConfiguration?,
        directory: String,
        _ readFile: (String) throws(FileProblem) -> String
    ) -> ConfigurationFile.Entry {
        readIdentity()
        // Versions come before ports, whose largest number depends on them.
        readPorts(directory)
        readConnections()
        readLimits()
        configuration = configuration.numbered(after: previous)
        var flows = FlowReader(configuration: configuration, problems: problems)
        if let node = values["flows"] { configuration.flows += flows.read(node) }
        if let file = scalar("flows-file", "the name of a file") {
            configuration.flows += flows.read(file, directory: directory, readFile)
        }
        return ConfigurationFile.Entry(configuration, controlPath: controlPath)
    }

    // MARK: What a switch is

    private mutating func readIdentity() {
        if let dpid = scalar("dpid", "a datapath id"),
            let id = problems.gather({ () throws(ConfigurationProblem) in
                try dpid.read(ConfigurationTexts.datapathID)
            })
        {
            set(dpid.place) { $0.datapathID = id }
            claim(.datapathID(id), dpid.place)
        }
        if let list = values["versions"] {
            var versions: Set<OpenFlowVersion> = []
            let count = problems.all.count
            forEach(list, of: "versions of OpenFlow") { scalar throws(ConfigurationProblem) in
                versions.formUnion(try scalar.read(ConfigurationTexts.versions))
            }
            if problems.all.count == count { set(list.place) { $0.versions = versions } }
        }
        if let mode = scalar("fail-mode", "a fail mode") {
            problems.gather { () throws(ConfigurationProblem) in try mode.read(ConfigurationTexts.checkFailMode) }
        }
        if let poll = scalar("poll", "a way to wait for packets"),
            let mode = problems.gather({ () throws(ConfigurationProblem) in
                try poll.read(ConfigurationTexts.pollMode)
            })
        {
            set(poll.place) { $0.poll = mode }
        }
    }

    private mutating func readPorts(_ directory: String) {
        var nodes: [ConfigurationNode]? = []
        if let list = values["ports"] {
            nodes = problems.gather { () throws(ConfigurationProblem) in try list.list(of: "ports") }
        }
        for node in nodes ?? [] { read(port: node, directory) }
        if let local = scalar("local", "the name of the LOCAL port's interface"),
            set(local.place, { $0.localPort = local.string })
        {
            claim(.interface(local.string), local.place)
        }
        if nodes?.isEmpty == true, values["dpid"] == nil {
            problems.add(
                values.place,
                "a switch without ports needs a dpid: there is no hardware address to take it from"
            )
        }
    }

    private mutating func read(port node: ConfigurationNode, _ directory: String) {
        let read = problems.gather { () throws(ConfigurationProblem) in
            try PortNode(node: node, directory: directory, problems: problems).read()
        }
        guard case .some(let port?) = read, set(node.place, { $0.ports.append(port) }) else { return }
        if let interface = port.interfaceName { claim(.interface(interface), node.place) }
        if case .pcapFiles(_, let output?) = port.kind { claim(.outputFile(output), node.place) }
    }

    // MARK: Whom it speaks with

    private mutating func readConnections() {
        if let list = values["controllers"] {
            forEach(list, of: "controllers") { scalar throws(ConfigurationProblem) in
                let target = try scalar.read(SwitchConfiguration.controller)
                set(scalar.place) { $0.controllers.append(target) }
            }
        }
        if let list = values["listen"] {
            forEach(list, of: "addresses to listen on") { scalar throws(ConfigurationProblem) in
                let target = try scalar.read(SwitchConfiguration.listener)
                try claims.take(.listener(target), for: name, at: scalar.place)
                set(scalar.place) { $0.listeners.append(target) }
            }
        }
        if let control = scalar("control", "the control socket, unix:PATH"),
            let path = problems.gather({ () throws(ConfigurationProblem) in
                try control.read(ConfigurationTexts.controlPath)
            })
        {
            controlPath = path
            claim(.controlSocket(path), control.place)
        }
        if let backoff = scalar("backoff", "MIN:MAX in seconds"),
            let range = problems.gather({ () throws(ConfigurationProblem) in
                try backoff.read(ConfigurationTexts.backoff)
            })
        {
            set(backoff.place) { ($0.initialBackoff, $0.maxBackoff) = range }
        }
        if let verbose = scalar("verbose", "true or false"),
            let isVerbose = problems.gather({ () throws(ConfigurationProblem) in try verbose.boolean() })
        {
            set(verbose.place) { $0.verboseController = isVerbose }
        }
    }

    // MARK: How much it holds

    private mutating func readLimits() {
        setNumbers(in: "tables", "tables", ["count": \.tableCount, "max-entries": \.maxEntries])
        setNumbers(in: "limits", "limits", ["buffers": \.bufferCount])
        setNumbers(
            in: "mac-learning",
            "what NORMAL learns",
            ["max-entries": \.normal.maxEntries, "ageing": \.normal.ageingSeconds]
        )
    }

    private mutating func setNumbers(
        in key: String,
        _ what: String,
        _ properties: KeyValuePairs<String, WritableKeyPath<SwitchConfiguration, Int>>
    ) {
        guard let node = values[key] else { return }
        let inner = problems.gather { () throws(ConfigurationProblem) in
            try node.mapping(what, keys: properties.map(\.key), problems)
        }
        guard let inner else { return }
        for (key, property) in properties {
            guard let value = scalar(key, "a number", in: inner),
                let number = problems.gather({ () throws(ConfigurationProblem) in
                    try value.integer(0...Int(UInt32.max), "number")
                })
            else { continue }
            set(value.place) { $0[keyPath: property] = number }
        }
    }

    // MARK: Helpers

    private func scalar(_ key: String, _ what: String) -> ConfigurationScalar? { scalar(key, what, in: values) }

    private func scalar(_ key: String, _ what: String, in values: ConfigurationMapping) -> ConfigurationScalar? {
        guard let node = values[key] else { return nil }
        return problems.gather { () throws(ConfigurationProblem) in try node.scalar(what) }
    }

    private func forEach(
        _ node: ConfigurationNode,
        of what: String,
        _ body: (ConfigurationScalar) throws(ConfigurationProblem) -> Void
    ) {
        let nodes = problems.gather { () throws(ConfigurationProblem) in try node.list(of: what) } ?? []
        for node in nodes {
            problems.gather { () throws(ConfigurationProblem) in try body(try node.scalar("one of the \(what)")) }
        }
    }

    /// Changes the configuration, unless that makes it invalid: then it stays, and the problem is kept with its place.
    @discardableResult
    private mutating func set(_ place: ConfigurationPlace, _ change: (inout SwitchConfiguration) -> Void) -> Bool {
        var changed = configuration
        change(&changed)
        do throws(SwitchConfiguration.Invalid) {
            try changed.validate()
        } catch {
            problems.add(place, error.description)
            return false
        }
        configuration = changed
        return true
    }

    private func claim(_ thing: ConfigurationClaims.Thing, _ place: ConfigurationPlace) {
        problems.gather { () throws(ConfigurationProblem) in try claims.take(thing, for: name, at: place) }
    }
}
