import Yams

/// A value of a configuration file that knows where it stands.
///
/// All scalars are read as the text that is written: what a value has to be is known here, so that `1.0` stays a version
/// and `1:8` a range, whatever else YAML could take them for.
struct ConfigurationNode {
    let node: Node
    let text: ConfigurationText

    var place: ConfigurationPlace { text.place(node.mark) }

    /// - Parameter what: what the text is to be, for the message: "a name".
    func scalar(_ what: String) throws(ConfigurationProblem) -> ConfigurationScalar {
        guard case .scalar(let scalar) = node else {
            throw ConfigurationProblem(place, "\(kind) stands here; \(what) belongs here")
        }
        guard !isEmpty else {
            throw ConfigurationProblem(place, "nothing stands here; \(what) belongs here")
        }
        return ConfigurationScalar(scalar: scalar, text: text)
    }

    /// - Parameter what: what each element is to be, in the plural: "ports".
    func list(of what: String) throws(ConfigurationProblem) -> [ConfigurationNode] {
        guard case .sequence(let elements) = node else {
            throw ConfigurationProblem(
                place,
                "\(kind) stands here; a list of \(what) belongs here: [a, b], or one a line, each after \"- \""
            )
        }
        return elements.map { ConfigurationNode(node: $0, text: text) }
    }

    /// The values by their keys; keys that are not among those named are problems, and are left out.
    ///
    /// - Parameter what: what the mapping describes: "a switch".
    func mapping(
        _ what: String,
        keys known: [String],
        _ problems: ConfigurationProblems
    ) throws(ConfigurationProblem) -> ConfigurationMapping {
        guard case .mapping(let pairs) = node else {
            throw ConfigurationProblem(
                place,
                "\(kind) stands here; \(what) belongs here, as \"key: value\" with keys \(commaList(known))"
            )
        }
        var values: [String: ConfigurationNode] = [:]
        var isComplete = true
        for (key, value) in pairs {
            let name = key.scalar?.string ?? ""
            if known.contains(name) {
                values[name] = ConfigurationNode(node: value, text: text)
            } else {
                isComplete = false
                let advice =
                    nearest(to: name, among: known).map { "did you mean \"\($0)\"?" } ?? commaList(known) + " are"
                problems.add(text.place(key.mark), "\"\(name)\" is no key of \(what): \(advice)")
            }
        }
        return ConfigurationMapping(place: place, isComplete: isComplete, values: values)
    }

    var isMapping: Bool { if case .mapping = node { true } else { false } }
    var isScalar: Bool { if case .scalar = node { true } else { false } }

    /// A key without a value.
    private var isEmpty: Bool {
        guard case .scalar(let scalar) = node else { return false }
        return scalar.style == .plain && (scalar.string.isEmpty || scalar.string == "~")
    }

    private var kind: String {
        switch node {
        case .scalar: isEmpty ? "nothing" : "a single value"
        case .sequence: "a list"
        case .mapping: "a mapping of keys to values"
        case .alias: "an alias"
        }
    }
}

/// A mapping whose keys are all known.
struct ConfigurationMapping {
    let place: ConfigurationPlace
    /// No key was left out because it was unknown.
    let isComplete: Bool
    fileprivate let values: [String: ConfigurationNode]

    subscript(key: String) -> ConfigurationNode? { values[key] }

    var keys: Set<String> { Set(values.keys) }
}

/// A single value as it is written.
struct ConfigurationScalar {
    fileprivate let scalar: Node.Scalar
    fileprivate let text: ConfigurationText

    var string: String { scalar.string }
    var place: ConfigurationPlace { text.place(scalar.mark) }

    /// Finds places of characters in it.
    func walk() -> ScalarWalk { ScalarWalk(text, scalar) }

    func integer(_ range: ClosedRange<Int>, _ what: String) throws(ConfigurationProblem) -> Int {
        guard let number = Int(string), range.contains(number) else {
            throw ConfigurationProblem(
                place,
                "\"\(string)\" is no \(what): \(range.lowerBound) to \(range.upperBound) can be"
            )
        }
        return number
    }

    func boolean() throws(ConfigurationProblem) -> Bool {
        switch string {
        case "true", "yes", "on": return true
        case "false", "no", "off": return false
        default: throw ConfigurationProblem(place, "\"\(string)\" is neither true nor false")
        }
    }

    /// Reads the text by a parser of the command line's; its error gets the place.
    func read<Value, Failure: CustomStringConvertible>(
        _ parse: (String) throws(Failure) -> Value
    ) throws(ConfigurationProblem) -> Value where Failure: Error {
        do throws(Failure) {
            return try parse(string)
        } catch {
            throw ConfigurationProblem(place, error.description)
        }
    }
}

private func commaList(_ keys: [String]) -> String { keys.joined(separator: ", ") }

/// The word that somebody may have meant: the one with the fewest changes of single letters, if these are few enough.
func nearest(to word: String, among known: [String]) -> String? {
    let ranked = known.map { ($0, changes(from: Array(word), to: Array($0))) }
    guard let best = ranked.min(by: { $0.1 < $1.1 }), best.1 * 2 <= best.0.count else { return nil }
    return best.0
}

/// Letters to add, remove or replace until one word is the other.
private func changes(from: [Character], to: [Character]) -> Int {
    var row = Array(0...to.count)
    for (i, letter) in from.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, other) in to.enumerated() {
            let replaced = diagonal + (letter == other ? 0 : 1)
            diagonal = row[j + 1]
            row[j + 1] = min(replaced, diagonal + 1, row[j] + 1)
        }
    }
    return row[to.count]
}
