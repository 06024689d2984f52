import Benchmark
import OpenFlow
import OpenFlowWire

/// Messages to bytes and back; one iteration is 1000 messages.
let benchmarks: @Sendable () -> Void = {
    let count = 1_000
    let samples: [(name: String, message: Message)] = [
        ("flow-mod", .flowMod(sampleFlowMod)), ("packet-in", .packetIn(samplePacketIn)),
    ]
    for version in [OpenFlowVersion.v1_0, .v1_3] {
        for (name, message) in samples {
            let title = "\(name)-\(version == .v1_0 ? "1.0" : "1.3")"
            Benchmark("\(title)-encode", configuration: configuration) { benchmark in
                let envelope = Envelope(xid: 1, message)
                var bytes: [UInt8] = []
                bytes.reserveCapacity(1024)
                benchmark.startMeasurement()
                for _ in 0..<count {
                    bytes.removeAll(keepingCapacity: true)
                    try encode(envelope, version: version, into: &bytes)
                }
                benchmark.stopMeasurement()
                blackHole(bytes)
            }
            Benchmark("\(title)-decode", configuration: configuration) { benchmark in
                var bytes: [UInt8] = []
                try encode(Envelope(xid: 1, message), version: version, into: &bytes)
                benchmark.startMeasurement()
                for _ in 0..<count { blackHole(try decoded(bytes, version)) }
                benchmark.stopMeasurement()
            }
        }
    }
}

private var configuration: Benchmark.Configuration {
    .init(
        metrics: [.objectAllocCount, .retainCount, .releaseCount, .wallClock],
        warmupIterations: 1,
        maxDuration: .seconds(1),
        maxIterations: 200
    )
}

@inline(never)
private func decoded(_ bytes: [UInt8], _ version: OpenFlowVersion) throws -> Envelope {
    try bytes.withUnsafeBytes { try decode($0, version: version) }
}

/// What a learning controller sends for a TCP connection.
private var sampleFlowMod: FlowMod {
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
private var samplePacketIn: PacketIn {
    PacketIn(
        bufferID: 7,
        totalLength: 1514,
        reason: .noMatch,
        match: Match([FieldMatch(.inPort, 1)]),
        data: [UInt8](repeating: 0xa5, count: 128)
    )
}
