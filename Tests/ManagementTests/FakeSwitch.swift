import Management
import OpenFlow
import Switch

/// A switch that answers what it was made with.
struct FakeSwitch: ControlledSwitch {
    struct Broken: Error, CustomStringConvertible { let description = "the datapath has stopped" }

    var isBroken = false

    func status() async -> SwitchStatus { Self.sampleStatus }

    func flows() async throws -> [FlowStatistics] {
        if isBroken { throw Broken() }
        return [Self.sampleFlow]
    }

    static let sampleStatus = SwitchStatus(
        name: "s1",
        datapathID: "00000000000000a1",
        uptimeSeconds: 93_784.5,
        versions: ["1.0", "1.3"],
        ports: [
            SwitchStatus.Port(
                number: 1,
                name: "veth1",
                hardwareAddress: "00:11:22:33:44:55",
                isUp: true,
                rxPackets: 10,
                rxBytes: 1000,
                txPackets: 7,
                txBytes: 700,
                txDropped: 1
            ),
            SwitchStatus.Port(number: 12, name: "v2", hardwareAddress: "00:11:22:33:44:56", isUp: false),
        ],
        tables: [SwitchStatus.Table(id: 0, flows: 3, lookups: 17, matched: 15, tuples: 2)],
        buffers: SwitchStatus.Buffers(used: 2, capacity: 256),
        upcalls: 5,
        drops: ["table_miss": 2, "loop": 1],
        controllers: [
            SwitchStatus.Controller(
                target: "tcp:127.0.0.1:6653",
                state: "connected",
                version: "1.3",
                role: "equal",
                messagesIn: 9,
                messagesOut: 8
            ),
            SwitchStatus.Controller(
                target: "tcp:10.0.0.1:6653",
                state: "waiting",
                lastError: "connection refused"
            ),
        ],
        listeners: ["ptcp:6654:127.0.0.1"]
    )

    static let sampleFlow = FlowStatistics(
        tableID: 0,
        priority: 100,
        match: Match([FieldMatch(.inPort, 1)]),
        instructions: [.applyActions([.output(port: PortNumber(2), maxLength: 0)])],
        cookie: .max,
        duration: 1_500_000_000,
        idleTimeout: 10,
        hardTimeout: 0,
        flags: .sendFlowRemoved,
        packetCount: 3,
        byteCount: 294
    )
    static let sampleFlowLine =
        " cookie=0xffffffffffffffff, duration=1.500s, table=0, n_packets=3, n_bytes=294, idle_timeout=10, "
        + "send_flow_rem priority=100,in_port=1 actions=output:2\n"
}
