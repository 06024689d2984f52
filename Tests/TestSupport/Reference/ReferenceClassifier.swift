public import OpenFlow

/// The slow twin of the classifier: an array sorted by falling rank, searched from its start.
public struct ReferenceClassifier: Sendable {
    public struct Rule: Sendable {
        public var rank: UInt32
        public var match: Match
        public var id: Int
    }

    /// By falling rank.
    public private(set) var rules: [Rule] = []

    public init() {}

    public mutating func insert(rank: UInt32, _ match: Match, id: Int) {
        let place = rules.firstIndex { $0.rank < rank } ?? rules.count
        rules.insert(Rule(rank: rank, match: match, id: id), at: place)
    }

    public mutating func remove(id: Int) { rules.removeAll { $0.id == id } }

    /// All rules of the highest rank that matches. With more than one the specification leaves open which wins.
    public func winners(_ fields: ReferenceFields) -> [Int] {
        guard let best = rules.first(where: { fields.satisfy($0.match) }) else { return [] }
        return rules.filter { $0.rank == best.rank && fields.satisfy($0.match) }.map(\.id)
    }
}
