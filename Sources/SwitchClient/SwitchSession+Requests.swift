public import OpenFlow

extension SwitchSession {
    public func flows(_ filter: FlowFilter = FlowFilter()) async throws -> [FlowStatistics] {
        guard case .flow(let flows) = try await multipart(.flow(filter)).body else { throw unexpected() }
        return flows
    }

    public func features() async throws -> (envelope: Envelope, features: FeaturesReply) {
        let reply = try await request(.featuresRequest)
        guard case .featuresReply(let features) = reply.message else { throw unexpected() }
        return (reply, features)
    }

    public func configuration() async throws -> (envelope: Envelope, config: SwitchConfig) {
        let reply = try await request(.getConfigRequest)
        guard case .getConfigReply(let config) = reply.message else { throw unexpected() }
        return (reply, config)
    }

    /// Sets how fragments are treated and keeps the rest of the configuration; asks the switch whether it has done so.
    public func setFragments(_ mode: SwitchConfig.Fragments) async throws {
        var config = try await configuration().config
        guard config.fragments != mode else { return }
        config.fragments = mode
        try await perform([.setConfig(config)])
        let now = try await configuration().config.fragments
        guard now == mode else {
            throw ClientError("\(name) does not support the mode \(mode.text): it stays at \(now.text)")
        }
    }

    /// The queues of a port, or of all ports that have some.
    ///
    /// Replies as they came: one, or before 1.4 one for each port.
    public func queueConfiguration(of port: PortNumber, queueID: UInt32) async throws -> [Envelope] {
        if version >= .v1_4 {
            let answer = try await multipart(.queueDescription(QueueFilter(port: port, queueID: queueID)))
            return [Envelope(xid: answer.xid, .multipartReply(MultipartReply(answer.body)))]
        }
        // 1.0 can ask for one port only.
        let isWhole = port == .any && version == .v1_0
        let ports = isWhole ? try await self.ports().map(\.number).filter(\.isOrdinary) : [port]
        var replies: [Envelope] = []
        for port in ports { replies.append(try await request(.queueGetConfigRequest(port))) }
        return replies
    }

    /// Sends an echo request and checks the answer; returns its xid and the time it took.
    public func echo(_ payload: [UInt8]) async throws -> (xid: UInt32, time: Duration) {
        let clock = ContinuousClock()
        let start = clock.now
        let reply = try await request(.echoRequest(payload))
        let time = clock.now - start
        guard case .echoReply(let data) = reply.message else { throw unexpected() }
        guard data == payload else {
            throw ClientError(
                "\(name) answers an echo request with \(data.count) other bytes than the \(payload.count) sent"
            )
        }
        return (reply.xid, time)
    }

    func unexpected() -> ClientError { ClientError("\(name) answers with another message than was asked for") }
}
