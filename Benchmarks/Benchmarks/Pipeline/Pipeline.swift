import Benchmark
import Scenarios

/// Frames through a whole worker on ports in memory; one iteration is 64000 of them. Counts are held against the files in
/// `Thresholds/`, time is only reported. (The names go into file names: no spaces.)
let benchmarks: @Sendable () -> Void = {
    let frames = 64_000
    for scenario in Scenario.allCases {
        Benchmark(
            scenario.rawValue,
            configuration: .init(
                metrics: [.objectAllocCount, .retainCount, .releaseCount, .wallClock],
                warmupIterations: 1,
                maxDuration: .seconds(2),
                maxIterations: 50
            )
        ) { benchmark in
            var loopback = try LoopbackSwitch.make(scenario)
            _ = loopback.run(frames: 1_000)
            benchmark.startMeasurement()
            _ = loopback.run(frames: frames)
            benchmark.stopMeasurement()
            try loopback.check()
        }
    }
}
