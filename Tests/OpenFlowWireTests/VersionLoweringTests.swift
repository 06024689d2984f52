import OpenFlow
import OpenFlowWire
import Testing

/// Instructions and actions that came or went with 1.1, 1.2, 1.3 and 1.5.
@Suite struct VersionLoweringTests {
    private func roundTrip(_ instructions: [Instruction], _ version: OpenFlowVersion) throws -> [Instruction] {
        let mod = FlowMod(.add, instructions: instructions)
        guard case .flowMod(let decoded) = try decodeBytes(encodeMessage(.flowMod(mod), version), version).message
        else { throw NotAFlowMod() }
        return decoded.instructions
    }

    private let output = Action.output(port: PortNumber(1), maxLength: 0)

    @Test func aMeterIsTheFirstActionIn15() throws {
        let instructions: [Instruction] = [.meter(3), .applyActions([output]), .gotoTable(2)]
        #expect(try roundTrip(instructions, .v1_4) == instructions)
        #expect(try roundTrip(instructions, .v1_5) == [.applyActions([.meter(3), output]), .gotoTable(2)])
        #expect(try roundTrip([.meter(3)], .v1_5) == [.applyActions([.meter(3)])])
        #expect(try roundTrip(instructions, .v1_2) == [.applyActions([output]), .gotoTable(2)])
    }

    @Test func aMeterActionIsAnInstructionBefore15() throws {
        let instructions: [Instruction] = [.applyActions([.meter(3), output])]
        #expect(try roundTrip(instructions, .v1_5) == instructions)
        #expect(try roundTrip(instructions, .v1_3) == [.meter(3), .applyActions([output])])
        #expect(try roundTrip(instructions, .v1_1) == [.applyActions([output])])
    }

    @Test func instructionsOf15() throws {
        let trigger = StatTrigger(
            flags: [.periodic],
            thresholds: FlowCounters(duration: 1_500_000_000, packetCount: 7)
        )
        #expect(try roundTrip([.statTrigger(trigger)], .v1_5) == [.statTrigger(trigger)])
        #expect(try roundTrip([.statTrigger(trigger)], .v1_4) == [])
    }

    @Test func thereMayBeSeveralInstructionsOfExperimenters() throws {
        let instructions: [Instruction] = [.experimenter(id: 1, data: []), .experimenter(id: 2, data: [])]
        #expect(try roundTrip(instructions, .v1_3) == instructions)
        #expect(throws: OpenFlowError.self) { try roundTrip([.clearActions, .clearActions], .v1_3) }
    }

    @Test(arguments: [
        (OpenFlowVersion.v1_1, 1), (.v1_2, 1), (.v1_3, 2), (.v1_4, 2), (.v1_5, 3),
    ]) func actionsByVersion(_ version: OpenFlowVersion, _ count: Int) throws {
        let copy = Action.copyField(FieldCopy(bits: 16, source: .ethSrc, sourceOffset: 32, destination: .tcpDst))
        let actions: [Action] = [.decrementNetworkTTL, .popPBB, copy]
        #expect(try roundTrip([.applyActions(actions)], version) == [.applyActions(Array(actions.prefix(count)))])
    }

    @Test func settersOf11() throws {
        let actions: [Action] = [
            .setField(FieldMatch(.ethSrc, 1)), .setField(FieldMatch(.ipECN, 2)), .setField(FieldMatch(.mplsLabel, 3)),
            .setField(FieldMatch(.mplsTC, 4)),
        ]
        #expect(try roundTrip([.applyActions(actions)], .v1_1) == [.applyActions(actions)])
        let lowered: [Action] = [
            .setField(FieldMatch(.vlanVID, 0x1005)), .setField(FieldMatch(.udpDst, 9)), .stripVLAN,
            .enqueue(port: PortNumber(4), queue: 2), .setField(FieldMatch(.ipv6Src, 1)),
        ]
        #expect(
            try roundTrip([.applyActions(lowered)], .v1_1) == [
                .applyActions([
                    .setVLANVID(5), .setTransportDestination(9), .popVLAN, .setQueue(2),
                    .output(port: PortNumber(4), maxLength: 0),
                ])
            ]
        )
    }

    @Test func aMaskedSetFieldIsForNewVersions() throws {
        let set = Action.setField(FieldMatch(.ipv4Dst, 0x0a00_0000, mask: 0xff00_0000))
        #expect(try roundTrip([.applyActions([set, output])], .v1_5) == [.applyActions([set, output])])
        #expect(try roundTrip([.applyActions([set, output])], .v1_4) == [.applyActions([output])])
    }

    private func apply15(_ action: String) -> [UInt8] {
        let fields = "0000000000000000 0000000000000000 00 00 0000 0000 8000 ffffffff ffffffff ffffffff 0000 0000"
        let bytes = [UInt8](hex: action)
        let instruction = [0, 4, 0, UInt8(8 + bytes.count), 0, 0, 0, 0] + bytes
        return ([6, 14, 0, 0, 0, 0, 0, 1] + [UInt8](hex: fields + "0001 0004 00000000") + instruction).withLengthFixed
    }

    @Test(arguments: [
        ("001c 0018 0010 0000 0000 0000 80000806 80001c02 00000000", nil),
        ("001c 0018 0000 0000 0000 0000 80000806 80001c02 00000000", ErrorCode.badActionBadSetLen),
        ("001c 0018 0010 0021 0000 0000 80000806 80001c02 00000000", .badActionBadSetLen),
        ("001c 0018 0010 0000 0001 0000 80000806 80001c02 00000000", .badActionBadSetLen),
        ("001c 0018 0010 0000 0000 0000 0001 0806 80001c02 00000000", .badActionBadSetType),
        ("001c 0018 0010 0000 0000 0000 8000090c 80001c02 00000000", .badActionBadSetMask),
        ("001c 0010 0010 0000 0000 0000 80000806", .badActionBadLen),
        ("001d 0008 00000007", nil),
        ("001d 0010 00000007 00000000 00000000", .badActionBadLen),
    ]) func actionsOf15(_ action: String, _ expected: ErrorCode?) {
        do {
            _ = try decodeBytes(apply15(action), .v1_5)
            #expect(expected == nil)
        } catch { #expect(error.code == expected) }
    }

    @Test(arguments: OpenFlowVersion.allCases) func invalidTTLsAreConfiguredBefore13(_ version: OpenFlowVersion) throws
    {
        let knows = version == .v1_1 || version == .v1_2
        let bytes = try encodeMessage(.setConfig(SwitchConfig(fragments: .drop, sendsInvalidTTL: true)), version)
        #expect(bytes[8...9] == [0, knows ? 5 : 1])
        let expected = SwitchConfig(fragments: .drop, sendsInvalidTTL: knows)
        #expect(try decodeBytes(bytes, version).message == .setConfig(expected))
        guard !knows else { return }
        #expect(throws: OpenFlowError.self) {
            try decodeBytes([version.rawValue, 9, 0, 12, 0, 0, 0, 1, 0, 4, 0, 9], version)
        }
    }

    @Test func pipelineFields() throws {
        let out = PacketOut(
            inPort: PortNumber(3),
            pipelineFields: Match([FieldMatch(.metadata, 5), FieldMatch(.tunnelID, 6)]),
            actions: [output],
            data: [1]
        )
        #expect(try decodeBytes(encodeMessage(.packetOut(out), .v1_5), .v1_5).message == .packetOut(out))
        var plain = out
        plain.pipelineFields = Match()
        #expect(try decodeBytes(encodeMessage(.packetOut(out), .v1_4), .v1_4).message == .packetOut(plain))
    }

    @Test(arguments: [
        ("0001 000c 80000004 00000003 00000000", nil),
        ("0001 0004 00000000", ErrorCode.badRequestBadPort),
        ("0001 000c 80000004 ffffff01 00000000", .badRequestBadPort),
        ("0001 0012 80000004 00000003 80000a02 0800 000000000000", .badRequestPipelineFieldsOnly),
    ]) func matchesOfPacketOuts(_ match: String, _ expected: ErrorCode?) {
        let bytes = [6, 13, 0, 0, 0, 0, 0, 1] + [UInt8](hex: "ffffffff 0000 0000" + match)
        do {
            _ = try decodeBytes(bytes.withLengthFixed, .v1_5)
            #expect(expected == nil)
        } catch { #expect(error.code == expected) }
    }

    @Test func countersThatAreNotAvailableAreLeftOutIn15() throws {
        var flow = FlowStatistics(
            tableID: 1,
            priority: 2,
            match: Match(),
            instructions: [],
            cookie: 3,
            duration: 4,
            idleTimeout: 5,
            hardTimeout: 6,
            flags: [],
            packetCount: .max,
            byteCount: 8,
            idleTime: 9
        )
        let bytes = try encodeMessage(.multipartReply(MultipartReply(.flow([flow]))), .v1_5)
        #expect(try decodeBytes(bytes, .v1_5).message == .multipartReply(MultipartReply(.flow([flow]))))
        let old = try encodeMessage(.multipartReply(MultipartReply(.flow([flow]))), .v1_4)
        flow.idleTime = nil
        #expect(try decodeBytes(old, .v1_4).message == .multipartReply(MultipartReply(.flow([flow]))))
    }
}
