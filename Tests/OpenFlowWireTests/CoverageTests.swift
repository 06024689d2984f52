import OpenFlow
import Testing

@testable import OpenFlowWire

/// That there is a fixture of everything: a row that is added to a table of numbers fails here until it has one.
@Suite struct CoverageTests {
    @Test(arguments: OpenFlowVersion.allCases) func everyMessageTypeHasAFixture(_ version: OpenFlowVersion) {
        let numbers = Set(Fixture.all.filter { $0.openFlowVersion == version }.map { $0.bytes[1] })
        for type in MessageType.allCases {
            guard let number = type.number(in: version) else { continue }
            #expect(numbers.contains(number), "no fixture of \(type) in \(version)")
        }
        for number in numbers { #expect(MessageType(number: number, version: version) != nil) }
    }

    @Test(arguments: OpenFlowVersion.allCases) func everyMultipartTypeHasFixtures(_ version: OpenFlowVersion) {
        for direction in [MessageType.multipartRequest, .multipartReply] {
            let number = direction.number(in: version)
            let kinds = FixtureKind.all.filter { $0.version == version && $0.type == number }
            let numbers = Set(kinds.compactMap(\.multipart))
            for number in 0...UInt16.max {
                guard let type = MultipartType(rawValue: number), type.since <= version else { continue }
                #expect(numbers.contains(number), "no fixture of \(direction) \(type) in \(version)")
            }
        }
    }

    @Test(arguments: OpenFlowVersion.allCases) func everyActionHasAFixture(_ version: OpenFlowVersion) throws {
        var kinds: Set<ActionKind> = []
        for fixture in Fixture.all where fixture.openFlowVersion == version {
            kinds.formUnion(try decodeBytes(fixture.bytes, version).message.actions.map { $0.kind(in: version) })
        }
        for type in ActionType.allCases where type.number(in: version) != nil && !type.isSetField {
            #expect(kinds.contains(type.kind), "no fixture of \(type) in \(version)")
        }
    }

    @Test(arguments: OpenFlowVersion.allCases.filter { $0 > .v1_0 })
    func everyInstructionHasAFixture(_ version: OpenFlowVersion) throws {
        var kinds: Set<InstructionKind> = []
        for fixture in Fixture.all where fixture.openFlowVersion == version {
            guard case .flowMod(let mod) = try decodeBytes(fixture.bytes, version).message else { continue }
            kinds.formUnion(mod.instructions.map(\.kind))
        }
        for kind in InstructionKind.allCases where kind.exists(in: version) {
            #expect(kinds.contains(kind), "no fixture of \(kind) in \(version)")
        }
    }

    @Test(arguments: OpenFlowVersion.allCases.filter { $0 >= .v1_2 })
    func everyFieldHasFixtures(_ version: OpenFlowVersion) throws {
        for field in MatchField.allCases where field.info.since <= version {
            let exact = try match(of: "flow_mod_match_\(field.info.name)", version)
            #expect(exact[field]?.mask == nil)
            #expect(exact[field] != nil)
            if field.info.isMaskable {
                #expect(try match(of: "flow_mod_match_\(field.info.name)_masked", version)[field]?.mask != nil)
            }
            if field.info.isSettable {
                let set = try flowMod("flow_mod_set_field_\(field.info.name)", version)
                guard case .applyActions(let actions)? = set.instructions.first, case .setField(let to)? = actions.first
                else {
                    Issue.record("no set-field of \(field) in \(version)")
                    continue
                }
                #expect(to.field == field)
            }
        }
    }

    @Test(arguments: OpenFlowVersion.allCases) func everyErrorHasAFixture(_ version: OpenFlowVersion) throws {
        var codes: Set<ErrorCode> = []
        for fixture in Fixture.errors where fixture.openFlowVersion == version {
            guard case .error(let message) = try decodeBytes(fixture.bytes, version).message,
                case .standard(let code) = message.kind
            else { continue }
            codes.insert(code)
        }
        let missing = ErrorCode.allCases.filter { $0.exists(in: version) && !codes.contains($0) }
        #expect(missing.map(\.name) == [])
    }

    private func flowMod(_ name: String, _ version: OpenFlowVersion) throws -> FlowMod {
        let fixture = try Fixture.named(name, version)
        guard case .flowMod(let mod) = try decodeBytes(fixture.bytes, version).message else { throw NotAFlowMod() }
        return mod
    }

    private func match(of name: String, _ version: OpenFlowVersion) throws -> Match { try flowMod(name, version).match }
}

extension ActionType {
    /// Setters of 1.1 that the model says with set-field.
    fileprivate var isSetField: Bool { kind == .setField && self != .setField }
}

extension Action {
    /// 1.0 and 1.1 have actions of their own for MAC addresses.
    fileprivate func kind(in version: OpenFlowVersion) -> ActionKind {
        guard version <= .v1_1, case .setField(let to) = self else { return kind }
        return to.field == .ethSrc ? .setEthernetSource : to.field == .ethDst ? .setEthernetDestination : kind
    }
}

extension Message {
    /// The actions of flow-mods and packet-outs.
    fileprivate var actions: [Action] {
        switch self {
        case .packetOut(let out): out.actions
        case .flowMod(let mod):
            mod.instructions.flatMap { instruction -> [Action] in
                switch instruction {
                case .applyActions(let actions), .writeActions(let actions): actions
                case .gotoTable, .writeMetadata, .clearActions, .meter, .statTrigger, .experimenter: []
                }
            }
        default: []
        }
    }
}
