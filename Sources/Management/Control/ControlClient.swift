public import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
public import Switch

/// Asks a running switch over its control socket; each request is one connection.
public struct ControlClient: Sendable {
    public let path: String
    private let timeout: Duration

    /// - Parameter timeout: for the whole of each request.
    public init(path: String, timeout: Duration = .seconds(30)) {
        self.path = path
        self.timeout = timeout
    }

    public func status() async throws(ControlError) -> SwitchStatus {
        let body = try await get(ControlAPI.statusPath)
        do {
            return try JSONDecoder().decode(SwitchStatus.self, from: body)
        } catch {
            throw ControlError("\(path) does not answer as this version of ofswitch does: \(error)")
        }
    }

    /// Lines as `ovs-ofctl dump-flows` prints them.
    public func flowText() async throws(ControlError) -> String {
        String(decoding: try await get(ControlAPI.flowsPath + "?format=text"), as: UTF8.self)
    }

    /// The body of a successful answer.
    ///
    /// - Parameter target: path and query, for example "/v1/status".
    public func get(_ target: String) async throws(ControlError) -> Data {
        let answer = try await request("GET", target)
        guard answer.status == 200 else {
            let failure = try? JSONDecoder().decode(ControlFailure.self, from: answer.body)
            throw ControlError("\(path): \(failure?.error ?? "it answers with status \(answer.status)")")
        }
        return answer.body
    }

    struct Answer: Sendable {
        var status: Int
        /// By lower-case name.
        var headers: [String: String]
        var body: Data
    }

    func request(
        _ method: String,
        _ target: String,
        headers: [String: String] = [:]
    ) async throws(ControlError) -> Answer {
        do {
            let connection = try await connect()
            // A switch that says nothing more has its connection closed, which ends the wait below.
            let limit = TimeAmount.nanoseconds(Int64(timeout / .nanoseconds(1)))
            let timer = connection.channel.eventLoop.scheduleTask(in: limit) { connection.channel.close(promise: nil) }
            defer { timer.cancel() }
            let fields = HTTPHeaders(
                headers.map { ($0.key, $0.value) } + [("Host", "localhost"), ("Connection", "close")]
            )
            let head = HTTPRequestHead(
                version: .http1_1,
                method: HTTPMethod(rawValue: method),
                uri: target,
                headers: fields
            )
            let answer = try await connection.executeThenClose { inbound, outbound in
                try await outbound.write(.head(head))
                try await outbound.write(.end(nil))
                return try await Self.read(inbound)
            }
            guard let answer else { throw ControlError("the switch at \(path) does not answer") }
            return answer
        } catch let error as ControlError {
            throw error
        } catch {
            throw ControlError("the control socket \(path) cannot be used: \(error)")
        }
    }

    private typealias Connection = NIOAsyncChannel<HTTPClientResponsePart, HTTPPart<HTTPRequestHead, ByteBuffer>>

    private func connect() async throws -> Connection {
        do {
            return try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton).connect(
                unixDomainSocketPath: path
            ) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(HTTPRequestEncoder())
                    try pipeline.addHandler(ByteToMessageHandler(HTTPResponseDecoder()))
                    try pipeline.addHandler(RequestParts())
                    return try Connection(wrappingChannelSynchronously: channel)
                }
            }
        } catch let error as IOError {
            switch error.errnoCode {
            case ENOENT, ECONNREFUSED: throw ControlError("no switch is running at \(path)")
            case EACCES, EPERM:
                throw ControlError("permission denied: the control socket \(path) belongs to another user")
            default: throw ControlError("cannot connect to the control socket \(path): \(describe(error.errnoCode))")
            }
        }
    }

    /// nil when the connection ends before the answer does.
    private static func read(_ parts: NIOAsyncChannelInboundStream<HTTPClientResponsePart>) async throws -> Answer? {
        var answer: Answer?
        for try await part in parts {
            switch part {
            case .head(let head):
                let headers = head.headers.map { ($0.name.lowercased(), $0.value) }
                answer = Answer(
                    status: Int(head.status.code),
                    headers: Dictionary(headers) { $1 },
                    body: Data()
                )
            case .body(let bytes): answer?.body.append(contentsOf: bytes.readableBytesView)
            case .end: return answer
            }
        }
        return nil
    }
}

/// Turns request parts with plain buffers, which may cross threads, into those that the encoder takes.
private final class RequestParts: ChannelOutboundHandler {
    typealias OutboundIn = HTTPPart<HTTPRequestHead, ByteBuffer>
    typealias OutboundOut = HTTPClientRequestPart

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let part: HTTPClientRequestPart =
            switch unwrapOutboundIn(data) {
            case .head(let head): .head(head)
            case .body(let bytes): .body(.byteBuffer(bytes))
            case .end(let trailers): .end(trailers)
            }
        context.write(wrapOutboundOut(part), promise: promise)
    }
}
