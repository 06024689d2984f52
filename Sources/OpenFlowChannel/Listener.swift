import Logging
import NIOCore
import OpenFlow
import Synchronization

/// One listening socket and the connections it has accepted.
final class Listener: Sendable {
    private struct Accepted {
        var channel: any Channel
        var link: Link
        var since = NIODeadline.now()
    }

    /// With the port that was taken when port 0 was asked for.
    let target: Target
    private let channel: any Channel
    private let file: UnixSocketFile?
    private let since = NIODeadline.now()
    private let accepted: Connections

    /// Keeps the connections apart from the listener, which does not exist yet when the first one may come.
    private final class Connections: Sendable {
        let all = Mutex<[ConnectionID: Accepted]>([:])
    }

    private init(target: Target, channel: any Channel, file: UnixSocketFile?, accepted: Connections) {
        self.target = target
        self.channel = channel
        self.file = file
        self.accepted = accepted
    }

    static func open(
        on target: Target,
        loop: any EventLoop,
        settings: ChannelSettings,
        logger: Logger,
        report: @escaping @Sendable (Link, ConnectionHandler.Report) -> Void
    ) async throws -> Listener {
        let accepted = Connections()
        let (channel, file) = try await Sockets.listen(on: target, loop: loop) { channel in
            let link = Link(channel, target: target, isController: false, settings: settings, logger: logger)
            accepted.all.withLock { $0[link.id] = Accepted(channel: channel, link: link) }
            return channel.addHandler(for: link, settings: settings, logger: logger) { what in
                switch what {
                case .ready: accepted.all.withLock { $0[link.id]?.since = .now() }
                case .received: break
                case .closed: accepted.all.withLock { _ = $0.removeValue(forKey: link.id) }
                }
                report(link, what)
            }
        }
        return Listener(target: actual(target, channel), channel: channel, file: file, accepted: accepted)
    }

    /// Takes no more connections and ends those there are; returns when all sockets are closed.
    func close() async {
        file?.remove()
        channel.close(promise: nil)
        await channel.hasClosed()
        let last = accepted.all.withLock { Array($0.values) }
        for connection in last { connection.link.requestClose(reason: OpenFlowEndpoints.shutdownReason) }
        for connection in last { await connection.channel.hasClosed() }
    }

    /// The listener, then its connections in the order in which they came.
    func status() -> [ConnectionStatus] {
        let own = ConnectionStatus(
            target: target,
            role: .listener,
            state: .listening,
            inStateFor: .since(since),
            peer: Sockets.address(channel.localAddress),
            counters: ChannelCounters()
        )
        let connections = accepted.all.withLock { $0.values.sorted { $0.link.id.rawValue < $1.link.id.rawValue } }
        return [own]
            + connections.map { connection in
                var status = ConnectionStatus(
                    target: target,
                    role: .accepted,
                    state: .handshake,
                    inStateFor: .since(connection.since),
                    counters: ChannelCounters(),
                    lastError: connection.link.lastError
                )
                status.add(connection.link)
                return status
            }
    }

    private static func actual(_ target: Target, _ channel: any Channel) -> Target {
        guard case .passiveTCP(let host, 0) = target, let port = channel.localAddress?.port else { return target }
        return .passiveTCP(host: host, port: UInt16(port))
    }
}
