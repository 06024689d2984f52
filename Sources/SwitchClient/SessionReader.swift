public import OpenFlow
import OpenFlowChannel
import Synchronization

/// Reads texts for a switch: in a version that can say them, with the names of its ports and tables.
///
/// The session's version is tried first. When it has no words for a text and another one has, the switch is asked to
/// speak that one; when it does not, the error says which version would be needed.
public struct SessionReader: Sendable {
    public let access: SwitchAccess
    public var acceptsNames: Bool

    public init(_ access: SwitchAccess, acceptsNames: Bool = true) {
        self.access = access
        self.acceptsNames = acceptsNames
    }

    /// As `withSession`, for what changes nothing: asks once more in 1.5 when the answer in a lower version cannot be read.
    ///
    /// Open vSwitch says with extensions in lower versions what has become a part of 1.5, such as a match on TCP flags.
    public func withReadingSession<Read: Sendable, Result: Sendable>(
        parse: (SyntaxContext) throws -> Read,
        _ body: (SwitchSession, Read) async throws -> Result
    ) async throws -> Result {
        do {
            return try await withSession(parse: parse, body)
        } catch let error as ChannelError where error.isUnreadableAnswer && access.versions.contains(.v1_5) {
            let newest = SessionReader(SwitchAccess(access, versions: [.v1_5]), acceptsNames: acceptsNames)
            do {
                return try await newest.withSession(parse: parse, body)
            } catch is ChannelError {
                throw error
            }
        }
    }

    /// Opens a session and reads the text with `parse`; runs `body` with both, and closes the session in every case.
    public func withSession<Read: Sendable, Result: Sendable>(
        _ need: VersionNeed = .none,
        parse: (SyntaxContext) throws -> Read,
        _ body: (SwitchSession, Read) async throws -> Result
    ) async throws -> Result {
        let session = try await access.open(need)
        let first: any Error
        do {
            let read = try await Self.read(session, acceptsNames: acceptsNames, parse)
            return try await session.use { session in try await body(session, read) }
        } catch let problem as ReadingProblem {
            first = problem.underlying
        } catch {
            await session.connection.close()
            throw error
        }
        let names = Names(acceptsNames ? try? await session.ports() : nil)
        await session.connection.close()
        var suitable: [OpenFlowVersion] = []
        for version in access.versions.sorted(by: >) where version != session.version {
            guard need.versions.contains(version), (try? parse(names.context(version))) != nil else { continue }
            suitable.append(version)
            guard let other = await access.open(exactly: version) else { continue }
            return try await other.use { other in
                try await body(other, try await Self.parse(other, acceptsNames: acceptsNames, parse))
            }
        }
        guard !suitable.isEmpty else { throw first }
        throw ClientError(
            "\(first)\n\(access.name) speaks OpenFlow \(session.version.text), and not \(VersionList.text(Set(suitable)))"
                + ", which can say this"
        )
    }

    /// Reads in the session's version, with the names of the switch where the text needs them.
    public static func parse<Read>(
        _ session: SwitchSession,
        acceptsNames: Bool,
        _ parse: (SyntaxContext) throws -> Read
    ) async throws -> Read {
        do {
            return try await read(session, acceptsNames: acceptsNames, parse)
        } catch let problem as ReadingProblem {
            throw problem.underlying
        }
    }

    private static func read<Read>(
        _ session: SwitchSession,
        acceptsNames: Bool,
        _ parse: (SyntaxContext) throws -> Read
    ) async throws -> Read {
        let asked = Names(nil)
        let first = Swift.Result { try parse(asked.context(session.version)) }
        guard acceptsNames, asked.isAskedForPort || asked.isAskedForTable else {
            do { return try first.get() } catch { throw ReadingProblem(underlying: error) }
        }
        let ports = asked.isAskedForPort ? try await session.ports() : []
        let tables = asked.isAskedForTable ? await session.tableNames() : [:]
        do {
            return try parse(Names(ports, tables).context(session.version))
        } catch {
            throw ReadingProblem(underlying: error)
        }
    }
}

/// What went wrong while reading, as opposed to asking.
private struct ReadingProblem: Error {
    var underlying: any Error
}

/// Names for the parser; remembers which kinds it was asked for and did not have.
private final class Names: Sendable {
    private struct Missed {
        var port = false
        var table = false
    }
    private let ports: PortNames
    private let tables: [String: UInt8]
    private let missed = Mutex(Missed())

    init(_ ports: [PortDescription]?, _ tables: [String: UInt8] = [:]) {
        self.ports = PortNames(ports ?? [])
        self.tables = tables
    }

    var isAskedForPort: Bool { missed.withLock { $0.port } }
    var isAskedForTable: Bool { missed.withLock { $0.table } }

    func context(_ version: OpenFlowVersion) -> SyntaxContext {
        SyntaxContext(
            version: version,
            portNumber: { [self] name in
                let number = ports.number(of: name)
                if number == nil { missed.withLock { $0.port = true } }
                return number
            },
            tableNumber: { [self] name in
                let number = tables[name]
                if number == nil { missed.withLock { $0.table = true } }
                return number
            }
        )
    }
}

extension SwitchSession {
    /// The tables that have a name; empty when the switch does not say them.
    func tableNames() async -> [String: UInt8] {
        var pairs: [(String, UInt8)] = []
        if version >= .v1_3 {
            guard case .tableFeatures(let tables)? = try? await multipart(.tableFeatures([])).body else { return [:] }
            pairs = tables.map { ($0.name, $0.tableID) }
        } else {
            guard case .table(let tables)? = try? await multipart(.table).body else { return [:] }
            pairs = tables.map { ($0.name, $0.tableID) }
        }
        return Dictionary(pairs.filter { !$0.0.isEmpty }) { first, _ in first }
    }
}
