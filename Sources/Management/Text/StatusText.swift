import OpenFlow
public import Switch

extension SwitchStatus {
    /// Several lines for people, ending with a line end.
    public var text: String {
        var lines = [
            "switch \(name): datapath \(datapathID), OpenFlow \(versions.joined(separator: ", ")), "
                + "fail mode \(failMode), up \(Self.duration(uptimeSeconds))"
        ]
        lines += Self.section("ports", portRows)
        lines += Self.section("controllers", controllerRows)
        lines += Self.section("listening on", listeners.map { [$0] })
        lines += Self.section("tables", tableRows)
        lines.append("buffers: \(buffers.used) of \(buffers.capacity) in use, \(upcalls) frames sent to controllers")
        lines += Self.section("dropped frames", drops.sorted { $0.key < $1.key }.map { [$0.key, "\($0.value)"] })
        return lines.joined(separator: "\n") + "\n"
    }

    private var portRows: [[String]] {
        ports.map { port in
            [
                PortNumber(port.number).text, port.name, port.hardwareAddress, port.isUp ? "up" : "down",
                "rx \(port.rxPackets) packets, \(port.rxBytes) bytes, \(port.rxDropped) dropped",
                "tx \(port.txPackets) packets, \(port.txBytes) bytes, \(port.txDropped) dropped",
            ]
        }
    }

    private var controllerRows: [[String]] {
        controllers.map { controller in
            [
                controller.target, controller.state, controller.version.map { "OpenFlow \($0)" } ?? "-",
                controller.role ?? "-", "in \(controller.messagesIn)", "out \(controller.messagesOut)",
                controller.lastError.map { "last error: \($0)" } ?? "",
            ]
        }
    }

    private var tableRows: [[String]] {
        tables.map { table in
            [
                "\(table.id)", "\(table.flows) flows", "\(table.lookups) lookups", "\(table.matched) matched",
                "\(table.tuples) tuples",
            ]
        }
    }

    private static func section(_ title: String, _ rows: [[String]]) -> [String] {
        guard !rows.isEmpty else { return ["\(title): none"] }
        var widths: [Int] = []
        for row in rows {
            for (column, cell) in row.enumerated() {
                if column == widths.count { widths.append(0) }
                widths[column] = max(widths[column], cell.count)
            }
        }
        let lines = rows.map { row in
            var line = " "
            for (cell, width) in zip(row, widths) {
                line += " " + cell + String(repeating: " ", count: width - cell.count + 1)
            }
            while line.last == " " { line.removeLast() }
            return line
        }
        return ["\(title):"] + lines
    }

    /// "1d 2h 3m 4s", beginning with the largest unit that is not 0.
    private static func duration(_ seconds: Double) -> String {
        let seconds = Int(seconds)
        let parts = [
            (seconds / 86_400, "d"), (seconds / 3600 % 24, "h"), (seconds / 60 % 60, "m"), (seconds % 60, "s"),
        ]
        let shown = parts.drop { $0.0 == 0 }
        return shown.isEmpty ? "0s" : shown.map { "\($0.0)\($0.1)" }.joined(separator: " ")
    }
}
