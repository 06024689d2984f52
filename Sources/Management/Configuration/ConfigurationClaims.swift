import Switch

/// What only one switch, and only once, can have: who says so first gets it.
final class ConfigurationClaims {
    enum Thing: Hashable {
        case name(String)
        case datapathID(UInt64)
        case interface(String)
        case outputFile(String)
        case listener(SwitchConfiguration.Endpoint)
        case controlSocket(String)
    }

    private struct Holder {
        var name: String
        var place: ConfigurationPlace
    }

    private var holders: [Thing: Holder] = [:]

    /// - Parameter holder: the switch's name.
    func take(_ thing: Thing, for holder: String, at place: ConfigurationPlace) throws(ConfigurationProblem) {
        if let (other, first) = holders.first(where: { $0.key.excludes(thing) }) {
            let whose = first.name == holder ? "this switch" : "switch \(first.name)"
            throw ConfigurationProblem(
                place,
                "\(thing.description) belongs to \(whose) already (\(first.place.lineText)): \(other.advice)"
            )
        }
        holders[thing] = Holder(name: holder, place: place)
    }
}

extension ConfigurationClaims.Thing {
    /// Whether both cannot be had.
    fileprivate func excludes(_ other: Self) -> Bool {
        if self == other { return true }
        guard case .listener(let target) = self, case .listener(let second) = other else { return false }
        return SwitchConfiguration.exclude(target, second)
    }

    fileprivate var description: String {
        switch self {
        case .name(let name): "the name \(name)"
        case .datapathID(let id): "datapath id \(String(id, radix: 16))"
        case .interface(let name): "interface \(name)"
        case .outputFile(let path): "the file \(path)"
        case .listener(let target): "\(target)"
        case .controlSocket(let path): "the control socket \(path)"
        }
    }

    fileprivate var advice: String {
        switch self {
        case .name: "each switch needs a name of its own"
        case .datapathID: "controllers tell switches apart by it"
        case .interface: "an interface can be one port of one switch"
        case .outputFile: "a file can be written by one port"
        case .listener: "an address can be listened on once"
        case .controlSocket: "each switch needs a socket of its own"
        }
    }
}
