import OpenFlow
import Testing

@Suite struct OvsTextTests {
    @Test(arguments: OvsText.flows + OvsText.randomFlows)
    func readsFlowsAsOvsOfctlDoes(_ sample: OvsText) throws {
        let context = SyntaxContext(version: sample.version)
        let mod = try FlowMod.parse(sample.text, .add, context)
        #expect(mod.text(in: sample.version) == sample.printed)
        #expect(try FlowMod.parseWithCommand(sample.printed, default: .delete, context) == mod)
    }

    @Test(arguments: OvsText.groups)
    func readsGroupsAsOvsOfctlDoes(_ sample: OvsText) throws {
        let context = SyntaxContext(version: sample.version)
        let mod = try GroupMod.parse(sample.text, .add, context)
        #expect(mod.text(in: sample.version) == sample.printed)
        #expect(try GroupMod.parseWithCommand(sample.printed, default: .delete, context) == mod)
    }

    @Test func thereAreManySamples() {
        #expect(OvsText.flows.count + OvsText.randomFlows.count >= 150)
        #expect(Set((OvsText.flows + OvsText.randomFlows).map(\.version)) == [.v1_0, .v1_3, .v1_5])
    }
}
