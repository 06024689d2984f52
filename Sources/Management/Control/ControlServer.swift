import Hummingbird
public import Logging
import NIOCore
import Synchronization

/// The control API as HTTP on a Unix socket that only its owner can open.
public struct ControlServer: Sendable {
    public let path: String
    private let logger: Logger

    /// - Throws: when the path cannot be had; nothing is made yet.
    public init(path: String, logger: Logger) throws(ControlError) {
        try ControlSocketFile.check(path)
        self.path = path
        var logger = logger
        // What the library reports below this level is about itself, not about the switch.
        logger.logLevel = max(logger.logLevel, .error)
        self.logger = logger
    }

    /// Serves until the task is cancelled or its service group shuts down gracefully; then the socket is gone.
    ///
    /// - Parameter onReady: called once, when clients can connect.
    public func run(
        controlling controlled: some ControlledSwitch,
        onReady: @escaping @Sendable () async -> Void = {}
    ) async throws {
        let publication = Publication(try ControlSocketFile(path: path))
        defer { publication.withdraw() }
        let application = Application(
            responder: ControlResponder(api: ControlAPI(controlled: controlled)),
            configuration: ApplicationConfiguration(address: .unixDomainSocket(path: publication.file.bindPath)),
            onServerRunning: { channel in
                if publication.publish() {
                    await onReady()
                } else {
                    // Ends the server, and with it `run`.
                    channel.close(promise: nil)
                }
            },
            logger: logger
        )
        do {
            try await application.run()
        } catch {
            // The failed publication closed the server; it is the reason, and the library's words are not.
            throw publication.failure ?? error
        }
        if let failure = publication.failure { throw failure }
    }
}

/// The socket's file, and whether it has come to its path.
private final class Publication: Sendable {
    let file: ControlSocketFile
    private let outcome = Mutex<Result<Void, ControlError>?>(nil)

    init(_ file: ControlSocketFile) { self.file = file }

    var failure: ControlError? {
        outcome.withLock { if case .failure(let error)? = $0 { error } else { nil } }
    }

    func publish() -> Bool {
        do throws(ControlError) {
            try file.publish()
            outcome.withLock { $0 = .success(()) }
            return true
        } catch {
            outcome.withLock { $0 = .failure(error) }
            return false
        }
    }

    func withdraw() {
        let isPublished = outcome.withLock { if case .success? = $0 { true } else { false } }
        file.remove(published: isPublished)
    }
}

/// Carries requests to the API and answers back.
private struct ControlResponder: HTTPResponder {
    typealias Context = BasicRequestContext

    let api: ControlAPI

    func respond(to request: Request, context: Context) async throws -> Response {
        let answer = await api.answer(
            method: request.method.rawValue,
            path: request.uri.path,
            format: request.uri.queryParameters["format"].map(String.init),
            accept: request.headers[.accept]
        )
        var headers: HTTPFields = [.contentType: answer.contentType]
        if let allow = answer.allow { headers[.allow] = allow }
        return Response(
            status: HTTPResponse.Status(code: answer.status),
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body))
        )
    }
}
