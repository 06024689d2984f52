// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

func product(_ name: String, _ package: String) -> Target.Dependency {
    .product(name: name, package: package)
}

// Targets stand in dependency order: each one imports only what is named on its own line.
let package = Package(
    name: "ofswitch",
    products: [
        .executable(name: "ofswitch", targets: ["ofswitch"]),
        .library(name: "Switch", targets: ["Switch"]),
        .library(name: "Datapath", targets: ["Datapath"]),
        .library(name: "Ports", targets: ["Ports"]),
        .library(name: "Packets", targets: ["Packets"]),
        .library(name: "OpenFlow", targets: ["OpenFlow"]),
        .library(name: "OpenFlowWire", targets: ["OpenFlowWire"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .target(name: "CLinux"),
        .systemLibrary(name: "CPcap", pkgConfig: "libpcap", providers: [.apt(["libpcap-dev"])]),
        .target(name: "Packets", swiftSettings: settings),
        .target(name: "OpenFlow", swiftSettings: settings),
        .target(name: "OpenFlowWire", dependencies: ["OpenFlow"], swiftSettings: settings),
        .target(name: "Ports", dependencies: ["CLinux", "CPcap", "Packets"], swiftSettings: settings),
        .target(
            name: "OpenFlowCapture",
            dependencies: ["OpenFlow", "OpenFlowWire", "Packets", "Ports"],
            swiftSettings: settings
        ),
        .target(
            name: "Datapath",
            dependencies: ["Packets", "OpenFlow", "Ports"],
            swiftSettings: settings
        ),
        .target(name: "Agent", dependencies: ["OpenFlow", "Datapath"], swiftSettings: settings),
        .target(
            name: "OpenFlowChannel",
            dependencies: [
                "OpenFlow", "OpenFlowWire", product("NIOCore", "swift-nio"), product("NIOPosix", "swift-nio"),
                product("Logging", "swift-log"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "SwitchClient",
            dependencies: ["OpenFlow", "OpenFlowWire", "OpenFlowChannel", product("Logging", "swift-log")],
            swiftSettings: settings
        ),
        .target(name: "LearningController", dependencies: ["OpenFlow", "Packets"], swiftSettings: settings),
        .target(
            name: "Switch",
            dependencies: [
                "CLinux", "Packets", "OpenFlow", "Ports", "Datapath", "Agent", "OpenFlowChannel",
                "LearningController", product("Logging", "swift-log"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "Management",
            dependencies: [
                "Switch", "OpenFlow", product("Hummingbird", "hummingbird"), product("Logging", "swift-log"),
                product("NIOCore", "swift-nio"), product("NIOPosix", "swift-nio"),
                product("NIOHTTP1", "swift-nio"), product("ServiceLifecycle", "swift-service-lifecycle"),
                product("Yams", "Yams"),
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "ofswitch",
            dependencies: [
                "Management", "Switch", "SwitchClient", "OpenFlow", "OpenFlowCapture", "OpenFlowChannel",
                product("ArgumentParser", "swift-argument-parser"), product("Logging", "swift-log"),
                product("ServiceLifecycle", "swift-service-lifecycle"),
                product("UnixSignals", "swift-service-lifecycle"),
            ],
            swiftSettings: settings
        ),

        .target(
            name: "TestSupport",
            dependencies: ["Packets", "OpenFlow", "Ports", "Datapath"],
            path: "Tests/TestSupport",
            swiftSettings: settings
        ),
        .testTarget(
            name: "PacketsTests",
            dependencies: ["Packets", "TestSupport"],
            resources: [.copy("Fixtures")],
            swiftSettings: settings
        ),
        .testTarget(name: "OpenFlowTests", dependencies: ["OpenFlow"], swiftSettings: settings),
        .testTarget(
            name: "OpenFlowWireTests",
            dependencies: ["OpenFlow", "OpenFlowWire"],
            resources: [.copy("Fixtures")],
            swiftSettings: settings
        ),
        .testTarget(
            name: "PortsTests",
            dependencies: ["Ports", "Packets", "CLinux"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "OpenFlowCaptureTests",
            dependencies: ["OpenFlowCapture", "OpenFlow", "OpenFlowWire", "Ports"],
            resources: [.copy("Fixtures")],
            swiftSettings: settings
        ),
        .testTarget(
            name: "DatapathTests",
            dependencies: ["Datapath", "OpenFlow", "Ports", "Packets", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "AgentTests",
            dependencies: ["Agent", "Datapath", "OpenFlow"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "OpenFlowChannelTests",
            dependencies: [
                "OpenFlowChannel", "OpenFlow", "OpenFlowWire", product("NIOCore", "swift-nio"),
                product("NIOPosix", "swift-nio"), product("NIOEmbedded", "swift-nio"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "SwitchClientTests",
            dependencies: [
                "SwitchClient", "OpenFlow", "OpenFlowChannel", "OpenFlowWire", product("Logging", "swift-log"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "LearningControllerTests",
            dependencies: ["LearningController", "OpenFlow", "Packets"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "SwitchTests",
            dependencies: [
                "Switch", "Datapath", "OpenFlow", "OpenFlowChannel", "Packets", "Ports", "TestSupport",
                product("Logging", "swift-log"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ManagementTests",
            dependencies: ["Management", "Switch", "OpenFlow", product("Logging", "swift-log")],
            swiftSettings: settings
        ),
        .testTarget(name: "EndToEndTests", exclude: ["Fixtures"], swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6]
)
