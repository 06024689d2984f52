/// A place in a file of a configuration; lines and columns count from 1, columns in characters of Unicode.
public struct ConfigurationPlace: Hashable, Sendable, Comparable, CustomStringConvertible {
    public var file: String
    public var line: Int
    public var column: Int

    public init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// As compilers write it, so that editors jump there.
    public var description: String { "\(file):\(line):\(column)" }

    /// Within the same file.
    var lineText: String { "line \(line)" }

    public static func < (left: ConfigurationPlace, right: ConfigurationPlace) -> Bool {
        (left.file, left.line, left.column) < (right.file, right.line, right.column)
    }
}

/// One thing that is wrong: where, what, and what would be right.
public struct ConfigurationProblem: Error, Hashable, Sendable, CustomStringConvertible {
    public var place: ConfigurationPlace
    public var text: String

    public init(_ place: ConfigurationPlace, _ text: String) {
        self.place = place
        self.text = text
    }

    public var description: String { "\(place): \(text)" }
}

/// Why a configuration cannot be used: all that is wrong with it, in the order of the file, a line each.
public struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    public var problems: [ConfigurationProblem]

    public init(_ problems: [ConfigurationProblem]) { self.problems = problems.sorted { $0.place < $1.place } }

    public var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// Gathers what is wrong, so that a person hears of all of it at once.
final class ConfigurationProblems {
    private(set) var all: [ConfigurationProblem] = []

    func add(_ place: ConfigurationPlace, _ text: String) { all.append(ConfigurationProblem(place, text)) }

    /// The body's value; nil, and the problem kept, when there is one.
    func gather<Value>(_ body: () throws(ConfigurationProblem) -> Value) -> Value? {
        do throws(ConfigurationProblem) {
            return try body()
        } catch {
            all.append(error)
            return nil
        }
    }
}
