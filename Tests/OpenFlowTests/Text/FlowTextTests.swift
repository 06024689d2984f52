import Foundation
import OpenFlow
import Testing

@Suite struct FlowTextTests {
    @Test(arguments: FlowSample.matches + FlowSample.actions)
    func printsWhatOvsOfctlPrints(_ sample: FlowSample) {
        #expect(sample.flow.text(in: sample.version) == FlowSample.prefix + sample.line)
    }

    @Test func printsStatisticsTimeoutsAndFlags() {
        var flow = FlowStatistics(
            tableID: 0,
            priority: 100,
            match: Match([
                FieldMatch(.inPort, 1), FieldMatch(.vlanVID, 0x1005), FieldMatch(.ethType, 0x0800),
                FieldMatch(.ipProto, 6), FieldMatch(.ipv4Dst, 0x0a00_0000, mask: 0xff00_0000), FieldMatch(.tcpDst, 80),
            ]),
            instructions: [
                .applyActions([
                    .output(port: PortNumber(2), maxLength: 0), .output(port: .controller, maxLength: 128),
                ])
            ],
            cookie: 0,
            duration: 1_234_000_000,
            idleTimeout: 10,
            hardTimeout: 0,
            flags: .sendFlowRemoved,
            packetCount: 3,
            byteCount: 294
        )
        #expect(
            flow.text
                == " cookie=0x0, duration=1.234s, table=0, n_packets=3, n_bytes=294, idle_timeout=10, send_flow_rem "
                + "priority=100,tcp,in_port=1,dl_vlan=5,nw_dst=10.0.0.0/8,tp_dst=80 actions=output:2,CONTROLLER:128"
        )
        flow = FlowStatistics(
            tableID: 1,
            priority: 0x8000,
            match: Match(),
            instructions: [],
            cookie: .max,
            duration: 100_000_000_100,
            idleTimeout: 1,
            hardTimeout: 2,
            flags: [.sendFlowRemoved, .checkOverlap, .resetCounts, .noPacketCounts, .noByteCounts],
            importance: 7,
            packetCount: 3,
            byteCount: 294
        )
        #expect(
            flow.text
                == " cookie=0xffffffffffffffff, duration=100.0000001s, table=1, n_packets=3, n_bytes=294, "
                + "idle_timeout=1, hard_timeout=2, send_flow_rem check_overlap reset_counts no_packet_counts "
                + "no_byte_counts importance=7, actions=drop"
        )
        flow.priority = 0
        #expect(flow.text.hasSuffix("importance=7, priority=0 actions=drop"))
    }

    @Test(
        arguments: [
            (0, "::"), (5, "::5"), (0x0102_0304, "::1.2.3.4"), (0xffff_0102_0304, "::ffff:1.2.3.4"),
            (0x0001_0000_0000_0002_0000_0000_0000_0003, "1:0:0:2::3"),
            (0x0001_0000_0002_0003_0004_0005_0006_0007, "1:0:2:3:4:5:6:7"), (1 << 112, "1::"),
        ] as [(UInt128, String)]
    )
    func shortensIPv6Addresses(address: UInt128, text: String) {
        let match = Match([FieldMatch(.ethType, 0x86dd), FieldMatch(.ipv6Dst, address)])
        #expect(match.text == "ipv6,ipv6_dst=\(text)")
    }

    @Test func namesWhatOvsOfctlDoesNotKnow() {
        let match = Match([FieldMatch(.pbbISID, 5), FieldMatch(.ipv6ExtHdr, 1, mask: 3), FieldMatch(.inPhyPort, 7)])
        #expect(match.text == "in_phy_port=7,pbb_isid=0x5,ipv6_exthdr=0x1/0x3")
        let actions: [Action] = [.copyTTLIn, .popPBB, .experimenter(id: 0x2320, data: [1, 0xff])]
        #expect(actions.text() == "copy_ttl_in,pop_pbb,experimenter(id=0x2320,data=0x01ff)")
    }

    @Test func readsAndWritesVersions() {
        #expect(OpenFlowVersion.allCases.map(\.text) == ["1.0", "1.1", "1.2", "1.3", "1.4", "1.5"])
        #expect(OpenFlowVersion(text: "1.3") == .v1_3)
        #expect(OpenFlowVersion(text: "1.6") == nil)
        #expect(OpenFlowVersion(text: "13") == nil)
    }

    /// The real ovs-ofctl takes each of our lines as a flow to add, and prints the same flow from it.
    @Test(
        .enabled(if: OvsOfctl.path != nil, "ovs-ofctl is not installed"),
        arguments: [OpenFlowVersion.v1_0, .v1_3, .v1_5]
    )
    func ovsOfctlReadsTheLinesBack(version: OpenFlowVersion) throws {
        let samples = (FlowSample.matches + FlowSample.actions).filter { $0.version == version }
        try #require(!samples.isEmpty)
        let answers = try OvsOfctl.parseFlows(samples.map { $0.flow.text(in: version) }, in: version)
        #expect(answers == samples.map(\.line))
    }
}

/// The tool that our syntax is measured by.
private enum OvsOfctl {
    static let path = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
        .map { "\($0)/ovs-ofctl" }.first { FileManager.default.isExecutableFile(atPath: $0) }

    /// What it makes of each line, from behind its "ADD ".
    static func parseFlows(_ lines: [String], in version: OpenFlowVersion) throws -> [String] {
        let file = FileManager.default.temporaryDirectory.appending(path: "flows-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file)
        let process = Process()
        process.executableURL = URL(filePath: try #require(path))
        let name = "OpenFlow" + version.text.replacing(".", with: "")
        process.arguments = ["-O", name, "parse-flows", file.path]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap { line in
            line.range(of: " ADD ").map { String(line[$0.upperBound...]) }
        }
    }
}
