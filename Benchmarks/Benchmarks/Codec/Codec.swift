import Benchmark
import OpenFlow
import OpenFlowWire
import Samples

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
