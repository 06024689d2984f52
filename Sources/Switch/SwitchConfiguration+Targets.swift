public import OpenFlowChannel

/// Controllers and listeners of a configuration as people write them.
extension SwitchConfiguration {
    public typealias Endpoint = Target

    /// Where a controller is: `tcp:HOST[:PORT]`, `unix:PATH` or `embedded`.
    public static func controller(_ text: String) throws(Invalid) -> Endpoint {
        let target = try endpoint(text)
        guard !target.isPassive else {
            throw Invalid("\(text) waits for connections and is no controller: give it as what to listen on")
        }
        return target
    }

    /// Where to listen: `ptcp:[PORT][:HOST]` or `punix:PATH`.
    public static func listener(_ text: String) throws(Invalid) -> Endpoint {
        let target = try endpoint(text)
        guard target.isPassive else {
            throw Invalid("\(text) cannot be listened on: write ptcp:[PORT][:HOST] or punix:PATH")
        }
        return target
    }

    /// Whether only one of two listeners can be there: for they are the same, or one has the other's port on all addresses.
    public static func exclude(_ one: Endpoint, _ other: Endpoint) -> Bool {
        if one == other { return true }
        guard case .passiveTCP(let host, let port) = one, case .passiveTCP(let otherHost, let otherPort) = other,
            // Port 0 stands for any free one.
            port != 0, port == otherPort
        else { return false }
        return [host, otherHost].contains { $0 == "0.0.0.0" || $0 == "::" }
    }

    func validateTargets() throws(Invalid) {
        for (index, target) in controllers.enumerated() where controllers[..<index].contains(target) {
            throw Invalid("controller \(target) is named twice")
        }
        for (index, target) in listeners.enumerated() {
            guard let other = listeners[..<index].first(where: { Self.exclude($0, target) }) else { continue }
            throw Invalid(
                other == target
                    ? "\(target) is listened on twice" : "\(target) and \(other) cannot both be listened on"
            )
        }
    }

    private static func endpoint(_ text: String) throws(Invalid) -> Endpoint {
        do throws(TargetError) { return try Target(text) } catch { throw Invalid(error.description) }
    }
}
