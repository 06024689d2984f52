extension Envelope {
    /// The message as `ovs-ofctl ofp-print` prints it, without a line end after the last line:
    /// "OFPT_FLOW_MOD (OF1.3) (xid=0x1): ADD table:1 priority=5,ip actions=output:2".
    ///
    /// What ovs-ofctl does not know is printed in the same style. These differ from it:
    /// - The frame of a packet-in or packet-out is printed as hexadecimal bytes, not as a flow.
    /// - The message that an error quotes is printed by `quoted`, which gets its bytes; nil, and the default, stand for
    ///   hexadecimal bytes.
    public func text(
        in version: OpenFlowVersion,
        quoted: ([UInt8]) -> String? = { _ in nil }
    ) -> String {
        let shown = version == .v1_0 ? "" : " (OF\(version.text))"
        return "\(message.name(in: version))\(shown) (xid=\(NumberText.hex(xid))):"
            + message.detail(in: version, quoted: quoted)
    }
}

extension Message {
    /// What follows the colon; begins with a space or a line end, or is empty.
    fileprivate func detail(in version: OpenFlowVersion, quoted: ([UInt8]) -> String?) -> String {
        switch self {
        case .hello(let hello): hello.detail(in: version)
        case .error(let error): error.detail(in: version, quoted: quoted)
        case .echoRequest(let data), .echoReply(let data): Self.echoDetail(data)
        case .experimenter(let experimenter): experimenter.detail(in: version)
        case .featuresReply(let features): " " + features.text(in: version)
        case .getConfigReply(let config), .setConfig(let config): " " + config.text
        case .packetIn(let packet): packet.detail(in: version)
        case .flowRemoved(let removed): " " + removed.text(in: version)
        case .portStatus(let status): " " + status.text(in: version)
        case .packetOut(let packet): packet.detail(in: version)
        case .flowMod(let mod): mod.detail(in: version)
        case .portMod(let mod): " " + mod.text
        case .multipartRequest(let request): request.detail(in: version)
        case .multipartReply(let reply): reply.detail(in: version)
        case .groupMod(let mod): "\n " + mod.text(in: version)
        case .tableMod(let table): " " + table.modText(in: version)
        case .queueGetConfigRequest(let port): " port=\(port.text)"
        case .queueGetConfigReply(let config): config.queues.isEmpty ? "" : " " + config.text
        case .roleRequest(let role), .roleReply(let role): " " + role.text(in: version)
        case .getAsyncReply(let config), .setAsync(let config): "\n" + config.text(in: version)
        case .meterMod(let mod): " " + mod.text
        case .roleStatus(let status): " " + status.text
        case .tableStatus(let status): " " + status.text
        case .requestForward(let forward): " " + forward.text(in: version)
        case .bundleControl(let control): "\n " + control.text
        case .bundleAdd(let add): "\n " + add.text(in: version, quoted: quoted)
        case .controllerStatus(let status): "\n " + status.text
        case .featuresRequest, .getConfigRequest, .barrierRequest, .barrierReply, .getAsyncRequest: ""
        }
    }

    private static func echoDetail(_ data: [UInt8]) -> String {
        " \(data.count) bytes of payload" + (data.isEmpty ? "" : "\n" + HexDump.text(data))
    }
}
