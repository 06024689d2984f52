public import OpenFlow

/// The versions in which something exists, with a name for it: "meters need OpenFlow 1.3 or later".
public struct VersionNeed: Hashable, Sendable {
    /// What exists in these versions only; in the plural.
    public var subject: String
    public var versions: ClosedRange<OpenFlowVersion>

    /// Any version will do.
    public static let none = VersionNeed("requests", .v1_0)
    public static let groups = VersionNeed("groups", .v1_1)
    public static let meters = VersionNeed("meters", .v1_3)
    public static let bundles = VersionNeed("bundles", .v1_4)
    /// Single buckets of a group.
    public static let buckets = VersionNeed("changes of single buckets", .v1_5)
    public static let tableFeatures = VersionNeed("table features", .v1_3)
    public static let tableDescriptions = VersionNeed("table descriptions", .v1_4)
    public static let flowMonitors = VersionNeed("flow monitors", .v1_4)

    public init(_ subject: String, _ since: OpenFlowVersion, to last: OpenFlowVersion = .v1_5) {
        self.subject = subject
        versions = since...last
    }

    /// Both at once.
    public func and(_ other: VersionNeed) -> VersionNeed {
        let lower = max(versions.lowerBound, other.versions.lowerBound)
        let subject = lower == versions.lowerBound && self != .none ? subject : other.subject
        return VersionNeed(subject, lower, to: max(lower, min(versions.upperBound, other.versions.upperBound)))
    }

    /// "meters need OpenFlow 1.3 or later"
    public var text: String {
        let (first, last) = (versions.lowerBound, versions.upperBound)
        let range =
            if last == .v1_5 {
                first == last ? first.text : "\(first.text) or later"
            } else {
                first == last ? first.text : "\(first.text) to \(last.text)"
            }
        return "\(subject) need OpenFlow \(range)"
    }
}

/// Lists of versions as people write them.
public enum VersionList {
    /// Reads "1.0,1.3" and the names of ovs-ofctl, "OpenFlow10,OpenFlow13".
    public static func parse(_ text: String) throws(ClientError) -> Set<OpenFlowVersion> {
        var versions: Set<OpenFlowVersion> = []
        for word in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let version = version(word) else {
                throw ClientError(
                    "\"\(word)\" is not an OpenFlow version; write for example 1.0,1.3 or OpenFlow10,OpenFlow13"
                )
            }
            versions.insert(version)
        }
        return versions
    }

    public static func text(_ versions: Set<OpenFlowVersion>) -> String {
        versions.sorted().map(\.text).joined(separator: ", ")
    }

    private static func version(_ word: Substring) -> OpenFlowVersion? {
        let name = "openflow"
        guard word.lowercased().hasPrefix(name) else { return OpenFlowVersion(text: String(word)) }
        let digits = word.dropFirst(name.count)
        guard digits.count == 2 else { return OpenFlowVersion(text: String(digits)) }
        return OpenFlowVersion(text: digits.prefix(1) + "." + digits.suffix(1))
    }
}
