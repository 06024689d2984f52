public import Logging
public import OpenFlow
public import OpenFlowChannel

/// How one switch is reached, and in which versions; opens sessions in a version that fits what is asked.
public struct SwitchAccess: Sendable {
    public typealias Connect =
        @Sendable (
            _ versions: Set<OpenFlowVersion>, _ unsolicited: @escaping @Sendable (Envelope) -> Void
        ) async throws -> any SwitchConnection

    /// The versions that are offered unless somebody says otherwise: all that the codec speaks.
    public static let allVersions = Set(OpenFlowVersion.allCases)

    /// For messages: the target as it was typed.
    public var name: String
    public var versions: Set<OpenFlowVersion>
    private let connect: Connect

    public init(name: String, versions: Set<OpenFlowVersion>, connect: @escaping Connect) {
        self.name = name
        self.versions = versions
        self.connect = connect
    }

    /// - Parameters:
    ///   - timeout: for the connection, for the handshake, and for each answer.
    ///   - otherReadings: what is said besides when there is no host of the target's name.
    public init(
        name: String,
        target: Target,
        versions: Set<OpenFlowVersion>,
        timeout: Duration,
        logger: Logger,
        otherReadings: String? = nil
    ) {
        self.init(name: name, versions: versions) { versions, unsolicited in
            do {
                return try await OpenFlowClient.connect(
                    to: target,
                    versions: versions,
                    timeout: timeout,
                    logger: logger,
                    unsolicited: unsolicited
                )
            } catch let error as ChannelError where error.description.contains("no such host") {
                guard let otherReadings else { throw error }
                throw ClientError("\(error); \(otherReadings)")
            }
        }
    }

    /// The same switch, in other versions.
    public init(_ other: SwitchAccess, versions: Set<OpenFlowVersion>) {
        self.init(name: other.name, versions: versions, connect: other.connect)
    }

    /// Connects in the highest common version that has what is needed.
    ///
    /// 1.5 is taken only where it is needed or nothing else is common: switches that speak it, Open vSwitch among them,
    /// have it in parts.
    /// - Parameter unsolicited: gets what answers no request, on the connection's thread.
    /// - Throws: `ClientError` that names the versions of both sides when they do not meet; `ChannelError`.
    public func open(
        _ need: VersionNeed = .none,
        unsolicited: @escaping @Sendable (Envelope) -> Void = { _ in }
    ) async throws -> SwitchSession {
        guard versions.contains(where: need.versions.contains) else {
            throw ClientError("\(need.text), and only \(VersionList.text(versions)) may be used here (-O)")
        }
        let connection = try await connectCarefully(need, unsolicited)
        let version = connection.version
        if need.versions.contains(version) { return SwitchSession(name, connection) }
        await connection.close()
        // A lower version than the highest common one may have what a higher one has lost.
        let lower = versions.filter { $0 < version && need.versions.contains($0) }
        guard !lower.isEmpty else { throw ClientError("\(need.text); \(name) speaks \(version.text)") }
        do {
            return SwitchSession(name, try await connect(lower, unsolicited))
        } catch {
            throw ClientError("\(need.text); \(name) speaks \(version.text), and refuses older ones: \(error)")
        }
    }

    private func connectCarefully(
        _ need: VersionNeed,
        _ unsolicited: @escaping @Sendable (Envelope) -> Void
    ) async throws -> any SwitchConnection {
        let tried = versions.subtracting([.v1_5])
        guard need.versions.lowerBound < .v1_5, !tried.isEmpty, tried != versions else {
            return try await connect(versions, unsolicited)
        }
        do {
            return try await connect(tried, unsolicited)
        } catch let error as ChannelError where error.description.contains("version") {
            return try await connect(versions, unsolicited)
        }
    }

    /// Connects in exactly this version; nil when the switch does not speak it.
    func open(exactly version: OpenFlowVersion) async -> SwitchSession? {
        guard let connection = try? await connect([version], { _ in }) else { return nil }
        return SwitchSession(name, connection)
    }

    /// Opens a session, runs the body, and closes the session in every case.
    public func withSession<Result: Sendable>(
        _ need: VersionNeed = .none,
        _ body: (SwitchSession) async throws -> Result
    ) async throws -> Result {
        try await open(need).use(body)
    }
}
