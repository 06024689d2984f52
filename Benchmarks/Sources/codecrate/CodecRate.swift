import Glibc
import OpenFlow
import OpenFlowWire
import Samples

/// Messages to bytes and back, as many as one core can do: `codecrate [MESSAGES]`.
@main
struct CodecRate {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard arguments.count <= 1, let count = arguments.first.map({ Int($0) }) ?? 2_000_000, count >= 10 else {
            print("usage: codecrate [MESSAGES]    at least 10; 2000000 when not given")
            exit(64)
        }
        let messages: [(String, Message)] = [
            ("flow-mod", .flowMod(sampleFlowMod)), ("packet-in", .packetIn(samplePacketIn)),
        ]
        for (version, name) in [(OpenFlowVersion.v1_0, "1.0"), (.v1_3, "1.3"), (.v1_4, "1.4")] {
            for (kind, message) in messages {
                let envelope = Envelope(xid: 1, message)
                var bytes: [UInt8] = []
                try encode(envelope, version: version, into: &bytes)
                let encoding = try rate(count) { try encodeMany($0, envelope, version, &bytes) }
                let decoding = try rate(count) { try decodeMany($0, bytes, version) }
                print("\(name) \(kind): \(encoding) encoded, \(decoding) decoded, million per second")
            }
        }
    }

    /// Millions per second in the best of ten parts.
    private static func rate(_ count: Int, _ work: (Int) throws -> Void) rethrows -> Double {
        let part = count / 10
        var best = Double.infinity
        for _ in 0..<10 {
            let start = now()
            try work(part)
            best = min(best, now() - start)
        }
        return (Double(part) / best * 100_000).rounded() / 100
    }

    private static func encodeMany(
        _ count: Int,
        _ envelope: Envelope,
        _ version: OpenFlowVersion,
        _ bytes: inout [UInt8]
    ) throws {
        for _ in 0..<count {
            bytes.removeAll(keepingCapacity: true)
            try encode(envelope, version: version, into: &bytes)
        }
    }

    private static func decodeMany(_ count: Int, _ bytes: [UInt8], _ version: OpenFlowVersion) throws {
        try bytes.withUnsafeBytes { buffer in
            for _ in 0..<count { keep(try decode(buffer, version: version)) }
        }
    }

    /// Keeps the optimizer from leaving out what made the value.
    @inline(never)
    private static func keep(_ envelope: Envelope) {}

    /// Nanoseconds.
    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
    }
}
