import Datapath
import OpenFlow
import TestSupport
import Testing

/// Flow-mods one by one: what is refused, what filters select, and who wins (1.3.5 §6.4; 1.0.0 §3.4, §4.6).
@Suite struct FlowModTests {
    private static let ip = FieldMatch(.ethType, 0x0800)
    private let frame = FrameBuilder().ethernet(dst: 2, src: 1).ipv4(src: 0x0a00_0001, dst: 0x0a00_0002).tcp().bytes

    private func output(_ port: UInt32) -> [Instruction] {
        [.applyActions([.output(port: PortNumber(port), maxLength: 0)])]
    }

    private func add(
        _ match: [FieldMatch] = [],
        priority: UInt16 = 1,
        to port: UInt32 = 2,
        cookie: UInt64 = 0,
        flags: FlowModFlags = []
    ) -> FlowMod {
        FlowMod(
            .add,
            priority: priority,
            match: Match(match),
            instructions: output(port),
            cookie: cookie,
            flags: flags
        )
    }

    static let refused: [(FlowMod, ErrorCode)] = [
        (FlowMod(.add, tableID: 4), .flowModFailedBadTableId),
        (FlowMod(.add, tableID: 0xff), .flowModFailedBadTableId),
        (FlowMod(.deleteStrict, tableID: 4), .flowModFailedBadTableId),
        (FlowMod(.add, match: Match([FieldMatch(.ipv4Src, 1)])), .badMatchBadPrereq),
        (FlowMod(.add, match: Match([ip, ip])), .badMatchDupField),
        (FlowMod(.add, match: Match([ip, FieldMatch(.ipv4Src, 0xff, mask: 0xf0)])), .badMatchBadWildcards),
        (FlowMod(.add, match: Match([FieldMatch(.inPort, 1, mask: 1)])), .badMatchBadMask),
        (FlowMod(.add, match: Match([FieldMatch(.vlanVID, 0x2000)])), .badMatchBadValue),
        (FlowMod(.add, instructions: [.meter(1)]), .badInstructionUnsupInst),
        (FlowMod(.add, instructions: [.gotoTable(0)]), .badInstructionBadTableId),
        (FlowMod(.add, instructions: [.gotoTable(4)]), .badInstructionBadTableId),
        (FlowMod(.add, tableID: 2, instructions: [.gotoTable(1)]), .badInstructionBadTableId),
        (FlowMod(.add, instructions: [.applyActions([.group(1)])]), .badActionBadOutGroup),
        (
            FlowMod(.add, instructions: [.applyActions([.output(port: PortNumber(0), maxLength: 0)])]),
            .badActionBadOutPort
        ),
        (FlowMod(.add, instructions: [.applyActions([.output(port: .table, maxLength: 0)])]), .badActionBadOutPort),
        (FlowMod(.add, instructions: [.applyActions([.setField(FieldMatch(.inPort, 1))])]), .badActionBadSetType),
        (
            FlowMod(.add, instructions: [.applyActions([.setField(FieldMatch(.tcpDst, 1))])]),
            .badActionMatchInconsistent
        ),
        (FlowMod(.add, instructions: [.writeActions([.popVLAN])]), .badActionMatchInconsistent),
        (FlowMod(.add, instructions: [.applyActions([.pushVLAN(etherType: 0x0800)])]), .badActionBadArgument),
        (FlowMod(.add, flags: .emergency), .flowModFailedUnsupported),
        (FlowMod(.modify, instructions: [.applyActions([.setQueue(1)])]), .badActionBadQueue),
        (FlowMod(.add, bufferID: 7), .badRequestBufferUnknown),
    ]

    /// A flow-mod that is refused changes nothing.
    @Test(arguments: 0..<refused.count) func refusedChangesNothing(_ index: Int) throws {
        let (mod, code) = Self.refused[index]
        let harness = try DatapathHarness()
        #expect(harness.apply(add([Self.ip])) == nil)
        #expect(harness.apply(FlowMod(.add, tableID: 1, instructions: [.gotoTable(2)])) == nil)
        _ = harness.send(frame, port: 1)
        let before = Set(harness.flows())
        #expect(harness.apply(mod)?.code == code, "\(mod)")
        #expect(Set(harness.flows()) == before)
        #expect(harness.send(frame, port: 1).map(\.port) == [2])
    }

    /// One entry for which the new actions do not fit keeps all others from being changed.
    @Test func modifyIsAllOrNothing() throws {
        let harness = try DatapathHarness()
        let tcp = [Self.ip, FieldMatch(.ipProto, 6)]
        #expect(harness.apply(add(tcp)) == nil)
        #expect(harness.apply(add([FieldMatch(.inPort, 1)])) == nil)
        let before = Set(harness.flows())
        let change = FlowMod(
            .modify,
            instructions: [.applyActions([.setField(FieldMatch(.tcpDst, 9))])]
        )
        #expect(harness.apply(change)?.code == .badActionMatchInconsistent)
        #expect(Set(harness.flows()) == before)
    }

    @Test func overlapIsRefusedOnlyWithinOnePriority() throws {
        let harness = try DatapathHarness()
        #expect(harness.apply(add([FieldMatch(.inPort, 1)])) == nil)
        #expect(harness.apply(add([Self.ip], flags: .checkOverlap))?.code == .flowModFailedOverlap)
        #expect(harness.apply(add([FieldMatch(.inPort, 1)], flags: .checkOverlap))?.code == .flowModFailedOverlap)
        #expect(harness.apply(add([FieldMatch(.inPort, 2)], flags: .checkOverlap)) == nil)
        #expect(harness.apply(add([Self.ip], priority: 2, flags: .checkOverlap)) == nil)
        #expect(harness.flows().count == 3)
    }

    @Test func addReplacesTheIdenticalEntry() throws {
        let harness = try DatapathHarness()
        #expect(harness.apply(add([Self.ip], cookie: 1, flags: .sendFlowRemoved)) == nil)
        _ = harness.send(frame, port: 1)
        #expect(harness.apply(add([Self.ip], to: 3, cookie: 2)) == nil)
        #expect(harness.flows().map(\.cookie) == [2])
        #expect(harness.flows().map(\.packetCount) == [1])
        #expect(harness.apply(add([Self.ip], to: 3, cookie: 2, flags: .resetCounts)) == nil)
        #expect(harness.flows().map(\.packetCount) == [0])
        #expect(harness.takeEvents().isEmpty, "no FLOW_REMOVED for an entry that is replaced")
        #expect(harness.send(frame, port: 1).map(\.port) == [3])
    }

    @Test func deleteFiltersByOutputPort() throws {
        let harness = try DatapathHarness()
        #expect(harness.apply(add([FieldMatch(.inPort, 1)], to: 2)) == nil)
        #expect(harness.apply(add([FieldMatch(.inPort, 2)], to: 3)) == nil)
        #expect(
            harness.apply(
                FlowMod(
                    .add,
                    tableID: 1,
                    instructions: [.writeActions([.output(port: PortNumber(2), maxLength: 0)])]
                )
            ) == nil
        )
        #expect(harness.apply(FlowMod(.delete, tableID: Reserved.allTables, outPort: PortNumber(4))) == nil)
        #expect(harness.flows().count == 3)
        #expect(harness.apply(FlowMod(.delete, tableID: Reserved.allTables, outPort: PortNumber(2))) == nil)
        #expect(harness.flows().map(\.match) == [Match([FieldMatch(.inPort, 2)])])
        #expect(harness.apply(FlowMod(.delete, tableID: Reserved.allTables, outGroup: 1)) == nil)
        #expect(harness.flows().count == 1)
    }

    @Test func cookiesFilterModifiesAndDeletes() throws {
        let harness = try DatapathHarness()
        for (port, cookie) in [(1, 0x10), (2, 0x11), (3, 0x20)] as [(UInt128, UInt64)] {
            #expect(harness.apply(add([FieldMatch(.inPort, port)], cookie: cookie)) == nil)
        }
        #expect(harness.apply(FlowMod(.modify, instructions: output(4), cookie: 0x10, cookieMask: 0xf0)) == nil)
        #expect(harness.flows().filter { $0.instructions == output(4) }.map(\.cookie).sorted() == [0x10, 0x11])
        #expect(harness.flows(FlowFilter(cookie: 1, cookieMask: 1)).map(\.cookie) == [0x11])
        #expect(harness.apply(FlowMod(.delete, cookie: 0x10, cookieMask: .max)) == nil)
        #expect(harness.flows().map(\.cookie).sorted() == [0x11, 0x20])
    }

    @Test func strictTouchesOneEntryOnly() throws {
        let harness = try DatapathHarness()
        for priority in 1...3 as ClosedRange<UInt16> {
            #expect(harness.apply(add([Self.ip], priority: priority)) == nil)
        }
        #expect(harness.apply(FlowMod(.deleteStrict, priority: 2, match: Match([Self.ip]))) == nil)
        #expect(harness.flows().map(\.priority).sorted() == [1, 3])
        #expect(harness.apply(FlowMod(.deleteStrict, priority: 3)) == nil)
        #expect(harness.flows().count == 2)
        #expect(
            harness.apply(FlowMod(.modifyStrict, priority: 3, match: Match([Self.ip]), instructions: output(4))) == nil
        )
        #expect(harness.flows().filter { $0.instructions == output(4) }.map(\.priority) == [3])
    }

    /// 1.0 §3.4: an entry without wildcards comes first, whatever its priority, and reports the one it was sent with.
    @Test func exactOutranksWildcardsAndKeepsItsPriority() throws {
        let harness = try DatapathHarness()
        var exact = add([FieldMatch(.inPort, 1), Self.ip, FieldMatch(.ipProto, 6)], priority: 3, to: 4)
        exact.outranksWildcards = true
        #expect(harness.apply(add([FieldMatch(.inPort, 1)], priority: 0xffff, to: 2)) == nil)
        #expect(harness.apply(exact) == nil)
        #expect(harness.send(frame, port: 1).map(\.port) == [4])
        #expect(harness.flows().map(\.priority).sorted() == [3, 0xffff])
        exact.command = .deleteStrict
        #expect(harness.apply(exact) == nil)
        #expect(harness.send(frame, port: 1).map(\.port) == [2])
    }

    /// 1.0: a modify that finds nothing adds; later versions do not.
    @Test func modifyAddsInVersion10() throws {
        let harness = try DatapathHarness()
        var change = FlowMod(.modify, tableID: Reserved.allTables, match: Match([Self.ip]), instructions: output(2))
        #expect(harness.apply(change) == nil)
        #expect(harness.flows().isEmpty)
        change.addsWhenMissing = true
        change.cookie = 9
        #expect(harness.apply(change) == nil)
        #expect(harness.flows().map(\.cookie) == [9])
        #expect(harness.flows().map(\.tableID) == [0])
    }

    @Test func deletesReportToControllers() throws {
        let harness = try DatapathHarness()
        #expect(harness.apply(add([Self.ip], cookie: 5, flags: .sendFlowRemoved)) == nil)
        #expect(harness.apply(add([FieldMatch(.inPort, 9)])) == nil)
        _ = harness.send(frame, port: 1)
        harness.advance(seconds: 2)
        #expect(harness.apply(FlowMod(.delete, tableID: Reserved.allTables)) == nil)
        let events = harness.takeEvents()
        #expect(events.count == 1)
        guard case .flowRemoved(let removed)? = events.first else {
            Issue.record("no FLOW_REMOVED but \(events)")
            return
        }
        let expected = FlowRemoved(
            reason: .delete,
            tableID: 0,
            priority: 1,
            match: Match([Self.ip]),
            cookie: 5,
            duration: 2_000_000_000,
            idleTimeout: 0,
            hardTimeout: 0,
            packetCount: 1,
            byteCount: UInt64(frame.count)
        )
        #expect(removed == expected)
    }
}
