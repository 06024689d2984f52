public import OpenFlow

/// What a learning controller sends for a TCP connection.
public var sampleFlowMod: FlowMod {
    let match = Match([
        FieldMatch(.inPort, 1), FieldMatch(.ethDst, 0x0200_0000_0002), FieldMatch(.ethSrc, 0x0200_0000_0001),
        FieldMatch(.ethType, 0x0800), FieldMatch(.ipProto, 6), FieldMatch(.ipv4Src, 0x0a00_0001),
        FieldMatch(.ipv4Dst, 0x0a00_0002), FieldMatch(.tcpSrc, 40_000), FieldMatch(.tcpDst, 80),
    ])
    return FlowMod(
        .add,
        priority: 100,
        match: match,
        instructions: [.applyActions([.output(port: PortNumber(2), maxLength: 0)])],
        cookie: 0x1234,
        idleTimeout: 10,
        hardTimeout: 30
    )
}

/// A miss of which 128 bytes go to the controller.
public var samplePacketIn: PacketIn {
    PacketIn(
        bufferID: 7,
        totalLength: 1514,
        reason: .noMatch,
        match: Match([FieldMatch(.inPort, 1)]),
        data: [UInt8](repeating: 0xa5, count: 128)
    )
}
