import ArgumentParser
import Foundation
import Management
import OpenFlow
import SwitchClient

/// `ofswitch dump-flows`: the flow entries of a switch, a line each, as ovs-ofctl prints them.
struct DumpFlowsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dump-flows",
        abstract: "Print the flow entries of a switch.",
        discussion:
            "With a TARGET any OpenFlow switch is asked over OpenFlow, else a running ofswitch over its control socket."
    )

    @Argument(help: "tcp:HOST[:PORT], unix:PATH, or a bridge of Open vSwitch")
    var target: String?

    @Argument(help: "Which entries, in the syntax of flows; all if not given.")
    var flow: String?

    @Option(
        defaultAsFlag: "priority",
        parsing: .next,
        help: ArgumentHelp("Sort by these fields, priority if none is named; ascending.", valueName: "fields")
    )
    var sort: String?

    @Option(
        defaultAsFlag: "priority",
        parsing: .next,
        help: ArgumentHelp("Sort by these fields, priority if none is named; descending.", valueName: "fields")
    )
    var rsort: String?

    @Flag(inversion: .prefixedNo, help: "Print times and counters.")
    var stats = true

    @OptionGroup var control: ControlOptions

    @OptionGroup var options: ClientOptions

    func validate() throws {
        if target != nil, control.control != nil {
            throw ValidationError("a TARGET and --control cannot stand together: choose one")
        }
        if let target {
            do {
                _ = try SwitchAddress.target(target, openVSwitchDirectory: "/var/run/openvswitch")
            } catch {
                throw ValidationError("\(error)")
            }
        }
    }

    func run() async throws {
        let (orders, target, flow) = try arguments()
        guard let target else { return try await dumpOwn(orders) }
        try await options.reader(target).withReadingSession { context in
            try FlowFilter.parse(flow, context)
        } _: { session, filter in
            let flows = try await session.flows(filter).sorted(by: orders)
            let names = try await options.namesToPrint(session)
            let version = session.version
            if options.json {
                Output.line(try JSONText.lines(flows.map { FlowEntryRecord($0, in: version, names: names) }))
            } else {
                for flow in flows {
                    let text = stats ? flow.text(in: version) : flow.textWithoutStatistics(in: version)
                    Output.line(names.replacingNumbers(in: text))
                }
            }
        }
    }

    /// `--sort TARGET` takes the target for a field; it is given back here.
    private func arguments() throws -> (orders: [FlowOrder], target: String?, flow: String) {
        var operands = [target, flow].compactMap(\.self)
        var orders: [FlowOrder] = []
        for (fields, isDescending) in [(sort, false), (rsort, true)] {
            guard let fields else { continue }
            do {
                orders += try fields.split(separator: ",").map { field in
                    try FlowOrder(String(field), isDescending: isDescending)
                }
            } catch {
                guard operands.count < 2, target.map({ !Self.looksLikeTarget($0) }) ?? Self.looksLikeTarget(fields)
                else { throw error }
                operands.insert(fields, at: 0)
                orders.append(FlowOrder(.priority, isDescending: isDescending))
            }
        }
        return (orders, operands.first, operands.count > 1 ? operands[1] : "")
    }

    private static func looksLikeTarget(_ text: String) -> Bool { text.contains(":") || text.contains("/") }

    /// The entries of the switch that runs here, over its control socket.
    private func dumpOwn(_ orders: [FlowOrder]) async throws {
        guard orders.isEmpty, stats else {
            throw ValidationError("sorting and --no-stats need a TARGET: write dump-flows TARGET")
        }
        let client = try control.client()
        if options.json {
            let flows = try JSONDecoder().decode([FlowRecord].self, from: try await client.get("/v1/flows?format=json"))
            Output.line(try JSONText.lines(flows.map(Self.record)))
        } else {
            print(try await client.flowText(), terminator: "")
        }
    }

    private static func record(_ flow: FlowRecord) throws -> FlowEntryRecord {
        try FlowEntryRecord(
            table: flow.table,
            priority: flow.priority,
            matchText: flow.match,
            actionsText: flow.actions,
            cookie: flow.cookie,
            duration: flow.durationSeconds,
            packets: flow.packets,
            bytes: flow.bytes,
            idleTimeout: flow.idleTimeout,
            hardTimeout: flow.hardTimeout,
            flags: flow.flags
        )
    }
}
