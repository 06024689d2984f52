import Glibc
import NIOCore
import NIOPosix

/// The sockets below the connections: how they are opened, with which options.
enum Sockets {
    /// Opens a connection to an active target; `initializer` runs when it stands, before anything is read.
    ///
    /// A host with several addresses may have several attempts under way, so handlers must not be added before.
    static func connect(
        to target: Target,
        on loop: any EventLoop,
        timeout: Duration,
        initializer: @escaping @Sendable (any Channel) -> EventLoopFuture<Void>
    ) -> EventLoopFuture<any Channel> {
        let bootstrap = ClientBootstrap(group: loop)
            .connectTimeout(.nanoseconds(Int64(clamping: timeout.nanoseconds)))
            .channelOption(.autoRead, value: false)
            .channelInitializer { configure($0, isTCP: target.isTCP) }
        let connected: EventLoopFuture<any Channel>
        switch target {
        case .tcp(let host, let port):
            connected = bootstrap.connect(host: host, port: Int(port))
        case .unix(let path):
            connected = bootstrap.connect(unixDomainSocketPath: path)
        case .passiveTCP, .passiveUnix:
            return loop.makeFailedFuture(
                ChannelError("\(target) is for listening; to connect, write tcp:HOST[:PORT] or unix:PATH")
            )
        case .embedded:
            return loop.makeFailedFuture(ChannelError("the embedded controller has no socket to connect to"))
        }
        return connected.flatMap { channel in
            initializer(channel)
                .flatMap { channel.setOption(.autoRead, value: true) }
                .map { channel }
        }
    }

    /// Opens a listener; for Unix sockets with the file that is to be removed in the end.
    static func listen(
        on target: Target,
        loop: any EventLoop,
        initializer: @escaping @Sendable (any Channel) -> EventLoopFuture<Void>
    ) async throws -> (channel: any Channel, file: UnixSocketFile?) {
        let bootstrap = ServerBootstrap(group: loop)
            .serverChannelOption(.backlog, value: 128)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: target.isTCP ? 1 : 0)
            .childChannelInitializer { channel in
                configure(channel, isTCP: target.isTCP).flatMap { initializer(channel) }
            }
        switch target {
        case .passiveTCP(let host, let port):
            do {
                return (try await bootstrap.bind(host: host, port: Int(port)).get(), nil)
            } catch {
                throw ChannelError("cannot listen on \(target): \(describe(error))")
            }
        case .passiveUnix(let path):
            let (descriptor, file) = try UnixSocketFile.bind(path)
            do {
                return (try await bootstrap.withBoundSocket(descriptor).get(), file)
            } catch {
                file.remove()
                throw ChannelError("cannot listen on \(target): \(describe(error))")
            }
        case .tcp, .unix, .embedded:
            throw ChannelError("\(target) is not for listening; write ptcp:[PORT][:HOST] or punix:PATH")
        }
    }

    /// Large reads, one per turn of the loop, so that a consumer that falls behind is noticed between them.
    private static func configure(_ channel: any Channel, isTCP: Bool) -> EventLoopFuture<Void> {
        let buffers = AdaptiveRecvByteBufferAllocator(minimum: 2048, initial: 16384, maximum: 256 << 10)
        let common = channel.setOption(.recvAllocator, value: buffers)
            .flatMap { channel.setOption(.maxMessagesPerRead, value: 1) }
        guard isTCP else { return common }
        return common.flatMap { channel.setOption(.tcpOption(.tcp_nodelay), value: 1) }
    }

    /// The other end of a connection, as a target is written.
    static func peer(of channel: any Channel, target: Target) -> String {
        switch target {
        case .tcp, .passiveTCP:
            address(channel.remoteAddress) ?? "\(target)"
        case .unix, .passiveUnix, .embedded:
            "\(target)"
        }
    }

    /// ADDRESS:PORT, or nil when there is none.
    static func address(_ address: SocketAddress?) -> String? {
        guard let address, let host = address.ipAddress, let port = address.port else { return nil }
        return "tcp:\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }

    /// What went wrong, without the names of functions and addresses that the library adds.
    static func describe(_ error: any Error) -> String {
        switch error {
        case let error as IOError:
            return String(cString: strerror(error.errnoCode))
        case let error as NIOConnectionError:
            if let error = error.connectionErrors.last?.error { return describe(error) }
            return error.dnsAError == nil && error.dnsAAAAError == nil ? "\(error)" : "no such host \(error.host)"
        case SocketAddressError.unknown(let host, _):
            return "no such host \(host)"
        case NIOCore.ChannelError.connectTimeout:
            return "no answer in time"
        default:
            return "\(error)"
        }
    }
}

extension Target {
    var isTCP: Bool {
        switch self {
        case .tcp, .passiveTCP: true
        case .unix, .passiveUnix, .embedded: false
        }
    }
}
