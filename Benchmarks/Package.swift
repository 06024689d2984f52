// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

func product(_ name: String) -> Target.Dependency { .product(name: name, package: "ofswitch") }
let benchmark: Target.Dependency = .product(name: "Benchmark", package: "benchmark")
let plugin: Target.PluginUsage = .plugin(name: "BenchmarkPlugin", package: "benchmark")

// Measurements, apart from the main package so that nobody who only wants the switch builds them.
// `Scripts/benchmark` in the main package runs them.
let package = Package(
    name: "ofswitch-benchmarks",
    dependencies: [
        .package(name: "ofswitch", path: ".."),
        // Without its default traits, which want jemalloc.
        .package(url: "https://github.com/ordo-one/benchmark", exact: "1.38.1", traits: []),
    ],
    targets: [
        .target(
            name: "Scenarios",
            dependencies: [product("Datapath"), product("Ports"), product("Packets"), product("OpenFlow")],
            swiftSettings: settings
        ),
        .target(name: "Samples", dependencies: [product("OpenFlow")], swiftSettings: settings),
        .executableTarget(
            name: "codecrate",
            dependencies: ["Samples", product("OpenFlow"), product("OpenFlowWire")],
            swiftSettings: settings
        ),
        .executableTarget(name: "hotpath", dependencies: ["Scenarios"], swiftSettings: settings),
        .executableTarget(
            name: "Pipeline",
            dependencies: ["Scenarios", benchmark],
            path: "Benchmarks/Pipeline",
            swiftSettings: settings,
            plugins: [plugin]
        ),
        .executableTarget(
            name: "Codec",
            dependencies: ["Samples", product("OpenFlow"), product("OpenFlowWire"), benchmark],
            path: "Benchmarks/Codec",
            swiftSettings: settings,
            plugins: [plugin]
        ),
    ],
    swiftLanguageModes: [.v6]
)
