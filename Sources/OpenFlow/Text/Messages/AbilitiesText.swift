/// What flow entries of a table may hold, ready to be compared and printed. What is not said of the table-miss entry is
/// what is said of the others.
struct AbilitiesText: Equatable {
    private var nextTables: [UInt8]
    private var instructions: [InstructionKind]
    private var write: Actions
    private var apply: Actions

    struct Actions: Equatable {
        var kinds: [ActionKind]
        var setFields: Set<MatchField>
        var copyFields: Set<MatchField>

        var isEmpty: Bool { kinds.isEmpty && setFields.isEmpty && copyFields.isEmpty }

        var lines: [String] {
            var lines: [String] = []
            lines.append("        actions: \(kinds.text)")
            if !setFields.isEmpty { lines.append("        supported on Set-Field: \(FieldListText.text(setFields))") }
            if !copyFields.isEmpty {
                lines.append("        supported on Copy-Field: \(FieldListText.text(copyFields))")
            }
            return kinds.isEmpty ? Array(lines.dropFirst()) : lines
        }
    }

    init(_ own: TableFeatures.Abilities, or other: TableFeatures.Abilities?) {
        nextTables = (own.nextTables ?? other?.nextTables ?? []).sorted()
        let instructions = Set(own.instructions ?? other?.instructions ?? [])
        self.instructions = InstructionKind.printed.map(\.0).filter(instructions.contains)
        write = Actions(
            kinds: (own.writeActions ?? other?.writeActions ?? []).sorted { $0.rawValue < $1.rawValue },
            setFields: Set((own.writeSetFields ?? other?.writeSetFields ?? []).map(\.field)),
            copyFields: Set((own.writeCopyFields ?? other?.writeCopyFields ?? []).map(\.field))
        )
        apply = Actions(
            kinds: (own.applyActions ?? other?.applyActions ?? []).sorted { $0.rawValue < $1.rawValue },
            setFields: Set((own.applySetFields ?? other?.applySetFields ?? []).map(\.field)),
            copyFields: Set((own.applyCopyFields ?? other?.applyCopyFields ?? []).map(\.field))
        )
    }

    var isEmpty: Bool { nextTables.isEmpty && instructions.isEmpty && write.isEmpty && apply.isEmpty }

    /// The same, whether or not `tables` can be gone to: a table cannot go to itself.
    func isSame(as other: AbilitiesText, but tables: [UInt8]) -> Bool {
        nextTables.filter { !tables.contains($0) } == other.nextTables.filter { !tables.contains($0) }
            && instructions == other.instructions && write == other.write && apply == other.apply
    }

    func lines(after previous: AbilitiesText?) -> [String] {
        var lines: [String] = []
        if !nextTables.isEmpty { lines.append("      next tables: \(NumberRanges.text(nextTables))") }
        if let previous, previous.instructions == instructions, !instructions.isEmpty {
            lines.append("      (same instructions)")
        } else if !instructions.isEmpty {
            let names = InstructionKind.printed.filter { instructions.contains($0.0) }.map(\.1)
            lines.append("      instructions: \(names.joined(separator: " "))")
        }
        if let previous, previous.write == write, previous.apply == apply, !write.setFields.isEmpty {
            lines.append("      (same actions)")
        } else if write != apply {
            lines += ["      Write-Actions features:"] + write.lines
            lines += ["      Apply-Actions features:"] + apply.lines
        } else if !write.isEmpty {
            lines += ["      Write-Actions and Apply-Actions features:"] + write.lines
        }
        return lines
    }
}

extension InstructionKind {
    /// The names in ovs-ofctl's order; the last two are unknown to it.
    fileprivate static let printed: [(InstructionKind, String)] = [
        (.meter, "meter"), (.applyActions, "apply_actions"), (.clearActions, "clear_actions"),
        (.writeActions, "write_actions"), (.writeMetadata, "write_metadata"), (.gotoTable, "goto_table"),
        (.statTrigger, "stat_trigger"), (.experimenter, "experimenter"),
    ]
}

/// Numbers with runs of them drawn together: "1-2,7".
enum NumberRanges {
    static func text(_ numbers: [UInt8]) -> String {
        var runs: [ClosedRange<UInt8>] = []
        for number in numbers.sorted() {
            if let last = runs.last, last.upperBound < number, number - last.upperBound == 1 {
                runs[runs.count - 1] = last.lowerBound...number
            } else if runs.last?.upperBound != number {
                runs.append(number...number)
            }
        }
        return runs.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
            .joined(separator: ",")
    }
}

/// Lists of fields with what their names have in common drawn together: "eth_{src,dst} metadata".
enum FieldListText {
    /// ovs-ofctl's order; the last ones are unknown to it.
    private static let order: [MatchField] = [
        .packetType, .tunnelID, .metadata, .inPort, .actsetOutput, .ethSrc, .ethDst, .ethType, .vlanVID, .vlanPCP,
        .mplsLabel, .mplsTC, .mplsBOS, .ipv4Src, .ipv4Dst, .ipv6Src, .ipv6Dst, .ipv6FlowLabel, .ipProto, .ipDSCP,
        .ipECN, .arpOp, .arpSPA, .arpTPA, .arpSHA, .arpTHA, .tcpSrc, .tcpDst, .tcpFlags, .udpSrc, .udpDst, .sctpSrc,
        .sctpDst, .icmpv4Type, .icmpv4Code, .icmpv6Type, .icmpv6Code, .ipv6NDTarget, .ipv6NDSLL, .ipv6NDTLL,
        .inPhyPort, .pbbISID, .ipv6ExtHdr, .pbbUCA,
    ]

    static func text(_ fields: Set<MatchField>) -> String {
        let names = order.filter(fields.contains).map { $0 == .inPort ? "in_port_oxm" : $0.setName }
        return text(names[...], omitting: 0)
    }

    /// The names without their first `prefix` characters, which they share.
    private static func text(_ names: ArraySlice<String>, omitting prefix: Int) -> String {
        var parts: [String] = []
        var rest = names
        while let first = rest.first {
            let (count, extra) = run(rest, after: prefix)
            if count == 1 {
                parts.append(String(first.dropFirst(prefix)))
            } else {
                let shared = first.dropFirst(prefix).prefix(extra)
                parts.append("\(shared){\(text(rest.prefix(count), omitting: prefix + extra))}")
            }
            rest = rest.dropFirst(count)
        }
        return parts.joined(separator: prefix == 0 ? " " : ",")
    }

    /// How many names at the beginning share a prefix that ends in "_", and how long it is with the first two.
    private static func run(_ names: ArraySlice<String>, after prefix: Int) -> (count: Int, extra: Int) {
        let tails = names.map { $0.dropFirst(prefix) }
        guard tails.count > 1 else { return (1, 0) }
        let extra = sharedPrefix(tails[0], tails[1])
        guard extra > 0 else { return (1, 0) }
        return (1 + tails.dropFirst().prefix { sharedPrefix(tails[0], $0) > 0 }.count, extra)
    }

    private static func sharedPrefix(_ a: Substring, _ b: Substring) -> Int {
        let shared = zip(a, b).prefix { $0 == $1 }.map(\.0)
        return (shared.lastIndex(of: "_") ?? -1) + 1
    }
}

extension [TableFeatures.Field] {
    /// The names of the fields; "<none>" without any.
    var names: String { isEmpty ? "<none>" : FieldListText.text(Set(map(\.field))) }
}
