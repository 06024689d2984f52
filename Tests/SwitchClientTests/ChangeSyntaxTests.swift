import OpenFlow
import Testing

@testable import SwitchClient

struct ChangeSyntaxTests {
    private func read(
        _ syntax: ChangeSyntax,
        _ text: String,
        _ version: OpenFlowVersion = .v1_4
    ) throws -> Change {
        try syntax.change(SourceLine(source: "f", number: 4, text: text), SyntaxContext(version: version))
    }

    @Test(arguments: [
        ("add in_port=1,actions=2", FlowMod.Command.add), ("in_port=1,actions=2", .modify),
        ("delete in_port=1", .delete), ("modify_strict in_port=1,actions=2", .modifyStrict),
    ])
    func flowsMayNameTheirCommand(text: String, command: FlowMod.Command) throws {
        guard case .flowMod(let mod) = try read(.flows(.modify), text).message else {
            Issue.record("no flow-mod")
            return
        }
        #expect(mod.command == command)
    }

    @Test(arguments: [
        ("group_id=1,type=all,bucket=actions=2", GroupMod.Command.add, false),
        ("modify group_id=1,type=all,bucket=actions=2", .modify, false),
        ("add_or_mod group_id=1,type=all,bucket=actions=2", .modify, true), ("delete group_id=1", .delete, false),
    ])
    func groupsToo(text: String, command: GroupMod.Command, addsOrModifies: Bool) throws {
        let change = try read(.groups(.add), text)
        guard case .groupMod(let mod) = change.message else {
            Issue.record("no group-mod")
            return
        }
        #expect(mod.command == command)
        #expect(mod.groupID == 1)
        #expect(change.addsOrModifies == addsOrModifies)
    }

    @Test func bundlesSayWhatEachLineIs() throws {
        guard case .flowMod = try read(.bundle, "flow actions=2").message,
            case .groupMod = try read(.bundle, " group add group_id=1,type=all,bucket=actions=2").message
        else {
            Issue.record("another message")
            return
        }
        do {
            _ = try read(.bundle, "meter meter=1")
            Issue.record("no error")
        } catch let error as LineError {
            #expect(error.description.hasPrefix("f:4: \"meter\" is no kind of change"))
        }
    }

    @Test func errorsNameTheLine() {
        do {
            _ = try read(.flows(.add), "in_port=1,actions=nonsense:")
            Issue.record("no error")
        } catch let error as LineError {
            #expect(error.description.hasPrefix("f:4: "))
        } catch {
            Issue.record("\(error)")
        }
    }

    @Test(arguments: [
        ("1", UInt32(1)), ("group_id=0x10", 16), ("all", Reserved.allGroups), ("group_id=all", Reserved.allGroups),
        ("one", nil), ("", nil),
    ])
    func readsGroupNumbers(text: String, id: UInt32?) {
        #expect(ChangeSyntax.groupID(text) == id)
    }

    @Test(arguments: [
        ("meter=3", UInt32(3)), ("3", 3), ("meter=all", Reserved.allMeters),
        ("controller", Reserved.controllerMeter), ("meter=slowpath", Reserved.slowPathMeter), ("x", nil),
    ])
    func readsMeterNumbers(text: String, id: UInt32?) {
        #expect(ChangeSyntax.meterID(text) == id)
    }
}
