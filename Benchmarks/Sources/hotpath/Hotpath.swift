import Glibc
import Scenarios

/// `hotpath count`: how often a frame calls the allocator and the Swift runtime (with `CallCounter` preloaded).
/// `hotpath time`: how long it takes, also for profilers.
@main
struct Hotpath {
    private static let usage = """
        usage: hotpath count [--frames N]
               hotpath time [--frames N] [SCENARIO]...

          count      calls of the allocator and of the Swift runtime per frame; needs the call counter preloaded.
                     Status 1 when there are any, 2 when the counter does not work.
          time       nanoseconds per frame, the best of ten parts
          --frames   frames for each scenario (count: 1000000, time: 20000000)

        scenarios: \(Scenario.allCases.map(\.rawValue).joined(separator: " "))
        """

    static func main() {
        var arguments = CommandLine.arguments.dropFirst()
        let command = arguments.popFirst()
        var frames = command == "count" ? 1_000_000 : 20_000_000
        var scenarios: [Scenario] = []
        while let argument = arguments.popFirst() {
            if argument == "--frames" {
                guard let text = arguments.popFirst(), let number = Int(text), number > 0 else {
                    fail("--frames needs a number above 0\n\(usage)", status: 64)
                }
                frames = number
            } else if let scenario = Scenario(rawValue: argument), command == "time" {
                scenarios.append(scenario)
            } else {
                fail("unknown argument: \(argument)\n\(usage)", status: 64)
            }
        }
        do {
            switch command {
            case "count": try count(frames: frames)
            case "time": try time(scenarios.isEmpty ? Scenario.allCases : scenarios, frames: frames)
            case "-h", "--help": print(usage)
            default: fail(usage, status: 64)
            }
        } catch {
            fail("\(error)", status: 3)
        }
    }

    // MARK: count

    private static func count(frames: Int) throws {
        guard let counter = CallCounter() else { fail("the call counter is not preloaded", status: 2) }
        let control = countControl(counter)
        printRow("scenario", CallCounts.Kind.allCases.map { "\($0)" })
        printRow("control, calls", CallCounts.Kind.allCases.map { "\(control[$0])" })
        if let blind = CallCounts.Kind.allCases.first(where: { control[$0] == 0 }) {
            fail("the call counter does not see \(blind): its zeros mean nothing", status: 2)
        }
        var failed: [String] = []
        for scenario in Scenario.allCases {
            let counts = try count(scenario, frames: frames, counter)
            printRow(scenario.rawValue, CallCounts.Kind.allCases.map { perFrame(counts[$0], frames) })
            if !counts.isZero { failed.append(scenario.rawValue) }
        }
        guard failed.isEmpty else {
            fail("frames call the allocator or the runtime in: \(failed.joined(separator: ", "))", status: 1)
        }
        print("calls per frame, \(frames) frames each: no frame calls the allocator or the runtime")
    }

    private static func countControl(_ counter: CallCounter) -> CallCounts {
        var counts = CallCounts()
        counter.start()
        Control.run()
        counter.stop(into: &counts)
        return counts
    }

    private static func count(_ scenario: Scenario, frames: Int, _ counter: CallCounter) throws -> CallCounts {
        var loopback = try LoopbackSwitch.make(scenario)
        _ = loopback.run(frames: 10_000)
        var counts = CallCounts()
        counter.start()
        _ = loopback.run(frames: frames)
        counter.stop(into: &counts)
        try loopback.check()
        return counts
    }

    /// Calls per frame; totals too small for that are shown as such.
    private static func perFrame(_ count: UInt64, _ frames: Int) -> String {
        if count == 0 { return "0" }
        let thousandths = (count * 1000 + UInt64(frames) - 1) / UInt64(frames)
        return "\(thousandths / 1000).\(String(1000 + thousandths % 1000).dropFirst())"
    }

    // MARK: time

    private static func time(_ scenarios: [Scenario], frames: Int) throws {
        let parts = 10
        for scenario in scenarios {
            var loopback = try LoopbackSwitch.make(scenario)
            _ = loopback.run(frames: 100_000)
            var best = Double.infinity
            for _ in 0..<parts {
                let start = now()
                let count = loopback.run(frames: max(1, frames / parts))
                best = min(best, (now() - start) / Double(count))
            }
            try loopback.check()
            printRow(scenario.rawValue, ["\((best * 10).rounded() / 10)"], " ns per frame")
        }
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
    }

    // MARK: Output

    private static func printRow(_ name: String, _ columns: [String], _ note: String = "") {
        let padded = columns.map { String(repeating: " ", count: max(0, 12 - $0.count)) + $0 }
        print(name + String(repeating: " ", count: max(0, 16 - name.count)) + padded.joined() + note)
    }

    private static func fail(_ message: String, status: Int32) -> Never {
        let line = "hotpath: \(message)\n"
        _ = line.withCString { write(STDERR_FILENO, $0, strlen($0)) }
        exit(status)
    }
}
